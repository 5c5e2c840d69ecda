//! The fields of records that a person can set by name, what each holds, and what each takes.

mod item;
mod own;
mod values;

pub use item::show_item_field;

use super::Failure;
use super::addresses::AddressedRecord;
use crate::catalogue::{View, Writing};
use crate::model::{Doi, Item, Person, find_nearest};
use item::{EDITABLE, set_variable, show_variable};
use own::{ARTICLE, CLAIM, OwnField, PERSON, REFERENCE, WORK};
use values::parse_field;

/// A field of a record as a form shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldLine {
    /// What `edit` calls it.
    pub name: &'static str,
    /// What a form says before it.
    pub label: &'static str,
    /// What it holds, as it is typed.
    pub value: String,
}

/// Sets a field; an empty value clears it where that makes sense.
pub fn set(view: View<'_>, named: &mut AddressedRecord, field: &str, value: &str) -> Result<(), Failure> {
    match named {
        AddressedRecord::Article(article) => set_own(view, ARTICLE, article, field, value, &[]),
        AddressedRecord::Claim(..) if field == "status" => {
            Err(Failure::usage("a claim's status is set with accept, dismiss or retire"))
        }
        AddressedRecord::Claim(_, claim) => set_own(view, CLAIM, claim, field, value, &[]),
        AddressedRecord::Reference(_, reference) => {
            set_with_item(view, REFERENCE, reference.as_mut(), |reference| &mut reference.csl, (field, value))
        }
        AddressedRecord::Work(work) => set_with_item(view, WORK, work.as_mut(), |work| &mut work.csl, (field, value)),
    }
}

/// Sets a field of a person.
pub fn set_person(view: View<'_>, person: &mut Person, field: &str, value: &str) -> Result<(), Failure> {
    set_own(view, PERSON, person, field, value, &["key"])
}

/// Sets a field of a bibliographic item that is not stored yet.
pub fn set_item(item: &mut Item, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "doi" => item.doi = parse_field::<Doi>(field, value)?.map(|doi| doi.printed().to_owned()),
        _ if set_variable(item, field, value)? => {}
        _ => return Err(refuse_unknown(field, &list_variables())),
    }
    Ok(())
}

/// The fields that can be set, with what they hold now.
pub fn list_fields(view: View<'_>, named: &AddressedRecord) -> Result<Vec<FieldLine>, Failure> {
    Ok(match named {
        AddressedRecord::Article(article) => list_own(view, ARTICLE, article)?,
        AddressedRecord::Claim(_, claim) => list_own(view, CLAIM, claim)?,
        AddressedRecord::Reference(_, reference) => {
            list_with_item(list_own(view, REFERENCE, reference.as_ref())?, &reference.csl)
        }
        AddressedRecord::Work(work) => list_with_item(list_own(view, WORK, work.as_ref())?, &work.csl),
    })
}

/// The same of a person.
pub fn list_person_fields(view: View<'_>, person: &Person) -> Result<Vec<FieldLine>, Failure> {
    list_own(view, PERSON, person)
}

/// Sets fields of a record and stores it; says what came of that.
pub fn edit_record(
    writing: &mut Writing<'_>,
    mut named: AddressedRecord,
    fields: &[(&str, &str)],
) -> Result<String, Failure> {
    for (field, value) in fields {
        set(writing.view(), &mut named, field, value)?;
    }
    let (address, changed) = match named {
        AddressedRecord::Article(article) => (article.key.clone(), writing.edit(&article)?),
        AddressedRecord::Claim(home, claim) => (claim.address(&home), writing.edit(&claim)?),
        AddressedRecord::Reference(home, reference) => (reference.address(&home), writing.edit(&*reference)?),
        AddressedRecord::Work(work) => (work.key.clone(), writing.edit(&*work)?),
    };
    Ok(describe_edit(&address, changed))
}

/// What came of editing a record.
pub fn describe_edit(address: &str, changed: bool) -> String {
    match changed {
        true => format!("{address} changed. `claimbook history {address}` shows what it was."),
        false => format!("Nothing to change: {address} has these values already."),
    }
}

/// Sets a field of a table. `others` are the names that are known beside the table's.
fn set_own<R>(
    view: View<'_>,
    fields: &[OwnField<R>],
    record: &mut R,
    name: &str,
    value: &str,
    others: &[&'static str],
) -> Result<(), Failure> {
    let Some(field) = fields.iter().find(|field| field.name == name) else {
        let own: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let others = others.iter().copied().filter(|other| !own.contains(other));
        return Err(refuse_unknown(name, &own.iter().copied().chain(others).collect::<Vec<_>>()));
    };
    (field.set)(view, record, value)
}

/// The same of a record that has an item: a field that the table does not hold is a variable of that.
fn set_with_item<R>(
    view: View<'_>,
    fields: &[OwnField<R>],
    record: &mut R,
    item: fn(&mut R) -> &mut Item,
    (name, value): (&str, &str),
) -> Result<(), Failure> {
    let is_own = fields.iter().any(|field| field.name == name);
    if !is_own && set_variable(item(record), name, value)? {
        return Ok(());
    }
    set_own(view, fields, record, name, value, &list_variables())
}

fn list_own<R>(view: View<'_>, fields: &[OwnField<R>], record: &R) -> Result<Vec<FieldLine>, Failure> {
    let line = |field: &OwnField<R>| {
        let value = (field.get)(view, record)?;
        Ok(FieldLine { name: field.name, label: field.label, value })
    };
    fields.iter().map(line).collect()
}

/// A record's own fields, and the variables of its item that none of them stands for.
fn list_with_item(mut own: Vec<FieldLine>, item: &Item) -> Vec<FieldLine> {
    let others = EDITABLE.iter().filter(|editable| own.iter().all(|line| line.name != editable.name));
    let others: Vec<FieldLine> = others
        .map(|editable| FieldLine { name: editable.name, label: editable.label, value: show_variable(item, editable) })
        .collect();
    own.extend(others);
    own
}

/// The names of the variables behind a record's own fields.
fn list_variables() -> Vec<&'static str> {
    EDITABLE.iter().map(|editable| editable.name).collect()
}

fn refuse_unknown(field: &str, known: &[&str]) -> Failure {
    let meant = find_nearest(field, known).map(|n| format!("did you mean {n}? The")).unwrap_or("the".to_owned());
    Failure::usage(format!("there is no field “{field}” here; {meant} fields are {}", known.join(", ")))
}
