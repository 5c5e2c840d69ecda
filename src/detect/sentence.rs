//! A sentence, read once for everything that is asked of it.

use crate::model::{BlockKind, Quantity};
use crate::text::find_quantities;
use crate::text::lexicon::{PhraseMatch, Phrases};
use crate::text::tokens::{Token, scan};

/// A sentence with its words and figures.
pub(super) struct Sentence<'t> {
    pub(super) text: &'t str,
    pub(super) block: BlockKind,
    /// A marker of a reference stands in it.
    pub(super) cited: bool,
    pub(super) tokens: Vec<Token>,
    pub(super) figures: Vec<Quantity>,
}

impl<'t> Sentence<'t> {
    pub(super) fn new(text: &'t str, block: BlockKind) -> Self {
        Self { text, block, cited: false, tokens: scan(text), figures: find_quantities(text) }
    }

    /// The words of a hit as the sentence has them.
    pub(super) fn words(&self, hit: PhraseMatch) -> String {
        let (Some(first), Some(last)) = (self.tokens.get(hit.first), self.tokens.get(hit.after.saturating_sub(1)))
        else {
            return String::new();
        };
        let take = last.end.saturating_sub(first.start) as usize;
        self.text.chars().skip(first.start as usize).take(take).collect()
    }

    /// Whether any phrase of a list stands in it.
    pub(super) fn has(&self, list: &Phrases) -> bool {
        (0..self.tokens.len()).any(|at| list.match_at(&self.tokens, at).is_some())
    }

    /// Whether it begins with a phrase of a list.
    pub(super) fn begins_with(&self, list: &Phrases) -> bool {
        list.match_at(&self.tokens, 0).is_some()
    }
}
