//! The claims that a person accepted or judged, as sentences of other articles are held against them: an index that is made
//! once for several imports in a row, since what these add is proposed and judged by nobody.

use crate::catalogue::{Error, View, Writing};
use crate::detect::WordingIndex;
use crate::model::{Article, Claim, Uid};
use crate::text::spelling::have_same_words;
use std::collections::BTreeMap;

/// The index.
#[derive(Debug, Default)]
pub(super) struct KnownClaims {
    wordings: WordingIndex<Uid>,
    claims: BTreeMap<Uid, Claim>,
    homes: BTreeMap<Uid, Article>,
}

impl KnownClaims {
    /// Reads what every such claim says.
    pub(super) fn open(view: View<'_>) -> Result<Self, Error> {
        let (mut known, mut wordings) = (Self::default(), Vec::new());
        for (claim, words) in view.known_wordings()? {
            if !known.homes.contains_key(&claim.article) {
                known.homes.extend(view.get::<Article>(claim.article)?.map(|home| (home.uid, home)));
            }
            wordings.push((claim.uid, words));
            known.claims.insert(claim.uid, claim);
        }
        known.wordings = WordingIndex::new(wordings);
        Ok(known)
    }

    /// The claim of another article that a sentence words: one in the very words, or else the first that is clearly the same.
    pub(super) fn find(&self, sentence: &str, article: &Article) -> Option<&Claim> {
        let alike = self.wordings.find(sentence).into_iter();
        let mut alike: Vec<(&Claim, bool)> =
            alike.filter_map(|(uid, words)| Some((self.claims.get(uid)?, have_same_words(words, sentence)))).collect();
        alike.retain(|(claim, _)| claim.article != article.uid);
        let (first, _) = alike.iter().find(|(_, is_worded_so)| *is_worded_so).or(alike.first())?;
        Some(first)
    }

    /// Whether a claim is one of them.
    pub(super) fn holds(&self, claim: Uid) -> bool {
        self.claims.contains_key(&claim)
    }

    /// A claim's address.
    pub(super) fn address(&self, claim: &Claim) -> String {
        self.homes.get(&claim.article).map(|home| claim.address(home)).unwrap_or_default()
    }

    /// Stores a claim and its home where the catalogue does not have them: one that an import is only tried on holds no
    /// other article.
    pub(super) fn complete(&self, writing: &mut Writing<'_>, claim: &Claim) -> Result<(), Error> {
        if let Some(home) = self.homes.get(&claim.article)
            && writing.view().get::<Article>(home.uid)?.is_none()
        {
            writing.add(home)?;
        }
        if writing.view().get::<Claim>(claim.uid)?.is_none() {
            writing.add(claim)?;
        }
        Ok(())
    }
}
