//! Where a work stands: the title, and the journal, book or site between it and the numbers.

use super::chapter;
use super::numbers::{date, numbers, split_numbers};
use super::words::{is_year, sentences, trim_title};
use crate::model::{CslDate, Item};

/// Reads `TITLE. CONTAINER NUMBERS` into an item whose authors, and perhaps date, are known.
pub(super) fn title_and_source(text: &str, item: &mut Item) {
    let text = text.trim();
    if chapter::read(text, item) {
        return;
    }
    if let Some((title, behind)) = quoted(text) {
        item.title = Some(title.to_owned());
        source(behind, item);
        return;
    }
    let (words, figures) = split_numbers(text.trim_end_matches('.'));
    let words = words.trim_end_matches([',', ';', ':', ' ', '(']);
    let (title, container) = split_title(words);
    item.title = title.map(|t| trim_title(t).to_owned()).filter(|t| !t.is_empty());
    let rest = [container.unwrap_or_default(), figures].join(" ");
    if container.is_none() && title.is_none() {
        item.title = Some(trim_title(words).to_owned()).filter(|t| !t.is_empty());
    }
    edition_in_title(item);
    source_parts(container.unwrap_or_default(), figures, item);
    if item.issued.is_none() {
        item.issued = loose_year(&rest).and_then(date).map(CslDate);
    }
}

/// `Physical activity guidelines (2nd ed.)`.
fn edition_in_title(item: &mut Item) {
    let Some((title, edition)) = item.title.as_deref().and_then(|t| t.strip_suffix(')')?.rsplit_once(" (")) else {
        return;
    };
    if let Some(edition) = edition.strip_suffix(" ed.").or_else(|| edition.strip_suffix(" ed")) {
        item.edition = Some(edition.to_owned());
        item.title = Some(title.to_owned());
    }
}

/// Reads `CONTAINER NUMBERS`.
pub(super) fn source(text: &str, item: &mut Item) {
    let (words, figures) = split_numbers(text.trim().trim_end_matches('.'));
    source_parts(words.trim_matches([',', ';', ':', ' ', '.', '(']), figures, item);
    if item.issued.is_none() {
        item.issued = loose_year(text).and_then(date).map(CslDate);
    }
}

/// A year anywhere in a string, the last one: `Thousand Oaks, Calif: Amgen Inc., 2012. Monograph`.
pub(super) fn loose_year(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_ascii_digit()).rfind(|d| is_year(d))
}

fn source_parts(container: &str, figures: &str, item: &mut Item) {
    let mut parts = sentences(container);
    let labels = |p: &&str| p.starts_with('[') && p.ends_with(']');
    parts.retain(|p| !labels(p));
    if let Some(at) = parts.iter().position(|p| is_edition(p)) {
        item.edition = Some(parts.remove(at).trim_end_matches(" ed").trim_end_matches(" edition").to_owned());
    }
    let figures_before = item.issued.is_some();
    numbers_for(parts.join(". ").as_str(), figures, item);
    let paged = item.volume.is_some() || item.page.is_some() || item.number.is_some();
    match parts.last() {
        Some(last) if last.ends_with("Rxiv") => item.container_title = Some((*last).to_owned()),
        Some(last) if !paged && (last.contains(": ") || parts.len() > 1 || (!figures_before && item.url.is_none())) => {
            publisher(last, item);
            item.container_title = parts.get(..parts.len() - 1).map(|p| p.join(". ")).filter(|c| !c.is_empty());
        }
        Some(_) => item.container_title = Some(container_name(&parts.join(". "))),
        None => {}
    }
}

fn numbers_for(container: &str, figures: &str, item: &mut Item) {
    item.container_title = Some(container.to_owned()).filter(|c| !c.is_empty());
    numbers(figures, item);
}

fn container_name(text: &str) -> String {
    let text = text.trim().trim_matches([',', ';', ' ']);
    let text = text.strip_prefix("[Abstract] ").or_else(|| text.strip_prefix("In ")).unwrap_or(text);
    text.to_owned()
}

fn is_edition(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() < 30
        && (lower.ends_with(" ed") || lower.ends_with(" edition") || lower.ends_with(" edn"))
        && lower.contains(|c: char| c.is_ascii_digit() || c == 's' || c == 'f')
}

/// `Philadelphia, Pa: Elsevier Saunders`, `Eastland Press`.
pub(super) fn publisher(text: &str, item: &mut Item) {
    match text.split_once(": ") {
        Some((place, name)) => {
            item.publisher_place = Some(place.trim_matches(['[', ']', ' ']).to_owned());
            item.publisher = Some(name.trim().trim_end_matches([',', ';']).to_owned());
        }
        None => item.publisher = Some(text.trim().trim_end_matches([',', ';']).to_owned()),
    }
}

/// Cuts words into title and container at the last end of a sentence.
fn split_title(words: &str) -> (Option<&str>, Option<&str>) {
    if words.starts_with('[') {
        // A translated title stands in brackets, and nothing parts it from the journal.
        if let Some((title, container)) = words.rsplit_once("] ").filter(|(_, c)| !c.contains(". ")) {
            return (words.get(..title.len() + 1), Some(container));
        }
    }
    let parts = sentences(words);
    let Some((last, before)) = parts.split_last() else { return (None, None) };
    let Some(first) = before.first() else { return (Some(words), None) };
    let from = offset(words, first);
    // Editions, places and publishers of books stand behind the title too.
    let title_parts = before.iter().position(|p| is_edition(p)).unwrap_or(before.len()).max(1);
    let end = before.get(title_parts - 1).map_or(from, |p| offset(words, p) + p.len());
    let behind = parts.get(title_parts).copied().unwrap_or(last);
    (words.get(from..end), words.get(offset(words, behind)..))
}

/// Where a part of a string begins in it.
pub(super) fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

/// A title in quotation marks, and what stands behind.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (open, close) =
        [('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\'')].into_iter().find(|(o, _)| text.starts_with(*o))?;
    let inner = text.get(open.len_utf8()..)?;
    let end = inner.char_indices().filter(|(_, c)| *c == close).map(|(i, _)| i).find(|i| {
        let behind = inner.get(i + close.len_utf8()..).unwrap_or_default();
        let before = inner.get(..*i).unwrap_or_default();
        behind.is_empty()
            || behind.starts_with([',', '.'])
            || (before.ends_with([',', '.', '?']) && behind.starts_with(' '))
    })?;
    let title = inner.get(..end)?.trim_end_matches(['.', ',']);
    (title.contains(' ')).then_some((title, inner.get(end + close.len_utf8()..)?.trim_start_matches([',', '.', ' '])))
}
