//! Sheets that come back: claims or references that `export` wrote, edited in a spreadsheet. One file for each, one line in
//! [`RETURNING`].

mod claims;
mod references;
mod told;

use super::Failure;
use super::kind::{Beginning, Given, Kind};
use super::told::Told;
use crate::catalogue::Writing;
use crate::cli::export::{Export, Scope};
use crate::import::Linking;
use crate::import::sheet::{Comparison, Edit, Fresh, Held, ROW_VERSION, What};
use crate::model::Item;
use crate::read::sheet::{self, Limits, Sheet};
use crate::write::{Losses, Records};
use std::io;
use told::{Back, CameBack};

pub(super) const KIND: Kind = Kind {
    name: "claims",
    summary: "A sheet of claims or references that export wrote and a person edited, or claims as a list",
    sniff,
    most_bytes: |_| Limits::default().bytes,
    store,
};

/// Something that is exported as a sheet, and comes back.
struct Returning {
    /// Its name, in words.
    name: &'static str,
    /// What is exported.
    export: &'static Export,
    /// What its columns are to a sheet that comes back.
    what: What,
    /// The columns without which a sheet that has no row versions is something else.
    needs: &'static [&'static str],
    /// Edits one record.
    edit: fn(&mut Writing<'_>, &Edit, &mut Linking) -> Result<(), Failure>,
    /// Adds the rows that are new.
    add: fn(&mut Writing<'_>, &Given<'_>, Vec<Fresh>, &mut Back) -> Result<(), Failure>,
}

/// Every one of them.
const RETURNING: &[&Returning] = &[&claims::RETURNING, &references::RETURNING];

fn knows(column: &str) -> bool {
    RETURNING.iter().any(|returning| returning.what.knows(column))
}

/// A workbook, or a head line that has row versions or is that of a list of claims.
fn sniff(beginning: &Beginning<'_>) -> bool {
    let columns = sheet::head(beginning.text, &knows).unwrap_or_default();
    let has = |name: &&str| columns.iter().any(|column| column == name);
    sheet::is_workbook(beginning.bytes, beginning.name)
        || has(&ROW_VERSION)
        || claims::RETURNING.needs.iter().all(|name| has(name))
}

/// What a sheet holds: of those whose columns it has, the one of which it has most.
fn told_by(sheet: &Sheet) -> Option<&'static Returning> {
    let has = |name: &str| sheet.columns.iter().any(|column| column == name);
    let fits = |r: &&&Returning| has(ROW_VERSION) || r.needs.iter().all(|name| has(name));
    let known = |r: &Returning| sheet.columns.iter().filter(|column| r.what.knows(column)).count();
    RETURNING.iter().filter(fits).copied().rev().max_by_key(|r| known(r))
}

fn store(writing: &mut Writing<'_>, given: &Given<'_>) -> Result<Box<dyn Told>, Failure> {
    let limits = Limits { bytes: given.limit, ..Limits::default() };
    let book = sheet::read(given.bytes, given.name, limits, &knows).map_err(|e| Failure::usage(e.to_string()))?;
    let mut came = CameBack {
        file: given.name.to_owned(),
        encoding: book.encoding,
        sheets: Vec::new(),
        passed_over: book.passed_over,
    };
    for sheet in &book.sheets {
        match told_by(sheet) {
            Some(returning) => came.sheets.push(apply(writing, given, sheet, returning)?),
            None => came.passed_over.push(sheet.name.clone().unwrap_or_else(|| given.name.to_owned())),
        }
    }
    if came.sheets.is_empty() {
        return Err(Failure::usage(format!(
            "{} has no column {ROW_VERSION}, by which the rows of a sheet are known when it comes back; nothing was stored. \
             claimbook export claims --to xlsx, or export references, writes a sheet that comes back",
            given.name
        )));
    }
    Ok(Box::new(came))
}

/// A row that is new is stored only as somebody typed it.
fn unmangled(row: &Fresh) -> Result<(), Failure> {
    row.mangled.as_ref().map_or(Ok(()), |(cell, how)| Err(Failure::usage(format!("{cell}: {how}"))))
}

/// Compares a sheet with what would be exported now, and stores what a person changed.
fn apply(
    writing: &mut Writing<'_>,
    given: &Given<'_>,
    sheet: &Sheet,
    returning: &'static Returning,
) -> Result<Back, Failure> {
    let mut comparison = Comparison::new(sheet, &returning.what);
    let mut scope = Scope { article: None, suggestions: false, settings: given.settings };
    (returning.export.write)(writing.view(), &scope, &mut Now(&mut comparison))?;
    if !comparison.is_settled() {
        // A claim with suggestions alone is a row without any in one export, and a row for each in the other.
        scope.suggestions = true;
        (returning.export.write)(writing.view(), &scope, &mut Now(&mut comparison))?;
    }
    let compared = comparison.end();
    let (mut back, mut linking) = (Back::of(returning.name, sheet, &compared), Linking::default());
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
struct Now<'c, 's>(&'c mut Comparison<'s>);

impl Records for Now<'_, '_> {
    fn record(&mut self, fields: &[Option<&str>], _item: Option<&Item>) -> io::Result<()> {
        self.0.now(fields);
        Ok(())
    }

    fn end(self: Box<Self>) -> io::Result<Losses> {
        Ok(Losses::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_that_a_sheet_speaks_of_is_exported() {
        for returning in RETURNING {
            let what = &returning.what;
            assert_eq!(what.columns, returning.export.columns);
            assert!(what.columns.contains(&ROW_VERSION));
            for column in what.address.iter().chain(what.days).chain(returning.needs) {
                assert!(what.columns.contains(column), "{}: {column}", returning.name);
            }
            assert!(what.columns.iter().any(|column| (what.held)(column) == Held::Here));
        }
    }
}
