//! Loading a snapshot: one article with everything that its claims rest on.

use super::{Result, View};
use crate::model::{
    Article, Claim, Doi, DoiState, ExistsAnswer, Identifier, MOST_ALIASES, Observation, Occurrence, OccurrenceState,
    PageUrl, ProposedPlace, Reference, Snapshot, SnapshotIndex, SourceState, Subject, Version, Work,
};
use std::collections::{BTreeMap, BTreeSet};

impl View<'_> {
    /// An article with its claims, citations, references, works, observations, readings and reviews.
    pub fn snapshot(self, article: &Article) -> Result<Snapshot> {
        // Inside one transaction, unless a change is under way: one state of the catalogue, and one lock for a dozen queries.
        let _whole = self.connection.is_autocommit().then(|| self.connection.unchecked_transaction()).transpose()?;
        let uid = article.uid;
        let claims = self.claims_of(uid)?;
        let version = self.newest_version(uid)?;
        let all = self.occurrences_in(uid)?.into_iter();
        let (open, mut occurrences): (Vec<_>, Vec<_>) = all.partition(|o| o.state == OccurrenceState::Proposed);
        // A place that two claims had which are one stays with the one that is not kept, and is none of the article's.
        let here: BTreeSet<_> = claims.iter().map(|claim| claim.uid).collect();
        occurrences.retain(|occurrence| here.contains(&occurrence.claim));
        let proposed = self.proposed_places(open, version.as_ref())?;
        let foreign_references = self.foreign_references(uid)?;
        let mut articles = BTreeMap::from([(uid, article.key.clone())]);
        for other in claims.iter().map(|c| c.article).chain(foreign_references.iter().map(|r| r.article)) {
            if !articles.contains_key(&other)
                && let Some(other) = self.get::<Article>(other)?
            {
                articles.insert(other.uid, other.key);
            }
        }
        let mut observations = self.observations_for(uid)?;
        let references = self.references_of(uid)?;
        let works: BTreeMap<_, _> = self.works_of(uid)?.into_iter().map(|w| (w.uid, w)).collect();
        let entries = references.iter().chain(&foreign_references);
        // Their works' identifiers were looked up together; a DOI that an entry prints may be another one.
        let known: BTreeSet<&Doi> = works.values().filter_map(|work| work.doi.as_ref()).collect();
        let printed: BTreeSet<Doi> = entries.clone().filter_map(Reference::doi).collect();
        for doi in printed.iter().filter(|doi| !known.contains(doi)) {
            observations.extend(self.observations_of("doi", doi.key())?);
        }
        let known = known.into_iter().chain(&printed).cloned().collect();
        self.add_stand_ins(entries.clone(), known, &mut observations)?;
        self.add_pages(entries.filter_map(|r| r.csl.url.as_deref()), works.values(), &mut observations)?;
        let (readings, reviews) = (self.readings_for(uid)?, self.reviews_for(uid)?);
        let withheld = self.withheld(claims.iter().map(|claim| claim.uid))?;
        let citations = self.citations_for(uid)?;
        let mut rows = here;
        rows.extend(occurrences.iter().map(|one| one.uid).chain(references.iter().map(|one| one.uid)));
        rows.extend(citations.iter().map(|one| one.uid).chain(works.keys().copied()));
        rows.extend(version.iter().map(|one| one.uid).chain([uid]));
        Ok(Snapshot {
            conflicts: self.conflicts_about(&rows)?,
            article: Some(article.clone()),
            people: self.people_of(uid)?,
            version,
            source: SourceState::Stored,
            claims,
            articles,
            occurrences,
            proposed,
            references,
            foreign_references,
            citations,
            works,
            notices: self.notices_for(uid)?,
            observations: observations.into_iter().collect(),
            concurrent: self.find_concurrent(&readings, &reviews)?,
            readings,
            reviews,
            withheld,
            reworded: Vec::new(),
            index: SnapshotIndex::default(),
            former_keys: self.former_keys(uid)?,
            home_words: self.home_words(uid)?,
            words_elsewhere: self.words_elsewhere(uid)?,
            persons: self.persons_who_judged(uid)?.into_iter().map(|p| (p.uid, p)).collect(),
            allowances: Vec::new(),
            only_in_file: BTreeSet::new(),
            added: BTreeSet::new(),
            of_lines: BTreeSet::new(),
        })
    }

    /// Of places that are proposed, those that a version holds, with their claims.
    fn proposed_places(self, open: Vec<Occurrence>, version: Option<&Version>) -> Result<Vec<ProposedPlace>> {
        let mut places = Vec::new();
        for occurrence in open.into_iter().filter(|o| version.is_some_and(|version| o.has_place(version.n))) {
            if let Some(claim) = self.get::<Claim>(occurrence.claim)?
                && let Some(home) = self.get::<Article>(claim.article)?
            {
                places.push(ProposedPlace { address: claim.address(&home), claim, occurrence });
            }
        }
        Ok(places)
    }

    /// Adds what is known of the DOIs that others stand for: the prime DOI of a short one or of an alias, and the parts of one that
    /// was cut out of the address of a page.
    fn add_stand_ins<'a>(
        self,
        entries: impl Iterator<Item = &'a Reference>,
        mut known: BTreeSet<Doi>,
        observations: &mut Vec<Observation>,
    ) -> Result<()> {
        let exists = |o: &&Observation| o.subject == Subject::Exists && o.scheme == "doi";
        let (mut registered, mut others) = (BTreeSet::new(), BTreeSet::new());
        for said in observations.iter().filter(exists) {
            let Ok(answer) = serde_json::from_str::<ExistsAnswer>(&said.answer) else { continue };
            others.extend(answer.alias_of.and_then(|prime| prime.parse::<Doi>().ok()));
            if !matches!(answer.state, DoiState::Absent | DoiState::Malformed | DoiState::Unchecked) {
                registered.insert(said.identifier.clone());
            }
        }
        for entry in entries {
            let open = entry.doi().filter(|doi| !registered.contains(doi.key()) && entry.is_cut(doi));
            others.extend(open.iter().flat_map(Doi::list_shorter));
        }
        for _ in 0..MOST_ALIASES {
            let mut primes = BTreeSet::new();
            for doi in std::mem::take(&mut others) {
                if known.insert(doi.clone()) {
                    let heard = self.observations_of("doi", doi.key())?;
                    primes.extend(heard.iter().filter(exists).filter_map(|said| {
                        let answer = serde_json::from_str::<ExistsAnswer>(&said.answer).ok()?;
                        answer.alias_of?.parse::<Doi>().ok()
                    }));
                    observations.extend(heard);
                }
            }
            others = primes;
        }
        Ok(())
    }

    /// Adds what pages said: those that entries and works name, and those that their DOIs lead to. Their addresses are kept
    /// folded, so they are looked up one by one, and only where any page was ever asked.
    fn add_pages<'a>(
        self,
        urls: impl Iterator<Item = &'a str>,
        works: impl Iterator<Item = &'a Work>,
        observations: &mut Vec<Observation>,
    ) -> Result<()> {
        if !self.knows_pages()? {
            return Ok(());
        }
        let existing = observations.iter().filter(|o| o.subject == Subject::Exists);
        let target = |o: &Observation| serde_json::from_str::<ExistsAnswer>(&o.answer).ok()?.target;
        let targets: Vec<String> = existing.filter_map(target).collect();
        let read = |url: &str| url.parse::<PageUrl>().ok();
        let named = urls.chain(works.filter_map(|w| w.url.as_deref())).filter_map(read);
        let led_to = targets.iter().filter_map(|url| read(url));
        for page in named.chain(led_to).collect::<BTreeSet<_>>() {
            observations.extend(self.observations_of("url", page.key())?);
        }
        Ok(())
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
        let mut asked: BTreeSet<Identifier> = references.iter().flat_map(Reference::identifiers).collect();
        asked.extend(work.identifiers());
        let mut observations = Vec::new();
        for identifier in asked {
            observations.extend(self.observations_of(identifier.scheme(), &identifier.value())?);
        }
        let known = references.iter().filter_map(Reference::doi).chain(work.doi.clone()).collect();
        self.add_stand_ins(references.iter(), known, &mut observations)?;
        let entries = references.iter().filter_map(|r| r.csl.url.as_deref());
        self.add_pages(entries, [work].into_iter(), &mut observations)?;
        Ok(Snapshot {
            articles,
            references,
            works: BTreeMap::from([(work.uid, work.clone())]),
            notices: self.notices(work.uid)?,
            observations: observations.into_iter().collect(),
            ..Snapshot::default()
        })
    }
}
