//! An article whose planned review is near.

use super::article_review_overdue::{ReviewDue, count_days};
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;
use jiff::ToSpan;

/// `article-review-soon`.
pub(super) const RULE: Rule = Rule {
    id: "article-review-soon",
    severity: Severity::Note,
    needs: &[Need::Stored],
    summary: "the article must be reviewed within 90 days",
    standard: "NHS standard for creating health content (service-manual.nhs.uk): content is reviewed in a planned cycle",
    help: "plan the review",
    page: include_str!("../../docs/rules/article-review-soon.md"),
    check: Check::Article(check),
};

/// How many days before the due date the article is named.
const SOON: i32 = 90;

fn check(ctx: &Context, findings: &mut Findings) {
    let Some(due) = ctx.article().and_then(|article| ReviewDue::compute(article, ctx)) else { return };
    let near = due.on.saturating_sub((i64::from(SOON) + 1).days());
    if !ctx.today.is_after(due.on) && ctx.today.is_after(near) {
        let left = count_days(ctx.today.tell(), due.on);
        let message = format!("{} {}, so a review is due on {}, in {left} days", due.what, due.since, due.on);
        findings.add_article(ctx, message).with_cause(due.since.to_string());
    }
}
