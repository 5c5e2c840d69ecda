//! How a view runs its queries: typed rows out, nothing else.

use super::record::Record;
use super::{Error, Result, View};
use crate::model::Uid;
use rusqlite::{Params, Row};

impl View<'_> {
    /// Every row of a query as a record.
    pub(super) fn all<R: Record>(self, sql: &str, params: impl Params) -> Result<Vec<R>> {
        self.rows(sql, params, R::from_row)
    }

    /// The first row of a query as a record, if there is one.
    pub(super) fn first<R: Record>(self, sql: &str, params: impl Params) -> Result<Option<R>> {
        self.first_row(sql, params, R::from_row)
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

    /// A record by its uid.
    pub fn get<R: Record>(self, uid: Uid) -> Result<Option<R>> {
        self.first(&R::TABLE.select_sql(), [uid])
    }
}
