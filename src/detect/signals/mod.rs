//! Signals: what in a sentence shows that it makes a claim. One file a family, one descriptor each.

mod advice;
mod effects;
mod figures;
mod frequency;
mod safety;
mod studies;

use super::sentence::Sentence;

/// A family of signals.
pub(super) struct Signal {
    /// What it finds in a sentence.
    pub(super) find: fn(&Sentence) -> Vec<Reason>,
}

/// Every family, in the order in which reasons are told.
pub(super) const SIGNALS: &[Signal] =
    &[figures::SIGNAL, studies::SIGNAL, effects::SIGNAL, safety::SIGNAL, advice::SIGNAL, frequency::SIGNAL];

/// Why a sentence is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) mark: Mark,
    /// The reason in words that a person can check: "holds a figure: 40%".
    pub(super) text: String,
}

impl Reason {
    pub(super) fn new(mark: Mark, what: &str, words: &str) -> Self {
        Self { mark, text: format!("{what}: {words}") }
    }
}

/// What a signal shows of a sentence; the kind of the claim follows from these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// A figure that counts something.
    Figure,
    /// A figure that is a share of people.
    Share,
    /// A source named by year or kind.
    NamedStudy,
    /// A source without a name.
    VagueStudy,
    /// Something helps.
    Help,
    /// Something causes or changes something.
    Cause,
    /// Something is worse or does harm.
    Harm,
    /// Something makes something else more or less likely.
    Risk,
    /// Something is safe, or is not.
    Safety,
    /// A sign of something else.
    Sign,
    /// What to do or leave, with somebody's authority.
    Advice,
    /// A limit at which something begins or ends.
    Threshold,
    /// How common something is.
    Frequency,
    /// How something goes on.
    Outlook,
    /// A hint that says too little alone.
    Hint,
}

impl Mark {
    /// Whether a sentence is proposed for this alone.
    pub(super) fn suffices(self) -> bool {
        self != Self::Hint
    }
}
