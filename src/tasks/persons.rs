//! From what a person is called to the person: their name, with credentials where several have it, the id that they declared,
//! or `person:` with the end of their uid, which `people` lists.

use super::{Failure, addresses};
use crate::catalogue::{Deed, Error, View, Writing};
use crate::import::find_person;
use crate::model::{DeclaredId, Me, Person, Uid, find_nearest};
use crate::text::fold;
use crate::text::visible::{is_hidden, make_visible};
use std::collections::BTreeMap;

/// So many characters at the end of a uid tell persons apart.
const TAIL: usize = 6;
const PREFIX: &str = "person:";

/// A person as typed: `A. Reviewer, PT, DPT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedPerson {
    /// The name without credentials.
    pub name: String,
    /// The credentials, as typed.
    pub credentials: Option<String>,
    /// What they declared to be known by, where they speak for themselves.
    pub id: Option<DeclaredId>,
}

/// A person's row in the catalogue.
pub struct PersonRow {
    /// The row.
    pub uid: Uid,
    /// Where it is new: who else is called so and may be the same person.
    pub namesakes: Vec<String>,
}

/// A name and what follows its first comma.
pub fn parse(typed: &str) -> Option<TypedPerson> {
    let (name, credentials) =
        typed.split_once(',').map_or((typed, None), |(name, rest)| (name, Some(rest.trim().to_owned())));
    let name = name.trim().to_owned();
    (!name.is_empty()).then_some(TypedPerson { name, credentials: credentials.filter(|c| !c.is_empty()), id: None })
}

/// The same of somebody who is to be recorded: a name that steers a terminal, or hides what it says, is refused.
pub fn parse_visible(typed: &str) -> Result<Option<TypedPerson>, Failure> {
    if typed.chars().any(is_hidden) {
        let said = format!("“{}” is not a name: it holds characters that cannot be seen", make_visible(typed));
        return Err(Failure::usage(said));
    }
    let person = parse(typed);
    match person.as_ref().filter(|person| !person.name.contains(char::is_alphabetic)) {
        Some(_) => Err(Failure::usage(format!("“{typed}” is not a name: type it as in \"A. Reviewer, PT\""))),
        None => Ok(person),
    }
}

impl From<&Me> for TypedPerson {
    fn from(me: &Me) -> Self {
        Self { name: me.name.clone(), credentials: me.credentials.clone(), id: me.id.clone() }
    }
}

impl std::fmt::Display for TypedPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.credentials {
            Some(credentials) => write!(f, "{}, {credentials}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl TypedPerson {
    /// The same deed, done by this person: whoever judges is who the log names.
    pub fn sign_deed(&self, deed: Deed) -> Deed {
        Deed { who: self.name.clone(), ..deed }
    }

    /// The person's row, made if there is none: of the id that they declared, else of the name.
    pub fn find_or_add(&self, writing: &mut Writing<'_>) -> Result<PersonRow, Failure> {
        let known = writing.view().persons_by_name(&self.name)?;
        let uid = find_person(writing, &self.name, self.credentials.as_deref(), self.id.as_ref())?;
        let Some(person) = writing.view().get::<Person>(uid)? else {
            return Err(Failure::Incomplete(format!("{} was not stored", self.name)));
        };
        if let Some(on) = person.retired_on {
            return Err(Failure::usage(format!(
                "{0} was retired on {on} and can no longer give verdicts; `claimbook retire --back \"{0}\"` takes that back",
                self.name
            )));
        }
        let is_new = self.id.is_some() && !known.iter().any(|one| one.uid == uid);
        let alike = known.iter().filter(|one| is_new && one.declared_id.is_none());
        let namesakes = alike.map(|one| describe_namesakes(one, &person)).collect();
        Ok(PersonRow { uid, namesakes })
    }
}

/// What a person is called where the name alone would not do.
pub fn format_address(person: &Person) -> String {
    let uid = person.uid.to_string();
    format!("{PREFIX}{}", uid.get(uid.len().saturating_sub(TAIL)..).unwrap_or(&uid))
}

/// The same with the whole uid, for a person that was chosen and not typed.
pub fn format_whole_address(person: Uid) -> String {
    format!("{PREFIX}{person}")
}

/// A name with credentials.
pub fn format_name(person: &Person) -> String {
    match &person.credentials {
        Some(credentials) => format!("{}, {credentials}", person.name),
        None => person.name.clone(),
    }
}

/// Says that two have one name, and how to join them if they are one.
pub fn describe_namesakes(one: &Person, other: &Person) -> String {
    format!(
        "{0} ({1}) and {2} ({3}) have one name. If they are one person: claimbook merge {0} {2}",
        format_address(one),
        format_name(one),
        format_address(other),
        format_name(other)
    )
}

/// Persons whom two desks of a team added under one name, in the order of the names: they may be one, which only a person knows. Who
/// declared another id is another person.
pub fn list_namesakes(view: View<'_>) -> Result<Vec<(Person, Person)>, Failure> {
    if view.hub_letters()?.is_none() {
        return Ok(Vec::new());
    }
    let mut by_name: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    for person in view.persons()?.into_iter().filter(|one| one.merged_into.is_none() && one.retired_on.is_none()) {
        by_name.entry(fold(&person.name)).or_default().push(person);
    }
    let mut pairs = Vec::new();
    for mut alike in by_name.into_values().filter(|alike| alike.len() > 1) {
        let first = alike.remove(0);
        let added_by = |person: &Person| view.adder_of(person.uid);
        for other in alike {
            let are_two = first.declared_id.is_some() && other.declared_id.is_some();
            if !are_two && added_by(&first)? != added_by(&other)? {
                pairs.push((first.clone(), other));
            }
        }
    }
    Ok(pairs)
}

/// The person in the catalogue who somebody says to be, where they are there: of the id that they declared, else of the name.
pub fn find_looker(view: View<'_>, myself: &TypedPerson) -> Result<Option<Uid>, Failure> {
    let TypedPerson { name, credentials, id } = myself.clone();
    Ok(view.find_user(&Me { name, credentials, id, signing_key: None, sign_with: None })?)
}

/// The person who is meant; whoever turned out to be another is that one.
pub fn resolve_person(view: View<'_>, typed: &str) -> Result<Person, Failure> {
    if let Some(person) = find_person_if_any(view, typed)? {
        return Ok(person);
    }
    let names: Vec<String> = view.persons()?.into_iter().map(|person| person.name).collect();
    let nearest = find_nearest(typed, &names).map(str::to_owned);
    Err(Error::NotFound { what: "person", name: typed.to_owned(), nearest }.into())
}

/// The person of an address that names no record of another kind; none where it does, or where nobody is called so.
pub fn find_only_person(view: View<'_>, typed: &str) -> Result<Option<Person>, Failure> {
    if addresses::is_whole(view, typed)? {
        return Ok(None);
    }
    find_person_if_any(view, typed)
}

/// The same; none where nobody is called so.
pub fn find_person_if_any(view: View<'_>, typed: &str) -> Result<Option<Person>, Failure> {
    let mut found = list_meant(view, typed)?;
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => {
            let candidates =
                found.iter().map(|person| format!("{} ({})", format_address(person), format_name(person))).collect();
            Err(Error::Ambiguous { name: typed.to_owned(), candidates }.into())
        }
    }
}

/// Those whose names hold these words, as messages name them.
pub fn list_similar(view: View<'_>, typed: &str) -> Result<Vec<String>, Failure> {
    let folded = fold(typed);
    let holds = |person: &Person| !folded.trim().is_empty() && fold(&person.name).contains(folded.trim());
    let like = view.persons()?.into_iter().filter(|person| person.merged_into.is_none() && holds(person));
    Ok(like.take(5).map(|person| format!("“{}”", format_name(&person))).collect())
}

fn list_meant(view: View<'_>, typed: &str) -> Result<Vec<Person>, Failure> {
    if let Some(tail) = typed.strip_prefix(PREFIX).filter(|tail| tail.len() >= TAIL) {
        let mut found: Vec<Person> = Vec::new();
        for person in view.persons()?.into_iter().filter(|person| person.uid.to_string().ends_with(tail)) {
            found.push(view.find_surviving_person(person)?);
        }
        return Ok(found);
    }
    if let Ok(id) = typed.parse::<DeclaredId>()
        && let Some(person) = view.person_by_id(id.as_str())?
    {
        return Ok(vec![person]);
    }
    let Some(named) = parse(typed) else { return Ok(Vec::new()) };
    let mut found = view.persons_by_name(&named.name)?;
    found.retain(|person| named.credentials.is_none() || person.credentials == named.credentials);
    Ok(found)
}
