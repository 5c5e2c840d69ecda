//! Citations: a claim rests, or may rest, on a reference.

use super::words::words;
use super::{Reasons, Uid};

/// A claim joined to a reference of any article where the claim occurs.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// The row's identity.
    pub uid: Uid,
    /// The claim.
    pub claim: Uid,
    /// The reference.
    pub reference: Uid,
    /// Where it came from.
    pub origin: CitationOrigin,
    /// Whether it counts.
    pub state: CitationState,
    /// How well the tool thinks that they fit, 0 to 1; only for suggestions.
    pub score: Option<f64>,
    /// The same in a word.
    pub strength: Option<Strength>,
    /// Why it was suggested, in words a person can check.
    pub because: Reasons,
    /// A remark, such as what the work found.
    pub note: Option<String>,
    /// The same citation, added at another desk; then this one is kept for its history alone.
    pub merged_into: Option<Uid>,
}

/// Why a citation stands whose marker is gone. A machine does not take it back: whether the claim still rests on the
/// reference is for a person to say.
const NO_LONGER_CITED: &str = "the article no longer cites it here";

impl Citation {
    /// Why a citation stands whose marker is gone from the article.
    pub fn reasons_without_marker() -> Reasons {
        Reasons(vec![NO_LONGER_CITED.to_owned()])
    }

    /// What two citations of one claim and reference say together; none where people decided differently. What a person decided
    /// counts more than what was suggested.
    pub fn join(one: &Self, other: &Self) -> Option<Self> {
        let (first, second) = match (one.state, other.state) {
            (CitationState::Suggested, _) => (other, one),
            (_, CitationState::Suggested) => (one, other),
            (a, b) if a == b => (one, other),
            _ => return None,
        };
        Some(Self { note: first.note.clone().or(second.note.clone()), ..first.clone() })
    }

    /// Whether nothing but a marker of the article made it.
    pub fn is_by_marker_alone(&self) -> bool {
        self.origin == CitationOrigin::Article && self.state == CitationState::Asserted
    }

    /// Whether it stands only because the article once printed a marker that is gone.
    pub fn has_lost_its_marker(&self) -> bool {
        self.is_by_marker_alone() && self.because.0 == [NO_LONGER_CITED]
    }

    /// Whether it is a suggestion that is worth a person's look. Weak ones are shown to those who ask for all.
    pub fn is_offered(&self) -> bool {
        self.state == CitationState::Suggested && self.strength != Some(Strength::Weak)
    }
}

words! {
    /// Where a citation came from.
    CitationOrigin, "citation origin" {
        /// A marker printed in the article.
        Article = "article",
        /// The built-in catalogue.
        Catalogue = "catalogue",
        /// A suggestion.
        Tool = "tool",
        /// A person linked them.
        Person = "person",
    }
}

words! {
    /// Whether a citation counts.
    CitationState, "citation state" {
        /// No evidence, not signed, left out of exports unless asked.
        Suggested = "suggested",
        /// It counts.
        Asserted = "asserted",
        /// A person says that it does not.
        Rejected = "rejected",
    }
}

words! {
    /// A suggestion's score in a word.
    Strength, "strength" {
        /// Of ten such, nine or more were right where it was measured.
        Strong = "strong",
        /// Of ten such, six or more were right.
        Fair = "fair",
        /// Most such were wrong; nothing better is known.
        Weak = "weak",
    }
}
