//! Reading references: the entries that lists print, and, one file and one line each, the formats of reference
//! managers.

mod bibtex;
mod csl_json;
mod csv;
mod endnote_xml;
mod fields;
mod jats;
mod lines;
mod nbib;
mod printed;
mod record;
mod ris;
mod servers;
mod settle;
mod web_of_science;

use super::article::html::is_html;
use super::entry::{Note, PrintedEntry, Source};
use super::{BEGINNING, Decoded, ReadError, decode, unread};

use crate::model::Item;
use std::borrow::Cow;

pub use csv::{is_heading, read_sheet};
pub(crate) use fields::PUBLICATION_TYPES;
pub(super) use jats::{read_citation, read_name};
pub use record::build_entry;

/// A format of reference lists.
#[derive(Debug, Clone, Copy)]
pub struct ReferenceReader {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it reads, in one line.
    pub summary: &'static str,
    /// File extensions that speak for it, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether the beginning of a file shows this format. It has to be sure: what no format claims is an article.
    pub sniff: fn(&Source<'_>) -> bool,
    /// Reads the whole of a decoded file.
    pub read: fn(&Source<'_>) -> ReadReferences,
}

/// Every format of reference lists; the first that recognises a text reads it.
pub const REFERENCE_READERS: &[&ReferenceReader] = &[
    &bibtex::READER,
    &ris::READER,
    &nbib::READER,
    &csl_json::READER,
    &endnote_xml::READER,
    &csv::READER,
    &web_of_science::READER,
    &printed::READER,
];

/// The format that the beginning of a file shows, if it shows one for sure.
pub fn sniff_format(beginning: &Source<'_>) -> Option<&'static ReferenceReader> {
    REFERENCE_READERS.iter().copied().find(|reader| (reader.sniff)(beginning))
}

/// Whether a format holds records, whose fields say what they are, and not printed entries.
pub fn holds_records(reader: &str) -> bool {
    reader != printed::READER.name
}

/// The format of a name, as `--as` and `--reader` take it.
pub fn find_reader(name: &str) -> Option<&'static ReferenceReader> {
    REFERENCE_READERS.iter().copied().find(|reader| reader.name == name)
}

/// The items of records in a format, wherever they were found.
pub(in crate::read) fn read_records(format: &str, text: &str) -> Vec<Item> {
    let reader = find_reader(format).filter(|reader| holds_records(reader.name));
    let read = reader.map(|reader| (reader.read)(&Source { text, file_name: "" })).unwrap_or_default();
    read.references.into_iter().map(|entry| entry.parsed.item).collect()
}

/// What a file of references holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadReferences {
    /// The entries in their order.
    pub references: Vec<PrintedEntry>,
    /// The reader that read it.
    pub reader: &'static str,
    /// The encoding that was assumed: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`.
    pub encoding: String,
    /// Entries that could not be taken, each with its place and the reason.
    pub refused: Vec<Note>,
    /// What was unsure.
    pub notes: Vec<Note>,
    /// What of both is counted so far, and told at the end.
    pub(crate) untold: Overflow,
}

/// Reads a file of references. Without a reader, content tells the format, then the file's extension; printed entries
/// are what is left.
///
/// # Errors
/// An empty, binary or over-long file, and, where no reader is named, text of a kind that is not read yet.
pub fn read_references(
    bytes: &[u8],
    file_name: &str,
    reader: Option<&'static ReferenceReader>,
    max_bytes: u64,
) -> Result<ReadReferences, ReadError> {
    let (bytes, zeros) = without_zeros(bytes);
    let Decoded { text, encoding, notes } = decode(&bytes, file_name, max_bytes)?;
    let source = Source { text: &text, file_name };
    let begins = text.get(..text.floor_char_boundary(BEGINNING)).unwrap_or(&text);
    let told = || sniff_format(&Source { text: begins, file_name });
    let reader = match reader.or_else(told) {
        Some(reader) => reader,
        None if is_html(&source) => {
            let next = "Import it as an article, without --as: its list of references comes with it";
            return Err(ReadError::Unread { file: file_name.to_owned(), what: "an HTML page", next });
        }
        None => unread::refuse_unread(&source).map(|()| find_by_extension(file_name).unwrap_or(&printed::READER))?,
    };
    let mut read = (reader.read)(&source);
    if holds_records(reader.name) {
        close(&mut read);
    }
    read.reader = reader.name;
    read.encoding = encoding.to_owned();
    read.notes.extend(notes.into_iter().chain(zeros));
    read.notes.sort_by_key(|note| (note.line, note.column));
    Ok(read)
}

/// A few zero bytes among text are dirt, and cost no record; many are no text, which is told when it is decoded. One or two
/// are few in a short file too.
fn without_zeros(bytes: &[u8]) -> (Cow<'_, [u8]>, Option<Note>) {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let zeros = if wide { 0 } else { bytes.iter().filter(|b| **b == 0).count() };
    let is_few = zeros > 0 && (zeros * 100 <= bytes.len() || zeros <= 2 && zeros * 10 <= bytes.len());
    let Some(first) = bytes.iter().position(|b| *b == 0).filter(|_| is_few) else {
        return (Cow::Borrowed(bytes), None);
    };
    let line = bytes.iter().take(first).filter(|b| **b == b'\n').count() as u32 + 1;
    let message = format!("zero bytes in the text, {zeros} in all, this line first, were taken out");
    (bytes.iter().copied().filter(|b| *b != 0).collect(), Some(Note::new((line, 1), message)))
}

/// So many records are refused, and notes told, one by one; of a file of nothing else, the rest is counted.
const MOST_TOLD: usize = 10_000;

impl ReadReferences {
    /// Takes a record as soon as it is read: what was unsure of it is told at its place, and one that names nothing is refused and
    /// takes no room.
    fn take(&mut self, mut entry: PrintedEntry) {
        let place = (entry.line, entry.column);
        entry.parsed.notes.drain(..).for_each(|note| self.add_note(place, note));
        if is_named(&entry.parsed.item) {
            return self.references.push(entry);
        }
        match self.refused.len() {
            0..MOST_TOLD => {
                let rest = if entry.printed.is_empty() { String::new() } else { format!(": {}", entry.printed) };
                let message = format!("this record has neither title nor identifier{rest}");
                self.refused.push(Note::new(place, message));
            }
            _ => self.untold.refused.get_or_insert((place, 0)).1 += 1,
        }
    }

    /// Tells of a place in the file.
    fn add_note(&mut self, place: (u32, u32), message: impl Into<String>) {
        match self.notes.len() {
            0..MOST_TOLD => self.notes.push(Note::new(place, message)),
            _ => self.untold.notes.get_or_insert((place, 0)).1 += 1,
        }
    }
}

/// What there was too much of to be told one by one: where the first was, and how many there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Overflow {
    refused: Option<((u32, u32), usize)>,
    notes: Option<((u32, u32), usize)>,
}

/// What is left to do once all records are read: what was too much is counted, and everything is told in its order.
fn close(read: &mut ReadReferences) {
    let Overflow { refused, notes } = std::mem::take(&mut read.untold);
    let counted = |(place, count): ((u32, u32), usize), what| Note::new(place, format!("{count} more {what}"));
    read.refused
        .extend(refused.map(|more| counted(more, "records, this one first, have neither title nor identifier")));
    read.notes.extend(notes.map(|more| counted(more, "places, this one first, have something of this kind")));
    read.refused.sort_by_key(|note| (note.line, note.column));
}

/// Whether a record has a title or an identifier: otherwise it names nothing.
fn is_named(item: &Item) -> bool {
    let texts = [&item.title, &item.doi, &item.pmid, &item.pmcid, &item.isbn, &item.url];
    texts.into_iter().any(Option::is_some) || item.other.contains_key("NBK") || item.other.contains_key("arXiv")
}

fn find_by_extension(file_name: &str) -> Option<&'static ReferenceReader> {
    let (_, extension) = file_name.rsplit_once('.')?;
    let speaks =
        |reader: &&ReferenceReader| reader.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension));
    REFERENCE_READERS.iter().copied().find(speaks)
}
