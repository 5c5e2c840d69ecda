//! A claim that needs evidence and cites none.

use super::base::{Check, Context, Findings, Lack, Need, Rule};
use crate::evidence::name_assertion;
use crate::model::{Claim, Severity};

/// `claim-uncited`.
pub(super) const RULE: Rule = Rule {
    id: "claim-uncited",
    severity: Severity::Deny,
    needs: &[Need::Stored],
    summary: "a claim of benefit, harm, prevalence, risk, outcome or diagnosis cites nothing",
    standard: "DISCERN question 4, HON principles 4 and 5, ABPI Code 2024 clause 6.2: claims are backed by evidence that the reader can find",
    help: "link it to the reference that backs it: `claimbook link CLAIM REFERENCE`",
    page: include_str!("../../docs/rules/claim-uncited.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims().filter(|claim| ctx.lack(claim) == Some(&Lack::Major)) {
        let message = format!("no citation backs this claim of {}", name_assertion(claim));
        findings.add_claim(ctx, claim, message).with_help(describe_next_step(ctx, claim));
    }
    // Whether a claim is made there is for a person to say; until then no rule judges the sentence, and that is told.
    for place in &ctx.snapshot.proposed {
        let (address, key) = (&place.address, ctx.snapshot.key());
        let at = match ctx.snapshot.place(place.occurrence.start, place.occurrence.end).line {
            Some(line) => format!("line {line} of {key}"),
            None => format!("a sentence of {key}"),
        };
        let reason = format!(
            "{at} seems to make this claim, and nobody has confirmed that: `claimbook confirm {address} --in {key}`, \
                or dismiss"
        );
        findings.add_unchecked(address, "a person's word", reason);
    }
}

/// What to do about a claim without citations: look at what is suggested, or at what there is.
pub(super) fn describe_next_step(ctx: &Context, claim: &Claim) -> String {
    if ctx.snapshot.of_lines.contains(&claim.uid) {
        return "say it in a sentence of the text that cites what backs it; otherwise reword or remove it".to_owned();
    }
    if !ctx.snapshot.is_stored() {
        return "cite a source that backs it; otherwise reword or remove it".to_owned();
    }
    let address = ctx.snapshot.claim_address(claim);
    let suggested = ctx.snapshot.citations_of(claim.uid).filter(|c| c.is_offered());
    let best = suggested.max_by(|a, b| a.score.unwrap_or(0.0).total_cmp(&b.score.unwrap_or(0.0)));
    match best.and_then(|citation| ctx.snapshot.reference(citation.reference)) {
        Some(reference) => format!(
            "read the best suggestion and, if it backs the claim: `claimbook link {address} {}`; otherwise cite another source, or reword the claim",
            ctx.snapshot.reference_address(reference)
        ),
        None => {
            format!("cite a source that backs it: `claimbook link {address} REFERENCE`; otherwise reword or remove it")
        }
    }
}
