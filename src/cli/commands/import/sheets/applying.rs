//! One sheet beside what would be exported now, and what becomes of its rows.

use super::outcome::SheetOutcome;
use super::outdated_rows::is_behind;
use super::{Failure, GivenFile, NewRow, ReturnableSheet, Sheet, Writing};
use crate::cli::commands::export::Scope;
use crate::import::WorkLinker;
use crate::import::sheet::SheetComparison;
use crate::tasks::addresses;
use crate::write::{FieldLosses, RecordSink, RecordSubject};
use std::collections::BTreeSet;
use std::io;

/// Compares a sheet with what would be exported now, and stores what a person changed.
pub(super) fn apply(
    writing: &mut Writing<'_>,
    given: &GivenFile<'_>,
    sheet: &Sheet,
    returning: &'static ReturnableSheet,
) -> Result<SheetOutcome, Failure> {
    let withheld = find_withheld(writing, sheet, returning)?;
    let not_compared = withheld.len();
    let mut comparison = SheetComparison::new(sheet, &returning.what).with_withheld(withheld);
    let today = writing.today();
    let mut scope = Scope::for_everything(given.settings, today);
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
    back.withheld = not_compared;
    back.refused.sort_by_key(|refused| refused.row);
    Ok(back)
}

/// The claims of a sheet about which others' opinions are withheld from whoever brings it.
fn find_withheld(
    writing: &Writing<'_>,
    sheet: &Sheet,
    returning: &'static ReturnableSheet,
) -> Result<BTreeSet<String>, Failure> {
    let mut withheld = BTreeSet::new();
    let named = returning.what.address.first().filter(|_| !returning.what.judgements.is_empty());
    let at = named.and_then(|named| sheet.columns.iter().position(|column| column == named));
    let Some(at) = at.filter(|_| writing.may_withhold()) else { return Ok(withheld) };
    let addresses: BTreeSet<&str> = sheet.rows.iter().filter_map(|row| row.cell(at)).map(str::trim).collect();
    for address in addresses {
        // What is no claim here is refused for itself.
        let Ok((home, claim)) = addresses::find_claim(writing.view(), address) else { continue };
        if writing.withholds_claim(claim.uid)? {
            withheld.extend([address.to_owned(), claim.address(&home)]);
        }
    }
    Ok(withheld)
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
pub(super) fn refuse_mangled(row: &NewRow) -> Result<(), Failure> {
    row.mangled.as_ref().map_or(Ok(()), |(cell, how)| Err(Failure::usage(format!("{cell}: {how}"))))
}
