//! Dates in bylines, at the end of names and at the head of what a label leaves.

use crate::model::PartialDate;
use crate::text::lexicon::FOREIGN_MONTHS;
use std::sync::LazyLock;

/// The names of months in other languages, each with the English one.
static MONTHS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = ["Portuguese and Spanish", "other languages"].map(|section| FOREIGN_MONTHS.entries(section));
    rows.into_iter().flat_map(|rows| rows.iter()).filter_map(|row| row.split_once(" | ")).collect()
});

/// Words between the parts of a date: `4 de marzo de 2024`, `le 12 février 2024`.
const BETWEEN: [&str; 10] = ["de", "del", "le", "el", "em", "am", "den", "du", "il", "op"];

/// A date as English prints it, or as other languages do: `4 de marzo de 2024`, `12. Februar 2024`.
fn read_date(text: &str) -> Option<PartialDate> {
    text.parse().ok().or_else(|| {
        let named = |word: &str| {
            let lower = word.trim_end_matches(['.', ',']).to_lowercase();
            MONTHS.iter().find(|(name, _)| *name == lower).map(|(_, english)| *english)
        };
        let words = text.split_whitespace().filter(|word| !BETWEEN.contains(word));
        let words: Vec<&str> =
            words.map(|word| named(word).unwrap_or(if word == "1er" { "1" } else { word })).collect();
        let has_month = text.split_whitespace().any(|word| named(word).is_some());
        has_month.then(|| words.join(" ").parse().ok()).flatten()
    })
}

/// Names, and the date at their end: `B Poe, PT, on 3 May 2026`, `B Poe, MD (May 2026)`.
pub(super) fn split_date(text: &str) -> (&str, Option<PartialDate>) {
    let ends = [',', ' ', '(', ')', '.', ':'];
    let text = text.trim_matches(ends);
    let starts: Vec<usize> = text.char_indices().filter(|(i, _)| begins_word(text, *i)).map(|(i, _)| i).collect();
    let found = starts.iter().rev().take(6).rev().find_map(|at| {
        let date = read_date(text.get(*at..)?.trim_matches(ends))?;
        Some((text.get(..*at)?, date))
    });
    let Some((names, date)) = found else { return (text, None) };
    let names = names.trim_end_matches(ends);
    let names = ["on", "in"]
        .iter()
        .chain(&BETWEEN)
        .find_map(|w| names.strip_suffix(w).filter(|n| n.is_empty() || n.ends_with([' ', ','])))
        .unwrap_or(names);
    (names.trim_end_matches(ends), Some(date))
}

fn begins_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.is_empty() || before.ends_with([' ', '('])
}

/// The date at the head of a string, and what stands behind.
pub(in crate::read::article) fn split_leading_date(text: &str) -> Option<(PartialDate, &str)> {
    let text = text.trim().trim_start_matches("on ").trim_start_matches("in ");
    let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).take(6).collect();
    ends.iter().rev().find_map(|end| {
        let date = read_date(text.get(..*end)?.trim_matches([',', '.', ':', '(', ')']))?;
        Some((date, text.get(*end..)?))
    })
}

/// Whether a review date is probably that of the next review: it lies one to five whole years after the text was published or
/// updated.
pub(super) fn is_review_due(made: PartialDate, review: PartialDate) -> bool {
    let years = i32::from(review.year()) - i32::from(made.year());
    let months = match (made.month(), review.month()) {
        (Some(made), Some(review)) => i32::from(review) - i32::from(made),
        _ => 0,
    };
    (12..=60).contains(&(years * 12 + months))
}
