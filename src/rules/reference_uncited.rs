//! An entry of the list that nothing cites.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{CitationState, Severity};
use crate::text::format_count;

/// `reference-uncited`.
pub(super) const RULE: Rule = Rule {
    id: "reference-uncited",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "no claim cites this entry of the list",
    standard: "AMA Manual of Style, 11th edition, chapter 3: every entry of the list is cited, and every citation is in the list",
    help: "link it to the claim it backs, or remove it from the list",
    page: include_str!("../../docs/rules/reference-uncited.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let Some(article) = ctx.article() else { return };
    if ctx.snapshot.version.is_none() && ctx.list().next().is_some() && ctx.claims().next().is_none() {
        return findings.unchecked(&article.key, "article text", "the list has no article yet, so nothing can cite it");
    }
    for reference in ctx.list().filter(|r| ctx.citing(r).next().is_none()) {
        let address = ctx.snapshot.reference_address(reference);
        let suggested = ctx.snapshot.citing(reference.uid).filter(|c| c.state == CitationState::Suggested).count();
        let message = match suggested {
            0 => "no claim cites it".to_owned(),
            n => format!("no claim cites it; {} to look at", format_count(n, "suggestion")),
        };
        let help = match suggested {
            0 => format!("if it backs a claim: `claimbook link CLAIM {address}`; otherwise remove it from the list"),
            _ => {
                format!("look at the suggestions: `claimbook show {address}`; then link it, or remove it from the list")
            }
        };
        findings.reference(ctx, reference, message).help(help);
    }
}
