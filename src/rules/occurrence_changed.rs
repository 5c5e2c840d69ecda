//! A claim whose words changed in a way that may change its meaning.

use super::base::phrase::quoted;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{OccurrenceState, Severity};

/// `occurrence-changed`.
pub(super) const RULE: Rule = Rule {
    id: "occurrence-changed",
    severity: Severity::Deny,
    needs: &[Need::Stored, Need::Text],
    summary: "the words of a claim changed in the text",
    standard: "W3C Web Annotation selectors (w3.org/TR/annotation-model): a place is found by its words; re-anchoring silently in the wrong place is a known failure",
    help: "if the new words still make the claim: `claimbook confirm CLAIM`",
    page: include_str!("../../docs/rules/occurrence-changed.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let address = ctx.snapshot.claim_address(claim);
        for occurrence in ctx.snapshot.occurrences_of(claim.uid).filter(|o| o.state == OccurrenceState::Changed) {
            let now = ctx.text(occurrence.start, occurrence.end);
            let message = match now.is_empty() || now == occurrence.exact {
                true => format!("{} was reworded", quoted(&occurrence.exact)),
                false => format!("{} now reads {}", quoted(&occurrence.exact), quoted(&now)),
            };
            let place = ctx.snapshot.place(occurrence.start, occurrence.end);
            let help = format!(
                "if the new words still make the claim: `claimbook confirm {address}`; else edit the claim, and review it again"
            );
            findings.claim(ctx, claim, message).at(place).help(help).cause(occurrence.exact.as_str());
        }
    }
}
