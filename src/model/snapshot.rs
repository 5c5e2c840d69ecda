//! The snapshot: what the rules see. One article with everything that its claims rest on.

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

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
    /// Occurrences in this article, in order of place; none that is only proposed.
    pub occurrences: Vec<Occurrence>,
    /// Places of the judged text that seem to word claims of other articles, in order: no rule judges them, no review
    /// signs them.
    pub proposed: Vec<ProposedPlace>,
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
    /// Observations about those works' identifiers.
    pub observations: Observations,
    /// Readings of those citations, in the order in which they were recorded, those that were retired among them.
    pub readings: Vec<Reading>,
    /// Reviews of the claims, in the order in which they were recorded.
    pub reviews: Vec<Review>,
    /// Which of them one person recorded without sight of the other.
    pub concurrent: Concurrent,
    /// What two desks of a team decided differently about any of this, and nobody has settled.
    pub conflicts: Vec<Conflict>,
    /// Keys that the article had before.
    pub former_keys: Vec<String>,
    /// Of claims whose home is another article: their words there, and how many of the same stand before them.
    pub home_words: BTreeMap<Uid, (String, u32)>,
    /// Of claims whose home is this article: their words in other articles, each with the key of its article.
    pub words_elsewhere: BTreeMap<Uid, Vec<(String, String)>>,
    /// What comments in the article's file accept, in their order.
    pub allowances: Vec<Allowance>,
    /// Claims and references that only the file has, by uid: what the catalogue does not hold yet has no address there.
    pub only_in_file: BTreeSet<Uid>,
    /// Claims that a change of the text added or worded anew: it did not say as much before.
    pub added: BTreeSet<Uid>,
    /// Those of titles, headings and boxes, which no catalogue keeps.
    pub of_lines: BTreeSet<Uid>,
    /// Everybody named in readings and reviews.
    pub persons: BTreeMap<Uid, Person>,
    /// Claims about which others' judgements are withheld from whoever looks, and so is whether figures agree.
    pub withheld: Withheld,
    /// Sentences that cite a source and say something else than in the text that this one is compared with.
    pub reworded: Vec<Reworded>,
    /// Where to find what belongs to what; made by the first method that needs it. Whoever changes a field after
    /// that puts a fresh one here.
    pub index: SnapshotIndex,
}

/// A sentence that cites what it cited at an earlier revision, and says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reworded {
    /// Where it begins in the judged text, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// What it said.
    pub before: String,
    /// What it says.
    pub now: String,
    /// What the sentence says otherwise, in words.
    pub differences: Vec<String>,
    /// Whether that makes it another statement; otherwise words stand there that may be other names for the same.
    pub is_sure: bool,
}

/// A place that seems to word a known claim of another article, until a person confirms or dismisses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedPlace {
    /// The claim's address.
    pub address: String,
    /// The claim.
    pub claim: Claim,
    /// The place.
    pub occurrence: Occurrence,
}

/// What belongs to what in a [`Snapshot`], so that no rule scans a long list for each claim. Lazily made; a clone
/// starts empty.
#[derive(Debug, Default)]
pub struct SnapshotIndex(OnceLock<Positions>);

impl Clone for SnapshotIndex {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Positions in the snapshot's lists, by the record they belong to, and what is read out of records once.
#[derive(Debug, Default)]
struct Positions {
    claims: BTreeMap<Uid, usize>,
    citation: BTreeMap<Uid, usize>,
    occurrences: BTreeMap<Uid, Vec<usize>>,
    citations: BTreeMap<Uid, Vec<usize>>,
    citing: BTreeMap<Uid, Vec<usize>>,
    readings: BTreeMap<Uid, Vec<usize>>,
    reviews: BTreeMap<Uid, Vec<usize>>,
    notices: BTreeMap<Uid, Vec<usize>>,
    references: BTreeMap<Uid, usize>,
    entries: BTreeMap<String, (u32, u32)>,
    printed_dois: BTreeMap<Uid, Result<Doi, NotADoi>>,
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
    /// The file is in no catalogue, and nothing of it is stored; whether there is a catalogue that it could be in.
    New {
        /// There is one.
        beside_catalogue: bool,
    },
}

impl Snapshot {
    /// Whether the catalogue holds the article, so that commands can name its records.
    pub fn is_stored(&self) -> bool {
        !matches!(self.source, SourceState::New { .. })
    }

    /// The article's key; empty in an empty snapshot.
    pub fn key(&self) -> &str {
        self.article.as_ref().map(|a| a.key.as_str()).unwrap_or_default()
    }

    /// A claim's address.
    pub fn claim_address(&self, claim: &Claim) -> String {
        claim_address(self.articles.get(&claim.article).map_or("?", String::as_str), claim.serial)
    }

    /// A reference's address.
    pub fn reference_address(&self, reference: &Reference) -> String {
        reference_address(self.articles.get(&reference.article).map_or("?", String::as_str), reference.serial)
    }

    /// Whether this article is the claim's home.
    pub fn is_home(&self, claim: &Claim) -> bool {
        self.article.as_ref().is_some_and(|a| a.uid == claim.article)
    }

    /// A claim of this article.
    pub fn claim(&self, uid: Uid) -> Option<&Claim> {
        self.claims.get(*self.positions().claims.get(&uid)?)
    }

    /// The claim's occurrences in this article, in order of place.
    pub fn occurrences_of(&self, claim: Uid) -> impl Iterator<Item = &Occurrence> {
        pick(&self.occurrences, self.positions().occurrences.get(&claim))
    }

    /// The claim's citations in any state.
    pub fn citations_of(&self, claim: Uid) -> impl Iterator<Item = &Citation> {
        pick(&self.citations, self.positions().citations.get(&claim))
    }

    /// The claim's citations that count.
    pub fn asserted_citations(&self, claim: Uid) -> impl Iterator<Item = &Citation> {
        self.citations_of(claim).filter(|c| c.state == CitationState::Asserted)
    }

    /// A citation.
    pub fn citation(&self, uid: Uid) -> Option<&Citation> {
        self.citations.get(*self.positions().citation.get(&uid)?)
    }

    /// The citations of a reference in any state.
    pub fn citations_of_reference(&self, reference: Uid) -> impl Iterator<Item = &Citation> {
        pick(&self.citations, self.positions().citing.get(&reference))
    }

    /// A reference of this or another article.
    pub fn reference(&self, uid: Uid) -> Option<&Reference> {
        let at = *self.positions().references.get(&uid)?;
        self.references.get(at).or_else(|| self.foreign_references.get(at.checked_sub(self.references.len())?))
    }

    /// The work that a uid means now: merged works lead to the one that is kept.
    pub fn canonical(&self, work: Uid) -> Uid {
        let next = |uid: &Uid| self.works.get(uid)?.merged_into;
        // Eight steps are more than anybody merges by hand; a ring ends there too.
        std::iter::successors(Some(work), next).take(8).last().unwrap_or(work)
    }

    /// The work behind a reference.
    pub fn work_behind(&self, reference: &Reference) -> Option<&Work> {
        self.works.get(&self.canonical(reference.work?))
    }

    /// The DOI of one of these references: the printed one, else its work's. None where there is none.
    pub fn doi_of(&self, reference: &Reference) -> Option<Result<&Doi, &NotADoi>> {
        match self.positions().printed_dois.get(&reference.uid) {
            Some(printed) => Some(printed.as_ref()),
            None => self.work_behind(reference)?.doi.as_ref().map(Ok),
        }
    }

    /// The work behind a citation.
    pub fn work_of(&self, citation: &Citation) -> Option<&Work> {
        self.work_behind(self.reference(citation.reference)?)
    }

    /// The readings of a citation that count, oldest first: none that was retired.
    pub fn readings_of(&self, citation: Uid) -> impl Iterator<Item = &Reading> {
        self.every_reading_of(citation).filter(|reading| reading.retired_on.is_none())
    }

    /// Every reading of a citation, oldest first. Its place in this order, from 1, is its number.
    pub fn every_reading_of(&self, citation: Uid) -> impl Iterator<Item = &Reading> {
        pick(&self.readings, self.positions().readings.get(&citation))
    }

    /// The reviews of a claim, oldest first.
    pub fn reviews_of(&self, claim: Uid) -> impl Iterator<Item = &Review> {
        pick(&self.reviews, self.positions().reviews.get(&claim))
    }

    /// The notices on a work.
    pub fn notices_of(&self, work: Uid) -> impl Iterator<Item = &Notice> {
        pick(&self.notices, self.positions().notices.get(&work))
    }

    /// The name of somebody who read or reviewed.
    pub fn person_name(&self, person: Uid) -> &str {
        let printed = || self.people.iter().find(|(_, p)| p.uid == person).map(|(_, p)| p);
        self.persons.get(&person).or_else(printed).map_or("somebody", |p| p.name.as_str())
    }

    /// The newest observation of a subject about an identifier.
    pub fn observation(&self, subject: Subject, identifier: &Identifier) -> Option<&Observation> {
        self.observations.list_about(identifier).iter().filter(|o| o.subject == subject).max_by_key(|o| o.asked_at)
    }

    /// Where a span of the judged text is in the article's file.
    pub fn place(&self, start: u32, end: u32) -> Place {
        let Some(version) = &self.version else { return Place::default() };
        let (line, column) = version.blocks.line_column(start).unzip();
        // The last character's place, since what follows it may stand on another line.
        let last = version.blocks.line_column(end.saturating_sub(1).max(start));
        let end_at = last.map(|(line, column)| (line, column + u32::from(end > start)));
        Place { file: version.file().map(str::to_owned), line, column, span: Some((start, end)), end: end_at }
    }

    /// Where a claim is worded in this article: its first occurrence that still has a place.
    pub fn place_of(&self, claim: Uid) -> Place {
        match self.occurrences_of(claim).find(|o| o.state != OccurrenceState::Orphaned) {
            Some(o) => self.place(o.start, o.end),
            None => Place { file: self.file(), ..Place::default() },
        }
    }

    /// Where an entry of the list stands in this article; the file alone where its text cannot be found again.
    pub fn place_of_reference(&self, reference: &Reference) -> Place {
        let here = self.article.as_ref().is_some_and(|a| a.uid == reference.article);
        match self.positions().entries.get(&fold_entry(&reference.printed)) {
            _ if !here => Place::default(),
            Some((start, end)) => self.place(*start, *end),
            None => Place { file: self.file(), ..Place::default() },
        }
    }

    fn file(&self) -> Option<String> {
        self.version.as_ref()?.file().map(str::to_owned)
    }

    /// Where the article's title stands: the place of findings about the whole article.
    pub fn place_of_title(&self) -> Place {
        let blocks = self.version.iter().flat_map(|v| &v.blocks.0);
        match blocks.clone().find(|b| b.kind == BlockKind::Title).or_else(|| blocks.clone().next()) {
            Some(block) => self.place(block.start, block.end),
            None => Place { file: self.file(), ..Place::default() },
        }
    }

    fn positions(&self) -> &Positions {
        let made = self.index.0.get_or_init(|| Positions::from_snapshot(self));
        debug_assert_eq!(made.claims.len(), self.claims.len(), "the snapshot changed under its index");
        made
    }
}

impl Positions {
    fn from_snapshot(s: &Snapshot) -> Self {
        let references = || s.references.iter().chain(&s.foreign_references);
        let printed_doi = |r: &Reference| Some((r.uid, r.given_doi()?.parse()));
        Self {
            claims: s.claims.iter().enumerate().map(|(at, c)| (c.uid, at)).collect(),
            citation: s.citations.iter().enumerate().map(|(at, c)| (c.uid, at)).collect(),
            occurrences: group_by(&s.occurrences, |o| o.claim),
            citations: group_by(&s.citations, |c| c.claim),
            citing: group_by(&s.citations, |c| c.reference),
            readings: group_by(&s.readings, |r| r.citation),
            reviews: group_by(&s.reviews, |r| r.claim),
            notices: group_by(&s.notices, |n| n.work),
            references: references().enumerate().map(|(at, r)| (r.uid, at)).collect(),
            printed_dois: references().filter_map(printed_doi).collect(),
            entries: s.version.as_ref().map(index_entries).unwrap_or_default(),
        }
    }
}

fn group_by<T>(list: &[T], key: impl Fn(&T) -> Uid) -> BTreeMap<Uid, Vec<usize>> {
    let mut map: BTreeMap<Uid, Vec<usize>> = BTreeMap::new();
    for (at, item) in list.iter().enumerate() {
        map.entry(key(item)).or_default().push(at);
    }
    map
}

fn pick<'a, T>(list: &'a [T], at: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a T> {
    at.into_iter().flatten().filter_map(|at| list.get(*at))
}

/// The places of the list's entries, by their text.
fn index_entries(version: &Version) -> BTreeMap<String, (u32, u32)> {
    let wanted = version.blocks.0.iter().filter(|b| b.kind == BlockKind::Reference);
    let (mut characters, mut at) = (version.text.chars(), 0);
    let mut found = BTreeMap::new();
    for block in wanted {
        let skip = block.start.saturating_sub(at) as usize;
        let text: String =
            characters.by_ref().skip(skip).take((block.end - block.start.min(block.end)) as usize).collect();
        at = block.end.max(at);
        found.entry(fold_entry(&text)).or_insert((block.start, block.end));
    }
    found
}

/// An entry without the number or bullet before it, so that it is found whether or not the number was kept.
fn fold_entry(printed: &str) -> String {
    let number =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ')' | '(' | '[' | ']' | '•' | '-' | '*');
    printed.trim_start_matches(number).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_with_and_without_their_number() {
        for (block, printed) in [("3. Smith J. Knees. 2020.", "Smith J. Knees. 2020."), ("• A b", "4) A b ")] {
            assert_eq!(fold_entry(block), fold_entry(printed));
        }
    }
}
