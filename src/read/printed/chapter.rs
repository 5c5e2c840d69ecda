//! Parts of books: `TITLE. In: EDITORS, eds. BOOK. 5th ed. PLACE: PUBLISHER; 2014:201-19`, `TITLE. In I. Vale (Ed.),
//! BOOK (2nd ed., pp. 12–40). PUBLISHER`, `“TITLE.” In BOOK, edited by Ida Vale, 12–40`.

use super::editions::{edition_number, is_edition};
use super::names::{head, inverted, ordered, whole};
use super::numbers::numbers;
use super::publishers::publisher;
use super::source::{container_name, loose_date, source};
use super::title::{in_brackets, quoted};
use super::words::{sentence_spans, sentences, trim_title};
use crate::model::Item;

/// Reads a chapter into the item; false if the text is none.
pub(super) fn read(text: &str, item: &mut Item) -> bool {
    let Some((title, behind)) = split(text) else { return false };
    item.title = Some(trim_title(title).to_owned()).filter(|t| !t.is_empty());
    in_brackets(item);
    let book = editors(behind, item);
    let parts = sentence_spans(book);
    let name = parts.first().map_or("", |part| part.text);
    let end = parts.first().map_or(0, |part| part.end());
    let rest = book.get(end..).unwrap_or_default().trim_start_matches(['.', ' ']);
    let name = edited_by(name, item);
    if rest.is_empty() {
        source(name, item);
        if item.container_title.is_none() && item.publisher_place.is_none() {
            item.container_title = item.publisher.take();
        }
    } else {
        source(&without_chapter(rest), item);
        if let (Some(behind_name), None) = (item.container_title.take(), &item.publisher) {
            publisher(&behind_name, item);
        }
        let name = container_name(bracket(name, item));
        item.container_title = Some(without_edition(&name, item).to_owned());
    }
    item.issued = item.issued.or_else(|| loose_date(book));
    // "In PubMed" names where a page stands, not a book.
    if !item.editor.is_empty() || item.page.is_some() || item.edition.is_some() || item.isbn.is_some() {
        // "In: Zeitschrift für Rheuma 12 (2019), S. 3–9": German lists put the word before a journal, too.
        let is_journal = item.volume.is_some() && item.page.is_some() && item.publisher.is_none();
        let is_article = is_journal && item.editor.is_empty() && item.edition.is_none() && item.isbn.is_none();
        item.kind = if is_article { "article-journal" } else { "chapter" }.to_owned();
    }
    true
}

/// The title, and what stands behind "In".
fn split(text: &str) -> Option<(&str, &str)> {
    if let Some((title, behind)) = quoted(text) {
        let book = ["In: ", "in: ", "In ", "in "].iter().find_map(|mark| behind.strip_prefix(mark))?;
        return Some((title, book));
    }
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
    const MARKS: [&str; 15] = [
        "(org.).",
        "(orgs.).",
        "(Ed)",
        "(Eds)",
        "(Eds.),",
        "(Ed.),",
        "(Eds.)",
        "(Ed.)",
        "(eds.)",
        "(eds)",
        "(ed.)",
        "(ed)",
        ", eds.",
        ", editors.",
        ", editors,",
    ];
    let listed = head(behind).or_else(|| inverted(behind)).or_else(|| ordered(behind));
    let book = match (listed, MARKS.iter().find_map(|m| behind.split_once(m))) {
        (Some(head), _) => {
            item.editor = head.list.names;
            behind.get(head.end..).unwrap_or_default()
        }
        (None, Some((editors, rest))) => match editors.trim().split_once(", ").and_then(|(b, p)| Some((b, head(p)?))) {
            // "UpToDate, Post TW (Ed)": the book stands before its editor.
            Some((book, head)) if sentences(book).len() == 1 && !book.contains(',') => {
                item.editor = head.list.names;
                return book;
            }
            _ => {
                item.editor = whole(editors).names;
                rest
            }
        },
        (None, None) => return behind,
    };
    let mut book = book.trim_start_matches([' ', ',', '.', ':']);
    const ROLES: [&str; 18] = [
        "(org.)", "(orgs.)", "(Org.)", "(Orgs.)", "(coord.)", "(Hrsg.)", "(Eds.)", "(Ed.)", "(Eds)", "(eds.)", "(eds)",
        "(ed.)", "(ed)", "editors", "editor", "eds", "ed.", "ed ",
    ];
    for role in ROLES {
        book = book.strip_prefix(role).unwrap_or(book).trim_start_matches([' ', ',', '.', ':']);
    }
    book
}

/// `Textbook of Joints, edited by Ann Poe and Ben Roe, 201–19`.
fn edited_by<'a>(name: &'a str, item: &mut Item) -> &'a str {
    let Some((book, behind)) = name.split_once(", edited by ").or_else(|| name.split_once(", ed. ")) else {
        return name;
    };
    let (names, pages) =
        behind.rsplit_once(", ").filter(|(_, p)| p.starts_with(|c: char| c.is_ascii_digit())).unwrap_or((behind, ""));
    let named = |one: &str| {
        let (given, family) = one.trim().rsplit_once(' ')?;
        Some(crate::model::Name::person(family, Some(given)))
    };
    item.editor =
        names.split(", ").flat_map(|n| n.split(" and ")).filter_map(|n| named(n.trim_start_matches("and "))).collect();
    if !pages.is_empty() {
        item.page = Some(pages.trim_end_matches('.').to_owned());
    }
    book
}

/// Edition and pages in brackets behind the book's name: `Handbook of joints (2nd ed., pp. 12–40)`.
fn bracket<'a>(name: &'a str, item: &mut Item) -> &'a str {
    let Some((plain, inner)) = name.strip_suffix(')').and_then(|n| n.rsplit_once(" (")) else { return name };
    let (mut read, mut volume) = (false, None);
    for part in inner.split(", ") {
        if let Some(edition) = part.strip_suffix(" ed.") {
            item.edition = Some(edition.to_owned());
            read = true;
        } else if let Some(number) = part.strip_prefix("Vol. ") {
            volume = Some(number.to_owned());
            read = true;
        } else if part.starts_with("pp. ") || part.starts_with("p. ") {
            numbers(part, item);
            read = true;
        }
    }
    item.volume = volume.or(item.volume.take());
    if read { plain } else { name }
}

/// `Sports First Aid, ed 4`
fn without_edition<'a>(name: &'a str, item: &mut Item) -> &'a str {
    let found = name.rsplit_once(", ed ").or_else(|| name.rsplit_once(", ed. "));
    if let Some((name, edition)) = name.rsplit_once(", ").filter(|(_, edition)| is_edition(edition)) {
        item.edition = Some(edition_number(edition));
        return name;
    }
    let Some((name, edition)) = found.filter(|(_, e)| e.bytes().all(|b| b.is_ascii_digit())) else { return name };
    item.edition = Some(edition.to_owned());
    name
}

/// "1987, Chapter 7, pp 74-78": the chapter's number is neither a volume nor part of the publisher's name.
fn without_chapter(text: &str) -> String {
    let parts: Vec<&str> =
        text.split(", ").filter(|p| !p.starts_with("Chapter ") && !p.starts_with("Section ")).collect();
    parts.join(", ")
}
