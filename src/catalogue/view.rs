//! How a view runs its queries: typed rows out, nothing else.

use super::record::Record;
use super::{Error, Result, View};
use crate::model::Uid;
use rusqlite::{Params, Row, Transaction};

impl View<'_> {
    /// Every row of a query as a record.
    pub(super) fn all<R: Record>(self, sql: &str, params: impl Params) -> Result<Vec<R>> {
        self.rows(sql, params, R::from_row)
    }

    /// The first row of a query as a record, if there is one.
    pub(super) fn first<R: Record>(self, sql: &str, params: impl Params) -> Result<Option<R>> {
        self.first_row(sql, params, R::from_row)
    }

    /// A number that changes whenever another connection has changed the catalogue (`PRAGMA data_version`).
    pub fn data_version(self) -> Result<i64> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Every row of a query, read by `read`.
    pub(super) fn rows<T>(
        self,
        sql: &str,
        params: impl Params,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        rows.collect::<rusqlite::Result<_>>().map_err(Error::from)
    }

    /// Hands every row of a query, read by `read`, to `take`, one at a time.
    pub(super) fn each<T, E: From<Error>>(
        self,
        sql: &str,
        params: impl Params,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
        mut take: impl FnMut(T) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut statement = self.connection.prepare_cached(sql).map_err(Error::from)?;
        let mut rows = statement.query(params).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            take(read(row).map_err(Error::from)?)?;
        }
        Ok(())
    }

    /// The first row of a query, read by `read`, if there is one.
    pub(super) fn first_row<T>(
        self,
        sql: &str,
        params: impl Params,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        rows.next()?.map(read).transpose().map_err(Error::from)
    }

    /// Reads several things at one state of the catalogue, and takes its lock once: thousands of small queries spend more
    /// time on locks than on answers.
    pub fn read_at_once<T, E: From<Error>>(
        self,
        read: impl FnOnce(Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let whole = self.connection.is_autocommit().then(|| self.connection.unchecked_transaction()).transpose();
        let whole = whole.map_err(Error::from)?;
        let read = read(self)?;
        // What this connection keeps for itself alone, in temporary tables, stays.
        whole.map(Transaction::commit).transpose().map_err(Error::from)?;
        Ok(read)
    }

    /// A record by its uid.
    pub fn get<R: Record>(self, uid: Uid) -> Result<Option<R>> {
        self.first(&R::TABLE.select_sql(), [uid])
    }
}
