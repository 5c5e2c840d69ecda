//! A title: in quotation marks or before a stop, and what is said of it in brackets.

use super::editions::{is_edition, read_edition_number};
use super::remarks::is_genre;
use super::thesis::is_thesis;
use super::words::{find_sentence_spans, is_year, trim_title};

/// A title, and what stands behind it about the work.
#[derive(Debug, Default)]
pub(super) struct Title {
    pub(super) text: Option<String>,
    pub(super) edition: Option<String>,
    pub(super) genre: Option<String>,
}

/// Reads a title that stands alone: `Guidelines (2nd ed.)`, `Guidelines, 2nd Edition`, `Five stretches [Video]`.
pub(super) fn read_title(text: &str) -> Title {
    let mut rest = trim_title(text);
    let (mut edition, mut genre) = (None, None);
    while let Some(remark) = find_last_remark(rest) {
        rest = remark.before;
        edition = remark.edition.or(edition);
        genre = remark.genre.or(genre);
    }
    Title { text: Some(rest.to_owned()).filter(|title| !title.is_empty()), edition, genre }
}

/// A title as it is, with its brackets.
pub(super) fn make_plain_title(text: &str) -> Title {
    Title { text: Some(trim_title(text).to_owned()).filter(|title| !title.is_empty()), ..Title::default() }
}

/// What the end of a title says of the work, and what stands before it.
#[derive(Default)]
struct TitleRemark<'t> {
    before: &'t str,
    edition: Option<String>,
    genre: Option<String>,
}

/// The last bracket of a title, or what a comma parts from it, where that says an edition or a sort of work.
fn find_last_remark(title: &str) -> Option<TitleRemark<'_>> {
    let bracketed = |open: &str, close: char| title.strip_suffix(close)?.rsplit_once(open);
    let says_edition = |before, edition| TitleRemark { before, edition, genre: None };
    let says_genre = |before, genre: &str| TitleRemark { before, genre: Some(genre.to_owned()), edition: None };
    if let Some((before, inner)) = bracketed(" (", ')') {
        let edition = inner.split([';', ',']).map(str::trim).find(|part| is_edition(part));
        return match () {
            () if is_thesis(inner) && !inner.contains('(') => Some(says_genre(before, inner)),
            () if edition.is_some() || inner.contains("Trans.") || inner.starts_with("Vol. ") => {
                Some(says_edition(before, edition.map(read_edition_number)))
            }
            () => None,
        };
    }
    if let Some((before, genre)) = bracketed(" [", ']').filter(|(_, genre)| is_genre(genre)) {
        return Some(says_genre(before, genre));
    }
    let parted = |mark: &str| title.rsplit_once(mark).filter(|(_, edition)| is_edition(edition));
    let (before, edition) = parted(", ").or_else(|| parted(". "))?;
    Some(says_edition(before, Some(read_edition_number(edition))))
}

/// Cuts words into title and container at the last end of a sentence.
pub(super) fn split_title(words: &str) -> (Option<&str>, Option<&str>) {
    if words.starts_with('[') {
        // A translated title stands in brackets, and nothing parts it from the journal.
        if let Some((title, container)) = words.rsplit_once("] ").filter(|(_, c)| !c.contains(". ")) {
            return (words.get(..title.len() + 1), Some(container));
        }
    }
    let parts = find_sentence_spans(words);
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
pub(super) fn split_quoted(text: &str) -> Option<(&str, &str)> {
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
