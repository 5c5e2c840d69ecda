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

pub(super) use dates::{
    ReadDate, is_unknown, read_date_words, read_in_year, set_accessed, set_issued, set_original_date,
};
pub(super) use given_first::invert_all;
pub(super) use identifiers::{
    ANOTHER_DOI, is_pubmed, read_labelled_numbers, set_doi, set_pmcid, set_pmid, set_serial_numbers, set_url,
};
pub(super) use people::{
    add_author, add_other_name, add_other_names, is_suffix, read_named, read_names, settle_name, split_people,
};
pub(super) use place::{set_page, set_pages, tidy_place};
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
pub(super) fn keep_field(item: &mut Item, name: &str, text: &str) {
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
pub(super) fn set_field(item: &mut Item, field: fn(&mut Item) -> &mut Option<String>, name: &str, text: &str) {
    let line = join_lines(text);
    if says_nothing(&line) {
        return;
    }
    match field(item) {
        Some(has) if *has == line => {}
        Some(_) => keep_field(item, name, text),
        place => *place = Some(line),
    }
}

/// Text on one line, with single spaces where it was broken.
pub(super) fn join_lines(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.trim().to_owned()
    }
}

/// Adds a remark behind those that are there.
pub(super) fn add_note(item: &mut Item, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    read_note_identifiers(item, text);
    match &mut item.note {
        Some(note) => {
            note.push('\n');
            note.push_str(text);
        }
        none => *none = Some(text.to_owned()),
    }
}

/// `PMID: 38042815` alone on a line of a note, as reference managers keep what they have no field for.
pub(super) fn read_note_identifiers(item: &mut Item, text: &str) {
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
                set_original_date(item, value);
            }
            _ => {}
        }
    }
}

/// Adds words that say what it is about, `; ` between two.
pub(super) fn add_keyword(item: &mut Item, text: &str) {
    let text = join_lines(text);
    match item.other.get_mut("keyword") {
        Some(Value::String(all)) => {
            all.push_str("; ");
            all.push_str(&text);
        }
        _ => keep_field(item, "keyword", &text),
    }
}
