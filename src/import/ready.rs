//! An article made ready to be stored: what was read of it, and the claims in it. That needs nothing of the catalogue, so that
//! another thread can do it.

use crate::detect::{self, Detection};
use crate::read::article::ReadArticle;

/// The language of an article that does not say in which it is.
pub(super) const LANGUAGE: &str = "en";

/// An article that was read and is to be stored, perhaps with the claims that were found in it.
#[derive(Debug, Clone)]
pub struct ReadyArticle {
    /// What was read.
    pub read: ReadArticle,
    /// The claims in it, where they were looked for.
    pub(super) found: Option<FoundClaims>,
}

impl From<ReadArticle> for ReadyArticle {
    fn from(read: ReadArticle) -> Self {
        Self { read, found: None }
    }
}

impl ReadyArticle {
    /// Finds the claims of what was read, which need not wait for the catalogue.
    pub fn find_claims(read: ReadArticle) -> Self {
        Self { found: FoundClaims::find(&read), read }
    }
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
}
