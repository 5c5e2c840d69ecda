//! How sure the reading of an entry is, field by field. A field is unsure where another reading that is judged nearly as
//! good says something else, or where no reading of the entry holds together.

use crate::model::{Item, Name};
use serde::Serialize;

/// How sure a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// Every reading that comes near says the same, or an identifier's own form tells it.
    Sure,
    /// No other reading comes near, but this one leaves something open.
    Likely,
    /// Another reading says something else, or none holds together.
    Unsure,
    /// It is printed, but this is not what is read there: a person or a file gave it.
    Given,
    /// The printed string does not hold it.
    NotPrinted,
}

/// The fields of an entry that are not sure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Doubts {
    fields: Vec<(&'static str, Sure)>,
}

/// The fields that a style reads; all others are told by their own form.
const READ: [&str; 12] = [
    "author",
    "editor",
    "title",
    "container-title",
    "issued",
    "volume",
    "issue",
    "page",
    "number",
    "publisher",
    "publisher-place",
    "edition",
];

/// A reading that is judged at most this much worse is heard too.
const NEAR: f32 = 0.8;

/// A reading that is judged at least this good leaves nothing open.
const WHOLE: f32 = 3.5;

/// A reading that is judged less than this does not hold together.
pub(super) const HOLDS: f32 = 1.6;

impl Doubts {
    /// The doubts about a reading, beside all the readings that were judged.
    pub(super) fn about(read: &Item, judged: f32, others: &[(Item, f32)]) -> Self {
        let near = || others.iter().filter(|(_, other)| *other >= judged - NEAR);
        let sure = |field: &&'static str| {
            let said = value(read, field);
            let disputed = near().any(|(other, _)| value(other, field) != said);
            match () {
                () if judged < HOLDS || disputed => Sure::Unsure,
                () if judged < WHOLE => Sure::Likely,
                () => Sure::Sure,
            }
        };
        let fields = READ.iter().filter(|field| value(read, field).is_some());
        Self { fields: fields.map(|field| (*field, sure(field))).filter(|(_, sure)| *sure != Sure::Sure).collect() }
    }

    /// How sure a field is.
    pub fn of(&self, field: &str) -> Sure {
        self.fields.iter().find(|(name, _)| *name == field).map_or(Sure::Sure, |(_, sure)| *sure)
    }

    /// The fields that are unsure, in words.
    pub fn unsure(&self) -> Vec<&'static str> {
        let words = |field: &&'static str| match *field {
            "author" => "authors",
            "editor" => "editors",
            "container-title" => "journal or site",
            "issued" => "date",
            "page" => "pages",
            "publisher-place" => "place",
            other => other,
        };
        self.fields.iter().filter(|(_, sure)| *sure == Sure::Unsure).map(|(field, _)| words(field)).collect()
    }
}

fn names_of(names: &[Name]) -> String {
    names.iter().map(Name::cited).collect::<Vec<_>>().join("; ")
}

/// A field of an item by its name in CSL, in a form that can be compared.
pub(super) fn value(item: &Item, field: &str) -> Option<String> {
    match field {
        "author" => Some(names_of(&item.author)).filter(|names| !names.is_empty()),
        "editor" => Some(names_of(&item.editor)).filter(|names| !names.is_empty()),
        "title" => item.title.clone(),
        "container-title" => item.container_title.clone(),
        "issued" => item.issued.map(|date| date.0.to_string()),
        "accessed" => item.accessed.map(|date| date.0.to_string()),
        "volume" => item.volume.clone(),
        "issue" => item.issue.clone(),
        "page" => item.page.clone(),
        "number" => item.number.clone(),
        "publisher" => item.publisher.clone(),
        "publisher-place" => item.publisher_place.clone(),
        "edition" => item.edition.clone(),
        "DOI" => item.doi.clone(),
        "PMID" => item.pmid.clone(),
        "PMCID" => item.pmcid.clone(),
        "ISBN" => item.isbn.clone(),
        "URL" => item.url.clone(),
        _ => None,
    }
}
