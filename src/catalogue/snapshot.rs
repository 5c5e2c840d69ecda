//! Loading a snapshot: one article with everything that its claims rest on.

use super::{Result, View};
use crate::model::{Article, Snapshot, SnapshotIndex, SourceState};
use std::collections::BTreeMap;

impl View<'_> {
    /// An article with its claims, citations, references, works, observations, readings and reviews.
    pub fn snapshot(self, article: &Article) -> Result<Snapshot> {
        let uid = article.uid;
        let claims = self.claims_of(uid)?;
        let foreign_references = self.foreign_references(uid)?;
        let mut articles = BTreeMap::from([(uid, article.key.clone())]);
        for other in claims.iter().map(|c| c.article).chain(foreign_references.iter().map(|r| r.article)) {
            if !articles.contains_key(&other)
                && let Some(other) = self.get::<Article>(other)?
            {
                articles.insert(other.uid, other.key);
            }
        }
        let mut observations: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for observation in self.observations_for(uid)? {
            observations
                .entry((observation.scheme.clone(), observation.identifier.clone()))
                .or_default()
                .push(observation);
        }
        Ok(Snapshot {
            article: Some(article.clone()),
            people: self.people_of(uid)?,
            version: self.newest_version(uid)?,
            source: SourceState::Stored,
            claims,
            articles,
            occurrences: self.occurrences_in(uid)?,
            references: self.references_of(uid)?,
            foreign_references,
            citations: self.citations_for(uid)?,
            works: self.works_of(uid)?.into_iter().map(|w| (w.uid, w)).collect(),
            notices: self.notices_for(uid)?,
            observations,
            readings: self.readings_for(uid)?,
            reviews: self.reviews_for(uid)?,
            index: SnapshotIndex::default(),
            persons: self.who_judged(uid)?.into_iter().map(|p| (p.uid, p)).collect(),
        })
    }
}
