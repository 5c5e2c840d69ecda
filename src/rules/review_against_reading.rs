//! A verdict that supports a claim which one of its sources, as a person read it, contradicts.

use super::base::phrase::quote;
use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::{find_current_readings, find_stale_parts, find_standing};
use crate::model::{Severity, Stance, Verdict};

/// `review-against-reading`.
pub(super) const RULE: Rule = Rule {
    id: "review-against-reading",
    severity: Severity::Deny,
    needs: &[Need::Stored],
    summary: "the verdict is supported, but a person's reading says that a cited source contradicts the claim",
    standard: "claimbook: a verdict follows from what was read, or says why not",
    help: "settle which of the two holds: read the source again, or review the claim again",
    page: include_str!("../../docs/rules/review-against-reading.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let standing = find_standing(claim, ctx.snapshot);
        let Some(review) = standing.latest().filter(|review| review.verdict == Verdict::Supported) else { continue };
        // A reading that came after the verdict makes the claim stale, which has its own finding.
        if !find_stale_parts(review, claim, ctx.snapshot).is_empty() {
            continue;
        }
        for citation in ctx.snapshot.asserted_citations(claim.uid) {
            let Some(reference) = ctx.snapshot.reference(citation.reference) else { continue };
            let (address, entry) = (ctx.snapshot.claim_address(claim), ctx.snapshot.reference_address(reference));
            let against = find_current_readings(citation, ctx.snapshot);
            for reading in against.into_iter().filter(|reading| reading.stance == Stance::Contradicts) {
                let (reader, reviewer) =
                    (ctx.snapshot.person_name(reading.person), ctx.snapshot.person_name(review.person));
                let words = reading.quote.as_deref().or(reading.finding.as_deref()).filter(|w| !w.trim().is_empty());
                let words = words.map(|words| format!(" ({})", quote(words))).unwrap_or_default();
                let message = format!(
                    "{reader} read on {} that {entry} contradicts it{words}, but {reviewer} found it supported on {}",
                    reading.read_on, review.reviewed_on
                );
                let help = format!(
                    "settle which holds: read it again with `claimbook verify {address} {entry} --stance STANCE`, or judge again with `claimbook review {address} --verdict VERDICT`"
                );
                let found = findings.add_claim(ctx, claim, message).with_help(help).with_related(vec![entry.clone()]);
                found.with_cause(format!("{entry} {reader}"));
            }
        }
    }
}
