//! The claims of an article with everything that stands behind them.

use super::marks::find_mark;
use super::{ClaimMark, OverviewTerms, ReadingOverview, ReferenceOverview, SourceOverview};
use crate::compare::EvidenceTexts;
use crate::evidence;
use crate::model::*;
use crate::report::ReportedFinding;
use crate::tasks::log_words::HistoryLine;
use crate::tasks::{dossiers, persons};
use std::collections::BTreeMap;

/// A claim with its evidence.
#[derive(Debug, Clone)]
pub struct ClaimOverview {
    /// The row.
    pub uid: Uid,
    /// Its number in its home article.
    pub serial: u32,
    /// The key of its home, where that is another article.
    pub home: Option<String>,
    /// The claim in full.
    pub dossier: ClaimDossier,
    /// The state by which it is marked.
    pub mark: ClaimMark,
    /// Why it waits for a person, most consequential first.
    pub waiting: Vec<Waiting>,
    /// Its place among those that wait: the smaller one comes first.
    pub rank: u8,
    /// Where its words stand in the text: the beginning of each place.
    pub places: Vec<(u32, u32)>,
    /// What it rests on.
    pub sources: Vec<SourceOverview>,
    /// What the tool suggests: places among the article's sources, and how strong the suggestion is.
    pub suggested: Vec<(usize, Option<Strength>)>,
    /// What a person says that it does not rest on.
    pub rejected: Vec<usize>,
    /// Verdicts, newest first.
    pub verdicts: Vec<VerdictOverview>,
    /// What several people's verdicts come to.
    pub agreement: VerdictAgreement,
    /// What the rules found and nobody has accepted, the gravest first.
    pub checks: Vec<CheckNote>,
    /// What happened to it, newest first.
    pub history: Vec<HistoryLine>,
    /// Something changed since the day that was named.
    pub is_recent: bool,
}

/// A person's verdict.
#[derive(Debug, Clone)]
pub struct VerdictOverview {
    /// Who, with credentials.
    pub by: String,
    /// What they recorded.
    pub review: Review,
    /// It is this person's latest one.
    pub stands: bool,
    /// It decides between others that differed.
    pub settles: bool,
    /// It was signed with a key.
    pub is_signed: bool,
}

/// What the verdicts that stand come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictAgreement {
    /// Nobody, or one person, has judged.
    OneOpinion,
    /// So many people say the same.
    Agree(usize),
    /// They differ.
    Differ,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckNote {
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
}

/// What claims are gathered from.
pub(super) struct ClaimGathering<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) terms: &'a OverviewTerms<'a>,
    pub(super) references: &'a [ReferenceOverview],
    /// What was read of the evidence, once for all claims that rest on it.
    pub(super) texts: EvidenceTexts<'a>,
}

impl ClaimGathering<'_> {
    /// The claims that are proposed or accepted, in the order of the text, with what the rules found about each.
    pub(super) fn list_claims(
        &self,
        found: Vec<ReportedFinding>,
        states: &BTreeMap<Uid, &ClaimState>,
    ) -> Vec<ClaimOverview> {
        let places: BTreeMap<Uid, usize> = self.references.iter().enumerate().map(|(at, r)| (r.uid, at)).collect();
        let mut checks: BTreeMap<String, Vec<CheckNote>> = BTreeMap::new();
        for found in found {
            let note = CheckNote { severity: found.finding.severity, message: found.finding.message };
            checks.entry(found.finding.address).or_default().push(note);
        }
        let stands = |claim: &&Claim| matches!(claim.status, Status::Proposed | Status::Accepted);
        let claims = self.snapshot.claims.iter().filter(stands);
        let mut listed: Vec<ClaimOverview> = claims
            .map(|claim| {
                let mut overview = self.describe(claim, states.get(&claim.uid).copied(), &places);
                let mut found = checks.remove(overview.dossier.address.as_str()).unwrap_or_default();
                found.sort_by_key(|note| std::cmp::Reverse(note.severity));
                overview.checks = found;
                overview
            })
            .collect();
        listed.sort_by_key(|claim| (claim.places.first().map_or(u32::MAX, |(start, _)| *start), claim.serial));
        listed
    }

    fn describe(&self, claim: &Claim, state: Option<&ClaimState>, places: &BTreeMap<Uid, usize>) -> ClaimOverview {
        let (snapshot, terms) = (self.snapshot, self.terms);
        let dossier = evidence::build_claim_dossier(claim, snapshot, terms.settings, |claim, citation| {
            dossiers::compare_figures(&self.texts, snapshot, claim, citation)
        });
        let waiting = state.map(|state| evidence::list_reasons(state, terms.settings, terms.today)).unwrap_or_default();
        let of = |wanted: CitationState| {
            let all = snapshot.citations_of(claim.uid).zip(&dossier.citations);
            all.filter(move |(citation, _)| citation.state == wanted)
                .filter_map(|(citation, full)| Some((*places.get(&citation.reference)?, citation, full)))
        };
        let sources: Vec<SourceOverview> = of(CitationState::Asserted)
            .map(|(at, citation, full)| self.describe_source(at, claim.kind, citation, full))
            .collect();
        let suggested = of(CitationState::Suggested).filter(|(_, citation, _)| citation.is_offered());
        let suggested = suggested.map(|(at, citation, _)| (at, citation.strength)).collect();
        let rejected = of(CitationState::Rejected).map(|(at, ..)| at).collect();
        let notices = sources.iter().filter_map(|source| self.references.get(source.at)).map(|r| r.notices.as_slice());
        let newest = snapshot.version.as_ref().map_or(0, |version| version.n);
        let placed = snapshot.occurrences_of(claim.uid).filter(|occurrence| occurrence.has_place(newest));
        ClaimOverview {
            uid: claim.uid,
            serial: claim.serial,
            home: (!snapshot.is_home(claim)).then(|| snapshot.articles.get(&claim.article).cloned()).flatten(),
            mark: find_mark(claim, &dossier, notices),
            rank: waiting.first().map_or(u8::MAX, |first| evidence::rank_waiting(first.reason, claim)),
            waiting,
            places: placed.map(|occurrence| (occurrence.start, occurrence.end)).collect(),
            sources,
            suggested,
            rejected,
            verdicts: self.list_verdicts(claim),
            agreement: self.compare_verdicts(claim),
            checks: Vec::new(),
            history: Vec::new(),
            is_recent: false,
            dossier,
        }
    }

    fn describe_source(&self, at: usize, kind: Kind, citation: &Citation, full: &CitationDossier) -> SourceOverview {
        let snapshot = self.snapshot;
        let level = snapshot.work_of(citation).and_then(|work| evidence::find_level(work, kind, snapshot));
        let current: Vec<Uid> = evidence::find_current_readings(citation, snapshot).iter().map(|r| r.uid).collect();
        let readings = snapshot.readings_of(citation.uid).map(|reading| ReadingOverview {
            by: self.name(reading.person),
            is_superseded: !current.contains(&reading.uid),
            reading: reading.clone(),
        });
        SourceOverview {
            at,
            level: level.map(|level| LevelDossier { value: level.value, reason: level.reason }),
            readings: readings.collect(),
            note: citation.note.clone().filter(|note| !note.trim().is_empty()),
            citation: full.clone(),
        }
    }

    fn list_verdicts(&self, claim: &Claim) -> Vec<VerdictOverview> {
        let standing = evidence::find_standing(claim, self.snapshot);
        let mut verdicts: Vec<VerdictOverview> = self
            .snapshot
            .reviews_of(claim.uid)
            .map(|review| VerdictOverview {
                by: self.name(review.person),
                stands: standing.current.iter().any(|current| current.uid == review.uid),
                settles: review.settles.is_some(),
                is_signed: review.signed.is_some(),
                review: review.clone(),
            })
            .collect();
        verdicts.reverse();
        verdicts
    }

    fn compare_verdicts(&self, claim: &Claim) -> VerdictAgreement {
        let standing = evidence::find_standing(claim, self.snapshot);
        match standing.current.len() {
            0 | 1 => VerdictAgreement::OneOpinion,
            _ if standing.is_disputed() => VerdictAgreement::Differ,
            people => VerdictAgreement::Agree(people),
        }
    }

    /// A person's name with credentials.
    fn name(&self, person: Uid) -> String {
        match self.snapshot.persons.get(&person) {
            Some(person) => persons::format_name(person),
            None => self.snapshot.person_name(person).to_owned(),
        }
    }
}
