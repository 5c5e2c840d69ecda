//! The overview of an article: everything that a report or the review page shows of it, gathered and derived once. What is
//! shown how is for `pages`; nothing is decided there. It unblinds: every verdict and reading is in it.

mod claims;
mod counts;
mod marked;
mod marks;
mod since;
mod sources;
mod wording;

pub use claims::{CheckNote, ClaimOverview, VerdictAgreement, VerdictOverview};
pub use counts::{AgeBand, AgeCounts, LevelCounts, LinkCounts};
pub use marked::{MarkedArticle, MarkedClaim, mark_article};
pub use marks::ClaimMark;
pub use since::RecentChanges;
pub use sources::{LinkHealth, ReadingOverview, ReferenceOverview, SourceOverview};
pub use wording::{TextBlock, TextPiece};

use super::agreement::{self, AgreementTable, ArticleOpinions};
use super::log_words::describe_claims;
use super::passed_over::{SentenceCounts, count_sentences};
use super::watch::WatchStart;
use super::{Failure, discussion, dossiers, states};
use crate::catalogue::{ArticleRow, View};
use crate::compare::EvidenceTexts;
use crate::model::*;
use crate::report::{Policy, Report, ReportBuilder, RunInfo, Waivers};
use crate::write::cite::StyleSheet;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What overviews are made with.
pub struct OverviewTerms<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// Today.
    pub today: Date,
    /// The style in which sources are cited.
    pub style: &'a StyleSheet,
    /// Since when changes are told.
    pub since: Option<&'a WatchStart>,
    /// How often somebody looked at others' opinions before giving theirs.
    pub looks: usize,
    /// The rules, for what they found and what they could not look at.
    pub policy: &'a Policy,
    /// What is said of a run of the rules.
    pub run: &'a RunInfo,
    /// Findings that people accept.
    pub waivers: &'a Waivers,
}

/// An article with its claims, their evidence, and where it all stands.
#[derive(Debug, Clone)]
pub struct ArticleOverview {
    /// The article.
    pub article: ArticleDossier,
    /// Its claims in numbers.
    pub coverage: Coverage,
    /// Its text, block by block; empty where no version is stored.
    pub blocks: Vec<TextBlock>,
    /// The claims that are proposed or accepted, in the order of the text; those without a place come last.
    pub claims: Vec<ClaimOverview>,
    /// Its sources: the entries of its list, then those that its claims cite beyond it.
    pub references: Vec<ReferenceOverview>,
    /// How many claims rest on evidence of which level.
    pub levels: LevelCounts,
    /// How old the works are that its claims rest on.
    pub ages: AgeCounts,
    /// What is known of where its sources lead.
    pub links: LinkCounts,
    /// What the rules could not look at: why, and at how many places.
    pub unchecked: Vec<UncheckedPlaces>,
    /// What changed since the day or event that was named.
    pub recent: Option<RecentChanges>,
    /// The opinions of two people, for the agreement over several articles.
    pub opinions: ArticleOpinions,
    /// How far two people agree on its claims.
    pub agreement: AgreementTable,
    /// What became of its sentences; none where no version is stored, or in a language that detection does not know.
    pub sentences: Option<SentenceCounts>,
}

/// Places that could not be looked at for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UncheckedPlaces {
    /// What was missing or silent.
    pub source: String,
    /// Why.
    pub reason: String,
    /// The places.
    pub addresses: Vec<String>,
}

impl ArticleOverview {
    /// The claims that wait for a person, most consequential first.
    pub fn list_waiting(&self) -> Vec<&ClaimOverview> {
        let mut waiting: Vec<&ClaimOverview> = self.claims.iter().filter(|claim| !claim.waiting.is_empty()).collect();
        waiting.sort_by_key(|claim| claim.rank);
        waiting
    }

    /// Why claims wait, by the first reason of each.
    pub fn count_reasons(&self) -> BTreeMap<QueueReason, u32> {
        let mut reasons = BTreeMap::new();
        for first in self.claims.iter().filter_map(|claim| claim.waiting.first()) {
            *reasons.entry(first.reason).or_default() += 1;
        }
        reasons
    }

    /// The newest version of the text.
    pub fn newest_version(&self) -> Option<&VersionDossier> {
        self.article.versions.last()
    }
}

/// Gathers the overview of an article as it is stored; its claims were counted before.
pub fn build_overview(
    view: View<'_>,
    row: &ArticleRow,
    coverage: Coverage,
    terms: &OverviewTerms<'_>,
) -> Result<ArticleOverview, Failure> {
    let snapshot = view.snapshot(&row.article)?;
    let report = judge(&snapshot, terms)?;
    let references = sources::list_references(&snapshot, terms.style);
    // A claim of another article waits at home.
    let states = states::derive_states(view, &row.article, &snapshot, None)?;
    let gathering =
        claims::ClaimGathering { snapshot: &snapshot, terms, references: &references, texts: EvidenceTexts::default() };
    let found = report.findings.to_vec()?;
    let mut claims = gathering.list_claims(found, &states.iter().map(|state| (state.claim, state)).collect());
    add_what_was_said(view, &row.article, &snapshot, &mut claims)?;
    let uids: Vec<Uid> = claims.iter().map(|claim| claim.uid).collect();
    let numbers = references.iter().map(|reference| (reference.uid, reference.number.as_str())).collect();
    let mut told = describe_claims(view, &uids, &numbers)?;
    for claim in &mut claims {
        claim.history = told.remove(&claim.uid).unwrap_or_default();
    }
    let recent = terms.since.map(|since| since::find_changes(view, since, &snapshot, &states, terms, &mut claims));
    let opinions = agreement::find_opinions(view, &row.article, &snapshot, terms.settings)?;
    Ok(ArticleOverview {
        article: dossiers::build_article(view, row)?,
        coverage,
        blocks: wording::cut_text(&snapshot, claims.iter().map(|claim| claim.places.as_slice())),
        levels: counts::count_levels(&claims),
        ages: counts::count_ages(&claims, &references, terms),
        links: counts::count_links(&references),
        unchecked: group_unchecked(&report),
        claims,
        recent: recent.transpose()?,
        agreement: agreement::tabulate_agreement(std::slice::from_ref(&opinions), terms.looks),
        opinions,
        sentences: count_sentences(&row.article, &snapshot),
        references,
    })
}

/// Adds notes and questions, and who is asked to review what.
fn add_what_was_said(
    view: View<'_>,
    article: &Article,
    snapshot: &Snapshot,
    claims: &mut [ClaimOverview],
) -> Result<(), Failure> {
    let uids: Vec<Uid> = claims.iter().map(|claim| claim.uid).collect();
    let mut notes = discussion::list_notes_of_each(view, &uids)?;
    let assignments = view.assignments(article.uid)?;
    for overview in claims {
        overview.dossier.notes = notes.remove(&overview.uid).unwrap_or_default();
        let Some(claim) = snapshot.claim(overview.uid) else { continue };
        overview.dossier.assigned = match overview.home {
            None => discussion::name_assigned(view, &assignments, claim)?,
            Some(_) => discussion::list_assigned(view, claim)?,
        };
    }
    Ok(())
}

/// What the rules say of the text as it is stored.
fn judge(snapshot: &Snapshot, terms: &OverviewTerms<'_>) -> std::io::Result<Report> {
    let mut judging = ReportBuilder::new(terms.run.clone(), terms.policy, terms.settings);
    judging.add_article(snapshot)?;
    judging.finish(terms.waivers)
}

fn group_unchecked(report: &Report) -> Vec<UncheckedPlaces> {
    let mut places: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for one in report.unchecked.iter() {
        let of = places.entry((one.source.into_owned(), one.reason.into_owned())).or_default();
        if !of.contains(&one.address) {
            of.push(one.address);
        }
    }
    let group =
        |((source, reason), addresses): ((String, String), Vec<String>)| UncheckedPlaces { source, reason, addresses };
    let mut groups: Vec<UncheckedPlaces> = places.into_iter().map(group).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.addresses.len()));
    groups
}
