//! A claim that should have evidence and cites none.

use super::base::{Check, Context, Findings, Lack, Need, Rule};
use super::claim_uncited::describe_next_step;
use crate::model::Severity;

/// `claim-uncited-minor`.
pub(super) const RULE: Rule = Rule {
    id: "claim-uncited-minor",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "a claim of mechanism, prognosis, recommendation or about a source cites nothing",
    standard: "DISCERN question 4, HON principles 4 and 5, ABPI Code 2024 clause 6.2: claims are backed by evidence that the reader can find",
    help: "link it to the reference that backs it: `claimbook link CLAIM REFERENCE`",
    page: include_str!("../../docs/rules/claim-uncited-minor.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims().filter(|claim| ctx.lack(claim) == Some(&Lack::Minor)) {
        let message = match claim.kind {
            crate::model::Kind::SourceDescription => "the source that this sentence describes is not cited".to_owned(),
            kind => format!("no citation backs this claim of {kind}"),
        };
        findings.add_claim(ctx, claim, message).with_help(describe_next_step(ctx, claim));
    }
}
