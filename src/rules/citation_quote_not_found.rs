//! A quote that the abstract does not hold.

use super::base::phrase;
use super::base::registered::name_reference;
use super::base::{Check, Context, Findings, Need, Rule, RuleSubject};
use crate::evidence::find_current_readings;
use crate::model::{ReadAs, Reference, Severity, Subject};
use crate::text::quoting::holds_quote;

/// `citation-quote-not-found`.
pub(super) const RULE: Rule = Rule {
    id: "citation-quote-not-found",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Answers(Subject::Metadata, RuleSubject::Claim)],
    summary: "the quote of a reading is not in the work's abstract, from which it was read",
    standard: "a quote is the source's own words: 16.9% of quotations are wrong (Baethge and Jergas 2025)",
    help: "look it up in the source, then record what it says: `claimbook verify CLAIM REFERENCE --quote …`",
    page: include_str!("../../docs/rules/citation-quote-not-found.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        for citation in ctx.snapshot.asserted_citations(claim.uid) {
            let Some(reference) = ctx.snapshot.reference(citation.reference) else { continue };
            let entry = ctx.snapshot.reference_address(reference);
            for reading in find_current_readings(citation, ctx.snapshot) {
                let quote = reading.quote.as_deref().filter(|_| reading.read_as == Some(ReadAs::Abstract));
                let Some(quote) = quote else { continue };
                let own = ctx.snapshot.work_behind(reference).and_then(|w| w.abstract_text.as_deref());
                let Some(own) = own else {
                    let address = ctx.snapshot.claim_address(claim);
                    findings.add_unchecked(
                        address,
                        "evidence",
                        format!("no abstract of {entry} is stored to compare it with"),
                    );
                    continue;
                };
                if holds_quote(own, quote) {
                    continue;
                }
                let elsewhere = find_elsewhere(ctx, reference, quote);
                let elsewhere = elsewhere.map(|of| format!("; the abstract of {of} has it")).unwrap_or_default();
                let work = name_reference(ctx, reference);
                let message = format!("{} is not in the abstract of {work}{elsewhere}", phrase::quote(quote));
                findings.add_claim(ctx, claim, message).with_related(vec![entry.clone()]).with_cause(entry.clone());
            }
        }
    }
}

/// The work of another entry of the list whose abstract holds the quote: it was filed under the wrong one.
fn find_elsewhere(ctx: &Context, but: &Reference, quote: &str) -> Option<String> {
    let others = ctx.snapshot.references.iter().filter(|r| r.uid != but.uid);
    let holding = |r: &&Reference| {
        let text = ctx.snapshot.work_behind(r).and_then(|w| w.abstract_text.as_deref());
        text.is_some_and(|text| holds_quote(text, quote))
    };
    others.filter(|r| r.work != but.work).find(holding).map(|r| name_reference(ctx, r))
}
