//! The table of all claims, to print and sign, and the list of sources.

use super::card::{Card, Fact, list_facts};
use crate::pages::words::{capitalise, describe_mark, describe_verdict, format_day};
use crate::tasks::overview::{ArticleOverview, ReferenceOverview};

/// A line of the table of claims.
pub(super) struct ClaimLine<'a> {
    pub(super) card: Card<'a>,
}

impl ClaimLine<'_> {
    pub(super) fn sources(&self) -> String {
        let references = self.card.sources();
        let named: Vec<String> = references.iter().map(|source| format!("[{}]", source.reference.number)).collect();
        if named.is_empty() { "none".to_owned() } else { named.join(" ") }
    }

    pub(super) fn level(&self) -> String {
        let levels = self.card.claim.sources.iter().filter_map(|source| source.level.as_ref());
        match levels.map(|level| level.value).min() {
            Some(level) => level.to_string(),
            None if self.card.claim.sources.is_empty() => "none".to_owned(),
            None => "not known".to_owned(),
        }
    }

    /// The newest verdict.
    pub(super) fn verdict(&self) -> String {
        match self.card.claim.verdicts.first() {
            None => "none yet".to_owned(),
            Some(verdict) => format!(
                "{}: {}, {}",
                capitalise(describe_verdict(verdict.review.verdict)),
                verdict.by,
                format_day(verdict.review.reviewed_on)
            ),
        }
    }
}

pub(super) fn list_claims(overview: &ArticleOverview) -> Vec<ClaimLine<'_>> {
    (0..overview.claims.len()).filter_map(|at| Some(ClaimLine { card: Card::new(overview, at)? })).collect()
}

/// A source with the claims that rest on it.
pub(super) struct SourceLine<'a> {
    pub(super) reference: &'a ReferenceOverview,
    pub(super) anchor: String,
    pub(super) facts: Vec<Fact>,
    /// Of each claim that rests on it: where its card is, its number, and its state in words.
    pub(super) claims: Vec<(String, String, &'static str)>,
}

pub(super) fn list_sources(overview: &ArticleOverview) -> Vec<SourceLine<'_>> {
    let line = |(at, reference)| {
        let resting = (0..overview.claims.len())
            .filter_map(|nth| Card::new(overview, nth))
            .filter(|card| card.claim.sources.iter().any(|source| source.at == at));
        let claims = resting.map(|card| (card.anchor.clone(), card.name(), describe_mark(card.claim.mark).words));
        SourceLine { reference, anchor: anchor_of(at), facts: list_facts(reference), claims: claims.collect() }
    };
    overview.references.iter().enumerate().map(line).collect()
}

/// What links to a source in its page.
pub(super) fn anchor_of(at: usize) -> String {
    format!("source-{}", at + 1)
}
