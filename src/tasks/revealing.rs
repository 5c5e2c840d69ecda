//! Looking at others' opinions before giving one's own: allowed, and logged.

use super::Failure;
use super::persons::TypedPerson;
use crate::catalogue::{Catalogue, Deed};
use crate::model::Person;

/// Logs that a person looked. `looked_at` says at what, such as `show c1`.
pub fn log_look(catalogue: &mut Catalogue, deed: Deed, person: &TypedPerson, looked_at: &str) -> Result<(), Failure> {
    let deed = Deed { reason: Some(format!("looked at others' opinions: {looked_at}")), ..deed };
    catalogue.write(&deed, |writing| {
        let row = person.find_or_add(writing)?;
        match writing.view().get::<Person>(row.uid)? {
            Some(person) => Ok(writing.log_look(&person)?),
            None => Err(Failure::Incomplete(format!("{} was not stored", person.name))),
        }
    })
}
