//! Tables of references: CSV and its like with the headings of Zotero, EndNote, PubMed and of our own exports. What stands
//! between two cells is told by the first line; columns go by their names, in any order.

pub(super) mod headings;

use super::{ReadReferences, ReferenceReader, record};
use crate::model::Item;
use crate::read::Note;
use crate::read::article::{PrintedEntry, Source};
use crate::read::references::printed;
use crate::read::sheet::Sheet;
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

/// What the columns of a table hold.
struct Columns {
    headings: Vec<(String, Heading)>,
    /// The cells are those of our own export as text, which are neutralised.
    neutralised: bool,
}

impl Columns {
    /// Half of the headings are known, at least three, and a title or a printed entry is one of them.
    fn is_of_references(&self) -> bool {
        let known = self.headings.iter().filter(|(_, h)| *h != Heading::Unknown).count();
        let has = |name: &str| self.headings.iter().any(|(heading, _)| headings::plain(heading) == name);
        let ours = has("rowversion") || has("claim") && has("statement");
        let titled = has("title") || has("printed") || has("articletitle");
        known >= 3 && known * 2 >= self.headings.len() && titled && !ours
    }

    /// Names the headings that are not known.
    fn note_unknown(&self, read: &mut ReadReferences, line: u32) {
        let unknown = self.headings.iter().filter(|(name, h)| *h == Heading::Unknown && !name.is_empty());
        let unknown: Vec<String> = unknown.map(|(name, _)| format!("“{name}”")).collect();
        if !unknown.is_empty() {
            let names = unknown.join(", ");
            let message = format!("not known as headings, their cells are kept under their names: {names}");
            read.notes.push(Note::new((line, 1), message));
        }
    }
}

impl<S: AsRef<str>> FromIterator<S> for Columns {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let names: Vec<String> = names.into_iter().map(|name| name.as_ref().trim().to_owned()).collect();
        let has = |name: &str| names.iter().any(|known| known == name);
        let own = has("doi_state") || (has("reference") && has("printed"));
        let headings = names.into_iter().map(|name| (name.clone(), heading(&name, own))).collect();
        Self { headings, neutralised: own }
    }
}

/// A table's first line.
struct Head {
    delimiter: u8,
    columns: Columns,
    /// Bytes before the first row.
    length: usize,
    /// The line of the first row.
    line: u32,
}

fn sniff(source: &Source<'_>) -> bool {
    head(source.text).is_some_and(|head| head.columns.is_of_references())
}

/// What a workbook of references is called among the formats.
const WORKBOOK: &str = "xlsx";

/// Whether a heading is one that a table of references has.
pub fn is_heading(name: &str) -> bool {
    heading(name, false) != Heading::Unknown
}

/// The references that a sheet of a workbook holds; none where its columns are not those of a table of references.
/// The line of each is the number of its row.
pub fn of_sheet(sheet: &Sheet) -> Option<ReadReferences> {
    let columns = Columns { neutralised: false, ..sheet.columns.iter().collect() };
    if !columns.is_of_references() {
        return None;
    }
    let mut read = ReadReferences { reader: WORKBOOK, ..ReadReferences::default() };
    for row in &sheet.rows {
        let cells: StringRecord = (0..).map_while(|column| row.cell(column)).collect();
        read.references.push(entry(&cells, (row.number, 1), &columns, &mut read.notes));
    }
    columns.note_unknown(&mut read, 1);
    super::refuse_nameless(&mut read);
    Some(read)
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
    let columns: Columns = row.iter().collect();
    let length = skipped + reader.position().byte() as usize;
    let line = reader.position().line() as u32 + u32::from(skipped > 0);
    (columns.headings.len() > 1).then_some(Head { delimiter, columns, length, line })
}

fn read(source: &Source<'_>) -> ReadReferences {
    let mut read = ReadReferences::default();
    let Some(head) = head(source.text) else {
        read.refused.push(Note::new((1, 1), "the first line has no headings, such as Title, Author, Year, DOI"));
        return read;
    };
    if head.columns.headings.iter().all(|(_, h)| *h == Heading::Unknown) {
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
    head.columns.note_unknown(&mut read, 1);
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
            if reader.position().byte() as usize == text.len() && ends_open(raw, &row) {
                let note = "a quotation mark is opened in this row and never closed; it was read. Is the file whole?";
                read.notes.push(Note::new((line + down, 1), note));
            }
            read.references.push(entry(&row, (line + down, 1), &head.columns, &mut read.notes));
        }
    }
}

/// Whether the last cell of a row begins with a quotation mark and does not end with one.
fn ends_open(raw: &str, row: &StringRecord) -> bool {
    let cell = row.iter().next_back().map(str::trim_end).filter(|cell| !cell.is_empty());
    let before = cell.and_then(|cell| raw.trim_end().strip_suffix(cell));
    before.is_some_and(|before| before.ends_with('"')) && raw.bytes().filter(|b| *b == b'"').count() % 2 == 1
}

fn entry(row: &StringRecord, place: (u32, u32), columns: &Columns, notes: &mut Vec<Note>) -> PrintedEntry {
    let text =
        |cell: &str| if columns.neutralised { cell::decode(cell).trim().to_owned() } else { cell.trim().to_owned() };
    let cells: Vec<(&str, Heading, String)> =
        columns.headings.iter().zip(row).map(|((name, heading), cell)| (name.as_str(), *heading, text(cell))).collect();
    let of = |wanted: Heading| cells.iter().find(|(_, h, text)| *h == wanted && !text.is_empty()).map(|c| c.2.as_str());
    if let Some(beyond) = row.iter().skip(columns.headings.len()).find(|cell| !cell.trim().is_empty()) {
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
