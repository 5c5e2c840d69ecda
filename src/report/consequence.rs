//! What a finding comes to if nobody acts on it: within one severity, people are shown first what misleads readers most.

use crate::model::{Claim, Confidence, Finding, Kind, Snapshot, Status};
use std::collections::BTreeMap;

/// How much a finding matters beside others of its severity; the first matters most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consequence {
    /// The evidence is gone, is none, or says the opposite; or the words are no longer those that were judged.
    EvidenceGone,
    /// A figure for a benefit, harm or outcome is given without a source.
    EffectUnsupported,
    /// A figure for how common, how likely or how serious something is, is given without a source.
    FigureUnsupported,
    /// A claim of benefit, harm or outcome rests on nothing.
    Unsupported,
    /// Figures, or a source's words, are not those that are given.
    FiguresDisagree,
    /// A claim that a machine proposes, and is not sure of, of benefit, harm or outcome, rests on nothing.
    LikelyUnsupported,
    /// Everything else.
    #[default]
    Other,
}

impl Consequence {
    /// Each, in order.
    pub(super) const ALL: [Self; 7] = [
        Self::EvidenceGone,
        Self::EffectUnsupported,
        Self::FigureUnsupported,
        Self::Unsupported,
        Self::FiguresDisagree,
        Self::LikelyUnsupported,
        Self::Other,
    ];
}

/// Rules that say that the evidence is gone.
const GONE: &[&str] = &[
    "work-retracted",
    "work-maybe-retracted",
    "work-is-notice",
    "work-concern",
    "doi-not-found",
    "doi-deleted",
    "doi-malformed",
    "reference-mismatch",
    "reference-unlisted",
    "claim-contradicted",
    "claim-disputed",
    "claim-evidence-missing",
    "claim-stale",
    "occurrence-changed",
    "occurrence-ambiguous",
    "occurrence-orphaned",
    "review-against-reading",
    "url-not-found",
];

/// Rules that say that a figure is given without a source.
const FIGURE_UNSUPPORTED: &[&str] = &["claim-figure-uncited"];

/// Rules that say that a claim rests on nothing.
const UNSUPPORTED: &[&str] = &["claim-uncited"];

/// Rules that say that figures or words are not those of the source.
const DISAGREEING: &[&str] =
    &["claim-figure-mismatch", "claim-conflicting-figures", "claim-source-mismatch", "citation-quote-not-found"];

/// What the findings of one article come to.
pub(super) struct Consequences<'a> {
    snapshot: &'a Snapshot,
    claims: Option<BTreeMap<String, &'a Claim>>,
}

impl<'a> Consequences<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self { snapshot, claims: None }
    }

    /// What a finding comes to.
    pub(super) fn weigh(&mut self, finding: &Finding) -> Consequence {
        if GONE.contains(&finding.rule) {
            return Consequence::EvidenceGone;
        }
        if DISAGREEING.contains(&finding.rule) {
            return Consequence::FiguresDisagree;
        }
        let is_figure = FIGURE_UNSUPPORTED.contains(&finding.rule);
        if !is_figure && !UNSUPPORTED.contains(&finding.rule) {
            return Consequence::Other;
        }
        let snapshot = self.snapshot;
        let claims = self.claims.get_or_insert_with(|| {
            snapshot.claims.iter().map(|claim| (snapshot.claim_address(claim), claim)).collect()
        });
        let Some(claim) = claims.get(&finding.address) else { return Consequence::Unsupported };
        match claim.kind {
            Kind::Benefit | Kind::Harm | Kind::Outcome if is_figure => Consequence::EffectUnsupported,
            Kind::Prevalence | Kind::Risk | Kind::Prognosis | Kind::Diagnosis | Kind::SourceDescription
                if is_figure =>
            {
                Consequence::FigureUnsupported
            }
            Kind::Benefit | Kind::Harm | Kind::Outcome => {
                let is_likely = claim.status == Status::Proposed && claim.confidence == Some(Confidence::Likely);
                if is_likely { Consequence::LikelyUnsupported } else { Consequence::Unsupported }
            }
            _ => Consequence::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_is_named_is_one() {
        for id in [GONE, FIGURE_UNSUPPORTED, UNSUPPORTED, DISAGREEING].concat() {
            assert!(crate::rules::find_rule(id).is_some(), "{id}");
        }
    }

    #[test]
    fn what_matters_most_comes_first() {
        use Consequence::*;
        assert!(EvidenceGone < EffectUnsupported && EffectUnsupported < FigureUnsupported);
        assert!(FigureUnsupported < Unsupported && Unsupported < FiguresDisagree);
        assert!(FiguresDisagree < LikelyUnsupported && LikelyUnsupported < Other);
    }
}
