//! Zotero's own JSON, of its interface to the web and of its add-ons: items whose fields have Zotero's names.

use super::super::csv::cells;
use super::super::fields;
use crate::model::{Item, Name};
use serde_json::Value;

/// Turns what is Zotero's into what is CSL's; an item that is CSL already stays as it is.
pub(super) fn as_csl(item: &mut Item) {
    let Some(kind) = take_text(item, "itemType") else { return };
    cells::set_kind(item, "itemType", &kind);
    for creator in list(item, "creators") {
        let field = |name: &str| creator.get(name).and_then(Value::as_str).unwrap_or_default();
        let name = match field("lastName") {
            "" => Name::group(field("name")),
            family => Name::person(family, Some(field("firstName")).filter(|given| !given.is_empty())),
        };
        match field("creatorType") {
            // Who made it, by whatever name Zotero calls them in this type.
            "author" | "presenter" | "artist" | "podcaster" | "programmer" | "cartographer" | "inventor"
            | "sponsor" | "interviewee" | "performer" | "director" => item.author.push(name),
            "editor" => item.editor.push(name),
            "seriesEditor" => fields::add_other_name(item, "collection-editor", Some(name)),
            "bookAuthor" => fields::add_other_name(item, "container-author", Some(name)),
            "reviewedAuthor" => fields::add_other_name(item, "reviewed-author", Some(name)),
            role => fields::add_other_name(item, if role.is_empty() { "contributor" } else { role }, Some(name)),
        }
    }
    for tag in list(item, "tags") {
        fields::add_keyword(item, tag.get("tag").and_then(Value::as_str).or(tag.as_str()).unwrap_or_default());
    }
    for name in ["publicationTitle", "bookTitle", "proceedingsTitle", "websiteTitle"] {
        move_to(item, name, |item, text| fields::set_field(item, |i| &mut i.container_title, "container-title", text));
    }
    move_to(item, "pages", fields::set_page);
    move_to(item, "date", |item, text| _ = fields::set_issued(item, text));
    move_to(item, "url", |item, text| fields::set_url(item, "url", text));
    move_to(item, "place", |item, text| fields::set_field(item, |i| &mut i.publisher_place, "place", text));
    move_to(item, "institution", |item, text| fields::set_field(item, |i| &mut i.publisher, "institution", text));
    for name in ["repository", "university", "studio", "network"] {
        move_to(item, name, |item, text| fields::set_field(item, |i| &mut i.publisher, name, text));
    }
    for name in ["meetingName", "conferenceName"] {
        move_to(item, name, |item, text| fields::keep_field(item, "event-title", text));
    }
    for name in ["thesisType", "reportType"] {
        move_to(item, name, |item, text| fields::set_field(item, |i| &mut i.genre, name, text));
    }
    move_to(item, "reportNumber", |item, text| fields::set_field(item, |i| &mut i.number, "reportNumber", text));
    move_to(item, "shortTitle", |item, text| fields::keep_field(item, "title-short", text));
    move_to(item, "series", |item, text| fields::keep_field(item, "collection-title", text));
    move_to(item, "journalAbbreviation", |item, text| {
        fields::set_field(item, |i| &mut i.container_title_short, "journalAbbreviation", text);
    });
    move_to(item, "abstractNote", |item, text| fields::keep_field(item, "abstract", text));
    move_to(item, "extra", fields::add_note);
    move_to(item, "accessDate", |item, text| fields::set_accessed(item, "accessDate", text));
    if !item.other.contains_key("id") {
        let key = take_text(item, "citationKey").or_else(|| take_text(item, "key"));
        fields::keep_field(item, "id", &key.unwrap_or_default());
    }
    // It writes every field, also those without a value.
    item.other.retain(|_, value| value != "" && value != &Value::Array(Vec::new()));
}

fn take_text(item: &mut Item, name: &str) -> Option<String> {
    match item.other.remove(name)? {
        Value::String(text) => Some(text),
        other => {
            item.other.insert(name.to_owned(), other);
            None
        }
    }
}

fn list(item: &mut Item, name: &str) -> Vec<Value> {
    match item.other.remove(name) {
        Some(Value::Array(all)) => all,
        _ => Vec::new(),
    }
}

fn move_to(item: &mut Item, name: &str, put: impl FnOnce(&mut Item, &str)) {
    if let Some(text) = take_text(item, name) {
        put(item, &text);
    }
}
