//! One work that both sides added: by the rule that import goes by, the two become one. The older uid stays, whichever side
//! merges, so that both come to the same; the other is kept for its history, and leads to it.

use super::{JoinedWork, Merger};
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::{Catalogue, Error, View};
use crate::compare::filling::fill_all;
use crate::compare::same_work::WorkIndex;
use crate::model::{Uid, Work};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Works of the folder that are works of ours: the uid there, and the one here.
pub(super) type WorkPairs = BTreeMap<Uid, Uid>;

/// Finds them: works that only one side has, each on its own.
pub(super) fn find_pairs(here: View<'_>, incoming: &Catalogue) -> Result<WorkPairs, Error> {
    let there = incoming.view();
    let (known_here, known_there) = (here.list_known_identifiers(false)?, there.list_known_identifiers(false)?);
    let (mut index, mut free) = (WorkIndex::default(), BTreeSet::new());
    // A work that the folder has, too, was told apart there from what came to it.
    for known in &known_here {
        if there.get::<Work>(known.uid)?.is_none() {
            index.insert(known);
            free.insert(known.uid);
        }
    }
    let mut pairs = WorkPairs::new();
    for known in &known_there {
        let Some(work) = there.get::<Work>(known.uid)?.filter(|_| !free.is_empty()) else { continue };
        if here.get::<Work>(known.uid)?.is_some() {
            continue;
        }
        let found = index.find(&work, true, |uid| match free.contains(&uid) {
            true => here.get::<Work>(uid),
            false => Ok(None),
        })?;
        if let Some(same) = found.known {
            free.remove(&same.uid);
            pairs.insert(work.uid, same.uid);
        }
    }
    Ok(pairs)
}

/// A row that both sides changed, as one: where neither says otherwise than the other, each lends what the other lacks.
pub(in crate::catalogue::text_form) fn reconcile(here: &Work, there: &Work) -> Option<Work> {
    let merged_into = match (here.merged_into, there.merged_into) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let (mut one, mut other) = (here.clone(), there.clone());
    fill_all(&mut one, there);
    fill_all(&mut other, here);
    for work in [&mut one, &mut other] {
        work.merged_into = merged_into;
    }
    if merged_into.is_some() {
        // What it is called matters no more.
        other.key.clone_from(&one.key);
    }
    (one == other).then_some(one)
}

impl Merger<'_, '_> {
    /// Makes room for the works of the folder that are older than the same here: those here lead to them from now on.
    pub(super) fn give_way(&mut self) -> Result<(), TextFormError> {
        for (theirs, ours) in self.works.clone() {
            let Some(work) = self.writing.view().get::<Work>(ours)?.filter(|_| theirs < ours) else { continue };
            let kept = self.incoming.view().get::<Work>(theirs)?.map(|work| work.key).unwrap_or_default();
            let key = if work.key == kept { self.free_key(&work.key)? } else { work.key.clone() };
            self.writing.edit(&Work { key, merged_into: Some(theirs), ..work })?;
        }
        Ok(())
    }

    /// A work of the folder as it is stored here: joined with the one that it is.
    pub(super) fn join_work(&mut self, mut work: Work) -> Result<Work, TextFormError> {
        let Some(ours) = self.works.get(&work.uid).copied() else { return Ok(work) };
        let Some(mut known) = self.writing.view().get::<Work>(ours)? else { return Ok(work) };
        let name = work.key.clone();
        let kept = if ours < work.uid {
            fill_all(&mut known, &work);
            work.merged_into = Some(ours);
            if work.key == known.key {
                work.key = self.free_key(&work.key)?;
            }
            self.writing.edit(&known)?;
            known.key
        } else {
            fill_all(&mut work, &known);
            work.key.clone()
        };
        self.merged.joined.push(JoinedWork { table: "work".to_owned(), from: name, to: kept });
        Ok(work)
    }

    /// A key that neither side has given to a work.
    fn free_key(&self, key: &str) -> Result<String, Error> {
        let taken = |connection: &Connection, key: &str| -> Result<bool, Error> {
            let mut statement = connection.prepare_cached(include_str!("../../work/by_key.sql"))?;
            Ok(statement.exists([key])?)
        };
        for n in 2.. {
            let free = format!("{key}-{n}");
            if !taken(self.writing.connection, &free)? && !taken(&self.incoming.connection, &free)? {
                return Ok(free);
            }
        }
        Ok(key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Item;

    fn work(seconds: i64, title: &str) -> Work {
        let uid = Uid::new(jiff::Timestamp::from_second(seconds).unwrap());
        let csl = Item { title: Some(title.into()), ..Item::default() };
        Work {
            uid,
            key: "k".into(),
            doi: None,
            pmid: None,
            pmcid: None,
            isbn: None,
            nbk: None,
            arxiv: None,
            url: None,
            csl,
            abstract_text: None,
            publication_types: None,
            level: None,
            level_reason: None,
            seminal: false,
            superseded_by: None,
            merged_into: None,
        }
    }

    #[test]
    fn two_rows_of_a_work_become_one_unless_they_contradict_each_other() {
        let base = work(1, "Knees");
        let here = Work { pmid: Some("1".into()), ..base.clone() };
        let there = Work { seminal: true, merged_into: Some(base.uid), key: "k-2".into(), ..base.clone() };
        let both = reconcile(&here, &there).unwrap();
        assert_eq!(
            (both.pmid.as_deref(), both.seminal, both.merged_into, both.key.as_str()),
            (Some("1"), true, Some(base.uid), "k")
        );
        assert_eq!(reconcile(&here, &Work { pmid: Some("2".into()), ..base.clone() }), None);
        assert_eq!(reconcile(&here, &Work { key: "other".into(), ..base }), None);
    }
}
