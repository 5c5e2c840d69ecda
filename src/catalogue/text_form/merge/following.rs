//! Columns that only say where a row belongs.

use crate::catalogue::record::Table;

/// Columns that say where a row belongs, and that follow when two records become one.
const FOLLOWING: &[(&str, &str)] = &[
    ("reference", "work"),
    ("notice", "work"),
    ("reading", "citation"),
    ("occurrence", "claim"),
    ("citation", "claim"),
    ("note", "claim"),
    ("assignment", "claim"),
    ("waiver", "record"),
];

/// Whether a column says only where a row belongs.
pub(in crate::catalogue::text_form) fn follows(of: &Table, column: &str) -> bool {
    FOLLOWING.contains(&(of.name, column))
}
