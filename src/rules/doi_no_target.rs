//! A DOI that leads nowhere.

use super::base::phrase::quote;
use super::base::registered::resolved;
use super::base::{About, Check, Context, Findings, Need, Rule};
use crate::model::{DoiState, Severity, Subject};

/// `doi-no-target`.
pub(super) const RULE: Rule = Rule {
    id: "doi-no-target",
    severity: Severity::Warn,
    needs: &[Need::Answers(Subject::Exists, About::Identifier)],
    summary: "the DOI is registered but points nowhere",
    standard: "DOI Handbook: a record may lack a URL",
    help: "tell the publisher, or cite another address of the work",
    page: include_str!("../../docs/rules/doi-no-target.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_on() {
        let Some(standing) = resolved(ctx, reference, findings) else { continue };
        let (DoiState::NoTarget, Some(doi)) = (standing.state, &standing.doi) else { continue };
        let message = format!("{} is registered but points nowhere: its record has no URL", quote(doi.printed()));
        findings.reference(ctx, reference, message).cause(doi.key());
    }
}
