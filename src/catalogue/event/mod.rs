//! The event log in the catalogue.
//!
//! *Later* means *has seen the other*: no clock says it. Within a writer's chain that is the place; across chains an event
//! says which events of the others were there ([`sight`]), and its rank is greater than theirs.

mod body;
pub(super) mod sight;

pub use body::{BodyError, EventBody};

use super::record::{repeat_values, to_hex};
use super::{Result, View};
use crate::model::{Event, Head, Uid};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, ToSql, params_from_iter};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The format of the events that this program writes.
pub(super) const FORMAT: u32 = 3;

impl Event {
    /// SHA-256 of its [body](EventBody), by the recipe of the event's own format.
    pub(super) fn chained_hash(&self) -> String {
        let mut hash = Sha256::new();
        self.write_body(|piece| hash.update(piece));
        to_hex(hash)
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
        format: row.get(14)?,
        rank: row.get(15)?,
        operator: row.get(16)?,
        stated_on: row.get(17)?,
        seen: row.get(18)?,
        undoes: row.get(19)?,
        began: row.get(20)?,
    })
}

/// The writer and the end of its chain, from an event's values.
pub(super) fn from_values(writer: Option<&Value>, seq: Option<&Value>, hash: Option<&Value>) -> Option<(Uid, Head)> {
    let (Some(Value::Text(writer)), Some(Value::Integer(seq)), Some(Value::Text(hash))) = (writer, seq, hash) else {
        return None;
    };
    Some((writer.parse().ok()?, Head { seq: u64::try_from(*seq).ok()?, hash: hash.clone() }))
}

/// Appends events in their order, all with one statement.
pub(super) fn append(connection: &Connection, events: &[Event]) -> Result<()> {
    let mut values: Vec<&dyn ToSql> = Vec::new();
    for e in events {
        let fields: [&dyn ToSql; 21] = [
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
            &e.format,
            &e.rank,
            &e.operator,
            &e.stated_on,
            &e.seen,
            &e.undoes,
            &e.began,
        ];
        values.extend(fields);
    }
    let sql = repeat_values(include_str!("append.sql"), events.len());
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

/// The end of each writer's chain, with its rank.
pub(super) fn heads(connection: &Connection) -> Result<BTreeMap<Uid, (Head, u64)>> {
    let mut statement = connection.prepare_cached(include_str!("heads.sql"))?;
    let rows = statement.query_map([], |row| {
        let head = Head { seq: row.get(1)?, hash: row.get(2)? };
        Ok((row.get(0)?, (head, row.get::<_, Option<u64>>(3)?.unwrap_or(0))))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl View<'_> {
    /// When the event with this hash, or with one that begins so, was written.
    pub fn time_of_event(self, hash: &str) -> Result<Option<jiff::Timestamp>> {
        self.first_row(include_str!("time.sql"), [hash], |row| row.get(0))
    }

    /// The newest events, newest first: at most so many, or all. A writer's chain is in the order of its ranks, so that no more is
    /// read of a chain than may be wanted of it.
    pub fn newest_events(self, most: Option<u32>) -> Result<Vec<Event>> {
        let newest = if self.is_blind { include_str!("newest_to_looker.sql") } else { include_str!("newest.sql") };
        let limit = most.map_or(-1, i64::from);
        let mut events = Vec::new();
        for writer in heads(self.connection)?.into_keys() {
            events.extend(self.rows(newest, (writer, limit), from_row)?);
        }
        self.sort_newest_first(&mut events)?;
        events.truncate(most.map_or(usize::MAX, |most| most as usize));
        Ok(events)
    }

    /// Hands on events as they were written, one at a time: of these rows, where some are given.
    pub fn each_event<E: From<super::Error>>(
        self,
        rows: Option<&[Uid]>,
        take: impl FnMut(Event) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let rows = rows.map(|rows| serde_json::json!(rows).to_string());
        self.each(include_str!("each.sql"), [rows], from_row, take)
    }

    /// Every event of these rows, newest first, each found by the index.
    pub fn events_of(self, rows: &[Uid]) -> Result<Vec<Event>> {
        let of_rows = if self.is_blind { include_str!("of_rows_to_looker.sql") } else { include_str!("of_rows.sql") };
        let mut events = self.rows(of_rows, [serde_json::json!(rows).to_string()], from_row)?;
        self.sort_newest_first(&mut events)?;
        Ok(events)
    }

    /// The last in the log first. Events of the first format do not say what they had seen: they go by their clocks, at one time
    /// this file's own first.
    fn sort_newest_first(self, events: &mut [Event]) -> Result<()> {
        let own: Uid = self.connection.query_row(include_str!("writer.sql"), [], |row| row.get(0))?;
        let place = |event: &Event| (event.rank.unwrap_or(0), event.at, event.writer == own);
        events.sort_by(|a, b| place(b).cmp(&place(a)).then(a.writer.cmp(&b.writer)).then(b.seq.cmp(&a.seq)));
        Ok(())
    }

    /// The writer who added a row.
    pub fn adder_of(self, row: Uid) -> Result<Option<Uid>> {
        Ok(self.events_of(&[row])?.last().map(|event| event.writer))
    }

    /// The rows that tell what happened to these claims, each with its claim; what was withdrawn is not among them.
    pub fn rows_of_claims(self, claims: &[Uid]) -> Result<Vec<(Uid, Uid)>> {
        let claims = serde_json::json!(claims).to_string();
        self.rows(include_str!("rows_of_claims.sql"), [claims], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// How often somebody looked at others' opinions before giving theirs.
    pub fn count_looks(self) -> Result<u32> {
        Ok(self.connection.query_row(include_str!("looks.sql"), [], |row| row.get(0))?)
    }

    /// The head of this file's own chain: what to keep elsewhere so that a cut tail is seen.
    pub fn chain_head(self) -> Result<Option<String>> {
        let writer: Uid = self.connection.query_row(include_str!("writer.sql"), [], |row| row.get(0))?;
        let mut statement = self.connection.prepare_cached(include_str!("head.sql"))?;
        let mut rows = statement.query([writer])?;
        Ok(rows.next()?.map(|row| row.get(1)).transpose()?)
    }

    /// The end of each writer's chain.
    pub fn heads(self) -> Result<BTreeMap<Uid, Head>> {
        Ok(heads(self.connection)?.into_iter().map(|(writer, (head, _))| (writer, head)).collect())
    }

    /// The hash of one event, where it is in the log.
    pub fn event_hash(self, writer: Uid, seq: u64) -> Result<Option<String>> {
        self.first_row(include_str!("hash.sql"), (writer, seq), |row| row.get(0))
    }

    /// Whether the log holds an event whose hash begins so, such as a head that was kept elsewhere.
    pub fn holds_event(self, hash: &str) -> Result<bool> {
        Ok(self.connection.query_row(include_str!("holds.sql"), [hash], |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Action;

    pub(super) fn event() -> Event {
        let uid = Uid::new(jiff::Timestamp::UNIX_EPOCH);
        Event {
            writer: uid,
            seq: 1,
            at: jiff::Timestamp::UNIX_EPOCH,
            who: "A. Reviewer".into(),
            command: "test".into(),
            entity: "claim".into(),
            row: uid,
            action: Action::Add,
            before: None,
            after: None,
            reason: None,
            row_sha256: String::new(),
            previous: String::new(),
            hash: String::new(),
            format: Some(FORMAT),
            rank: Some(1),
            operator: None,
            stated_on: None,
            seen: None,
            undoes: None,
            began: None,
        }
    }

    #[test]
    fn every_field_is_hashed_and_no_format_passes_for_another() {
        let changes: &[fn(&mut Event)] = &[
            |_| (),
            |e| e.seq = 2,
            |e| e.who = "B. Second".into(),
            |e| e.before = Some(String::new()),
            |e| e.after = Some(String::new()),
            |e| e.reason = Some(String::new()),
            |e| e.format = Some(2),
            |e| e.format = None,
            |e| e.rank = Some(2),
            |e| e.rank = None,
            |e| (e.format, e.rank) = (None, None),
            |e| e.operator = Some(String::new()),
            |e| e.stated_on = Some(jiff::civil::date(2026, 1, 1)),
            |e| e.seen = Some("{}".into()),
            |e| e.undoes = Some(String::new()),
            |e| e.began = Some(1),
        ];
        let plain = event();
        let changed = changes.iter().map(|change| {
            let mut event = plain.clone();
            change(&mut event);
            event.chained_hash()
        });
        let hashes: std::collections::BTreeSet<String> = changed.collect();
        assert_eq!(hashes.len(), changes.len());
    }
}
