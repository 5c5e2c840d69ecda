//! A claim whose words are gone from the text.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{OccurrenceState, Severity};

/// `occurrence-orphaned`.
pub(super) const RULE: Rule = Rule {
    id: "occurrence-orphaned",
    severity: Severity::Deny,
    needs: &[Need::Stored, Need::Text],
    summary: "the words of a claim are no longer in the text",
    standard: "W3C Web Annotation selectors (w3.org/TR/annotation-model): a place is found by its words; re-anchoring silently in the wrong place is a known failure",
    help: "retire the claim, or say where it is now: `claimbook confirm CLAIM`",
    page: include_str!("../../docs/rules/occurrence-orphaned.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let address = ctx.snapshot.claim_address(claim);
        for occurrence in ctx.snapshot.occurrences_of(claim.uid).filter(|o| o.state == OccurrenceState::Orphaned) {
            let message = format!("{} is no longer in the text", quote(&occurrence.exact));
            let place = ctx.snapshot.place_of(claim.uid);
            let help = format!(
                "if the article no longer claims it: `claimbook retire {address}`; otherwise `claimbook edit {address} statement=…`"
            );
            findings
                .add_claim(ctx, claim, message)
                .with_place(place)
                .with_help(help)
                .with_cause(occurrence.exact.as_str());
        }
    }
}
