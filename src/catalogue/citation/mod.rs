//! Citations in the catalogue.

mod following;

use super::{Result, View};
use crate::model::{
    Citation, CitationOrigin, CitationState, Doi, Kind, Reasons, Stance, Strength, Uid, claim_address,
    reference_address,
};
use rusqlite::{Row, named_params};

/// Which citations are wanted; what is `None` does not filter.
#[derive(Debug, Clone, Default)]
pub struct CitationFilter {
    /// Of the claims of this home article.
    pub article: Option<Uid>,
    /// In this state; otherwise the asserted ones.
    pub state: Option<CitationState>,
    /// Of the work with this DOI.
    pub doi: Option<Doi>,
    /// At most so many.
    pub most: Option<u32>,
}

/// A citation as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct CitationRow {
    /// The row's identity.
    pub uid: Uid,
    /// `article/cN`.
    pub claim: String,
    /// The claim's statement.
    pub statement: String,
    /// `article/rN`.
    pub reference: String,
    /// The reference as printed.
    pub printed: String,
    /// The work's citation key.
    pub work: Option<String>,
    /// The work's DOI.
    pub doi: Option<Doi>,
    /// Where the citation came from.
    pub origin: CitationOrigin,
    /// Whether it counts.
    pub state: CitationState,
    /// A suggestion's score.
    pub score: Option<f64>,
    /// The same in a word.
    pub strength: Option<Strength>,
    /// Why it was suggested.
    pub because: Reasons,
    /// A remark.
    pub note: Option<String>,
    /// The newest reading's stance.
    pub stance: Option<Stance>,
    /// The claim's identity.
    pub claim_uid: Uid,
    /// The claim's kind.
    pub kind: Kind,
}

impl CitationRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            claim: claim_address(row.get_ref(0)?.as_str()?, row.get(1)?),
            statement: row.get(2)?,
            reference: reference_address(row.get_ref(3)?.as_str()?, row.get(4)?),
            printed: row.get(5)?,
            work: row.get(6)?,
            doi: row.get(7)?,
            origin: row.get(8)?,
            state: row.get(9)?,
            score: row.get(10)?,
            strength: row.get(11)?,
            because: row.get(12)?,
            note: row.get(13)?,
            uid: row.get(14)?,
            stance: row.get(15)?,
            claim_uid: row.get(16)?,
            kind: row.get(17)?,
        })
    }
}

impl View<'_> {
    /// A claim's citations, best suggestion first.
    pub fn citations_of(self, claim: Uid) -> Result<Vec<Citation>> {
        self.all(include_str!("of_claim.sql"), [claim])
    }

    /// The citation that joins a claim and a reference.
    pub fn citation(self, claim: Uid, reference: Uid) -> Result<Option<Citation>> {
        self.first(include_str!("of_pair.sql"), (claim, reference))
    }

    /// A reference's citations, in any state.
    pub fn citations_of_reference(self, reference: Uid) -> Result<Vec<Citation>> {
        self.all(include_str!("of_reference.sql"), [reference])
    }

    /// Citations of the claims that an article is home to or words.
    pub(super) fn citations_for(self, article: Uid) -> Result<Vec<Citation>> {
        self.all(include_str!("of_article.sql"), &[(":article", &article)])
    }

    /// Citations as a list shows them.
    pub fn citation_rows(self, filter: &CitationFilter) -> Result<Vec<CitationRow>> {
        if let Some(doi) = &filter.doi {
            // From the work to its few citations is a shorter way than through every claim.
            let Some(work) = self.work_by_doi(doi)? else { return Ok(Vec::new()) };
            let state = filter.state.or(Some(CitationState::Asserted));
            let params = named_params! {
                ":work": work.uid, ":article": filter.article, ":state": state, ":most": filter.most.map_or(-1, i64::from),
            };
            return self.rows(include_str!("of_work.sql"), params, CitationRow::read);
        }
        let params = named_params! {
            ":article": filter.article, ":state": filter.state,
            ":most": filter.most.map_or(-1, i64::from),
        };
        self.rows(include_str!("list.sql"), params, CitationRow::read)
    }

    /// Citations of a work in any state, as a list shows them.
    pub fn citations_of_work(self, work: Uid) -> Result<Vec<CitationRow>> {
        let params =
            named_params! { ":work": work, ":article": None::<Uid>, ":state": None::<CitationState>, ":most": -1 };
        self.rows(include_str!("of_work.sql"), params, CitationRow::read)
    }
}
