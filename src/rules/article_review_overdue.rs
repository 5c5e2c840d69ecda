//! An article whose planned review is past.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Article, PartialDate, Severity};
use jiff::ToSpan;
use jiff::civil::Date;

/// `article-review-overdue`.
pub(super) const RULE: Rule = Rule {
    id: "article-review-overdue",
    severity: Severity::Deny,
    needs: &[Need::Stored],
    summary: "the article should have been reviewed before today",
    standard: "PIF TICK (pifonline.org.uk): reviewed at least every 3 years; 1 in 5 recommendations is out of date after 3 years (Shojania 2007, doi 10.7326/0003-4819-147-4-200708210-00179)",
    help: "review the article, then record the day: `claimbook edit ARTICLE last_reviewed_on=YYYY-MM-DD`",
    page: include_str!("../../docs/rules/article-review-overdue.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let Some(article) = ctx.article() else { return };
    let Some(due) = ReviewDue::compute(article, ctx) else {
        return findings.add_unchecked(&article.key, "article", "the article has no date to count from");
    };
    if ctx.today.is_after(due.on) {
        let today = ctx.today.tell();
        let message = format!(
            "{} {}, so a review was due on {} ({} months), {} days ago",
            due.what,
            due.since,
            due.on,
            ctx.settings.review_interval_months,
            count_days(due.on, today)
        );
        let record = format!(", or record it: `claimbook edit {} last_reviewed_on={}`", article.key, today);
        let help = format!("review it, then print the day in the article{}", ctx.offer_command(record));
        findings.add_article(ctx, message).with_help(help).with_cause(due.since.to_string());
    }
}

/// When an article must be reviewed again, and what that is counted from.
pub(super) struct ReviewDue {
    pub(super) what: &'static str,
    pub(super) since: PartialDate,
    pub(super) on: Date,
}

impl ReviewDue {
    /// From the last review, or else the last update; none where the article has neither date.
    pub(super) fn compute(article: &Article, ctx: &Context) -> Option<Self> {
        let reviewed = article.last_reviewed_on.map(|d| ("last reviewed", d));
        let (what, since) = reviewed.or(article.updated_on.map(|d| ("last updated", d)))?;
        let months = i64::from(ctx.settings.review_interval_months).months();
        Some(Self { what, since, on: since.last_day().saturating_add(months) })
    }
}

/// The days from one date to a later one.
pub(super) fn count_days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
