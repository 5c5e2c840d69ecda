//! From what a person is called to the person: their name, with credentials where several have it, the id that they declared,
//! or `person:` with the end of their uid, which `people` lists.

use super::{Failure, addresses, people};
use crate::catalogue::{Error, View};
use crate::model::{DeclaredId, Person, nearest};
use crate::text::fold;

/// So many characters at the end of a uid tell persons apart.
const TAIL: usize = 6;
const PREFIX: &str = "person:";

/// What a person is called where the name alone would not do.
pub(super) fn address(person: &Person) -> String {
    let uid = person.uid.to_string();
    format!("{PREFIX}{}", uid.get(uid.len().saturating_sub(TAIL)..).unwrap_or(&uid))
}

/// A name with credentials.
pub(super) fn shown(person: &Person) -> String {
    match &person.credentials {
        Some(credentials) => format!("{}, {credentials}", person.name),
        None => person.name.clone(),
    }
}

/// Says that two have one name, and how to join them if they are one.
pub(super) fn of_one_name(one: &Person, other: &Person) -> String {
    format!(
        "{0} ({1}) and {2} ({3}) have one name. If they are one person: claimbook merge {0} {2}",
        address(one),
        shown(one),
        address(other),
        shown(other)
    )
}

/// The person who is meant; whoever turned out to be another is that one.
pub(super) fn find(view: View<'_>, typed: &str) -> Result<Person, Failure> {
    if let Some(person) = perhaps(view, typed)? {
        return Ok(person);
    }
    let names: Vec<String> = view.persons()?.into_iter().map(|person| person.name).collect();
    let nearest = nearest(typed, &names).map(str::to_owned);
    Err(Error::NotFound { what: "person", name: typed.to_owned(), nearest }.into())
}

/// The person of an address that names no record of another kind; none where it does, or where nobody is called so.
pub(super) fn instead(view: View<'_>, typed: &str) -> Result<Option<Person>, Failure> {
    if addresses::is_whole(view, typed)? {
        return Ok(None);
    }
    perhaps(view, typed)
}

/// The same; none where nobody is called so.
pub(super) fn perhaps(view: View<'_>, typed: &str) -> Result<Option<Person>, Failure> {
    let mut found = meant(view, typed)?;
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => {
            let candidates = found.iter().map(|person| format!("{} ({})", address(person), shown(person))).collect();
            Err(Error::Ambiguous { name: typed.to_owned(), candidates }.into())
        }
    }
}

/// Those whose names hold these words, as messages name them.
pub(super) fn like(view: View<'_>, typed: &str) -> Result<Vec<String>, Failure> {
    let folded = fold(typed);
    let holds = |person: &Person| !folded.trim().is_empty() && fold(&person.name).contains(folded.trim());
    let like = view.persons()?.into_iter().filter(|person| person.merged_into.is_none() && holds(person));
    Ok(like.take(5).map(|person| format!("“{}”", shown(&person))).collect())
}

fn meant(view: View<'_>, typed: &str) -> Result<Vec<Person>, Failure> {
    if let Some(tail) = typed.strip_prefix(PREFIX).filter(|tail| tail.len() >= TAIL) {
        let mut found: Vec<Person> = Vec::new();
        for person in view.persons()?.into_iter().filter(|person| person.uid.to_string().ends_with(tail)) {
            found.push(view.survivor_of(person)?);
        }
        return Ok(found);
    }
    if let Ok(id) = typed.parse::<DeclaredId>()
        && let Some(person) = view.person_by_id(id.as_str())?
    {
        return Ok(vec![person]);
    }
    let Some(named) = people::parse(typed) else { return Ok(Vec::new()) };
    let mut found = view.persons_by_name(&named.name)?;
    found.retain(|person| named.credentials.is_none() || person.credentials == named.credentials);
    Ok(found)
}
