//! References in the catalogue.

use super::row_version::row_version;
use super::{Error, Numbering, Result, View};
use crate::model::{Doi, Item, Reference, Uid, reference_address};
use rusqlite::types::ValueRef;
use rusqlite::{Row, named_params};

/// Which references are wanted; what is `None` does not filter.
#[derive(Debug, Clone, Default)]
pub struct ReferenceFilter {
    /// Of this article.
    pub article: Option<Uid>,
    /// To the work with this DOI.
    pub doi: Option<Doi>,
    /// Only those that no claim cites.
    pub uncited: bool,
    /// List the retired ones instead, in place of the others.
    pub retired: bool,
    /// At most so many.
    pub most: Option<u32>,
}

/// A reference as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceRow {
    /// `article/rN`.
    pub address: String,
    /// The row's identity.
    pub uid: Uid,
    /// The number as printed.
    pub number: Option<String>,
    /// The whole entry as printed.
    pub printed: String,
    /// The DOI as printed.
    pub doi_printed: Option<String>,
    /// What was read out of it.
    pub csl: Item,
    /// The work's citation key.
    pub work: Option<String>,
    /// The work's DOI.
    pub doi: Option<Doi>,
    /// The last version whose list held it, if that is not the newest.
    pub last_version: Option<u32>,
    /// How many claims cite it.
    pub cited: u32,
    /// 16 hex digits over its row: the same as long as nothing of it changes, and no number.
    pub row_version: String,
}

impl ReferenceRow {
    /// As [`Reference::given_doi`].
    pub fn given_doi(&self) -> Option<&str> {
        self.doi_printed.as_deref().or(self.csl.doi.as_deref())
    }
}

/// What an entry of a list may be asked about by.
#[derive(Debug, Clone, PartialEq)]
pub struct AskingReference {
    /// `article/rN`.
    pub address: String,
    /// The entry.
    pub reference: Uid,
    /// The whole entry as printed.
    pub printed: String,
    /// The DOI as printed, or as read out of the entry; it may be malformed.
    pub doi_printed: Option<String>,
    /// PubMed identifier.
    pub pmid: Option<String>,
    /// PubMed Central identifier.
    pub pmcid: Option<String>,
    /// Address of a page.
    pub url: Option<String>,
    /// The DOI of its work.
    pub doi: Option<Doi>,
    /// It prints no DOI, has authors, a title and a year, is no page or book, and so may be looked for by its words.
    pub searchable: bool,
}

impl View<'_> {
    /// What the entries of an article's newest list may be asked about by, in their order.
    pub fn list_asking(self, article: Uid) -> Result<Vec<AskingReference>> {
        self.rows(include_str!("asked_by.sql"), [article], |row| {
            let csl: Item = row.get(5)?;
            let or =
                |printed: Option<String>, column: usize| printed.map_or_else(|| row.get(column), |own| Ok(Some(own)));
            let is_book = csl.isbn.is_some() || row.get(10)?;
            Ok(AskingReference {
                address: reference_address(row.get_ref(0)?.as_str()?, row.get(1)?),
                reference: row.get(2)?,
                printed: row.get(3)?,
                searchable: !is_book
                    && csl.kind != "webpage"
                    && csl.title.is_some()
                    && csl.issued.is_some()
                    && !csl.author.is_empty(),
                doi_printed: row.get::<_, Option<String>>(4)?.or(csl.doi),
                pmid: or(csl.pmid, 6)?,
                pmcid: or(csl.pmcid, 7)?,
                url: or(csl.url, 8)?,
                doi: row.get(9)?,
            })
        })
    }

    /// An article's list, entries of earlier versions included.
    pub fn references_of(self, article: Uid) -> Result<Vec<Reference>> {
        self.all(include_str!("of_article.sql"), [article])
    }

    /// One reference by its article and serial.
    pub fn reference(self, article: Uid, serial: u32) -> Result<Option<Reference>> {
        self.first(include_str!("by_serial.sql"), (article, serial))
    }

    /// The serials that new entries of an article's list get at this desk.
    pub fn number_references(self, article: Uid) -> Result<Numbering> {
        self.numbering(include_str!("last_serials.sql"), article)
    }

    /// The references to a work, wherever they are.
    pub fn references_to(self, work: Uid) -> Result<Vec<Reference>> {
        self.all(include_str!("of_work.sql"), [work])
    }

    /// References of other articles that an article's claims cite.
    pub(super) fn foreign_references(self, article: Uid) -> Result<Vec<Reference>> {
        self.all(include_str!("foreign.sql"), &[(":article", &article)])
    }

    /// References as a list shows them.
    pub fn reference_rows(self, filter: &ReferenceFilter) -> Result<Vec<ReferenceRow>> {
        let mut rows = Vec::new();
        self.visit_references(filter, |row| {
            rows.push(row);
            Ok::<_, Error>(())
        })?;
        Ok(rows)
    }

    /// Hands the same to `take`, one at a time.
    pub fn visit_references<E: From<Error>>(
        self,
        filter: &ReferenceFilter,
        take: impl FnMut(ReferenceRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let doi = filter.doi.as_ref().map(|doi| self.find_kept_doi(doi)).transpose()?;
        let params = named_params! {
            ":article": filter.article, ":doi": doi, ":uncited": filter.uncited, ":retired": filter.retired,
            ":most": filter.most.map_or(-1, i64::from),
        };
        self.each(include_str!("list.sql"), params, read_reference_row, take)
    }
}

fn read_reference_row(row: &Row<'_>) -> rusqlite::Result<ReferenceRow> {
    Ok(ReferenceRow {
        address: reference_address(row.get_ref(0)?.as_str()?, row.get(1)?),
        uid: row.get(2)?,
        number: row.get(3)?,
        printed: row.get(4)?,
        doi_printed: row.get(5)?,
        csl: row.get(6)?,
        work: row.get(7)?,
        doi: row.get(8)?,
        last_version: row.get(9)?,
        cited: row.get(10)?,
        row_version: version(row)?,
    })
}

/// The columns that a reference's row stores, as the list's statement gives them: the last ones are not shown.
const STORED: [usize; 8] = [2, 3, 11, 4, 5, 6, 12, 9];

fn version(row: &Row<'_>) -> rusqlite::Result<String> {
    let number = row.get::<_, Option<u32>>(9)?.map(|last_version| last_version.to_le_bytes());
    let mut stored = [None; STORED.len()];
    for (field, at) in stored.iter_mut().zip(STORED) {
        *field = match row.get_ref(at)? {
            ValueRef::Integer(_) => number.as_ref().map(<[u8; 4]>::as_slice),
            other => other.as_bytes_or_null()?,
        };
    }
    Ok(row_version(stored))
}
