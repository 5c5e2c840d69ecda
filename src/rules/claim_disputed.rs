//! A claim on which two people differ, or one person with herself on two machines.

use super::base::phrase::join_in_words;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::find_standing;
use crate::model::Severity;

/// `claim-disputed`.
pub(super) const RULE: Rule = Rule {
    id: "claim-disputed",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "the latest verdicts of two people differ, or two verdicts that one person gave without having seen the other",
    standard: "claimbook: where two people disagree, a person settles it; verdicts are not averaged",
    help: "let a third person settle it: `claimbook settle CLAIM --verdict VERDICT --reason TEXT`",
    page: include_str!("../../docs/rules/claim-disputed.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let standing = find_standing(claim, ctx.snapshot);
        if !standing.is_disputed() {
            continue;
        }
        let verdicts: Vec<String> = standing
            .list_open()
            .iter()
            .map(|review| {
                format!(
                    "{} found it {} on {}",
                    ctx.snapshot.person_name(review.person),
                    review.verdict,
                    review.reviewed_on
                )
            })
            .collect();
        let choosing = standing.current.iter().map(|review| review.person).find(|by| standing.awaits_choice_of(*by));
        let message = match choosing {
            Some(person) => format!(
                "{}, each without having seen the other: {} has to choose",
                join_in_words(&verdicts),
                ctx.snapshot.person_name(person)
            ),
            None => join_in_words(&verdicts),
        };
        let address = ctx.snapshot.claim_address(claim);
        let help = match choosing {
            Some(_) => format!("let them choose: `claimbook review {address} --verdict VERDICT`"),
            None => format!(
                "let a third person settle it: `claimbook settle {address} --verdict VERDICT --reason TEXT`, or one of them change their mind: `claimbook review {address} --verdict VERDICT`"
            ),
        };
        findings.add_claim(ctx, claim, message).with_help(help).with_cause(verdicts.join("; "));
    }
}
