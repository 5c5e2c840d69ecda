//! What stands in an entry of a list and is no part of what is printed: labels of links to databases, links back to the text.

use super::names::split_name;
use super::page::Page;
use super::tree::Element;
use crate::read::list::back_links::skip_back_links;
use crate::text::citing::parse_roman;
use crate::text::lexicon::{PAGES, WordSet};
use std::sync::LazyLock;

/// Labels of links, in lower case, without brackets.
static LABELS: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("links of an entry"));

/// What words of a link that leads back begin with.
static BACK: LazyLock<&[&str]> = LazyLock::new(|| PAGES.entries("links back"));

/// Classes of links that lead back, in words.
const BACK_CLASSES: &[&str] =
    &["backlink", "backref", "footnotebackref", "footnoteback", "reversefootnote", "footnotereturn"];

/// What a link in an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryLink {
    /// Words of the entry.
    Words,
    /// A label: where it leads counts, its words do not.
    Label,
    /// It leads back to the text, or to a search.
    Nothing,
    /// It leads back, and says the entry's number.
    Number,
}

/// Whether an element holds links that lead back to the text.
pub(super) fn leads_back(element: &Element) -> bool {
    element.attribute("role") == Some("doc-backlink")
        || element.attribute("class").is_some_and(|class| {
            class.split_whitespace().flat_map(split_name).any(|word| BACK_CLASSES.contains(&word.as_str()))
        })
}

/// What a link in an entry is, by where it leads and what it says.
pub(super) fn recognise_link(page: &Page<'_, '_>, at: usize, href: &str, label: &str) -> EntryLink {
    let lower = label.to_lowercase();
    let plain = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let host = href.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let searches =
        host.starts_with("scholar.google.") || href.contains("google.com/search") || href.contains("openurl");
    if let Some(place) = page.find_target(href) {
        let is_number = (1..=3).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
        let is_letter = plain.len() == 1 && plain.bytes().all(|b| b.is_ascii_lowercase());
        let is_numeral = parse_roman(plain).is_some();
        let is_short = plain.is_empty()
            || is_numeral
            || is_letter
            || BACK.iter().any(|back| plain.starts_with(back)) && plain.len() < 40;
        return match () {
            () if is_number && place < at => EntryLink::Number,
            () if is_short => EntryLink::Nothing,
            () => EntryLink::Words,
        };
    }
    let is_back = plain.is_empty() && href.starts_with('#');
    match () {
        () if is_back || searches && (LABELS.contains(plain) || plain.is_empty()) => EntryLink::Nothing,
        // "doi:10.1…" may lead to what a DOI is.
        () if plain == "doi" && !href.contains("10.") => EntryLink::Words,
        () if LABELS.contains(plain) => EntryLink::Label,
        () => EntryLink::Words,
    }
}

/// The part of an entry's text without the brackets and signs that labels left, in bytes.
pub(super) fn find_printed(text: &str) -> (usize, usize) {
    let is_left = |c: char| matches!(c, ' ' | '|' | '·' | '•' | '↩' | '↑' | '^' | '\u{fe0e}' | ',' | ';');
    let led = skip_back_links(text);
    let words = text.get(led..).unwrap_or_default();
    let start = text.len() - words.trim_start_matches(|c| is_left(c) || c == '.').len();
    let mut kept = text.trim_end_matches(is_left);
    while let Some(before) = ["[]", "()", "[ ]", "( )"].iter().find_map(|empty| kept.strip_suffix(empty)) {
        kept = before.trim_end_matches(is_left);
    }
    (start.min(kept.len()), kept.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_labels_leave_is_cut_off() {
        for (text, want) in [
            ("Lo A. Hips. 2020. [] [] |", "Lo A. Hips. 2020."),
            ("^ Lo A. Hips. 2020. ↩", "Lo A. Hips. 2020."),
            ("^ a b Lo A. Hips. 2020.", "Lo A. Hips. 2020."),
            ("Lo A. Hips (2020)", "Lo A. Hips (2020)"),
            ("[]", ""),
        ] {
            let (start, end) = find_printed(text);
            assert_eq!(text.get(start..end), Some(want), "{text}");
        }
    }
}
