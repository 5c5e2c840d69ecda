//! Readings and reviews in the catalogue.

use super::{Result, View};
use crate::model::{Reading, Review, Uid};

impl View<'_> {
    /// Readings of a citation, oldest first, those that were retired among them.
    pub fn readings_of(self, citation: Uid) -> Result<Vec<Reading>> {
        self.by_whom(self.all(include_str!("readings_of_citation.sql"), [citation])?, |r: &mut Reading| &mut r.person)
    }

    /// Reviews of a claim, oldest first.
    pub fn reviews_of(self, claim: Uid) -> Result<Vec<Review>> {
        self.by_whom(self.all(include_str!("reviews_of_claim.sql"), [claim])?, |r: &mut Review| &mut r.person)
    }

    /// Readings of the citations of an article's claims, oldest first.
    pub(super) fn readings_for(self, article: Uid) -> Result<Vec<Reading>> {
        let readings = self.all(include_str!("readings_of_article.sql"), &[(":article", &article)])?;
        self.by_whom(readings, |r: &mut Reading| &mut r.person)
    }

    /// Reviews of an article's claims, oldest first.
    pub(super) fn reviews_for(self, article: Uid) -> Result<Vec<Review>> {
        let reviews = self.all(include_str!("reviews_of_article.sql"), &[(":article", &article)])?;
        self.by_whom(reviews, |r: &mut Review| &mut r.person)
    }

    /// What people judged, each as whom they turned out to be.
    fn by_whom<T>(self, mut judged: Vec<T>, person: fn(&mut T) -> &mut Uid) -> Result<Vec<T>> {
        let merged = self.merged_people()?;
        for one in &mut judged {
            let whom = person(one);
            *whom = merged.get(whom).copied().unwrap_or(*whom);
        }
        Ok(judged)
    }
}
