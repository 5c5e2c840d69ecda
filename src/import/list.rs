//! An article's list of references: entries that were there stay what they were, new ones get the next serial, and what
//! is no longer printed is marked, not removed.

use super::works::{reference_of, work_for};
use super::{Imported, References};
use crate::catalogue::{Error, Writing};
use crate::model::{Article, Reference, Uid};
use crate::read::article::PrintedEntry;
use crate::text;

/// Stores the list of an article's version; answers the row of each entry, in their order.
pub(super) fn store_entries(
    writing: &mut Writing<'_>,
    article: &Article,
    version: u32,
    entries: &[PrintedEntry],
    imported: &mut Imported,
) -> Result<Vec<Uid>, Error> {
    let mut known = writing.view().references_of(article.uid)?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let row = match position_of(&known, entry) {
            Some(at) => {
                imported.references.kept += 1;
                kept(writing, known.swap_remove(at), entry)?
            }
            None => added(writing, article, entry, &mut imported.references)?,
        };
        note_doubts(&format!("{}/r{}", article.key, row.serial), &row, entry, &mut imported.references);
        rows.push(row.uid);
    }
    for gone in known.into_iter().filter(|r| r.last_version.is_none()) {
        imported.references.gone.push(format!("{}/r{}", article.key, gone.serial));
        writing.edit(&Reference { last_version: Some(version.saturating_sub(1).max(1)), ..gone })?;
    }
    Ok(rows)
}

/// Adds a list that came without an article's text, such as a file of references; entries that are there already stay.
pub fn store_list(writing: &mut Writing<'_>, article: &Article, entries: &[PrintedEntry]) -> Result<References, Error> {
    let known = writing.view().references_of(article.uid)?;
    let mut references = References::default();
    for entry in entries {
        match position_of(&known, entry).and_then(|at| known.get(at)) {
            Some(_) => references.kept += 1,
            None => {
                let row = added(writing, article, entry, &mut references)?;
                note_doubts(&format!("{}/r{}", article.key, row.serial), &row, entry, &mut references);
            }
        }
    }
    Ok(references)
}

/// Adds one entry to an article's list.
pub fn store_reference(writing: &mut Writing<'_>, article: &Article, entry: &PrintedEntry) -> Result<Reference, Error> {
    added(writing, article, entry, &mut References::default())
}

fn added(
    writing: &mut Writing<'_>,
    article: &Article,
    entry: &PrintedEntry,
    references: &mut References,
) -> Result<Reference, Error> {
    let serial = writing.view().next_reference_serial(article.uid)?;
    let mut row = reference_of(article.uid, writing.uid(), serial, entry);
    row.work = work_for(writing, &row.csl)?;
    writing.add(&row)?;
    references.added.push(format!("{}/r{serial}", article.key));
    Ok(row)
}

/// Takes over what is printed now. The link to the work stays unless the printed identifiers changed: a person may have
/// set it.
fn kept(writing: &mut Writing<'_>, was: Reference, entry: &PrintedEntry) -> Result<Reference, Error> {
    let mut row = Reference { work: was.work, ..reference_of(was.article, was.uid, was.serial, entry) };
    let identifiers = |r: &Reference| (r.csl.doi.clone(), r.csl.pmid.clone(), r.csl.pmcid.clone());
    if was.work.is_none() || identifiers(&was) != identifiers(&row) {
        row.work = work_for(writing, &row.csl)?.or(was.work);
    }
    if row.printed == was.printed {
        // Nothing new is printed, so what a person mended in the reading of it stays.
        row.csl = was.csl;
        row.doi_printed = was.doi_printed;
        row.work = was.work.or(row.work);
    }
    writing.edit(&row)?;
    Ok(row)
}

/// The stored entry that this one is: printed alike, or with the same DOI, or nearly alike under the same number.
fn position_of(known: &[Reference], entry: &PrintedEntry) -> Option<usize> {
    let doi = entry.parsed.item.doi.as_deref();
    let alike = |r: &&Reference| r.printed == entry.printed;
    let same_doi = |r: &&Reference| doi.is_some() && r.csl.doi.as_deref() == doi;
    let title = entry.parsed.item.title.as_deref().map(text::tokens);
    let same_title = |r: &&Reference| {
        title.is_some() && r.csl.title.as_deref().map(text::tokens) == title && r.csl.year() == entry.parsed.item.year()
    };
    let tests: [&dyn Fn(&&Reference) -> bool; 3] = [&alike, &same_doi, &same_title];
    let found = tests.iter().find_map(|test| known.iter().find(|r| test(r)))?;
    known.iter().position(|r| r.uid == found.uid)
}

fn note_doubts(address: &str, row: &Reference, entry: &PrintedEntry, references: &mut References) {
    if !entry.parsed.confident {
        references.unsure.push(address.to_owned());
    }
    let csl = &row.csl;
    if row.doi_printed.is_none() && csl.pmid.is_none() && csl.pmcid.is_none() && csl.isbn.is_none() && csl.url.is_none()
    {
        references.unidentified.push(address.to_owned());
    }
}
