//! Claims, and the places where they are worded.

use super::words::words;
use super::{Article, Reasons, Uid, claim_address};

/// One checkable proposition that the publisher stands behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The row's identity.
    pub uid: Uid,
    /// Its home article, which only names it.
    pub article: Uid,
    /// N of the address `article/cN`; never reused.
    pub serial: u32,
    /// The proposition, in a sentence.
    pub statement: String,
    /// What kind of proposition it is.
    pub kind: Kind,
    /// Where it stands between proposal and retirement.
    pub status: Status,
    /// The heading under which it was first found; empty before the first.
    pub section: String,
    /// Why it was proposed.
    pub because: Reasons,
    /// How sure the proposal is; none where a person put the claim in.
    pub confidence: Option<Confidence>,
    /// The claim that it turned out to be.
    pub merged_into: Option<Uid>,
}

impl Claim {
    /// Its address, given its home.
    pub fn address(&self, home: &Article) -> String {
        claim_address(&home.key, self.serial)
    }
}

words! {
    /// What a claim asserts.
    Kind, "claim kind" {
        /// How common something is.
        Prevalence = "prevalence",
        /// What makes something more likely.
        Risk = "risk",
        /// How something comes about.
        Mechanism = "mechanism",
        /// That something helps.
        Benefit = "benefit",
        /// That something harms, or is safe.
        Harm = "harm",
        /// What to do or leave.
        Recommendation = "recommendation",
        /// What a sign means.
        Diagnosis = "diagnosis",
        /// How something goes on.
        Prognosis = "prognosis",
        /// What a named source says ("a 2023 review found…").
        SourceDescription = "source-description",
        /// A company's own figure.
        Outcome = "outcome",
        /// Background that needs no evidence.
        Context = "context",
    }
}

words! {
    /// How sure a proposal is.
    Confidence, "confidence" {
        /// Nearly every sentence of its like is a claim.
        Sure = "sure",
        /// Most sentences of its like are claims.
        Likely = "likely",
    }
}

words! {
    /// Where a claim stands.
    Status, "claim status" {
        /// Proposed by the machine, not yet looked at.
        Proposed = "proposed",
        /// A person says that the article claims this.
        Accepted = "accepted",
        /// A person says that this is no claim.
        Dismissed = "dismissed",
        /// No longer claimed.
        Retired = "retired",
    }
}

/// One place where a claim is worded: a W3C TextQuoteSelector with a TextPositionSelector
/// (<https://www.w3.org/TR/annotation-model/>).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The row's identity.
    pub uid: Uid,
    /// The claim.
    pub claim: Uid,
    /// The article that words it.
    pub article: Uid,
    /// The version of the article that `start` and `end` count in.
    pub version: u32,
    /// The words, without markers of references.
    pub exact: String,
    /// Up to 32 code points before them.
    pub prefix: String,
    /// Up to 32 code points after them.
    pub suffix: String,
    /// Where they begin in the version's text, in Unicode code points.
    pub start: u32,
    /// Where they end, exclusive.
    pub end: u32,
    /// How often the exact words stood in the text when they were captured.
    pub count: u32,
    /// What became of it since.
    pub state: OccurrenceState,
    /// The words with their markers, as reviews signed them before markers were left out of `exact`; none since.
    pub exact_with_markers: Option<String>,
    /// What stood over the words: the title, headings, the head of their column, the line that leads in their list,
    /// parted by ` › `. None where it was captured before this was kept.
    pub heads: Option<String>,
}

impl Occurrence {
    /// Whether its words stand in the newest version of its article. What was proposed and not seen again stays where it
    /// was seen last, and counts for nothing.
    pub fn has_place(&self, newest: u32) -> bool {
        match self.state {
            OccurrenceState::Orphaned => false,
            OccurrenceState::Proposed => self.version == newest,
            _ => true,
        }
    }
}

words! {
    /// What became of an occurrence since its words were captured.
    OccurrenceState, "occurrence state" {
        /// The words stand where they stood.
        Exact = "exact",
        /// The same words, elsewhere.
        Moved = "moved",
        /// Other words stand there now.
        Changed = "changed",
        /// Two places could be meant.
        Ambiguous = "ambiguous",
        /// No place can be meant.
        Orphaned = "orphaned",
        /// A person says that the new words still make the claim.
        Confirmed = "confirmed",
        /// A known claim of another article seems to be worded here; nobody has confirmed it yet.
        Proposed = "proposed",
    }
}
