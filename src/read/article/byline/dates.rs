//! Dates in bylines, at the end of names and at the head of what a label leaves.

use crate::model::PartialDate;

/// Names, and the date at their end: `B Poe, PT, on 3 May 2026`, `B Poe, MD (May 2026)`.
pub(super) fn split_date(text: &str) -> (&str, Option<PartialDate>) {
    let ends = [',', ' ', '(', ')', '.', ':'];
    let text = text.trim_matches(ends);
    let starts: Vec<usize> = text.char_indices().filter(|(i, _)| begins_word(text, *i)).map(|(i, _)| i).collect();
    let found = starts.iter().rev().take(4).rev().find_map(|at| {
        let date = text.get(*at..)?.trim_matches(ends).parse().ok()?;
        Some((text.get(..*at)?, date))
    });
    let Some((names, date)) = found else { return (text, None) };
    let names = names.trim_end_matches(ends);
    let names = ["on", "in"]
        .iter()
        .find_map(|w| names.strip_suffix(w).filter(|n| n.is_empty() || n.ends_with([' ', ','])))
        .unwrap_or(names);
    (names.trim_end_matches(ends), Some(date))
}

fn begins_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.is_empty() || before.ends_with([' ', '('])
}

/// The date at the head of a string, and what stands behind.
pub(super) fn leading_date(text: &str) -> Option<(PartialDate, &str)> {
    let text = text.trim().trim_start_matches("on ").trim_start_matches("in ");
    let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).take(4).collect();
    ends.iter().rev().find_map(|end| {
        let date = text.get(..*end)?.trim_matches([',', '.', ':', '(', ')']).parse().ok()?;
        Some((date, text.get(*end..)?))
    })
}
