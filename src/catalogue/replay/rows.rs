//! One event, applied to its row: exactly, or not at all.
//!
//! An event knows its row's fields before and the hash of the whole row after. So no clock and no counter is asked whether it was
//! made on the row as it is: the fields are compared, and the hash of what would come of it.

use super::blobs::{EventField, find_stored_or_withdrawn};
use super::joining::would_be_of_hash;
use super::replaying::{Outcome, Replay, ReplayClash, is_of_hash, is_taking_back, parse_fields};
use crate::catalogue::record::{ABSTRACT, Record, Table};
use crate::catalogue::text_form::{stop_withholding, withhold};
use crate::catalogue::withdrawn::{table_named, whole};
use crate::catalogue::{Error, Result, event};
use crate::model::{Action, Event, Uid, Withdrawn};
use rusqlite::types::Value;
use rusqlite::{ErrorCode, Params, ffi, params_from_iter};
use serde_json::Value as Json;

impl Replay<'_, '_> {
    /// Appends an event that arrived to the log.
    pub(super) fn append(&self, event: &Event) -> Result<()> {
        let (seq, hash) = self.writing.read_head(event.writer)?;
        if event.seq != seq + 1 || event.previous != hash || event.chained_hash() != event.hash {
            return Err(Error::Damaged(format!(
                "event {} of the writer {} does not follow the one before it",
                event.seq, event.writer
            )));
        }
        event::append(self.writing.connection, std::slice::from_ref(event))
    }

    /// Applies an event.
    pub(super) fn apply(&mut self, event: &Event) -> Result<Outcome> {
        let Some(table) = table_named(&event.entity) else { return Ok(Outcome::Clash(ReplayClash::Unfit)) };
        if event.is_look() {
            return Ok(Outcome::AlreadySo);
        }
        if is_taking_back(event) {
            return self.take_back(table, event);
        }
        match event.action {
            Action::Add => self.add(table, event),
            Action::Edit => self.edit(table, event),
            Action::Withdraw => self.withdraw(table, event),
        }
    }

    fn add(&mut self, table: &'static Table, event: &Event) -> Result<Outcome> {
        if let Some(stored) = self.writing.view().read_stored(table, event.row)? {
            return Ok(match self.is_row_of_hash(table, event.row, &stored, &event.row_sha256)? {
                true => Outcome::AlreadySo,
                false => Outcome::Clash(ReplayClash::Otherwise),
            });
        }
        let was_withdrawn = self.writing.view().withdrawn(event.row)?.is_some();
        if was_withdrawn && event.undoes.is_none() && !self.set_aside.contains(&event.row) {
            return Ok(Outcome::Clash(ReplayClash::Otherwise));
        }
        let Some((mut values, withheld)) = self.parse_values(table, event.after.as_deref())? else {
            return Ok(Outcome::Clash(ReplayClash::Unfit));
        };
        if table.row_sha256_with(&values, withheld.as_deref()) != event.row_sha256 || !self.fits(table, &values)? {
            return Ok(Outcome::Clash(ReplayClash::Unfit));
        }
        if let Some(clash) = self.join(table, event.row, &mut values)? {
            return Ok(Outcome::Clash(clash));
        }
        if let Some(clash) = self.run(&table.insert_sql(), params_from_iter(&values))? {
            return Ok(Outcome::Clash(clash));
        }
        self.set_aside.remove(&event.row);
        if was_withdrawn {
            self.run(include_str!("../withdrawn/take_out.sql"), [event.row])?;
        }
        self.keep_withheld(table, event.row, withheld)?;
        Ok(Outcome::Done)
    }

    fn edit(&mut self, table: &'static Table, event: &Event) -> Result<Outcome> {
        let Some(stored) = self.writing.view().read_stored(table, event.row)? else {
            return Ok(Outcome::Clash(ReplayClash::Gone));
        };
        let now = self.read_withheld(table, event.row)?;
        if is_of_hash(table, &stored, now.as_deref(), &event.row_sha256) {
            return Ok(Outcome::AlreadySo);
        }
        let Some((values, withheld)) = self.edit_values(table, event.row, &stored, (&event.before, &event.after))?
        else {
            return Ok(Outcome::Clash(ReplayClash::Otherwise));
        };
        let is_exact = is_of_hash(table, &values, withheld.as_deref(), &event.row_sha256);
        let may_be_joined = || would_be_of_hash(table, event.row, &values, withheld.as_deref(), &event.row_sha256);
        if !(is_exact || may_be_joined() && self.was_joined(table, event, &stored)?) {
            return Ok(Outcome::Clash(ReplayClash::Otherwise));
        }
        if !self.fits(table, &values)? {
            return Ok(Outcome::Clash(ReplayClash::Unfit));
        }
        self.update(table, event.row, (&stored, &values), withheld)
    }

    /// The values of a row whose fields are the first ones, with the second ones in their place; none where they are not.
    pub(super) fn edit_values(
        &self,
        table: &'static Table,
        row: Uid,
        stored: &[Value],
        (before, after): (&Option<String>, &Option<String>),
    ) -> Result<Option<(Vec<Value>, Option<String>)>> {
        let (Some(before), Some((after_text, after))) = (
            parse_fields(before.as_deref()),
            after.as_deref().and_then(|text| Some((text, parse_fields(Some(text))?))),
        ) else {
            return Ok(None);
        };
        if before.keys().chain(after.keys()).any(|name| !table.columns.contains(&name.as_str())) {
            return Ok(None);
        }
        let mut withheld = self.read_withheld(table, row)?;
        let mut values = stored.to_vec();
        for (column, value) in table.columns.iter().zip(&mut values) {
            if !before.contains_key(*column) && !after.contains_key(*column) {
                continue;
            }
            let stands = match (&*value, &withheld) {
                (Value::Null, Some(hash)) if (table.name, *column) == ABSTRACT => format!("sha256:{hash}").into(),
                (value, _) => table.to_json(column, value),
            };
            if before.get(*column).unwrap_or(&Json::Null) != &stands {
                return Ok(None);
            }
            match self.blobs.read_field(table, column, after_text, after.get(*column).unwrap_or(&Json::Null))? {
                EventField::Value(new) if (table.name, *column) == ABSTRACT => (*value, withheld) = (new, None),
                EventField::Value(new) => *value = new,
                EventField::Withheld(hash) => (*value, withheld) = (Value::Null, Some(hash)),
                EventField::Unreadable => return Ok(None),
            }
        }
        Ok(Some((values, withheld)))
    }

    /// Makes a row say what `values` say, where it says what `stored` says.
    pub(super) fn update(
        &mut self,
        table: &'static Table,
        row: Uid,
        (stored, values): (&[Value], &[Value]),
        withheld: Option<String>,
    ) -> Result<Outcome> {
        self.blobs.keep_row(table, stored);
        let columns = table.columns.iter().zip(values.iter().zip(stored));
        let differing: Vec<(&str, &Value)> =
            columns.filter(|(_, (new, old))| new != old).map(|(column, (new, _))| (*column, new)).collect();
        if !differing.is_empty() {
            let set: Vec<String> = differing.iter().map(|(column, _)| format!("\"{column}\" = ?")).collect();
            let sql = format!("UPDATE main.{} SET {} WHERE uid = ?", table.name, set.join(", "));
            let uid = Value::Text(row.to_string());
            let bound = differing.iter().map(|(_, value)| *value).chain([&uid]);
            if let Some(clash) = self.run(&sql, params_from_iter(bound))? {
                return Ok(Outcome::Clash(clash));
            }
        }
        self.keep_withheld(table, row, withheld)?;
        Ok(Outcome::Done)
    }

    /// Keeps the hash of an abstract that is not at hand; where none is missing, that of another one no longer counts.
    fn keep_withheld(&self, table: &Table, row: Uid, withheld: Option<String>) -> Result<()> {
        match withheld {
            Some(hash) => withhold(self.writing.connection, &row.to_string(), &hash)?,
            None if self.read_withheld(table, row)?.is_some() => {
                stop_withholding(self.writing.connection, &row.to_string())?;
            }
            None => {}
        }
        Ok(())
    }

    fn withdraw(&mut self, table: &'static Table, event: &Event) -> Result<Outcome> {
        let view = self.writing.view();
        let Some(stored) = view.read_stored(table, event.row)? else {
            return Ok(match view.withdrawn(event.row)?.is_some() && !self.set_aside.contains(&event.row) {
                // Somebody else withdrew it too.
                true => Outcome::AlreadySo,
                false => Outcome::Clash(ReplayClash::Gone),
            });
        };
        let withheld = self.read_withheld(table, event.row)?;
        let kept = self.writing.as_withdrawn(table, event.row, (&stored, withheld.as_deref()), event.at);
        if Withdrawn::TABLE.row_sha256(&kept.values()?) != event.row_sha256 {
            return Ok(Outcome::Clash(ReplayClash::Otherwise));
        }
        self.move_out(table, &kept)
    }

    /// Moves a row from its table to those that were withdrawn.
    pub(super) fn move_out(&mut self, table: &'static Table, kept: &Withdrawn) -> Result<Outcome> {
        if let Some(clash) = self.run(&Withdrawn::TABLE.insert_sql(), params_from_iter(kept.values()?))? {
            return Ok(Outcome::Clash(clash));
        }
        let delete = format!("DELETE FROM main.{} WHERE uid = ?", table.name);
        Ok(self.run(&delete, [kept.uid])?.map_or(Outcome::Done, Outcome::Clash))
    }

    /// A desk took back what was late. It was late here, too, and changed nothing; but a row that was to be added is kept from
    /// now on.
    fn take_back(&mut self, table: &'static Table, event: &Event) -> Result<Outcome> {
        let view = self.writing.view();
        if event.action != Action::Withdraw || view.read_stored(table, event.row)?.is_some() {
            return Ok(Outcome::AlreadySo);
        }
        if view.withdrawn(event.row)?.is_some() {
            return Ok(if self.set_aside.remove(&event.row) { Outcome::Done } else { Outcome::AlreadySo });
        }
        let Some((values, withheld)) = self.parse_values(table, event.before.as_deref())? else {
            return Ok(Outcome::AlreadySo);
        };
        let at = self.withdrawn_at(event)?;
        let kept = self.writing.as_withdrawn(table, event.row, (&values, withheld.as_deref()), at);
        self.set_aside.remove(&event.row);
        Ok(self
            .run(&Withdrawn::TABLE.insert_sql(), params_from_iter(kept.values()?))?
            .map_or(Outcome::Done, Outcome::Clash))
    }

    /// The values of a row that was withdrawn.
    pub(super) fn parse_kept(&self, table: &'static Table, kept: &Withdrawn) -> Option<Vec<Value>> {
        whole::read(table, &kept.row).map(|(values, _)| values)
    }

    /// Moves a row back into its table.
    pub(super) fn move_in(&mut self, table: &'static Table, withdrawn: &Withdrawn) -> Result<Outcome> {
        let Some((values, _)) = whole::read(table, &withdrawn.row) else {
            return Ok(Outcome::Clash(ReplayClash::Unfit));
        };
        if let Some(clash) = self.run(&table.insert_sql(), params_from_iter(&values))? {
            return Ok(Outcome::Clash(clash));
        }
        let out = self.run(include_str!("../withdrawn/take_out.sql"), [withdrawn.uid])?;
        Ok(out.map_or(Outcome::Done, Outcome::Clash))
    }

    /// The values of a row that an event gives whole, and the hash of its abstract where that is not at hand.
    pub(super) fn parse_values(
        &self,
        table: &'static Table,
        object: Option<&str>,
    ) -> Result<Option<(Vec<Value>, Option<String>)>> {
        let Some((object, given)) = object.and_then(|text| Some((text, parse_fields(Some(text))?))) else {
            return Ok(None);
        };
        if given.keys().any(|name| !table.columns.contains(&name.as_str())) {
            return Ok(None);
        }
        let (mut values, mut withheld) = (Vec::with_capacity(table.columns.len()), None);
        for column in table.columns {
            match self.blobs.read_field(table, column, object, given.get(*column).unwrap_or(&Json::Null))? {
                EventField::Value(value) => values.push(value),
                EventField::Withheld(hash) => {
                    withheld = Some(hash);
                    values.push(Value::Null);
                }
                EventField::Unreadable => return Ok(None),
            }
        }
        Ok(Some((values, withheld)))
    }

    /// A row, wherever it is; one that is set aside is nowhere.
    pub(super) fn read_row(&self, table: &'static Table, row: Uid) -> Result<Option<Vec<Value>>> {
        match self.set_aside.contains(&row) {
            true => Ok(None),
            false => find_stored_or_withdrawn(self.writing.view(), table, row),
        }
    }

    pub(super) fn read_withheld(&self, table: &Table, row: Uid) -> Result<Option<String>> {
        if table.name == ABSTRACT.0 { self.writing.view().withheld_abstract(row) } else { Ok(None) }
    }

    /// Whether a row is the one of this hash.
    fn is_row_of_hash(&self, table: &'static Table, row: Uid, values: &[Value], sha256: &str) -> Result<bool> {
        let withheld = self.read_withheld(table, row)?;
        Ok(would_be_of_hash(table, row, values, withheld.as_deref(), sha256))
    }

    /// Whether the model can read a row.
    fn fits(&self, table: &'static Table, values: &[Value]) -> Result<bool> {
        Ok(table.check_values(self.writing.connection, values).is_ok())
    }

    /// Runs a statement that the schema may refuse.
    pub(super) fn run(&self, sql: &str, params: impl Params) -> Result<Option<ReplayClash>> {
        match self.writing.connection.prepare_cached(sql)?.execute(params) {
            Ok(_) => Ok(None),
            Err(rusqlite::Error::SqliteFailure(e, _)) if e.code == ErrorCode::ConstraintViolation => {
                Ok(Some(match e.extended_code {
                    ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ReplayClash::Gone,
                    ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => ReplayClash::Taken,
                    _ => ReplayClash::Unfit,
                }))
            }
            Err(e) => Err(e.into()),
        }
    }
}
