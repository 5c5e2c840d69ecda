//! A verdict for a claim whose sources nobody has recorded reading.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::{find_stale_parts, find_standing, is_verified};
use crate::model::{Severity, Verdict};

/// `review-unread`.
pub(super) const RULE: Rule = Rule {
    id: "review-unread",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "the verdict is supported or partly, but no reading of any cited source is recorded",
    standard: "MLR practice (medical, legal and regulatory review): every claim is checked against the place in its source",
    help: "record what the source says, and where: `claimbook verify CLAIM REFERENCE`",
    page: include_str!("../../docs/rules/review-unread.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let standing = find_standing(claim, ctx.snapshot);
        let in_favour = |verdict| matches!(verdict, Verdict::Supported | Verdict::Partly);
        let Some(review) = standing.latest().filter(|review| in_favour(review.verdict)) else { continue };
        let cited: Vec<_> = ctx.snapshot.asserted_citations(claim.uid).collect();
        if cited.is_empty() || cited.iter().any(|citation| is_verified(citation, ctx.snapshot)) {
            continue;
        }
        // A verdict that holds no longer is claim-stale's: the reading comes with the next one.
        if !find_stale_parts(review, claim, ctx.snapshot).is_empty() {
            continue;
        }
        let (name, verdict) = (ctx.snapshot.person_name(review.person), review.verdict);
        let sources = match cited.len() {
            1 => "its cited source".to_owned(),
            several => format!("any of its {several} cited sources"),
        };
        let message =
            format!("{name} found it {verdict} on {}, but no reading of {sources} is recorded", review.reviewed_on);
        let entries: Vec<String> = cited
            .iter()
            .filter_map(|citation| Some(ctx.snapshot.reference_address(ctx.snapshot.reference(citation.reference)?)))
            .collect();
        let entry = entries.first().map_or("REFERENCE", String::as_str);
        let address = ctx.snapshot.claim_address(claim);
        let help =
            format!("record what the source says, and where: `claimbook verify {address} {entry} --stance STANCE …`");
        let cause = format!("{} {verdict}", review.reviewed_on);
        findings.add_claim(ctx, claim, message).with_help(help).with_related(entries).with_cause(cause);
    }
}
