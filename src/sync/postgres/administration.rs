//! What an administrator does with a hub: make it, invite people, look at it.

use super::{PostgresHub, SCHEMA, read_column, read_number, read_uid, to_signed};
use crate::model::Uid;
use crate::sync::{Hub, HubError, HubTerms};
use ring::rand::{SecureRandom, SystemRandom};
use std::collections::{BTreeMap, BTreeSet};
use tokio_postgres::types::ToSql;

/// The oldest server that has all of what a hub is made of.
const OLDEST_SERVER: i32 = 130_000;
/// The bytes of a password: half as many as its digits.
const PASSWORD_BYTES: usize = 16;

/// What a hub permits, as its administrator says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HubOptions {
    /// Whether abstracts may be handed in.
    pub takes_abstracts: bool,
    /// Whether one machine alone asks registries for all.
    pub checks_on_one_machine: bool,
}

/// What came of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The password of a login that was made for it; none where there was one.
    pub password: Option<String>,
    /// Whether it closed the time in which a history may be brought.
    pub closed_history: bool,
}

/// What is on a hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubStatus {
    /// What it permits, and who asks.
    pub terms: HubTerms,
    /// The login that made it.
    pub administrator: String,
    /// Whether a history may still be brought.
    pub takes_history: bool,
    /// How many events it has.
    pub events: u64,
    /// How many blobs.
    pub blobs: u64,
    /// How many bytes the tables take on its disk.
    pub bytes: u64,
    /// Who may write, by login, with the names that they may write as.
    pub people: BTreeMap<String, BTreeSet<String>>,
    /// Every writer that has events or joined, in the order of their uids.
    pub writers: Vec<WriterStatus>,
}

/// A writer of a hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriterStatus {
    /// Its uid.
    pub writer: Uid,
    /// The login that it joined with; none where it is only in a history.
    pub role: Option<String>,
    /// The number of the desk; none of one that is known by its history alone.
    pub desk: Option<u32>,
    /// How many events it has.
    pub events: u64,
    /// When the last one arrived.
    pub last: Option<String>,
}

impl PostgresHub {
    /// Makes the hub in its database; answers false where there is one, which is left as it is.
    pub fn make_hub(&mut self, hub: Uid, options: HubOptions) -> Result<bool, HubError> {
        let rows = self.query(include_str!("ready.sql"), &[])?;
        let row = rows.first().ok_or_else(|| HubError::Damaged("no answer".to_owned()))?;
        let (version, encoding): (i32, String) = (read_column(row, 0)?, read_column(row, 1)?);
        let (is_owner, makes_roles, is_there): (bool, bool, bool) =
            (read_column(row, 2)?, read_column(row, 3)?, read_column(row, 4)?);
        if is_there {
            return self.terms().map(|_| false);
        }
        let unfit = |why: String| Err(HubError::NoHub(format!("{why}; nothing was changed")));
        if version < OLDEST_SERVER {
            return unfit(format!("a hub needs PostgreSQL 13, and this is {}", version / 10_000));
        } else if encoding != "UTF8" {
            return unfit(format!("the database is in {encoding}, and a hub needs one in UTF8"));
        } else if !is_owner {
            return unfit(
                "only the owner of the database can keep others out of it: make the hub as its owner".to_owned(),
            );
        } else if !makes_roles {
            return unfit("a hub needs the group claimbook_writer: make it as a role with CREATEROLE".to_owned());
        }
        let making = async {
            let transaction = self.client.transaction().await?;
            transaction.batch_execute(include_str!("schema.sql")).await?;
            let values: [&(dyn ToSql + Sync); 4] =
                [&hub.to_string(), &SCHEMA, &options.takes_abstracts, &options.checks_on_one_machine];
            transaction.execute(include_str!("make_hub.sql"), &values).await?;
            transaction.commit().await
        };
        self.runtime.block_on(making).map_err(|e| super::explain(&e))?;
        Ok(true)
    }

    /// Lets the administrator bring a history again, until the next person is invited.
    pub fn open_history(&mut self) -> Result<(), HubError> {
        self.query(include_str!("open_history.sql"), &[]).map(drop)
    }

    /// Lets a login write as a person. A login that is not there is made, with a password that nobody but whoever is told knows:
    /// the server gets what proves it, and no log of the server ever holds it.
    pub fn invite(&mut self, role: &str, name: &str, declared_id: Option<&str>) -> Result<Invited, HubError> {
        let terms = self.terms()?;
        let password = new_password()?;
        let proof = postgres_protocol::password::scram_sha_256(password.as_bytes());
        let inviting = async {
            let transaction = self.client.transaction().await?;
            let made = transaction.query(include_str!("make_role.sql"), &[&role, &proof]).await?;
            for row in &made {
                transaction.batch_execute(row.try_get(0)?).await?;
            }
            for row in transaction.query(include_str!("let_in.sql"), &[&role]).await? {
                transaction.batch_execute(row.try_get(0)?).await?;
            }
            transaction.execute(include_str!("name_person.sql"), &[&name, &declared_id]).await?;
            transaction.execute(include_str!("permit.sql"), &[&role, &name]).await?;
            let closed = transaction.execute(include_str!("close_history.sql"), &[]).await?;
            transaction.commit().await?;
            Ok::<_, tokio_postgres::Error>((!made.is_empty(), closed > 0))
        };
        match self.runtime.block_on(inviting) {
            Ok((is_new, closed_history)) => Ok(Invited { password: is_new.then_some(password), closed_history }),
            Err(e) if e.code() == Some(&tokio_postgres::error::SqlState::UNIQUE_VIOLATION) => {
                let said = format!("another login writes as {name} already; nothing was changed");
                Err(HubError::Refused { why: crate::sync::Refusal::Who, said })
            }
            Err(e) => match super::explain(&e) {
                HubError::Refused { said, .. } => {
                    let said = format!("{said}. Only its administrator invites, and {} is logged in", terms.user.role);
                    Err(HubError::Refused { why: crate::sync::Refusal::Other, said })
                }
                other => Err(other),
            },
        }
    }

    /// What is there.
    pub fn status(&mut self) -> Result<HubStatus, HubError> {
        let terms = self.terms()?;
        let rows = self.query(include_str!("terms.sql"), &[])?;
        let row = rows.first().ok_or_else(|| HubError::Damaged("no answer".to_owned()))?;
        let (administrator, takes_history) = (read_column(row, 9)?, read_column(row, 10)?);
        let rows = self.query(include_str!("counts.sql"), &[])?;
        let row = rows.first().ok_or_else(|| HubError::Damaged("no answer".to_owned()))?;
        let (events, blobs, bytes) = (read_number(row, 0)?, read_number(row, 1)?, read_number(row, 2)?);
        let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in self.query(include_str!("people.sql"), &[])? {
            people.entry(read_column(&row, 0)?).or_default().insert(read_column(&row, 1)?);
        }
        let writers = self.query(include_str!("writers.sql"), &[])?;
        let writers = writers.iter().map(|row| {
            let (role, last) = (read_column(row, 1)?, read_column(row, 4)?);
            let desk = read_column::<Option<i32>>(row, 2)?.and_then(|desk| u32::try_from(desk).ok());
            Ok(WriterStatus { writer: read_uid(row, 0)?, role, desk, events: read_number(row, 3)?, last })
        });
        let writers = writers.collect::<Result<_, HubError>>()?;
        Ok(HubStatus { terms, administrator, takes_history, events, blobs, bytes, people, writers })
    }

    /// Sets the most bytes of an event and of a blob.
    pub fn set_limits(&mut self, most_event_bytes: u64, most_blob_bytes: u64) -> Result<(), HubError> {
        self.query(include_str!("limit.sql"), &[&to_signed(most_event_bytes), &to_signed(most_blob_bytes)]).map(drop)
    }
}

fn new_password() -> Result<String, HubError> {
    let mut bytes = [0; PASSWORD_BYTES];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| HubError::Unreachable("the system gives no random bytes for a password".to_owned()))?;
    Ok(crate::model::to_hex(&bytes))
}
