//! Works as they are exported: each once, streamed.

use crate::catalogue::{Error, Result, View};
use crate::model::{Item, Uid};
use rusqlite::{Row, named_params};

/// A work with what is known of its DOI and how much rests on it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedWork {
    /// The citation key.
    pub key: String,
    /// The DOI.
    pub doi: Option<String>,
    /// The PubMed identifier.
    pub pmid: Option<String>,
    /// The PubMed Central identifier.
    pub pmcid: Option<String>,
    /// The ISBN.
    pub isbn: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// Bibliographic metadata.
    pub csl: Item,
    /// What is known of its DOI; none without one.
    pub doi_state: Option<String>,
    /// How many references name it.
    pub listed: u32,
    /// How many claims rest on it.
    pub claims: u32,
    /// The abstract, if it was asked for.
    pub abstract_text: Option<String>,
}

impl View<'_> {
    /// Hands every work to `take`, one at a time, by key: those that an article lists, or all.
    pub fn visit_works<E: From<Error>>(
        self,
        article: Option<Uid>,
        abstracts: bool,
        take: impl FnMut(ExportedWork) -> Result<(), E>,
    ) -> Result<(), E> {
        let params = named_params! { ":article": article, ":abstracts": abstracts };
        self.each(include_str!("export.sql"), params, read_exported_work, take)
    }
}

fn read_exported_work(row: &Row<'_>) -> rusqlite::Result<ExportedWork> {
    Ok(ExportedWork {
        key: row.get(0)?,
        doi: row.get(1)?,
        pmid: row.get(2)?,
        pmcid: row.get(3)?,
        isbn: row.get(4)?,
        url: row.get(5)?,
        csl: row.get(6)?,
        doi_state: row.get(7)?,
        listed: row.get(8)?,
        claims: row.get(9)?,
        abstract_text: row.get(10)?,
    })
}
