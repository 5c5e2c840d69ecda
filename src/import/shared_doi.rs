//! Entries of one list that print one DOI and are two works all the same: one of them has another's.

use super::PlacedNote;
use crate::compare::same::are_different_works;
use crate::model::{Article, Doi, Reference};
use std::collections::BTreeMap;

/// So many entries with one DOI are compared with each other.
const COMPARED: usize = 8;

/// What to say of two entries, where they print one DOI but name two works.
pub fn describe_shared_doi(article: &Article, one: &Reference, other: &Reference) -> Option<String> {
    let doi = one.doi().filter(|doi| other.doi().is_some_and(|o| o.key() == doi.key()))?;
    let (one_at, other_at) = (one.address(article), other.address(article));
    are_different_works(&one.csl, &other.csl).then(|| {
        format!("{one_at} and {other_at} print the same DOI, {doi}, but differ in author, title and year: one of them is wrong")
    })
}

/// Notes on the entries of a list, each with its place in the file.
pub(super) fn find_shared(article: &Article, rows: &[(Reference, (u32, u32))]) -> Vec<PlacedNote> {
    let mut by_doi: BTreeMap<String, Vec<&Reference>> = BTreeMap::new();
    let mut notes = Vec::new();
    for (row, (line, column)) in rows {
        let Some(doi) = row.doi().as_ref().map(Doi::key).map(str::to_owned) else { continue };
        let before = by_doi.entry(doi).or_default();
        let message = before.iter().find_map(|earlier| describe_shared_doi(article, earlier, row));
        notes.extend(message.map(|message| PlacedNote { line: *line, column: *column, message }));
        if before.len() < COMPARED {
            before.push(row);
        }
    }
    notes
}
