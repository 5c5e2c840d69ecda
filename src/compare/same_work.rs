//! Finding the work that is meant among those that are known: by its identifiers, else by its title.

use super::same;
use crate::model::{Identifier, KnownBy, Uid, Work};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// Of works with one title, so many are looked at, the newest first: "Editorial" may be that of thousands.
const MOST_OF_A_TITLE: usize = 64;

/// Works by what they are known by.
#[derive(Debug, Default)]
pub struct WorkIndex {
    // Uids go up with time, so the newest of them stands last.
    identified: BTreeMap<Identifier, BTreeSet<Uid>>,
    titled: BTreeMap<String, BTreeSet<Uid>>,
}

/// The work that is meant, among those that are there.
#[derive(Debug)]
pub struct WorkMatch {
    /// The work.
    pub known: Option<Work>,
    /// Works that share an identifier, and are others all the same; the identifier with each.
    pub others: Vec<(Identifier, Work)>,
}

impl WorkIndex {
    /// Adds a work, or what more a work is known by.
    pub fn insert(&mut self, known: &KnownBy) {
        for id in known.identifiers() {
            self.identified.entry(id).or_default().insert(known.uid);
        }
        if let Some(words) = known.title.as_deref().and_then(join_words) {
            self.titled.entry(words).or_default().insert(known.uid);
        }
    }

    /// The work that is meant: the one with an identifier of `named`, else one of the same title that agrees in all the
    /// rest. `record` says that the fields of `named` were given as fields, so that they can show that an identifier is
    /// wrong. `get` gives a known work, or none where it does not count.
    pub fn find<E>(
        &self,
        named: &Work,
        record: bool,
        mut get: impl FnMut(Uid) -> Result<Option<Work>, E>,
    ) -> Result<WorkMatch, E> {
        let mut others = Vec::new();
        for id in KnownBy::from(named).identifiers() {
            for uid in self.identified.get(&id).into_iter().flatten() {
                let Some(known) = get(*uid)? else { continue };
                // What is printed may be misread, so there only the plainest difference counts.
                let another = match record {
                    true => same::is_another(&known, named, &id),
                    false => match &id {
                        Identifier::Url(url) => same::are_different_pages(&known.csl, &named.csl, url),
                        _ => id.doi().is_some() && same::are_different_works(&known.csl, &named.csl),
                    },
                };
                if !another {
                    return Ok(WorkMatch { known: Some(known), others });
                }
                others.push((id.clone(), known));
            }
        }
        let titled = named.csl.title.as_deref().and_then(join_words).and_then(|words| self.titled.get(&words));
        for uid in titled.into_iter().flatten().rev().take(MOST_OF_A_TITLE) {
            let Some(known) = get(*uid)? else { continue };
            if same::is_named_work(&known, named, record) {
                return Ok(WorkMatch { known: Some(known), others });
            }
        }
        Ok(WorkMatch { known: None, others })
    }

    /// Every work that [`find`](Self::find) would look at.
    pub fn find_candidates(&self, named: &Work) -> Vec<Uid> {
        let ids = KnownBy::from(named).identifiers();
        let identified = ids.iter().filter_map(|id| self.identified.get(id)).flatten();
        let titled = named.csl.title.as_deref().and_then(join_words).and_then(|words| self.titled.get(&words));
        let titled = titled.into_iter().flatten().rev().take(MOST_OF_A_TITLE);
        identified.chain(titled).copied().collect()
    }

    /// Identifiers of `named` that a work other than this one has.
    pub fn find_taken_identifiers(&self, named: &Work, uid: Uid) -> Vec<Identifier> {
        let others = |id: &Identifier| self.identified.get(id).is_some_and(|there| !there.contains(&uid));
        KnownBy::from(named).identifiers().into_iter().filter(others).collect()
    }
}

/// The words of a title.
fn join_words(title: &str) -> Option<String> {
    Some(text::tokenise(title).join(" ")).filter(|words| !words.is_empty())
}
