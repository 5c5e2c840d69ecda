//! The one state by which a claim is marked in the text: the gravest thing that is true of it, else how far it has come.

use crate::evidence::{find_taken_back, reads_as_negative};
use crate::model::{CitationState, Claim, ClaimDossier, Kind, RegisteredNotice, Verdict};

/// Where a claim stands, for people: each has a shape, a word and a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimMark {
    /// A source was retracted, withdrawn or removed.
    TakenBack,
    /// The verdict that stands says that the evidence does not carry it.
    NotSupported,
    /// The verdicts that stand differ.
    Disputed,
    /// What the last review rested on has changed.
    Stale,
    /// Nothing backs it.
    Uncited,
    /// It cites a source that nobody has read for it.
    Cited,
    /// A source was read for it, and nobody has given a verdict.
    Read,
    /// The verdict that stands: there is too little to decide.
    NotEnough,
    /// The verdict that stands: some of it.
    Partly,
    /// The verdict that stands: the evidence says so.
    Supported,
    /// Background that needs no evidence.
    Background,
}

impl ClaimMark {
    /// Every mark, the gravest first.
    pub const ALL: [Self; 11] = [
        Self::TakenBack,
        Self::NotSupported,
        Self::Disputed,
        Self::Stale,
        Self::Uncited,
        Self::Cited,
        Self::Read,
        Self::NotEnough,
        Self::Partly,
        Self::Supported,
        Self::Background,
    ];
}

/// The mark of a claim whose sources have these notices.
pub(super) fn find_mark<'n>(
    claim: &Claim,
    dossier: &ClaimDossier,
    mut notices: impl Iterator<Item = &'n [RegisteredNotice]>,
) -> ClaimMark {
    let mut asserted = dossier.citations.iter().filter(|citation| citation.state == CitationState::Asserted).peekable();
    let is_cited = asserted.peek().is_some();
    match dossier.verdict {
        _ if notices.any(|notices| find_taken_back(notices).is_some()) => ClaimMark::TakenBack,
        Some(_) if dossier.disputed => ClaimMark::Disputed,
        Some(verdict) if reads_as_negative(verdict) => ClaimMark::NotSupported,
        Some(_) if !dossier.stale_because.is_empty() => ClaimMark::Stale,
        Some(Verdict::Supported) => ClaimMark::Supported,
        Some(Verdict::Partly) => ClaimMark::Partly,
        Some(_) => ClaimMark::NotEnough,
        None if asserted.any(|citation| citation.verified) => ClaimMark::Read,
        None if is_cited => ClaimMark::Cited,
        None if claim.kind == Kind::Context => ClaimMark::Background,
        None => ClaimMark::Uncited,
    }
}
