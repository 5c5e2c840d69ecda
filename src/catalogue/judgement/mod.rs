//! Readings and reviews in the catalogue.

use super::{Result, View};
use crate::model::{Reading, Review, Uid};

impl View<'_> {
    /// Readings of a citation, oldest first.
    pub fn readings_of(self, citation: Uid) -> Result<Vec<Reading>> {
        self.all(include_str!("readings_of_citation.sql"), [citation])
    }

    /// Reviews of a claim, oldest first.
    pub fn reviews_of(self, claim: Uid) -> Result<Vec<Review>> {
        self.all(include_str!("reviews_of_claim.sql"), [claim])
    }

    /// Readings of the citations of an article's claims, oldest first.
    pub(super) fn readings_for(self, article: Uid) -> Result<Vec<Reading>> {
        self.all(include_str!("readings_of_article.sql"), &[(":article", &article)])
    }

    /// Reviews of an article's claims, oldest first.
    pub(super) fn reviews_for(self, article: Uid) -> Result<Vec<Review>> {
        self.all(include_str!("reviews_of_article.sql"), &[(":article", &article)])
    }
}
