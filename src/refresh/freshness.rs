//! How long an answer holds before it is asked again.

use crate::model::{Doi, DoiState, ExistsAnswer};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// The answers that are stored, with the time each was last heard.
pub type Known = BTreeMap<Doi, (ExistsAnswer, Timestamp)>;

/// By how much two clocks may differ.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// Whether what was heard at `asked_at` is no older than it may be. What comes from the future, beyond what two clocks may
/// differ, is as good as too old: some clock is wrong.
pub fn is_within(asked_at: Timestamp, now: Timestamp, most: SignedDuration) -> bool {
    let age = now.duration_since(asked_at);
    age > -SKEW && age < most
}

/// How long registered metadata hold: they are corrected now and then.
pub const METADATA_HOLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long it holds that there is no notice: a retraction is to be seen the day after.
pub const NOTICES_HOLD: SignedDuration = SignedDuration::from_hours(24);

/// How long it holds whether a full text is open, and what it says: journals open theirs after a year, and seldom sooner.
pub const FULL_TEXT_HOLD: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Ages up to which answers hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// For what is registered: registrations are not taken back lightly.
    pub present: SignedDuration,
    /// For everything that may be mended tomorrow: absent, without target, not a DOI.
    pub otherwise: SignedDuration,
}

impl Default for Freshness {
    fn default() -> Self {
        Self { present: SignedDuration::from_hours(30 * 24), otherwise: SignedDuration::from_hours(24) }
    }
}

impl Freshness {
    /// The same age for every answer; zero asks everything again.
    pub const fn at_most(age: SignedDuration) -> Self {
        Self { present: age, otherwise: age }
    }

    /// Whether an answer heard at `asked_at` still holds.
    pub fn holds(&self, answer: &ExistsAnswer, asked_at: Timestamp, now: Timestamp) -> bool {
        let most = match answer.state {
            DoiState::Exists | DoiState::Alias | DoiState::Deleted => self.present,
            DoiState::Absent | DoiState::NoTarget | DoiState::Malformed => self.otherwise,
            DoiState::Unchecked => return false,
        };
        is_within(asked_at, now, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn present_for_thirty_days_absent_for_one() {
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let table = [
            (DoiState::Exists, 29 * 24, true),
            (DoiState::Exists, 30 * 24, false),
            (DoiState::Deleted, 29 * 24, true),
            (DoiState::Absent, 23, true),
            (DoiState::Absent, 24, false),
            (DoiState::NoTarget, 25, false),
            (DoiState::Unchecked, 0, false),
            (DoiState::Exists, -1, false),
        ];
        for (state, hours, expected) in table {
            let answer = ExistsAnswer { state, agency: None, target: None, alias_of: None };
            let asked_at = now - SignedDuration::from_hours(hours);
            assert_eq!(Freshness::default().holds(&answer, asked_at, now), expected, "{state} {hours} h");
            assert!(!Freshness::at_most(SignedDuration::ZERO).holds(&answer, asked_at, now));
        }
    }
}
