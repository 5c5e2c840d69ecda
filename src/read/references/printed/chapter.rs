//! Parts of books: `TITLE. In: EDITORS, eds. BOOK. 5th ed. PLACE: PUBLISHER; 2014:201-19`, `TITLE. In I. Vale (Ed.),
//! BOOK (2nd ed., pp. 12–40). PUBLISHER`.

use super::names::{head, whole};
use super::numbers::numbers;
use super::source::{offset, publisher, source};
use super::words::{sentences, trim_title};
use crate::model::Item;

/// Reads a chapter into the item; false if the text is none.
pub(super) fn read(text: &str, item: &mut Item) -> bool {
    let Some((title, behind)) = split(text) else { return false };
    item.title = Some(trim_title(title).to_owned()).filter(|t| !t.is_empty());
    let book = editors(behind, item);
    let parts = sentences(book);
    let name = parts.first().copied().unwrap_or_default();
    let rest = book.get(offset(book, name) + name.len()..).unwrap_or_default().trim_start_matches(['.', ' ']);
    if rest.is_empty() {
        source(book, item);
    } else {
        source(&without_chapter(rest), item);
        if let (Some(behind_name), None) = (item.container_title.take(), &item.publisher) {
            publisher(&behind_name, item);
        }
        item.container_title = Some(bracket(name, item).to_owned());
    }
    item.kind = "chapter".to_owned();
    true
}

/// The title, and what stands behind "In".
fn split(text: &str) -> Option<(&str, &str)> {
    ["In: ", "In "].iter().find_map(|mark| {
        let at = text.find(&format!(". {mark}")).or_else(|| text.find(&format!("? {mark}")))?;
        let behind = text.get(at + 2 + mark.len()..)?;
        // "In PubMed" names a container; "In Sickness and in Health" is part of a title.
        let book = *mark == "In: " || head(behind).is_some() || sentences(behind).len() <= 3;
        book.then_some((text.get(..at + 1)?, behind))
    })
}

/// Takes the editors; gives what stands behind them.
fn editors<'a>(behind: &'a str, item: &mut Item) -> &'a str {
    const MARKS: [&str; 7] = ["(Eds.),", "(Ed.),", "(eds),", "(ed),", ", eds.", ", editors.", ", editors,"];
    let mut book = behind;
    if let Some(head) = head(behind) {
        item.editor = head.list.names;
        book = behind.get(head.end..).unwrap_or_default();
    } else if let Some((editors, rest)) = MARKS.iter().find_map(|m| behind.split_once(m)) {
        item.editor = whole(editors).names;
        book = rest;
    }
    let book = book.trim_start_matches([' ', ',', '.', ':']);
    book.trim_start_matches("eds").trim_start_matches("ed.").trim_start_matches(['.', ':', ' '])
}

/// Edition and pages in brackets behind the book's name: `Handbook of joints (2nd ed., pp. 12–40)`.
fn bracket<'a>(name: &'a str, item: &mut Item) -> &'a str {
    let Some((plain, inner)) = name.strip_suffix(')').and_then(|n| n.rsplit_once(" (")) else { return name };
    let mut read = false;
    for part in inner.split(", ") {
        if let Some(edition) = part.strip_suffix(" ed.") {
            item.edition = Some(edition.to_owned());
            read = true;
        } else if part.starts_with("pp. ") || part.starts_with("p. ") {
            numbers(part, item);
            read = true;
        }
    }
    if read { plain } else { name }
}

/// "1987, Chapter 7, pp 74-78": the chapter's number is neither a volume nor part of the publisher's name.
fn without_chapter(text: &str) -> String {
    let parts: Vec<&str> =
        text.split(", ").filter(|p| !p.starts_with("Chapter ") && !p.starts_with("Section ")).collect();
    parts.join(", ")
}
