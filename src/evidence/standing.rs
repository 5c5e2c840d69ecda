//! Where a claim and its citations stand: the latest word of each person, and what follows.

use crate::model::{Citation, Claim, PartialDate, Reading, Review, Settings, Snapshot, Uid, Verdict};
use jiff::ToSpan;

/// What people decided about a claim.
#[derive(Debug, Clone, Default)]
pub struct ClaimStanding<'a> {
    /// The latest review of each person, in the order of the log; two of one person where she recorded different verdicts on
    /// two machines, neither in sight of the other.
    pub current: Vec<&'a Review>,
}

impl<'a> ClaimStanding<'a> {
    /// The newest of all: the one whose signature counts.
    pub fn latest(&self) -> Option<&'a Review> {
        self.current.last().copied()
    }

    /// The verdict that stands: the newest one.
    pub fn verdict(&self) -> Option<Verdict> {
        self.latest().map(|r| r.verdict)
    }

    /// Two current verdicts differ, of two people or of one who did not know of the other, and nobody has settled it.
    pub fn is_disputed(&self) -> bool {
        let open = self.list_open();
        open.windows(2).any(|pair| matches!(pair, [a, b] if a.verdict != b.verdict))
    }

    /// The current reviews but those between which somebody has decided: what a later review says is open again.
    pub fn list_open(&self) -> Vec<&'a Review> {
        let settled = |review: &Review| self.current.iter().any(|by| by.settles(review.uid));
        self.current.iter().copied().filter(|review| !settled(review)).collect()
    }

    /// The current review that decided between others, where it still stands; the newest of several.
    pub fn find_settlement(&self) -> Option<&'a Review> {
        self.current.iter().copied().rev().find(|review| review.settles.is_some())
    }

    /// Whether somebody has to choose between two verdicts of her own.
    pub fn awaits_choice_of(&self, person: Uid) -> bool {
        self.current.iter().filter(|review| review.person == person).count() > 1
    }
}

/// The latest review of each person about a claim: the one recorded later counts, whatever day it states.
pub fn find_standing<'a>(claim: &Claim, snapshot: &'a Snapshot) -> ClaimStanding<'a> {
    let reviews = snapshot.reviews_of(claim.uid).map(|review| (review, review.person, review.uid));
    ClaimStanding { current: list_latest(reviews, snapshot, |a, b| a.verdict == b.verdict) }
}

/// Of each person's judgements, given in the order of the log, those that she recorded nothing later than; of two that say the
/// same only the last.
fn list_latest<'a, J>(
    judgements: impl Iterator<Item = (&'a J, Uid, Uid)>,
    snapshot: &Snapshot,
    same: fn(&J, &J) -> bool,
) -> Vec<&'a J> {
    let mut current: Vec<(&J, Uid, Uid)> = Vec::new();
    for (judgement, person, uid) in judgements {
        current.retain(|(earlier, by, of)| {
            *by != person || (snapshot.concurrent.holds(*of, uid) && !same(earlier, judgement))
        });
        current.push((judgement, person, uid));
    }
    current.into_iter().map(|(judgement, ..)| judgement).collect()
}

/// Whether a verdict says that the evidence does not carry the claim.
pub fn reads_as_negative(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Contradicted | Verdict::NotSupported)
}

/// The first day on which a reviewed claim is due again: the reviewer's own date, or the settings' interval.
pub fn find_review_due(review: &Review, settings: &Settings) -> jiff::civil::Date {
    compute_due(review.verdict, review.reviewed_on, review.due_on, settings)
}

/// The same from a review's verdict and dates alone. A claim that does not hold is looked at again sooner than one that does.
pub fn compute_due(
    verdict: Verdict,
    reviewed_on: jiff::civil::Date,
    own: Option<PartialDate>,
    settings: &Settings,
) -> jiff::civil::Date {
    let usual = || reviewed_on.saturating_add(i64::from(settings.review_interval_months).months());
    let interval =
        || settings.review_intervals.get(&verdict).map_or_else(usual, |interval| interval.add_to(reviewed_on));
    own.map_or_else(interval, PartialDate::first_day)
}

/// The latest reading of each person of a citation, in the order of the log.
pub fn find_current_readings<'a>(citation: &Citation, snapshot: &'a Snapshot) -> Vec<&'a Reading> {
    let readings = snapshot.readings_of(citation.uid).map(|reading| (reading, reading.person, reading.uid));
    list_latest(readings, snapshot, |a, b| a.stance == b.stance)
}

/// Whether somebody has read the work for the claim.
pub fn is_verified(citation: &Citation, snapshot: &Snapshot) -> bool {
    snapshot.readings_of(citation.uid).next().is_some()
}
