//! Sheets that come back: claims or references that `export` wrote, edited in a spreadsheet. One file for each, one line in
//! [`RETURNING`]. A workbook in which none comes back may hold tables of references, which are read as those of a CSV.

mod applying;
pub(super) mod claim_lists;
mod claims;
mod outcome;
mod outdated_rows;
mod references;

use self::outcome::{SheetOutcome, SheetsOutcome};
use super::kind::{FileBeginning, FileKind, GivenFile};
use super::outcome::Stored;
use super::{Failure, references as references_of};
use crate::catalogue::Writing;
use crate::cli::commands::export::Export;
use crate::import::WorkLinker;
use crate::import::sheet::{CellRight, NewRow, ROW_VERSION, RecordEdit, SheetKind};
use crate::read::references::{self as formats, ReadReferences};
use crate::read::sheet::claims::{ClaimColumns, is_claims_heading, is_same_heading};
use crate::read::sheet::{self, Sheet, SheetLimits, Workbook};
use serde_json::{Map, Value};

pub(super) const KIND: FileKind = FileKind {
    name: "claims",
    noun: "a table of claims or references",
    summary: "A sheet of claims or references that export wrote and a person edited, or claims as a list",
    sniff,
    most_bytes: |_, _| SheetLimits::default().bytes,
    store,
};

/// Something that is exported as a sheet, and comes back.
struct ReturnableSheet {
    /// Its name, in words.
    name: &'static str,
    /// What is exported.
    export: &'static Export,
    /// What its columns are to a sheet that comes back.
    what: SheetKind,
    /// The columns without which a sheet that has no row versions is something else.
    needs: &'static [&'static str],
    /// What a column said, by the fields that an edit in the log changed; none where it changed others.
    was: fn(&Map<String, Value>, &str) -> Option<String>,
    /// Edits one record.
    edit: fn(&mut Writing<'_>, &RecordEdit, &mut WorkLinker) -> Result<(), Failure>,
    /// Adds the rows that are new.
    add: fn(&mut Writing<'_>, &GivenFile<'_>, Vec<NewRow>, &mut SheetOutcome) -> Result<(), Failure>,
}

/// Every one of them.
const RETURNING: &[&ReturnableSheet] = &[&claims::RETURNING, &references::RETURNING];

fn knows(column: &str) -> bool {
    RETURNING.iter().any(|returning| returning.what.knows(column))
}

/// A workbook, or a head line that has row versions or is that of a list of claims, ours or somebody's own.
fn sniff(beginning: &FileBeginning<'_>) -> bool {
    let columns = sheet::read_head(beginning.text, &knows).unwrap_or_default();
    let has = |name: &&str| columns.iter().any(|column| column == name);
    let own = || {
        sheet::read_head(beginning.text, &is_claims_heading)
            .and_then(|own| ClaimColumns::from_headings(&own, &[]))
            .is_some()
    };
    sheet::is_workbook(beginning.bytes, beginning.name)
        || has(&ROW_VERSION)
        || claims::RETURNING.needs.iter().all(has)
        || own()
}

/// What a sheet holds: of those whose columns it has, the one of which it has most. Rows that come back are known by their
/// address, and a sheet may have lost every other column.
fn find_returnable(sheet: &Sheet) -> Option<&'static ReturnableSheet> {
    let has = |name: &str| sheet.columns.iter().any(|column| column == name);
    let addressed = |r: &ReturnableSheet| r.what.address.first().is_some_and(|column| has(column));
    let any = RETURNING.iter().any(|returning| addressed(returning));
    let fits =
        |r: &&&ReturnableSheet| has(ROW_VERSION) && (addressed(r) || !any) || r.needs.iter().all(|name| has(name));
    let known = |r: &ReturnableSheet| sheet.columns.iter().filter(|column| r.what.knows(column)).count();
    RETURNING.iter().filter(fits).copied().rev().max_by_key(|r| known(r))
}

fn store(writing: &mut Writing<'_>, given: &GivenFile<'_>) -> Stored {
    let limits = SheetLimits { bytes: given.limit, ..SheetLimits::default() };
    let is_said = |column: &str| given.columns.iter().any(|(_, heading)| is_same_heading(heading, column));
    let knows =
        |column: &str| knows(column) || formats::is_heading(column) || is_claims_heading(column) || is_said(column);
    let book =
        sheet::read_workbook(given.bytes, given.name, limits, &knows).map_err(|e| Failure::usage(e.to_string()))?;
    claim_lists::refuse_unknown_headings(&book, given)?;
    let comes_back = book.sheets.iter().any(|sheet| find_returnable(sheet).is_some());
    if !comes_back && claim_lists::fits(&book, given) {
        return claim_lists::store(writing, given, &book);
    }
    if !comes_back && let Some(list) = find_reference_tables(&book) {
        return references_of::store_read(writing, given, list);
    }
    let mut came = SheetsOutcome {
        file: given.name.to_owned(),
        encoding: book.encoding,
        sheets: Vec::new(),
        passed_over: book.passed_over,
    };
    for sheet in &book.sheets {
        match find_returnable(sheet) {
            Some(returning) => came.sheets.push(applying::apply(writing, given, sheet, returning)?),
            None => came.passed_over.push(sheet.name.clone().unwrap_or_else(|| given.name.to_owned())),
        }
    }
    if came.sheets.is_empty() {
        return Err(Failure::usage(format!(
            "{} has no column {ROW_VERSION}, which identifies the rows of a sheet when it comes back; nothing was stored. \
             claimbook export claims --to xlsx, or export references, writes a sheet that comes back. A table of references needs \
             headings such as Title, Author, Year, DOI in its first row",
            given.name
        )));
    }
    Ok(Box::new(came))
}

/// What the tables of references in a workbook hold.
fn find_reference_tables(book: &Workbook) -> Option<ReadReferences> {
    let mut lists = book.sheets.iter().filter_map(formats::read_sheet);
    let mut all = ReadReferences { encoding: book.encoding.to_owned(), ..lists.next()? };
    for list in lists {
        all.references.extend(list.references);
        all.refused.extend(list.refused);
        all.notes.extend(list.notes);
    }
    Some(all)
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
            assert!(what.columns.iter().any(|column| (what.held)(column) == CellRight::Here));
        }
    }
}
