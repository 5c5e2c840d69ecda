//! Rows that one side withdrew, or put back: the side that did something since has its way; where both did, that is for people
//! to settle. Nothing may rest on a row that is gone.

use super::{Merger, read_stored};
use crate::catalogue::record::{Record, Table};
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::text_form::sheets::read_text;
use crate::catalogue::withdrawn::table_named;
use crate::model::{Uid, Withdrawn};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

impl Merger<'_, '_> {
    /// Whether nothing is left to do for a row that is new here: it was withdrawn on one side.
    pub(super) fn is_settled_by_undo(
        &mut self,
        table: &'static Table,
        uid: Uid,
        there: &[Value],
    ) -> Result<bool, TextFormError> {
        if table.name == Withdrawn::TABLE.name {
            return self.withdraw_as_there(uid, there);
        }
        if self.writing.view().withdrawn(uid)?.is_none() {
            return Ok(false);
        }
        match (self.changed_here.contains_key(&uid), self.changed_there.contains_key(&uid)) {
            (_, false) => Ok(true),
            // It was put back there, and is added like any other row.
            (false, true) => {
                let insert =
                    self.writing.connection.prepare_cached(&table.insert_sql())?.execute(params_from_iter(there));
                if self.is_settled(table, there, insert)? {
                    self.take_out_of_withdrawn(uid)?;
                    self.keep_withheld(uid, table)?;
                    self.merged.added += 1;
                }
                Ok(true)
            }
            (true, true) => {
                let name = self.name_row(table, there)?;
                self.conflicts.push(format!("{name} (withdrawn here, changed in the folder)"));
                Ok(true)
            }
        }
    }

    /// A row that the folder withdrew: where it still stands here, it goes.
    fn withdraw_as_there(&mut self, uid: Uid, there: &[Value]) -> Result<bool, TextFormError> {
        let table = read_text(there.get(1)).and_then(table_named);
        let Some(table) = table else { return Ok(false) };
        let Some(here) = read_stored(self.writing.connection, table, uid)? else { return Ok(false) };
        match (self.changed_here.contains_key(&uid), self.changed_there.contains_key(&uid)) {
            (_, false) => {}
            (false, true) => {
                let insert = Withdrawn::TABLE.insert_sql();
                self.writing.connection.prepare_cached(&insert)?.execute(params_from_iter(there))?;
                let delete = format!("DELETE FROM {} WHERE uid = ?", table.name);
                self.writing.connection.prepare_cached(&delete)?.execute([uid])?;
                self.merged.changed += 1;
            }
            (true, true) => {
                let name = self.name_row(table, &here)?;
                self.conflicts.push(format!("{name} (changed here, withdrawn in the folder)"));
            }
        }
        Ok(true)
    }

    fn take_out_of_withdrawn(&self, uid: Uid) -> Result<(), TextFormError> {
        let take_out = include_str!("../../withdrawn/take_out.sql");
        self.writing.connection.prepare_cached(take_out)?.execute([uid])?;
        Ok(())
    }

    /// Names rows of either side that rest on one that the other withdrew.
    pub(super) fn name_dangling(&mut self) -> Result<(), TextFormError> {
        let connection = self.writing.connection;
        let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
        let found = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        for (entity, rowid) in found.collect::<rusqlite::Result<Vec<_>>>()? {
            let Some(table) = table_named(&entity) else { continue };
            let uid = format!("SELECT uid FROM {} WHERE rowid = ?", table.name);
            let uid: Uid = connection.prepare_cached(&uid)?.query_row([rowid], |row| row.get(0))?;
            if let Some(values) = read_stored(connection, table, uid)? {
                let name = self.name_row(table, &values)?;
                self.conflicts.push(format!("{name} (one side withdrew what it rests on)"));
            }
        }
        Ok(())
    }
}
