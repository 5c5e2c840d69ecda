//! The fields of articles, claims, references, works and people: one line each, with its getter and its setter.

use super::values::{
    is_yes, parse_field, parse_identifier, parse_level, parse_optional, parse_web_address, require, show_yes,
};
use crate::catalogue::View;
use crate::import;
use crate::model::{
    Article, ArxivId, Claim, Doi, Isbn, Nbk, Person, Pmcid, Pmid, Reference, Uid, UnknownWord, Word, Work,
};
use crate::tasks::Failure;
use crate::tasks::addresses::{self, AddressedRecord};

/// A field that a person can set by name.
pub(super) struct OwnField<R> {
    /// What people call it.
    pub(super) name: &'static str,
    /// What a form says before it.
    pub(super) label: &'static str,
    /// What it holds, as it is typed.
    pub(super) get: fn(View<'_>, &R) -> Result<String, Failure>,
    /// Sets it; an empty value clears it where that makes sense.
    pub(super) set: fn(View<'_>, &mut R, &str) -> Result<(), Failure>,
}

const fn make_own<R>(
    name: &'static str,
    label: &'static str,
    get: fn(View<'_>, &R) -> Result<String, Failure>,
    set: fn(View<'_>, &mut R, &str) -> Result<(), Failure>,
) -> OwnField<R> {
    OwnField { name, label, get, set }
}

/// A value that may be missing, as it is typed.
fn show_value<T: ToString>(value: &Option<T>) -> Result<String, Failure> {
    Ok(value.as_ref().map(T::to_string).unwrap_or_default())
}

fn put_value<T>(slot: &mut T, value: Result<T, Failure>) -> Result<(), Failure> {
    *slot = value?;
    Ok(())
}

pub(super) const ARTICLE: &[OwnField<Article>] = &[
    make_own(
        "key",
        "Key in addresses",
        |_, article| Ok(article.key.clone()),
        |view, article, value| put_value(&mut article.key, name_article(view, article.uid, value)),
    ),
    make_own(
        "title",
        "Title",
        |_, article| Ok(article.title.clone()),
        |_, article, value| put_value(&mut article.title, require("title", value)),
    ),
    make_own(
        "url",
        "Web address",
        |_, article| show_value(&article.url),
        |_, article, value| put_value(&mut article.url, parse_web_address("url", value)),
    ),
    make_own(
        "publisher",
        "Publisher",
        |_, article| show_value(&article.publisher),
        |_, article, value| put_value(&mut article.publisher, Ok(parse_optional(value))),
    ),
    make_own(
        "language",
        "Language",
        |_, article| Ok(article.language.clone()),
        |_, article, value| put_value(&mut article.language, require("language", value)),
    ),
    make_own(
        "updated_on",
        "Last updated",
        |_, article| show_value(&article.updated_on),
        |_, article, value| put_value(&mut article.updated_on, parse_field("updated_on", value)),
    ),
    make_own(
        "last_reviewed_on",
        "Last reviewed",
        |_, article| show_value(&article.last_reviewed_on),
        |_, article, value| put_value(&mut article.last_reviewed_on, parse_field("last_reviewed_on", value)),
    ),
];

/// What a person is known by they declare themselves, in their settings.
pub(super) const PERSON: &[OwnField<Person>] = &[
    make_own(
        "name",
        "Name",
        |_, person| Ok(person.name.clone()),
        |_, person, value| put_value(&mut person.name, require("name", value)),
    ),
    make_own(
        "credentials",
        "Credentials",
        |_, person| show_value(&person.credentials),
        |_, person, value| put_value(&mut person.credentials, Ok(parse_optional(value))),
    ),
    make_own(
        "contact",
        "How to reach them",
        |_, person| show_value(&person.contact),
        |_, person, value| put_value(&mut person.contact, Ok(parse_optional(value))),
    ),
];

pub(super) const CLAIM: &[OwnField<Claim>] = &[
    make_own(
        "statement",
        "The claim, in a sentence",
        |_, claim| Ok(claim.statement.clone()),
        |_, claim, value| put_value(&mut claim.statement, require("statement", value)),
    ),
    make_own(
        "kind",
        "It is about",
        |_, claim| Ok(claim.kind.token().to_owned()),
        |_, claim, value| {
            put_value(&mut claim.kind, Word::parse(value).map_err(|e: UnknownWord| Failure::usage(e.to_string())))
        },
    ),
    make_own(
        "section",
        "Section",
        |_, claim| Ok(claim.section.clone()),
        |_, claim, value| put_value(&mut claim.section, Ok(value.to_owned())),
    ),
];

pub(super) const REFERENCE: &[OwnField<Reference>] = &[
    make_own(
        "printed_number",
        "Number, as printed",
        |_, reference| show_value(&reference.number),
        |_, reference, value| put_value(&mut reference.number, Ok(parse_optional(value))),
    ),
    make_own(
        "printed",
        "The entry, as printed",
        |_, reference| Ok(reference.printed.clone()),
        |_, reference, value| put_value(&mut reference.printed, require("printed", value)),
    ),
    make_own(
        "doi",
        "DOI",
        |_, reference| show_value(&reference.csl.doi),
        |_, reference, value| set_printed_doi(reference, value),
    ),
    make_own(
        "work",
        "The work, by its citation key",
        |view, reference| name_work(view, reference.work),
        |view, reference, value| put_value(&mut reference.work, find_work(view, value)),
    ),
];

pub(super) const WORK: &[OwnField<Work>] = &[
    make_own(
        "key",
        "Citation key",
        |_, work| Ok(work.key.clone()),
        |view, work, value| put_value(&mut work.key, name_work_key(view, work.uid, value)),
    ),
    make_own(
        "doi",
        "DOI",
        |_, work| show_value(&work.doi),
        |_, work, value| put_value(&mut work.doi, parse_field("doi", value)),
    ),
    make_own(
        "pmid",
        "PMID",
        |_, work| show_value(&work.pmid),
        |_, work, value| put_value(&mut work.pmid, parse_identifier::<Pmid>("pmid", value)),
    ),
    make_own(
        "pmcid",
        "PMCID",
        |_, work| show_value(&work.pmcid),
        |_, work, value| put_value(&mut work.pmcid, parse_identifier::<Pmcid>("pmcid", value)),
    ),
    make_own(
        "isbn",
        "ISBN",
        |_, work| show_value(&work.isbn),
        |_, work, value| put_value(&mut work.isbn, parse_identifier::<Isbn>("isbn", value)),
    ),
    make_own(
        "nbk",
        "NCBI Bookshelf",
        |_, work| show_value(&work.nbk),
        |_, work, value| put_value(&mut work.nbk, parse_identifier::<Nbk>("nbk", value)),
    ),
    make_own(
        "arxiv",
        "arXiv",
        |_, work| show_value(&work.arxiv),
        |_, work, value| put_value(&mut work.arxiv, parse_identifier::<ArxivId>("arxiv", value)),
    ),
    make_own(
        "url",
        "Web address",
        |_, work| show_value(&work.url),
        |_, work, value| put_value(&mut work.url, parse_web_address("url", value)),
    ),
    make_own(
        "publication_types",
        "Publication types",
        |_, work| show_value(&work.publication_types),
        |_, work, value| put_value(&mut work.publication_types, Ok(parse_optional(value))),
    ),
    make_own(
        "level",
        "Level of evidence, 1 to 5, where you overrule the derived one",
        |_, work| show_value(&work.level),
        |_, work, value| put_value(&mut work.level, parse_level(value)),
    ),
    make_own(
        "level_reason",
        "Why that level",
        |_, work| show_value(&work.level_reason),
        |_, work, value| put_value(&mut work.level_reason, Ok(parse_optional(value))),
    ),
    make_own(
        "seminal",
        "Its age does not matter: yes or no",
        |_, work| Ok(show_yes(work.seminal)),
        |_, work, value| put_value(&mut work.seminal, is_yes("seminal", value)),
    ),
    make_own(
        "superseded_by",
        "Replaced by, a citation key",
        |view, work| name_work(view, work.superseded_by),
        |view, work, value| put_value(&mut work.superseded_by, find_work(view, value)),
    ),
];

fn name_article(view: View<'_>, article: Uid, value: &str) -> Result<String, Failure> {
    if view.article_by_key(value)?.is_some_and(|other| other.uid != article) {
        return Err(Failure::usage(format!("key: another article is called “{value}”")));
    }
    match import::make_key(value) {
        key if key == value => Ok(key),
        possible => Err(Failure::usage(format!("“{value}” cannot be a key; {possible} can"))),
    }
}

fn name_work_key(view: View<'_>, work: Uid, value: &str) -> Result<String, Failure> {
    if value.contains('/') {
        return Err(Failure::usage(format!("key: “{value}” has a “/”, which addresses of claims and references have")));
    }
    if view.work_by_key(value)?.is_some_and(|other| other.uid != work) {
        return Err(Failure::usage(format!("key: another work is called “{value}”")));
    }
    require("key", value)
}

fn set_printed_doi(reference: &mut Reference, value: &str) -> Result<(), Failure> {
    reference.csl.doi = parse_field::<Doi>("doi", value)?.map(|doi| doi.printed().to_owned());
    reference.doi_printed.clone_from(&reference.csl.doi);
    Ok(())
}

/// The citation key of a work; empty where there is none.
fn name_work(view: View<'_>, work: Option<Uid>) -> Result<String, Failure> {
    let work = work.map(|uid| view.get::<Work>(uid)).transpose()?.flatten();
    Ok(work.map(|work| work.key).unwrap_or_default())
}

fn find_work(view: View<'_>, value: &str) -> Result<Option<Uid>, Failure> {
    match parse_optional(value).map(|typed| addresses::find_record(view, &typed)).transpose()? {
        None => Ok(None),
        Some(AddressedRecord::Work(work)) => Ok(Some(work.uid)),
        Some(_) => {
            Err(Failure::usage(format!("“{value}” is not a work in the catalogue; `claimbook works` lists them")))
        }
    }
}
