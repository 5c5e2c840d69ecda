//! Which rows a row names, and whose rows whoever looks is not told of.

use crate::catalogue::View;
use crate::model::{Citation, Reading, Review, Uid};
use crate::tasks::Failure;

/// Columns that name a row of another table than their own name says.
const COLUMNS: &[(&str, &str)] =
    &[("superseded_by", "work"), ("assigned_by", "person"), ("answers", "note"), ("settled_by", "person")];

/// Columns that have the name of the table whose row they name.
const SAME: &[&str] = &["article", "person", "work", "claim", "reference", "citation", "version"];

/// The table whose rows a column of a table names.
pub(super) fn find_entity<'e>(entity: &'e str, column: &str) -> Option<&'e str> {
    if column == "merged_into" {
        return Some(entity);
    }
    let other = COLUMNS.iter().find(|(name, _)| *name == column).map(|(_, other)| *other);
    other.or_else(|| SAME.iter().find(|name| **name == column).copied())
}

/// Whether a row is what another decided, which is withheld from whoever looks.
pub(super) fn is_hidden(view: View<'_>, entity: &str, row: Uid) -> Result<bool, Failure> {
    let of = match entity {
        "review" => view.get_or_withdrawn::<Review>(row)?.map(|review| (review.claim, review.person)),
        "reading" => match view.get_or_withdrawn::<Reading>(row)? {
            Some(reading) => view.get_or_withdrawn::<Citation>(reading.citation)?.map(|c| (c.claim, reading.person)),
            None => None,
        },
        _ => None,
    };
    Ok(of.map(|(claim, person)| view.hides(claim, person)).transpose()?.unwrap_or_default())
}
