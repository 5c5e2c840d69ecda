//! A claim that still rests on a reference which the article no longer cites beside it.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::find_current_readings;
use crate::model::Severity;

/// `citation-unmarked`.
pub(super) const RULE: Rule = Rule {
    id: "citation-unmarked",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "the article no longer cites a reference on which a claim rests",
    standard: "readers can trace a claim to the sources that are printed beside it, and to no others (ICMJE Recommendations, \
               section on references)",
    help: "keep it with `claimbook link CLAIM REFERENCE`, or remove it with `claimbook unlink CLAIM REFERENCE`",
    page: include_str!("../../docs/rules/citation-unmarked.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        for citation in ctx.snapshot.asserted_citations(claim.uid).filter(|citation| citation.has_lost_its_marker()) {
            // Who read the work for the claim knows that it belongs there.
            if !find_current_readings(citation, ctx.snapshot).is_empty() {
                continue;
            }
            let Some(reference) = ctx.snapshot.reference(citation.reference) else { continue };
            let (address, entry) = (ctx.snapshot.claim_address(claim), ctx.snapshot.reference_address(reference));
            let message = format!(
                "the article cited {entry} here and no longer does; if its list was renumbered, the marker names another work"
            );
            let help = format!(
                "if it still rests on {entry}, `claimbook link {address} {entry}`; if not, `claimbook unlink {address} {entry}`"
            );
            findings.add_claim(ctx, claim, message).with_help(help).with_related(vec![entry.clone()]).with_cause(entry);
        }
    }
}
