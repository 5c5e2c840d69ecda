//! Lines of a list that name a publication in few words, without a style and often without a stop: `NICE (2019) Urinary
//! incontinence`, `SIGN 156`, `British National Formulary 85`, `NHS website: Back pain`, `Data on file, Acme Ltd`.

use crate::read::printed::is_organisation;
use crate::text::lexicon::{ORGANISATIONS, REFERENCE_LISTS, WordSet};
use std::sync::LazyLock;

/// Longer lines, in bytes, are read as entries of a style or as text.
const LONGEST: usize = 200;

/// Whether a line among entries names a publication, and does not head those below it.
pub(super) fn names_publication(text: &str) -> bool {
    static SHORT_NAMES: LazyLock<WordSet> = LazyLock::new(|| ORGANISATIONS.words("short names"));
    static KEPT: LazyLock<&[&str]> = LazyLock::new(|| REFERENCE_LISTS.entries("kept by their owners"));
    static BOOKS: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("books of reference"));
    let text = text.trim();
    if text.len() > LONGEST || text.ends_with([':', '?', '!']) {
        return false;
    }
    let first = text.split([' ', ':', ',']).next().unwrap_or_default();
    let has_figure = || text.contains(|c: char| c.is_ascii_digit());
    let lower = text.to_lowercase();
    let said_by = SHORT_NAMES.contains(first) && (has_figure() || text.contains(": "));
    let who = text.split(" (").next().unwrap_or_default();
    let is_book = || lower.split_whitespace().any(|word| BOOKS.contains(word));
    said_by
        || dated_in_brackets(text).is_some_and(|before| !before.is_empty()) && is_organisation(who)
        || is_book() && has_figure()
        || KEPT.iter().any(|lead| lower.starts_with(lead))
}

/// What stands before a year in brackets: `Society` of `Society (2013)`.
fn dated_in_brackets(text: &str) -> Option<&str> {
    text.match_indices(['(', '[']).find_map(|(at, _)| {
        let inner = text.get(at + 1..)?.split([')', ']']).next()?;
        let year = inner.rsplit(' ').next()?;
        let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
        (is_year && year.bytes().all(|b| b.is_ascii_digit())).then(|| text.get(..at))?
    })
}
