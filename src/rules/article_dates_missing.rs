//! An article without a date.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;

/// `article-dates-missing`.
pub(super) const RULE: Rule = Rule {
    id: "article-dates-missing",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Text],
    summary: "the article says neither when it was updated nor when it was reviewed",
    standard: "NHS standard for creating health content, DISCERN question 5, JAMA benchmarks (currency)",
    help: "print the date in the article and import it again, or record it: `claimbook edit ARTICLE updated_on=YYYY-MM-DD`",
    page: include_str!("../../docs/rules/article-dates-missing.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let Some(article) = ctx.article() else { return };
    if article.updated_on.is_none() && article.last_reviewed_on.is_none() {
        let message = "it gives neither the date of its last update nor that of its last review";
        let record =
            format!(" and import it again, or record it: `claimbook edit {} updated_on=YYYY-MM-DD`", article.key);
        let help = format!("print a date in the article{}", ctx.offer_command(record));
        findings.add_article(ctx, message).with_help(help);
    }
}
