//! One sheet beside what would be exported now, and what becomes of its rows.

use super::outcome::SheetOutcome;
use super::outdated_rows::is_behind;
use super::{Failure, GivenFile, NewRow, ReturnableSheet, Sheet, Writing};
use crate::cli::commands::export::Scope;
use crate::import::WorkLinker;
use crate::import::sheet::SheetComparison;
use crate::write::{FieldLosses, RecordSink, RecordSubject};
use std::io;

/// Compares a sheet with what would be exported now, and stores what a person changed.
pub(super) fn apply(
    writing: &mut Writing<'_>,
    given: &GivenFile<'_>,
    sheet: &Sheet,
    returning: &'static ReturnableSheet,
) -> Result<SheetOutcome, Failure> {
    let mut comparison = SheetComparison::new(sheet, &returning.what);
    let today = writing.today();
    let mut scope = Scope::everything(given.settings, today);
    (returning.export.write)(writing.view(), &scope, &mut RowComparer(&mut comparison))?;
    if !comparison.is_settled() {
        // A claim with suggestions alone is a row without any in one export, and a row for each in the other.
        scope.suggestions = true;
        (returning.export.write)(writing.view(), &scope, &mut RowComparer(&mut comparison))?;
    }
    let compared = comparison.finish();
    let (mut back, mut linking) = (SheetOutcome::new(returning.name, sheet, &compared), WorkLinker::default());
    for row in compared.newer {
        if is_behind(writing.view(), returning, &row)? { &mut back.behind } else { &mut back.refused }.push(row);
    }
    for edit in compared.edits {
        match (returning.edit)(writing, &edit, &mut linking) {
            Ok(()) => back.changed.push(edit),
            Err(Failure::Usage(reason)) => back.refuse(edit, reason),
            Err(other) => return Err(other),
        }
    }
    (returning.add)(writing, given, compared.fresh, &mut back)?;
    back.refused.sort_by_key(|refused| refused.row);
    Ok(back)
}

/// What would be exported now, handed to the comparison instead of a file.
struct RowComparer<'c, 's>(&'c mut SheetComparison<'s>);

impl RecordSink for RowComparer<'_, '_> {
    fn table(&mut self, _name: &str, _columns: &[&'static str]) -> io::Result<()> {
        Ok(())
    }

    fn record(&mut self, fields: &[Option<&str>], _about: RecordSubject<'_>) -> io::Result<()> {
        self.0.compare_row(fields);
        Ok(())
    }

    fn end(self: Box<Self>) -> io::Result<FieldLosses> {
        Ok(FieldLosses::new())
    }
}

/// A row that is new is stored only as somebody typed it.
pub(super) fn unmangled(row: &NewRow) -> Result<(), Failure> {
    row.mangled.as_ref().map_or(Ok(()), |(cell, how)| Err(Failure::usage(format!("{cell}: {how}"))))
}
