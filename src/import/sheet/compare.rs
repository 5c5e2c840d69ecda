//! Each row of the sheet beside the record as it would be exported now, in one pass over the records.

use super::mangled::{Cell, find_mangling};
use super::{
    CellRight, ChangedCell, NewRow, ROW_VERSION, RecordEdit, RefusedRow, SheetChanges, SheetKind, SkipReason,
    SkippedCell,
};
use crate::read::sheet::{Row, Sheet, name_cell, to_letters};
use crate::text::cell;
use std::collections::{BTreeMap, BTreeSet};

/// A comparison under way: it is handed every record, in any order, once or twice.
pub struct SheetComparison<'s> {
    sheet: &'s Sheet,
    what: &'static SheetKind,
    /// For each column of the export, where the sheet has it.
    columns: Vec<Option<usize>>,
    by_version: BTreeMap<&'s str, usize>,
    by_address: BTreeMap<String, usize>,
    states: Vec<RowState>,
    /// Records whose judgements are not compared: whoever brings the sheet would be told what others decided.
    withheld: BTreeSet<String>,
    done: SheetChanges,
}

/// How far a row has come.
#[derive(Clone)]
enum RowState {
    /// No record was its.
    Unseen,
    /// Settled: compared, refused or new.
    Settled,
    /// A record has its address and another version.
    Newer(String, Vec<ChangedCell>),
}

impl<'s> SheetComparison<'s> {
    /// Begins: what can be told of the rows alone is told.
    pub fn new(sheet: &'s Sheet, what: &'static SheetKind) -> Self {
        let at = |name: &str| sheet.columns.iter().position(|column| column == name);
        let unknown = |(_, name): &(usize, &String)| !name.is_empty() && !what.knows(name);
        let again = |(at, name): &(usize, &String)| sheet.columns.iter().take(*at).any(|earlier| earlier == *name);
        let unknown_columns = sheet.columns.iter().enumerate().filter(|column| unknown(column) || again(column));
        let done = SheetChanges {
            rows: sheet.rows.len(),
            unknown_columns: unknown_columns.map(|(at, name)| format!("{} “{name}”", to_letters(at))).collect(),
            missing_columns: what.columns.iter().copied().filter(|name| at(name).is_none()).collect(),
            ..SheetChanges::default()
        };
        let mut comparison = Self {
            sheet,
            what,
            columns: what.columns.iter().map(|name| at(name)).collect(),
            by_version: BTreeMap::new(),
            by_address: BTreeMap::new(),
            states: vec![RowState::Unseen; sheet.rows.len()],
            withheld: BTreeSet::new(),
            done,
        };
        for nth in 0..sheet.rows.len() {
            comparison.enter(nth);
        }
        comparison
    }

    /// The same, which leaves what people found and decided about these records out.
    pub fn with_withheld(self, withheld: BTreeSet<String>) -> Self {
        Self { withheld, ..self }
    }

    /// Finds a row's place among those that wait for their record, or settles it.
    fn enter(&mut self, nth: usize) {
        let sheet = self.sheet;
        let Some(row) = sheet.rows.get(nth) else { return };
        let version = self.text(row, ROW_VERSION).unwrap_or_default();
        let beyond = row.find_beyond(sheet.columns.len()).filter(|_| sheet.name.is_none());
        let refusal = if let Some(beyond) = beyond {
            let at = name_cell(beyond, row.number);
            Some(format!("{at} is beyond the last column: a separator or a quotation mark within a text is not quoted"))
        } else if version.is_empty() {
            let fresh = self.make_new_row(row);
            self.done.fresh.push(fresh);
            self.settle(nth);
            return;
        } else {
            let earlier = self.by_version.get(version).and_then(|earlier| sheet.rows.get(*earlier));
            earlier
                .map(|earlier| format!("its row_version is that of row {}; a row that is new has none", earlier.number))
        };
        if let Some(reason) = refusal {
            let address = Some(self.address(row)).filter(|address| !address.is_empty());
            self.done.refused.push(RefusedRow { row: row.number, address, reason, fields: Vec::new() });
            self.settle(nth);
            return;
        }
        self.by_version.insert(version, nth);
        self.by_address.entry(self.address(row)).or_insert(nth);
    }

    /// Takes a record as it would be exported now: its fields in the order of the export.
    pub fn compare_row(&mut self, fields: &[Option<&str>]) {
        let field = |name: &str| {
            let at = self.what.columns.iter().position(|column| *column == name)?;
            fields.get(at).copied().flatten()
        };
        let nth = field(ROW_VERSION).and_then(|version| self.by_version.get(version)).copied();
        let known = nth.is_some();
        let address: Vec<&str> = self.what.address.iter().filter_map(|name| field(name)).collect();
        let record = address.first().copied().unwrap_or_default().to_owned();
        let Some(nth) = nth.or_else(|| self.by_address.get(&address.join(" with ")).copied()) else { return };
        let (Some(row), Some(RowState::Unseen | RowState::Newer(..))) =
            (self.sheet.rows.get(nth), self.states.get(nth))
        else {
            return;
        };
        let (edited, left) = self.find_differing(row, &record, fields);
        if !known && !edited.is_empty() {
            if let Some(of_row) = self.states.get_mut(nth) {
                *of_row = RowState::Newer(address.join(" with "), edited);
            }
            return;
        }
        let as_it_was = edited.is_empty() && left.iter().all(|left| left.because == SkipReason::Derived);
        self.done.unchanged += usize::from(as_it_was);
        self.done.left.extend(left);
        if !edited.is_empty() {
            self.done.edits.push(RecordEdit { address: record, rows: vec![row.number], fields: edited });
        }
        self.settle(nth);
    }

    /// Whether every row has found its record.
    pub fn is_settled(&self) -> bool {
        self.states.iter().all(|state| matches!(state, RowState::Settled))
    }

    /// Ends: rows that found no record are refused, and what several rows say of one record is joined.
    pub fn finish(mut self) -> SheetChanges {
        let states = std::mem::take(&mut self.states);
        for (row, state) in self.sheet.rows.iter().zip(states) {
            let refused = |address, reason: &str, fields| RefusedRow {
                row: row.number,
                address,
                reason: reason.to_owned(),
                fields,
            };
            match state {
                RowState::Settled => {}
                RowState::Newer(address, fields) => {
                    let reason = "the catalogue has changed since the export";
                    self.done.newer.push(refused(Some(address), reason, fields));
                }
                RowState::Unseen => {
                    let address = Some(self.address(row)).filter(|address| !address.is_empty());
                    let reason = "the catalogue no longer holds such a row; export again to see what it holds";
                    self.done.refused.push(refused(address, reason, Vec::new()));
                }
            }
        }
        self.join();
        self.done.refused.sort_by_key(|refused| refused.row);
        self.done
    }

    /// One edit a record. Rows of one record that say different things of it are all refused.
    fn join(&mut self) {
        let mut joined: Vec<RecordEdit> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for edit in std::mem::take(&mut self.done.edits) {
            match known.get(&edit.address).and_then(|at| joined.get_mut(*at)) {
                Some(whole) => {
                    whole.rows.extend(edit.rows);
                    whole.fields.extend(edit.fields);
                }
                None => {
                    known.insert(edit.address.clone(), joined.len());
                    joined.push(edit);
                }
            }
        }
        for mut edit in joined {
            let mut said: BTreeMap<&str, &str> = BTreeMap::new();
            let agree = edit.fields.iter().all(|f| *said.entry(f.column).or_insert(&f.sheet) == f.sheet);
            if agree {
                edit.rows.sort_unstable();
                let mut seen = Vec::new();
                edit.fields.retain(|field| {
                    !seen.contains(&field.column) && {
                        seen.push(field.column);
                        true
                    }
                });
                self.done.edits.push(edit);
                continue;
            }
            for row in &edit.rows {
                let own =
                    edit.fields.iter().filter(|f| f.cell.trim_start_matches(char::is_alphabetic).parse() == Ok(*row));
                let reason = "other rows of this sheet say something else of the same record".to_owned();
                let (address, fields) = (Some(edit.address.clone()), own.cloned().collect());
                self.done.refused.push(RefusedRow { row: *row, address, reason, fields });
            }
        }
        self.done.edits.sort_by_key(|edit| edit.rows.first().copied());
    }

    fn settle(&mut self, nth: usize) {
        if let Some(state) = self.states.get_mut(nth) {
            *state = RowState::Settled;
        }
    }

    /// What the sheet calls the records of a row.
    fn address(&self, row: &Row) -> String {
        let named = self.what.address.iter().filter_map(|name| self.text(row, name));
        named.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" with ")
    }

    fn text<'r>(&self, row: &'r Row, column: &str) -> Option<&'r str> {
        row.cell(self.sheet.columns.iter().position(|name| name == column)?).map(str::trim)
    }

    /// The cells of a row that say something else than the record: those that edit it, and those that are left.
    fn find_differing(&self, row: &Row, record: &str, fields: &[Option<&str>]) -> (Vec<ChangedCell>, Vec<SkippedCell>) {
        let (mut edited, mut left) = (Vec::new(), Vec::new());
        let is_withheld = self.withheld.contains(record);
        for ((column, at), before) in self.what.columns.iter().zip(&self.columns).zip(fields) {
            let (Some(at), before) = (*at, before.unwrap_or_default()) else { continue };
            let Some(text) = row.cell(at).filter(|_| *column != ROW_VERSION) else { continue };
            if is_withheld && self.what.judgements.contains(column) {
                continue;
            }
            let of_days = self.what.days.contains(column);
            if are_same(text, before, of_days) {
                continue;
            }
            let cell = Cell { text: text.trim(), is_day: row.is_day(at), of_days, poor: self.sheet.poor };
            let differing = ChangedCell {
                column,
                cell: name_cell(at, row.number),
                catalogue: before.to_owned(),
                sheet: decode_cell(text),
            };
            let (because, reason) = match (find_mangling(&cell, before.trim()), (self.what.held)(column)) {
                (Some(reason), _) => (SkipReason::Mangled, reason),
                (None, CellRight::Elsewhere(how)) => (SkipReason::Elsewhere, how),
                (None, CellRight::Derived(how)) => (SkipReason::Derived, how),
                (None, CellRight::Here) => {
                    edited.push(differing);
                    continue;
                }
            };
            left.push(SkippedCell { address: record.to_owned(), differing, because, reason });
        }
        (edited, left)
    }

    fn make_new_row(&self, row: &Row) -> NewRow {
        let mut fresh = NewRow { row: row.number, cells: Default::default(), mangled: None };
        for column in self.what.columns.iter().chain(self.what.of_new_rows) {
            let Some(at) = self.sheet.columns.iter().position(|name| name == column) else { continue };
            let Some(text) = row.cell(at).filter(|text| !text.trim().is_empty()) else { continue };
            let of_days = self.what.days.contains(column);
            let cell = Cell { text: text.trim(), is_day: row.is_day(at), of_days, poor: false };
            if let (None, Some(reason)) = (&fresh.mangled, find_mangling(&cell, "")) {
                fresh.mangled = Some((name_cell(at, row.number), reason));
            }
            fresh.cells.insert(column, decode_cell(text));
        }
        fresh
    }
}

/// What a cell says, without what guards it against being run.
fn decode_cell(cell: &str) -> String {
    cell::decode(cell.trim_end()).trim().to_owned()
}

/// Whether a cell says what was exported: as it is, or as it was guarded; a day in the form of any country.
fn are_same(cell: &str, before: &str, day: bool) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    let equal = |cell: &str| cell.trim() == before.trim() || lines(cell) == lines(before);
    equal(cell) || equal(cell::decode(cell)) || (day && are_same_day(cell, before))
}

/// `3/5/2024`, `5/3/2024`, `03.05.2024` are 2024-05-03 to somebody.
fn are_same_day(cell: &str, before: &str) -> bool {
    let numbers = |text: &str| {
        let parts = text.trim().split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let mut numbers: Vec<u32> = parts.take(3).filter_map(|part| part.parse().ok()).collect();
        numbers.sort_unstable();
        numbers
    };
    let (now, was) = (numbers(cell), numbers(before));
    now.len() == 3 && now == was
}
