//! What readings leave out.

use super::{Context, Findings};
use crate::evidence::find_current_readings;
use crate::model::Reading;

/// A part that a reading should have: which it is, what the reader did instead, and the option of `verify` that records it.
pub(in crate::rules) struct EvidencePart {
    pub(in crate::rules) of: fn(&Reading) -> Option<&str>,
    pub(in crate::rules) left_out: &'static str,
    pub(in crate::rules) option: &'static str,
}

/// Finds the readings behind standing claims that lack a part.
pub(in crate::rules) fn note_lack(part: &EvidencePart, ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        for citation in ctx.snapshot.asserted_citations(claim.uid) {
            let Some(reference) = ctx.snapshot.reference(citation.reference) else { continue };
            let (address, entry) = (ctx.snapshot.claim_address(claim), ctx.snapshot.reference_address(reference));
            let recorded = |reading: &Reading| (part.of)(reading).is_some_and(|words| !words.trim().is_empty());
            for reading in
                find_current_readings(citation, ctx.snapshot).into_iter().filter(|reading| !recorded(reading))
            {
                let (person, left_out, option) = (ctx.snapshot.person_name(reading.person), part.left_out, part.option);
                let message = format!("{person} read {entry} for it on {}, and {left_out}", reading.read_on);
                let help = format!(
                    "record it with the next reading: `claimbook verify {address} {entry} --stance STANCE {option} …`"
                );
                let found =
                    findings.add_claim(ctx, claim, message).with_help(help).with_cause(format!("{entry} {person}"));
                found.with_related(vec![entry.clone()]);
            }
        }
    }
}
