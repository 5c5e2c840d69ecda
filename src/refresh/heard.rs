//! What was heard about things, and what was not.

use crate::http::{Failure, Fault};
use crate::model::{Doi, ExistsAnswer, Identifier};
use jiff::Timestamp;

/// One thing heard about one DOI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistenceReply {
    /// What was asked about.
    pub doi: Doi,
    /// The verdict.
    pub answer: ExistsAnswer,
    /// Who said so: the service's name.
    pub service: &'static str,
    /// When.
    pub asked_at: Timestamp,
    /// SHA-256 of the body that settled it, lower-case hex.
    pub body_sha256: String,
}

/// One thing that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// Which.
    pub id: Identifier,
    /// The class of the failure.
    pub fault: Fault,
    /// The reason, as a sentence without its full stop.
    pub reason: String,
}

/// What became of asking one service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceOutcome {
    /// Things that were due and asked about.
    pub asked: usize,
    /// Things whose stored answer still holds.
    pub fresh: usize,
    /// Things that were answered.
    pub answered: usize,
    /// Things that were not, each with the reason. A stored answer, however old, stands meanwhile.
    pub unchecked: Vec<Unchecked>,
}

impl ServiceOutcome {
    /// Adds what became of further questions.
    pub(super) fn add(&mut self, more: Self) {
        self.asked += more.asked;
        self.fresh += more.fresh;
        self.answered += more.answered;
        self.unchecked.extend(more.unchecked);
    }

    /// Nothing was asked: whatever is due stays open for this reason.
    pub(super) fn open<K: Into<Identifier>>(due: Vec<K>, fresh: usize, failure: &Failure) -> Self {
        let unchecked = due.into_iter().map(|key| make_unchecked(key, failure)).collect();
        Self { fresh, unchecked, ..Self::default() }
    }
}

/// A thing without an answer, and why.
pub(super) fn make_unchecked(id: impl Into<Identifier>, failure: &Failure) -> Unchecked {
    Unchecked { id: id.into(), fault: failure.fault, reason: failure.to_string() }
}
