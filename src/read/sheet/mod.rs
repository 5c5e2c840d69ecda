//! Sheets as spreadsheets save them: a head line, and under it rows of cells, known by the names of the columns. Text of any
//! separator and encoding, or a workbook. What a cell says is kept as it is shown; what it should say, its reader knows.

pub mod claims;
mod day;
mod separated;
mod survey;
mod workbook;

pub(crate) use day::looks_like_a_day;

use super::{ReadError, packed};
use csv::StringRecord;

/// So many rows are looked at for the head line: some people write a title above it.
const HEAD_WITHIN: usize = 10;

/// A file of sheets.
#[derive(Debug, Default)]
pub struct Workbook {
    /// Those whose head line names a known column.
    pub sheets: Vec<Sheet>,
    /// Names of the sheets of a workbook that have none.
    pub passed_over: Vec<String>,
    /// The encoding of a text, as [`decode`](super::decode) names it; `xlsx` for a workbook.
    pub encoding: &'static str,
}

/// One sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its name in the workbook; none for a text.
    pub name: Option<String>,
    /// The names in the head line, in small letters.
    pub columns: Vec<String>,
    /// What is below it, without the rows that are empty.
    pub rows: Vec<Row>,
    /// The text may have been saved in an encoding that lacks letters: nothing in it shows that it is Unicode.
    pub poor: bool,
}

/// A row of cells.
#[derive(Debug, Default)]
pub struct Row {
    /// Its number as the spreadsheet shows it, from 1.
    pub number: u32,
    cells: StringRecord,
    /// The columns whose cells the workbook holds as days or times.
    days: Vec<usize>,
}

impl Row {
    /// The text of a cell; none where the row ends before it.
    pub fn cell(&self, column: usize) -> Option<&str> {
        self.cells.get(column)
    }

    /// Whether the workbook holds the cell as a day or a time.
    pub fn is_day(&self, column: usize) -> bool {
        self.days.contains(&column)
    }

    /// The first cell at or beyond a column that says something.
    pub fn find_beyond(&self, column: usize) -> Option<usize> {
        (column..self.cells.len()).find(|at| self.cell(*at).is_some_and(|cell| !cell.trim().is_empty()))
    }
}

/// How a cell is called: `B7` for the second column in row 7.
pub fn name_cell(column: usize, row: u32) -> String {
    format!("{}{row}", to_letters(column))
}

/// How a column is called: `A` for the first one, `AA` for the 27th.
pub fn to_letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    if column < 26 { letter.to_string() } else { format!("{}{letter}", to_letters(column / 26 - 1)) }
}

/// The most that a file of sheets may hold.
#[derive(Debug, Clone, Copy)]
pub struct SheetLimits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of a workbook when unpacked: a small file can hold a great many.
    pub unpacked: u64,
    /// Files that the archive of a workbook holds.
    pub parts: usize,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// Cells of all sheets, empty ones between others counted.
    pub cells: usize,
    /// Bytes of text that a workbook comes to in memory, or sixteen times its own where that is more.
    pub most_held: usize,
}

impl SheetLimits {
    /// The bytes of text that a workbook of so many bytes may come to.
    fn most_text(&self, bytes: usize) -> usize {
        self.most_held.max(bytes.saturating_mul(16))
    }
}

impl Default for SheetLimits {
    /// A sheet of a million rows fits.
    fn default() -> Self {
        Self {
            bytes: 512 << 20,
            unpacked: 1 << 30,
            parts: 2_000,
            sheets: 64,
            columns: 512,
            cells: 32_000_000,
            most_held: 96 << 20,
        }
    }
}

/// Why a file of sheets could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// It is no text.
    #[error("{0}")]
    Read(#[from] ReadError),
    /// It is a workbook, and not one that can be opened.
    #[error(
        "{file} cannot be opened as a workbook: {reason}. Nothing was read. Save it as .xlsx or as CSV, and import that"
    )]
    Workbook {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// It holds more than the limits allow.
    #[error(
        "{file} holds more than {limit} {what}; nothing was read. Export less at a time, such as one article with --article"
    )]
    TooMuch {
        /// The file's name.
        file: String,
        /// The limit.
        limit: u64,
        /// Of what.
        what: &'static str,
    },
    /// A quotation mark is opened and not closed.
    #[error(
        "{file}: in {cell} a quotation mark is opened and never closed, so all that follows would be one cell. Nothing was read"
    )]
    Unclosed {
        /// The file's name.
        file: String,
        /// The cell.
        cell: String,
    },
    /// No head line names a column that is known.
    #[error(
        "{file} has no known column headings: its first row reads “{first}”. Nothing was read. \
         Keep the first row of an export; of a sheet of your own, name the column that holds the claims as that row does: \
         --column statement=HEADING"
    )]
    Headless {
        /// The file's name.
        file: String,
        /// The beginning of its first row.
        first: String,
    },
}

/// Reads a file of sheets whose columns `knows` tells.
///
/// # Errors
/// What is no sheet, cannot be opened, or holds too much.
pub fn read_workbook(
    bytes: &[u8],
    file: &str,
    limits: SheetLimits,
    knows: &dyn Fn(&str) -> bool,
) -> Result<Workbook, SheetError> {
    let (book, first) = if workbook::is_one(bytes) {
        workbook::read(bytes, file, limits, knows)?
    } else {
        separated::read(bytes, file, limits, knows)?
    };
    if book.sheets.is_empty() {
        return Err(SheetError::Headless { file: file.to_owned(), first });
    }
    Ok(book)
}

/// The columns that the beginning of a text names, if it has a head line in which one is known.
pub fn read_head(beginning: &str, knows: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    separated::find_head(beginning, knows)
}

/// Whether a file begins like a workbook, and no other archive of documents.
pub fn is_workbook(beginning: &[u8], file: &str) -> bool {
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let named = extension.is_some_and(|e| ["xlsx", "xlsm", "xls", "ods"].contains(&e.as_str()));
    workbook::is_one(beginning)
        && !packed::is_word(beginning)
        && (named || beginning.windows(4).any(|four| four == b"/xl/" || four == b"xl/w"))
}

/// The sheet of rows whose head line is among the first; none where no column is known.
fn find_sheet(name: Option<String>, mut rows: Vec<Row>, knows: &dyn Fn(&str) -> bool) -> Option<Sheet> {
    let known = |row: &Row| row.cells.iter().filter(|cell| knows(&fold_heading(cell))).count();
    let (at, _) = rows.iter().take(HEAD_WITHIN).enumerate().rev().max_by_key(|(_, row)| known(row))?;
    let head = rows.get(at).filter(|row| known(row) > 0)?;
    let mut columns: Vec<String> = head.cells.iter().map(fold_heading).collect();
    while columns.last().is_some_and(String::is_empty) {
        columns.pop();
    }
    rows.drain(..=at);
    Some(Sheet { name, columns, rows, poor: false })
}

/// A name in a head line, in the one way that it is looked for.
fn fold_heading(cell: &str) -> String {
    cell.trim().to_lowercase()
}

/// The beginning of a row, to show what it is.
fn show_beginning(row: Option<&Row>) -> String {
    let cells = row.map(|row| row.cells.iter().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    cells.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_spreadsheets_call_them() {
        for (column, row, name) in
            [(0, 1, "A1"), (1, 7, "B7"), (25, 2, "Z2"), (26, 2, "AA2"), (701, 9, "ZZ9"), (702, 9, "AAA9")]
        {
            assert_eq!(name_cell(column, row), name);
        }
    }
}
