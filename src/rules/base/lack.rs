//! One missing citation is one finding: which of the rules for uncited claims speaks.

use super::Context;
use super::figures::list_figures;
use super::instruction::needs_no_source;
use crate::model::{Claim, Kind, Status};
use crate::text::wording;

/// The rules that speak of a claim that cites nothing, one of them of each.
pub const UNCITED: &[&str] = &["claim-figure-uncited", "claim-uncited", "claim-vague-source", "claim-uncited-minor"];

/// What an uncited claim needs its citation for most. In this order, the first that fits speaks, the others are silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// It gives these figures: `claim-figure-uncited`.
    Figures(Vec<String>),
    /// Its kind needs evidence: `claim-uncited`.
    Major,
    /// It speaks of a source and names none: `claim-vague-source`.
    Source,
    /// Its kind should have evidence: `claim-uncited-minor`.
    Minor,
}

impl Lack {
    /// What the claim lacks; none where a citation is asserted, or where its kind needs none.
    pub fn find<'a>(claim: &'a Claim, ctx: &Context<'a>) -> Option<Self> {
        if ctx.snapshot.asserted_citations(claim.uid).next().is_some() {
            return None;
        }
        // What somebody accepted as a claim is one.
        if claim.status == Status::Proposed && ctx.is_english() && needs_no_source(&claim.statement) {
            return None;
        }
        let vague =
            || ctx.is_english() && ctx.wordings(claim).iter().any(|w| !wording::find_vague_sources(w).is_empty());
        if claim.kind == Kind::Context {
            return vague().then_some(Self::Source);
        }
        let figures = list_figures(&claim.statement);
        if !figures.is_empty() {
            return Some(Self::Figures(figures));
        }
        match claim.kind {
            Kind::Benefit | Kind::Harm | Kind::Prevalence | Kind::Risk | Kind::Outcome | Kind::Diagnosis => {
                Some(Self::Major)
            }
            _ => Some(if vague() { Self::Source } else { Self::Minor }),
        }
    }
}
