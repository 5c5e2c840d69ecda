//! A benefit that one study alone is to show.

use super::base::levels::CitedLevels;
use super::base::phrase::join_in_words;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Kind, Severity};

/// `claim-single-primary`.
pub(super) const RULE: Rule = Rule {
    id: "claim-single-primary",
    severity: Severity::Note,
    needs: &[Need::Stored],
    summary: "a claim of benefit rests on one primary study, without a review or guideline",
    standard: "MEDRS (Wikipedia: Identifying reliable sources, medicine): reviews and guidelines before single primary studies",
    help: "look for a systematic review or a guideline that says the same",
    page: include_str!("../../docs/rules/claim-single-primary.md"),
    check: Check::Article(check),
};

/// The level of reviews and guidelines, and of opinions: a primary study lies between.
const REVIEW: u8 = 1;
const OPINION: u8 = 5;

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims().filter(|claim| claim.kind == Kind::Benefit) {
        let Some(levels) = CitedLevels::weigh(ctx, claim, Kind::Benefit) else { continue };
        let primary: Vec<_> =
            levels.known.iter().filter(|(_, level)| (REVIEW + 1..OPINION).contains(&level.value)).collect();
        if primary.len() > 1 {
            continue;
        }
        // Where a work might be a review, that is said; an opinion beside the study shows nothing.
        let Some(_) = levels.find_weaker_than(REVIEW, (ctx, claim), findings) else { continue };
        let [(work, level)] = primary.as_slice() else { continue };
        let besides: Vec<&str> =
            levels.known.iter().map(|(name, _)| name.as_str()).filter(|name| name != work).collect();
        let besides = match besides.is_empty() {
            true => String::new(),
            false => format!(", besides {}", join_in_words(&besides)),
        };
        let message =
            format!("it rests on one primary study{besides}: {work}, level {}, {}", level.value, level.reason);
        findings.add_claim(ctx, claim, message).with_cause(work.as_str());
    }
}
