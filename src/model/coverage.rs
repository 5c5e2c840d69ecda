//! Where an article's claims stand, in numbers.

use super::{Kind, Status, Verdict, Word};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of an article's claims stand where. All but `statuses` speak of the claims that are proposed or accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The article's key.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Claims that are proposed or accepted.
    pub claims: u32,
    /// All claims, by status.
    pub statuses: BTreeMap<Status, u32>,
    /// By kind.
    pub kinds: BTreeMap<Kind, u32>,
    /// With an asserted citation.
    pub cited: u32,
    /// Without one.
    pub uncited: u32,
    /// With an asserted citation whose source somebody has read for the claim.
    pub verified: u32,
    /// With a verdict.
    pub reviewed: u32,
    /// By the verdict that stands.
    pub verdicts: BTreeMap<Verdict, u32>,
    /// Two people's latest verdicts differ.
    pub disputed: u32,
    /// What was reviewed has changed since.
    pub stale: u32,
    /// Due to be reviewed again.
    pub due: u32,
    /// Entries of the newest list.
    pub references: u32,
    /// Of those, the ones that no claim cites.
    pub unused_references: u32,
    /// Sentences of the article that make those claims.
    pub sentences: u32,
    /// Of those, the ones of claims with an asserted citation.
    pub cited_sentences: u32,
    /// Of claims for which somebody has read a source.
    pub verified_sentences: u32,
    /// Of claims with a verdict.
    pub reviewed_sentences: u32,
    /// Of claims of which something that was reviewed has changed.
    pub stale_sentences: u32,
    /// How far the claims have come, each counted once.
    #[serde(skip)]
    pub progress: Progress,
}

/// How far claims have come, each counted where it has come farthest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Reviewed, and the review holds.
    pub holding: u32,
    /// Reviewed, and something has changed since.
    pub stale: u32,
    /// A source was read, and there is no verdict.
    pub read: u32,
    /// Cited, and nobody has read a source.
    pub cited: u32,
    /// Without a citation or a verdict.
    pub bare: u32,
}

impl Progress {
    /// Counts others in.
    pub fn add(&mut self, other: &Self) {
        self.holding += other.holding;
        self.stale += other.stale;
        self.read += other.read;
        self.cited += other.cited;
        self.bare += other.bare;
    }
}

/// The claims of one kind, over articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindCoverage {
    /// The kind.
    pub kind: Kind,
    /// Claims that are proposed or accepted.
    pub claims: u32,
    /// Sentences that make them.
    pub sentences: u32,
    /// With an asserted citation.
    pub cited: u32,
    /// With an asserted citation whose source somebody has read for the claim.
    pub verified: u32,
    /// With a verdict.
    pub reviewed: u32,
    /// What was reviewed has changed since.
    pub stale: u32,
    /// Due to be reviewed again.
    pub due: u32,
    /// How far they have come.
    #[serde(skip)]
    pub progress: Progress,
}

impl Coverage {
    /// Nothing counted yet: every word of the lists with 0.
    pub fn empty() -> Self {
        fn empty_counts<W: Word + Ord>() -> BTreeMap<W, u32> {
            W::ALL.iter().map(|word| (*word, 0)).collect()
        }
        Self { statuses: empty_counts(), kinds: empty_counts(), verdicts: empty_counts(), ..Self::default() }
    }

    /// Every number with its name, in the order of the fields; the words of the lists stand for themselves.
    pub fn counts(&self) -> Vec<(&'static str, u32)> {
        fn iterate<W: Word>(words: &BTreeMap<W, u32>) -> impl Iterator<Item = (&'static str, u32)> {
            words.iter().map(|(word, n)| (word.token(), *n))
        }
        let mut counts = vec![("claims", self.claims)];
        counts.extend(iterate(&self.statuses));
        counts.extend(iterate(&self.kinds));
        counts.extend([
            ("cited", self.cited),
            ("uncited", self.uncited),
            ("verified", self.verified),
            ("reviewed", self.reviewed),
        ]);
        counts.extend(iterate(&self.verdicts));
        counts.extend([
            ("disputed", self.disputed),
            ("stale", self.stale),
            ("due", self.due),
            ("references", self.references),
            ("unused_references", self.unused_references),
            ("sentences", self.sentences),
            ("cited_sentences", self.cited_sentences),
            ("verified_sentences", self.verified_sentences),
            ("reviewed_sentences", self.reviewed_sentences),
            ("stale_sentences", self.stale_sentences),
        ]);
        counts
    }
}
