//! A work whose publisher is concerned.

use super::base::registered::{describe_notice, find_notices, name_reference};
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::model::{Severity, Subject};

/// `work-concern`.
pub(super) const RULE: Rule = Rule {
    id: "work-concern",
    severity: Severity::Warn,
    needs: &[Need::Answers(Subject::Notices, RuleSubject::Identifier)],
    summary: "the publisher has expressed concern about the work",
    standard: "COPE: expressions of concern",
    help: "read the notice, and review the claims that rest on the work",
    page: include_str!("../../docs/rules/work-concern.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(notices) = find_notices(ctx, reference, findings) else { continue };
        let Some(notice) = notices.find_concern() else { continue };
        let message = format!(
            "its publisher has expressed concern about {}, {}",
            name_reference(ctx, reference),
            describe_notice(notice)
        );
        findings
            .add_reference(ctx, reference, message)
            .with_cause(notice.doi.as_ref().map(|d| d.key()).unwrap_or_default());
    }
}
