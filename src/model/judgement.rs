//! What people found and decided: readings and reviews. Only a person makes them, named and dated; both are
//! append-only.

use super::words::words;
use super::{PartialDate, Uid};
use std::collections::{BTreeMap, BTreeSet};

/// What a person found on reading a work for a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The row's identity.
    pub uid: Uid,
    /// The citation, so the claim and the reference.
    pub citation: Uid,
    /// Who read.
    pub person: Uid,
    /// When.
    pub read_on: jiff::civil::Date,
    /// What the source says about the claim.
    pub stance: Stance,
    /// The source's own words.
    pub quote: Option<String>,
    /// What was found, in the reader's own words.
    pub finding: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// How much of it was read.
    pub read_as: Option<ReadAs>,
    /// When it was taken back: no evidence since.
    pub retired_on: Option<jiff::civil::Date>,
}

words! {
    /// What a source says about a claim.
    Stance, "stance" {
        /// It says the same.
        Supports = "supports",
        /// It says some of it, or says it with less certainty.
        Partly = "partly",
        /// It says the opposite.
        Contradicts = "contradicts",
        /// It is there for context.
        Background = "background",
    }
}

words! {
    /// How much of a source was read.
    ReadAs, "read-as" {
        /// The abstract.
        Abstract = "abstract",
        /// All of it.
        FullText = "full-text",
    }
}

/// A person's dated verdict on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The row's identity.
    pub uid: Uid,
    /// The claim.
    pub claim: Uid,
    /// Who reviewed.
    pub person: Uid,
    /// When.
    pub reviewed_on: jiff::civil::Date,
    /// What they decided.
    pub verdict: Verdict,
    /// Why, in their words.
    pub note: Option<String>,
    /// When they want to see it again; otherwise the settings' interval holds.
    pub due_on: Option<PartialDate>,
    /// What was signed.
    pub signature: Signature,
    /// The reviews that differed, where this one decides between them.
    pub settles: Option<ReviewList>,
    /// An armoured SSH signature over what the review says and signs, where it was made with a key.
    pub signed: Option<String>,
}

impl Review {
    /// Whether it decides between another review and one that differs from it.
    pub fn settles(&self, other: Uid) -> bool {
        self.settles.as_ref().is_some_and(|settled| settled.0.contains(&other))
    }
}

/// Reviews by their uids, in a stable order.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ReviewList(pub BTreeSet<Uid>);

/// Judgements by one person of one thing that were recorded on two machines, neither in sight of the other: none of the two
/// is the later one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concurrent(BTreeSet<(Uid, Uid)>);

impl Concurrent {
    /// Takes note of two judgements.
    pub fn add(&mut self, one: Uid, other: Uid) {
        self.0.insert((one.min(other), one.max(other)));
    }

    /// Whether neither of two judgements is the later one.
    pub fn holds(&self, one: Uid, other: Uid) -> bool {
        self.0.contains(&(one.min(other), one.max(other)))
    }
}

words! {
    /// A person's verdict on a claim.
    Verdict, "verdict" {
        /// The evidence says so.
        Supported = "supported",
        /// Some of it, or with less certainty.
        Partly = "partly",
        /// The evidence does not say so.
        NotSupported = "not-supported",
        /// The evidence says otherwise.
        Contradicted = "contradicted",
        /// There is too little to decide.
        NotEnoughEvidence = "not-enough-evidence",
    }
}

/// What a review signed: one hash a part, so that a part that changed can be named. Positions, renumbering and an
/// unchanged answer asked again are not signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Signature {
    /// By which recipe the hashes were made; reviews are checked by their own.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub recipe: u8,
    /// Of the statement.
    pub statement: String,
    /// Of each reviewed occurrence's exact words, by occurrence.
    pub occurrences: BTreeMap<Uid, String>,
    /// Of each asserted work, by work (or by reference, where no work is known).
    pub works: BTreeMap<Uid, SignedWork>,
    /// SHA-256 of the text of each article version the claim stood in, by article: for
    /// `article-changed-since-review`, not for the claim's own staleness.
    pub texts: BTreeMap<Uid, String>,
    /// Of what was judged, by whom and on which day; none in signatures of the first two recipes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<SignedJudgement>,
    /// Whether the words of evidence are those alone that the reviewer recorded, since others' were withheld.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own_evidence: bool,
}

/// What a review signed of itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SignedJudgement {
    /// Of the verdict.
    pub verdict: String,
    /// Of the person.
    pub person: String,
    /// Of the day.
    pub reviewed_on: String,
}

/// The recipe of signatures that name none.
const fn first() -> u8 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_first(recipe: &u8) -> bool {
    *recipe <= 1
}

/// What a review signed of a work.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SignedWork {
    /// Of its notices.
    pub notices: String,
    /// Of the newer version that replaces it.
    pub newer: String,
    /// Of the words of its evidence: stance, quote and finding of the readings, and the citations' notes.
    pub evidence: String,
    /// Of its abstract; empty while none is stored. Apart from the rest because a catalogue's text form leaves abstracts
    /// out: an abstract that is missing on one side is no change.
    #[serde(default, rename = "abstract", skip_serializing_if = "String::is_empty")]
    pub abstract_text: String,
}
