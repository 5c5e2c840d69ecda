//! What the works that a claim cites weigh as evidence for it, and how sure a wording may be by that (GRADE 26).

use super::{Context, Findings};
use crate::evidence::{EvidenceLevel, KnownMetadata, derive_typed_level};
use crate::model::{Claim, Kind};
use crate::text::strength::EffectWords;
use std::collections::BTreeMap;

/// The cited works of a claim by what they weigh.
#[derive(Debug, Default)]
pub(in crate::rules) struct CitedLevels {
    /// Those whose level is known, the strongest first, by their names.
    pub(in crate::rules) known: Vec<(String, EvidenceLevel)>,
    /// The names of the others.
    unknown: Vec<String>,
    /// The kind of claim that they are weighed for.
    kind: Option<Kind>,
}

impl CitedLevels {
    /// Weighs the works of a claim's asserted citations, each once, as evidence for a kind of claim; none where it cites nothing.
    pub(in crate::rules) fn weigh(ctx: &Context, claim: &Claim, kind: Kind) -> Option<Self> {
        let mut works: BTreeMap<_, (String, Option<EvidenceLevel>)> = BTreeMap::new();
        for citation in ctx.snapshot.asserted_citations(claim.uid) {
            let Some(reference) = ctx.snapshot.reference(citation.reference) else { continue };
            let work = ctx.snapshot.work_behind(reference);
            let name = work.map_or_else(|| ctx.snapshot.reference_address(reference), |w| w.key.clone());
            let heard = match ctx.metadata(reference) {
                Some(KnownMetadata::Held(heard)) => heard.answer.types.as_slice(),
                _ => &[],
            };
            let level = work.and_then(|work| derive_typed_level(work, heard, kind));
            works.insert(work.map_or(reference.uid, |w| w.uid), (name, level));
        }
        if works.is_empty() {
            return None;
        }
        let mut levels = Self { kind: Some(kind), ..Self::default() };
        for (name, level) in works.into_values() {
            match level {
                Some(level) => levels.known.push((name, level)),
                None => levels.unknown.push(name),
            }
        }
        levels.known.sort_by(|a, b| (a.1.value, &a.0).cmp(&(b.1.value, &b.0)));
        levels.unknown.sort();
        Some(levels)
    }

    /// The strongest of them, if it is weaker than a level; where a work whose level is not known might be as strong, the rule is
    /// unchecked for the claim.
    pub(in crate::rules) fn find_weaker_than(
        &self,
        least: u8,
        (ctx, claim): (&Context, &Claim),
        findings: &mut Findings,
    ) -> Option<&(String, EvidenceLevel)> {
        let best = self.known.first();
        if best.is_some_and(|(_, level)| level.value <= least) {
            return None;
        }
        if let Some(first) = self.unknown.first() {
            let kind = self.kind.map(|kind| format!(" for a claim of {kind}")).unwrap_or_default();
            let reason = format!(
                "no evidence level is known for {}{kind}: `claimbook check` may find it{}",
                super::phrase::join_in_words(&self.unknown),
                ctx.offer_command(format!(", or `claimbook edit {first} level=N level_reason=…`"))
            );
            findings.add_unchecked(ctx.snapshot.claim_address(claim), "evidence level", reason);
            return None;
        }
        best
    }
}

/// The kind whose levels weigh what a claim says of effects: its own, or that of a claim which says the same without the name of a
/// source. None where its kind needs no evidence.
pub(in crate::rules) fn kind_of_effect(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::SourceDescription => Some(Kind::Benefit),
        Kind::Prevalence | Kind::Diagnosis => Some(Kind::Risk),
        Kind::Outcome | Kind::Context => None,
        kind => Some(kind),
    }
}

/// The wording that evidence of a level allows of an effect, as GRADE words it by certainty.
pub(in crate::rules) fn fit_wording(level: u8, effect: &EffectWords) -> String {
    let (plain, verb) = (effect.plain, effect.verb.to_lowercase());
    let probably = match verb.split_once(' ') {
        Some((be @ ("is" | "are"), rest)) => format!("{be} probably {rest}"),
        _ => format!("probably {verb}"),
    };
    match level {
        ..=1 => format!("write “{verb}”"),
        2 => format!("write “{probably}” (moderate certainty)"),
        3 => format!("write “may {plain}” (low certainty)"),
        _ => format!("write “may {plain}”, or say that it is very uncertain whether it does (very low certainty)"),
    }
}
