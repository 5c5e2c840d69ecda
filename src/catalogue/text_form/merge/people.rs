//! One person at two desks: whoever declared one id is one person. Equal names alone join nobody; they are named, since only
//! a person can say whether the two are one.

use super::{JoinedWork, Merger};
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::{Catalogue, Error, View};
use crate::model::{Person, Uid};
use std::collections::BTreeMap;

/// Persons of the folder who are persons of ours: the uid there, and the one here.
pub(super) fn find_pairs(here: View<'_>, incoming: &Catalogue) -> Result<BTreeMap<Uid, Uid>, Error> {
    let there = incoming.view();
    let mut free: BTreeMap<String, Uid> = BTreeMap::new();
    for person in here.persons()?.into_iter().filter(|person| person.merged_into.is_none()) {
        if let Some(id) = person.declared_id.filter(|_| !matches!(there.get::<Person>(person.uid), Ok(Some(_)))) {
            free.insert(id, person.uid);
        }
    }
    let mut pairs = BTreeMap::new();
    for person in there.persons()?.into_iter().filter(|person| person.merged_into.is_none()) {
        let Some(ours) = person.declared_id.as_ref().and_then(|id| free.get(id)) else { continue };
        if here.get::<Person>(person.uid)?.is_none() {
            pairs.insert(person.uid, *ours);
        }
    }
    Ok(pairs)
}

fn fill_missing(known: &mut Person, other: &Person) {
    known.credentials = known.credentials.take().or(other.credentials.clone());
    known.contact = known.contact.take().or(other.contact.clone());
}

impl Merger<'_, '_> {
    /// A person of the folder as they are stored here: joined with the one that they are. The older uid stays.
    pub(super) fn join_person(&mut self, mut person: Person) -> Result<Person, TextFormError> {
        let Some(ours) = self.people.get(&person.uid).copied() else { return Ok(person) };
        let Some(mut known) = self.writing.view().get::<Person>(ours)? else { return Ok(person) };
        let (from, to) = (person.name.clone(), known.name.clone());
        if ours < person.uid {
            fill_missing(&mut known, &person);
            person.merged_into = Some(ours);
        } else {
            fill_missing(&mut person, &known);
            known.merged_into = Some(person.uid);
        }
        self.writing.edit(&known)?;
        self.merged.joined.push(JoinedWork { table: "person".to_owned(), from, to });
        Ok(person)
    }

    /// Names that several persons have, one of them new here.
    pub(super) fn name_alike(&mut self) -> Result<(), TextFormError> {
        let mut by_name: BTreeMap<String, Vec<Person>> = BTreeMap::new();
        for person in self.writing.view().persons()?.into_iter().filter(|person| person.merged_into.is_none()) {
            by_name.entry(person.name.to_lowercase()).or_default().push(person);
        }
        for alike in by_name.into_values().filter(|alike| alike.iter().any(|p| self.new_people.contains(&p.uid))) {
            if let [first, others @ ..] = alike.as_slice() {
                self.merged.alike.extend(others.iter().map(|other| (first.clone(), other.clone())));
            }
        }
        Ok(())
    }
}
