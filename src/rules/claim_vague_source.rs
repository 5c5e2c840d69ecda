//! A claim that leans on unnamed sources.

use super::base::phrase::{join_in_words, quote};
use super::base::{Check, Context, Findings, Lack, Need, Rule};
use super::claim_uncited::describe_next_step;
use crate::model::Severity;
use crate::text::wording::find_vague_sources;
use std::collections::BTreeSet;

/// `claim-vague-source`.
pub(super) const RULE: Rule = Rule {
    id: "claim-vague-source",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::English],
    summary: "“research shows” or a similar phrase, without a citation",
    standard: "HON principle 4, DISCERN question 4: the source of a statement is named",
    help: "cite the research that is meant: `claimbook link CLAIM REFERENCE`",
    page: include_str!("../../docs/rules/claim-vague-source.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims().filter(|claim| ctx.lack(claim) == Some(&Lack::Source)) {
        let wordings = ctx.wordings(claim);
        let vague: BTreeSet<String> = wordings.iter().flat_map(|w| find_vague_sources(w)).map(|w| w.word).collect();
        let said: Vec<String> = vague.iter().map(|w| quote(w)).collect();
        let first = vague.first().cloned().unwrap_or_default();
        let place = ctx.place_where(claim, |text| {
            find_vague_sources(text).into_iter().find(|w| w.word == first).map(|w| (w.start, w.end))
        });
        let found =
            findings.add_claim(ctx, claim, format!("{} names no source, and none is cited", join_in_words(&said)));
        found
            .with_help(format!("name it (“a 2023 review in …”), and {}", describe_next_step(ctx, claim)))
            .with_place(place);
    }
}
