//! What the fields of reference managers say, whatever the format calls them: values on their way into an item. A value
//! that is not what its field promises is kept under the field's own name, never dropped.

mod dates;
mod given_first;
mod identifiers;
mod nobody;
mod people;
mod place;
mod source_line;

use crate::model::{Doi, Item, Pmcid, Pmid};
use serde_json::Value;

pub(super) use dates::{ReadDate, accessed, is_unknown, issued, original_date, read_date_words, within};
pub(super) use given_first::given_names_first;
pub(super) use identifiers::{ANOTHER_DOI, doi, is_pubmed, pmcid, pmid, read_labelled_numbers, serial_numbers, url};
pub(super) use people::{author, is_suffix, name, names, other_name, other_names, settle_name, split_people};
pub(super) use place::{page, pages, settle};
pub(super) use source_line::SourceLine;

/// Where the types of publication of a record are kept until it becomes a work.
pub(crate) const PUBLICATION_TYPES: &str = "publication-types";

/// What programs and spreadsheets write into a field of which nothing is known.
pub(super) fn says_nothing(text: &str) -> bool {
    const NOTHING: [&str; 18] = [
        "NA",
        "N/A",
        "n/a",
        "N.A.",
        "NULL",
        "null",
        "NaN",
        "nan",
        "None",
        "undefined",
        "-",
        "--",
        "#N/A",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#DIV/0!",
        "#NUM!",
    ];
    let text = text.trim();
    text.is_empty() || NOTHING.contains(&text)
}

/// Keeps a value under its own name; the same name again makes a list.
pub(super) fn keep(item: &mut Item, name: &str, text: &str) {
    let text = text.trim();
    if says_nothing(text) {
        return;
    }
    match item.other.get_mut(name) {
        None => drop(item.other.insert(name.to_owned(), text.into())),
        Some(Value::Array(all)) => all.push(text.into()),
        Some(one) => *one = Value::Array(vec![one.take(), text.into()]),
    }
}

/// Puts text into a field that is empty; otherwise keeps it under its own name. Line breaks become spaces.
pub(super) fn put(item: &mut Item, field: fn(&mut Item) -> &mut Option<String>, name: &str, text: &str) {
    let line = one_line(text);
    if says_nothing(&line) {
        return;
    }
    match field(item) {
        Some(has) if *has == line => {}
        Some(_) => keep(item, name, text),
        place => *place = Some(line),
    }
}

/// Text on one line, with single spaces where it was broken.
pub(super) fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.trim().to_owned()
    }
}

/// Adds a remark behind those that are there.
pub(super) fn note(item: &mut Item, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    identifiers_in_note(item, text);
    match &mut item.note {
        Some(note) => {
            note.push('\n');
            note.push_str(text);
        }
        none => *none = Some(text.to_owned()),
    }
}

/// `PMID: 38042815` alone on a line of a note, as reference managers keep what they have no field for.
pub(super) fn identifiers_in_note(item: &mut Item, text: &str) {
    for line in text.lines() {
        match line.split_once(':').map(|(label, value)| (label.trim(), value.trim())) {
            Some(("PMID", value)) if item.pmid.is_none() => {
                item.pmid = value.parse::<Pmid>().ok().map(|id| id.to_string())
            }
            Some(("PMCID", value)) if item.pmcid.is_none() => {
                item.pmcid = value.parse::<Pmcid>().ok().map(|id| id.to_string());
            }
            Some(("DOI", value)) if item.doi.is_none() => {
                item.doi = value.parse::<Doi>().ok().map(|doi| doi.printed().to_owned());
            }
            Some(("Original Date" | "original-date", value)) if !item.other.contains_key("original-date") => {
                original_date(item, value);
            }
            _ => {}
        }
    }
}

/// Adds words that say what it is about, `; ` between two.
pub(super) fn keyword(item: &mut Item, text: &str) {
    let text = one_line(text);
    match item.other.get_mut("keyword") {
        Some(Value::String(all)) => {
            all.push_str("; ");
            all.push_str(&text);
        }
        _ => keep(item, "keyword", &text),
    }
}
