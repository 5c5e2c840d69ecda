//! A DOI that its owner deleted.

use super::base::phrase::quote;
use super::base::registered::{doi_authority, resolved, said_by};
use super::base::{About, Check, Context, Findings, Need, Rule};
use crate::model::{DoiState, Severity, Subject};

/// `doi-deleted`.
pub(super) const RULE: Rule = Rule {
    id: "doi-deleted",
    severity: Severity::Deny,
    needs: &[Need::Answers(Subject::Exists, About::Identifier)],
    summary: "the DOI points to a page that says it was deleted",
    standard: "DOI Handbook: a DOI is never withdrawn; its owner can only point it to a tombstone page",
    help: "look the work up by its title, and cite its present address",
    page: include_str!("../../docs/rules/doi-deleted.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_on() {
        let Some(standing) = resolved(ctx, reference, findings) else { continue };
        let (DoiState::Deleted, Some(doi)) = (standing.state, &standing.doi) else { continue };
        let shown = match said_by(standing) {
            authority if authority == doi_authority() => "it points to a tombstone page".to_owned(),
            agency => format!("{agency} no longer lists it, or shows a tombstone page for it"),
        };
        let message = format!("{} was deleted by its owner: {shown}", quote(doi.printed()));
        findings.reference(ctx, reference, message).cause(doi.key());
    }
}
