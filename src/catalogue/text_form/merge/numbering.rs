//! Addresses that both sides gave away: who keeps one, who gets another, and what is said of it.

use super::{Merger, RenumberedRecord, read_stored};
use crate::catalogue::record::Table;
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::text_form::sheets::{find_table as table_named, read_text};
use crate::model::{Serial, Uid};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// A row of both sides: its uid, how it is here, and how it is in the folder.
type TwoSidedRow = (Uid, Vec<Value>, Vec<Value>);

/// Columns that people use as addresses, and the column within which each is unique.
const ADDRESSES: &[(&str, &str, Option<&str>)] = &[
    ("article", "key", None),
    ("work", "key", None),
    ("claim", "serial", Some("article")),
    ("reference", "serial", Some("article")),
    ("version", "n", Some("article")),
];

/// Where a table's address stands among its columns.
fn find_address_column(table: &Table) -> Option<usize> {
    let (_, column, _) = ADDRESSES.iter().find(|a| a.0 == table.name)?;
    table.columns.iter().position(|c| c == column)
}

/// What a record is called by its number.
pub(in crate::catalogue::text_form) fn name_by_serial(table: &Table, serial: i64) -> String {
    let serial = u32::try_from(serial).map_or_else(|_| serial.to_string(), |serial| Serial(serial).to_string());
    format!("{}{serial}", table.name.get(..1).unwrap_or_default())
}

impl Merger<'_, '_> {
    /// Gives a row another address where its own is taken here by another record.
    pub(super) fn renumber(
        &mut self,
        table: &'static Table,
        uid: Uid,
        values: &mut [Value],
    ) -> Result<(), TextFormError> {
        let Some((_, column, within)) = ADDRESSES.iter().find(|a| a.0 == table.name) else { return Ok(()) };
        let place = |name: &str| table.columns.iter().position(|c| *c == name).unwrap_or(0);
        let scope = within.map(|name| values.get(place(name)).cloned().unwrap_or(Value::Null));
        let Some(own) = values.get_mut(place(column)) else { return Ok(()) };
        let condition = within.map(|name| format!(" AND {name} = ?3")).unwrap_or_default();
        // The number of what was withdrawn is not given again, to a record of the other side neither.
        let withdrawn = match *column {
            "serial" => format!(
                " UNION ALL SELECT 1 FROM withdrawn WHERE entity = '{}' AND serial = ?1 AND uid <> ?2{condition}",
                table.name
            ),
            _ => String::new(),
        };
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {} WHERE \"{column}\" = ?1 AND uid <> ?2{condition}{withdrawn})",
            table.name
        );
        let (here, there) = (self.writing.connection, &self.incoming.connection);
        let taken = |connection: &Connection, value: &Value| -> rusqlite::Result<bool> {
            let mut bound = vec![value.clone(), Value::Text(uid.to_string())];
            bound.extend(scope.clone());
            connection.prepare_cached(&sql)?.query_row(params_from_iter(bound), |row| row.get(0))
        };
        if !taken(here, own)? {
            return Ok(());
        }
        let from = own.clone();
        for n in 2.. {
            *own = match &from {
                Value::Text(key) => Value::Text(format!("{key}-{n}")),
                // A letter is the desk's that gave it.
                Value::Integer(serial) => Value::Integer(serial % i64::from(Serial::OF_A_LETTER) + n - 1),
                other => other.clone(),
            };
            // A version's number is each side's own.
            if !taken(here, own)? && (table.name == "version" || !taken(there, own)?) {
                break;
            }
        }
        let to = own.clone();
        self.note_address(table, values, (&from, &to), false)
    }

    /// Whether a row has an address in the folder that another row has here, which the folder knows too and may have moved.
    pub(super) fn waits(
        &self,
        table: &'static Table,
        uid: Uid,
        here: &[Value],
        there: &[Value],
    ) -> Result<bool, TextFormError> {
        let Some(at) = find_address_column(table).filter(|at| here.get(*at) != there.get(*at)) else {
            return Ok(false);
        };
        let Some((_, column, within)) = ADDRESSES.iter().find(|a| a.0 == table.name) else { return Ok(false) };
        let condition = within.map(|name| format!(" AND {name} = ?3")).unwrap_or_default();
        let sql = format!("SELECT uid FROM {} WHERE \"{column}\" = ?1 AND uid <> ?2{condition}", table.name);
        let scope = within.and_then(|name| table.columns.iter().position(|c| *c == name)).and_then(|at| there.get(at));
        let bound = [there.get(at).cloned().unwrap_or(Value::Null), Value::Text(uid.to_string())];
        let mut statement = self.writing.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(bound.into_iter().chain(scope.cloned())))?;
        let Some(row) = rows.next()? else { return Ok(false) };
        Ok(read_stored(&self.incoming.connection, table, row.get(0)?)?.is_some())
    }

    /// Settles rows that waited for an address; those that wait for each other are renumbered.
    pub(super) fn settle_waiting(
        &mut self,
        table: &'static Table,
        mut waiting: Vec<TwoSidedRow>,
    ) -> Result<(), TextFormError> {
        // The last ones were moved furthest, so that they make room first.
        waiting.reverse();
        let mut before = usize::MAX;
        while waiting.len() < before {
            before = waiting.len();
            let mut rest = Vec::new();
            for (uid, here, there) in waiting {
                match self.waits(table, uid, &here, &there)? {
                    true => rest.push((uid, here, there)),
                    false => self.reconcile(table, uid, here, there)?,
                }
            }
            waiting = rest;
        }
        waiting.into_iter().try_for_each(|(uid, here, there)| self.reconcile(table, uid, here, there))
    }

    /// Tells of a row that takes the address which it has in the folder.
    pub(super) fn note_new_address(
        &mut self,
        table: &'static Table,
        here: &[Value],
        values: &[Value],
    ) -> Result<(), TextFormError> {
        let Some((from, to)) = find_address_column(table).and_then(|at| here.get(at).zip(values.get(at))) else {
            return Ok(());
        };
        match from == to {
            true => Ok(()),
            false => self.note_address(table, values, (from, to), true),
        }
    }

    fn note_address(
        &mut self,
        table: &Table,
        values: &[Value],
        (from, to): (&Value, &Value),
        was_here: bool,
    ) -> Result<(), TextFormError> {
        let shown = |value: &Value| match value {
            Value::Text(key) => key.clone(),
            Value::Integer(serial) => name_by_serial(table, *serial),
            _ => String::new(),
        };
        let home = table.columns.iter().position(|c| *c == "article").and_then(|at| values.get(at));
        let article = match read_text(home).and_then(|uid| uid.parse::<Uid>().ok()) {
            Some(uid) => read_stored(self.writing.connection, table_named("article"), uid)?,
            None => None,
        };
        self.merged.renumbered.push(RenumberedRecord {
            table: table.name.to_owned(),
            article: article.and_then(|row| read_text(row.get(1)).map(str::to_owned)).unwrap_or_default(),
            was_here,
            from: shown(from),
            to: shown(to),
        });
        Ok(())
    }
}
