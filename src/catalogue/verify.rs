//! Reading the whole catalogue back: SQLite's own checks see damaged pages, but not changed text; the event log does.

use super::event;
use super::open::Catalogue;
use super::record::{TABLES, Table, row_values};
use super::{Error, Result};
use crate::model::Uid;
use rusqlite::types::Value;
use std::collections::BTreeMap;

/// What `verify` read.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Verified {
    /// Rows compared with the log.
    pub rows: u64,
    /// Events whose chain was followed.
    pub events: u64,
    /// The last hash of each writer's chain, to be kept elsewhere.
    pub heads: BTreeMap<String, String>,
    /// What is wrong, worst first; empty is sound.
    pub damage: Vec<Damage>,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Damage {
    /// The table, or `file`.
    pub table: String,
    /// The row's uid or the event's `writer/seq`, where one can be named.
    pub row: String,
    /// What is wrong.
    pub what: String,
}

/// The hash of each row after the last event of each writer about it.
pub(super) type Logged = BTreeMap<Uid, BTreeMap<Uid, String>>;

impl Catalogue {
    pub(super) fn quick_check(&self) -> Result<()> {
        let said: String = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if said == "ok" { Ok(()) } else { Err(Error::Damaged(said)) }
    }

    /// Reads everything: pages, foreign keys, the chain of events, and every row against the last event about it.
    pub fn verify(&self) -> Result<Verified> {
        let mut verified = Verified::default();
        self.verify_pages(&mut verified)?;
        let logged = self.verify_chain(&mut verified)?;
        self.verify_rows(logged, &mut verified)?;
        Ok(verified)
    }

    fn verify_pages(&self, verified: &mut Verified) -> Result<()> {
        let mut check = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let said = check.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        for what in said.into_iter().filter(|s| s != "ok") {
            verified.damage.push(Damage { table: "file".into(), row: String::new(), what });
        }
        let mut keys = self.connection.prepare("PRAGMA foreign_key_check")?;
        let dangling = keys.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))?;
        for (table, parent) in dangling.collect::<rusqlite::Result<Vec<_>>>()? {
            let what = format!("a row names a record in {parent} that is not there");
            verified.damage.push(Damage { table, row: String::new(), what });
        }
        Ok(())
    }

    /// Follows every writer's chain; answers the last hash of each row.
    fn verify_chain(&self, verified: &mut Verified) -> Result<Logged> {
        let mut logged = Logged::new();
        let mut last: BTreeMap<Uid, (u64, String)> = BTreeMap::new();
        let mut statement = self.connection.prepare(include_str!("event/chain.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let e = event::from_row(row)?;
            let (seq, hash) = last.get(&e.writer).cloned().unwrap_or_default();
            let name = format!("{}/{}", e.writer, e.seq);
            let wrong = if e.seq != seq + 1 {
                Some(format!("event {} of this writer is missing", seq + 1))
            } else if e.previous != hash {
                Some("it does not follow the event before it".to_owned())
            } else if e.chained_hash() != e.hash {
                Some("its fields do not give its hash".to_owned())
            } else {
                None
            };
            if let Some(what) = wrong {
                verified.damage.push(Damage { table: "event".into(), row: name, what });
            }
            verified.events += 1;
            verified.heads.insert(e.writer.to_string(), e.hash.clone());
            last.insert(e.writer, (e.seq, e.hash));
            logged.entry(e.row).or_default().insert(e.writer, e.row_sha256);
        }
        Ok(logged)
    }

    /// Holds every row against the last events about it, and every logged row against the tables.
    fn verify_rows(&self, mut logged: Logged, verified: &mut Verified) -> Result<()> {
        let withheld = self.view().withheld_abstracts()?;
        for table in TABLES {
            let mut statement =
                self.connection.prepare(&format!("SELECT {} FROM {}", table.column_list(), table.name))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                verified.rows += 1;
                let name = row.get::<_, String>(0).unwrap_or_default();
                let uid = name.parse::<Uid>().ok();
                let hashes = uid.and_then(|uid| logged.remove(&uid));
                let wrong = match row_values(row, table.columns.len()) {
                    Err(e) => Some(format!("it cannot be read: {e}")),
                    Ok(values) => match hashes {
                        None => Some("no event tells of it: it was added outside claimbook".to_owned()),
                        Some(hashes) if table.is_as_logged(&values, uid.and_then(|u| withheld.get(&u)), &hashes) => {
                            None
                        }
                        Some(_) => {
                            Some("it is not as the log says: it was changed outside claimbook, or damaged".to_owned())
                        }
                    },
                };
                if let Some(what) = wrong {
                    verified.damage.push(Damage { table: table.name.into(), row: name, what });
                }
            }
        }
        for uid in logged.into_keys() {
            let what = "it is gone: the log tells of it, and nothing is ever deleted".to_owned();
            verified.damage.push(Damage { table: "event".into(), row: uid.to_string(), what });
        }
        Ok(())
    }
}

impl Table {
    /// Whether a row is as the last event of some writer left it: two writers' edits of one row have no common order,
    /// so the last word of any of them counts.
    pub(super) fn is_as_logged(
        &self,
        values: &[Value],
        withheld_sha256: Option<&String>,
        hashes: &BTreeMap<Uid, String>,
    ) -> bool {
        let said = |sha256: String| hashes.values().any(|h| *h == sha256);
        said(self.row_sha256(values))
            || withheld_sha256.is_some_and(|left_out| said(self.row_sha256_with(values, Some(left_out))))
    }
}
