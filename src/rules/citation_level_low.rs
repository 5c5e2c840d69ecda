//! A claim whose sources are all weaker than its kind asks for.

use super::base::levels::CitedLevels;
use super::base::phrase::join_in_words;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;

/// `citation-level-low`.
pub(super) const RULE: Rule = Rule {
    id: "citation-level-low",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "every work that the claim cites is below the minimum level of evidence for its kind",
    standard: "OCEBM 2011 Levels of Evidence",
    help: "cite evidence of a higher level: a systematic review, a guideline or a trial",
    page: include_str!("../../docs/rules/citation-level-low.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let Some(least) = ctx.settings.minimum_levels.get(&claim.kind).copied() else { continue };
        let Some(levels) = CitedLevels::weigh(ctx, claim, claim.kind) else { continue };
        let Some((best, _)) = levels.find_weaker_than(least, (ctx, claim), findings) else { continue };
        let weighed: Vec<String> = levels
            .known
            .iter()
            .map(|(work, level)| format!("{work} has level {} ({})", level.value, level.reason))
            .collect();
        let message =
            format!("a claim of {} needs level {least} or better, but {}", claim.kind, join_in_words(&weighed));
        let address = ctx.snapshot.claim_address(claim);
        let how = format!(
            ": `claimbook link {address} REFERENCE`; if the level is wrong: `claimbook edit {best} level=N level_reason=…`"
        );
        let help = format!("cite better evidence{}", ctx.offer_command(how));
        let cause: Vec<&str> = levels.known.iter().map(|(work, _)| work.as_str()).collect();
        findings.add_claim(ctx, claim, message).with_help(help).with_cause(cause.join("; "));
    }
}
