//! The sources of a claim, each with its own words and its figures beside the claim's.

use crate::catalogue::View;
use crate::compare::EvidenceTexts;
use crate::evidence::{self, find_doi_standing};
use crate::model::*;
use crate::tasks::Failure;
use crate::tasks::dossiers::compare_figures;
use crate::tasks::full_texts::KeptWords;
use crate::text::quoting::{Passage, rank_passages};

/// An entry of a list, as a source of the claim or as one that it may rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct CardSource {
    /// The reference.
    pub reference: Uid,
    /// Its address; `r3` alone where it stands in the article's own list.
    pub entry: String,
    /// The work's key, where one is known.
    pub work: Option<String>,
    /// Its title and year, where they are known.
    pub title: Option<String>,
    /// The entry as printed.
    pub printed: String,
    /// The DOI and what is known of it, in words.
    pub doi: Option<String>,
    /// Whether the DOI is known not to lead to it.
    pub is_doi_bad: bool,
    /// Why it is cited or suggested, in words.
    pub how: String,
    /// Why it is suggested.
    pub because: Vec<String>,
    /// Level of evidence, in words.
    pub level: Option<String>,
    /// What registries say of the work.
    pub notices: Vec<RegisteredNotice>,
    /// The remark kept with the citation.
    pub note: Option<String>,
    /// What people found on reading it, the newest of each.
    pub readings: Vec<CardReading>,
    /// The claim's figures beside the source's.
    pub figures: Vec<FigureMatch>,
    /// What is kept of its words, and where in a full text to read; none where it was read.
    pub kept: Option<KeptWords>,
    /// The sentences of the stored abstract, the one that comes nearest first; empty where none is stored.
    pub passages: Vec<Passage>,
}

/// What somebody found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardReading {
    /// The row.
    pub uid: Uid,
    /// The row of whoever read, as it was recorded.
    pub reader: Uid,
    /// Who read.
    pub by: String,
    /// When.
    pub on: jiff::civil::Date,
    /// What the source says about the claim.
    pub stance: Stance,
    /// The source's words.
    pub quote: Option<String>,
    /// The reader's words.
    pub finding: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// How much was read.
    pub read_as: Option<ReadAs>,
}

/// The sources of a claim, by what is said of them.
#[derive(Default)]
pub(super) struct ListedSources {
    pub(super) asserted: Vec<CardSource>,
    pub(super) suggested: Vec<CardSource>,
    pub(super) others: Vec<CardSource>,
    pub(super) rejected: Vec<String>,
}

/// How many suggestions are shown.
const MOST_SUGGESTED: usize = 3;

pub(super) fn list_sources(view: View<'_>, claim: &Claim, snapshot: &Snapshot) -> Result<ListedSources, Failure> {
    let mut listed = ListedSources::default();
    let mut met = Vec::new();
    let texts = EvidenceTexts::default();
    let lay_out = |citation, reference| {
        let mut source = build_source(claim, Some(citation), reference, snapshot);
        source.figures = compare_figures(&texts, snapshot, claim, citation);
        let kept = match source.readings.is_empty() {
            true => Some(KeptWords::find(view, snapshot.work_behind(reference), claim)?),
            false => None,
        };
        Ok::<_, Failure>(CardSource { kept, ..source })
    };
    for citation in snapshot.citations_of(claim.uid) {
        let Some(reference) = snapshot.reference(citation.reference) else { continue };
        match citation.state {
            CitationState::Asserted => listed.asserted.push(lay_out(citation, reference)?),
            CitationState::Suggested if citation.is_offered() && listed.suggested.len() < MOST_SUGGESTED => {
                listed.suggested.push(lay_out(citation, reference)?);
            }
            CitationState::Suggested => continue,
            CitationState::Rejected => listed.rejected.push(snapshot.reference_address(reference)),
        }
        met.push(reference.uid);
    }
    let others = snapshot.references.iter().filter(|reference| reference.is_listed() && !met.contains(&reference.uid));
    listed.others = others.map(|reference| build_source(claim, None, reference, snapshot)).collect();
    Ok(listed)
}

fn build_source(claim: &Claim, citation: Option<&Citation>, reference: &Reference, snapshot: &Snapshot) -> CardSource {
    let work = snapshot.work_behind(reference);
    let standing = find_doi_standing(reference, snapshot);
    let doi = standing.as_ref().map(|standing| {
        let doi = match (&standing.doi, &standing.malformed) {
            (Some(doi), _) => doi.to_string(),
            (None, wrong) => wrong.as_ref().map(|wrong| wrong.got.clone()).unwrap_or_default(),
        };
        format!("{doi} {}", standing.state)
    });
    let is_fine = |standing: &evidence::DoiStanding| {
        matches!(standing.state, DoiState::Exists | DoiState::Unchecked | DoiState::Alias)
    };
    let abstract_text = work.and_then(|work| work.abstract_text.as_deref()).unwrap_or_default();
    let is_cited = citation.is_some();
    let readings = citation.map(|citation| evidence::find_current_readings(citation, snapshot)).unwrap_or_default();
    let address = snapshot.reference_address(reference);
    let own = address.strip_prefix(snapshot.key()).and_then(|rest| rest.strip_prefix('/'));
    CardSource {
        reference: reference.uid,
        entry: own.map_or_else(|| address.clone(), str::to_owned),
        work: work.map(|work| work.key.clone()),
        title: describe_title(&reference.csl),
        printed: reference.printed.clone(),
        doi,
        is_doi_bad: !standing.as_ref().is_none_or(is_fine),
        how: citation.map(describe_origin).unwrap_or_default(),
        because: citation.map(|citation| citation.because.0.clone()).unwrap_or_default(),
        level: work
            .and_then(|work| evidence::find_level(work, claim.kind, snapshot))
            .map(|level| format!("{}: {}", level.value, level.reason)),
        notices: work.map(|work| evidence::find_work_notices(work, snapshot)).unwrap_or_default(),
        note: citation.and_then(|citation| citation.note.clone()),
        readings: readings.into_iter().map(|reading| build_reading(reading, snapshot)).collect(),
        figures: Vec::new(),
        kept: None,
        // The rest of a long list is only named.
        passages: if is_cited { rank_passages(&claim.statement, abstract_text, "en") } else { Vec::new() },
    }
}

fn describe_title(item: &Item) -> Option<String> {
    let year = item.year().map(|year| format!(" ({year})")).unwrap_or_default();
    item.title.as_ref().map(|title| format!("{title}{year}"))
}

fn build_reading(reading: &Reading, snapshot: &Snapshot) -> CardReading {
    CardReading {
        uid: reading.uid,
        reader: reading.person,
        by: snapshot.person_name(reading.person).to_owned(),
        on: reading.read_on,
        stance: reading.stance,
        quote: reading.quote.clone(),
        finding: reading.finding.clone(),
        locator: reading.locator.clone(),
        read_as: reading.read_as,
    }
}

fn describe_origin(citation: &Citation) -> String {
    match (citation.state, citation.strength) {
        (CitationState::Suggested, Some(strength)) => format!("suggested, {strength}"),
        (CitationState::Suggested, None) => "suggested".to_owned(),
        _ => match citation.origin {
            CitationOrigin::Article => "as the article marks".to_owned(),
            CitationOrigin::Catalogue => "as the built-in catalogue says".to_owned(),
            CitationOrigin::Tool | CitationOrigin::Person => "linked by a person".to_owned(),
        },
    }
}
