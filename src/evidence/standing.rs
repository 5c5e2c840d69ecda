//! Where a claim and its citations stand: the latest word of each person, and what follows.

use crate::model::{Citation, Claim, PartialDate, Reading, Review, Settings, Snapshot, Uid, Verdict};
use jiff::ToSpan;
use std::collections::BTreeMap;

/// What people decided about a claim.
#[derive(Debug, Clone, Default)]
pub struct Standing<'a> {
    /// The latest review of each person, oldest first.
    pub current: Vec<&'a Review>,
}

impl<'a> Standing<'a> {
    /// The newest of all: the one whose signature counts.
    pub fn latest(&self) -> Option<&'a Review> {
        self.current.last().copied()
    }

    /// The verdict that stands: the newest one.
    pub fn verdict(&self) -> Option<Verdict> {
        self.latest().map(|r| r.verdict)
    }

    /// Two people's latest verdicts differ.
    pub fn disputed(&self) -> bool {
        self.current.windows(2).any(|pair| matches!(pair, [a, b] if a.verdict != b.verdict))
    }
}

/// The latest review of each person about a claim. On the same day, the one recorded later counts.
pub fn standing<'a>(claim: &Claim, snapshot: &'a Snapshot) -> Standing<'a> {
    let mut last: BTreeMap<Uid, (usize, &Review)> = BTreeMap::new();
    for (at, review) in snapshot.reviews_of(claim.uid).enumerate() {
        let newer = last.get(&review.person).is_none_or(|(_, r)| r.reviewed_on <= review.reviewed_on);
        if newer {
            last.insert(review.person, (at, review));
        }
    }
    let mut current: Vec<(usize, &Review)> = last.into_values().collect();
    current.sort_by_key(|(at, r)| (r.reviewed_on, *at));
    Standing { current: current.into_iter().map(|(_, r)| r).collect() }
}

/// Whether a verdict says that the evidence does not carry the claim.
pub fn reads_as_negative(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Contradicted | Verdict::NotSupported)
}

/// The first day on which a reviewed claim is due again: the reviewer's own date, or the settings' interval.
pub fn review_due(review: &Review, settings: &Settings) -> jiff::civil::Date {
    due(review.reviewed_on, review.due_on, settings)
}

/// The same from a review's dates alone.
pub fn due(reviewed_on: jiff::civil::Date, own: Option<PartialDate>, settings: &Settings) -> jiff::civil::Date {
    let interval = || reviewed_on.saturating_add(i64::from(settings.review_interval_months).months());
    own.map_or_else(interval, PartialDate::first_day)
}

/// The latest reading of each person of a citation, oldest first.
pub fn current_readings<'a>(citation: &Citation, snapshot: &'a Snapshot) -> Vec<&'a Reading> {
    let mut last: BTreeMap<Uid, (usize, &Reading)> = BTreeMap::new();
    for (at, reading) in snapshot.readings_of(citation.uid).enumerate() {
        if last.get(&reading.person).is_none_or(|(_, r)| r.read_on <= reading.read_on) {
            last.insert(reading.person, (at, reading));
        }
    }
    let mut current: Vec<(usize, &Reading)> = last.into_values().collect();
    current.sort_by_key(|(at, r)| (r.read_on, *at));
    current.into_iter().map(|(_, r)| r).collect()
}

/// Whether somebody has read the work for the claim.
pub fn is_verified(citation: &Citation, snapshot: &Snapshot) -> bool {
    snapshot.readings_of(citation.uid).next().is_some()
}
