//! A claim whose words could be meant in two places.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{OccurrenceState, Severity};

/// `occurrence-ambiguous`.
pub(super) const RULE: Rule = Rule {
    id: "occurrence-ambiguous",
    severity: Severity::Deny,
    needs: &[Need::Stored, Need::Text],
    summary: "the words of a claim could be in more than one place of the text",
    standard: "W3C Web Annotation selectors (w3.org/TR/annotation-model): a place is found by its words; re-anchoring silently in the wrong place is a known failure",
    help: "say which place is meant: `claimbook confirm CLAIM`",
    page: include_str!("../../docs/rules/occurrence-ambiguous.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let address = ctx.snapshot.claim_address(claim);
        for occurrence in ctx.snapshot.occurrences_of(claim.uid).filter(|o| o.state == OccurrenceState::Ambiguous) {
            let message = format!("{} now matches more than one place in the text", quote(&occurrence.exact));
            let place = ctx.snapshot.place(occurrence.start, occurrence.end);
            let help = format!("look at the place shown; if it is the right one: `claimbook confirm {address}`");
            findings
                .add_claim(ctx, claim, message)
                .with_place(place)
                .with_help(help)
                .with_cause(occurrence.exact.as_str());
        }
    }
}
