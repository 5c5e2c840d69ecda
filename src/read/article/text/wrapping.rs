//! Paragraphs that are broken over lines: which lines go on with the one before them.

use crate::read::list::row::Row;
use crate::text::citing::{closing_bracket, parse_numbers};
use crate::text::ending::trim_end_markers;

/// Whether a file breaks its paragraphs over lines: lines are short, and more than once one that does not end a sentence is
/// followed by one in lower case, or by a figure that numbers nothing. Once is enough where a sentence ends behind the break.
pub(super) fn is_wrapped(rows: &[Row<'_>]) -> bool {
    let breaks = rows.windows(2).filter_map(|pair| match pair {
        [a, b] if b.bullet.is_none() => Some((a.raw.trim_end(), b.raw.trim())),
        _ => None,
    });
    let broken: Vec<(&str, &str)> = breaks
        .filter(|(a, b)| a.chars().count() >= 45 && !ends_sentence(a) && b.starts_with(is_within_sentence))
        .collect();
    let ends_behind = |(a, b): &(&str, &str)| {
        a.chars().count() >= 60 && b.starts_with(char::is_lowercase) && (ends_sentence(b) || b.contains(". "))
    };
    let is_enough = broken.len() >= 2 || broken.iter().any(ends_behind);
    let long = rows.iter().filter(|r| r.raw.trim_end().chars().count() > 130).count();
    is_enough && long * 4 <= broken.len()
}

fn ends_sentence(line: &str) -> bool {
    trim_end_markers(line).ends_with(['.', '!', '?', ':'])
}

/// What a line begins with that hardly begins a sentence.
fn is_within_sentence(first: char) -> bool {
    first.is_lowercase() || first.is_ascii_digit()
}

/// Whether a line of a file that breaks its paragraphs goes on with the one before it.
pub(super) fn continues(before: &Row<'_>, row: &Row<'_>) -> bool {
    let (before, row) = (before.raw.trim(), row.raw.trim_start());
    // A heading is short, and a figure may begin what is below it.
    let is_sentence = || before.split_whitespace().count() >= 5 && !ends_sentence(before);
    before.chars().count() >= 45
        || row.starts_with(char::is_lowercase)
        || row.starts_with(|first: char| first.is_ascii_digit()) && is_sentence()
}

/// So many lines around a number at the head of a line are looked at for the list that it may belong to.
const NEIGHBOURS: usize = 12;

/// Whether a line begins with a marker of references that stands behind the words of the line before: "of women" and
/// "[1]. Yoga eases". What the brackets of a list number has its neighbours with the next number.
pub(super) fn goes_on_with_marker(rows: &[Row<'_>], at: usize, wrapped: bool) -> bool {
    let Some([before, row]) = at.checked_sub(1).and_then(|from| rows.get(from..=at)) else { return false };
    let text = row.raw.trim();
    let Some(behind) = strip_marker(text).filter(|_| !before.is_blank()) else { return false };
    let words = trim_end_markers(before.raw);
    let is_ended = words.ends_with(['.', '!', '?', ':', ';']);
    let is_full = before.raw.trim_end().chars().count() >= 45;
    match behind.chars().next() {
        Some('.' | ',' | ';' | ':' | ')') => !is_ended,
        None => is_full && !is_ended,
        Some(_) if behind.trim_start().starts_with(char::is_lowercase) => is_full && !is_ended,
        Some(_) => wrapped && is_full && words.ends_with('.') && !is_of_list(rows, at),
    }
}

/// What stands behind the numbers in brackets that a line begins with.
fn strip_marker(text: &str) -> Option<&str> {
    let close = closing_bracket(text.chars().next()?)?;
    let end = text.find(close)? + close.len_utf8();
    parse_numbers(text.get(..end)?)?;
    text.get(end..)
}

/// Whether a line near a number at the head of a line has the number before or behind it.
fn is_of_list(rows: &[Row<'_>], at: usize) -> bool {
    let number = |row: &Row<'_>| row.bullet.as_ref()?.number.as_deref()?.parse::<u32>().ok();
    let Some(own) = rows.get(at).and_then(number) else { return false };
    let from = at.saturating_sub(NEIGHBOURS);
    rows.iter().skip(from).take(2 * NEIGHBOURS).filter_map(number).any(|n| n + 1 == own || n == own + 1)
}
