//! CSL-JSON (<https://docs.citationstyles.org/en/stable/specification.html>): an array of items, one item, an item a line,
//! or what Zotero, Crossref and others put round it (`items`, `message`). Each item is read by itself, so that a broken one
//! costs no other.

mod crossref;
mod span;
mod zotero;

use super::lines::LineCounter;
use super::{ReadReferences, ReferenceReader, fields, record};
use crate::model::{Doi, Item, Pmcid, Pmid};
use crate::read::entry::{Note, Source};
use crate::read::unread::is_markdown;
use span::ItemSpan;

pub(super) const READER: ReferenceReader = ReferenceReader {
    name: "csl-json",
    summary: "CSL-JSON, from citation processors, Zotero and Crossref",
    extensions: &["json", "jsonl", "csljson"],
    sniff,
    read,
};

/// JSON, and in it a word that only bibliographic items have.
fn sniff(source: &Source<'_>) -> bool {
    let text = source.text.trim_start();
    let opened = text.strip_prefix('[').map_or(text, str::trim_start);
    let named = |name: &str| text.contains(&format!("\"{name}\""));
    let others = ["type", "author", "issued", "container-title", "PMID", "itemType"];
    !is_markdown(source)
        && opened.starts_with('{')
        && (named("title") || named("DOI"))
        && others.iter().any(|name| named(name))
}

fn read(source: &Source<'_>) -> ReadReferences {
    let mut read = ReadReferences::default();
    let mut place = LineCounter::new(source.text);
    for found in span::find_items(source.text) {
        match found {
            ItemSpan::Object(at, text) => match serde_json::from_str::<Item>(text) {
                Ok(item) => read.take(record::build_entry(complete(item), place.find_place(at))),
                Err(e) => {
                    let (line, column) = place.find_place(at);
                    let column = if e.line() <= 1 { column + e.column() as u32 - 1 } else { e.column() as u32 };
                    let line = line + (e.line() as u32).saturating_sub(1);
                    read.refused.push(Note::new(
                        (line, column.max(1)),
                        format!("this item is not valid JSON: {}", without_place(&e)),
                    ));
                }
            },
            ItemSpan::Other(at, what) => read.refused.push(Note::new(place.find_place(at), what)),
        }
    }
    read
}

/// What is wrong, without the place, which counts from the item's beginning.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or_else(|| text.clone(), |(what, _)| what.to_owned())
}

/// Identifiers bare, and what others call otherwise by its name in CSL.
fn complete(mut item: Item) -> Item {
    zotero::as_csl(&mut item);
    crossref::as_csl(&mut item);
    for text in [&mut item.title, &mut item.container_title, &mut item.container_title_short, &mut item.publisher] {
        // Registries escape it, once or twice; no title means the entity itself.
        if let Some(text) = text.as_mut().filter(|text| text.contains("&amp;")) {
            *text = text.replace("&amp;", "&").replace("&amp;", "&");
        }
    }
    if let Some(doi) = item.doi.take() {
        fields::set_doi(&mut item, &doi);
    }
    if let Some(pmid) = item.pmid.as_ref().and_then(|id| id.parse::<Pmid>().ok()) {
        item.pmid = Some(pmid.to_string());
    }
    if let Some(pmcid) = item.pmcid.as_ref().and_then(|id| id.parse::<Pmcid>().ok()) {
        item.pmcid = Some(pmcid.to_string());
    }
    if let Some(note) = item.note.clone() {
        fields::read_note_identifiers(&mut item, &note);
    }
    if item.doi.is_none() {
        item.doi = item
            .url
            .as_deref()
            .filter(|u| u.contains("doi.org/"))
            .and_then(|u| u.parse::<Doi>().ok().map(|doi| doi.printed().to_owned()));
    }
    item
}
