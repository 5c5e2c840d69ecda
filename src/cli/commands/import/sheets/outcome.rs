//! What is told of a sheet that came back: what changed, field by field; what was refused, with both values; and which cells
//! were left, and why.

use super::{RecordEdit, Sheet};
use crate::cli::commands::import::outcome;
use crate::cli::commands::import::outcome::{DescribeOutcome, list_some};
use crate::cli::show::table::wrap;
use crate::import::sheet::{ChangedCell, RefusedRow, SheetChanges, SkipReason, SkippedCell};
use crate::text::format_count;
use serde::Serialize;
use std::collections::BTreeMap;

/// A file of sheets that came back.
#[derive(Serialize)]
pub(super) struct SheetsOutcome {
    /// Its name.
    pub(super) file: String,
    /// The encoding of a text; `xlsx` for a workbook.
    pub(super) encoding: &'static str,
    /// Its sheets.
    pub(super) sheets: Vec<SheetOutcome>,
    /// Sheets of it that hold something else.
    pub(super) passed_over: Vec<String>,
}

/// What became of one sheet.
#[derive(Serialize)]
pub(super) struct SheetOutcome {
    /// What it holds: `claims` or `references`.
    of: &'static str,
    /// Its name in the workbook.
    name: Option<String>,
    rows: usize,
    unchanged: usize,
    /// Records that were edited.
    pub(super) changed: Vec<RecordEdit>,
    /// Addresses of those that are new.
    pub(super) added: Vec<String>,
    /// Rows without a version whose record is there already.
    pub(super) there_already: usize,
    /// Rows that nobody edited, while their record has changed since the export.
    pub(super) behind: Vec<RefusedRow>,
    /// Rows that were refused.
    pub(super) refused: Vec<RefusedRow>,
    /// Cells that were left.
    left: Vec<SkippedCell>,
    /// Claims whose readings and verdicts were not compared, since the own opinion of whoever brought the sheet is still to come.
    pub(super) withheld: usize,
    unknown_columns: Vec<String>,
    missing_columns: Vec<&'static str>,
}

impl SheetOutcome {
    /// A sheet of which nothing has been stored yet.
    pub(super) fn new(of: &'static str, sheet: &Sheet, compared: &SheetChanges) -> Self {
        Self {
            of,
            name: sheet.name.clone(),
            rows: compared.rows,
            unchanged: compared.unchanged,
            changed: Vec::new(),
            added: Vec::new(),
            there_already: 0,
            behind: Vec::new(),
            refused: compared.refused.clone(),
            left: compared.left.clone(),
            withheld: 0,
            unknown_columns: compared.unknown_columns.clone(),
            missing_columns: compared.missing_columns.clone(),
        }
    }

    /// An edit that cannot be made.
    pub(super) fn refuse(&mut self, edit: RecordEdit, reason: String) {
        let row = edit.rows.first().copied().unwrap_or_default();
        self.refused.push(RefusedRow { row, address: Some(edit.address), reason, fields: edit.fields });
    }

    /// Whether something that a person did was not taken.
    fn lacks(&self) -> bool {
        !self.refused.is_empty() || self.left.iter().any(|left| left.because != SkipReason::Derived)
    }
}

impl DescribeOutcome for SheetsOutcome {
    fn json(&self) -> serde_json::Value {
        serde_json::json!(self)
    }

    fn is_refused(&self) -> bool {
        let nothing = |sheet: &SheetOutcome| sheet.changed.is_empty() && sheet.added.is_empty();
        self.sheets.iter().all(nothing) && self.sheets.iter().any(SheetOutcome::lacks)
    }

    fn words(&self, out: &mut String, dry_run: bool, width: usize) {
        for sheet in &self.sheets {
            out.push_str(&wrap(&sheet.write_summary(&self.file, dry_run), width, ""));
            sheet.words(out, width);
        }
        if !self.passed_over.is_empty() {
            let names = list_some(&self.passed_over);
            out.push_str(&wrap(
                &format!("Skipped: sheets that hold neither claims nor references: {names}."),
                width,
                "  ",
            ));
        }
        let changed = self.sheets.iter().any(|sheet| !sheet.changed.is_empty() || !sheet.added.is_empty());
        let first = self.sheets.iter().find_map(|sheet| sheet.changed.first().map(|edit| edit.address.as_str()));
        let next = match (dry_run, changed, first) {
            (true, true, _) => format!("claimbook import {} without --dry-run stores this", self.file),
            (false, true, Some(first)) => format!("claimbook history {first} shows what it was"),
            (false, true, None) => "claimbook claims and claimbook references list what there is now".to_owned(),
            (_, false, _) => return,
        };
        outcome::write_next(out, &next, width);
    }
}

impl SheetOutcome {
    fn write_summary(&self, file: &str, dry_run: bool) -> String {
        let sheet = self.name.as_ref().map(|name| format!(", sheet “{name}”")).unwrap_or_default();
        let would = |done: &str| if dry_run { format!("would be {done}") } else { done.to_owned() };
        let mut parts = vec![format!("{} {}", format_count(self.changed.len(), self.record()), would("changed"))];
        if !self.added.is_empty() {
            parts.push(format!("{} {}", self.added.len(), would("added")));
        }
        if self.there_already > 0 {
            parts.push(format!("{} there already", self.there_already));
        }
        if !self.refused.is_empty() {
            parts.push(format!("{} refused", format_count(self.refused.len(), "row")));
        }
        if !self.behind.is_empty() {
            parts.push(format!("{} behind", format_count(self.behind.len(), "row")));
        }
        parts.push(format!("{} unchanged", format_count(self.unchanged, "row")));
        format!("{file}{sheet}: {} of {}: {}.", format_count(self.rows, "row"), self.of, parts.join(", "))
    }

    fn record(&self) -> &'static str {
        self.of.strip_suffix('s').unwrap_or(self.of)
    }

    fn words(&self, out: &mut String, width: usize) {
        for edit in &self.changed {
            out.push_str(&wrap(&format!("Changed: {}, {}", edit.address, list_rows(&edit.rows)), width, "  "));
            for field in &edit.fields {
                let [was, now] = quote_pair(&field.catalogue, &field.sheet);
                out.push_str(&wrap(&format!("{} ({}): {was} → {now}", field.column, field.cell), width, "    "));
            }
        }
        if !self.added.is_empty() {
            out.push_str(&wrap(&format!("Added: {}.", list_some(&self.added)), width, "  "));
        }
        for refused in &self.refused {
            let address = refused.address.as_ref().map(|address| format!(", {address}")).unwrap_or_default();
            out.push_str(&wrap(&format!("Refused: row {}{address}: {}.", refused.row, refused.reason), width, "  "));
            for field in &refused.fields {
                out.push_str(&wrap(&format!("{} ({}): {}", field.column, field.cell, show_both(field)), width, "    "));
            }
        }
        if let Some(first) = self.behind.first() {
            let numbers: Vec<u32> = self.behind.iter().map(|row| row.row).collect();
            let of = first.address.as_deref().unwrap_or_default();
            let line = format!(
                "Behind: {} ({of}): they hold values that were current at the export and have changed since; the catalogue keeps the newer ones.",
                list_rows(&numbers)
            );
            out.push_str(&wrap(&line, width, "  "));
        }
        self.write_left(out, width);
        if self.withheld > 0 {
            let line = format!(
                "Not compared: what people read and decided about {}; others' opinions are withheld until you have given yours.",
                format_count(self.withheld, "claim")
            );
            out.push_str(&wrap(&line, width, "  "));
        }
        if !self.unknown_columns.is_empty() {
            let names = list_some(&self.unknown_columns);
            out.push_str(&wrap(&format!("Skipped: columns that are unknown or appear twice: {names}."), width, "  "));
        }
    }

    /// The cells that were left, together where one thing was the matter with a column.
    fn write_left(&self, out: &mut String, width: usize) {
        let mut alike: BTreeMap<(SkipReason, &str, &str), Vec<&SkippedCell>> = BTreeMap::new();
        for left in &self.left {
            alike.entry((left.because, left.differing.column, left.reason)).or_default().push(left);
        }
        for ((because, column, reason), cells) in alike {
            let Some(first) = cells.first() else { continue };
            let places: Vec<String> = cells.iter().map(|left| left.differing.cell.clone()).collect();
            let what = match because {
                SkipReason::Mangled => "Mangled",
                SkipReason::Elsewhere => "Not taken",
                SkipReason::Derived => "Differs",
            };
            let line =
                format!("{what}: {column} in {} ({}): {reason}.", list_some(&places), show_both(&first.differing));
            out.push_str(&wrap(&line, width, "  "));
        }
    }
}

fn list_rows(rows: &[u32]) -> String {
    let numbers: Vec<String> = rows.iter().map(u32::to_string).collect();
    format!("{} {}", if rows.len() == 1 { "row" } else { "rows" }, list_some(&numbers))
}

fn show_both(field: &ChangedCell) -> String {
    let [sheet, catalogue] = quote_pair(&field.sheet, &field.catalogue);
    format!("the sheet says {sheet}, the catalogue {catalogue}")
}

/// Two values as they are shown. Of long ones a piece is, from a little before the first place where they differ.
fn quote_pair(one: &str, other: &str) -> [String; 2] {
    const MOST: usize = 300;
    const BEFORE: usize = 40;
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let long = one.chars().count().max(other.chars().count()) > MOST;
    let skipped = if long && alike + BEFORE > MOST { alike - BEFORE } else { 0 };
    [one, other].map(|value| {
        let shown: String = value.chars().skip(skipped).take(MOST).collect();
        let more = value.chars().nth(skipped + MOST).is_some();
        let (before, behind) = (if skipped > 0 { "…" } else { "" }, if more { "…" } else { "" });
        if value.is_empty() { "nothing".to_owned() } else { format!("“{before}{shown}{behind}”") }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_long_values_differ_is_shown() {
        let long = "knees and stairs ".repeat(40);
        let (one, other) = (format!("{long}10%"), format!("{long}90%"));
        let [was, now] = quote_pair(&one, &other);
        assert!(was.starts_with("“…") && was.ends_with("stairs 10%”") && now.ends_with("stairs 90%”"), "{was} {now}");
        assert_eq!(quote_pair("", "a"), ["nothing", "“a”"]);
        let [was, now] = quote_pair(&one, &format!("x{one}"));
        assert!(was.starts_with("“knees") && was.ends_with("…”") && now.starts_with("“xknees"), "{was} {now}");
    }
}
