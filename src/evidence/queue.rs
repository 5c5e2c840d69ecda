//! The queue: what waits for a person, put in order. What the day and the settings decide, that a review is due again, is added
//! here to where a claim stands.

use super::{compute_due, reads_as_negative};
use crate::model::{Claim, ClaimState, Confidence, QueueReason, QueueTask, Settings, Status, Waiting};
use jiff::civil::Date;

/// Every reason for which a claim waits today, most consequential first; empty where it does not wait.
pub fn list_reasons(claim: &Claim, state: &ClaimState, settings: &Settings, today: Date) -> Vec<Waiting> {
    let mut reasons = state.reasons.clone();
    if matches!(claim.status, Status::Proposed | Status::Accepted) {
        reasons.extend(find_due(state, settings, today));
    }
    reasons.sort_by_key(|waiting| waiting.reason);
    reasons
}

/// That the review is due again; no news of one that is stale or found the claim wrong, since that waits already.
fn find_due(state: &ClaimState, settings: &Settings, today: Date) -> Option<Waiting> {
    let (verdict, reviewed_on) = state.verdict.zip(state.reviewed_on)?;
    let due = compute_due(verdict, reviewed_on, state.due_on, settings);
    let is_news = state.stale_because.is_empty();
    let whose = if reads_as_negative(verdict) { "the verdict that it does not hold" } else { "the review" };
    let why = format!("{whose} of {reviewed_on} was due to be looked at again on {due}");
    (due <= today && is_news).then_some(Waiting {
        reason: QueueReason::Due,
        task: QueueTask::Review,
        why,
        since: Some(due),
    })
}

/// Where a claim stands in the queue: what has the smaller one comes first. Of one reason, what a person says is claimed comes
/// before what is proposed, and a sure proposal before a likely one.
pub fn rank_waiting(first: QueueReason, claim: &Claim) -> u8 {
    let sureness = match (claim.status, claim.confidence) {
        (Status::Accepted, _) => 0,
        (_, Some(Confidence::Likely)) => 2,
        _ => 1,
    };
    (first as u8).saturating_mul(SURENESSES).saturating_add(sureness)
}

/// How many ranks a reason has.
const SURENESSES: u8 = 3;
