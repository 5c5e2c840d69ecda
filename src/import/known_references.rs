//! The entries of a list that are stored, as they are looked for while a list is read again.

use crate::compare::same;
use crate::model::{Doi, Item, Reference};
use crate::read::entry::PrintedEntry;
use crate::text;
use std::collections::BTreeMap;

/// Stored entries by what makes them known: the printed line, the DOI, or title and year.
#[derive(Debug, Default)]
pub(super) struct KnownReferences {
    rows: Vec<Option<Reference>>,
    printed: BTreeMap<String, Vec<usize>>,
    doi: BTreeMap<String, Vec<usize>>,
    title: BTreeMap<String, Vec<usize>>,
}

impl KnownReferences {
    /// The entries that are stored.
    pub(super) fn new(rows: Vec<Reference>) -> Self {
        let mut known = Self::default();
        rows.into_iter().for_each(|row| known.keep(row));
        known
    }

    /// Puts an entry there that was just stored.
    pub(super) fn keep(&mut self, row: Reference) {
        let at = self.rows.len();
        self.printed.entry(row.printed.clone()).or_default().push(at);
        if let Some(doi) = folded_doi(&row.csl) {
            self.doi.entry(doi).or_default().push(at);
        }
        if let Some(title) = fold_title(&row.csl) {
            self.title.entry(title).or_default().push(at);
        }
        self.rows.push(Some(row));
    }

    /// The stored entry that this one is: printed alike, or with the same DOI, or of the same title and year with nothing
    /// that says otherwise.
    pub(super) fn find(&self, entry: &PrintedEntry) -> Option<usize> {
        let item = &entry.parsed.item;
        let there = |found: Option<&Vec<usize>>| -> Vec<usize> {
            found.into_iter().flatten().copied().filter(|at| self.row(*at).is_some()).collect()
        };
        let alike = there(self.printed.get(&entry.printed)).into_iter().next();
        let same_doi = || {
            let with = there(folded_doi(item).and_then(|doi| self.doi.get(&doi)));
            with.into_iter().find(|at| self.row(*at).is_some_and(|row| !same::are_different_works(&row.csl, item)))
        };
        let same_title = || {
            let titled = there(fold_title(item).and_then(|title| self.title.get(&title)));
            titled.into_iter().find(|at| self.row(*at).is_some_and(|row| !differ(&row.csl, item)))
        };
        alike.or_else(same_doi).or_else(same_title)
    }

    /// The stored entry that this one is, which is no longer looked for.
    pub(super) fn take(&mut self, entry: &PrintedEntry) -> Option<Reference> {
        let at = self.find(entry)?;
        self.rows.get_mut(at)?.take()
    }

    /// The entries that were not taken.
    pub(super) fn into_rest(self) -> impl Iterator<Item = Reference> {
        self.rows.into_iter().flatten()
    }

    /// The stored entry at a place, unless it was taken.
    pub(super) fn row(&self, at: usize) -> Option<&Reference> {
        self.rows.get(at)?.as_ref()
    }
}

fn folded_doi(item: &Item) -> Option<String> {
    let doi = item.doi.as_deref()?;
    Some(doi.parse::<Doi>().map_or_else(|_| doi.to_owned(), |doi| doi.key().to_owned()))
}

/// The words of the title, and the year.
fn fold_title(item: &Item) -> Option<String> {
    let words = text::tokenise(item.title.as_deref()?).join(" ");
    Some(format!("{words}\n{}", item.year().unwrap_or_default()))
}

/// Two entries of the same title and year that are not one: other identifiers, authors, volumes or pages.
fn differ(a: &Item, b: &Item) -> bool {
    let other = |a: Option<String>, b: Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
    let author = |item: &Item| item.first_author().map(|name| text::tokenise(&name).concat());
    other(folded_doi(a), folded_doi(b))
        || other(a.pmid.clone(), b.pmid.clone())
        || other(author(a), author(b))
        || same::numbers_differ(a, b)
}
