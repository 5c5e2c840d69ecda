//! A claim that gives a figure and cites no source for it.

use super::base::phrase::{join_in_words, quote};
use super::base::{Check, Context, Findings, Lack, Need, Rule};
use super::claim_uncited::describe_next_step;
use crate::model::{Kind, Severity};

/// `claim-figure-uncited`.
pub(super) const RULE: Rule = Rule {
    id: "claim-figure-uncited",
    severity: Severity::Deny,
    needs: &[Need::Stored],
    summary: "a claim gives a figure but cites nothing",
    standard: "ICMJE Recommendations and ABPI Code 2024 clause 6: figures are given with their source",
    help: "link it to the reference that gives the figure: `claimbook link CLAIM REFERENCE`",
    page: include_str!("../../docs/rules/claim-figure-uncited.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let Some(Lack::Figures(figures)) = ctx.lack(claim) else { continue };
        let all: Vec<String> = figures.iter().map(|figure| quote(figure)).collect();
        let what =
            if claim.kind == Kind::Outcome { "no citation backs this outcome" } else { "no citation backs this" };
        let found = findings
            .add_claim(ctx, claim, format!("{what}: {}", join_in_words(&all)))
            .with_help(describe_next_step(ctx, claim));
        let first = figures.first().map_or("", String::as_str);
        found.with_place(ctx.place_of_words(claim, first)).with_cause(figures.join("; "));
    }
}
