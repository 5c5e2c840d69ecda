//! When to stop asking in lists, and when to stop asking at all.

use crate::http::{Failure, Fault};

/// Lists that fail in a row before lists are given up for this run.
const LISTS_IN_A_ROW: u32 = 2;

/// Single answers in a row that came from somebody else (a log-in page of this network, say) before we stop asking.
const STRANGERS_IN_A_ROW: u32 = 10;

/// Questions in a row that a service let time out, lists among them, before we stop asking: others wait for what it would say.
const SILENCES_IN_A_ROW: u32 = 3;

/// How to go on after a list that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GoOn {
    /// Nobody is there, or we are told to stay away: asking one by one would be worse.
    Leave,
    /// The list was too long: its halves.
    Halves,
    /// One by one.
    Singly,
}

/// What one service has been like in this run.
#[derive(Debug, Default)]
pub(super) struct Patience {
    lists_failed: u32,
    lists_given_up: bool,
    strangers: u32,
    silences: u32,
    given_up: Option<Failure>,
}

impl Patience {
    /// Whether lists are asked no more.
    pub(super) fn is_out_for_lists(&self) -> bool {
        self.lists_given_up
    }

    /// Why nothing more is asked.
    pub(super) fn is_out(&self) -> Option<Failure> {
        self.given_up.clone()
    }

    /// A list was answered.
    pub(super) fn list_answered(&mut self) {
        (self.lists_failed, self.silences) = (0, 0);
    }

    /// A list of so many failed.
    pub(super) fn list_failed(&mut self, len: usize, failure: &Failure) -> GoOn {
        self.count_silence(failure);
        match failure.fault {
            fault if fault.is_out_of_reach() || fault == Fault::RateLimited => GoOn::Leave,
            Fault::UrlTooLong if len > 1 => GoOn::Halves,
            fault => {
                self.lists_failed += 1;
                let refused = matches!(fault, Fault::Blocked | Fault::NotJson | Fault::RedirectedAway);
                self.lists_given_up |= refused || self.lists_failed >= LISTS_IN_A_ROW;
                GoOn::Singly
            }
        }
    }

    /// A single question was answered.
    pub(super) fn single_answered(&mut self) {
        (self.strangers, self.silences) = (0, 0);
    }

    /// A single question was not.
    pub(super) fn single_failed(&mut self, failure: &Failure) {
        let stranger = matches!(failure.fault, Fault::NotJson | Fault::Unexpected | Fault::RedirectedAway);
        self.strangers = if stranger { self.strangers + 1 } else { 0 };
        if self.strangers >= STRANGERS_IN_A_ROW {
            self.given_up.get_or_insert_with(|| failure.clone());
        }
        self.count_silence(failure);
    }

    fn count_silence(&mut self, failure: &Failure) {
        self.silences = if failure.fault == Fault::Timeout { self.silences + 1 } else { 0 };
        if self.silences >= SILENCES_IN_A_ROW {
            self.given_up.get_or_insert_with(|| failure.clone());
        }
    }
}
