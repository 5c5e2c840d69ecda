//! One missing citation is one finding: which of the rules for uncited claims speaks.

use super::Context;
use super::figures::figures_of;
use crate::model::{Claim, Kind};
use crate::text::wording;

/// What an uncited claim needs its citation for most. In this order, the first that fits speaks, the others are silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// It gives a figure: `claim-figure-uncited`.
    Figure,
    /// Its kind needs evidence: `claim-uncited`.
    Major,
    /// It speaks of a source and names none: `claim-vague-source`.
    Source,
    /// Its kind should have evidence: `claim-uncited-minor`.
    Minor,
}

impl Lack {
    /// What the claim lacks; none where a citation is asserted, or where its kind needs none.
    pub fn of(claim: &Claim, ctx: &Context) -> Option<Self> {
        if ctx.snapshot.asserted(claim.uid).next().is_some() {
            return None;
        }
        let vague = || ctx.is_english() && ctx.wordings(claim).iter().any(|w| !wording::vague_sources(w).is_empty());
        match claim.kind {
            Kind::Context => vague().then_some(Self::Source),
            _ if !figures_of(&claim.statement).is_empty() => Some(Self::Figure),
            Kind::Benefit | Kind::Harm | Kind::Prevalence | Kind::Risk | Kind::Outcome | Kind::Diagnosis => {
                Some(Self::Major)
            }
            Kind::Mechanism | Kind::Prognosis | Kind::Recommendation | Kind::SourceDescription => {
                Some(if vague() { Self::Source } else { Self::Minor })
            }
        }
    }
}
