//! Works and their notices in the catalogue.

mod export;
mod following;

pub use export::ExportedWork;

use super::claim::build_fts_query;
use super::{Error, Result, View};
use crate::model::{Doi, DoiState, Item, KnownBy, Notice, Uid, Word, Work};
use rusqlite::{Row, named_params};
use std::collections::BTreeSet;

/// Which works are wanted; what is `None` does not filter.
#[derive(Debug, Clone, Default)]
pub struct WorkFilter {
    /// Listed by this article.
    pub article: Option<Uid>,
    /// With this DOI.
    pub doi: Option<Doi>,
    /// Only those on which there is notice of a retraction or the like: stored with the work, or observed by one of these
    /// services.
    pub noticed_by: Option<Vec<&'static str>>,
    /// At most so many.
    pub most: Option<u32>,
}

/// A work as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkRow {
    /// The row's identity.
    pub uid: Uid,
    /// The citation key.
    pub key: String,
    /// The DOI.
    pub doi: Option<Doi>,
    /// The PubMed identifier.
    pub pmid: Option<String>,
    /// Bibliographic metadata.
    pub csl: Item,
    /// How many references name it.
    pub listed: u32,
    /// How many claims rest on it.
    pub cited: u32,
    /// What is known of its DOI.
    pub doi_state: DoiState,
    /// Whether somebody says that it was retracted, corrected or the like.
    pub noticed: bool,
}

/// A work that holds the words searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkHit {
    /// The row's identity.
    pub uid: Uid,
    /// The citation key.
    pub key: String,
    /// The DOI.
    pub doi: Option<Doi>,
    /// Bibliographic metadata.
    pub csl: Item,
}

impl View<'_> {
    /// One work by its citation key.
    pub fn work_by_key(self, key: &str) -> Result<Option<Work>> {
        self.first(include_str!("by_key.sql"), [key])
    }

    /// The work that this one turned out to be, at the end of all such steps; itself where it is none other.
    pub fn find_surviving_work(self, work: Work) -> Result<Work> {
        let mut seen = BTreeSet::from([work.uid]);
        let mut at = work;
        // A ring ends where it is entered again.
        while let Some(next) = at.merged_into.filter(|next| seen.insert(*next)) {
            match self.get::<Work>(next)? {
                Some(work) => at = work,
                None => break,
            }
        }
        Ok(at)
    }

    /// One work by its DOI, or the one that it turned out to be.
    pub fn work_by_doi(self, doi: &Doi) -> Result<Option<Work>> {
        self.first(include_str!("by_doi.sql"), [doi])?.map(|work| self.find_surviving_work(work)).transpose()
    }

    /// The DOI under which the work with this one is kept now.
    pub(super) fn find_kept_doi(self, doi: &Doi) -> Result<Doi> {
        Ok(self.work_by_doi(doi)?.and_then(|work| work.doi).unwrap_or_else(|| doi.clone()))
    }

    /// A work, and those that turned out to be it or that it supersedes.
    pub fn works_leading_to(self, work: Uid) -> Result<Vec<Work>> {
        self.all(include_str!("leading_to.sql"), [work])
    }

    /// One work by its PubMed identifier.
    pub fn work_by_pmid(self, pmid: &str) -> Result<Option<Work>> {
        self.first(include_str!("by_pmid.sql"), [pmid])
    }

    /// The stored work that shares an identifier with `like`, if there is one.
    pub fn find_same_work(self, like: &Work) -> Result<Option<Work>> {
        let params = named_params! {
            ":doi": like.doi, ":pmid": like.pmid, ":pmcid": like.pmcid, ":nbk": like.nbk, ":arxiv": like.arxiv,
        };
        self.first(include_str!("by_identifier.sql"), params)
    }

    /// Every key of an article or a work.
    pub fn keys(self) -> Result<Vec<String>> {
        self.rows(include_str!("keys.sql"), [], |row| row.get(0))
    }

    /// Hands scheme and value of every DOI and PubMed identifier of a work to `take`.
    pub fn visit_identifiers<E: From<Error>>(
        self,
        mut take: impl FnMut(&str, &str) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        self.each(include_str!("identifiers.sql"), [], read, |(scheme, value)| take(&scheme, &value))
    }

    /// What every work is known by; with `merged`, also by what those are known that turned out to be it.
    pub fn list_known_identifiers(self, merged: bool) -> Result<Vec<KnownBy>> {
        self.rows(include_str!("known_by.sql"), &[(":merged", &merged)], |row| {
            Ok(KnownBy {
                uid: row.get(0)?,
                doi: row.get(1)?,
                pmid: row.get(2)?,
                pmcid: row.get(3)?,
                nbk: row.get(4)?,
                arxiv: row.get(5)?,
                url: row.get(6)?,
                title: row.get(7)?,
            })
        })
    }

    /// Works of an article's references and of those its claims cite.
    pub fn works_of(self, article: Uid) -> Result<Vec<Work>> {
        self.all(include_str!("of_article.sql"), &[(":article", &article)])
    }

    /// Notices on a work.
    pub fn notices(self, work: Uid) -> Result<Vec<Notice>> {
        self.all(include_str!("notices.sql"), [work])
    }

    /// Notices on the works of an article's references and of those its claims cite.
    pub(super) fn notices_for(self, article: Uid) -> Result<Vec<Notice>> {
        self.all(include_str!("notices_for_article.sql"), &[(":article", &article)])
    }

    /// How many works there are.
    pub fn count_works(self) -> Result<usize> {
        Ok(self.connection.prepare_cached(include_str!("count.sql"))?.query_row([], |row| row.get(0))?)
    }

    /// Works as a list shows them.
    pub fn work_rows(self, filter: &WorkFilter) -> Result<Vec<WorkRow>> {
        let noticed_by = filter.noticed_by.as_ref().and_then(|services| serde_json::to_string(services).ok());
        let most = filter.most.map_or(-1, i64::from);
        let doi = filter.doi.as_ref().map(|doi| self.find_kept_doi(doi)).transpose()?;
        let params =
            named_params! { ":article": filter.article, ":doi": doi, ":noticed_by": noticed_by, ":most": most };
        self.rows(include_str!("list.sql"), params, |row| {
            let state: Option<String> = row.get(7)?;
            Ok(WorkRow {
                uid: row.get(0)?,
                key: row.get(1)?,
                doi: row.get(2)?,
                pmid: row.get(3)?,
                csl: row.get(4)?,
                listed: row.get(5)?,
                cited: row.get(6)?,
                doi_state: state.and_then(|s| DoiState::parse(&s).ok()).unwrap_or(DoiState::Unchecked),
                noticed: row.get(8)?,
            })
        })
    }

    /// Works that hold every one of the words, best first. Any text may be given.
    pub fn search_works(self, words: &str, most: u32) -> Result<Vec<WorkHit>> {
        let Some(query) = build_fts_query(words) else { return Ok(Vec::new()) };
        self.rows(include_str!("search.sql"), (query, most), |row| {
            Ok(WorkHit { uid: row.get(0)?, key: row.get(1)?, doi: row.get(2)?, csl: row.get(3)? })
        })
    }
}
