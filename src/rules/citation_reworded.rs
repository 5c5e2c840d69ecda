//! A sentence that a change made to say something else, and that still cites what it cited.

use super::base::phrase::{join_in_words, quote};
use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Claim, OccurrenceState, Reworded, Severity, Status};

/// `citation-reworded`.
pub(super) const RULE: Rule = Rule {
    id: "citation-reworded",
    severity: Severity::Deny,
    needs: &[Need::Text],
    summary: "a change made a sentence say something else, and it still cites the same source",
    standard: "Jergas & Baethge, PeerJ 2015;3:e1364: in a quarter of quotations the source does not say what it is cited for",
    help: "check whether the source says so too; if not, restore the earlier words or cite a source that does",
    page: include_str!("../../docs/rules/citation-reworded.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let most = if ctx.settings.strict_changes { Severity::Deny } else { Severity::Warn };
    // What an accepted claim says, and whether a person has confirmed its new words, is known of its place; its marker is not.
    let is_told = |reworded: &&Reworded| {
        reworded.before != reworded.now && find_claim(ctx, reworded).is_some_and(|claim| is_kept(ctx, claim))
    };
    for reworded in ctx.snapshot.reworded.iter().filter(|reworded| !is_told(reworded)) {
        let (before, differences) = (quote(&reworded.before), join_in_words(&reworded.differences));
        let (most, message) = match reworded.is_sure {
            true => (most, format!("{before} cited its source; now {differences}")),
            false => {
                (Severity::Warn, format!("{before} cited its source; now {differences}, perhaps for the same thing"))
            }
        };
        let place = ctx.snapshot.place(reworded.start, reworded.end);
        let claim = find_claim(ctx, reworded).map(|claim| ctx.snapshot.claim_address(claim));
        let address = claim.unwrap_or_else(|| ctx.snapshot.key().to_owned());
        findings.find(address, message).with_place(place).with_cause(reworded.before.as_str()).with_limit(most);
    }
}

/// The claim that the sentence makes, where it makes one.
fn find_claim<'s>(ctx: &Context<'s>, reworded: &Reworded) -> Option<&'s Claim> {
    let is_there = |claim: &&Claim| {
        let mut places = ctx.snapshot.occurrences_of(claim.uid).filter(|o| o.state != OccurrenceState::Orphaned);
        places.any(|o| o.start < reworded.end && reworded.start < o.end)
    };
    ctx.claims().find(is_there)
}

/// Whether the catalogue keeps a claim that somebody accepted.
fn is_kept(ctx: &Context, claim: &Claim) -> bool {
    claim.status == Status::Accepted && ctx.snapshot.is_stored()
}
