//! An article that names no clinical reviewer with credentials.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Role, Severity};

/// `article-no-reviewer`.
pub(super) const RULE: Rule = Rule {
    id: "article-no-reviewer",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Text],
    summary: "the article names no clinical reviewer with credentials",
    standard: "NHS standard for creating health content (essential), JAMA benchmarks (authorship), HON principle 1",
    help: "print the reviewer's name with credentials in the article, then import it again",
    page: include_str!("../../docs/rules/article-no-reviewer.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    if ctx.article().is_none() {
        return;
    }
    let reviewers: Vec<_> =
        ctx.snapshot.people.iter().filter(|(part, _)| part.role == Role::Reviewer).map(|(_, person)| person).collect();
    let credentials = |text: &Option<String>| text.as_deref().is_some_and(|c| !c.trim().is_empty());
    if reviewers.iter().any(|person| credentials(&person.credentials)) {
        return;
    }
    let message = match reviewers.first() {
        Some(person) => format!("{} is named as reviewer, without credentials", person.name),
        None => "no clinical reviewer is named".to_owned(),
    };
    let again = ctx.offer_command(", then import it again".to_owned());
    findings
        .add_article(ctx, message)
        .with_help(format!("print the reviewer's name with credentials in the article{again}"));
}
