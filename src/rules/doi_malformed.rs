//! A printed DOI that is none.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;

/// `doi-malformed`.
pub(super) const RULE: Rule = Rule {
    id: "doi-malformed",
    severity: Severity::Deny,
    needs: &[Need::Stored],
    summary: "what is printed as a DOI is not a DOI",
    standard: "Crossref DOI display guidelines; DOI Handbook: a DOI is 10., a number, a slash and a suffix",
    help: "correct the DOI: `claimbook edit REFERENCE doi=…`",
    page: include_str!("../../docs/rules/doi-malformed.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(wrong) = ctx.doi(reference).and_then(|state| state.malformed.as_ref()) else { continue };
        let address = ctx.snapshot.reference_address(reference);
        let help = match &wrong.likely {
            Some(likely) => {
                let edit = ctx.offer_command(format!(": `claimbook edit {address} doi={likely}`"));
                format!("probably {likely} is meant{edit}")
            }
            None => {
                let edit = ctx.offer_command(format!(": `claimbook edit {address} doi=…`"));
                format!("look it up and correct it{edit}")
            }
        };
        let message = format!("{} is not a DOI: {}", quote(&wrong.got), wrong.reason);
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(wrong.got.clone());
    }
}
