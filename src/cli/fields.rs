//! The fields of records that a person can set by name, and what each takes.

use super::Failure;
use super::addresses::{self, Named};
use crate::catalogue::View;
use crate::import;
use crate::model::{Article, Claim, CslDate, Doi, Item, Name, Reference, Uid, UnknownWord, Word, Work, nearest};

/// Sets a field; an empty value clears it where that makes sense.
pub(super) fn set(view: View<'_>, named: &mut Named, field: &str, value: &str) -> Result<(), Failure> {
    match named {
        Named::Article(article) => set_article(article, field, value),
        Named::Claim(_, claim) => set_claim(claim, field, value),
        Named::Reference(_, reference) => set_reference(view, reference, field, value),
        Named::Work(work) => set_work(view, work, field, value),
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

fn needed(field: &str, value: &str) -> Result<String, Failure> {
    optional(value).ok_or_else(|| Failure::usage(format!("{field} cannot be empty")))
}

fn unknown(field: &str, known: &[&str]) -> Failure {
    let meant = nearest(field, known).map(|n| format!("; did you mean {n}?")).unwrap_or_default();
    Failure::usage(format!("there is no field “{field}” here{meant} The fields are {}", known.join(", ")))
}

fn set_article(article: &mut Article, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "key" if import::key_of(value) == value => article.key = value.to_owned(),
        "key" => return Err(Failure::usage(format!("“{value}” cannot be a key; {} can", import::key_of(value)))),
        "title" => article.title = needed(field, value)?,
        "url" => article.url = optional(value),
        "publisher" => article.publisher = optional(value),
        "language" => article.language = needed(field, value)?,
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

fn set_claim(claim: &mut Claim, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "statement" => claim.statement = needed(field, value)?,
        "kind" => claim.kind = Word::parse(value).map_err(|e: UnknownWord| Failure::usage(e.to_string()))?,
        "section" => claim.section = value.to_owned(),
        "status" => return Err(Failure::usage("a claim's status is set with accept, dismiss or retire")),
        _ => return Err(unknown(field, &["statement", "kind", "section"])),
    }
    Ok(())
}

/// Fields of the metadata that can be set by name; authors as `Family, Given; Family, Given`, a group without comma.
const CSL: &[&str] = &[
    "type",
    "title",
    "author",
    "year",
    "container",
    "volume",
    "issue",
    "page",
    "number",
    "publisher",
    "genre",
    "pmid",
    "pmcid",
    "isbn",
    "url",
];

fn set_csl(item: &mut Item, field: &str, value: &str) -> Result<bool, Failure> {
    match field {
        "type" => item.kind = value.to_owned(),
        "title" => item.title = optional(value),
        "author" => item.author = value.split(';').map(str::trim).filter(|n| !n.is_empty()).map(name).collect(),
        "year" => item.issued = parsed(field, value)?.map(CslDate),
        "container" => item.container_title = optional(value),
        "volume" => item.volume = optional(value),
        "issue" => item.issue = optional(value),
        "page" => item.page = optional(value),
        "number" => item.number = optional(value),
        "publisher" => item.publisher = optional(value),
        "genre" => item.genre = optional(value),
        "pmid" => item.pmid = optional(value),
        "pmcid" => item.pmcid = optional(value),
        "isbn" => item.isbn = optional(value),
        "url" => item.url = optional(value),
        _ => return Ok(false),
    }
    Ok(true)
}

/// Sets a field of a bibliographic item that is not stored yet.
pub(super) fn set_item(item: &mut Item, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "doi" => item.doi = parsed::<Doi>(field, value)?.map(|doi| doi.printed().to_owned()),
        _ if set_csl(item, field, value)? => {}
        _ => return Err(unknown(field, CSL)),
    }
    Ok(())
}

fn name(typed: &str) -> Name {
    match typed.split_once(',') {
        Some((family, given)) => Name::person(family.trim(), Some(given.trim())),
        None => Name::group(typed),
    }
}

fn set_reference(view: View<'_>, reference: &mut Reference, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "printed_number" => reference.number = optional(value),
        "printed" => reference.printed = needed(field, value)?,
        "doi" => {
            reference.csl.doi = parsed::<Doi>(field, value)?.map(|d| d.printed().to_owned());
            reference.doi_printed.clone_from(&reference.csl.doi);
        }
        "work" => reference.work = work_named(view, value)?,
        _ if set_csl(&mut reference.csl, field, value)? => {}
        _ => return Err(unknown(field, &[&["printed_number", "printed", "doi", "work"], CSL].concat())),
    }
    Ok(())
}

fn work_named(view: View<'_>, value: &str) -> Result<Option<Uid>, Failure> {
    match optional(value).map(|typed| addresses::find(view, &typed)).transpose()? {
        None => Ok(None),
        Some(Named::Work(work)) => Ok(Some(work.uid)),
        Some(_) => Err(Failure::usage(format!("“{value}” is no work; `claimbook works` lists them"))),
    }
}

fn set_work(view: View<'_>, work: &mut Work, field: &str, value: &str) -> Result<(), Failure> {
    match field {
        "key" => work.key = needed(field, value)?,
        "doi" => work.doi = parsed(field, value)?,
        "pmid" => work.pmid = optional(value),
        "pmcid" => work.pmcid = optional(value),
        "isbn" => work.isbn = optional(value),
        "nbk" => work.nbk = optional(value),
        "arxiv" => work.arxiv = optional(value),
        "url" => work.url = optional(value),
        "publication_types" => work.publication_types = optional(value),
        "level" => work.level = parsed(field, value)?,
        "level_reason" => work.level_reason = optional(value),
        "seminal" => work.seminal = matches!(value, "yes" | "true" | "1"),
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
            return Err(unknown(field, &[&own, CSL].concat()));
        }
    }
    Ok(())
}
