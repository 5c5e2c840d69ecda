//! A title: in quotation marks or before a stop, and what is said of it in brackets.

use super::editions::{edition_number, is_edition};
use super::remarks::is_genre;
use super::thesis::is_thesis;
use super::words::{is_year, sentence_spans, trim_title};
use crate::model::Item;

/// A title that stands alone, with what is said of it in brackets.
pub(super) fn bare_title(text: &str, item: &mut Item) {
    plain_title(text, item);
    in_brackets(item);
}

pub(super) fn plain_title(text: &str, item: &mut Item) {
    item.title = Some(trim_title(text).to_owned()).filter(|t| !t.is_empty());
}

/// `Guidelines (2nd ed.)`, `Guidelines, 2nd Edition`, `Five stretches [Video]`: what stands behind a title about it.
pub(super) fn in_brackets(item: &mut Item) {
    while let Some(shorter) = item.title.clone().and_then(|title| without_bracket(&title, item).map(str::to_owned)) {
        item.title = Some(shorter);
    }
}

/// A title without its last bracket, where that says an edition or a sort of work.
fn without_bracket<'t>(title: &'t str, item: &mut Item) -> Option<&'t str> {
    let bracketed = |open: &str, close: char| title.strip_suffix(close)?.rsplit_once(open);
    if let Some((title, inner)) = bracketed(" (", ')') {
        let parts = || inner.split([';', ',']).map(str::trim);
        let edition = parts().find(|p| is_edition(p));
        if is_thesis(inner) && !inner.contains('(') {
            item.genre = Some(inner.to_owned());
            return Some(title);
        }
        if edition.is_some() || inner.contains("Trans.") || inner.starts_with("Vol. ") {
            item.edition = edition.map(edition_number).or(item.edition.take());
            return Some(title);
        }
        return None;
    }
    if let Some((title, genre)) = bracketed(" [", ']').filter(|(_, g)| is_genre(g)) {
        item.genre = Some(genre.to_owned());
        return Some(title);
    }
    let parted = |mark: &str| title.rsplit_once(mark).filter(|(_, edition)| is_edition(edition));
    let (title, edition) = parted(", ").or_else(|| parted(". "))?;
    item.edition = Some(edition_number(edition));
    Some(title)
}

/// Cuts words into title and container at the last end of a sentence.
pub(super) fn split_title(words: &str) -> (Option<&str>, Option<&str>) {
    if words.starts_with('[') {
        // A translated title stands in brackets, and nothing parts it from the journal.
        if let Some((title, container)) = words.rsplit_once("] ").filter(|(_, c)| !c.contains(". ")) {
            return (words.get(..title.len() + 1), Some(container));
        }
    }
    let parts = sentence_spans(words);
    let Some((last, before)) = parts.split_last() else { return (None, None) };
    let Some(first) = before.first() else { return (Some(words), None) };
    // Editions, places and publishers of books stand behind the title too; "J. Fict. Rheumatol" is one name.
    let dotted = last.text.contains('.') || !last.text.contains(' ');
    let chain = before
        .iter()
        .skip(1)
        .rev()
        .take_while(|p| (dotted || p.text.contains('.')) && is_abbreviated(p.text) || is_cut(p.text))
        .count();
    let title_parts = before.iter().position(|p| is_edition(p.text)).unwrap_or(before.len() - chain).max(1);
    // "Ciênc. fict. coletiva": what begins with a small letter goes on with the short word before it.
    let goes_on = |at: usize| {
        let begins = parts.get(at).is_some_and(|part| part.text.starts_with(char::is_lowercase));
        begins
            && at > 1
            && before.get(at - 1).is_some_and(|part| !part.text.contains(' ') && part.text.chars().count() <= 7)
    };
    let title_parts = (1..=title_parts).rev().find(|at| !goes_on(*at)).unwrap_or(title_parts);
    let end = before.get(title_parts - 1).map_or(first.start, |p| p.end());
    let behind = parts.get(title_parts).unwrap_or(last).start;
    (words.get(first.start..end), words.get(behind..))
}

/// `J. Fict`, `Invent`: short words with a stop behind each.
fn is_abbreviated(part: &str) -> bool {
    let mut words = part.split(' ').rev();
    let short = |w: &str| {
        w.chars().count() <= 9 && w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || c == '.')
    };
    words.next().is_some_and(|w| short(w) && !w.ends_with('.')) && words.all(|w| short(w) && w.ends_with('.'))
}

/// `Cad`, `Arq`: one short word, as only journals' names cut them.
fn is_cut(part: &str) -> bool {
    let small = part.chars().skip(1).all(char::is_lowercase);
    (3..=5).contains(&part.chars().count()) && part.starts_with(char::is_uppercase) && small
}

/// A title in quotation marks, and what stands behind.
pub(super) fn quoted(text: &str) -> Option<(&str, &str)> {
    let (open, close) =
        [('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\'')].into_iter().find(|(o, _)| text.starts_with(*o))?;
    let inner = text.get(open.len_utf8()..)?;
    let end = inner.char_indices().filter(|(_, c)| *c == close).map(|(i, _)| i).find(|i| {
        let behind = inner.get(i + close.len_utf8()..).unwrap_or_default();
        let before = inner.get(..*i).unwrap_or_default();
        behind.is_empty()
            || behind.starts_with([',', '.'])
            || (behind.starts_with(" in ") && ["(ed", "(Ed"].iter().any(|role| behind.contains(role)))
            || behind.strip_prefix(" (").and_then(|b| b.get(..4)).is_some_and(is_year)
            || (before.ends_with([',', '.', '?', '!']) && behind.starts_with(' '))
    })?;
    let title = inner.get(..end)?.trim_end_matches(['.', ',']);
    // A word in quotation marks at the head of a title is no title.
    let whole = title.contains(' ')
        || inner.get(..end + close.len_utf8() + 1).is_some_and(|t| t.ends_with(',') || title.len() < end);
    whole.then_some((title, inner.get(end + close.len_utf8()..)?.trim_start_matches([',', '.', ' '])))
}
