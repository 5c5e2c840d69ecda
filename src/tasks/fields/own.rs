//! The fields of articles, claims, references, works and people: one line each, with its getter and its setter.

use super::values::{identifier, is_yes, level, optional, parsed, require, show_yes, web_address};
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

const fn own<R>(
    name: &'static str,
    label: &'static str,
    get: fn(View<'_>, &R) -> Result<String, Failure>,
    set: fn(View<'_>, &mut R, &str) -> Result<(), Failure>,
) -> OwnField<R> {
    OwnField { name, label, get, set }
}

/// A value that may be missing, as it is typed.
fn show<T: ToString>(value: &Option<T>) -> Result<String, Failure> {
    Ok(value.as_ref().map(T::to_string).unwrap_or_default())
}

fn put<T>(slot: &mut T, value: Result<T, Failure>) -> Result<(), Failure> {
    *slot = value?;
    Ok(())
}

pub(super) const ARTICLE: &[OwnField<Article>] = &[
    own(
        "key",
        "Key in addresses",
        |_, article| Ok(article.key.clone()),
        |view, article, value| put(&mut article.key, article_key(view, article.uid, value)),
    ),
    own(
        "title",
        "Title",
        |_, article| Ok(article.title.clone()),
        |_, article, value| put(&mut article.title, require("title", value)),
    ),
    own(
        "url",
        "Web address",
        |_, article| show(&article.url),
        |_, article, value| put(&mut article.url, web_address("url", value)),
    ),
    own(
        "publisher",
        "Publisher",
        |_, article| show(&article.publisher),
        |_, article, value| put(&mut article.publisher, Ok(optional(value))),
    ),
    own(
        "language",
        "Language",
        |_, article| Ok(article.language.clone()),
        |_, article, value| put(&mut article.language, require("language", value)),
    ),
    own(
        "updated_on",
        "Last updated",
        |_, article| show(&article.updated_on),
        |_, article, value| put(&mut article.updated_on, parsed("updated_on", value)),
    ),
    own(
        "last_reviewed_on",
        "Last reviewed",
        |_, article| show(&article.last_reviewed_on),
        |_, article, value| put(&mut article.last_reviewed_on, parsed("last_reviewed_on", value)),
    ),
];

/// What a person is known by they declare themselves, in their settings.
pub(super) const PERSON: &[OwnField<Person>] = &[
    own(
        "name",
        "Name",
        |_, person| Ok(person.name.clone()),
        |_, person, value| put(&mut person.name, require("name", value)),
    ),
    own(
        "credentials",
        "Credentials",
        |_, person| show(&person.credentials),
        |_, person, value| put(&mut person.credentials, Ok(optional(value))),
    ),
    own(
        "contact",
        "How to reach them",
        |_, person| show(&person.contact),
        |_, person, value| put(&mut person.contact, Ok(optional(value))),
    ),
];

pub(super) const CLAIM: &[OwnField<Claim>] = &[
    own(
        "statement",
        "The claim, in a sentence",
        |_, claim| Ok(claim.statement.clone()),
        |_, claim, value| put(&mut claim.statement, require("statement", value)),
    ),
    own(
        "kind",
        "It is about",
        |_, claim| Ok(claim.kind.token().to_owned()),
        |_, claim, value| {
            put(&mut claim.kind, Word::parse(value).map_err(|e: UnknownWord| Failure::usage(e.to_string())))
        },
    ),
    own(
        "section",
        "Section",
        |_, claim| Ok(claim.section.clone()),
        |_, claim, value| put(&mut claim.section, Ok(value.to_owned())),
    ),
];

pub(super) const REFERENCE: &[OwnField<Reference>] = &[
    own(
        "printed_number",
        "Number, as printed",
        |_, reference| show(&reference.number),
        |_, reference, value| put(&mut reference.number, Ok(optional(value))),
    ),
    own(
        "printed",
        "The entry, as printed",
        |_, reference| Ok(reference.printed.clone()),
        |_, reference, value| put(&mut reference.printed, require("printed", value)),
    ),
    own("doi", "DOI", |_, reference| show(&reference.csl.doi), |_, reference, value| set_printed_doi(reference, value)),
    own(
        "work",
        "The work, by its citation key",
        |view, reference| name_work(view, reference.work),
        |view, reference, value| put(&mut reference.work, find_work(view, value)),
    ),
];

pub(super) const WORK: &[OwnField<Work>] = &[
    own(
        "key",
        "Citation key",
        |_, work| Ok(work.key.clone()),
        |view, work, value| put(&mut work.key, work_key(view, work.uid, value)),
    ),
    own("doi", "DOI", |_, work| show(&work.doi), |_, work, value| put(&mut work.doi, parsed("doi", value))),
    own(
        "pmid",
        "PMID",
        |_, work| show(&work.pmid),
        |_, work, value| put(&mut work.pmid, identifier::<Pmid>("pmid", value)),
    ),
    own(
        "pmcid",
        "PMCID",
        |_, work| show(&work.pmcid),
        |_, work, value| put(&mut work.pmcid, identifier::<Pmcid>("pmcid", value)),
    ),
    own(
        "isbn",
        "ISBN",
        |_, work| show(&work.isbn),
        |_, work, value| put(&mut work.isbn, identifier::<Isbn>("isbn", value)),
    ),
    own(
        "nbk",
        "NCBI Bookshelf",
        |_, work| show(&work.nbk),
        |_, work, value| put(&mut work.nbk, identifier::<Nbk>("nbk", value)),
    ),
    own(
        "arxiv",
        "arXiv",
        |_, work| show(&work.arxiv),
        |_, work, value| put(&mut work.arxiv, identifier::<ArxivId>("arxiv", value)),
    ),
    own(
        "url",
        "Web address",
        |_, work| show(&work.url),
        |_, work, value| put(&mut work.url, web_address("url", value)),
    ),
    own(
        "publication_types",
        "Publication types",
        |_, work| show(&work.publication_types),
        |_, work, value| put(&mut work.publication_types, Ok(optional(value))),
    ),
    own(
        "level",
        "Level of evidence, 1 to 5, where you overrule the derived one",
        |_, work| show(&work.level),
        |_, work, value| put(&mut work.level, level(value)),
    ),
    own(
        "level_reason",
        "Why that level",
        |_, work| show(&work.level_reason),
        |_, work, value| put(&mut work.level_reason, Ok(optional(value))),
    ),
    own(
        "seminal",
        "Its age does not matter: yes or no",
        |_, work| Ok(show_yes(work.seminal)),
        |_, work, value| put(&mut work.seminal, is_yes("seminal", value)),
    ),
    own(
        "superseded_by",
        "Replaced by, a citation key",
        |view, work| name_work(view, work.superseded_by),
        |view, work, value| put(&mut work.superseded_by, find_work(view, value)),
    ),
];

fn article_key(view: View<'_>, article: Uid, value: &str) -> Result<String, Failure> {
    if view.article_by_key(value)?.is_some_and(|other| other.uid != article) {
        return Err(Failure::usage(format!("key: another article is called “{value}”")));
    }
    match import::make_key(value) {
        key if key == value => Ok(key),
        possible => Err(Failure::usage(format!("“{value}” cannot be a key; {possible} can"))),
    }
}

fn work_key(view: View<'_>, work: Uid, value: &str) -> Result<String, Failure> {
    if value.contains('/') {
        return Err(Failure::usage(format!("key: “{value}” has a “/”, which addresses of claims and references have")));
    }
    if view.work_by_key(value)?.is_some_and(|other| other.uid != work) {
        return Err(Failure::usage(format!("key: another work is called “{value}”")));
    }
    require("key", value)
}

fn set_printed_doi(reference: &mut Reference, value: &str) -> Result<(), Failure> {
    reference.csl.doi = parsed::<Doi>("doi", value)?.map(|doi| doi.printed().to_owned());
    reference.doi_printed.clone_from(&reference.csl.doi);
    Ok(())
}

/// The citation key of a work; empty where there is none.
fn name_work(view: View<'_>, work: Option<Uid>) -> Result<String, Failure> {
    let work = work.map(|uid| view.get::<Work>(uid)).transpose()?.flatten();
    Ok(work.map(|work| work.key).unwrap_or_default())
}

fn find_work(view: View<'_>, value: &str) -> Result<Option<Uid>, Failure> {
    match optional(value).map(|typed| addresses::find_record(view, &typed)).transpose()? {
        None => Ok(None),
        Some(AddressedRecord::Work(work)) => Ok(Some(work.uid)),
        Some(_) => {
            Err(Failure::usage(format!("“{value}” is not a work in the catalogue; `claimbook works` lists them")))
        }
    }
}
