//! What the statements of claims go on with, for lists that show them alone: "This can cause strain" with the sentence before.

use super::Failure;
use super::texts::ArticleTexts;
use crate::catalogue::View;
use crate::model::{Claim, QueueEntry, Uid};
use crate::text::context::{ContextFinder, points_back};

/// So many texts are kept at once.
const KEPT: usize = 50;

/// Finds what statements go on with.
pub struct ClaimContexts<'v> {
    view: View<'v>,
    texts: ArticleTexts<'v>,
}

impl<'v> ClaimContexts<'v> {
    /// None found yet.
    pub fn new(view: View<'v>) -> Self {
        Self { view, texts: ArticleTexts::new(view) }
    }

    /// The sentence before the claim's words in its home; none where the statement speaks for itself.
    pub fn find(&mut self, claim: Uid, statement: &str) -> Result<Option<String>, Failure> {
        if !points_back(statement) {
            return Ok(None);
        }
        let Some(claim) = self.view.get::<Claim>(claim)? else { return Ok(None) };
        if self.texts.count() >= KEPT {
            self.texts = ArticleTexts::new(self.view);
        }
        let all = self.view.occurrences_of(claim.uid)?;
        let text = self.texts.load(claim.article)?;
        let Some(version) = &text.version else { return Ok(None) };
        let place = all.iter().find(|o| o.article == claim.article && o.has_place(version.n));
        Ok(place.and_then(|place| ContextFinder::new(version, &text.language).find((place.start, place.end))))
    }

    /// Adds it to those that wait.
    pub fn add_to(&mut self, entries: &mut [QueueEntry]) -> Result<(), Failure> {
        entries.iter_mut().try_for_each(|entry| {
            entry.context = self.find(entry.claim, &entry.statement)?;
            Ok(())
        })
    }
}
