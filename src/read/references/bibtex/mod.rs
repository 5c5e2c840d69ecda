//! BibTeX and BibLaTeX (the manual of biblatex, chapter 2, for types and fields; <https://ctan.org/pkg/bibtex> for the
//! grammar). Blocks are taken out of the text, strings are put in, entries take what their parents lend them, and each
//! becomes an item by itself: what is wrong with one costs no other.
//!
//! Own, since the library there is for it (`biblatex`) gives up a whole file over one entry, tells no place by line, and
//! rewrites values on the way: a `\_` in a DOI, the accents and dashes of names.

mod blocks;
mod dates;
mod entry;
mod groups;
mod head;
mod inherit;
mod item;
mod kinds;
mod latex;
mod names;
mod strings;

use super::lines::LineCounter;
use super::{ReadReferences, ReferenceReader, fields, record};
use crate::model::Item;
use crate::parallel;
use crate::read::entry::{Note, Source};
use blocks::find_blocks;
pub(super) use dates::read_month_name as month;
use entry::Entry;
use head::Fault;
use inherit::{Resolved, Valued, inherit};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use strings::Strings;

pub(super) const READER: ReferenceReader = ReferenceReader {
    name: "bibtex",
    summary: "BibTeX and BibLaTeX, from reference managers and publishers",
    extensions: &["bib", "bibtex", "biblatex"],
    sniff,
    read,
};

/// A block begins behind a few lines at most, which programs write before it, and most of what follows looks like fields.
/// An article that quotes an entry has its heading before it, or its words behind it.
fn sniff(source: &Source<'_>) -> bool {
    let lines = || source.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('%'));
    let plain = |line: &&str| !line.starts_with(['@', '#', '`']) && line.len() < 160;
    let before = lines().take_while(plain).count();
    let first = lines().nth(before).and_then(|line| line.strip_prefix('@')).unwrap_or_default().trim_start();
    let word = first.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let named = kinds::is_known(word) || !matches!(kinds::classify_word(word), kinds::BlockWord::Entry);
    let opens = first.get(word.len()..).is_some_and(|rest| rest.trim_start().starts_with(['{', '(']));
    let field = |line: &&str| line.starts_with(['@', '}', ')']) || line.contains('=') || line.ends_with([',', '{']);
    before <= 6 && named && opens && lines().filter(field).count() * 3 >= lines().count()
}

/// What a place of the file is told as.
enum ReadItem {
    Reference(Box<Item>),
    Refused(String),
    Note(String),
}

fn read(source: &Source<'_>) -> ReadReferences {
    let mut blocks = find_blocks(source.text);
    let mut faults = std::mem::take(&mut blocks.faults);
    let mut strings = Strings::collect(&blocks.strings, &mut faults);
    let mut entries: Vec<Resolved<'_>> = blocks.entries.drain(..).map(|entry| resolve(entry, &mut strings)).collect();
    inherit(&mut entries);
    note_repeated_keys(&mut entries);
    let groups = groups::read_groups(&blocks.comments);
    let mut told: Vec<(usize, ReadItem)> = Vec::with_capacity(entries.len());
    let read = parallel::map(entries, |mut entry| (entry.at, read_entry(&mut entry, &groups), entry.faults));
    for (at, what, faults) in read {
        told.push((at, what));
        told.extend(faults.into_iter().map(|fault| (fault.at, ReadItem::Note(fault.what))));
    }
    told.extend(blocks.refused.into_iter().map(|fault| (fault.at, ReadItem::Refused(fault.what))));
    told.extend(faults.into_iter().map(|fault| (fault.at, ReadItem::Note(fault.what))));
    told.sort_by_key(|(at, _)| *at);
    let mut places = LineCounter::new(source.text);
    let mut read = ReadReferences::default();
    for (at, what) in told {
        let place = places.find_place(at);
        match what {
            ReadItem::Reference(item) => read.take(record::build_entry(*item, place)),
            ReadItem::Refused(what) => read.refused.push(Note::new(place, what)),
            ReadItem::Note(what) => read.notes.push(Note::new(place, what)),
        }
    }
    read
}

/// What becomes of an entry.
fn read_entry(entry: &mut Resolved<'_>, groups: &BTreeMap<String, Vec<String>>) -> ReadItem {
    let named = if entry.key.is_empty() { String::new() } else { format!(" “{}”", entry.key) };
    match entry.kind.as_ref() {
        "xdata" => {
            return ReadItem::Note(format!("@xdata{named} lends its fields to others and is not a reference itself"));
        }
        "set" => return ReadItem::Note(format!("@set{named} groups other entries and is not a reference itself")),
        _ if entry.fields.iter().all(|field| field.value.trim().is_empty()) => {
            return ReadItem::Refused(format!("the entry{named} holds no field"));
        }
        _ => {}
    }
    let mut item = item::make_item(entry);
    if let Some(listed) = groups.get(entry.key) {
        fields::keep_field(&mut item, "groups", &listed.join(", "));
    }
    ReadItem::Reference(Box::new(item))
}

/// An entry with its strings put in. A field that is there twice counts as it stands first.
fn resolve<'t>(entry: Entry<'t>, strings: &mut Strings<'t>) -> Resolved<'t> {
    let Entry { at, kind, key, fields, mut faults } = entry;
    let mut values: Vec<Valued<'t>> = Vec::with_capacity(fields.len());
    for field in fields {
        let name = to_lower(field.name);
        let value = strings.read_value(&field.value, field.at, &mut faults);
        match values.iter_mut().find(|known| known.name == name) {
            None => values.push(Valued { name, value }),
            Some(known) if known.value.trim().is_empty() => known.value = value,
            Some(known) if known.value == value || value.trim().is_empty() => {}
            Some(_) => {
                let short: String = value.chars().take(60).collect();
                let what = format!("the field “{name}” is here a second time; the first counts, and not “{short}”");
                faults.push(Fault::new(field.at, what));
            }
        }
    }
    faults.sort_by_key(|fault| fault.at);
    Resolved { at, kind: to_lower(kind), key, fields: values, faults }
}

fn to_lower(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|b| b.is_ascii_lowercase()) { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) }
}

/// Says which entries have a key that an entry before them has. Both are kept: who wrote the file knows which is meant.
fn note_repeated_keys(entries: &mut [Resolved<'_>]) {
    let mut known = BTreeSet::new();
    for entry in entries.iter_mut().filter(|entry| !entry.key.is_empty()) {
        if !known.insert(entry.key) {
            let what = format!("the key “{}” is that of an entry before; both are kept", entry.key);
            entry.faults.push(Fault::new(entry.at, what));
        }
    }
}
