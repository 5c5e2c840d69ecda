//! The entries before a short note, and which of them it may repeat.

use super::Parts;
use crate::model::Item;
use crate::read::list::Entry;
use crate::read::piece::{Fields, Piece};
use crate::read::printed;
use crate::text::{is_stop_word, tokenise};
use std::collections::{BTreeMap, BTreeSet};

/// The name of an entry's first author stands within so many bytes.
const HEAD: usize = 40;
/// And is among so many of the words that a short note begins with: given names stand before it.
const LEADING: usize = 4;

/// The entries before a note, which are parsed when a short note asks for them.
#[derive(Default)]
pub(super) struct KnownEntries {
    entries: Vec<(Option<String>, String, Option<Item>)>,
    /// Labels of short notes, and the entry that each repeats.
    labels: Vec<(String, usize)>,
    /// Of each word that an entry begins with, those that do, in order: a short note begins with a name of its first author.
    begun: BTreeMap<String, Vec<usize>>,
    /// Of each label and what is printed behind it, the entry, and whether that is a row or a note.
    words: BTreeMap<(String, String), (usize, [bool; 2])>,
}

impl KnownEntries {
    pub(super) fn add(&mut self, piece: &Piece, entry: &Entry) {
        let label = piece.number.clone().or_else(|| piece.footnote.clone());
        let item = match &piece.fields {
            Fields::All(item) | Fields::Some(item) => Some((**item).clone()),
            Fields::None => None,
        };
        if let Some(label) = &label {
            let shown = (self.entries.len(), [entry.row, entry.footnote]);
            self.words.entry((label.clone(), fold_letters(piece.text()))).or_insert(shown);
        }
        let head = piece.text().get(..piece.text().floor_char_boundary(HEAD)).unwrap_or_default();
        for word in tokenise(head) {
            let begun = self.begun.entry(word).or_default();
            if begun.last() != Some(&self.entries.len()) {
                begun.push(self.entries.len());
            }
        }
        self.entries.push((label, piece.text().to_owned(), item));
    }

    pub(super) fn keep_label(&mut self, piece: &Piece, entry: usize) {
        self.labels.extend(piece.number.clone().or_else(|| piece.footnote.clone()).map(|label| (label, entry)));
    }

    /// The entry of the same label and words, where one of the two alone is a note or a row: a note that a page shows twice.
    pub(super) fn find_same(&self, piece: &Piece, entry: &Entry) -> Option<usize> {
        let label = piece.number.as_ref().or(piece.footnote.as_ref())?;
        let (same, is_shown) = self.words.get(&(label.clone(), fold_letters(piece.text())))?;
        (*is_shown != [entry.row, entry.footnote]).then_some(*same)
    }

    /// Whether the last of them stands in the same note.
    pub(super) fn ends_with(&self, piece: &Piece) -> bool {
        self.entries.last().is_some_and(|(label, ..)| label.is_some() && *label == piece.footnote)
    }

    /// Those that a short note may repeat.
    pub(super) fn find(&mut self, parts: &Parts) -> Vec<usize> {
        let named = |label: &Option<String>| parts.note.is_none() || *label == parts.note;
        let by_label =
            self.labels.iter().find(|(label, _)| Some(label) == parts.note.as_ref()).map(|(_, entry)| *entry);
        // To parse every entry before each short note takes longer with each of them.
        let leading = parts.names.iter().filter(|name| name.len() > 1 && !is_stop_word(name)).take(LEADING);
        let begun = leading.filter_map(|name| self.begun.get(name)).flatten().copied();
        let may_be: BTreeSet<usize> = match parts.names.is_empty() {
            true => (0..self.entries.len()).collect(),
            false => begun.collect(),
        };
        let mut found = Vec::new();
        for at in may_be {
            let Some((label, printed, item)) = self.entries.get_mut(at) else { continue };
            if (named(label) || by_label == Some(at))
                && parts.fits(item.get_or_insert_with(|| printed::parse(printed).item))
            {
                found.push(at);
            }
        }
        found
    }
}

/// The letters and figures of a text.
fn fold_letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
