//! A claim that the article still makes although its last verdict found too little evidence for it, or evidence for a part alone.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::{SignedPart, find_stale_parts, find_standing};
use crate::model::{Severity, Verdict};

/// `claim-evidence-missing`.
pub(super) const RULE: Rule = Rule {
    id: "claim-evidence-missing",
    severity: Severity::Deny,
    needs: &[Need::Stored],
    summary: "the last verdict is not-enough-evidence, or partly (then at most a warning), and the words are still as they were judged",
    standard: "PIF TICK: health information rests on evidence",
    help: "reword the claim to what the evidence shows, cite better evidence, or remove it",
    page: include_str!("../../docs/rules/claim-evidence-missing.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let standing = find_standing(claim, ctx.snapshot);
        let Some(review) = standing.latest().filter(|_| ctx.still_makes(claim)) else { continue };
        let (severity, what) = match review.verdict {
            Verdict::NotEnoughEvidence => (Severity::Deny, "too little evidence"),
            // Where somebody else says otherwise, claim-disputed warns of it.
            Verdict::Partly if !standing.is_disputed() => (Severity::Warn, "evidence for only a part of it"),
            _ => continue,
        };
        // Other words are not the ones that were judged: claim-stale asks about them.
        let is_of_words = |part| matches!(part, SignedPart::Statement | SignedPart::Occurrence);
        if find_stale_parts(review, claim, ctx.snapshot).iter().any(|stale| is_of_words(stale.part)) {
            continue;
        }
        let why = review.note.as_deref().map(|note| format!(": {}", quote(note))).unwrap_or_default();
        let message = format!(
            "on {}, {} found {what}{why}; the article still says it in the same words",
            review.reviewed_on,
            ctx.snapshot.person_name(review.person)
        );
        let address = ctx.snapshot.claim_address(claim);
        let help = format!(
            "reword it to what the evidence shows, or remove it and then `claimbook retire {address}`; with better evidence: `claimbook link {address} REFERENCE`"
        );
        let cause = format!("{} {}", review.reviewed_on, review.verdict);
        findings.add_claim(ctx, claim, message).with_help(help).with_cause(cause).with_limit(severity);
    }
}
