//! What a registry keeps about one work, as observations hold it: who wrote what, where and when ([`MetadataAnswer`]), and what
//! happened to it since ([`NoticesAnswer`]). One record gives both; they are stored apart, for they age differently.

use super::words::words;
use super::{Doi, Item, NoticeKind, PartialDate};
use std::collections::BTreeSet;

/// One registry's record of one work, interpreted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WorkRecord {
    /// For an observation of `metadata`.
    pub metadata: MetadataAnswer,
    /// For an observation of `notices`.
    pub notices: NoticesAnswer,
    /// The abstract as plain text, a line for each part. It stays under its owner's copyright, so it goes to the work
    /// and never into an observation, which is dumped and shared.
    pub abstract_text: Option<String>,
}

/// The answer of a `metadata` observation. A service that keeps no record of the identifier is observed as `null`.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct MetadataAnswer {
    /// The prime DOI, where the one asked for is another name of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias_of: Option<Doi>,
    /// Authors, title, container and identifiers; text without markup. `page` and `number` are the registry's own.
    pub item: Item,
    /// Titles beside the item's: translations, the original, alternatives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_titles: Vec<String>,
    /// Containers beside the item's: the series of a book, a second abbreviation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_containers: Vec<String>,
    /// Every date of publication that is registered, as precise as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<Published>,
    /// What sort of work, in the registry's words: `journal-article`, `preprint`, `Systematic Review`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// What indexers and authors say that it is about: MeSH headings, then keywords.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
    /// NCBI Bookshelf accession.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbk: Option<String>,
    /// The published version of this preprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_as: Option<Doi>,
    /// Where the agency says that the DOI points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// That place is a known tombstone, or the agency no longer lets the DOI be found: its owner deleted it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
}

impl MetadataAnswer {
    /// Every year in which it was published one way or another.
    pub fn years(&self) -> BTreeSet<i16> {
        let issued = self.item.issued.map(|d| d.0);
        self.dates.iter().map(|d| d.on).chain(issued).map(PartialDate::year).collect()
    }
}

/// One date of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Published {
    /// In which way.
    #[serde(rename = "as")]
    pub way: Way,
    /// When.
    pub on: PartialDate,
}

words! {
    /// The ways in which a work is published, each with a date of its own.
    Way, "way of publication" {
        /// On paper.
        Print = "print",
        /// On line.
        Online = "online",
        /// The earliest of all, or the registry's only one.
        Issued = "issued",
        /// As a preprint.
        Posted = "posted",
        /// In another way.
        Other = "other",
    }
}

/// The answer of a `notices` observation.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NoticesAnswer {
    /// What happened to the work, each once, in order of date.
    #[serde(default)]
    pub notices: Vec<RegisteredNotice>,
    /// What this record is itself a notice about, where it is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<RegisteredNotice>,
    /// The same notice registered as two kinds that cannot both be meant; in the registry's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<String>,
}

/// A notice as a registry names it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RegisteredNotice {
    /// What happened.
    pub kind: NoticeKind,
    /// Who says so: `crossref`, `retraction-watch`, `europe-pmc`, `pubmed`, `datacite`, `title`.
    pub source: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<PartialDate>,
    /// The DOI of the notice; of what the notice is about in [`NoticesAnswer::about`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<Doi>,
    /// The notice's PubMed identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// The word the source used, where it is not the kind's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Why, in the source's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

impl RegisteredNotice {
    /// A notice of which no more is known.
    pub fn new(kind: NoticeKind, source: &str) -> Self {
        let (on, doi, pmid, label, reasons) = (None, None, None, None, Vec::new());
        Self { kind, source: source.to_owned(), on, doi, pmid, label, reasons }
    }
}

/// The names of one work in different services, as a converter gives them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownIdentifiers {
    /// The identifier that was asked for, as it was sent back.
    pub asked: String,
    /// DOI.
    pub doi: Option<Doi>,
    /// PubMed identifier.
    pub pmid: Option<String>,
    /// PubMed Central identifier, with `PMC`.
    pub pmcid: Option<String>,
}

/// What comparing one field of a reference with the registered metadata gave.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldResult {
    /// The field.
    pub field: Field,
    /// Whether they agree.
    pub result: FieldState,
    /// What is printed, as it could be read; empty where nothing was found.
    pub printed: String,
    /// What is registered; empty where nothing is.
    pub registered: String,
    /// What a reader should know: a missing subtitle, the reason for a difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// It differs by what looks like a slip: the work that is meant is still this one.
    #[serde(skip)]
    pub slip: bool,
}

words! {
    /// What is compared, in this order.
    Field, "compared field" {
        /// Title with subtitle.
        Title = "title",
        /// The first author.
        FirstAuthor = "first-author",
        /// All authors.
        Authors = "authors",
        /// Year of publication.
        Year = "year",
        /// Journal, book or series.
        Container = "container",
        /// Volume.
        Volume = "volume",
        /// Issue.
        Issue = "issue",
        /// Pages or article number.
        Pages = "pages",
        /// DOI.
        Doi = "doi",
    }
}

words! {
    /// Whether what is printed is what is registered.
    FieldState, "comparison result" {
        /// The same, in whatever spelling.
        Same = "same",
        /// Something else.
        Differs = "differs",
        /// One side does not give it.
        NotCompared = "not-compared",
    }
}
