//! How to go on after a failure: when a list is asked in parts, when lists are given up, and when a service is asked no more. The
//! more it has answered in this run, the more has to fail before that: one bad entry never costs another.

use crate::http::{Failure, Fault, Pace};

/// Lists of a service that fail before one was answered, until lists are given up for this run.
const LISTS_BEFORE_ANY: u32 = 3;

/// Up to so many are asked one by one when their list failed, and so often is a list halved before: less often where a list has to wait
/// longer than a question about one.
const FEW: usize = 8;
const MOST_PARTS: u32 = 4;
const MOST_PARTS_OF_SLOW_LISTS: u32 = 2;

/// After so many failures in a row that others wait for, whatever stands far away is asked first: its answer tells a service that is down
/// from neighbours that are all bad.
const IN_DOUBT: u32 = 2;

/// Single answers in a row that came from somebody else (a log-in page of this network, say) before we stop asking.
const STRANGERS_IN_A_ROW: u32 = 10;

/// Questions in a row that a service let time out, lists among them, before we stop asking: others wait for what it would say.
const SILENCES_IN_A_ROW: u32 = 3;

/// Questions in a row that were too many for a service, although we waited as it asked, before we stop asking.
const REFUSALS_IN_A_ROW: u32 = 3;

/// How to go on after a list that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AfterFailure {
    /// Nobody is there: asking one by one would be worse.
    Leave,
    /// Its halves; where nothing was heard of the service yet, one of them alone before, to see whether it answers at all.
    Halves(bool),
    /// One by one.
    Singly,
}

/// What one service has been like in this run.
#[derive(Debug, Default)]
pub(super) struct Patience {
    /// How often a list is halved.
    most_parts: u32,
    answered: u32,
    lists_answered: bool,
    lists_failed: u32,
    lists_given_up: Option<Failure>,
    strangers: u32,
    silences: u32,
    refusals: u32,
    given_up: Option<Failure>,
}

impl Patience {
    /// Nothing heard yet of a service that is asked at this pace.
    pub(super) fn new(pace: Pace) -> Self {
        let most_parts = if pace.lists.is_some() { MOST_PARTS_OF_SLOW_LISTS } else { MOST_PARTS };
        Self { most_parts, ..Self::default() }
    }

    /// Whether it has answered anything.
    pub(super) const fn has_answered(&self) -> bool {
        self.answered > 0
    }

    /// Whether it may be down.
    pub(super) const fn is_in_doubt(&self) -> bool {
        self.silences >= IN_DOUBT || self.refusals >= IN_DOUBT
    }

    /// Why lists are asked no more.
    pub(super) fn is_out_for_lists(&self) -> Option<Failure> {
        self.lists_given_up.clone()
    }

    /// Why nothing more is asked.
    pub(super) fn is_out(&self) -> Option<Failure> {
        self.given_up.clone()
    }

    /// A list of so many was answered.
    pub(super) fn list_answered(&mut self, len: usize) {
        (self.lists_failed, self.lists_answered) = (0, true);
        self.note_answers(len);
    }

    /// A list of so many failed, which is a part of one that was halved so often.
    pub(super) fn list_failed(&mut self, len: usize, parts: u32, failure: &Failure) -> AfterFailure {
        let in_the_dark = self.answered == 0;
        // Of a service that has answered, a list says no more than that one of its many is bad.
        if in_the_dark {
            self.note_failure(failure);
        }
        match failure.fault {
            fault if fault.is_out_of_reach() => AfterFailure::Leave,
            Fault::UrlTooLong if len > 1 => AfterFailure::Halves(false),
            fault => {
                self.lists_failed += 1;
                if fault == Fault::Blocked || !self.lists_answered && self.lists_failed >= LISTS_BEFORE_ANY {
                    self.lists_given_up.get_or_insert_with(|| failure.clone());
                }
                match self.lists_given_up.is_some() || len <= FEW || parts >= self.most_parts {
                    true => AfterFailure::Singly,
                    false => AfterFailure::Halves(in_the_dark && matches!(fault, Fault::Timeout | Fault::RateLimited)),
                }
            }
        }
    }

    /// A single question was answered.
    pub(super) fn note_single_answer(&mut self) {
        self.strangers = 0;
        self.note_answers(1);
    }

    /// A single question was not.
    pub(super) fn note_single_failure(&mut self, failure: &Failure) {
        let stranger = matches!(failure.fault, Fault::NotJson | Fault::Unexpected | Fault::RedirectedAway);
        self.strangers = if stranger { self.strangers + 1 } else { 0 };
        if self.strangers >= STRANGERS_IN_A_ROW + self.answered.min(3 * STRANGERS_IN_A_ROW) {
            self.given_up.get_or_insert_with(|| failure.clone());
        }
        self.note_failure(failure);
    }

    fn note_answers(&mut self, n: usize) {
        self.answered = self.answered.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        (self.silences, self.refusals) = (0, 0);
    }

    fn note_failure(&mut self, failure: &Failure) {
        let more = (self.answered / 4).min(5);
        for (fault, in_a_row, most) in [
            (Fault::Timeout, &mut self.silences, SILENCES_IN_A_ROW),
            (Fault::RateLimited, &mut self.refusals, REFUSALS_IN_A_ROW),
        ] {
            *in_a_row = if failure.fault == fault { *in_a_row + 1 } else { 0 };
            if *in_a_row >= most + more {
                self.given_up.get_or_insert_with(|| failure.clone());
            }
        }
    }
}

/// The halves of a list that failed.
pub(super) fn halve<K: Clone>(list: Vec<K>) -> Vec<Vec<K>> {
    list.chunks(list.len().div_ceil(2).max(1)).map(<[K]>::to_vec).collect()
}

/// One of a list of several, to ask about it alone.
pub(super) fn take_one<K>(list: &mut Vec<K>) -> Option<K> {
    (list.len() > 1).then(|| list.remove(list.len() / 2))
}

/// The same in another order, in which neighbours stand far apart: what is wrong with one is often wrong with its neighbours, and
/// many failures in a row look like a service that is down.
pub(super) fn spread<K>(list: Vec<K>) -> Vec<K> {
    let columns = list.len().isqrt().max(1);
    let mut rows: Vec<(usize, K)> = list.into_iter().enumerate().map(|(at, one)| (at % columns, one)).collect();
    rows.sort_by_key(|(column, _)| *column);
    rows.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_stand_far_apart_and_nothing_is_lost() {
        for n in 0..200 {
            let spread = spread((0..n).collect::<Vec<i32>>());
            let mut sorted = spread.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..n).collect::<Vec<i32>>());
            assert!(n < 10 || spread.windows(2).all(|pair| pair[0].abs_diff(pair[1]) > 1), "{spread:?}");
        }
    }

    #[test]
    fn halves_and_one_of_them_hold_everything_once() {
        let mut list: Vec<i32> = (0..5).collect();
        assert_eq!(halve(list.clone()), [vec![0, 1, 2], vec![3, 4]]);
        assert_eq!((take_one(&mut list), halve(list)), (Some(2), vec![vec![0, 1], vec![3, 4]]));
        assert_eq!((take_one(&mut vec![1]), halve(Vec::<i32>::new())), (None, Vec::<Vec<i32>>::new()));
    }
}
