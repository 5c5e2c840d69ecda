//! The snapshot: what the rules see. One article with everything that its claims rest on.

use super::*;
use std::collections::BTreeMap;

/// One article's records, loaded once; the rules' only input beside settings and today's date.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The article.
    pub article: Option<Article>,
    /// Its people in printed order.
    pub people: Vec<(ArticlePerson, Person)>,
    /// The version the rules judge, without its original bytes: the newest stored, or the source file as it is now.
    pub version: Option<Version>,
    /// Where that version came from.
    pub source: SourceState,
    /// Claims that the article is home to or words, in order of serial.
    pub claims: Vec<Claim>,
    /// Keys of the claims' home articles, by article uid; always holds this one.
    pub articles: BTreeMap<Uid, String>,
    /// Occurrences in this article, in order of place.
    pub occurrences: Vec<Occurrence>,
    /// The article's list, in order of serial, entries of earlier versions included.
    pub references: Vec<Reference>,
    /// References of other articles that this article's claims cite.
    pub foreign_references: Vec<Reference>,
    /// Citations of the claims.
    pub citations: Vec<Citation>,
    /// Works of all those references.
    pub works: BTreeMap<Uid, Work>,
    /// Notices on those works.
    pub notices: Vec<Notice>,
    /// Observations about those works' identifiers, by (scheme, identifier).
    pub observations: BTreeMap<(String, String), Vec<Observation>>,
    /// Readings of those citations, oldest first.
    pub readings: Vec<Reading>,
    /// Reviews of the claims, oldest first.
    pub reviews: Vec<Review>,
    /// Everybody named in readings and reviews.
    pub persons: BTreeMap<Uid, Person>,
}

/// Where the judged text came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SourceState {
    /// The source file was not looked at (`--stored`), or there is none to look at.
    #[default]
    Stored,
    /// The source file's bytes are those of the newest version.
    Unchanged,
    /// The file differs and was read again; the catalogue still holds the older text.
    Reread,
    /// The file could not be read, and why.
    Missing(String),
}

impl Snapshot {
    /// The article's key; empty in an empty snapshot.
    pub fn key(&self) -> &str {
        self.article.as_ref().map(|a| a.key.as_str()).unwrap_or_default()
    }

    /// A claim's address.
    pub fn claim_address(&self, claim: &Claim) -> String {
        format!("{}/c{}", self.articles.get(&claim.article).map(String::as_str).unwrap_or("?"), claim.serial)
    }

    /// A reference's address.
    pub fn reference_address(&self, reference: &Reference) -> String {
        format!("{}/r{}", self.articles.get(&reference.article).map(String::as_str).unwrap_or("?"), reference.serial)
    }

    /// Whether this article is the claim's home.
    pub fn is_home(&self, claim: &Claim) -> bool {
        self.article.as_ref().is_some_and(|a| a.uid == claim.article)
    }

    /// The claim's occurrences in this article.
    pub fn occurrences_of(&self, claim: Uid) -> impl Iterator<Item = &Occurrence> {
        self.occurrences.iter().filter(move |o| o.claim == claim)
    }

    /// The claim's citations in any state.
    pub fn citations_of(&self, claim: Uid) -> impl Iterator<Item = &Citation> {
        self.citations.iter().filter(move |c| c.claim == claim)
    }

    /// The claim's citations that count.
    pub fn asserted(&self, claim: Uid) -> impl Iterator<Item = &Citation> {
        self.citations_of(claim).filter(|c| c.state == CitationState::Asserted)
    }

    /// A reference of this or another article.
    pub fn reference(&self, uid: Uid) -> Option<&Reference> {
        self.references.iter().chain(&self.foreign_references).find(|r| r.uid == uid)
    }

    /// The work behind a citation.
    pub fn work_of(&self, citation: &Citation) -> Option<&Work> {
        self.works.get(&self.reference(citation.reference)?.work?)
    }

    /// The readings of a citation, oldest first.
    pub fn readings_of(&self, citation: Uid) -> impl Iterator<Item = &Reading> {
        self.readings.iter().filter(move |r| r.citation == citation)
    }

    /// The reviews of a claim, oldest first.
    pub fn reviews_of(&self, claim: Uid) -> impl Iterator<Item = &Review> {
        self.reviews.iter().filter(move |r| r.claim == claim)
    }

    /// The notices on a work.
    pub fn notices_of(&self, work: Uid) -> impl Iterator<Item = &Notice> {
        self.notices.iter().filter(move |n| n.work == work)
    }

    /// The newest observation of a subject about an identifier.
    pub fn observation(&self, subject: Subject, scheme: &str, identifier: &str) -> Option<&Observation> {
        let of = self.observations.get(&(scheme.to_owned(), identifier.to_owned()))?;
        of.iter().filter(|o| o.subject == subject).max_by_key(|o| o.asked_at)
    }

    /// Where a span of the judged text is in the article's file.
    pub fn place(&self, start: u32, end: u32) -> Place {
        let Some(version) = &self.version else { return Place::default() };
        let (line, column) = version.blocks.line_column(start).unzip();
        Place { file: version.source.clone(), line, column, span: Some((start, end)) }
    }

    /// Where a claim is worded in this article: its first occurrence that still has a place.
    pub fn place_of(&self, claim: Uid) -> Place {
        match self.occurrences_of(claim).find(|o| o.state != OccurrenceState::Orphaned) {
            Some(o) => self.place(o.start, o.end),
            None => Place { file: self.version.as_ref().and_then(|v| v.source.clone()), ..Place::default() },
        }
    }
}
