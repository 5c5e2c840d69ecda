//! How many people judge a claim before it is finished.

use super::{Kind, Uid};
use std::collections::{BTreeMap, BTreeSet};

/// How many people are wanted to judge each claim, each by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinions {
    /// For whatever is not named below.
    pub usual: u8,
    /// For claims of a kind.
    pub kinds: BTreeMap<Kind, u8>,
    /// For the claims of an article, by its key; this weighs more than the kind.
    pub articles: BTreeMap<String, u8>,
}

impl Default for Opinions {
    fn default() -> Self {
        Self { usual: 1, kinds: BTreeMap::new(), articles: BTreeMap::new() }
    }
}

impl Opinions {
    /// The most that can be asked for.
    pub const MOST: u8 = 9;

    /// How many are wanted for a claim of this kind, whose home is this article.
    pub fn count_wanted(&self, kind: Kind, home: &str) -> usize {
        let named = self.articles.get(home).or_else(|| self.kinds.get(&kind));
        usize::from(*named.unwrap_or(&self.usual))
    }

    /// Whether more than one is wanted anywhere.
    pub fn wants_several(&self) -> bool {
        [&self.usual].into_iter().chain(self.kinds.values()).chain(self.articles.values()).any(|n| *n > 1)
    }
}

/// What a person is not shown while their own opinion is open: others' verdicts and readings of these claims, and whether
/// figures agree.
pub type Withheld = BTreeSet<Uid>;
