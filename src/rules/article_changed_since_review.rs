//! An article whose text is not the one that its last review signed.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Severity, Uid};
use crate::text::format_count;
use std::collections::BTreeSet;

/// `article-changed-since-review`.
pub(super) const RULE: Rule = Rule {
    id: "article-changed-since-review",
    severity: Severity::Deny,
    needs: &[Need::Stored, Need::Text],
    summary: "the text has changed since the last review signed it",
    standard: "NHS standard for creating health content: version control of what was approved",
    help: "see what changed with `claimbook history ARTICLE`, then review the claims it touches",
    page: include_str!("../../docs/rules/article-changed-since-review.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let Some((article, version)) = ctx.article().zip(ctx.snapshot.version.as_ref()) else { return };
    let claims: BTreeSet<Uid> = ctx.claims().map(|claim| claim.uid).collect();
    let of_claims = ctx.snapshot.reviews.iter().rev().filter(|review| claims.contains(&review.claim));
    let mut signed = of_claims.filter_map(|review| Some((review, review.signature.texts.get(&article.uid)?)));
    let Some((last, text)) = signed.next() else { return };
    if *text == version.text_sha256 {
        return;
    }
    let reviewed = ctx.claims().filter(|claim| ctx.snapshot.reviews_of(claim.uid).next().is_some()).count();
    let message = format!(
        "the text changed since {} reviewed it on {} ({})",
        ctx.snapshot.person_name(last.person),
        last.reviewed_on,
        format_count(reviewed, "reviewed claim")
    );
    let help = format!("see what changed: `claimbook history {}`, then review the claims it touches", article.key);
    findings.add_article(ctx, message).with_help(help).with_cause(version.text_sha256.as_str());
}
