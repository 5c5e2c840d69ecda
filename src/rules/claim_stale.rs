//! A claim that changed since a person judged it, or whose evidence did.

use super::base::phrase::join_in_words;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::{SignedPart, StalePart, find_stale_parts, find_standing};
use crate::model::{OccurrenceState, Severity, Subject};

/// `claim-stale`.
pub(super) const RULE: Rule = Rule {
    id: "claim-stale",
    severity: Severity::Deny,
    needs: &[Need::Stored, Need::Answers(Subject::Notices, RuleSubject::Claim)],
    summary: "something that the last review signed has changed",
    standard: "claimbook: a verdict covers what was signed, and nothing else (NHS standard: update when evidence changes)",
    help: "look at what changed, then review the claim again: `claimbook review CLAIM --verdict VERDICT`",
    page: include_str!("../../docs/rules/claim-stale.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let Some(review) = find_standing(claim, ctx.snapshot).latest() else { continue };
        let lost = |part: &StalePart| {
            part.part == SignedPart::Occurrence
                && ctx.snapshot.occurrences_of(claim.uid).any(|o| Some(o.uid) == part.of && is_lost(o.state))
        };
        // A place that was lost has its own finding, occurrence-changed and the like: one cause, one finding.
        let stale: Vec<StalePart> =
            find_stale_parts(review, claim, ctx.snapshot).into_iter().filter(|part| !lost(part)).collect();
        if stale.is_empty() {
            continue;
        }
        let changes: Vec<&str> = stale.iter().map(|part| part.change.as_str()).collect();
        let message = format!(
            "since {} reviewed it on {}: {}",
            ctx.snapshot.person_name(review.person),
            review.reviewed_on,
            join_in_words(&changes)
        );
        let address = ctx.snapshot.claim_address(claim);
        let help = format!(
            "look at it again: `claimbook show {address}`, then `claimbook review {address} --verdict VERDICT`"
        );
        findings.add_claim(ctx, claim, message).with_help(help).with_cause(changes.join("; "));
    }
}

fn is_lost(state: OccurrenceState) -> bool {
    matches!(state, OccurrenceState::Changed | OccurrenceState::Ambiguous | OccurrenceState::Orphaned)
}
