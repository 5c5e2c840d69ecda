//! The fields of records that a person can set by name, and what each takes.

use super::Failure;
use super::addresses;
use super::addresses::AddressedRecord;
use crate::catalogue::{View, Writing};
use crate::import;
use crate::model::{
    Article, ArxivId, Claim, CslDate, Doi, FieldAccess, Isbn, Item, ItemField, Name, Nbk, NotAPage, PageUrl, Person,
    Pmcid, Pmid, Reference, Uid, UnknownWord, Word, Work, nearest,
};

/// Sets a field; an empty value clears it where that makes sense.
pub fn set(view: View<'_>, named: &mut AddressedRecord, field: &str, value: &str) -> Result<(), Failure> {
    match named {
        AddressedRecord::Article(article) => set_article(view, article, field, value),
        AddressedRecord::Claim(_, claim) => set_claim(claim, field, value),
        AddressedRecord::Reference(_, reference) => set_reference(view, reference, field, value),
        AddressedRecord::Work(work) => set_work(view, work, field, value),
    }
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

/// Nothing, where the value is empty.
fn optional(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

fn parsed<T: std::str::FromStr>(field: &str, value: &str) -> Result<Option<T>, Failure>
where
    T::Err: std::fmt::Display,
{
    if value.is_empty() {
        return Ok(None);
    }
    value.parse().map(Some).map_err(|e| Failure::usage(format!("{field}: {e}")))
}

/// An identifier in its usual form, or what was expected in its place.
fn identifier<T: std::str::FromStr + std::fmt::Display>(field: &str, value: &str) -> Result<Option<String>, Failure>
where
    T::Err: std::fmt::Display,
{
    Ok(parsed::<T>(field, value)?.map(|known| known.to_string()))
}

/// One ISBN, or several with a comma or semicolon between them, as they are printed.
fn isbns(field: &str, value: &str) -> Result<Option<String>, Failure> {
    value.split([',', ';']).try_for_each(|one| parsed::<Isbn>(field, one.trim()).map(|_| ()))?;
    Ok(optional(value))
}

/// The address of a page. One that holds a key is an address too, though nobody asks for it.
fn web_address(field: &str, value: &str) -> Result<Option<String>, Failure> {
    let wrong = optional(value).and_then(|typed| typed.parse::<PageUrl>().err());
    match wrong.filter(|wrong| !matches!(wrong, NotAPage::Secret)) {
        Some(_) => Err(Failure::usage(format!(
            "{field}: “{value}” is not a web address: expected one such as https://example.org/page"
        ))),
        None => Ok(optional(value)),
    }
}

fn require(field: &str, value: &str) -> Result<String, Failure> {
    optional(value).ok_or_else(|| Failure::usage(format!("{field} cannot be empty")))
}

fn unknown(field: &str, known: &[&str]) -> Failure {
    let meant = nearest(field, known).map(|n| format!("did you mean {n}? The")).unwrap_or("the".to_owned());
    Failure::usage(format!("there is no field “{field}” here; {meant} fields are {}", known.join(", ")))
}

fn set_article(view: View<'_>, article: &mut Article, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "key" if view.article_by_key(value)?.is_some_and(|other| other.uid != article.uid) => {
            return Err(Failure::usage(format!("key: another article is called “{value}”")));
        }
        "key" if import::make_key(value) == value => article.key = value.to_owned(),
        "key" => return Err(Failure::usage(format!("“{value}” cannot be a key; {} can", import::make_key(value)))),
        "title" => article.title = require(field, value)?,
        "url" => article.url = web_address(field, value)?,
        "publisher" => article.publisher = optional(value),
        "language" => article.language = require(field, value)?,
        "updated_on" => article.updated_on = parsed(field, value)?,
        "last_reviewed_on" => article.last_reviewed_on = parsed(field, value)?,
        _ => {
            return Err(unknown(
                field,
                &["key", "title", "url", "publisher", "language", "updated_on", "last_reviewed_on"],
            ));
        }
    }
    Ok(())
}

/// Sets a field of a person. What they are known by they declare themselves, in their settings.
pub fn set_person(person: &mut Person, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "name" => person.name = require(field, value)?,
        "credentials" => person.credentials = optional(value),
        "contact" => person.contact = optional(value),
        _ => return Err(unknown(field, &["name", "credentials", "contact", "key"])),
    }
    Ok(())
}

fn set_claim(claim: &mut Claim, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "statement" => claim.statement = require(field, value)?,
        "kind" => claim.kind = Word::parse(value).map_err(|e: UnknownWord| Failure::usage(e.to_string()))?,
        "section" => claim.section = value.to_owned(),
        "status" => return Err(Failure::usage("a claim's status is set with accept, dismiss or retire")),
        _ => return Err(unknown(field, &["statement", "kind", "section"])),
    }
    Ok(())
}

/// A variable that can be set by name.
struct EditableField {
    /// What people call it.
    name: &'static str,
    field: ItemField,
    /// What a text may be; as it is where nothing is said.
    check: fn(&str, &str) -> Result<Option<String>, Failure>,
}

/// The variables that can be set by name; authors as `Family, Given; Family, Given`, a group without comma.
const EDITABLE: &[EditableField] = &[
    editable("type", ItemField::TYPE),
    editable("title", ItemField::TITLE),
    editable("author", ItemField::AUTHOR),
    editable("year", ItemField::ISSUED),
    editable("container", ItemField::CONTAINER_TITLE),
    editable("volume", ItemField::VOLUME),
    editable("issue", ItemField::ISSUE),
    editable("page", ItemField::PAGE),
    editable("number", ItemField::NUMBER),
    editable("publisher", ItemField::PUBLISHER),
    editable("genre", ItemField::GENRE),
    EditableField { check: identifier::<Pmid>, ..editable("pmid", ItemField::PMID) },
    EditableField { check: identifier::<Pmcid>, ..editable("pmcid", ItemField::PMCID) },
    EditableField { check: isbns, ..editable("isbn", ItemField::ISBN) },
    EditableField { check: web_address, ..editable("url", ItemField::URL) },
];

const fn editable(name: &'static str, field: ItemField) -> EditableField {
    EditableField { name, field, check: |_, value| Ok(optional(value)) }
}

fn find_editable(name: &str) -> Option<&'static EditableField> {
    EDITABLE.iter().find(|editable| editable.name == name)
}

/// The names of a record's own fields, and of the variables behind them.
fn unknown_beside(field: &str, own: &[&str]) -> Failure {
    let variables = EDITABLE.iter().map(|editable| editable.name);
    unknown(field, &own.iter().copied().chain(variables).collect::<Vec<_>>())
}

fn set_csl(item: &mut Item, name: &str, value: &str) -> Result<bool, Failure> {
    let Some(EditableField { field, check, .. }) = find_editable(name) else { return Ok(false) };
    match field.access {
        FieldAccess::Type(access) => *(access.slot)(item) = value.to_owned(),
        FieldAccess::Text(access) | FieldAccess::Texts(access) => *(access.slot)(item) = check(name, value)?,
        FieldAccess::Date(access) => *(access.slot)(item) = parsed(name, value)?.map(CslDate),
        FieldAccess::Flag(access) => *(access.slot)(item) = is_yes(name, value)?,
        FieldAccess::Names(access) => {
            let names = value.split(';').map(str::trim).filter(|n| !n.is_empty());
            *(access.slot)(item) = names.map(to_name).collect();
        }
    }
    Ok(true)
}

/// A text or the year of an item, by the name under which it is edited; empty where the item has none.
pub fn show_item_field(item: &Item, name: &str) -> Option<String> {
    let field = if name == "doi" { ItemField::DOI } else { find_editable(name)?.field };
    match field.access {
        FieldAccess::Text(access) | FieldAccess::Texts(access) => Some((access.get)(item).clone().unwrap_or_default()),
        FieldAccess::Date(access) => Some((access.get)(item).map(|date| date.0.year().to_string()).unwrap_or_default()),
        FieldAccess::Type(access) => Some((access.get)(item).clone()),
        FieldAccess::Names(_) | FieldAccess::Flag(_) => None,
    }
}

/// Sets a field of a bibliographic item that is not stored yet.
pub fn set_item(item: &mut Item, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "doi" => item.doi = parsed::<Doi>(field, value)?.map(|doi| doi.printed().to_owned()),
        _ if set_csl(item, field, value)? => {}
        _ => return Err(unknown_beside(field, &[])),
    }
    Ok(())
}

fn to_name(typed: &str) -> Name {
    match typed.split_once(',') {
        Some((family, given)) => Name::person(family.trim(), Some(given.trim())),
        None => Name::group(typed),
    }
}

fn set_reference(view: View<'_>, reference: &mut Reference, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "printed_number" => reference.number = optional(value),
        "printed" => reference.printed = require(field, value)?,
        "doi" => {
            reference.csl.doi = parsed::<Doi>(field, value)?.map(|d| d.printed().to_owned());
            reference.doi_printed.clone_from(&reference.csl.doi);
        }
        "work" => reference.work = work_named(view, value)?,
        _ if set_csl(&mut reference.csl, field, value)? => {}
        _ => return Err(unknown_beside(field, &["printed_number", "printed", "doi", "work"])),
    }
    Ok(())
}

fn work_named(view: View<'_>, value: &str) -> Result<Option<Uid>, Failure> {
    match optional(value).map(|typed| addresses::find_record(view, &typed)).transpose()? {
        None => Ok(None),
        Some(AddressedRecord::Work(work)) => Ok(Some(work.uid)),
        Some(_) => {
            Err(Failure::usage(format!("“{value}” is not a work in the catalogue; `claimbook works` lists them")))
        }
    }
}

/// A level of evidence.
fn level(value: &str) -> Result<Option<u8>, Failure> {
    let known =
        optional(value).map(|typed| typed.parse::<u8>().ok().filter(|level| (1..=5).contains(level)).ok_or(typed));
    known
        .transpose()
        .map_err(|typed| Failure::usage(format!("level: “{typed}” is not a level of evidence: expected 1 to 5")))
}

/// Whether a word says yes; none says no.
fn is_yes(field: &str, value: &str) -> Result<bool, Failure> {
    match value.to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" | "" => Ok(false),
        _ => Err(Failure::usage(format!("{field}: “{value}” is neither yes nor no"))),
    }
}

fn set_work(view: View<'_>, work: &mut Work, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "key" if value.contains('/') => {
            return Err(Failure::usage(format!(
                "key: “{value}” has a “/”, which addresses of claims and references have"
            )));
        }
        "key" if view.work_by_key(value)?.is_some_and(|other| other.uid != work.uid) => {
            return Err(Failure::usage(format!("key: another work is called “{value}”")));
        }
        "key" => work.key = require(field, value)?,
        "doi" => work.doi = parsed(field, value)?,
        "pmid" => work.pmid = identifier::<Pmid>(field, value)?,
        "pmcid" => work.pmcid = identifier::<Pmcid>(field, value)?,
        "isbn" => work.isbn = identifier::<Isbn>(field, value)?,
        "nbk" => work.nbk = identifier::<Nbk>(field, value)?,
        "arxiv" => work.arxiv = identifier::<ArxivId>(field, value)?,
        "url" => work.url = web_address(field, value)?,
        "publication_types" => work.publication_types = optional(value),
        "level" => work.level = level(value)?,
        "level_reason" => work.level_reason = optional(value),
        "seminal" => work.seminal = is_yes(field, value)?,
        "superseded_by" => work.superseded_by = work_named(view, value)?,
        _ if set_csl(&mut work.csl, field, value)? => {}
        _ => {
            let own = [
                "key",
                "doi",
                "nbk",
                "arxiv",
                "publication_types",
                "level",
                "level_reason",
                "seminal",
                "superseded_by",
            ];
            return Err(unknown_beside(field, &own));
        }
    }
    Ok(())
}
