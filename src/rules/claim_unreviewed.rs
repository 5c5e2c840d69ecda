//! A cited claim that no person has judged: a to-do and no fault, so that it is off unless somebody asks for it.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::{find_standing, find_unreviewed_occurrences};
use crate::model::Severity;
use crate::text::format_count;

/// `claim-unreviewed`.
pub(super) const RULE: Rule = Rule {
    id: "claim-unreviewed",
    severity: Severity::Allow,
    needs: &[Need::Stored],
    summary: "a claim has citations, but nobody has given a verdict on it",
    standard: "16.9% of quotations in medical papers are wrong (Baethge and Jergas 2025, doi 10.1186/s41073-025-00173-z)",
    help: "read the source beside the claim: `claimbook show CLAIM`, then `claimbook review CLAIM --verdict VERDICT`",
    page: include_str!("../../docs/rules/claim-unreviewed.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let address = ctx.snapshot.claim_address(claim);
        let help = format!(
            "read the source beside the claim: `claimbook show {address}`, then `claimbook review {address} --verdict VERDICT`"
        );
        match find_standing(claim, ctx.snapshot).latest() {
            None => {
                let cited = ctx.snapshot.asserted_citations(claim.uid).count();
                if cited > 0 {
                    let message = format!("{} but no verdict yet", format_count(cited, "citation"));
                    findings.add_claim(ctx, claim, message).with_help(help);
                }
            }
            Some(review) => {
                for (n, occurrence) in find_unreviewed_occurrences(review, claim, ctx.snapshot) {
                    let message =
                        format!("its sentence {n} in the article was added after the review of {}", review.reviewed_on);
                    let found = findings
                        .add_claim(ctx, claim, message)
                        .with_help(help.clone())
                        .with_cause(occurrence.exact.as_str());
                    found.with_place(ctx.snapshot.place(occurrence.start, occurrence.end));
                }
            }
        }
    }
}
