//! What the event log says of each side: how far it goes, and which rows were changed since.

use crate::model::{Head, Uid};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that were changed, with the fields; none of a row that was added, or of which the log does not tell more.
pub(super) type Changes = BTreeMap<Uid, Option<BTreeSet<String>>>;

/// Rows with an event after the given places of the chains, and what those changed.
pub(super) fn rows_since(connection: &Connection, heads: &BTreeMap<Uid, Head>) -> rusqlite::Result<Changes> {
    let mut statement = connection.prepare_cached(include_str!("event_rows.sql"))?;
    let mut rows = statement.query([])?;
    let mut since = Changes::new();
    while let Some(row) = rows.next()? {
        if row.get::<_, u64>(1)? > heads.get(&row.get(0)?).map_or(0, |head| head.seq) {
            let edit = row.get::<_, String>(3)? == "edit";
            let after: Option<String> = row.get::<_, Option<String>>(4)?.filter(|_| edit);
            let after = after.and_then(|json| serde_json::from_str::<BTreeMap<String, serde_json::Value>>(&json).ok());
            let all = since.entry(row.get(2)?).or_insert_with(|| Some(BTreeSet::new()));
            match (all.as_mut(), after) {
                (Some(fields), Some(after)) => fields.extend(after.into_keys()),
                _ => *all = None,
            }
        }
    }
    Ok(since)
}
