//! A quote that the abstract does not hold.

use super::base::phrase;
use super::base::registered::called;
use super::base::{About, Check, Context, Findings, Need, Rule};
use crate::evidence::find_current_readings;
use crate::model::{ReadAs, Reference, Severity, Subject};
use crate::text::fold;

/// `citation-quote-not-found`.
pub(super) const RULE: Rule = Rule {
    id: "citation-quote-not-found",
    severity: Severity::Warn,
    needs: &[Need::Stored, Need::Answers(Subject::Metadata, About::Claim)],
    summary: "the quote of a reading is not in the work's abstract, from which it was read",
    standard: "a quote is the source's own words: 16.9% of quotations are wrong (Baethge and Jergas 2025)",
    help: "look it up in the source, then record what it says: `claimbook verify CLAIM REFERENCE --quote …`",
    page: include_str!("../../docs/rules/citation-quote-not-found.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        for citation in ctx.snapshot.asserted(claim.uid) {
            let Some(reference) = ctx.snapshot.reference(citation.reference) else { continue };
            let entry = ctx.snapshot.reference_address(reference);
            for reading in find_current_readings(citation, ctx.snapshot) {
                let quote = reading.quote.as_deref().filter(|_| reading.read_as == Some(ReadAs::Abstract));
                let Some(quote) = quote else { continue };
                let own = ctx.snapshot.work_behind(reference).and_then(|w| w.abstract_text.as_deref());
                let Some(own) = own else {
                    let address = ctx.snapshot.claim_address(claim);
                    findings.unchecked(
                        address,
                        "evidence",
                        format!("no abstract of {entry} is stored to compare it with"),
                    );
                    continue;
                };
                if holds(own, quote) {
                    continue;
                }
                let elsewhere = elsewhere(ctx, reference, quote);
                let elsewhere = elsewhere.map(|of| format!("; the abstract of {of} has it")).unwrap_or_default();
                let work = called(ctx, reference);
                let message = format!("{} is not in the abstract of {work}{elsewhere}", phrase::quote(quote));
                findings.claim(ctx, claim, message).related(vec![entry.clone()]).cause(entry.clone());
            }
        }
    }
}

/// The work of another entry of the list whose abstract holds the quote: it was filed under the wrong one.
fn elsewhere(ctx: &Context, but: &Reference, quote: &str) -> Option<String> {
    let others = ctx.snapshot.references.iter().filter(|r| r.uid != but.uid);
    let holding = |r: &&Reference| {
        let text = ctx.snapshot.work_behind(r).and_then(|w| w.abstract_text.as_deref());
        text.is_some_and(|text| holds(text, quote))
    };
    others.filter(|r| r.work != but.work).find(holding).map(|r| called(ctx, r))
}

/// Whether a text holds a quote: part by part in order, where it leaves words out (`…`) or puts words in (`[the knee]`);
/// case, spaces, dashes and the shape of quotation marks do not matter.
fn holds(text: &str, quote: &str) -> bool {
    let text = fold(text);
    let mut rest = text.as_str();
    let mut parts = parts(quote).into_iter().peekable();
    parts.peek().is_some()
        && parts.all(|part| match rest.find(&part) {
            Some(at) => {
                rest = rest.get(at + part.len()..).unwrap_or_default();
                true
            }
            None => false,
        })
}

/// The words of a quote that must stand in its source, without the marks around it.
fn parts(quote: &str) -> Vec<String> {
    let folded = fold(quote);
    let mut own = String::new();
    for (n, piece) in folded.split(['[', ']']).enumerate() {
        // Between brackets are the reader's words.
        own.push_str(if n % 2 == 0 { piece } else { "..." });
    }
    let trimmed = |part: &str| part.trim_matches(|c: char| c.is_whitespace() || "\"'.,;".contains(c)).to_owned();
    own.split("...").map(trimmed).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_stands_there_in_its_order_whatever_the_spelling_of_marks() {
        let text = "Results: Pain fell by 18\u{2009}% (95% CI 10–26) after 12 weeks; \u{201c}stiffness\u{201d} did not change.";
        for (quote, expected) in [
            ("pain fell by 18 %", true),
            ("\u{201c}Pain fell by 18 %.\u{201d}", true),
            ("pain fell … after 12 weeks", true),
            ("after 12 weeks ... pain fell", false),
            ("Pain [of the knee] fell by 18 %", true),
            ("95% CI 10-26", true),
            ("\"stiffness\" did not change", true),
            ("pain fell by 81 %", false),
            ("pain rose", false),
            ("…", false),
        ] {
            assert_eq!(holds(text, quote), expected, "{quote}");
        }
    }
}
