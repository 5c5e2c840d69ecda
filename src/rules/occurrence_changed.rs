//! A claim whose words changed in a way that may change its meaning.

use super::base::phrase::{join_in_words, quote};
use super::base::reliance::{Reliance, says_the_same};
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Occurrence, OccurrenceState, Severity};
use crate::text::anchor::describe_turns;
use crate::text::spelling::have_same_words;

/// `occurrence-changed`.
pub(super) const RULE: Rule = Rule {
    id: "occurrence-changed",
    severity: Severity::Deny,
    needs: &[Need::Stored, Need::Text],
    summary: "the words of a claim changed in the text",
    standard: "W3C Web Annotation selectors (w3.org/TR/annotation-model): a place is found by its words; re-anchoring silently in the wrong place is a known failure",
    help: "if the new words still make the claim: `claimbook confirm CLAIM`",
    page: include_str!("../../docs/rules/occurrence-changed.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for claim in ctx.claims() {
        let address = ctx.snapshot.claim_address(claim);
        for occurrence in ctx.snapshot.occurrences_of(claim.uid).filter(|o| o.state == OccurrenceState::Changed) {
            let now = ctx.text(occurrence.start, occurrence.end);
            let message = match (now.is_empty(), have_same_words(&now, &occurrence.exact)) {
                (true, _) => format!("{} was reworded", quote(&occurrence.exact)),
                (false, true) => describe_surroundings(ctx, occurrence),
                (false, false) => format!("{} now reads {}", quote(&occurrence.exact), quote(&now)),
            };
            let place = ctx.snapshot.place(occurrence.start, occurrence.end);
            let (most, otherwise) = match Reliance::of_claim(ctx, claim) {
                Reliance::Verdict => (Severity::Deny, "edit the claim, and review it again"),
                Reliance::Acceptance if says_the_same(ctx, occurrence) => (Severity::Warn, "edit the claim"),
                Reliance::Acceptance => (Severity::Deny, "edit the claim"),
                Reliance::Nobody => (Severity::Note, "dismiss it"),
            };
            let help =
                format!("if the new words still make the claim: `claimbook confirm {address}`; otherwise {otherwise}");
            findings
                .add_claim(ctx, claim, message)
                .with_place(place)
                .with_help(help)
                .with_cause(occurrence.exact.as_str())
                .with_limit(most);
        }
    }
}

/// What changed though the words did not: what stands over them, or beside them in their sentence.
fn describe_surroundings(ctx: &Context, occurrence: &Occurrence) -> String {
    let words = quote(&occurrence.exact);
    let over = ctx.headings_over(occurrence.start, occurrence.end);
    let over = over.zip(occurrence.heads.as_ref()).filter(|(now, before)| !describe_turns(before, now).is_empty());
    match over {
        Some((now, before)) => {
            let turned = describe_turns(before, &now);
            let (before, now) = show_difference(before, &now);
            format!("{words} was under {} and is now under {}: {}", quote(&before), quote(&now), join_in_words(&turned))
        }
        None => format!("{words} is unchanged, but the rest of its sentence changed"),
    }
}

/// Two lines of headings without what they begin with in common.
fn show_difference(before: &str, now: &str) -> (String, String) {
    let same = before.split(" › ").zip(now.split(" › ")).take_while(|(a, b)| a == b).count();
    let rest = |line: &str| line.split(" › ").skip(same).collect::<Vec<_>>().join(" › ");
    let or_all =
        |line: &str| Some(rest(line)).filter(|rest| !rest.is_empty()).unwrap_or_else(|| "no heading".to_owned());
    (or_all(before), or_all(now))
}
