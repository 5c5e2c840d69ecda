//! A sheet of claims: what a claim says can be edited in it, what was read, reviewed and heard cannot. A row that is new is
//! a claim that is proposed.

use super::applying::refuse_mangled;
use super::outcome::SheetOutcome;
use super::{CellRight, Failure, GivenFile, NewRow, RecordEdit, ReturnableSheet, SheetKind, Writing};
use crate::cli::commands::export;
use crate::import::WorkLinker;
use crate::import::sheet::RefusedRow;
use crate::model::{Article, Claim, Kind, Status, Uid, UnknownWord, Word};
use crate::tasks::{addresses, by_hand, fields};
use std::collections::BTreeMap;

pub(super) const RETURNING: ReturnableSheet = ReturnableSheet {
    name: "claims",
    export: &export::claims::EXPORT,
    what: SheetKind {
        columns: export::claims::COLUMN_NAMES,
        of_new_rows: &[],
        address: &["claim", "reference"],
        days: &["reviewed_on", "review_due"],
        judgements: &[
            "stance",
            "quote",
            "finding",
            "locator",
            "read_as",
            "verdict",
            "reviewer",
            "reviewer_credentials",
            "reviewed_on",
            "review_due",
            "review_note",
            "stale",
        ],
        held: find_right,
    },
    needs: &["article", "statement"],
    was: |before, column| Some(before.get(column)?.as_str()?.to_owned()),
    edit,
    add,
};

fn find_right(column: &str) -> CellRight {
    match column {
        "section" | "statement" | "kind" | "status" => CellRight::Here,
        "article" | "claim" => CellRight::Elsewhere("a claim keeps its address"),
        "reference" | "origin" | "state" => CellRight::Elsewhere("claimbook link and unlink set citations"),
        "work" | "doi" | "title" | "year" | "container" => {
            CellRight::Elsewhere("claimbook edit WORK sets what a work is")
        }
        "stance" | "quote" | "finding" | "locator" | "read_as" => {
            CellRight::Elsewhere("a reading is recorded with claimbook verify CLAIM REFERENCE")
        }
        "verdict" | "reviewer" | "reviewed_on" | "review_note" => {
            CellRight::Elsewhere("a sheet cannot give a verdict; a person does, with claimbook review CLAIM")
        }
        "reviewer_credentials" => CellRight::Elsewhere("they are the reviewer's, as --by gave them"),
        "review_due" => CellRight::Derived("it follows from the review; claimbook review CLAIM --due sets it"),
        "stale" => CellRight::Derived("it says what changed since the review; a person reviews the claim again"),
        "evidence_level" => {
            CellRight::Derived("it follows from the work and the claim; claimbook edit WORK level= overrules it")
        }
        _ => CellRight::Derived("it is what registries say; claimbook check asks them again"),
    }
}

fn edit(writing: &mut Writing<'_>, edit: &RecordEdit, _: &mut WorkLinker) -> Result<(), Failure> {
    let mut named = addresses::find_record(writing.view(), &edit.address)?;
    for field in edit.fields.iter().filter(|field| field.column != "status") {
        fields::set(writing.view(), &mut named, field.column, &field.sheet)?;
    }
    let addresses::AddressedRecord::Claim(_, mut claim) = named else {
        return Err(Failure::usage("it is not a claim"));
    };
    if let Some(status) = edit.fields.iter().find(|field| field.column == "status") {
        claim.status = Status::parse(&status.sheet).map_err(|e: UnknownWord| Failure::usage(e.to_string()))?;
    }
    writing.edit(&claim)?;
    Ok(())
}

/// Statements of an article, to tell a claim that is there already from a new one.
type Known = BTreeMap<String, String>;

fn add(
    writing: &mut Writing<'_>,
    given: &GivenFile<'_>,
    rows: Vec<NewRow>,
    back: &mut SheetOutcome,
) -> Result<(), Failure> {
    let mut known: BTreeMap<Uid, Known> = BTreeMap::new();
    for row in rows {
        match propose(writing, given, &row, &mut known) {
            Ok(Some(address)) => back.added.push(address),
            Ok(None) => back.there_already += 1,
            Err(Failure::Usage(reason)) => back.refused.push(RefusedRow::from_new_row(row.row, reason)),
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

fn propose(
    writing: &mut Writing<'_>,
    given: &GivenFile<'_>,
    row: &NewRow,
    known: &mut BTreeMap<Uid, Known>,
) -> Result<Option<String>, Failure> {
    let cell = |column: &str| row.cells.get(column).map(String::as_str);
    if let Some(claim) = cell("claim") {
        return Err(Failure::usage(format!(
            "it has no row_version, so claimbook cannot tell whether {claim} has changed since the export; export again. \
             A new row leaves the column claim empty"
        )));
    }
    refuse_mangled(row)?;
    let Some(statement) = cell("statement") else {
        return Err(Failure::usage("a new claim needs a statement"));
    };
    let kind = cell("kind").map_or(Ok(Kind::Context), Kind::parse);
    let kind = kind.map_err(|e: UnknownWord| Failure::usage(e.to_string()))?;
    let article = addresses::find_article(writing.view(), cell("article").or(given.article))?;
    let known = match known.entry(article.uid) {
        std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
        std::collections::btree_map::Entry::Vacant(none) => none.insert(load_statements(writing, &article)?),
    };
    if known.contains_key(statement) {
        return Ok(None);
    }
    let address = by_hand::add_proposed_claim(writing, &article, statement, kind, cell("section").unwrap_or_default())?;
    known.insert(statement.to_owned(), address.clone());
    Ok(Some(address))
}

fn load_statements(writing: &Writing<'_>, article: &Article) -> Result<Known, Failure> {
    let own = |claim: &Claim| claim.article == article.uid;
    let claims = writing.view().claims_of(article.uid)?.into_iter().filter(own);
    Ok(claims.map(|claim| (claim.statement.clone(), claim.address(article))).collect())
}
