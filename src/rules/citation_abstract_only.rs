//! A citation that was verified from an abstract.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::find_current_readings;
use crate::model::{ReadAs, Severity};

/// `citation-abstract-only`.
pub(super) const RULE: Rule = Rule {
    id: "citation-abstract-only",
    severity: Severity::Note,
    needs: &[Need::Stored],
    summary: "only the abstract of the work was read",
    standard: "quotation errors are found in the full text (Jergas and Baethge 2015, PMC4627914)",
    help: "read the full text: `claimbook verify CLAIM REFERENCE --read-as full-text`",
    page: include_str!("../../docs/rules/citation-abstract-only.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        for citation in ctx.snapshot.asserted_citations(claim.uid) {
            let Some(reference) = ctx.snapshot.reference(citation.reference) else { continue };
            let (address, entry) = (ctx.snapshot.claim_address(claim), ctx.snapshot.reference_address(reference));
            let readings = find_current_readings(citation, ctx.snapshot);
            if readings.is_empty() || readings.iter().any(|r| r.read_as != Some(ReadAs::Abstract)) {
                continue;
            }
            let message = format!("only the abstract of {entry} was read for it");
            let help = format!(
                "read the full text: `claimbook verify {address} {entry} --stance STANCE --read-as full-text …`"
            );
            findings.add_claim(ctx, claim, message).with_help(help).with_related(vec![entry.clone()]).with_cause(entry);
        }
    }
}
