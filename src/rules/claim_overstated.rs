//! A claim that is surer of an effect than its evidence.

use super::base::levels::{CitedLevels, fit_wording, kind_of_effect};
use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use super::claim_causal_wording::LEAST_OF_CAUSES;
use crate::model::Severity;
use crate::text::strength::{EffectWords, find_effects};

/// `claim-overstated`.
pub(super) const RULE: Rule = Rule {
    id: "claim-overstated",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Text, Need::English],
    summary: "the wording is surer of an effect than the level of the cited evidence allows",
    standard: "GRADE guidelines 26: wording by certainty, “reduces”, “probably reduces”, “may reduce”, “it is very uncertain whether”",
    help: "use the wording that the evidence allows, or cite stronger evidence",
    page: include_str!("../../docs/rules/claim-overstated.md"),
    check: Check::Article(check),
};

/// What a plain "reduces" asks of the best work cited, and what "probably reduces" asks.
const LEAST_PLAIN: u8 = 1;
const LEAST_PROBABLE: u8 = 2;

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let Some(kind) = kind_of_effect(claim.kind) else { continue };
        let effects: Vec<EffectWords> = ctx.wordings(claim).into_iter().flat_map(find_effects).collect();
        // The surest words ask for most.
        let Some(words) = effects.iter().find(|e| !e.is_probable).or(effects.first()) else { continue };
        let Some(levels) = CitedLevels::weigh(ctx, claim, kind) else { continue };
        let least = if words.is_probable { LEAST_PROBABLE } else { LEAST_PLAIN };
        let Some((work, level)) = levels.find_weaker_than(least, (ctx, claim), findings) else { continue };
        // A causal verb on such evidence is claim-causal-wording's finding: one cause, one finding.
        if level.value > LEAST_OF_CAUSES && effects.iter().any(|e| e.is_causal) {
            continue;
        }
        let message = format!(
            "{} is surer than its evidence: the strongest work that it cites, {work}, has level {}, {}",
            quote(&words.words),
            level.value,
            level.reason
        );
        let correct = format!(". If the level is wrong: `claimbook edit {work} level=N level_reason=…`");
        let help =
            format!("{}; or cite stronger evidence{}", fit_wording(level.value, words), ctx.offer_command(correct));
        let place = ctx.place_where(claim, |text| {
            find_effects(text).into_iter().find(|e| e.words == words.words).map(|e| (e.start, e.end))
        });
        findings
            .add_claim(ctx, claim, message)
            .with_help(help)
            .with_place(place)
            .with_cause(words.words.to_lowercase());
    }
}
