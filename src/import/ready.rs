//! An article made ready to be stored: what was read of it, and the claims in it. That needs nothing of the catalogue, so that
//! another thread can do it.

use crate::detect::{self, Detection};
use crate::model::Blocks;
use crate::read::article::ReadArticle;
use crate::suggest::{ClaimText, ReadClaim, read_claims};
use crate::text::CharIndex;

/// The language of an article that does not say in which it is.
pub(super) const LANGUAGE: &str = "en";

/// An article that was read and is to be stored, perhaps with the claims that were found in it.
#[derive(Debug, Clone)]
pub struct ReadyArticle {
    /// What was read.
    pub read: ReadArticle,
    /// The claims in it, where they were looked for.
    pub(super) found: Option<FoundClaims>,
    /// The same claims, read for what they ask of the list, where that was done.
    pub(super) asking: Vec<ReadClaim>,
}

impl From<ReadArticle> for ReadyArticle {
    fn from(read: ReadArticle) -> Self {
        Self { read, found: None, asking: Vec::new() }
    }
}

impl ReadyArticle {
    /// Finds the claims of what was read, which need not wait for the catalogue.
    pub fn find_claims(read: ReadArticle) -> Self {
        Self { found: FoundClaims::find(&read), read, asking: Vec::new() }
    }

    /// Reads the claims that were found for what they ask of the article's list, for whoever is going to suggest references.
    #[must_use]
    pub fn with_read_claims(self) -> Self {
        let asking = match &self.found {
            Some(found) if !self.read.references.is_empty() => found.read_for_list(&self.read),
            _ => Vec::new(),
        };
        Self { asking, ..self }
    }
}

/// The paragraph that words stand in; of a very long one, what stands near.
pub(super) fn find_paragraph<'t>(blocks: &Blocks, text: &CharIndex<'t>, (start, end): (u32, u32)) -> &'t str {
    /// Nobody's paragraph is longer; what is further away than this says nothing about a claim.
    const NEAR: u32 = 1_000;
    let Some(block) = blocks.block_at(start) else { return "" };
    text.slice(block.start.max(start.saturating_sub(NEAR)), block.end.min(end.saturating_add(NEAR)))
}

/// The claims found in a text before it is stored: finding them needs nothing of the catalogue.
#[derive(Debug, Clone)]
pub(super) struct FoundClaims {
    language: String,
    detected: Detection,
}

impl FoundClaims {
    /// Finds the claims of what was read; none where keys are still to be looked up, which changes what its markers are.
    pub(super) fn find(read: &ReadArticle) -> Option<Self> {
        let language = read.language.clone().unwrap_or_else(|| LANGUAGE.to_owned());
        let is_ready = read.keys.is_empty() && detect::knows_language(&language);
        is_ready.then(|| Self { detected: detect::detect_claims(&read.text, &read.blocks, &language), language })
    }

    /// The same, for an article that is in this language.
    pub(super) fn take_for(self, language: &str) -> Option<Detection> {
        (self.language == language).then_some(self.detected)
    }

    fn read_for_list(&self, read: &ReadArticle) -> Vec<ReadClaim> {
        let places = CharIndex::new(&read.text);
        read_claims(self.detected.proposals.iter().map(|found| ClaimText {
            statement: &found.statement,
            context: find_paragraph(&read.blocks, &places, (found.start, found.end)),
            section: &found.section,
            kind: found.kind,
        }))
    }
}
