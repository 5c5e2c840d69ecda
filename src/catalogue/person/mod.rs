//! People in the catalogue.

mod following;

pub(super) use following::find_end;

use super::record::Record;
use super::{Result, View};
use crate::model::{ArticlePerson, Me, Person, Uid};
use std::collections::BTreeMap;

impl View<'_> {
    /// Everybody, by name.
    pub fn persons(self) -> Result<Vec<Person>> {
        self.all(include_str!("all.sql"), [])
    }

    /// People of a name, those among them who turned out to be others as whom they are.
    pub fn persons_by_name(self, name: &str) -> Result<Vec<Person>> {
        let mut found: Vec<Person> = Vec::new();
        for person in self.all::<Person>(include_str!("by_name.sql"), [name])? {
            let person = self.find_surviving_person(person)?;
            if !found.iter().any(|known| known.uid == person.uid) {
                found.push(person);
            }
        }
        Ok(found)
    }

    /// The person who declared this id.
    pub fn person_by_id(self, id: &str) -> Result<Option<Person>> {
        let found = self.first::<Person>(include_str!("by_id.sql"), [id])?;
        found.map(|person| self.find_surviving_person(person)).transpose()
    }

    /// The person who the user says to be, where they are there: of the id that they declared, else of the name, with no other
    /// credentials.
    pub fn find_user(self, me: &Me) -> Result<Option<Uid>> {
        if let Some(id) = &me.id {
            return Ok(self.person_by_id(id.as_str())?.map(|person| person.uid));
        }
        let agrees = |person: &&Person| {
            me.credentials.is_none() || person.credentials.is_none() || person.credentials == me.credentials
        };
        Ok(self.persons_by_name(&me.name)?.iter().find(agrees).map(|person| person.uid))
    }

    /// Whom a person turned out to be; themselves where that is nobody else.
    pub fn find_surviving_person(self, person: Person) -> Result<Person> {
        let kept = person.merged_into.map(|uid| self.get::<Person>(uid)).transpose()?.flatten();
        Ok(kept.unwrap_or(person))
    }

    /// People who turned out to be others, and whom.
    pub(super) fn merged_people(self) -> Result<BTreeMap<Uid, Uid>> {
        let rows = self.rows(include_str!("merged.sql"), [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.into_iter().collect())
    }

    /// An article's people in the order printed.
    pub fn people_of(self, article: Uid) -> Result<Vec<(ArticlePerson, Person)>> {
        self.rows(include_str!("of_article.sql"), [article], |row| {
            let person = Person {
                uid: row.get(5)?,
                name: row.get(6)?,
                credentials: row.get(7)?,
                contact: row.get(8)?,
                declared_id: row.get(9)?,
                merged_into: row.get(10)?,
                retired_on: row.get(11)?,
            };
            Ok((ArticlePerson::from_row(row)?, person))
        })
    }

    /// Everybody who read or reviewed for an article's claims.
    pub(super) fn persons_who_judged(self, article: Uid) -> Result<Vec<Person>> {
        self.all(include_str!("who_judged.sql"), &[(":article", &article)])
    }
}
