//! A DOI that its owner deleted.

use super::base::phrase::quote;
use super::base::registered::{doi_authority, find_doi_standing, name_authorities};
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::model::{DoiState, Severity, Subject};

/// `doi-deleted`.
pub(super) const RULE: Rule = Rule {
    id: "doi-deleted",
    severity: Severity::Deny,
    needs: &[Need::Answers(Subject::Exists, RuleSubject::Identifier)],
    summary: "the DOI points to a page that says it was deleted",
    standard: "DOI Handbook: a DOI is never withdrawn; its owner can only point it to a tombstone page",
    help: "look the work up by its title, and cite its present address",
    page: include_str!("../../docs/rules/doi-deleted.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(standing) = find_doi_standing(ctx, reference, findings) else { continue };
        let (DoiState::Deleted, Some(doi)) = (standing.state, &standing.doi) else { continue };
        let shown = match name_authorities(standing) {
            authority if authority == doi_authority() => "it points to a tombstone page".to_owned(),
            agency => format!("{agency} no longer lists it, or shows a tombstone page for it"),
        };
        let message = format!("{} was deleted by its owner: {shown}", quote(doi.printed()));
        findings.add_reference(ctx, reference, message).with_cause(doi.key());
    }
}
