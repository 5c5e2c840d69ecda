//! A work whose publisher is concerned.

use super::base::registered::{called, describe_notice, noticed};
use super::base::{About, Check, Context, Findings, Need, Rule};
use crate::model::{Severity, Subject};

/// `work-concern`.
pub(super) const RULE: Rule = Rule {
    id: "work-concern",
    severity: Severity::Warn,
    needs: &[Need::Answers(Subject::Notices, About::Identifier)],
    summary: "the publisher has expressed concern about the work",
    standard: "COPE: expressions of concern",
    help: "read the notice, and review the claims that rest on the work",
    page: include_str!("../../docs/rules/work-concern.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_on() {
        let Some(notices) = noticed(ctx, reference, findings) else { continue };
        let Some(notice) = notices.find_concern() else { continue };
        let message = format!(
            "its publisher has expressed concern about {}, {}",
            called(ctx, reference),
            describe_notice(notice)
        );
        findings.reference(ctx, reference, message).cause(notice.doi.as_ref().map(|d| d.key()).unwrap_or_default());
    }
}
