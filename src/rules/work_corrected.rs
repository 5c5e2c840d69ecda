//! A work that was corrected since.

use super::base::registered::{describe_notice, find_notices, name_reference};
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::find_standing;
use crate::model::{NoticeKind, Reference, RegisteredNotice, Severity, Subject};
use jiff::civil::Date;

/// `work-corrected`.
pub(super) const RULE: Rule = Rule {
    id: "work-corrected",
    severity: Severity::Warn,
    needs: &[Need::Answers(Subject::Notices, RuleSubject::Identifier)],
    summary: "the work was corrected after the claims on it were last reviewed",
    standard: "COPE: corrections",
    help: "read the correction, and review the claims that rest on the work",
    page: include_str!("../../docs/rules/work-corrected.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let Some(notices) = find_notices(ctx, reference, findings) else { continue };
        let reviewed = find_last_review(ctx, reference);
        let is_new = |n: &&RegisteredNotice| match (n.on, reviewed) {
            (Some(on), Some(reviewed)) => on.last_day() > reviewed,
            (None, Some(_)) => false, // it may be as old as the work
            (_, None) => true,
        };
        let Some(notice) = notices.notices_of_kind(NoticeKind::Correction).filter(is_new).last() else { continue };
        let since = reviewed.map_or_else(|| "nobody has reviewed it since".to_owned(), |d| format!("last review {d}"));
        let message = format!("{} was corrected, {}; {since}", name_reference(ctx, reference), describe_notice(notice));
        findings
            .add_reference(ctx, reference, message)
            .with_cause(notice.doi.as_ref().map(|d| d.key()).unwrap_or_default());
    }
}

/// The oldest of the last reviews of the claims that rest on the work; of the article's where there is no claim.
fn find_last_review(ctx: &Context, reference: &Reference) -> Option<Date> {
    let mut claims = ctx.citing_claims(reference).peekable();
    if claims.peek().is_none() {
        return ctx.article()?.last_reviewed_on.map(|d| d.last_day());
    }
    let dates: Option<Vec<Date>> =
        claims.map(|claim| find_standing(claim, ctx.snapshot).latest().map(|review| review.reviewed_on)).collect();
    dates?.into_iter().min()
}
