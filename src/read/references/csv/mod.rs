//! Tables of references: CSV and its like with the headings of Zotero, EndNote, PubMed and of our own exports. What stands
//! between two cells is told by the first line; columns go by their names, in any order.

pub(super) mod headings;

use super::{ReadReferences, ReferenceReader, record};
use crate::model::Item;
use crate::read::Note;
use crate::read::article::{PrintedEntry, Source};
use crate::read::references::printed;
use crate::text::cell;
use ::csv::{ReaderBuilder, StringRecord};
use headings::{Heading, heading};

pub(super) const READER: ReferenceReader = ReferenceReader {
    name: "csv",
    summary: "a table (CSV, TSV) with the headings of Zotero, EndNote, PubMed or our own export",
    extensions: &["csv", "tsv", "tab"],
    sniff,
    read,
};

/// After so many quotation marks that are never closed, the rest is given up: each is looked for to the end.
const UNCLOSED: usize = 50;

/// A table's first line.
struct Head {
    delimiter: u8,
    headings: Vec<(String, Heading)>,
    /// It is our own export, whose cells are neutralised.
    own: bool,
    /// Bytes before the first row.
    length: usize,
    /// The line of the first row.
    line: u32,
}

/// Half of the headings are known, at least three, and a title or a printed entry is one of them.
fn sniff(source: &Source<'_>) -> bool {
    head(source.text).is_some_and(|head| {
        let known = head.headings.iter().filter(|(_, h)| !matches!(h, Heading::Unknown)).count();
        let has = |name: &str| head.headings.iter().any(|(heading, _)| headings::plain(heading) == name);
        let ours = has("rowversion") || has("claim") && has("statement");
        known >= 3
            && known * 2 >= head.headings.len()
            && (has("title") || has("printed") || has("articletitle"))
            && !ours
    })
}

fn head(text: &str) -> Option<Head> {
    // Excel may be told what stands between two cells.
    let (told, skipped) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((sign, _)) => (sign.trim().bytes().next(), 4 + sign.len() + 1),
        None => (None, 0),
    };
    let text = text.get(skipped..)?;
    let first = text.split('\n').next()?;
    let count = |sign: u8| first.bytes().filter(|b| *b == sign).count();
    let delimiter = told.or_else(|| [b',', b';', b'\t', b'|'].into_iter().max_by_key(|sign| count(*sign)))?;
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    reader.read_record(&mut row).ok().filter(|read| *read)?;
    let names: Vec<String> = row.iter().map(|name| name.trim().to_owned()).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    let own = has("doi_state") || (has("reference") && has("printed"));
    let headings: Vec<(String, Heading)> = names.into_iter().map(|name| (name.clone(), heading(&name, own))).collect();
    let length = skipped + reader.position().byte() as usize;
    let line = reader.position().line() as u32 + u32::from(skipped > 0);
    (headings.len() > 1).then_some(Head { delimiter, headings, own, length, line })
}

fn read(source: &Source<'_>) -> ReadReferences {
    let mut read = ReadReferences::default();
    let Some(head) = head(source.text) else {
        read.refused.push(Note::new((1, 1), "the first line has no headings, such as Title, Author, Year, DOI"));
        return read;
    };
    let known = |wanted: fn(&Heading) -> bool| head.headings.iter().any(|(_, h)| wanted(h));
    if !known(|h| !matches!(h, Heading::Unknown)) {
        read.refused.push(Note::new(
            (1, 1),
            "none of the headings in the first line is known; expected Title, Author, Year, DOI and so on",
        ));
        return read;
    }
    let (mut at, mut line, mut unclosed) = (head.length, head.line, 0);
    while let Some(rest) = source.text.get(at..).filter(|rest| !rest.is_empty()) {
        match rows(rest, line, &head, &mut read) {
            None => break,
            Some((offset, down)) => {
                unclosed += 1;
                let message = "a quotation mark is opened in this row and never closed";
                let more = if unclosed < UNCLOSED { "" } else { "; nothing behind it was read" };
                read.refused.push(Note::new((line + down, 1), format!("{message}{more}")));
                let row = rest.get(offset..).unwrap_or_default();
                let next = row.find('\n').map_or(row.len(), |end| end + 1);
                at += if unclosed < UNCLOSED { offset + next } else { rest.len() };
                line += down + 1;
            }
        }
    }
    let unknown = head.headings.iter().filter(|(name, h)| *h == Heading::Unknown && !name.is_empty());
    let unknown: Vec<String> = unknown.map(|(name, _)| format!("“{name}”")).collect();
    if !unknown.is_empty() {
        let message = format!("not known as headings, their cells are kept under their names: {}", unknown.join(", "));
        read.notes.push(Note::new((1, 1), message));
    }
    read
}

/// Reads rows until the end, or to one whose quotation marks are not closed: answers its place in bytes and in lines.
fn rows(text: &str, line: u32, head: &Head, read: &mut ReadReferences) -> Option<(usize, u32)> {
    let mut reader =
        ReaderBuilder::new().delimiter(head.delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    loop {
        let from = reader.position().byte() as usize;
        if !reader.read_record(&mut row).ok()? {
            return None;
        }
        let raw = text.get(from..reader.position().byte() as usize).unwrap_or_default();
        // Empty lines before a row are read with it.
        let empty = raw.len() - raw.trim_start_matches('\n').len();
        let down = row.position().map_or(0, |p| p.line() as u32 - 1) + empty as u32;
        let spanning = raw.trim_end().contains('\n');
        if spanning
            && reader.position().byte() as usize == text.len()
            && raw.bytes().filter(|b| *b == b'"').count() % 2 == 1
        {
            return Some((from + empty, down));
        }
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            read.references.push(entry(&row, (line + down, 1), head, &mut read.notes));
        }
    }
}

fn entry(row: &StringRecord, place: (u32, u32), head: &Head, notes: &mut Vec<Note>) -> PrintedEntry {
    let text = |cell: &str| if head.own { cell::decode(cell).trim().to_owned() } else { cell.trim().to_owned() };
    let cells: Vec<(&str, Heading, String)> =
        head.headings.iter().zip(row).map(|((name, heading), cell)| (name.as_str(), *heading, text(cell))).collect();
    let of = |wanted: Heading| cells.iter().find(|(_, h, text)| *h == wanted && !text.is_empty()).map(|c| c.2.as_str());
    if let Some(beyond) = row.iter().skip(head.headings.len()).find(|cell| !cell.trim().is_empty()) {
        notes.push(Note::new(
            place,
            format!("this row has more cells than there are headings; “{beyond}” was left out"),
        ));
    }
    let printed = of(Heading::Printed).map(|line| (line.to_owned(), printed::parse(line)));
    let mut item = printed.as_ref().map_or_else(Item::default, |(_, parsed)| parsed.item.clone());
    for (name, heading, text) in &cells {
        if let Some(wrong) = headings::mangled(*heading, name, text) {
            notes.push(Note::new(place, wrong));
        }
        if !text.is_empty() {
            headings::take(&mut item, *heading, name, text);
        }
    }
    let composed = record::entry(item, place);
    let number = of(Heading::Number).map(str::to_owned);
    match printed {
        Some((line, parsed)) => PrintedEntry {
            number,
            printed: line,
            parsed: printed::Parsed { item: composed.parsed.item, ..parsed },
            ..composed
        },
        None => composed,
    }
}
