//! A claim that says what causes or prevents something, on evidence that shows at most that the two go together.

use super::base::levels::{CitedLevels, kind_of_effect};
use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;
use crate::text::strength::find_effects;

/// `claim-causal-wording`.
pub(super) const RULE: Rule = Rule {
    id: "claim-causal-wording",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Text, Need::English],
    summary: "“causes”, “prevents”, “leads to” and the like, with only observational or expert evidence cited",
    standard: "AMA Manual of Style, 11th edition: causal language is for studies that can show causes",
    help: "say that the two are linked, or hedge the verb, or cite evidence that shows the cause",
    page: include_str!("../../docs/rules/claim-causal-wording.md"),
    check: Check::Article(check),
};

/// The weakest level that bears a causal verb.
pub(super) const LEAST_OF_CAUSES: u8 = 2;

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let Some(kind) = kind_of_effect(claim.kind) else { continue };
        let Some(words) = ctx.wordings(claim).into_iter().flat_map(find_effects).find(|e| e.is_causal) else {
            continue;
        };
        let Some(levels) = CitedLevels::weigh(ctx, claim, kind) else { continue };
        let Some((work, level)) = levels.find_weaker_than(LEAST_OF_CAUSES, (ctx, claim), findings) else { continue };
        let message = format!(
            "{} states a cause, but the strongest work that it cites, {work}, has level {}, {}",
            quote(&words.words),
            level.value,
            level.reason
        );
        let correct = format!(". If the level is wrong: `claimbook edit {work} level=N level_reason=…`");
        let help = format!(
            "write “may {}”, or that the two are linked (“is linked with”); or cite trials or inception cohorts{}",
            words.plain,
            ctx.offer_command(correct)
        );
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
