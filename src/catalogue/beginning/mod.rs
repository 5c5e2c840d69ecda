//! Names that begin with what somebody has typed so far. Each answer comes out of an index, and holds at most the first
//! hundred names and the last one: whatever all of them begin with, these begin with too.

use super::{Result, View};
use crate::model::Name;
use rusqlite::named_params;

impl View<'_> {
    /// Keys of articles that begin so, in order.
    pub fn article_keys_beginning(self, typed: &str) -> Result<Vec<String>> {
        self.query_keys(include_str!("article_keys.sql"), typed)
    }

    /// Citation keys that begin so, in order.
    pub fn work_keys_beginning(self, typed: &str) -> Result<Vec<String>> {
        self.query_keys(include_str!("work_keys.sql"), typed)
    }

    /// The authors of each work, with its citation key.
    pub fn authors(self) -> Result<Vec<(String, Vec<Name>)>> {
        let rows: Vec<(String, String)> =
            self.rows(include_str!("authors.sql"), [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.into_iter().map(|(key, names)| (key, serde_json::from_str(&names).unwrap_or_default())).collect())
    }

    /// The serials of an article's claims whose `cN` has this behind its `c` first.
    pub fn claim_serials_beginning(self, article: &str, typed: &str) -> Result<Vec<u32>> {
        self.query_serials(include_str!("claims.sql"), article, typed)
    }

    /// The serials of an article's references whose `rN` has this behind its `r` first.
    pub fn reference_serials_beginning(self, article: &str, typed: &str) -> Result<Vec<u32>> {
        self.query_serials(include_str!("references.sql"), article, typed)
    }

    fn query_keys(self, sql: &str, typed: &str) -> Result<Vec<String>> {
        let params = named_params! { ":from": typed, ":to": format!("{typed}{}", char::MAX) };
        self.rows(sql, params, |row| row.get(0))
    }

    fn query_serials(self, sql: &str, article: &str, typed: &str) -> Result<Vec<u32>> {
        self.rows(sql, named_params! { ":article": article, ":typed": typed }, |row| row.get(0))
    }
}
