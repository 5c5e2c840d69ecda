//! A claim's figures beside those of its evidence, made once for the rules that speak of them.

use super::Context;
use crate::compare::find_quantities;
use crate::evidence::collect_evidence_words;
use crate::model::{Claim, FigureMatch};

/// What comparing a cited claim's figures with its evidence gave.
#[derive(Debug, Clone, PartialEq)]
pub enum ClaimFigures {
    /// The evidence's words that are kept are none, so there is nothing to compare these figures with.
    NoWords(Vec<String>),
    /// Each figure beside the one that fits it best.
    Matches(Vec<FigureMatch>),
}

impl ClaimFigures {
    /// Compares; none where the claim gives no figure or is cited by nothing.
    pub(super) fn compare<'a>(claim: &'a Claim, ctx: &Context<'a>) -> Option<Self> {
        let citations: Vec<_> = ctx.snapshot.asserted_citations(claim.uid).collect();
        if citations.is_empty() {
            return None;
        }
        let words: Vec<&'a str> = citations.iter().flat_map(|c| collect_evidence_words(c, ctx.snapshot)).collect();
        match words.is_empty() {
            true => Some(Self::NoWords(list_figures(&claim.statement))).filter(|f| *f != Self::NoWords(Vec::new())),
            false => Some(Self::Matches(ctx.evidence.compare_figures(&claim.statement, &words)))
                .filter(|f| *f != Self::Matches(Vec::new())),
        }
    }
}

/// The figures of a text that want a source, in its words: a year is none, nor is a number without a unit.
pub(super) fn list_figures(text: &str) -> Vec<String> {
    find_quantities(text).into_iter().filter(|q| !matches!(q.unit, "year-date" | "")).map(|q| q.text).collect()
}
