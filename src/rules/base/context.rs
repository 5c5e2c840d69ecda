//! What a rule sees: one article's snapshot, the settings, today.

use super::{ClaimFigures, Lack, Today};
use crate::compare::EvidenceTexts;
use crate::evidence::{self, DoiStanding, KnownMetadata, KnownNotices};
use crate::model::{Article, CitationState, Claim, OccurrenceState, Place, Reference, Settings, Snapshot, Status, Uid};
use crate::text::CharIndex;
use crate::text::anchor::HeadingIndex;
use crate::text::marks::remove_marks;
use jiff::civil::Date;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// Everything a rule may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The article with all that its claims rest on.
    pub snapshot: &'a Snapshot,
    /// What the user set.
    pub settings: &'a Settings,
    /// Today, as far as a rule goes by it.
    pub today: Today,
    /// The words of its evidence, read once for all claims that rest on them.
    pub(super) evidence: EvidenceTexts<'a>,
    lacks: OnceCell<BTreeMap<Uid, Lack>>,
    figures: OnceCell<BTreeMap<Uid, ClaimFigures>>,
    dois: OnceCell<BTreeMap<Uid, DoiStanding>>,
    metadata: OnceCell<BTreeMap<Uid, KnownMetadata>>,
    notices: OnceCell<BTreeMap<Uid, KnownNotices>>,
    places: Option<CharIndex<'a>>,
    headings: OnceCell<Option<HeadingIndex<'a>>>,
}

impl<'a> Context<'a> {
    /// A context; nothing is computed yet.
    pub fn new(snapshot: &'a Snapshot, settings: &'a Settings, today: Date) -> Self {
        Self {
            snapshot,
            settings,
            today: Today::new(today),
            evidence: EvidenceTexts::default(),
            lacks: OnceCell::new(),
            figures: OnceCell::new(),
            dois: OnceCell::new(),
            metadata: OnceCell::new(),
            notices: OnceCell::new(),
            places: snapshot.version.as_ref().map(|v| CharIndex::new(&v.text)),
            headings: OnceCell::new(),
        }
    }

    /// The article, with its key's place in findings.
    pub fn article(&self) -> Option<&'a Article> {
        self.snapshot.article.as_ref()
    }

    /// What a command adds to a help line, as in “correct it: `claimbook edit …`”. Of an article that only its file has, no
    /// command can name a record: what is to be done is done in the text, and these words are left out.
    pub fn offer_command(&self, words: String) -> String {
        if self.snapshot.is_stored() { words } else { String::new() }
    }

    /// The claims that stand: dismissed and retired ones produce nothing, nor does a proposal that nobody took up and that the
    /// text no longer makes, since it was the tool's alone. The queue keeps it.
    pub fn claims(&self) -> impl Iterator<Item = &'a Claim> {
        let is_taken_up = |c: &Claim| {
            c.status != Status::Proposed
                || self.still_makes(c)
                || self.snapshot.reviews.iter().any(|review| review.claim == c.uid)
        };
        self.snapshot.claims.iter().filter(move |c| stands(c) && is_taken_up(c))
    }

    /// The entries that the article's list holds now.
    pub fn list(&self) -> impl Iterator<Item = &'a Reference> {
        self.snapshot.references.iter().filter(|r| r.is_listed())
    }

    /// The entries whose works matter here: the list's, and those that a claim of the article rests on, in whatever
    /// list or version they stand.
    pub fn relied_references(&self) -> impl Iterator<Item = &'a Reference> {
        let here = self.snapshot.references.iter().filter(|r| r.is_listed() || self.is_rested_on(r));
        here.chain(self.snapshot.foreign_references.iter().filter(|r| self.is_rested_on(r)))
    }

    /// Those of them that give no identifier which anybody could be asked by.
    pub fn unidentified_references(&self) -> impl Iterator<Item = &'a Reference> {
        self.relied_references()
            .filter(|r| matches!(self.metadata(r), Some(KnownMetadata::NoIdentifier)) && self.doi(r).is_none())
    }

    /// The standing claims with an asserted citation of this entry.
    pub fn citing_claims(&self, reference: &Reference) -> impl Iterator<Item = &'a Claim> {
        let asserted =
            self.snapshot.citations_of_reference(reference.uid).filter(|c| c.state == CitationState::Asserted);
        asserted.filter_map(|c| self.snapshot.claim(c.claim)).filter(|c| stands(c))
    }

    /// Their addresses, in order.
    pub fn list_resting_claims(&self, reference: &Reference) -> Vec<String> {
        let claims: BTreeSet<(u32, String)> =
            self.citing_claims(reference).map(|c| (c.serial, self.snapshot.claim_address(c))).collect();
        claims.into_iter().map(|(_, address)| address).collect()
    }

    fn is_rested_on(&self, reference: &Reference) -> bool {
        self.citing_claims(reference).next().is_some()
    }

    /// The texts in which the article makes the claim: its occurrences' words, or the statement where there are none.
    pub fn wordings(&self, claim: &'a Claim) -> Vec<&'a str> {
        let worded: Vec<&str> = self.snapshot.occurrences_of(claim.uid).map(|o| o.exact.as_str()).collect();
        if worded.is_empty() { vec![&claim.statement] } else { worded }
    }

    /// Whether the article still makes the claim: not every place where it stood is gone from the text.
    pub fn still_makes(&self, claim: &Claim) -> bool {
        let mut places = self.snapshot.occurrences_of(claim.uid).peekable();
        places.peek().is_none() || places.any(|o| o.state != OccurrenceState::Orphaned)
    }

    /// What an uncited claim lacks a citation for; none where it is cited or needs no evidence.
    pub fn lack(&self, claim: &Claim) -> Option<&Lack> {
        let lacks = self
            .lacks
            .get_or_init(|| self.claims().filter_map(|claim| Some((claim.uid, Lack::find(claim, self)?))).collect());
        lacks.get(&claim.uid)
    }

    /// A cited claim's figures beside those of its evidence; none where the claim gives none.
    pub fn figures(&self, claim: &Claim) -> Option<&ClaimFigures> {
        let figures = self.figures.get_or_init(|| {
            self.claims().filter_map(|claim| Some((claim.uid, ClaimFigures::compare(claim, self)?))).collect()
        });
        figures.get(&claim.uid)
    }

    /// What is known of a reference's DOI, read out of the answers once for all rules; none where it has none.
    pub fn doi(&self, reference: &Reference) -> Option<&DoiStanding> {
        self.dois.get_or_init(|| self.read_each(evidence::find_doi_standing)).get(&reference.uid)
    }

    /// The metadata registered for a reference, read out of the answers once for all rules.
    pub fn metadata(&self, reference: &Reference) -> Option<&KnownMetadata> {
        let read = |reference: &Reference, snapshot: &Snapshot| Some(evidence::find_metadata(reference, snapshot));
        self.metadata.get_or_init(|| self.read_each(read)).get(&reference.uid)
    }

    /// The notices on a reference's work, read out of the answers once for all rules; none where there is nothing to ask by.
    pub fn notices(&self, reference: &Reference) -> Option<&KnownNotices> {
        self.notices.get_or_init(|| self.read_each(evidence::find_notices)).get(&reference.uid)
    }

    /// Something about each entry whose work matters here.
    fn read_each<T>(&self, read: impl Fn(&Reference, &Snapshot) -> Option<T>) -> BTreeMap<Uid, T> {
        self.relied_references()
            .filter_map(|reference| Some((reference.uid, read(reference, self.snapshot)?)))
            .collect()
    }

    /// Where the article words this part of a claim: the first place with these words, or else the claim's own.
    pub fn place_of_words(&self, claim: &Claim, words: &str) -> Place {
        self.place_where(claim, |text| {
            let before = text.get(..text.find(words)?)?.chars().count() as u32;
            Some((before, before + words.chars().count() as u32))
        })
    }

    /// The first place in a claim's words that is found in them, as a span of code points, or else the claim's own.
    pub fn place_where(&self, claim: &Claim, find: impl Fn(&str) -> Option<(u32, u32)>) -> Place {
        let version = self.snapshot.version.as_ref();
        let within = self.snapshot.occurrences_of(claim.uid).find_map(|o| {
            let marks = version.map(|v| v.blocks.marks_within(o.start, o.end)).unwrap_or_default();
            // Where the text is set otherwise than when its words were kept, their own place in them is near enough.
            let (from, to) = find(&self.text(o.start, o.end)).or_else(|| find(&o.exact))?;
            let start = count_markers(&marks, o.start, from);
            Some((start, count_markers(&marks, start, to.saturating_sub(from))))
        });
        within.map_or_else(|| self.snapshot.place_of(claim.uid), |(start, end)| self.snapshot.place(start, end))
    }

    /// The words of the judged text between two places, in code points, markers of references left out; empty where
    /// there is none.
    pub fn text(&self, start: u32, end: u32) -> String {
        let Some(version) = &self.snapshot.version else { return String::new() };
        remove_marks(self.slice(start, end), start, &version.blocks.marks_within(start, end))
    }

    /// The judged text between two places, in code points, with the markers of references; empty where there is none.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        self.places.as_ref().map_or("", |places| places.slice(start, end))
    }

    /// The headings over a place of the judged text; none where there is no text.
    pub fn headings_over(&self, start: u32, end: u32) -> Option<String> {
        let version = self.snapshot.version.as_ref();
        let headings = self.headings.get_or_init(|| version.map(|v| HeadingIndex::new(&v.text, &v.blocks)));
        headings.as_ref().map(|headings| headings.headings_over(start, end))
    }

    /// Whether the article is in the language whose wording rules know.
    pub fn is_english(&self) -> bool {
        self.article().is_some_and(Article::is_english)
    }
}

/// The place so many code points behind another, markers not counted.
fn count_markers(marks: &[(u32, u32)], from: u32, count: u32) -> u32 {
    marks
        .iter()
        .filter(|(_, end)| *end > from)
        .fold(from + count, |at, (start, end)| if *start < at { at + (end - start.max(&from)) } else { at })
}

fn stands(claim: &Claim) -> bool {
    matches!(claim.status, Status::Proposed | Status::Accepted)
}
