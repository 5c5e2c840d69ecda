//! How sure the reading of an entry is, field by field. A field is unsure where another reading that is judged nearly as
//! good says something else, or where no reading of the entry holds together.

use super::draft::Draft;
use crate::model::{Item, Name};
use crate::read::entry::{Doubts, Sureness};

/// The fields that a style reads; all others are told by their own form.
pub(super) const READ: [&str; 12] = [
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

/// The doubts about a reading, beside all the drafts that were judged.
pub(super) fn find_doubts<'a>(read: &Item, judged: f32, others: impl Iterator<Item = (&'a Draft<'a>, f32)>) -> Doubts {
    let near =
        others.filter(|(_, other)| *other >= judged - NEAR).map(|(draft, _)| draft.to_item()).collect::<Vec<_>>();
    let sure = |field: &'static str| {
        let said = value(read, field);
        let disputed = near.iter().any(|other| value(other, field) != said);
        match () {
            () if judged < HOLDS || disputed => Sureness::Unsure,
            () if judged < WHOLE => Sureness::Likely,
            () => Sureness::Sure,
        }
    };
    let fields = READ.iter().filter(|field| value(read, field).is_some());
    Doubts::new(fields.map(|field| (*field, sure(field))).filter(|(_, sure)| *sure != Sureness::Sure).collect())
}

fn join_names(names: &[Name]) -> String {
    names.iter().map(Name::short_name).collect::<Vec<_>>().join("; ")
}

/// A field of an item by its name in CSL, in a form that can be compared.
pub(super) fn value(item: &Item, field: &str) -> Option<String> {
    match field {
        "author" => Some(join_names(&item.author)).filter(|names| !names.is_empty()),
        "editor" => Some(join_names(&item.editor)).filter(|names| !names.is_empty()),
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
