//! The public keys of people, by which their signatures are known.

use super::Failure;
use crate::catalogue::{View, Writing};
use crate::model::{Person, PersonKey};
use crate::signing::PublicKey;
use serde::Serialize;

/// A key as it is shown. Field names are contracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownKey {
    /// `SHA256:…`, as `ssh-keygen -l` prints it; the key itself where it cannot be read.
    pub fingerprint: String,
    /// When it was added.
    pub added_on: jiff::civil::Date,
    /// When it stopped being the person's.
    pub retired_on: Option<jiff::civil::Date>,
}

/// Every key of a person, those that are theirs no more included: signatures by these count up to that day.
pub fn list_keys(view: View<'_>, person: &Person) -> Result<Vec<ShownKey>, Failure> {
    let shown = |key: PersonKey| ShownKey {
        fingerprint: key.public_key.parse::<PublicKey>().map_or(key.public_key, |known| known.fingerprint()),
        added_on: key.added_on,
        retired_on: key.retired_on,
    };
    Ok(view.keys_of(person.uid)?.into_iter().map(shown).collect())
}

/// Adds a key to a person; says so. `text` is what a `.pub` file holds.
pub fn add_key(writing: &mut Writing<'_>, person: &Person, text: &str) -> Result<String, Failure> {
    let key: PublicKey = text.parse().map_err(|wrong| Failure::usage(format!("{wrong}. Nothing was added")))?;
    let (line, fingerprint) = (key.to_line(), key.fingerprint());
    for known in writing.view().people_keys()? {
        if known.public_key != line || known.retired_on.is_some() {
            continue;
        }
        let whose =
            writing.view().get::<Person>(known.person)?.map(|whose| writing.view().find_surviving_person(whose));
        let whose = whose.transpose()?;
        return match whose.filter(|whose| whose.uid != person.uid) {
            Some(whose) => Err(Failure::usage(format!("{fingerprint} is a key of {}. Nothing was added", whose.name))),
            None => Ok(format!("{fingerprint} is a key of {} already.", person.name)),
        };
    }
    let key = PersonKey {
        uid: writing.uid(),
        person: person.uid,
        public_key: line,
        added_on: writing.today(),
        retired_on: None,
    };
    writing.add(&key)?;
    Ok(format!("{fingerprint} is now a key of {}.", person.name))
}

/// Ends every key of a person: what it signs from tomorrow on does not count.
pub fn retire_keys(writing: &mut Writing<'_>, person: &Person) -> Result<String, Failure> {
    let (mut ended, on) = (0, Some(writing.today()));
    for key in writing.view().keys_of(person.uid)?.into_iter().filter(|key| key.retired_on.is_none()) {
        writing.edit(&PersonKey { retired_on: on, ..key })?;
        ended += 1;
    }
    Ok(match ended {
        0 => format!("{} has no key.", person.name),
        1 => format!("{} has no key any more. What it signed until today still counts.", person.name),
        n => format!("{} no longer has any of the {n} keys. What they signed until today still counts.", person.name),
    })
}
