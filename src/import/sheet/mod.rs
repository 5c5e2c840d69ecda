//! A sheet that was exported, edited in a spreadsheet and comes back: each of its rows beside the record as it would be
//! exported now. What a person changed is told from what the spreadsheet did to a cell, from what a sheet does not
//! decide, and from what has changed in the catalogue meanwhile. Nothing is stored here.

mod compare;
mod mangled;

pub use compare::SheetComparison;

use serde::Serialize;
use std::collections::BTreeMap;

/// The column by which a row is known.
pub const ROW_VERSION: &str = "row_version";

/// What is exported as a sheet, as far as it matters when it comes back.
#[derive(Debug)]
pub struct SheetKind {
    /// The columns, in the order of the export.
    pub columns: &'static [&'static str],
    /// Columns that only a row which is new may have.
    pub of_new_rows: &'static [&'static str],
    /// The columns that name a row's records; the first one's is the record that is edited.
    pub address: &'static [&'static str],
    /// Columns whose cells are days.
    pub days: &'static [&'static str],
    /// Columns that say what people found and decided.
    pub judgements: &'static [&'static str],
    /// What a column's cells are to a sheet.
    pub held: fn(&str) -> CellRight,
}

impl SheetKind {
    /// Whether a column of that name is known.
    pub fn knows(&self, column: &str) -> bool {
        self.columns.contains(&column) || self.of_new_rows.contains(&column)
    }
}

/// What a sheet may do to the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellRight {
    /// Edit them.
    Here,
    /// Nothing: a person sets them elsewhere; how.
    Elsewhere(&'static str),
    /// Nothing, and they change of themselves; how.
    Derived(&'static str),
}

/// A cell that says something else than the catalogue does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedCell {
    /// Its column.
    pub column: &'static str,
    /// Its place, such as `B7`.
    pub cell: String,
    /// What the catalogue says.
    pub catalogue: String,
    /// What the sheet says.
    pub sheet: String,
}

/// What is to be edited of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordEdit {
    /// The record's address.
    pub address: String,
    /// The rows that say so.
    pub rows: Vec<u32>,
    /// The fields, from what the catalogue says to what the sheet says.
    pub fields: Vec<ChangedCell>,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// Its number in the spreadsheet.
    pub row: u32,
    /// The record that it is about, where that could be told.
    pub address: Option<String>,
    /// Why.
    pub reason: String,
    /// Its cells, beside what the catalogue says now.
    pub fields: Vec<ChangedCell>,
}

impl RefusedRow {
    /// A row that would be new.
    pub fn from_new_row(row: u32, reason: String) -> Self {
        Self { row, address: None, reason, fields: Vec::new() }
    }
}

/// A cell that was left as the catalogue has it, while the rest of its row counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedCell {
    /// The record.
    pub address: String,
    /// The cell.
    #[serde(flatten)]
    pub differing: ChangedCell,
    /// Why: `mangled` by the spreadsheet, set `elsewhere`, `derived`.
    pub because: SkipReason,
    /// What the spreadsheet did, or what sets such a field.
    pub reason: &'static str,
}

/// Why a cell is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkipReason {
    /// The spreadsheet made something else of it.
    Mangled,
    /// A person sets it, by a command.
    Elsewhere,
    /// It follows from other things.
    Derived,
}

/// A row that is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRow {
    /// Its number in the spreadsheet.
    pub row: u32,
    /// What it says, by column.
    pub cells: BTreeMap<&'static str, String>,
    /// The first cell that the spreadsheet mangled, and how: such a row is not to be stored.
    pub mangled: Option<(String, &'static str)>,
}

/// What a sheet that came back says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetChanges {
    /// How many rows it has.
    pub rows: usize,
    /// How many of them say what the catalogue says.
    pub unchanged: usize,
    /// What is to be edited.
    pub edits: Vec<RecordEdit>,
    /// Rows that are new.
    pub fresh: Vec<NewRow>,
    /// Rows whose record has another version now, and says something else: edited, or only old.
    pub newer: Vec<RefusedRow>,
    /// Rows that are refused.
    pub refused: Vec<RefusedRow>,
    /// Cells that are left.
    pub left: Vec<SkippedCell>,
    /// Columns that are not known: where, and their name.
    pub unknown_columns: Vec<String>,
    /// Columns of the export that the sheet has not; what they say stays.
    pub missing_columns: Vec<&'static str>,
}
