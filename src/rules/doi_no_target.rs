//! A DOI that leads nowhere.

use super::base::phrase::quote;
use super::base::registered::find_doi_standing;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::model::{DoiState, Severity, Subject};

/// `doi-no-target`.
pub(super) const RULE: Rule = Rule {
    id: "doi-no-target",
    severity: Severity::Warn,
    needs: &[Need::Answers(Subject::Exists, RuleSubject::Identifier)],
    summary: "the DOI is registered but points nowhere",
    standard: "DOI Handbook: a record may lack a URL",
    help: "tell the publisher, or cite another address of the work",
    page: include_str!("../../docs/rules/doi-no-target.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(standing) = find_doi_standing(ctx, reference, findings) else { continue };
        let (DoiState::NoTarget, Some(doi)) = (standing.state, &standing.doi) else { continue };
        let message = format!("{} is registered but points nowhere: its record has no URL", quote(doi.printed()));
        findings.add_reference(ctx, reference, message).with_cause(doi.key());
    }
}
