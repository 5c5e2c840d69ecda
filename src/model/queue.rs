//! What waits for a person, and why: derived from what people decided and registries said, never stored as a decision.

use super::words::words;
use super::{Kind, PartialDate, Status, Uid, Verdict};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// Why a claim waits for a person, in the order of what follows if nobody looks.
    QueueReason, "queue reason" {
        /// A person, or a source that a person read, says that it does not hold.
        Contradicted = "contradicted",
        /// A source was retracted, withdrawn or removed.
        Retracted = "retracted",
        /// What the last review rested on has changed.
        Stale = "stale",
        /// The verdicts that stand differ.
        Disputed = "disputed",
        /// It says that something helps or harms, and cites nothing.
        Unsupported = "unsupported",
        /// Its figures are not those of its sources.
        Figures = "figures",
        /// The article's words changed, or its place was lost.
        Changed = "changed",
        /// It cites a source, and nobody has given a verdict on it.
        Unreviewed = "unreviewed",
        /// It needs evidence, and cites nothing.
        Uncited = "uncited",
        /// Its review is due again.
        Due = "due",
        /// The machine proposed it, and nobody has said whether it is a claim.
        Proposed = "proposed",
    }
}

words! {
    /// What a person is asked to do about a claim.
    QueueTask, "task of the queue" {
        /// Change the article, or what it cites: somebody has decided that this does not hold.
        Mend = "mend",
        /// Read the sources and give a verdict.
        Review = "review",
        /// Choose between verdicts that differ.
        Settle = "settle",
        /// Find a source that says so.
        Cite = "cite",
        /// Say whether the words still make the claim.
        Confirm = "confirm",
        /// Say whether it is a claim.
        Accept = "accept",
    }
}

/// One reason for which a claim waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Why.
    pub reason: QueueReason,
    /// What is asked of a person.
    pub task: QueueTask,
    /// The reason in words, as a clause: `a retraction of 2024-05-02 was noted on smith2023`.
    pub why: String,
    /// Since when, as far as that is known.
    pub since: Option<Date>,
}

/// Where a claim stands, as far as neither the day nor the settings decide: what can be kept until something that it rests on
/// changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimState {
    /// The claim.
    pub claim: Uid,
    /// Its home.
    pub article: Uid,
    /// What kind it is.
    pub kind: Kind,
    /// Whether a person says that the article claims this.
    pub status: Status,
    /// Its place in the queue: the smaller comes first. None where it does not wait.
    pub rank: Option<u8>,
    /// Why it waits, most consequential first; empty where it does not, or where it is dismissed or retired.
    pub reasons: Vec<Waiting>,
    /// What of the newest review's signature has changed; empty while it holds, and while there is none.
    pub stale_because: Vec<String>,
    /// The person who is asked to review it, if one is.
    pub assigned: Option<Uid>,
    /// The verdict that stands.
    pub verdict: Option<Verdict>,
    /// Whose verdict that is.
    pub reviewer: Option<Uid>,
    /// When it was given.
    pub reviewed_on: Option<Date>,
    /// When its reviewer wants to see the claim again, where they said so.
    pub due_on: Option<PartialDate>,
    /// How many sentences of its home word it.
    pub sentences: u32,
    /// Verdicts that stand differ.
    pub disputed: bool,
    /// It has an asserted citation.
    pub cited: bool,
    /// Somebody has read one of its sources for it.
    pub verified: bool,
    /// It is claimed, judged, and waits for nothing but the day on which the review is due again.
    pub holds: bool,
}

impl ClaimState {
    /// Who is asked: the person it is assigned to, or else the last reviewer.
    pub fn person(&self) -> Option<Uid> {
        self.assigned.or(self.reviewer)
    }

    /// Since when it waits for the first reason.
    pub fn waiting_since(&self) -> Option<Date> {
        self.reasons.first()?.since
    }
}

/// A claim that waits for a person. Field names are contracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QueueEntry {
    /// The claim.
    #[serde(skip)]
    pub claim: Uid,
    /// Its address.
    pub address: String,
    /// The key of its home article.
    pub article: String,
    /// The proposition.
    pub statement: String,
    /// The sentence before, where its subject is a pronoun; added for whoever shows the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// What kind it is.
    pub kind: Kind,
    /// Whether a person says that the article claims this.
    pub status: Status,
    /// Why it waits, most consequential first; never empty.
    pub reasons: Vec<Waiting>,
    /// Who is asked: the person it is assigned to, or else the last reviewer.
    pub whose: Option<String>,
    /// Whether that person was assigned to it.
    pub assigned: bool,
    /// The verdict that stands.
    pub verdict: Option<Verdict>,
    /// When that was given.
    pub reviewed_on: Option<Date>,
}

/// What waits, and how many for what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// Those asked for, most consequential first.
    pub entries: Vec<QueueEntry>,
    /// How many claims wait in all, by their first reason, in the order of consequence; those of them that are left out by a limit
    /// are counted, too.
    pub counts: Vec<(QueueReason, u64)>,
}

impl Queue {
    /// How many claims wait in all.
    pub fn count_waiting(&self) -> u64 {
        self.counts.iter().map(|(_, n)| n).sum()
    }
}
