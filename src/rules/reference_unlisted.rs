//! A marker in the text that names no entry of the list.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;
use std::collections::BTreeSet;

/// `reference-unlisted`.
pub(super) const RULE: Rule = Rule {
    id: "reference-unlisted",
    severity: Severity::Deny,
    needs: &[Need::Text],
    summary: "a marker in the text names no entry of the list",
    standard: "AMA Manual of Style, 11th edition, chapter 3: every entry of the list is cited, and every citation is in the list",
    help: "add the entry to the list, or correct the marker",
    page: include_str!("../../docs/rules/reference-unlisted.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let Some(version) = &ctx.snapshot.version else { return };
    let numbers = ctx.list().filter_map(|entry| entry.number.clone());
    let keys = ctx.list().filter_map(|entry| Some(format!("@{}", ctx.snapshot.work_behind(entry)?.key)));
    let listed: BTreeSet<String> = numbers.chain(keys).collect();
    let mut told = BTreeSet::new();
    for marker in version.blocks.0.iter().flat_map(|block| &block.unlisted) {
        let name = marker.2.as_str();
        // Somebody may have added the entry since.
        if listed.contains(name) || !told.insert(name) {
            continue;
        }
        let is_number = name.starts_with(|c: char| c.is_ascii_digit());
        let message = match (is_number, ctx.list().next().is_some()) {
            (true, true) => format!("the text cites entry {name}, which the list does not have"),
            (true, false) => format!("the text cites entry {name}, and the article has no list of references"),
            (false, _) => format!("the text cites {name}, which is not an entry of the list"),
        };
        findings.find(ctx.snapshot.key(), message).with_place(ctx.snapshot.place(marker.0, marker.1));
    }
}
