//! Places where the format itself says which references are cited: by the keys of the list's entries, or of items that the
//! file carries with their fields, as reference managers embed them. An item that the list prints is the list's entry; one
//! that it does not print joins the list.

use super::linked::identifiers;
use super::{SeenMarker, is_prose};
use crate::model::{Blocks, Item, Name};
use crate::read::article::front_matter::Embedded;
use crate::read::entry::{Note, PrintedEntry};
use crate::read::list::Entry;
use crate::read::piece::{KeyedCitation, Piece};
use crate::read::references::build_entry;
use crate::text::CharIndex;
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Finds where the pieces cite, and makes one list of what is printed and what is embedded.
pub(in crate::read::article) fn resolve(
    pieces: &[Piece],
    blocks: &Blocks,
    listed: &[Entry],
    embedded: Vec<Embedded>,
    references: &mut Vec<PrintedEntry>,
) -> (Vec<SeenMarker>, Vec<Note>) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (at, entry) in listed.iter().enumerate() {
        let key = pieces.get(entry.piece).and_then(|piece| piece.key.clone());
        key.into_iter().for_each(|key| _ = known.entry(key).or_insert(at));
    }
    let places = find_first_places(pieces, blocks);
    let notes = join(pieces, listed, embedded, &places, references, &mut known);
    let footnotes = find_cited_in_footnotes(pieces, &known);
    let mut cited = Vec::new();
    for (piece, block) in pieces.iter().zip(&blocks.0).filter(|(_, block)| is_prose(block)) {
        let text = CharIndex::new(piece.text());
        for citing in &piece.citations {
            let (start, end) = (block.start + citing.start, block.start + citing.end);
            cited.push(mark_citation(citing, &known, (start, end), text.slice(citing.start, citing.end)));
        }
        for mark in piece.marks.iter().filter(|mark| mark.footnote) {
            let Some(entries) = footnotes.get(&mark.label) else { continue };
            let (start, end) = (block.start + mark.start, block.start + mark.end);
            cited.push(SeenMarker {
                start,
                end,
                label: mark.label.clone(),
                entries: entries.clone(),
                doubt: None,
                unlisted: Vec::new(),
                counted: false,
            });
        }
    }
    (cited, notes)
}

fn mark_citation(
    citing: &KeyedCitation,
    known: &BTreeMap<String, usize>,
    (start, end): (u32, u32),
    words: &str,
) -> SeenMarker {
    let mut entries: Vec<usize> = Vec::new();
    for at in citing.keys.iter().filter_map(|key| known.get(key)) {
        if !entries.contains(at) {
            entries.push(*at);
        }
    }
    let unknown = citing.keys.iter().find(|key| !known.contains_key(*key));
    let doubt = unknown.map(|key| format!("names {key}, which no entry has"));
    let unlisted = unknown.cloned().into_iter().collect();
    SeenMarker { start, end, label: words.to_owned(), entries, doubt, unlisted, counted: false }
}

/// What footnotes that cite, and are no entries themselves, cite: by their labels.
fn find_cited_in_footnotes(pieces: &[Piece], known: &BTreeMap<String, usize>) -> BTreeMap<String, Vec<usize>> {
    let mut cited: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for piece in pieces {
        let Some(label) = piece.footnote.as_ref().filter(|_| !piece.citations.is_empty()) else { continue };
        let entries = piece.citations.iter().flat_map(|c| &c.keys).filter_map(|key| known.get(key));
        cited.entry(label.clone()).or_default().extend(entries);
    }
    cited
}

/// The line and column at which each key is cited first.
fn find_first_places(pieces: &[Piece], blocks: &Blocks) -> BTreeMap<String, (u32, u32)> {
    let mut places = BTreeMap::new();
    for (piece, block) in pieces.iter().zip(&blocks.0) {
        for citing in &piece.citations {
            let place = blocks.line_column(block.start + citing.start).unwrap_or((1, 1));
            citing.keys.iter().for_each(|key| _ = places.entry(key.clone()).or_insert(place));
        }
    }
    places
}

/// Joins embedded items to the entries that print them; others become entries. `known` learns which entry a key names.
fn join(
    pieces: &[Piece],
    listed: &[Entry],
    embedded: Vec<Embedded>,
    places: &BTreeMap<String, (u32, u32)>,
    references: &mut Vec<PrintedEntry>,
    known: &mut BTreeMap<String, usize>,
) -> Vec<Note> {
    let list = PrintedList::new(references);
    let mut taken = BTreeSet::new();
    let mut waiting = Vec::new();
    let own = find_cited_by_entries(pieces, listed);
    for Embedded { key, item } in embedded {
        let record = build_entry(item, places.get(&key).copied().unwrap_or((1, 1)));
        match own.get(&key).copied().or_else(|| list.find(&record.parsed.item, references)) {
            Some(at) => {
                taken.insert(at);
                known.insert(key, at);
                waiting.push((None, record, at));
            }
            None => waiting.push((Some(key), record, usize::MAX)),
        }
    }
    let printed = references.len();
    let mut notes = Vec::new();
    for (key, record, at) in waiting {
        let Some(key) = key else {
            give_fields(references, at, record);
            continue;
        };
        let item = &record.parsed.item;
        if let Some(at) = list.find_by_author(item, references).filter(|at| taken.insert(*at)) {
            known.insert(key, at);
            give_fields(references, at, record);
        } else if let Some(at) = find_twin(item, references, printed) {
            known.insert(key, at);
        } else {
            if printed > 0 {
                let words = item.title.as_deref().unwrap_or(&record.printed);
                let message = format!(
                    "“{words}” is cited here, and the printed list does not have it; it was added from what the citation carries"
                );
                notes.push(Note::new((record.line, record.column), message));
            }
            known.insert(key, references.len());
            references.push(record);
        }
    }
    notes
}

/// The entries that are citations themselves, as footnotes are in some styles: by the one key that each cites.
fn find_cited_by_entries(pieces: &[Piece], listed: &[Entry]) -> BTreeMap<String, usize> {
    let mut own = BTreeMap::new();
    for (at, entry) in listed.iter().enumerate() {
        if let Some([KeyedCitation { keys, .. }]) = pieces.get(entry.piece).map(|piece| piece.citations.as_slice())
            && let [key] = keys.as_slice()
        {
            own.entry(key.clone()).or_insert(at);
        }
    }
    own
}

fn give_fields(references: &mut [PrintedEntry], at: usize, record: PrintedEntry) {
    if let Some(entry) = references.get_mut(at) {
        entry.parsed = std::mem::take(&mut entry.parsed).with_fields(record.parsed.item);
        entry.parsed.notes.extend(record.parsed.notes);
    }
}

/// An item that was added already under another key: the same work twice in a library.
fn find_twin(item: &Item, references: &[PrintedEntry], from: usize) -> Option<usize> {
    let same = |entry: &PrintedEntry| {
        let there = &entry.parsed.item;
        match (&item.doi, &there.doi) {
            (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
            _ => {
                item.title.is_some()
                    && item.title == there.title
                    && item.issued == there.issued
                    && item.author == there.author
            }
        }
    };
    /// Of those that were added, so many are compared.
    const COMPARED: usize = 2_000;
    references.iter().enumerate().skip(from).take(COMPARED).find(|(_, entry)| same(entry)).map(|(at, _)| at)
}

/// The entries that are printed, by what tells a work.
struct PrintedList {
    by_identifier: BTreeMap<String, usize>,
    by_title: BTreeMap<String, usize>,
    by_year: BTreeMap<i16, Vec<usize>>,
}

impl PrintedList {
    fn new(references: &[PrintedEntry]) -> Self {
        let mut list = Self { by_identifier: BTreeMap::new(), by_title: BTreeMap::new(), by_year: BTreeMap::new() };
        for (at, entry) in references.iter().enumerate() {
            let item = &entry.parsed.item;
            identifiers(item).for_each(|id| _ = list.by_identifier.entry(id).or_insert(at));
            item.title.iter().for_each(|title| _ = list.by_title.entry(squeeze(title)).or_insert(at));
            item.year().into_iter().for_each(|year| list.by_year.entry(year).or_default().push(at));
        }
        list
    }

    /// The entry with an identifier of the item, or with the words of its title.
    fn find(&self, item: &Item, references: &[PrintedEntry]) -> Option<usize> {
        /// Shorter titles, in letters, are those of many works.
        const TELLING: usize = 12;
        let identified = identifiers(item).find_map(|id| self.by_identifier.get(&id).copied());
        let title = squeeze(item.title.as_deref()?);
        let titled = || Some(&title).filter(|t| t.len() >= TELLING).and_then(|t| self.by_title.get(t).copied());
        let prints = |at: &usize| references.get(*at).is_some_and(|entry| squeeze(&entry.printed).contains(&title));
        let within = || {
            let of_year = item.year().and_then(|year| self.by_year.get(&year)).filter(|_| title.len() >= TELLING)?;
            of_year.iter().copied().find(prints)
        };
        identified.or_else(titled).or_else(within)
    }

    /// The only entry of the item's first author and year, unless its title is another one.
    fn find_by_author(&self, item: &Item, references: &[PrintedEntry]) -> Option<usize> {
        let author = fold(&item.author.first().map(Name::short_name)?);
        let of_year = self.by_year.get(&item.year()?)?;
        let is_by = |at: &usize| {
            let first = references.get(*at).and_then(|entry| entry.parsed.item.author.first());
            first.is_some_and(|name| fold(&name.short_name()) == author)
        };
        let mut found = of_year.iter().copied().filter(is_by);
        let one = found.next().filter(|_| found.next().is_none())?;
        references.get(one).filter(|entry| shares_words(item, &entry.parsed.item)).map(|_| one)
    }
}

/// Whether at least half of the words of one title stand in the other; nothing speaks against it where there is no title.
fn shares_words(a: &Item, b: &Item) -> bool {
    let (Some(a), Some(b)) = (&a.title, &b.title) else { return true };
    let (a, b) = (fold(a), fold(b));
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3).map(str::to_owned).collect()
    };
    let (a, b) = (words(&a), words(&b));
    a.intersection(&b).count() * 2 >= a.len().min(b.len())
}

/// Letters and figures alone, folded.
fn squeeze(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
