//! A numbered list whose entries the text first cites in another order.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::Severity;
use crate::text::CharIndex;
use crate::text::citing::parse_numbers;
use std::collections::BTreeSet;

/// `reference-order`.
pub(super) const RULE: Rule = Rule {
    id: "reference-order",
    severity: Severity::Note,
    needs: &[Need::Text],
    summary: "the list is numbered in another order than the text first cites its entries",
    standard: "AMA Manual of Style, 11th edition, chapter 3, and ICMJE Recommendations: references are numbered in the order in which the text first cites them",
    help: "number the list in the order of first mention, unless the house style sorts it otherwise",
    page: include_str!("../../docs/rules/reference-order.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let Some(version) = &ctx.snapshot.version else { return };
    let numbers: Vec<u32> = ctx.list().filter_map(|entry| entry.number.as_deref()?.parse().ok()).collect();
    let listed: BTreeSet<u32> = numbers.iter().copied().collect();
    // Lists that begin anew, and entries without a number, are in no one order.
    if listed.len() != ctx.list().count() || listed.len() != numbers.len() {
        return;
    }
    let text = CharIndex::new(&version.text);
    let mut mentioned = BTreeSet::new();
    for (start, end) in version.blocks.marks() {
        for number in list_numbers(text.slice(start, end)).into_iter().filter(|number| listed.contains(number)) {
            let before = listed.range(..number).find(|earlier| !mentioned.contains(*earlier));
            if !mentioned.insert(number) {
                continue;
            }
            if let Some(earlier) = before {
                let message = format!("entry {number} is first cited before entry {earlier}");
                findings.find(ctx.snapshot.key(), message).with_place(ctx.snapshot.place(start, end));
                return;
            }
        }
    }
}

/// The numbers of one marker, or of several that stand side by side: `[1],[3]`.
fn list_numbers(marker: &str) -> Vec<u32> {
    let whole = parse_numbers(marker);
    let parts = || {
        marker.split_inclusive([']', ')']).filter_map(|part| parse_numbers(part.trim_start_matches([',', ' ', ';'])))
    };
    let numbers = whole.unwrap_or_else(|| parts().flatten().collect());
    numbers.iter().filter_map(|number| number.trim_end_matches(char::is_alphabetic).parse().ok()).collect()
}
