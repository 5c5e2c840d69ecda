//! Observations: what a service answered about one identifier, with time and source. Append-only; an identical
//! answer asked again adds only its time.

use super::words::words;
use super::{Identifier, Uid};

/// One service's interpreted answer about one identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// The row's identity.
    pub uid: Uid,
    /// The service: `doi.org`, `crossref`, `datacite`, `europe-pmc`, `pubmed`, `page`, `retraction-watch`.
    pub service: String,
    /// What was asked about, such as `exists`, `metadata`, `notices`, `page`, `full-text`.
    pub subject: Subject,
    /// The identifier's scheme: `doi`, `pmid`, `pmcid`, `nbk`, `url`.
    pub scheme: String,
    /// The identifier, folded.
    pub identifier: String,
    /// The interpreted answer as JSON; its fields depend on `subject`.
    pub answer: String,
    /// SHA-256 of the body it was read from, lower-case hex.
    pub body_sha256: Option<String>,
    /// When this answer was first heard.
    pub first_asked_at: jiff::Timestamp,
    /// When it was last heard.
    pub asked_at: jiff::Timestamp,
}

/// Observations in order of what they are about, so that those about one identifier are found without a copy of its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observations(Vec<Observation>);

impl Observations {
    /// Those about one identifier, in the order in which they were collected.
    pub fn list_about(&self, identifier: &Identifier) -> &[Observation] {
        let value = identifier.value();
        let wanted = (identifier.scheme(), &*value);
        let from = self.0.partition_point(|o| o.key() < wanted);
        let rest = self.0.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|o| o.key() <= wanted)).unwrap_or_default()
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Observation> {
        self.0.iter()
    }
}

impl FromIterator<Observation> for Observations {
    fn from_iter<I: IntoIterator<Item = Observation>>(all: I) -> Self {
        let mut all: Vec<Observation> = all.into_iter().collect();
        all.sort_by(|a, b| a.key().cmp(&b.key()));
        Self(all)
    }
}

impl IntoIterator for Observations {
    type Item = Observation;
    type IntoIter = std::vec::IntoIter<Observation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Observation {
    /// What it is about.
    fn key(&self) -> (&str, &str) {
        (&self.scheme, &self.identifier)
    }
}

words! {
    /// What an observation is about.
    Subject, "observation subject" {
        /// Whether the identifier is registered.
        Exists = "exists",
        /// Bibliographic metadata.
        Metadata = "metadata",
        /// Notices and newer versions.
        Notices = "notices",
        /// Whether the page answers.
        Page = "page",
        /// Whether the full text is open.
        FullText = "full-text",
    }
}

words! {
    /// What is known of a DOI's existence.
    DoiState, "DOI state" {
        /// Registered.
        Exists = "exists",
        /// The handle system says absent, asked twice.
        Absent = "absent",
        /// Not a DOI.
        Malformed = "malformed",
        /// Its target is a known tombstone.
        Deleted = "deleted",
        /// Registered without a URL.
        NoTarget = "no-target",
        /// Another DOI's second name.
        Alias = "alias",
        /// Nobody could be asked, or nobody has been.
        Unchecked = "unchecked",
    }
}

/// The answer of a `full-text` observation, where the text is open.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FullTextAnswer {
    /// Under which licence, as it says itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// How many paragraphs were kept.
    pub paragraphs: usize,
}

/// A paragraph of a work's full text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPassage {
    /// The heading it stands under; empty before the first.
    pub section: String,
    /// Its number there, from 1.
    pub paragraph: u32,
    /// Its words.
    pub text: String,
}

/// An alias of an alias of an alias is no use to anybody: no chain is followed further.
pub const MOST_ALIASES: usize = 3;

/// The answer of an `exists` observation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ExistsAnswer {
    /// What is known now.
    pub state: DoiState,
    /// The registration agency as it names itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Where it points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The DOI it is an alias of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias_of: Option<String>,
}
