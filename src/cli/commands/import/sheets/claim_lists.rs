//! Somebody's own sheet of claims, by its own headings.

use super::{Failure, GivenFile, Sheet, Workbook, Writing};
use crate::cli::commands::import::outcome;
use crate::cli::commands::import::outcome::{DescribeOutcome, Stored};
use crate::cli::show::table::wrap;
use crate::read::sheet::claims::{CLAIM_FIELDS, ClaimColumns, ClaimField, is_same_heading};
use crate::tasks::listed_claims::{ListedClaims, store_listed_claims};
use crate::text::format_count;

/// What became of a file.
struct ListedOutcome {
    file: String,
    sheets: Vec<ListedClaims>,
}

/// Reads `--column`: a field and the heading of the column that holds it.
pub(in crate::cli::commands::import) fn parse_column(typed: &str) -> Result<(ClaimField, String), String> {
    let known = || CLAIM_FIELDS.iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
    let (field, heading) =
        typed.split_once('=').ok_or_else(|| format!("type FIELD=HEADING; fields are {}", known()))?;
    match ClaimField::from_name(field.trim()) {
        Some(field) => Ok((field, heading.trim().to_owned())),
        None => Err(format!("“{field}” is not a field of a claim; fields are {}", known())),
    }
}

/// Whether any sheet lists claims by its own headings.
pub(super) fn fits(book: &Workbook, given: &GivenFile<'_>) -> bool {
    book.sheets.iter().any(|sheet| map(sheet, given).is_some())
}

fn map(sheet: &Sheet, given: &GivenFile<'_>) -> Option<ClaimColumns> {
    ClaimColumns::from_headings(&sheet.columns, given.columns)
}

/// Refuses a heading that a person gave and no sheet has: with a letter too few, its column would go unread.
pub(super) fn refuse_unknown_headings(book: &Workbook, given: &GivenFile<'_>) -> Result<(), Failure> {
    let has = |heading: &str| book.sheets.iter().flat_map(|sheet| &sheet.columns).any(|c| is_same_heading(c, heading));
    let Some((field, heading)) = given.columns.iter().find(|(_, heading)| !has(heading)) else { return Ok(()) };
    let known: Vec<&str> = book.sheets.iter().flat_map(|sheet| &sheet.columns).map(String::as_str).collect();
    Err(Failure::usage(format!(
        "{}: no column is headed “{heading}”, which --column names for the {}; nothing was stored. The headings are {}.",
        given.name,
        field.name,
        known.join(", ")
    )))
}

/// Stores what the sheets list.
pub(super) fn store(writing: &mut Writing<'_>, given: &GivenFile<'_>, book: &Workbook) -> Stored {
    let mut listed = ListedOutcome { file: given.name.to_owned(), sheets: Vec::new() };
    for sheet in &book.sheets {
        let Some(columns) = map(sheet, given) else { continue };
        listed.sheets.push(store_listed_claims(writing, sheet, &columns, given.article)?);
    }
    let (added, known) = listed.count();
    if added + known == 0 {
        let first = listed.sheets.iter().flat_map(|sheet| &sheet.refused).next();
        let why = first.map_or("it has no rows".to_owned(), |(row, why)| format!("row {row}: {why}"));
        let taken: Vec<String> = listed.sheets.iter().flat_map(describe_columns).collect();
        return Err(Failure::usage(format!(
            "{}: no claim could be taken; nothing was stored. {why}\n\
             Read: {}. --column FIELD=HEADING changes this; --article KEY names the article of every row.",
            given.name,
            taken.join(", ")
        )));
    }
    Ok(Box::new(listed))
}

/// Which heading was taken for what, in words.
fn describe_columns(sheet: &ListedClaims) -> Vec<String> {
    sheet.columns.iter().map(|(field, heading)| format!("{field} from “{heading}”")).collect()
}

impl ListedOutcome {
    /// How many claims are new, and how many there were already.
    fn count(&self) -> (usize, usize) {
        let sheets = &self.sheets;
        (sheets.iter().map(|s| s.added.len()).sum(), sheets.iter().map(|s| s.there_already).sum())
    }
}

impl DescribeOutcome for ListedOutcome {
    fn json(&self) -> serde_json::Value {
        serde_json::json!({ "file": self.file, "listed": self.sheets })
    }

    fn words(&self, out: &mut String, dry_run: bool, width: usize) {
        let (added, known) = self.count();
        let would = if dry_run { "would be proposed" } else { "proposed" };
        let known = if known > 0 { format!(", {known} there already") } else { String::new() };
        out.push_str(&wrap(&format!("{}: {} {would}{known}.", self.file, format_count(added, "claim")), width, ""));
        for sheet in &self.sheets {
            let columns = describe_columns(sheet).join(", ");
            let line = format!("Read: {columns}. --column FIELD=HEADING changes this.");
            out.push_str(&wrap(&line, width, "  "));
            if sheet.cited > 0 {
                let (cited, new) = (format_count(sheet.cited, "citation"), sheet.references.len());
                let added = if new > 0 {
                    format!("; {} added to the list", format_count(new, "source"))
                } else {
                    String::new()
                };
                out.push_str(&wrap(&format!("Sources: {cited}{added}."), width, "  "));
            }
            if !sheet.kept_beside.is_empty() {
                let headings: Vec<&str> = sheet.kept_beside.iter().map(String::as_str).collect();
                let line = format!("Kept as remarks of each claim: {}.", headings.join(", "));
                out.push_str(&wrap(&line, width, "  "));
            }
            for (row, why) in sheet.refused.iter().take(8) {
                out.push_str(&wrap(&format!("Refused: row {row}: {why}"), width, "  "));
            }
            if sheet.refused.len() > 8 {
                let more = sheet.refused.len() - 8;
                out.push_str(&wrap(&format!("… and {more} more; --format json lists them all."), width, "  "));
            }
        }
        let next = match dry_run {
            true => format!("claimbook import {} without --dry-run stores this", self.file),
            false => "claimbook claims; then claimbook accept or dismiss".to_owned(),
        };
        outcome::write_next(out, &next, width);
    }
}
