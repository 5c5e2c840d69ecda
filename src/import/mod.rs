//! Importing: what a reader read becomes rows of the catalogue. An import adds and marks, it never deletes: a reference
//! that is no longer printed is marked with its last version, a claim whose words are gone is orphaned, and what a
//! person decided stays as it is.

mod article;
mod claims;
mod full_text;
mod key;
mod keys;
mod known_claims;
mod known_references;
mod linking;
mod list;
mod markers;
mod ready;
mod rehearsal;
mod retired_records;
mod shared_doi;
pub mod sheet;
mod shelf;
mod spans;
mod suggestions;
mod works;

pub use article::{ArticleSource, find_person, store_article};
pub use claims::build_occurrence;
pub use full_text::{find_nearest_passage, read_passages};
pub use key::{choose_key, list_keys, make_key};
pub use linking::WorkLinker;
pub use list::{ListReport, store_list, store_reference, store_works};
pub use markers::cite_as_printed;
pub use ready::ReadyArticle;
pub use rehearsal::{open_beside, rehearse_import};
pub use shared_doi::describe_shared_doi;
pub use shelf::KnownWorks;
pub use suggestions::{SuggestedCounts, SuggestedPair, store_pairs, suggest_for};
pub use works::complete_from;

use crate::catalogue::{Error, Writing};
use crate::detect::Detection;
use crate::model::{Article, Claim, Verdict, claim_address};
use crate::read::entry::Note;
use serde::Serialize;
use std::collections::BTreeMap;

/// What became of an article's import.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ImportReport {
    /// The article's key.
    pub article: String,
    /// Its title.
    pub title: String,
    /// The version that was stored, or the newest one where nothing was.
    pub version: u32,
    /// The bytes are those of the newest version: nothing was changed.
    pub unchanged: bool,
    /// Other articles whose newest version has the same text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_text_as: Vec<String>,
    /// What the reader and the encoding were.
    pub reader: String,
    /// The encoding that was assumed.
    pub encoding: String,
    /// What became of claims.
    pub claims: ClaimsReport,
    /// What became of references.
    pub references: ReferencesReport,
    /// Citations that printed markers gave.
    pub cited: usize,
    /// Citations that were suggested, by strength.
    pub suggested: SuggestedCounts,
    /// Detection does not know the article's language, so no claim was looked for.
    pub undetected: Option<String>,
    /// What was unsure, with its place in the file.
    pub notes: Vec<PlacedNote>,
}

impl ImportReport {
    /// Whether a file that was never an article is none now either: what may be a claim does not make it one, what surely is
    /// does. Without detection nobody can tell.
    pub fn holds_nothing(&self) -> bool {
        let references = &self.references;
        self.version == 1
            && !self.unchanged
            && self.undetected.is_none()
            && self.claims.are_none()
            && references.added.is_empty()
            && references.kept == 0
    }
}

/// What became of claims in an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ClaimsReport {
    /// How many sentences of the text were looked at.
    pub sentences: usize,
    /// How many of them were passed over, by reason.
    pub passed_over: BTreeMap<&'static str, usize>,
    /// Addresses of those that were proposed.
    pub proposed: Vec<String>,
    /// How many of those are surely claims.
    pub sure: usize,
    /// Claims of other articles that a sentence seems to word, until somebody confirms or dismisses that.
    pub known: Vec<KnownClaim>,
    /// Occurrences whose words stand as they stood, under the same heading.
    pub kept: usize,
    /// Those whose words stand under another heading now.
    pub moved: usize,
    /// Claims whose words changed.
    pub changed: Vec<String>,
    /// Claims that could be in two places.
    pub ambiguous: Vec<String>,
    /// Claims whose words are gone.
    pub orphaned: Vec<String>,
    /// Citations that only a marker of the text gave, which is gone, in words; they stand until a person unlinks them.
    pub no_longer_cited: Vec<String>,
}

impl ClaimsReport {
    /// Whether nothing shows that a text is about health.
    fn are_none(&self) -> bool {
        self.sure == 0 && self.known.is_empty()
    }

    /// Notes how many sentences were looked at, and why some were passed over.
    fn count_sentences(&mut self, detected: &Detection) {
        self.sentences = detected.count_sentences();
        for sentence in &detected.passed_over {
            *self.passed_over.entry(sentence.why.token()).or_default() += 1;
        }
    }

    /// Notes a claim of another article, once however often it is worded.
    fn add_known(&mut self, address: String) {
        if !self.known.iter().any(|claim| claim.address == address) {
            self.known.push(KnownClaim { address, ..KnownClaim::default() });
        }
    }
}

/// A claim of another article that is worded here, and what somebody decided on it: for people to see, not in force here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct KnownClaim {
    /// Its address.
    pub address: String,
    /// Its latest verdict.
    pub verdict: Option<Verdict>,
    /// The day of that.
    pub reviewed_on: Option<jiff::civil::Date>,
    /// What that signed has changed since.
    pub stale: bool,
    /// Another person's latest verdict differs.
    pub disputed: bool,
}

/// What became of references in an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReferencesReport {
    /// Addresses of new entries.
    pub added: Vec<String>,
    /// Entries that were there already.
    pub kept: usize,
    /// Addresses of entries that are no longer printed.
    pub gone: Vec<String>,
    /// Addresses of entries that could not be read with confidence.
    pub unsure: Vec<String>,
    /// Addresses of entries without any identifier.
    pub unidentified: Vec<String>,
}

/// What became of works in an import of records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct WorksReport {
    /// Citation keys of new works.
    pub added: Vec<String>,
    /// Those of works that were there, once for each entry that joined one.
    pub joined: Vec<String>,
    /// Those of works that were there and got something that they lacked.
    pub completed: Vec<String>,
}

/// Something unsure, at its place in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlacedNote {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// What.
    pub message: String,
}

impl From<Note> for PlacedNote {
    fn from(note: Note) -> Self {
        Self { line: note.line, column: note.column, message: note.message }
    }
}

/// A claim's address; empty for none.
fn find_address(writing: &Writing<'_>, claim: Option<&Claim>) -> Result<String, Error> {
    let Some(claim) = claim else { return Ok(String::new()) };
    let home = writing.view().get::<Article>(claim.article)?;
    Ok(claim_address(&home.map(|a| a.key).unwrap_or_default(), claim.serial))
}
