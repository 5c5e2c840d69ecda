//! Loading a snapshot: one article with everything that its claims rest on.

use super::{Result, View};
use crate::model::{Article, Snapshot, SnapshotIndex, SourceState, Work};
use std::collections::BTreeMap;

impl View<'_> {
    /// An article with its claims, citations, references, works, observations, readings and reviews.
    pub fn snapshot(self, article: &Article) -> Result<Snapshot> {
        // Inside one transaction, unless a change is under way: one state of the catalogue, and one lock for a dozen queries.
        let _whole = self.connection.is_autocommit().then(|| self.connection.unchecked_transaction()).transpose()?;
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

    /// One work with the references to it, its notices and what registries answered; no article, no claims.
    pub fn snapshot_of_work(self, work: &Work) -> Result<Snapshot> {
        let references = self.references_to(work.uid)?;
        let mut articles = BTreeMap::new();
        for reference in &references {
            if let Some(article) = self.get::<Article>(reference.article)? {
                articles.insert(article.uid, article.key);
            }
        }
        let dois = references.iter().filter_map(crate::model::Reference::doi).chain(work.doi.clone());
        let mut asked: Vec<(&str, String)> = dois.map(|doi| ("doi", doi.key().to_owned())).collect();
        let pmids = references.iter().map(|r| &r.csl.pmid).chain([&work.pmid]).flatten();
        asked.extend(pmids.map(|pmid| ("pmid", pmid.clone())));
        let pmcids = references.iter().map(|r| &r.csl.pmcid).chain([&work.pmcid]).flatten();
        asked.extend(pmcids.map(|pmcid| ("pmcid", pmcid.clone())));
        let mut observations = BTreeMap::new();
        for (scheme, identifier) in asked {
            let heard = self.observations_of(scheme, &identifier)?;
            observations.insert((scheme.to_owned(), identifier), heard);
        }
        Ok(Snapshot {
            articles,
            references,
            works: BTreeMap::from([(work.uid, work.clone())]),
            notices: self.notices(work.uid)?,
            observations,
            ..Snapshot::default()
        })
    }
}
