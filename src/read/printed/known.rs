//! What is known of a work before a style reads its entry: what identifies it, and what is remarked on it.

use super::identifiers::Identifiers;
use super::remarks::Remarks;
use crate::model::{CslDate, Item};

/// The variable that holds the identifier of a book at NCBI.
pub(super) const NBK: &str = "NBK";

/// The item that identifiers and remarks describe.
pub(super) fn make_item(identifiers: &Identifiers, remarks: &Remarks) -> Item {
    let Remarks { numbers, meeting, .. } = remarks;
    let mut item = Item {
        kind: if numbers.is_report { "report".to_owned() } else { String::new() },
        doi: identifiers.doi.clone(),
        pmid: identifiers.pmid.clone(),
        pmcid: identifiers.pmcid.clone(),
        isbn: identifiers.isbn.clone(),
        issn: identifiers.issn.clone(),
        url: identifiers.url.clone(),
        accessed: identifiers.accessed.map(CslDate),
        issued: remarks.published.or(meeting.as_ref().and_then(|meeting| meeting.date)).map(CslDate),
        status: remarks.status.clone(),
        genre: remarks.genre.clone(),
        number: numbers.number.clone(),
        note: numbers.note.clone(),
        language: remarks.language.map(str::to_owned),
        page: remarks.page.clone(),
        ..Item::default()
    };
    let others = [
        (NBK, identifiers.nbk.as_ref()),
        ("version", numbers.version.as_ref()),
        ("event-title", meeting.as_ref().map(|meeting| &meeting.name)),
    ];
    let others = others.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.as_str().into())));
    item.other.extend(others);
    item
}
