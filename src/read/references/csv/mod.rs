//! Tables of references: CSV and its like with the headings of Zotero, EndNote, PubMed and of our own exports. What stands
//! between two cells is told by the first line; columns go by their names, in any order.

pub(super) mod cells;
mod headings;

use super::{ReadReferences, ReferenceReader, record};
use crate::model::Item;
use crate::read::entry::{Note, Parsed, PrintedEntry, Source};
use crate::read::printed;
use crate::read::sheet::Sheet;
use crate::text::cell;
use ::csv::{ReaderBuilder, StringRecord};
use cells::Cell;
use headings::{Heading, read_heading};
use std::collections::BTreeSet;

pub(super) const READER: ReferenceReader = ReferenceReader {
    name: "csv",
    summary: "a table (CSV, TSV) with the headings of Zotero, EndNote, PubMed, Scopus and others, or our own export",
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
    /// Names stand one behind the other with nothing between.
    run_together: bool,
}

impl Columns {
    /// Whether the headings are those of a table of references, and of no sheet that comes back.
    fn is_of_references(&self) -> bool {
        let has = |name: &str| self.headings.iter().any(|(heading, _)| headings::fold_name(heading) == name);
        let ours = has("rowversion") || has("claim") && has("statement");
        let all: Vec<Heading> = self.headings.iter().map(|(_, heading)| *heading).collect();
        headings::are_of_references(&all) && !ours
    }

    /// Names the headings that are not known and have a cell that says something.
    fn note_unknown(&self, read: &mut ReadReferences, line: u32, used: &BTreeSet<usize>) {
        let unknown = self.headings.iter().enumerate().filter(|(at, _)| used.contains(at)).map(|(_, column)| column);
        let unknown = unknown.filter(|(name, h)| *h == Heading::Unknown && !name.is_empty());
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
        let all = headings::read_headings(&names, own);
        let run_together = names.iter().any(|name| headings::fold_name(name) == "itemdoi");
        Self { headings: names.into_iter().zip(all).collect(), neutralised: own, run_together }
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
    /// The line of the headings.
    first_line: u32,
}

fn sniff(source: &Source<'_>) -> bool {
    find_head(source.text).is_some_and(|head| head.columns.is_of_references())
}

/// What a workbook of references is called among the formats.
const WORKBOOK: &str = "xlsx";

/// Whether a heading is one that a table of references has.
pub fn is_heading(name: &str) -> bool {
    read_heading(name, false) != Heading::Unknown
}

/// The references that a sheet of a workbook holds; none where its columns are not those of a table of references.
/// The line of each is the number of its row.
pub fn read_sheet(sheet: &Sheet) -> Option<ReadReferences> {
    let columns = Columns { neutralised: false, ..sheet.columns.iter().collect() };
    if !columns.is_of_references() {
        return None;
    }
    let mut read = ReadReferences { reader: WORKBOOK, ..ReadReferences::default() };
    let mut used = BTreeSet::new();
    for row in &sheet.rows {
        let cells: StringRecord = (0..).map_while(|column| row.cell(column)).collect();
        let entry = read_entry(&cells, (row.number, 1), &columns, &mut read.notes, &mut used);
        read.take(entry);
    }
    columns.note_unknown(&mut read, 1, &used);
    super::close(&mut read);
    Some(read)
}

/// No line of headings is longer, in bytes: every cell of one that is would be held as a heading.
const LONGEST_HEAD: usize = 64 << 10;
/// No row is on a longer line, in bytes: every cell of one that is would be held at once.
const LONGEST_ROW: usize = 2 << 20;

/// So many lines may stand before the headings, as databases write what was searched for.
const PREAMBLE: usize = 6;

/// The first line, or one of the next whose headings are those of references where those of the first are not.
fn find_head(text: &str) -> Option<Head> {
    let first = read_head(text, 0, 1)?;
    if first.columns.is_of_references() {
        return Some(first);
    }
    let starts = text.match_indices('\n').map(|(at, _)| at + 1).take(PREAMBLE);
    let mut others = starts.zip(2..).filter_map(|(start, line)| read_head(text, start, line));
    Some(others.find(|head| head.columns.is_of_references()).unwrap_or(first))
}

/// The headings in the line that begins at a byte.
fn read_head(whole: &str, start: usize, first_line: u32) -> Option<Head> {
    let text = whole.get(start..)?;
    // Excel may be told what stands between two cells.
    let (told, skipped) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((sign, _)) => (sign.trim().bytes().next(), 4 + sign.len() + 1),
        None => (None, 0),
    };
    let text = text.get(skipped..)?;
    let first = text.split('\n').next().filter(|line| line.len() <= LONGEST_HEAD)?;
    let count = |sign: u8| first.bytes().filter(|b| *b == sign).count();
    let delimiter = told.or_else(|| [b',', b';', b'\t', b'|'].into_iter().max_by_key(|sign| count(*sign)))?;
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    reader.read_record(&mut row).ok().filter(|read| *read)?;
    let columns: Columns = row.iter().collect();
    let length = start + skipped + reader.position().byte() as usize;
    let line = reader.position().line() as u32 + u32::from(skipped > 0) + first_line - 1;
    (columns.headings.len() > 1 || first_line == 1).then_some(Head { delimiter, columns, length, line, first_line })
}

fn read(source: &Source<'_>) -> ReadReferences {
    let mut read = ReadReferences::default();
    let Some(head) = find_head(source.text).filter(|head| head.columns.headings.len() > 1) else {
        read.refused.push(Note::new((1, 1), "the first line has no headings, such as Title, Author, Year, DOI"));
        return read;
    };
    if head.columns.headings.iter().all(|(_, h)| *h == Heading::Unknown) {
        read.refused.push(Note::new(
            (1, 1),
            "none of the headings in the first line is recognised; expected Title, Author, Year, DOI and so on",
        ));
        return read;
    }
    if head.first_line > 1 {
        read.notes.push(super::lines::note_skipped(1, head.first_line as usize - 1));
    }
    let (mut at, mut line, mut unclosed) = (head.length, head.line, 0);
    let mut used = BTreeSet::new();
    while let Some(rest) = source.text.get(at..).filter(|rest| !rest.is_empty()) {
        match read_rows(rest, line, &head, (&mut read, &mut used)) {
            None => break,
            Some((offset, down, message)) => {
                unclosed += 1;
                let more = if unclosed < UNCLOSED { "" } else { "; nothing after it was read" };
                read.refused.push(Note::new((line + down, 1), format!("{message}{more}")));
                let (next, lines) = find_next_row(rest.get(offset..).unwrap_or_default(), &head);
                at += if unclosed < UNCLOSED { offset + next } else { rest.len() };
                line += down + lines;
            }
        }
    }
    head.columns.note_unknown(&mut read, head.first_line, &used);
    read
}

/// Where the next row may begin behind one that is not closed, in bytes and in lines: at the next line that has at least half
/// as many cells as there are headings. What stands before it is text of the cell that was opened.
fn find_next_row(text: &str, head: &Head) -> (usize, u32) {
    let fewest = (head.columns.headings.len() / 2).max(1);
    let (mut at, mut lines) = (0, 0);
    for line in text.split_inclusive('\n') {
        let parted = line.bytes().filter(|b| *b == head.delimiter).take(fewest).count() == fewest;
        if lines > 0 && parted {
            break;
        }
        at += line.len();
        lines += 1;
    }
    (at, lines)
}

/// Reads rows until the end, or to one that cannot be read: answers its place in bytes and in lines, and the reason.
fn read_rows(
    text: &str,
    line: u32,
    head: &Head,
    (read, used): (&mut ReadReferences, &mut BTreeSet<usize>),
) -> Option<(usize, u32, &'static str)> {
    let mut reader =
        ReaderBuilder::new().delimiter(head.delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    loop {
        let from = reader.position().byte() as usize;
        if let Some(long) = find_long_row(text.get(from..).unwrap_or_default()) {
            let down = text.get(..from + long).unwrap_or_default().matches('\n').count() as u32;
            return Some((from + long, down, "this row is longer than any that can be read"));
        }
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
            return Some((from + empty, down, "a quotation mark is opened in this row and never closed"));
        }
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            if reader.position().byte() as usize == text.len() && ends_open(raw, &row) {
                let note =
                    "a quotation mark is opened in this row and never closed; it was read. Is the file complete?";
                read.notes.push(Note::new((line + down, 1), note));
            }
            let entry = read_entry(&row, (line + down, 1), &head.columns, &mut read.notes, used);
            read.take(entry);
        }
    }
}

/// Where the line of the next row begins, if it is too long.
fn find_long_row(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start_matches('\n').len();
    let line = text.get(start..)?.split('\n').next()?;
    (line.len() > LONGEST_ROW).then_some(start)
}

/// Whether the last cell of a row begins with a quotation mark and does not end with one.
fn ends_open(raw: &str, row: &StringRecord) -> bool {
    let cell = row.iter().next_back().map(str::trim_end).filter(|cell| !cell.is_empty());
    let before = cell.and_then(|cell| raw.trim_end().strip_suffix(cell));
    before.is_some_and(|before| before.ends_with('"')) && raw.bytes().filter(|b| *b == b'"').count() % 2 == 1
}

fn read_entry(
    row: &StringRecord,
    place: (u32, u32),
    columns: &Columns,
    notes: &mut Vec<Note>,
    used: &mut BTreeSet<usize>,
) -> PrintedEntry {
    let text =
        |cell: &str| if columns.neutralised { cell::decode(cell).trim().to_owned() } else { cell.trim().to_owned() };
    let mut cells: Vec<Cell<'_>> =
        columns.headings.iter().zip(row).map(|((name, heading), cell)| (name.as_str(), *heading, text(cell))).collect();
    used.extend(cells.iter().enumerate().filter(|(_, (.., text))| !text.is_empty()).map(|(at, _)| at));
    if columns.run_together {
        for (_, _, text) in cells.iter_mut().filter(|(_, heading, _)| *heading == Heading::Author) {
            if let Some(apart) = cells::run_together(text).filter(|apart| apart != text) {
                *text = apart;
            }
        }
    }
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
        if let Some(wrong) = cells::describe_mangling(*heading, name, text) {
            notes.push(Note::new(place, wrong));
        }
        if !text.is_empty() {
            cells::take(&mut item, *heading, name, text);
        }
    }
    cells::take_together(&mut item, &cells);
    let composed = record::build_entry(item, place);
    let number = of(Heading::ListNumber).map(str::to_owned);
    match printed {
        Some((line, parsed)) => {
            PrintedEntry { number, printed: line, parsed: Parsed { item: composed.parsed.item, ..parsed }, ..composed }
        }
        None => composed,
    }
}
