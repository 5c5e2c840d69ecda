//! The queue: what waits for a person, put in order. What the day and the settings decide, that a review is due again, is added
//! here to where a claim stands.

use super::{compute_due, reads_as_negative};
use crate::model::{
    Claim, ClaimState, Confidence, Interval, QueueReason, QueueTask, Settings, Status, Verdict, Waiting,
};
use jiff::ToSpan;
use jiff::civil::Date;

/// Every reason for which a claim waits today, most consequential first; empty where it does not wait.
pub fn list_reasons(state: &ClaimState, settings: &Settings, today: Date) -> Vec<Waiting> {
    let mut reasons = state.reasons.clone();
    reasons.extend(find_due(state, settings, today));
    reasons.sort_by_key(|waiting| waiting.reason);
    reasons
}

/// That the review is due again: no news of a claim that waits already.
fn find_due(state: &ClaimState, settings: &Settings, today: Date) -> Option<Waiting> {
    let (verdict, reviewed_on) = state.verdict.zip(state.reviewed_on)?;
    let due = compute_due(verdict, reviewed_on, state.due_on, settings);
    let what = if reads_as_negative(verdict) { "the verdict that it does not hold" } else { "the review" };
    let why = format!("{what} of {reviewed_on} was due to be looked at again on {due}");
    let is_news = state.holds && due <= today;
    is_news.then_some(Waiting { reason: QueueReason::Due, task: QueueTask::Review, why, since: Some(due) })
}

/// The last day of which a review with that verdict is due again today, where its reviewer named no day.
pub fn find_last_due(verdict: Verdict, settings: &Settings, today: Date) -> Date {
    let is_due = |reviewed_on: Date| compute_due(verdict, reviewed_on, None, settings) <= today;
    let interval = settings.review_intervals.get(&verdict).copied();
    let mut day = match interval.unwrap_or(Interval::Months(settings.review_interval_months)) {
        Interval::Days(days) => today.saturating_sub(i64::from(days).days()),
        Interval::Months(months) => today.saturating_sub(i64::from(months).months()),
    };
    // Months differ in length, by three days at most.
    while !is_due(day) && day > Date::MIN {
        day = day.saturating_sub(1.day());
    }
    while day < Date::MAX && is_due(day.saturating_add(1.day())) {
        day = day.saturating_add(1.day());
    }
    day
}

/// Where a claim stands in the queue: what has the smaller one comes first. Of one reason, what a person says is claimed comes
/// before what is proposed, and a sure proposal before a likely one.
pub fn rank_waiting(first: QueueReason, claim: &Claim) -> u8 {
    let sureness = match (claim.status, claim.confidence) {
        (Status::Accepted, _) => 0,
        (_, Some(Confidence::Likely)) => 2,
        _ => 1,
    };
    first_rank(first).saturating_add(sureness)
}

/// The first rank of those that a reason has.
pub const fn first_rank(reason: QueueReason) -> u8 {
    (reason as u8).saturating_mul(RANKS)
}

/// How many ranks a reason has.
pub const RANKS: u8 = 3;
