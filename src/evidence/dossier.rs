//! Dossiers: a record of a snapshot in full, with everything that is derived from it.

use super::{
    ClaimStanding, KnownMetadata, find_current_readings, find_doi_standing, find_level, find_metadata, find_review_due,
    find_stale_parts, find_standing, find_work_notices, is_verified,
};
use crate::model::*;
use crate::text::context::{ContextFinder, points_back};

fn build_opinion_dossier(review: &Review, standing: &ClaimStanding<'_>, snapshot: &Snapshot) -> OpinionDossier {
    OpinionDossier {
        person: snapshot.person_name(review.person).to_owned(),
        verdict: review.verdict,
        reviewed_on: review.reviewed_on,
        note: review.note.clone(),
        settles: review.settles.is_some(),
        settled: standing.current.iter().any(|by| by.settles(review.uid)),
        signed: review.signed.is_some(),
    }
}

/// A claim in full, but for who is asked to review it and what people said about it, which no snapshot holds. Figures are compared by `compare`, so the function that does it comes in as a parameter.
pub fn build_claim_dossier<'s>(
    claim: &Claim,
    snapshot: &'s Snapshot,
    settings: &Settings,
    figures: impl Fn(&Claim, &'s Citation) -> Vec<FigureMatch>,
) -> ClaimDossier {
    let standing = find_standing(claim, snapshot);
    let latest = standing.latest();
    let stale = latest.map(|review| find_stale_parts(review, claim, snapshot)).unwrap_or_default();
    ClaimDossier {
        address: snapshot.claim_address(claim),
        statement: claim.statement.clone(),
        context: find_context(claim, snapshot),
        kind: claim.kind,
        status: claim.status,
        section: claim.section.clone(),
        because: claim.because.clone(),
        confidence: claim.confidence,
        occurrences: snapshot.occurrences_of(claim.uid).map(|o| build_occurrence_dossier(o, snapshot)).collect(),
        citations: snapshot
            .citations_of(claim.uid)
            .map(|c| build_citation_dossier(c, snapshot, figures(claim, c)))
            .collect(),
        verdict: standing.verdict(),
        disputed: standing.is_disputed(),
        reviewed_on: latest.map(|r| r.reviewed_on),
        review_due: latest.map(|r| find_review_due(r, settings)),
        stale_because: stale.into_iter().map(|part| part.change).collect(),
        opinions_wanted: settings
            .opinions
            .count_wanted(claim.kind, snapshot.articles.get(&claim.article).map_or("", |key| key)),
        withheld: snapshot.withheld.contains(&claim.uid),
        opinions: standing.current.iter().map(|review| build_opinion_dossier(review, &standing, snapshot)).collect(),
        assigned: Vec::new(),
        notes: Vec::new(),
    }
}

/// The sentence before the claim's words in its home, where the statement points back at it.
fn find_context(claim: &Claim, snapshot: &Snapshot) -> Option<String> {
    let (home, version) = snapshot.article.as_ref().zip(snapshot.version.as_ref())?;
    if !points_back(&claim.statement) {
        return None;
    }
    let here = |o: &&Occurrence| o.article == home.uid && o.has_place(version.n);
    let place = snapshot.occurrences_of(claim.uid).find(here)?;
    ContextFinder::new(version, &home.language).find((place.start, place.end))
}

fn build_occurrence_dossier(o: &Occurrence, snapshot: &Snapshot) -> OccurrenceDossier {
    let place = if o.state == OccurrenceState::Orphaned { Place::default() } else { snapshot.place(o.start, o.end) };
    OccurrenceDossier {
        article: snapshot.articles.get(&o.article).cloned().unwrap_or_default(),
        version: o.version,
        exact: o.exact.clone(),
        prefix: o.prefix.clone(),
        suffix: o.suffix.clone(),
        start: o.start,
        end: o.end,
        line: place.line,
        column: place.column,
        state: o.state,
    }
}

fn build_citation_dossier(citation: &Citation, snapshot: &Snapshot, figures: Vec<FigureMatch>) -> CitationDossier {
    let reference = snapshot.reference(citation.reference);
    let work = snapshot.work_of(citation);
    let reading = find_current_readings(citation, snapshot).last().copied();
    CitationDossier {
        reference: reference.map(|r| snapshot.reference_address(r)).unwrap_or_default(),
        work: work.map(|w| w.key.clone()),
        doi: work
            .and_then(|w| w.doi.as_ref())
            .map(Doi::to_string)
            .or_else(|| reference.and_then(|r| r.csl.doi.clone())),
        origin: citation.origin,
        state: citation.state,
        verified: is_verified(citation, snapshot),
        stance: reading.map(|r| r.stance),
        score: citation.score,
        strength: citation.strength,
        because: citation.because.clone(),
        figures,
        quote: reading.and_then(|r| r.quote.clone()),
        finding: reading.and_then(|r| r.finding.clone()).or_else(|| citation.note.clone()),
        locator: reading.and_then(|r| r.locator.clone()),
        read_as: reading.and_then(|r| r.read_as),
    }
}

/// A reference in full.
pub fn build_reference_dossier(reference: &Reference, snapshot: &Snapshot) -> ReferenceDossier {
    ReferenceDossier {
        address: snapshot.reference_address(reference),
        number: reference.number.clone(),
        printed: reference.printed.clone(),
        work: snapshot.work_behind(reference).map(|w| w.key.clone()),
        doi: reference.given_doi().map(str::to_owned),
        pmid: reference.csl.pmid.clone(),
        pmcid: reference.csl.pmcid.clone(),
        isbn: reference.csl.isbn.clone(),
        url: reference.csl.url.clone(),
        csl: reference.csl.clone(),
    }
}

/// A work in full; its level is that for a claim of `kind`.
pub fn build_work_dossier(work: &Work, kind: Kind, snapshot: &Snapshot) -> WorkDossier {
    let all = snapshot.references.iter().chain(&snapshot.foreign_references);
    let mut references = all.filter(|r| r.work == Some(work.uid));
    let standing = references.clone().find_map(|r| find_doi_standing(r, snapshot));
    let compared_with = references.find_map(|r| match find_metadata(r, snapshot) {
        KnownMetadata::Held(heard) => Some(heard.service),
        _ => None,
    });
    WorkDossier {
        key: work.key.clone(),
        doi: work.doi.clone(),
        pmid: work.pmid.clone(),
        pmcid: work.pmcid.clone(),
        isbn: work.isbn.clone(),
        url: work.url.clone(),
        csl: work.csl.clone(),
        doi_state: standing.as_ref().map_or(DoiState::Unchecked, |s| s.state),
        agency: standing.as_ref().and_then(|s| s.agency.clone()),
        compared_with,
        notices: find_work_notices(work, snapshot)
            .into_iter()
            .map(|n| NoticeDossier { kind: n.kind, source: n.source, date: n.on, doi: n.doi })
            .collect(),
        evidence_level: find_level(work, kind, snapshot).map(|l| LevelDossier { value: l.value, reason: l.reason }),
        has_abstract: work.abstract_text.is_some(),
        asked_at: standing.and_then(|s| s.asked_at),
    }
}
