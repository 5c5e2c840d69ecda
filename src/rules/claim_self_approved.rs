//! A claim that only its own author has approved.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::find_standing;
use crate::model::{Role, Severity};

/// `claim-self-approved`.
pub(super) const RULE: Rule = Rule {
    id: "claim-self-approved",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "the only reviewer of the claim is an author of the article",
    standard: "accountability: nobody approves their own work alone",
    help: "ask a second person: `claimbook review CLAIM --by NAME`",
    page: include_str!("../../docs/rules/claim-self-approved.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let author = |person| ctx.snapshot.people.iter().any(|(part, p)| part.role == Role::Author && p.uid == person);
    for claim in ctx.claims() {
        let current = find_standing(claim, ctx.snapshot).current;
        if let Some(review) = current.last().filter(|_| current.iter().all(|r| author(r.person))) {
            let message =
                format!("its only reviewer, {}, also wrote the article", ctx.snapshot.person_name(review.person));
            let help = format!(
                "ask a second person: `claimbook review {} --verdict VERDICT --by NAME`",
                ctx.snapshot.claim_address(claim)
            );
            findings.add_claim(ctx, claim, message).with_help(help);
        }
    }
}
