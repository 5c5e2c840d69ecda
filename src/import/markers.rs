//! Citations of a new version: what its printed markers cite is asserted, and a marker that is gone is told of. What a person
//! decided stays as it is.

use super::ImportReport;
use super::find_address;
use super::keys::cite_stored;
use super::known_references::KnownReferences;
use super::spans::OccurrenceSpans;
use crate::catalogue::{Error, Writing};
use crate::model::{
    Article, Citation, CitationOrigin, CitationState, Claim, Occurrence, OccurrenceState, Reasons, Reference, Uid,
    Version, reference_name,
};
use crate::read::article::{ReferenceMarker, read_article};
use std::collections::{BTreeMap, BTreeSet};

/// Brings the citations of an article's claims to what its markers say now; answers how many are new.
pub(super) fn cite(
    writing: &mut Writing<'_>,
    article: &Article,
    version: &Version,
    printed: &[ReferenceMarker],
    references: &[Uid],
    imported: &mut ImportReport,
) -> Result<usize, Error> {
    let occurrences = list_citing_places(writing, article)?;
    let rows: Vec<Option<Uid>> = references.iter().copied().map(Some).collect();
    let cited = find_cited(&OccurrenceSpans::from_occurrences(&occurrences, version), version, printed, &rows);
    let new = assert_all(writing, &cited.labels)?;
    if version.n > 1 {
        note_gone(writing, article, &occurrences, &cited.pairs, imported)?;
    }
    Ok(new)
}

/// Cites for a claim what the markers at its places in an article's newest version name, as the import of that version did for
/// the claim that these places had then. Answers how many citations that gave.
pub fn cite_as_printed(writing: &mut Writing<'_>, article: &Article, claim: Uid) -> Result<usize, Error> {
    cite_again(writing, article, |of| of == claim)
}

/// Cites for every claim what the keys in an article's text name, now that its list has the entries.
pub(super) fn cite_by_keys(writing: &mut Writing<'_>, article: &Article) -> Result<usize, Error> {
    let newest = writing.view().newest_version(article.uid)?;
    match newest.is_some_and(|version| version.text.contains('@')) {
        true => cite_again(writing, article, |_| true),
        false => Ok(0),
    }
}

fn cite_again(writing: &mut Writing<'_>, article: &Article, is_meant: impl Fn(Uid) -> bool) -> Result<usize, Error> {
    let Some(newest) = writing.view().newest_version(article.uid)? else { return Ok(0) };
    let Some(version) = writing.view().version(article.uid, newest.n)? else { return Ok(0) };
    let name = version.source.as_deref().unwrap_or_default();
    let Ok(mut read) = read_article(&version.original, name, Some(&version.reader), u64::MAX) else { return Ok(0) };
    if read.text != version.text {
        return Ok(0);
    }
    cite_stored(writing.view(), article, &mut read)?;
    let mut known = KnownReferences::new(writing.view().references_of(article.uid)?);
    let rows: Vec<Option<Uid>> = read.references.iter().map(|entry| known.take(entry).map(|row| row.uid)).collect();
    let occurrences = list_citing_places(writing, article)?;
    let mut cited =
        find_cited(&OccurrenceSpans::from_occurrences(&occurrences, &version), &version, &read.markers, &rows);
    cited.labels.retain(|((of, _), _)| is_meant(*of));
    assert_all(writing, &cited.labels)
}

/// The places of an article whose markers cite. What is only proposed rests on nothing here before a person confirms it.
fn list_citing_places(writing: &Writing<'_>, article: &Article) -> Result<Vec<Occurrence>, Error> {
    let mut places = writing.view().occurrences_in(article.uid)?;
    places.retain(|o| o.state != OccurrenceState::Proposed);
    Ok(places)
}

/// What markers cite: claims and references, in the order of the text, with the first marker of each.
#[derive(Default)]
struct MarkedCitations<'m> {
    labels: Vec<((Uid, Uid), &'m str)>,
    pairs: BTreeSet<(Uid, Uid)>,
}

/// A marker cites for the claim that it stands in, or right behind.
fn find_cited<'m>(
    occurrences: &OccurrenceSpans,
    version: &Version,
    printed: &'m [ReferenceMarker],
    references: &[Option<Uid>],
) -> MarkedCitations<'m> {
    /// How far behind a sentence its marker may stand, other markers apart: a space or two.
    const BEHIND: u32 = 2;
    let runs = MarkerRows::new(version.blocks.marks(), BEHIND);
    let mut cited = MarkedCitations::default();
    for marker in printed {
        // The innermost sentence that reaches it: the last one to begin.
        let run = runs.start_before(marker.start);
        for claim in occurrences.find_reaching(marker.start + 1, run.saturating_sub(BEHIND)) {
            for reference in marker.entries.iter().filter_map(|at| *references.get(*at)?) {
                if cited.pairs.insert((claim, reference)) {
                    cited.labels.push(((claim, reference), &marker.label));
                }
            }
        }
    }
    cited
}

/// Markers that stand in rows, no more than a gap apart.
struct MarkerRows {
    marks: Vec<(u32, u32)>,
    /// Where the row of each begins.
    starts: Vec<u32>,
    gap: u32,
}

impl MarkerRows {
    fn new(marks: Vec<(u32, u32)>, gap: u32) -> Self {
        let mut starts: Vec<u32> = Vec::with_capacity(marks.len());
        let mut behind = None;
        for (start, end) in &marks {
            let run = behind.filter(|behind| *behind + gap >= *start).and(starts.last().copied());
            starts.push(run.unwrap_or(*start));
            behind = Some(*end);
        }
        Self { marks, starts, gap }
    }

    /// Where the row begins that reaches a place; the place itself where none does.
    fn start_before(&self, place: u32) -> u32 {
        let last = self.marks.partition_point(|(start, _)| *start < place).checked_sub(1);
        let reaching = last.filter(|at| self.marks.get(*at).is_some_and(|(_, end)| end + self.gap >= place));
        reaching.and_then(|at| self.starts.get(at).copied()).unwrap_or(place)
    }
}

/// Asserts what the article prints; answers how many citations that gave. Those that are new are stored together.
fn assert_all(writing: &mut Writing<'_>, labels: &[((Uid, Uid), &str)]) -> Result<usize, Error> {
    let (mut changed, mut new) = (0, Vec::new());
    for ((claim, reference), label) in labels {
        match assert_citation(writing, *claim, *reference, label)? {
            AssertedPair::New(citation) => new.push(citation),
            AssertedPair::Changed(is_changed) => changed += usize::from(is_changed),
        }
    }
    writing.add_all(&new)?;
    Ok(changed + new.len())
}

/// What asserting a pair comes to.
enum AssertedPair {
    /// A citation that is to be stored.
    New(Citation),
    /// One that was there, and whether it is another now.
    Changed(bool),
}

/// Asserts what the article prints, unless a person has decided on it already.
fn assert_citation(writing: &mut Writing<'_>, claim: Uid, reference: Uid, label: &str) -> Result<AssertedPair, Error> {
    let because = Reasons(vec![format!("the article cites it here: {label}")]);
    match writing.view().citation(claim, reference)? {
        Some(known) if known.state == CitationState::Suggested => {
            let (state, origin) = (CitationState::Asserted, CitationOrigin::Article);
            let cited = Citation { state, origin, because, score: None, strength: None, ..known };
            writing.edit(&cited).map(AssertedPair::Changed)
        }
        Some(known) => {
            // Numbers change from version to version, and the reason is what is printed now.
            if known.is_by_marker_alone() && known.because != because {
                writing.edit(&Citation { because, ..known })?;
            }
            Ok(AssertedPair::Changed(false))
        }
        None => Ok(AssertedPair::New(Citation {
            uid: writing.uid(),
            claim,
            reference,
            origin: CitationOrigin::Article,
            state: CitationState::Asserted,
            score: None,
            strength: None,
            because,
            note: None,
            merged_into: None,
        })),
    }
}

/// Notes where a claim's words stand but the marker behind a citation is gone, and says so unless somebody has read the
/// source for the claim.
fn note_gone(
    writing: &mut Writing<'_>,
    article: &Article,
    occurrences: &[Occurrence],
    cited: &BTreeSet<(Uid, Uid)>,
    imported: &mut ImportReport,
) -> Result<(), Error> {
    let mut stands: BTreeMap<Uid, bool> = BTreeMap::new();
    for occurrence in occurrences {
        let known = !matches!(occurrence.state, OccurrenceState::Orphaned | OccurrenceState::Ambiguous);
        *stands.entry(occurrence.claim).or_insert(true) &= known;
    }
    for (claim, _) in stands.into_iter().filter(|(_, stands)| *stands) {
        for citation in writing.view().citations_of(claim)?.into_iter().filter(Citation::is_by_marker_alone) {
            let entry =
                writing.view().get::<Reference>(citation.reference)?.filter(|entry| entry.article == article.uid);
            let Some(entry) = entry.filter(|_| !cited.contains(&(claim, citation.reference))) else { continue };
            let because = Citation::reasons_without_marker();
            if citation.because == because {
                continue;
            }
            if writing.view().readings_of(citation.uid)?.is_empty() && citation.note.is_none() {
                let address = find_address(writing, writing.view().get::<Claim>(claim)?.as_ref())?;
                let no_longer = format!("{address} no longer cites {} in the text", reference_name(entry.serial));
                imported.claims.no_longer_cited.push(no_longer);
            }
            writing.edit(&Citation { because, ..citation })?;
        }
    }
    Ok(())
}
