//! Rows that `undo` took out of their tables: kept whole, so that the log can still be read and undoing be undone.

pub(super) mod whole;

use super::record::{ABSTRACT, Record, TABLES, Table, read_values, row_values};
use super::text_form::withhold;
use super::{Error, Result, View, Writing};
use crate::model::{Action, Uid, Withdrawn};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// The table of a name.
pub(super) fn table_named(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}

impl View<'_> {
    /// A row that was withdrawn, by its uid.
    pub fn withdrawn(self, uid: Uid) -> Result<Option<Withdrawn>> {
        self.get(uid)
    }

    /// A claim or a reference that was withdrawn, by its home article and serial.
    pub fn withdrawn_at<R: Record>(self, article: Uid, serial: u32) -> Result<Option<Withdrawn>> {
        self.first(include_str!("by_serial.sql"), (R::TABLE.name, article, serial))
    }

    /// Rows of a kind that were withdrawn and have this value in a field, the last one first.
    pub fn withdrawn_with<R: Record>(self, field: &str, value: &str) -> Result<Vec<Withdrawn>> {
        self.all(include_str!("of_field.sql"), (R::TABLE.name, field, value))
    }

    /// Rows that were withdrawn and name one of these records.
    pub fn withdrawn_naming(self, records: &[Uid]) -> Result<Vec<Uid>> {
        let records = serde_json::json!(records).to_string();
        self.rows(include_str!("naming.sql"), [records], |row| row.get(0))
    }

    /// A record by its uid, whether it stands in its table or was withdrawn from it.
    pub fn get_or_withdrawn<R: Record>(self, uid: Uid) -> Result<Option<R>> {
        match self.get::<R>(uid)? {
            Some(record) => Ok(Some(record)),
            None => self.withdrawn(uid)?.map_or(Ok(None), |withdrawn| self.read_withdrawn(&withdrawn)),
        }
    }

    /// The record that was withdrawn; none where it is of another kind.
    pub fn read_withdrawn<R: Record>(self, withdrawn: &Withdrawn) -> Result<Option<R>> {
        if withdrawn.entity != R::TABLE.name {
            return Ok(None);
        }
        let (values, _) = whole::read(R::TABLE, &withdrawn.row).ok_or_else(|| describe_unreadable(withdrawn))?;
        Ok(Some(read_values(self.connection, &values, R::from_row)?))
    }

    /// A row as it is stored.
    pub(super) fn read_stored(self, table: &Table, uid: Uid) -> Result<Option<Vec<Value>>> {
        let mut statement = self.connection.prepare_cached(&table.select_sql())?;
        let mut rows = statement.query([uid])?;
        Ok(rows.next()?.map(|row| row_values(row, table.columns.len())).transpose()?)
    }
}

fn describe_unreadable(withdrawn: &Withdrawn) -> Error {
    Error::Damaged(format!("the {} {} was withdrawn and cannot be read back", withdrawn.entity, withdrawn.uid))
}

impl Writing<'_> {
    /// Takes a row out of its table, whole.
    pub(super) fn withdraw(&mut self, table: &'static Table, uid: Uid, values: &[Value]) -> Result<()> {
        let withheld = if table.name == ABSTRACT.0 { self.view().withheld_abstract(uid)? } else { None };
        let withdrawn = self.as_withdrawn(table, uid, (values, withheld.as_deref()), self.time());
        let kept = withdrawn.values()?;
        self.connection.prepare_cached(&Withdrawn::TABLE.insert_sql())?.execute(params_from_iter(&kept))?;
        self.connection.prepare_cached(&format!("DELETE FROM {} WHERE uid = ?", table.name))?.execute([uid])?;
        let row_sha256 = Withdrawn::TABLE.row_sha256(&kept);
        self.log_event(table.name, uid, Action::Withdraw, Some(table.row_to_json(values)), None, row_sha256)
    }

    /// A row as it is kept once it is withdrawn.
    pub(super) fn as_withdrawn(
        &self,
        table: &Table,
        uid: Uid,
        (values, withheld): (&[Value], Option<&str>),
        withdrawn_at: jiff::Timestamp,
    ) -> Withdrawn {
        let field = |name: &str| table.columns.iter().position(|column| *column == name).and_then(|at| values.get(at));
        let article = match field("article") {
            Some(Value::Text(article)) => article.parse().ok(),
            _ => None,
        };
        let serial = match field("serial") {
            Some(Value::Integer(serial)) => u32::try_from(*serial).ok(),
            _ => None,
        };
        let row = whole::write(table, values, withheld);
        Withdrawn { uid, entity: table.name.to_owned(), article, serial, withdrawn_at, row }
    }

    /// Puts a row back where it was.
    pub(super) fn put_back(&mut self, withdrawn: &Withdrawn) -> Result<()> {
        let found = table_named(&withdrawn.entity);
        let found = found.and_then(|table| Some((table, whole::read(table, &withdrawn.row)?)));
        let (table, (values, withheld)) = found.ok_or_else(|| describe_unreadable(withdrawn))?;
        self.connection.prepare_cached(&table.insert_sql())?.execute(params_from_iter(&values))?;
        if let Some(sha256) = withheld.as_deref().filter(|_| table.name == ABSTRACT.0) {
            withhold(self.connection, &withdrawn.uid.to_string(), sha256)?;
        }
        self.connection.prepare_cached(include_str!("take_out.sql"))?.execute([withdrawn.uid])?;
        let row_sha256 = table.row_sha256_with(&values, withheld.as_deref());
        self.log_event(table.name, withdrawn.uid, Action::Add, None, Some(table.row_to_json(&values)), row_sha256)
    }
}
