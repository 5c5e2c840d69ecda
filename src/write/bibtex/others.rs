//! Variables that claimbook only keeps, and the fields that they are. Those that came out of a field without a variable
//! go back under its name; `bibtex-` before it marks a name by which CSL means something else.

use super::latex::{escape, escape_verbatim};
use super::names::write_names;
use crate::model::{CslDate, Item, Name};
use serde_json::Value;

/// Variables of CSL, and their fields.
const VARIABLES: &[(&str, &str)] = &[
    ("annote", "annotation"),
    ("chapter-number", "chapter"),
    ("event-place", "venue"),
    ("event-title", "eventtitle"),
    ("keyword", "keywords"),
    ("number-of-pages", "pagetotal"),
    ("number-of-volumes", "volumes"),
    ("original-publisher", "origpublisher"),
    ("original-publisher-place", "origlocation"),
    ("original-title", "origtitle"),
    ("title-short", "shorttitle"),
    ("version", "version"),
];

/// Variables that are written with others, or said by the entry itself.
const ELSEWHERE: &[&str] = &[
    "id",
    "issued",
    "issued-until",
    "issued-season",
    "issued-circa",
    "date",
    "year",
    "month",
    "day",
    "arXiv",
    "et-al-in",
    "collection-title",
];

/// A field that a variable becomes: its name and its value; none where there is no place for it.
pub(super) fn write_field(name: &str, value: &Value, keyed: bool) -> Option<(String, String)> {
    let people =
        || serde_json::from_value::<Vec<Name>>(value.clone()).ok().map(|list| write_names(&list, false, keyed));
    let date = || serde_json::from_value::<CslDate>(value.clone()).ok().map(|date| date.0.to_string());
    let text = value.as_str();
    match name {
        "translator" => Some((name.to_owned(), people()?)),
        "container-author" => Some(("bookauthor".to_owned(), people()?)),
        "original-date" => Some(("origdate".to_owned(), date()?)),
        "event-date" => Some(("eventdate".to_owned(), date()?)),
        // The parents of another file: here, their keys may be anybody's.
        "crossref" | "xdata" => None,
        "entrytype" => None,
        _ => match VARIABLES.iter().find(|(variable, _)| *variable == name) {
            Some((_, field)) => Some(((*field).to_owned(), escape(text?))),
            None => {
                let field = name.strip_prefix("bibtex-").unwrap_or(name);
                let named =
                    field.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+.:-".contains(&b));
                let value = if is_raw(field) { protect_raw(text?) } else { escape(text?) };
                named.then(|| (field.to_owned(), value))
            }
        },
    }
}

/// Whether a variable is none of this module's.
pub(super) fn is_elsewhere(name: &str) -> bool {
    ELSEWHERE.contains(&name)
}

/// Text that a variable keeps.
pub(super) fn find_other<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    item.other.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// Fields whose text is meant as it stands: paths, and what programs keep for themselves.
fn is_raw(name: &str) -> bool {
    matches!(name, "file" | "pdf" | "local-url" | "owner" | "timestamp" | "date-added" | "date-modified" | "eprint")
        || name.starts_with("bdsk-")
}

/// Such text, as long as its braces have partners.
fn protect_raw(text: &str) -> String {
    let mut depth = 0_i32;
    let paired = text.bytes().all(|b| {
        depth += i32::from(b == b'{') - i32::from(b == b'}');
        depth >= 0
    });
    if paired && depth == 0 { text.replace(char::is_control, " ") } else { escape_verbatim(text) }
}
