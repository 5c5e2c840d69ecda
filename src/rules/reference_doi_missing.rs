//! A DOI that the list leaves out.

use super::base::registered::find_registered;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::{find_candidate, find_candidate_taken_back};
use crate::model::{Severity, Subject};

/// `reference-doi-missing`.
pub(super) const RULE: Rule = Rule {
    id: "reference-doi-missing",
    severity: Severity::Note,
    needs: &[
        Need::Stored,
        Need::Answers(Subject::Metadata, RuleSubject::Identifier),
        Need::Answers(Subject::Metadata, RuleSubject::Entry),
    ],
    summary: "a DOI is registered for the work, but the entry does not give it",
    standard: "AMA Manual of Style, 11th edition, chapter 3: a DOI is given where there is one",
    help: "add the DOI to the entry",
    page: include_str!("../../docs/rules/reference-doi-missing.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references().filter(|r| r.given_doi().is_none()) {
        let address = ctx.snapshot.reference_address(reference);
        if let Some(likely) = find_candidate(reference, ctx.snapshot)
            && let Some(doi) = likely.answer.item.doi
        {
            if find_candidate_taken_back(reference, ctx.snapshot).is_some() {
                continue; // `work-maybe-retracted` names it
            }
            let message = format!(
                "the entry gives no identifier; {} has a work with this title, first author and year: {doi}",
                likely.service
            );
            let edit = ctx.offer_command(format!(": `claimbook edit {address} doi={doi}`"));
            let help = format!("compare them; if it is this work, add the DOI{edit}");
            findings.add_reference(ctx, reference, message).with_help(help).with_cause(doi);
            continue;
        }
        let Some(heard) = find_registered(ctx, reference, findings) else { continue };
        let Some(doi) = &heard.answer.item.doi else { continue };
        let edit = ctx.offer_command(format!(": `claimbook edit {address} doi={doi}`"));
        let help = format!("add it{edit}");
        let message = format!("{} has the DOI {doi} for it, but the entry gives none", heard.service);
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(doi.as_str());
    }
}
