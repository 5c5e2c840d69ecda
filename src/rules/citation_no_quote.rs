//! A reading that does not keep the source's words.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::evidence::current_readings;
use crate::model::Severity;

/// `citation-no-quote`.
pub(super) const RULE: Rule = Rule {
    id: "citation-no-quote",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "a reading does not quote the source",
    standard: "the practice of medical, legal and regulatory review: every reading says where and in which words",
    help: "record the words: `claimbook verify CLAIM REFERENCE --quote …`",
    page: include_str!("../../docs/rules/citation-no-quote.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        for citation in ctx.snapshot.asserted(claim.uid) {
            let Some(reference) = ctx.snapshot.reference(citation.reference) else { continue };
            let (address, entry) = (ctx.snapshot.claim_address(claim), ctx.snapshot.reference_address(reference));
            for reading in current_readings(citation, ctx.snapshot) {
                if reading.quote.as_deref().is_some_and(|words| !words.trim().is_empty()) {
                    continue;
                }
                let person = ctx.snapshot.person_name(reading.person);
                let message = format!("{person} read {entry} for it on {} and kept none of its words", reading.read_on);
                let help = format!(
                    "record it with the next reading: `claimbook verify {address} {entry} --stance … --quote …`"
                );
                let found = findings.claim(ctx, claim, message).help(help).cause(format!("{entry} {person}"));
                found.related(vec![entry.clone()]);
            }
        }
    }
}
