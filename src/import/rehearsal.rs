//! What the rules would see of an article's new text. Nothing is stored for it, nor locked: what the article rests on is
//! copied into memory, the text is imported there, and all else is read where it is.

use super::article::{ArticleSource, store_article};
use super::known_claims::KnownClaims;
use super::shelf::{KnownWorks, WorkShelf};
use super::works::find_likely_named;
use crate::catalogue::{Catalogue, Deed, Error};
use crate::model::{Article, Claim, Person, Snapshot, SourceState, Uid, Work};
use crate::read::article::ReadArticle;
use std::collections::{BTreeMap, BTreeSet};

/// The article as it would be once `read` was imported; `stored` is how it is now.
pub fn rehearse_import(
    catalogue: &mut Catalogue,
    deed: &Deed,
    source: &ArticleSource<'_>,
    read: ReadArticle,
    stored: &Snapshot,
) -> Result<Snapshot, Error> {
    let Some(mut part) = catalogue.copy_part(deed.at)? else {
        // All of it is in memory already.
        return catalogue.rehearse(deed, |writing| {
            super::store_article(writing, source, read, &mut KnownWorks::default())?;
            merge_snapshot(writing.view(), stored)
        });
    };
    let view = catalogue.view();
    let shelf = WorkShelf::open(view)?;
    let claims = KnownClaims::open(view)?;
    let mut works: BTreeMap<Uid, Work> = stored.works.clone();
    for entry in &read.references {
        for uid in find_likely_named(&shelf, &entry.parsed.item) {
            if let std::collections::btree_map::Entry::Vacant(free) = works.entry(uid)
                && let Some(work) = view.get::<Work>(uid)?
            {
                free.insert(work);
            }
        }
    }
    let mut persons: BTreeMap<Uid, Person> = stored.persons.clone();
    persons.extend(stored.people.iter().map(|(_, person)| (person.uid, person.clone())));
    for printed in &read.people {
        persons.extend(view.persons_by_name(&printed.name)?.into_iter().map(|person| (person.uid, person)));
    }
    let proposed: BTreeMap<Uid, &Claim> = stored.proposed.iter().map(|place| (place.claim.uid, &place.claim)).collect();
    let mut homes: BTreeSet<Uid> = stored.articles.keys().copied().collect();
    homes.extend(proposed.values().map(|claim| claim.article));
    let mut articles = Vec::new();
    for uid in &homes {
        articles.extend(view.get::<Article>(*uid)?);
    }
    part.write(deed, |writing| {
        writing.add_all(persons.values())?;
        writing.add_all(&articles)?;
        writing.add_all(stored.people.iter().map(|(part, _)| part))?;
        writing.add_all(&stored.version)?;
        writing.add_all(works.values())?;
        writing.add_all(stored.references.iter().chain(&stored.foreign_references))?;
        writing.add_all(stored.claims.iter().chain(proposed.values().copied()))?;
        writing.add_all(stored.occurrences.iter().chain(stored.proposed.iter().map(|place| &place.occurrence)))?;
        writing.add_all(&stored.citations)?;
        let mut works = KnownWorks::from_shelf(writing.view(), shelf)?.with_claims(claims);
        store_article(writing, source, read, &mut works)?;
        merge_snapshot(writing.view(), stored)
    })
}

/// A catalogue in memory for articles that are only judged, which knows of their works and people what this one knows, and
/// which claims somebody judged; none where this one is in memory itself.
pub fn open_beside(
    catalogue: &Catalogue,
    deed: &Deed,
    read: &[&ReadArticle],
) -> Result<Option<(Catalogue, KnownWorks)>, Error> {
    let Some(mut part) = catalogue.copy_part(deed.at)? else { return Ok(None) };
    let view = catalogue.view();
    let shelf = WorkShelf::open(view)?;
    let claims = KnownClaims::open(view)?;
    let (mut works, mut persons) = (BTreeMap::new(), BTreeMap::new());
    for read in read {
        for entry in &read.references {
            for uid in find_likely_named(&shelf, &entry.parsed.item) {
                if !works.contains_key(&uid) {
                    works.extend(view.get::<Work>(uid)?.map(|work| (uid, work)));
                }
            }
        }
        for printed in &read.people {
            persons.extend(view.persons_by_name(&printed.name)?.into_iter().map(|person| (person.uid, person)));
        }
    }
    part.write(deed, |writing| {
        writing.add_all(persons.values())?;
        writing.add_all(works.values())
    })?;
    let known = KnownWorks::from_shelf(part.view(), shelf)?.with_claims(claims);
    Ok(Some((part, known)))
}

fn merge_snapshot(view: crate::catalogue::View<'_>, stored: &Snapshot) -> Result<Snapshot, Error> {
    let key = stored.article.as_ref().map(|article| article.key.as_str()).unwrap_or_default();
    let article = view.article(key)?;
    let (former_keys, home_words) = (stored.former_keys.clone(), stored.home_words.clone());
    let words_elsewhere = stored.words_elsewhere.clone();
    let source = SourceState::Reread;
    Ok(Snapshot { source, former_keys, home_words, words_elsewhere, ..view.snapshot(&article)? })
}
