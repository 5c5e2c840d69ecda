//! A claim on which two people differ.

use super::base::phrase::listed;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::standing;
use crate::model::Severity;

/// `claim-disputed`.
pub(super) const RULE: Rule = Rule {
    id: "claim-disputed",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "the latest verdicts of two people differ",
    standard: "claimbook: what two people decided is not averaged, it is settled",
    help: "let the reviewers settle it, then record the verdict: `claimbook review CLAIM`",
    page: include_str!("../../docs/rules/claim-disputed.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let standing = standing(claim, ctx.snapshot);
        if !standing.disputed() {
            continue;
        }
        let verdicts: Vec<String> = standing
            .current
            .iter()
            .map(|review| {
                format!(
                    "{} found it {} on {}",
                    ctx.snapshot.person_name(review.person),
                    review.verdict,
                    review.reviewed_on
                )
            })
            .collect();
        findings.claim(ctx, claim, listed(&verdicts)).cause(verdicts.join("; "));
    }
}
