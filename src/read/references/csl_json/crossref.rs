//! What Crossref and DataCite serve under the name of CSL-JSON, and is none: types of their own, titles in lists,
//! abbreviations and abstracts under other names.

use crate::model::Item;
use crate::text::markup;
use serde_json::Value;

/// Crossref's types and CSL's.
const TYPES: &[(&str, &str)] = &[
    ("journal-article", "article-journal"),
    ("journal-issue", "article-journal"),
    ("posted-content", "article"),
    ("book-chapter", "chapter"),
    ("book-section", "chapter"),
    ("book-part", "chapter"),
    ("reference-entry", "chapter"),
    ("monograph", "book"),
    ("edited-book", "book"),
    ("reference-book", "book"),
    ("proceedings-article", "paper-conference"),
    ("proceedings", "book"),
    ("dissertation", "thesis"),
    ("report-component", "report"),
    ("peer-review", "review"),
    ("database", "dataset"),
    ("component", "document"),
    ("other", "document"),
];

/// Turns what is Crossref's into what is CSL's; an item that is CSL already stays as it is.
pub(super) fn as_csl(item: &mut Item) {
    if let Some((_, csl)) = TYPES.iter().find(|(theirs, _)| *theirs == item.kind) {
        (*csl).clone_into(&mut item.kind);
    }
    if item.container_title_short.is_none() {
        item.container_title_short =
            take_first(item, "short-container-title").or_else(|| take_first(item, "journalAbbreviation"));
    }
    if item.number.is_none() {
        item.number = take_first(item, "article-number");
    }
    if let Some(subtitle) = take_first(item, "subtitle")
        && let Some(title) = &mut item.title
        && !title.contains(&subtitle)
    {
        *title = format!("{title}: {subtitle}");
    }
    if let Some(isbn) = item.isbn.as_mut().filter(|isbn| isbn.contains("/isbn/")) {
        *isbn = isbn.split(", ").map(|one| one.rsplit('/').next().unwrap_or(one)).collect::<Vec<_>>().join(", ");
    }
    if let Some(Value::String(text)) = item.other.get_mut("abstract")
        && text.contains("<jats:")
    {
        *text = markup::to_plain(text);
    }
    if item.issued.is_none() {
        let published = ["published-print", "published-online", "published", "created"];
        let found = published.iter().find_map(|name| serde_json::from_value(item.other.get(*name)?.clone()).ok());
        item.issued = found;
        if item.issued.is_some() {
            // What stands there is `[[null]]`.
            item.other.remove("issued");
        }
    }
}

/// Takes a text, or the first of a list of texts, out of the variables that are only kept.
fn take_first(item: &mut Item, name: &str) -> Option<String> {
    let text = match item.other.get(name)? {
        Value::String(text) => text.clone(),
        Value::Array(all) if all.len() == 1 => all.first()?.as_str()?.to_owned(),
        Value::Array(all) if all.is_empty() => String::new(),
        _ => return None,
    };
    item.other.remove(name);
    Some(text).filter(|text| !text.is_empty())
}
