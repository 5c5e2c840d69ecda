//! Which row names which: what rests on a row that is to go, what a row that comes back would name, and who has the place that
//! it had.

use super::TakenBack;
use super::obstacle::{Obstacle, RowName};
use crate::catalogue::record::{Record, TABLES, Table};
use crate::catalogue::withdrawn::table_named;
use crate::catalogue::{Result, View};
use crate::model::{Action, Event, Review, Uid, Waiver};
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

/// So many rows are looked up with one statement.
const ROWS_AT_ONCE: usize = 500;

/// A column in which rows of one table name rows of another.
#[derive(Debug)]
struct Link {
    from: &'static Table,
    column: String,
    to: &'static str,
}

/// Every such column that the schema declares.
fn read_links(view: View<'_>) -> Result<Vec<Link>> {
    let mut links = Vec::new();
    for from in TABLES {
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        for (to, column) in view.rows(include_str!("links.sql"), [from.name], read)? {
            links.extend(table_named(&to).map(|to| Link { from, column, to: to.name }));
        }
    }
    Ok(links)
}

/// Rows that name one of these rows of a table, with the one that they name.
fn find_naming(view: View<'_>, table: &str, rows: &[Uid]) -> Result<Vec<(RowName, Uid)>> {
    let mut found = Vec::new();
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Uid>(0)?, row.get::<_, Uid>(1)?));
    for link in read_links(view)?.iter().filter(|link| link.to == table) {
        let sql = format!(
            "SELECT uid, \"{0}\" FROM {1} WHERE \"{0}\" IN (SELECT value FROM json_each(?))",
            link.column, link.from.name
        );
        for rows in rows.chunks(ROWS_AT_ONCE) {
            let named = view.rows(&sql, [serde_json::json!(rows).to_string()], read)?;
            found.extend(named.into_iter().map(|(uid, on)| (RowName { entity: link.from.name.to_owned(), uid }, on)));
        }
    }
    // Two columns name rows of which the schema does not say it: a waiver's record is of one of several tables, and the reviews
    // that one settles stand in a list.
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let rows = serde_json::json!(rows).to_string();
        for (uid, on) in view.rows(include_str!("waivers_of.sql"), [&rows], read)? {
            found.push((RowName { entity: Waiver::TABLE.name.to_owned(), uid }, on));
        }
        if table == Review::TABLE.name {
            for (uid, on) in view.rows(include_str!("settled_by.sql"), [&rows], read)? {
                found.push((RowName { entity: Review::TABLE.name.to_owned(), uid }, on));
            }
        }
    }
    Ok(found)
}

/// Whether any row names this one.
pub(super) fn is_named(view: View<'_>, table: &Table, row: Uid) -> Result<bool> {
    Ok(!find_naming(view, table.name, &[row])?.is_empty())
}

/// Rows that would name what is not there.
pub(super) fn find_dangling(view: View<'_>, done: &TakenBack) -> Result<Vec<Obstacle>> {
    let mut gone: BTreeMap<&str, Vec<Uid>> = BTreeMap::new();
    for (entity, uid) in &done.withdrawn {
        gone.entry(entity).or_default().push(*uid);
    }
    let mut obstacles = Vec::new();
    let mut told = BTreeSet::new();
    for (entity, rows) in gone {
        for (row, on) in find_naming(view, entity, &rows)? {
            if told.insert(row.clone()) {
                let since = find_last_event(view, row.uid, Some(on))?;
                obstacles.push(Obstacle::Rests { row, on: RowName { entity: entity.to_owned(), uid: on }, since });
            }
        }
    }
    let links = read_links(view)?;
    for (entity, uid) in done.put_back.iter().chain(&done.edited) {
        for link in links.iter().filter(|link| link.from.name == entity) {
            let sql = format!(
                "SELECT \"{0}\" FROM {1} AS naming WHERE uid = ? AND \"{0}\" IS NOT NULL \
                 AND NOT EXISTS (SELECT 1 FROM {2} AS named WHERE named.uid = naming.\"{0}\")",
                link.column, link.from.name, link.to
            );
            for on in view.rows(&sql, [uid], |row| row.get::<_, Uid>(0))? {
                let row = RowName { entity: entity.clone(), uid: *uid };
                let names = RowName { entity: link.to.to_owned(), uid: on };
                obstacles.push(Obstacle::Gone { row, names, since: find_last_event(view, on, None)? });
            }
        }
    }
    Ok(obstacles)
}

/// The last event of a row, or the last one that made it name another.
fn find_last_event(view: View<'_>, row: Uid, naming: Option<Uid>) -> Result<Option<Box<Event>>> {
    let events = view.events_of(&[row])?;
    let naming = naming.map(|uid| uid.to_string());
    let made_so = |event: &&Event| match &naming {
        Some(uid) => event.after.as_ref().is_some_and(|after| after.contains(uid)),
        None => true,
    };
    Ok(events.iter().find(made_so).or(events.first()).cloned().map(Box::new))
}

/// The row that has what the schema lets only one have.
pub(super) fn find_taken(view: View<'_>, table: &'static Table, event: &Event, said: &str) -> Result<Obstacle> {
    let wanted = match event.action {
        // What the fields were, or what the row was.
        Action::Edit => event.before.clone(),
        Action::Add | Action::Withdraw => view.withdrawn(event.row)?.map(|withdrawn| withdrawn.row),
    };
    let wanted: Map<String, Json> = wanted.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let named = |column: &&&str| {
        said.contains(&format!("{}.{column}", table.name)) || said.contains(&format!("has that {column} already"))
    };
    let columns: Vec<&str> = table.columns.iter().filter(named).copied().collect();
    let mut by = None;
    if !columns.is_empty() {
        let stored = view.read_stored(table, event.row)?;
        let value = |column: &str| match wanted.get(column) {
            Some(Json::String(text)) => Value::Text(text.clone()),
            Some(Json::Number(n)) => n.as_i64().map_or(Value::Null, Value::Integer),
            // Of a row that is there, what was not changed is what it is.
            _ => {
                let at = table.columns.iter().position(|known| *known == column);
                at.and_then(|at| stored.as_ref()?.get(at).cloned()).unwrap_or(Value::Null)
            }
        };
        let same: Vec<String> = columns.iter().map(|column| format!("\"{column}\" = ?")).collect();
        let sql = format!("SELECT uid FROM {} WHERE {} AND uid <> ?", table.name, same.join(" AND "));
        let bound = columns.iter().map(|column| value(column)).chain([Value::Text(event.row.to_string())]);
        by = view.first_row(&sql, params_from_iter(bound), |row| row.get::<_, Uid>(0))?;
    }
    let since = by.map(|uid| find_last_event(view, uid, None)).transpose()?.flatten();
    let by = by.map(|uid| RowName { entity: table.name.to_owned(), uid });
    Ok(Obstacle::Taken { row: event.into(), what: columns.join(" and "), by, since })
}
