//! A sheet of references: what was read out of an entry can be mended in it. A row that is new joins the list of the
//! article that it names.

use super::applying::refuse_mangled;
use super::outcome::SheetOutcome;
use super::{CellRight, Failure, GivenFile, NewRow, RecordEdit, ReturnableSheet, SheetKind, Writing};
use crate::cli::commands::export;
use crate::import::sheet::RefusedRow;
use crate::import::{self, WorkLinker};
use crate::model::{Article, Item};
use crate::read::entry::PrintedEntry;
use crate::read::{printed, references};
use crate::tasks::{addresses, fields};
use crate::text::normalise;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub(super) const RETURNING: ReturnableSheet = ReturnableSheet {
    name: "references",
    export: &export::references::EXPORT,
    what: SheetKind {
        columns: export::references::COLUMN_NAMES,
        of_new_rows: &["article"],
        address: &["reference"],
        days: &[],
        judgements: &[],
        held: find_right,
    },
    needs: &["printed"],
    was: read_before,
    edit,
    add,
};

fn find_right(column: &str) -> CellRight {
    match column {
        "reference" => CellRight::Elsewhere("a reference keeps its address"),
        "cited" => CellRight::Derived("it counts claims; claimbook link and unlink change it"),
        _ => CellRight::Here,
    }
}

/// What a column is called where fields are edited.
fn field(column: &str) -> &str {
    if column == "number" { "printed_number" } else { column }
}

/// Number and entry are fields of the row; most of the others are read from its CSL.
fn read_before(before: &Map<String, Value>, column: &str) -> Option<String> {
    let own = match column {
        "number" | "printed" => before.get(column),
        "doi" => before.get("doi_printed"),
        _ => None,
    };
    if let Some(own) = own {
        return Some(own.as_str().unwrap_or_default().to_owned());
    }
    let item: Item = serde_json::from_str(before.get("csl")?.as_str()?).ok()?;
    fields::show_item_field(&item, field(column))
}

fn edit(writing: &mut Writing<'_>, edit: &RecordEdit, linking: &mut WorkLinker) -> Result<(), Failure> {
    let mut named = addresses::find_record(writing.view(), &edit.address)?;
    for differing in &edit.fields {
        fields::set(writing.view(), &mut named, field(differing.column), &differing.sheet)?;
    }
    let addresses::AddressedRecord::Reference(_, mut reference) = named else {
        return Err(Failure::usage("it is not a reference"));
    };
    let edits = |columns: &[&str]| edit.fields.iter().any(|f| columns.contains(&f.column));
    if edits(&["doi", "pmid", "pmcid"]) && !edits(&["work"]) {
        // Another identifier is another work.
        linking.link(writing, &mut reference)?;
    }
    writing.edit(&*reference)?;
    Ok(())
}

fn add(
    writing: &mut Writing<'_>,
    given: &GivenFile<'_>,
    rows: Vec<NewRow>,
    back: &mut SheetOutcome,
) -> Result<(), Failure> {
    // By article, and whether the rows are records, without a printed line.
    let mut lists: BTreeMap<(String, bool), (Article, Vec<PrintedEntry>)> = BTreeMap::new();
    for row in rows {
        let record = !row.cells.contains_key("printed");
        match make_entry(writing, given, &row) {
            Ok((article, entry)) => {
                let list = lists.entry((article.key.clone(), record)).or_insert_with(|| (article, Vec::new()));
                list.1.push(entry);
            }
            Err(Failure::Usage(reason)) => back.refused.push(RefusedRow::from_new_row(row.row, reason)),
            Err(other) => return Err(other),
        }
    }
    for ((_, record), (article, entries)) in lists {
        let stored = import::store_list(writing, &article, entries, record)?;
        back.added.extend(stored.references.added);
        back.there_already += stored.references.kept;
    }
    Ok(())
}

/// The article of a new row, and the entry that it adds: as printed, with what the other cells say of it.
fn make_entry(writing: &Writing<'_>, given: &GivenFile<'_>, row: &NewRow) -> Result<(Article, PrintedEntry), Failure> {
    let cell = |column: &str| row.cells.get(column).map(String::as_str);
    let named = cell("article").or(cell("reference"));
    if let Some(address) = cell("reference").filter(|named| named.contains('/')) {
        return Err(Failure::usage(format!(
            "it has no row_version, so claimbook cannot tell whether {address} has changed since the export; export again. \
             A new row names an article there, or has a column article"
        )));
    }
    refuse_mangled(row)?;
    let article = addresses::find_article(writing.view(), named.or(given.article))?;
    let printed = cell("printed").map(normalise::normalise_text);
    let mut parsed = printed.as_deref().map(printed::parse).unwrap_or_default();
    let own = |column: &&str| !["article", "reference", "number", "printed", "work", "cited"].contains(column);
    let mut says_something = printed.is_some();
    for column in row.cells.keys().filter(|column| own(column)) {
        fields::set_item(&mut parsed.item, column, cell(column).unwrap_or_default())?;
        says_something = true;
    }
    if !says_something {
        return Err(Failure::usage("a new reference needs the entry as printed, or its fields"));
    }
    parsed.doi_printed.clone_from(&parsed.item.doi);
    let number = cell("number").map(str::to_owned);
    let Some(printed) = printed else {
        let of_fields = references::build_entry(parsed.item, (row.row, 1));
        return Ok((article, PrintedEntry { number, ..of_fields }));
    };
    Ok((article, PrintedEntry { number, section: String::new(), printed, line: row.row, column: 1, parsed }))
}
