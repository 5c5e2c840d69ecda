//! What two desks added of one thing becomes one, by the rules that `load --merge` goes by: the one that arrived first is kept, the
//! other lends it what it lacks and leads to it, and what belongs to it follows. Only the desk that came second logs it.

use super::blobs::EventField;
use super::groups::EventFate;
use super::replaying::{COMMAND, Replay, parse_fields};
use super::{NewName, TakenIn};
use crate::catalogue::Result;
use crate::catalogue::record::{ABSTRACT, Record, Table, read_values};
use crate::compare::filling::fill_all;
use crate::compare::same_work::WorkIndex;
use crate::model::{Action, Citation, CitationState, Conflict, Event, Person, Uid, Word, Work};
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Columns in which two desks may both be right: what one has, the other may lack.
const LENT: &[&str] = &["doi", "pmid", "pmcid", "isbn", "nbk", "arxiv", "csl", ABSTRACT.1, "publication_types"];

impl Replay<'_, '_> {
    /// Lets everything that this desk added lead to what it turned out to be.
    pub(super) fn reconcile(
        &mut self,
        mine: &[Event],
        fates: &BTreeMap<u64, EventFate>,
        taken: &mut TakenIn,
    ) -> Result<()> {
        let done: Vec<&Event> =
            mine.iter().filter(|event| fates.get(&event.seq).is_some_and(EventFate::is_done)).collect();
        let added = |table: &Table| -> Vec<Uid> {
            let of = done.iter().filter(|event| event.action == Action::Add && event.entity == table.name);
            of.map(|event| event.row).collect()
        };
        let (works, citations, people) = (added(Work::TABLE), added(Citation::TABLE), added(Person::TABLE));
        for uid in &citations {
            self.pass_on(*uid, mine)?;
        }
        self.join_works(&works, taken)?;
        self.join_people(&people, taken)?;
        self.writing.follow_works()?;
        for (kept, other) in self.writing.settle_claims()? {
            let conflict = self.find_disagreement(kept, other)?;
            if let Some(conflict) = conflict {
                self.writing.add(&conflict)?;
                taken.conflicts.push(conflict);
            }
        }
        self.writing.follow_citations()?;
        self.writing.settle_people()
    }

    /// What a person decided about a citation counts for the one that was there first.
    fn pass_on(&mut self, uid: Uid, mine: &[Event]) -> Result<()> {
        let view = self.writing.view();
        let Some(own) = view.get::<Citation>(uid)? else { return Ok(()) };
        let Some(kept) = own.merged_into.map(|kept| view.get::<Citation>(kept)).transpose()?.flatten() else {
            return Ok(());
        };
        let states = mine.iter().filter(|event| event.row == uid && !event.is_look());
        let mut state = states.filter_map(|event| {
            let said = parse_fields(event.after.as_deref())?;
            CitationState::parse(said.get("state")?.as_str()?).ok().filter(|_| !said.contains_key("merged_into"))
        });
        let Some(state) = state.next_back() else { return Ok(()) };
        if let Some(both) = Citation::join(&kept, &Citation { state, ..own }) {
            self.writing.edit(&Citation { uid: kept.uid, merged_into: None, ..both })?;
        }
        Ok(())
    }

    fn join_works(&mut self, added: &[Uid], taken: &mut TakenIn) -> Result<()> {
        if added.is_empty() {
            return Ok(());
        }
        let own: BTreeSet<Uid> = added.iter().copied().collect();
        let mut index = WorkIndex::default();
        for known in self.writing.view().list_known_identifiers(false)?.iter().filter(|known| !own.contains(&known.uid))
        {
            index.insert(known);
        }
        for uid in added {
            let view = self.writing.view();
            let Some(mut work) = view.get::<Work>(*uid)? else { continue };
            let kept = match work.merged_into {
                Some(kept) => view.get::<Work>(kept)?,
                None => index.find(&work, true, |uid| view.get::<Work>(uid))?.known,
            };
            let Some(mut kept) = kept.filter(|kept| kept.uid != work.uid && kept.merged_into.is_none()) else {
                continue;
            };
            fill_all(&mut kept, &work);
            if work.merged_into.is_none() {
                work.merged_into = Some(kept.uid);
                let (was, is) = (work.key.clone(), kept.key.clone());
                taken.joined.push(NewName { table: Work::TABLE.name.to_owned(), was, is });
                self.writing.edit(&work)?;
            }
            self.writing.edit(&kept)?;
        }
        Ok(())
    }

    /// Whoever declared one id is one person.
    fn join_people(&mut self, added: &[Uid], taken: &mut TakenIn) -> Result<()> {
        for uid in added {
            let Some(mut person) = self.writing.view().get::<Person>(*uid)? else { continue };
            let Some(id) = person.declared_id.clone().filter(|_| person.merged_into.is_none()) else { continue };
            let all = self.writing.view().persons()?;
            let is_same = |other: &&Person| {
                other.uid != *uid && other.merged_into.is_none() && other.declared_id.as_deref() == Some(&id)
            };
            let Some(kept) = all.iter().find(is_same) else { continue };
            person.merged_into = Some(kept.uid);
            let (was, is) = (person.name.clone(), kept.name.clone());
            taken.joined.push(NewName { table: Person::TABLE.name.to_owned(), was, is });
            self.writing.edit(&person)?;
        }
        Ok(())
    }

    /// A work with what a desk registered too late; none where that contradicts what stands.
    pub(super) fn complete_work(&self, late: &Event) -> Result<Option<Work>> {
        if late.entity != Work::TABLE.name || late.action != Action::Edit {
            return Ok(None);
        }
        let (Some(text), Some(said)) = (late.after.as_deref(), parse_fields(late.after.as_deref())) else {
            return Ok(None);
        };
        let Some(stored) = self.writing.view().read_stored(Work::TABLE, late.row)? else { return Ok(None) };
        if said.keys().any(|name| !LENT.contains(&name.as_str())) {
            return Ok(None);
        }
        // An abstract that is known by its hash alone is not lacking.
        if said.contains_key(ABSTRACT.1) && self.read_withheld(Work::TABLE, late.row)?.is_some() {
            return Ok(None);
        }
        let mut values = stored.clone();
        for (column, value) in Work::TABLE.columns.iter().zip(&mut values) {
            if let Some(field) = said.get(*column) {
                match self.blobs.read_field(Work::TABLE, column, text, field)? {
                    EventField::Value(new) => *value = new,
                    _ => return Ok(None),
                }
            }
        }
        let read = |values: &[Value]| read_values(self.writing.connection, values, Work::from_row);
        let (here, theirs) = (read(&stored)?, read(&values)?);
        let (mut one, mut other) = (here.clone(), theirs.clone());
        fill_all(&mut one, &theirs);
        fill_all(&mut other, &here);
        Ok((one == other).then_some(one))
    }

    /// Two decisions about one reference, for two claims that turned out to be one.
    fn find_disagreement(&self, kept: Uid, other: Uid) -> Result<Option<Conflict>> {
        let last = |uid: Uid| -> Result<Option<Event>> {
            Ok(self.writing.view().events_of(&[uid])?.into_iter().find(|event| event.command != COMMAND))
        };
        let (Some(first), Some(late)) = (last(kept)?, last(other)?) else { return Ok(None) };
        let state = |event: &Event| {
            let said = parse_fields(event.after.as_deref())?.get("state")?.clone();
            Some(serde_json::json!({ "state": said }).to_string())
        };
        Ok(Some(Conflict {
            uid: self.writing.uid(),
            entity: Citation::TABLE.name.to_owned(),
            row: kept,
            late: state(&late),
            standing: state(&first),
            late_event: late.place_words(),
            standing_event: Some(first.place_words()),
            late_by: late.who,
            standing_by: Some(first.who),
            found_at: self.writing.time(),
            kept: None,
            settled_by: None,
            settled_on: None,
        }))
    }
}
