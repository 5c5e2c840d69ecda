//! An article that only its file has: the catalogue beside it does not know it.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Severity, SourceState};

/// `article-new`.
pub(super) const RULE: Rule = Rule {
    id: "article-new",
    severity: Severity::Note,
    needs: &[Need::Stored],
    summary: "a file beside the articles that the catalogue does not know; it is judged anyway",
    standard: "claimbook: decisions about a claim are stored in the catalogue, so the catalogue has to know the claim",
    help: "import it: `claimbook import FILE`; if it is not an article, list it under exclude in the settings",
    page: include_str!("../../docs/rules/article-new.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let SourceState::New { beside_catalogue: true } = ctx.snapshot.source else { return };
    let Some(file) = ctx.snapshot.version.as_ref().and_then(|version| version.file()) else { return };
    let message = format!("{file} is not in the catalogue; it is judged as a new article");
    let help =
        format!("import it: `claimbook import {file}`; if it is not an article, list it under exclude in the settings");
    findings.add_article(ctx, message).with_help(help);
}
