//! The hub on PostgreSQL. What it refuses, the server itself refuses: `schema.sql` has the rules.
//!
//! Async stays here: each question is asked and waited for on a runtime of the connection's own.

mod address;
mod administration;
mod failure;
mod tls;
mod verify;

pub use address::{AddressError, HubAddress};
pub use administration::{HubOptions, HubStatus, Invited, WriterStatus};
pub use verify::HubVerified;

use super::{Blob, Hub, HubError, HubTerms, HubUser, Refusal};
use crate::catalogue::EventBody;
use crate::model::{Head, Uid};
use failure::{demand, explain, explain_login};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio_postgres::types::{FromSqlOwned, ToSql};
use tokio_postgres::{Client, Row};

/// The schema that this program makes and knows.
const SCHEMA: i32 = 1;
/// How long it may take to log in.
const LOGIN: Duration = Duration::from_secs(30);
/// The most bytes of events or blobs that are asked for at once, the last of them not counted.
const MOST_BYTES: i64 = 8 << 20;

/// A connection to a hub.
pub struct PostgresHub {
    client: Client,
    runtime: Runtime,
}

impl PostgresHub {
    /// Logs in at the server of an address.
    pub fn connect(address: &HubAddress) -> Result<Self, HubError> {
        let unreachable = |e: &dyn std::error::Error| HubError::Unreachable(e.to_string());
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_io().enable_time().build().map_err(|e| unreachable(&e))?;
        let tls = tls::RustlsMaker::new(address.root_certificates()).map_err(HubError::Unreachable)?;
        let login = async {
            let (client, connection) = address.config().connect(tls).await.map_err(|e| explain_login(&e, address))?;
            // What breaks the connection is told to whoever asks something next.
            tokio::spawn(async move { drop(connection.await) });
            client.batch_execute(include_str!("session.sql")).await.map_err(|e| explain(&e))?;
            Ok(client)
        };
        let client = runtime.block_on(async { tokio::time::timeout(LOGIN, login).await });
        let client = client.map_err(|_| HubError::Unreachable(format!("no answer within {} s", LOGIN.as_secs())))??;
        Ok(Self { client, runtime })
    }

    /// Runs one statement, which is a transaction of its own; answers its rows.
    fn query(&mut self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, HubError> {
        self.runtime.block_on(self.client.query(sql, values)).map_err(|e| explain(&e))
    }

    /// Runs a statement that has no values.
    fn run(&mut self, sql: &str) -> Result<(), HubError> {
        self.runtime.block_on(self.client.batch_execute(sql)).map_err(|e| explain(&e))
    }

    /// Appends events with one statement.
    fn push_page(&mut self, events: &[EventBody]) -> Result<(), HubError> {
        if events.is_empty() {
            return Ok(());
        }
        let writers: Vec<String> = events.iter().map(|e| e.writer().to_string()).collect();
        let seqs: Vec<i64> = events.iter().map(|e| to_signed(e.seq())).collect();
        let previous: Vec<&str> = events.iter().map(EventBody::previous).collect();
        let hashes: Vec<&str> = events.iter().map(EventBody::hash).collect();
        let formats: Vec<i32> = events.iter().map(|e| i32::try_from(e.format()).unwrap_or(i32::MAX)).collect();
        let who: Vec<&str> = events.iter().map(EventBody::who).collect();
        let bodies: Vec<&[u8]> = events.iter().map(EventBody::bytes).collect();
        let values: [&(dyn ToSql + Sync); 7] = [&writers, &seqs, &previous, &hashes, &formats, &who, &bodies];
        self.query(include_str!("push.sql"), &values).map(drop)
    }
}

/// A column of a row.
fn read_column<T: FromSqlOwned>(row: &Row, at: usize) -> Result<T, HubError> {
    row.try_get(at).map_err(|e| HubError::Damaged(e.to_string()))
}

fn read_uid(row: &Row, at: usize) -> Result<Uid, HubError> {
    read_column::<String>(row, at)?.parse().map_err(|_| HubError::Damaged("a writer without a uid".to_owned()))
}

/// A number that is none of those below zero.
fn read_number(row: &Row, at: usize) -> Result<u64, HubError> {
    u64::try_from(read_column::<i64>(row, at)?).map_err(|_| HubError::Damaged("a number below 0".to_owned()))
}

fn to_signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Hub for PostgresHub {
    fn terms(&mut self) -> Result<HubTerms, HubError> {
        let rows = self.query(include_str!("terms.sql"), &[])?;
        let row = rows.first().ok_or_else(|| HubError::NoHub("the hub was not set up completely".to_owned()))?;
        let schema: i32 = read_column(row, 1)?;
        if schema > SCHEMA {
            return Err(HubError::NoHub(format!(
                "the hub was made by a newer claimbook (its schema is {schema}, this one knows {SCHEMA}): use that version"
            )));
        }
        let names: Vec<String> = read_column(row, 4)?;
        Ok(HubTerms {
            hub: read_uid(row, 0)?,
            user: HubUser {
                role: read_column(row, 2)?,
                names: names.into_iter().collect(),
                may_bring_history: read_column(row, 3)?,
            },
            takes_abstracts: read_column(row, 5)?,
            checks_on_one_machine: read_column(row, 6)?,
            most_event_bytes: read_number(row, 7)?,
            most_blob_bytes: read_number(row, 8)?,
        })
    }

    fn join(&mut self, writer: Uid) -> Result<u32, HubError> {
        let writer = writer.to_string();
        self.query(include_str!("join.sql"), &[&writer])?;
        let rows = self.query(include_str!("joined.sql"), &[&writer])?;
        let joined = rows.first().map(|row| Ok((read_column(row, 0)?, read_column::<i32>(row, 1)?))).transpose()?;
        match joined {
            Some((true, desk)) => u32::try_from(desk).map_err(|e| HubError::Damaged(e.to_string())),
            _ => {
                Err(HubError::Refused { why: Refusal::Writer, said: format!("{writer} is a writer of somebody else") })
            }
        }
    }

    fn heads(&mut self) -> Result<BTreeMap<Uid, Head>, HubError> {
        let rows = self.query(include_str!("heads.sql"), &[])?;
        let head = |row: &Row| Ok((read_uid(row, 0)?, Head { seq: read_number(row, 1)?, hash: read_column(row, 2)? }));
        rows.iter().map(head).collect()
    }

    fn push_pages(&mut self, pages: &mut dyn Iterator<Item = Vec<EventBody>>) -> Result<(), HubError> {
        let Some(first) = pages.next() else { return Ok(()) };
        let mut pages = pages.peekable();
        if pages.peek().is_none() {
            return self.push_page(&first);
        }
        self.run(include_str!("begin.sql"))?;
        let pushed = std::iter::once(first).chain(pages).try_for_each(|page| self.push_page(&page));
        match pushed {
            Ok(()) => self.run(include_str!("commit.sql")),
            Err(refused) => {
                // Where the connection is lost, the server takes everything back by itself.
                let _ = self.run(include_str!("roll_back.sql"));
                Err(refused)
            }
        }
    }

    fn pull(&mut self, after: &BTreeMap<Uid, u64>, most: u32) -> Result<Vec<(u64, EventBody)>, HubError> {
        let (writers, seqs): (Vec<String>, Vec<i64>) =
            after.iter().map(|(writer, seq)| (writer.to_string(), to_signed(*seq))).unzip();
        let rows = self.query(include_str!("pull.sql"), &[&writers, &seqs, &i64::from(most), &MOST_BYTES])?;
        let event = |row: &Row| {
            let body = EventBody::parse(read_column(row, 1)?).map_err(|e| HubError::Damaged(e.to_string()))?;
            Ok((read_number(row, 0)?, body))
        };
        rows.iter().map(event).collect()
    }

    fn list_lacking(&mut self, sha256: &BTreeSet<String>) -> Result<BTreeSet<String>, HubError> {
        let wanted: Vec<&str> = sha256.iter().map(String::as_str).collect();
        let rows = self.query(include_str!("lacking.sql"), &[&wanted])?;
        rows.iter().map(|row| read_column(row, 0)).collect()
    }

    fn put_blobs(&mut self, blobs: &[Blob]) -> Result<(), HubError> {
        let kinds: Vec<String> = blobs.iter().map(|blob| blob.kind.to_string()).collect();
        let hashes: Vec<&str> = blobs.iter().map(|blob| blob.sha256.as_str()).collect();
        let bytes: Vec<&[u8]> = blobs.iter().map(|blob| blob.bytes.as_slice()).collect();
        self.query(include_str!("put.sql"), &[&kinds, &hashes, &bytes]).map(drop)
    }

    fn get(&mut self, sha256: &BTreeSet<String>) -> Result<Vec<Blob>, HubError> {
        let wanted: Vec<&str> = sha256.iter().map(String::as_str).collect();
        let rows = self.query(include_str!("get.sql"), &[&wanted, &MOST_BYTES])?;
        let blob = |row: &Row| {
            let kind = read_column::<String>(row, 0)?.parse().map_err(|e| HubError::Damaged(format!("{e}")))?;
            let blob = Blob::new(kind, read_column(row, 2)?);
            demand(blob.sha256 == read_column::<String>(row, 1)?, "a blob with another hash")?;
            Ok(blob)
        };
        rows.iter().map(blob).collect()
    }
}
