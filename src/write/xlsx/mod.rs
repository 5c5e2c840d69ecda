//! XLSX (Office Open XML, ECMA-376): a sheet each table, with a frozen, filtered head line. Every cell is a string, so that
//! none is a formula, except days, which are dates. Rows are packed as they come. Our own, since libraries keep the rows in
//! memory or in files of their own, and one of them panics when a disk is full.

mod parts;

use super::{Archive, FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer};
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) const WRITER: Writer = Writer {
    name: "xlsx",
    summary: "an Excel workbook: days are dates, nothing is a formula",
    tables: true,
    binary: true,
    begin,
    ..Writer::plain(RecordKind::Rows)
};

/// What a sheet holds at most, its head line included, and what a cell does, in UTF-16 units.
const MOST_ROWS: u32 = 1_048_576;
const MOST_UNITS: usize = 32_767;

/// Columns whose cells are days.
const DAYS: &[&str] = &["reviewed_on", "review_due", "expires_on"];

struct Xlsx<'w> {
    packed: Archive<'w>,
    options: WriteOptions,
    /// The names of the sheets; the last one is under way.
    sheets: Vec<String>,
    /// The columns of the sheet under way, and its last row, from 1.
    columns: Vec<&'static str>,
    row: u32,
    /// A row in the making.
    xml: String,
    losses: FieldLosses,
}

fn begin(out: &mut dyn io::Write, options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    let packed = Archive::new(out);
    let (sheets, columns, xml, losses) = (Vec::new(), Vec::new(), String::new(), FieldLosses::new());
    let mut book = Xlsx { packed, options, sheets, columns, row: 0, xml, losses };
    for (name, text) in parts::FIXED {
        book.packed.begin_file(name)?;
        book.packed.write_all(text.as_bytes())?;
    }
    Ok(Box::new(book))
}

impl Xlsx<'_> {
    /// Ends the sheet under way, if one is.
    fn end_sheet(&mut self) -> io::Result<()> {
        if self.sheets.is_empty() {
            return Ok(());
        }
        let end = parts::write_sheet_end(&self.columns, self.row, self.options.choices, MOST_ROWS);
        self.packed.write_all(end.as_bytes())
    }

    /// Writes a row of cells: a style and a text each, or nothing.
    fn write_row<'c>(&mut self, cells: impl Iterator<Item = Option<Cell<'c>>>) -> io::Result<()> {
        self.row += 1;
        if self.row > MOST_ROWS {
            return Err(io::Error::other("a sheet holds 1,048,575 records and there are more; use csv"));
        }
        self.xml.clear();
        // Writing into a string cannot fail.
        let _ = write!(self.xml, "<row r=\"{}\">", self.row);
        for (at, cell) in cells.enumerate() {
            let Some(cell) = cell else { continue };
            let _ = write!(self.xml, "<c r=\"{}{}\" ", parts::to_letters(at), self.row);
            match cell {
                Cell::Head(text) => parts::write_text(&mut self.xml, parts::HEAD, text),
                Cell::Text(text) => parts::write_text(&mut self.xml, parts::WRAPPED, text),
                Cell::Day(days) => _ = write!(self.xml, "s=\"{}\"><v>{days}</v></c>", parts::DAY),
            }
        }
        self.xml.push_str("</row>");
        self.packed.write_all(self.xml.as_bytes())
    }
}

/// What a cell holds.
enum Cell<'c> {
    Head(&'c str),
    Text(&'c str),
    /// Days since 30 December 1899, as spreadsheets count them.
    Day(i64),
}

impl RecordSink for Xlsx<'_> {
    fn table(&mut self, name: &str, columns: &[&'static str]) -> io::Result<()> {
        self.end_sheet()?;
        self.sheets.push(name.to_owned());
        (self.columns, self.row) = (columns.to_vec(), 0);
        self.packed.begin_file(&format!("xl/worksheets/sheet{}.xml", self.sheets.len()))?;
        let begin = parts::write_sheet_begin(columns.len(), self.sheets.len() == 1);
        self.packed.write_all(begin.as_bytes())?;
        self.write_row(columns.iter().map(|name| Some(Cell::Head(name))))
    }

    fn record(&mut self, fields: &[Option<&str>], _about: RecordSubject<'_>) -> io::Result<()> {
        let mut cells = Vec::with_capacity(fields.len());
        for (column, field) in self.columns.iter().zip(fields) {
            let Some(text) = field.filter(|text| !text.is_empty()) else {
                cells.push(None);
                continue;
            };
            let day = Some(text).filter(|text| DAYS.contains(column) && text.len() == 10).and_then(parse_day);
            let fitting = cut_to_fit(text);
            if fitting.len() < text.len() {
                *self.losses.entry(format!("the end of a text over 32,767 characters ({column})")).or_default() += 1;
            }
            cells.push(Some(day.map_or(Cell::Text(fitting), Cell::Day)));
        }
        self.write_row(cells.into_iter())
    }

    fn end(mut self: Box<Self>) -> io::Result<FieldLosses> {
        self.end_sheet()?;
        for (name, text) in parts::write_workbook_parts(&self.sheets) {
            self.packed.begin_file(name)?;
            self.packed.write_all(text.as_bytes())?;
        }
        self.packed.finish()?;
        Ok(self.losses)
    }
}

fn parse_day(text: &str) -> Option<i64> {
    let day: jiff::civil::Date = text.parse().ok()?;
    let first = jiff::civil::date(1899, 12, 30);
    // Before March 1900 spreadsheets disagree about what day it was.
    (day.year() > 1900).then(|| i64::from((day - first).get_days()))
}

/// As much of a text as a cell holds.
fn cut_to_fit(text: &str) -> &str {
    let mut units = 0;
    let over = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MOST_UNITS
    });
    over.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}
