//! What people say and arrange about reviewing, and the keys by which their signatures are known.

use super::{Result, View};
use crate::model::{Assignment, Note, PersonKey, Uid};

impl View<'_> {
    /// What people said about these claims, each claim's in the order of the log, what was taken back among it. The place in
    /// this order, from 1, is its number.
    pub fn notes_of(self, claims: &[Uid]) -> Result<Vec<Note>> {
        self.all(include_str!("notes_of_claims.sql"), [serde_json::json!(claims).to_string()])
    }

    /// Who is asked to review an article or a claim of it, oldest first. Persons are those that they turned out to be.
    pub fn assignments(self, article: Uid) -> Result<Vec<Assignment>> {
        let merged = self.merged_people()?;
        let mut assignments: Vec<Assignment> = self.all(include_str!("assignments.sql"), [article])?;
        for assignment in &mut assignments {
            assignment.person = merged.get(&assignment.person).copied().unwrap_or(assignment.person);
        }
        Ok(assignments)
    }

    /// The keys of a person, the retired ones among them, and those of whoever turned out to be this person.
    pub fn keys_of(self, person: Uid) -> Result<Vec<PersonKey>> {
        self.all(include_str!("keys_of_person.sql"), [person])
    }

    /// Everybody's keys.
    pub fn people_keys(self) -> Result<Vec<PersonKey>> {
        self.all(include_str!("keys.sql"), [])
    }
}
