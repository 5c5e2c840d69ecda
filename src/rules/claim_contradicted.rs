//! A claim that stays in the article against its last verdict.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::{find_standing, reads_as_negative};
use crate::model::Severity;

/// `claim-contradicted`.
pub(super) const RULE: Rule = Rule {
    id: "claim-contradicted",
    severity: Severity::Deny,
    needs: &[Need::Stored],
    summary: "the last verdict says that the evidence does not support the claim, but the article still makes it",
    standard: "ABPI Code 2024 clause 6.1: claims are accurate and reflect the evidence",
    help: "correct or remove the sentence, then `claimbook retire CLAIM`",
    page: include_str!("../../docs/rules/claim-contradicted.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let Some(review) = find_standing(claim, ctx.snapshot).latest().filter(|r| reads_as_negative(r.verdict)) else {
            continue;
        };
        if !ctx.still_makes(claim) {
            continue;
        }
        let why = review.note.as_deref().map(|note| format!(": {}", quote(note))).unwrap_or_default();
        let message = format!(
            "{} found it {} on {}{why}, but the article still says it",
            ctx.snapshot.person_name(review.person),
            review.verdict,
            review.reviewed_on
        );
        let help =
            format!("correct or remove the sentence, then `claimbook retire {}`", ctx.snapshot.claim_address(claim));
        findings
            .add_claim(ctx, claim, message)
            .with_help(help)
            .with_cause(format!("{} {}", review.reviewed_on, review.verdict));
    }
}
