//! The event log in the catalogue.

use super::record::{add_field, for_rows, hex, owned};
use super::{Result, View};
use crate::model::{Event, Uid};
use rusqlite::{Connection, Row, ToSql, named_params, params_from_iter};
use sha2::{Digest, Sha256};

/// Which events are wanted.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only those of these rows.
    pub rows: Option<Vec<Uid>>,
    /// At most so many.
    pub most: Option<u32>,
}

impl Event {
    /// SHA-256 over every field but the hash itself, length-prefixed.
    pub(super) fn chained_hash(&self) -> String {
        let mut hash = Sha256::new();
        let none = String::new();
        for field in [
            &self.writer.to_string(),
            &self.seq.to_string(),
            &self.at.to_string(),
            &self.who,
            &self.command,
            &self.entity,
            &self.row.to_string(),
            &self.action.to_string(),
            self.before.as_ref().unwrap_or(&none),
            self.after.as_ref().unwrap_or(&none),
            self.reason.as_ref().unwrap_or(&none),
            &self.row_sha256,
            &self.previous,
        ] {
            add_field(&mut hash, field.as_bytes());
        }
        hex(hash)
    }
}

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        writer: row.get(0)?,
        seq: row.get(1)?,
        at: row.get(2)?,
        who: row.get(3)?,
        command: row.get(4)?,
        entity: row.get(5)?,
        row: row.get(6)?,
        action: row.get(7)?,
        before: row.get(8)?,
        after: row.get(9)?,
        reason: row.get(10)?,
        row_sha256: row.get(11)?,
        previous: row.get(12)?,
        hash: row.get(13)?,
    })
}

/// Appends events in their order, all with one statement.
pub(super) fn append(connection: &Connection, events: &[Event]) -> Result<()> {
    let mut values = Vec::new();
    for e in events {
        let fields: [&dyn ToSql; 14] = [
            &e.writer,
            &e.seq,
            &e.at,
            &e.who,
            &e.command,
            &e.entity,
            &e.row,
            &e.action,
            &e.before,
            &e.after,
            &e.reason,
            &e.row_sha256,
            &e.previous,
            &e.hash,
        ];
        for field in fields {
            values.push(owned(field)?);
        }
    }
    let sql = for_rows(include_str!("append.sql"), events.len());
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

impl View<'_> {
    /// Events, newest first.
    pub fn events(self, filter: &EventFilter) -> Result<Vec<Event>> {
        let rows = filter.rows.as_ref().map(|r| serde_json::json!(r).to_string());
        let most = filter.most.map_or(-1, i64::from);
        let mut statement = self.connection.prepare_cached(include_str!("list.sql"))?;
        let events = statement.query_map(named_params! { ":rows": rows, ":most": most }, from_row)?;
        Ok(events.collect::<rusqlite::Result<_>>()?)
    }

    /// The head of this file's own chain: what to keep elsewhere so that a cut tail is seen.
    pub fn chain_head(self) -> Result<Option<String>> {
        let writer: Uid = self.connection.query_row(include_str!("writer.sql"), [], |row| row.get(0))?;
        let mut statement = self.connection.prepare_cached(include_str!("head.sql"))?;
        let mut rows = statement.query([writer])?;
        Ok(rows.next()?.map(|row| row.get(1)).transpose()?)
    }

    /// Whether the log holds an event with this hash, such as a head that was kept elsewhere.
    pub fn holds_event(self, hash: &str) -> Result<bool> {
        Ok(self.connection.query_row(include_str!("holds.sql"), [hash], |row| row.get(0))?)
    }
}
