//! A figure that fits its evidence with a reservation.

use super::base::phrase::quote;
use super::base::{Check, ClaimFigures, Context, Findings, Need, Rule};
use crate::model::{FigureResult, Severity};

/// `claim-figure-remark`.
pub(super) const RULE: Rule = Rule {
    id: "claim-figure-remark",
    severity: Severity::Note,
    needs: &[Need::Stored, Need::English],
    summary: "a figure of the claim agrees with its evidence, but a reviewer should know something about it",
    standard: "GRADE guidelines 26 (J Clin Epidemiol, S0895-4356(19)30416-0): the wording of a finding carries its certainty",
    help: "weigh the remark when you review the claim: `claimbook review CLAIM --verdict VERDICT`",
    page: include_str!("../../docs/rules/claim-figure-remark.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let Some(ClaimFigures::Matches(matches)) = ctx.figures(claim) else { continue };
        for found in matches.iter().filter(|m| m.result == FigureResult::Agrees && !m.remark.is_empty()) {
            let source = found.source.as_deref().map(|s| format!(" agrees with {}", quote(s))).unwrap_or_default();
            let message = format!("{}{source}: {}", quote(&found.claim), found.remark);
            let place = ctx.place_of_words(claim, &found.claim);
            let help = format!(
                "weigh the remark when you review the claim: `claimbook review {} --verdict VERDICT`",
                ctx.snapshot.claim_address(claim)
            );
            findings.add_claim(ctx, claim, message).with_help(help).with_place(place).with_cause(found.claim.as_str());
        }
    }
}
