//! Paragraphs that are broken over lines: which lines go on with the one before them.

use crate::read::list::row::Row;
use crate::text::citing::{closing_bracket, parse_numbers};
use crate::text::ending::trim_end_markers;

/// Whether a file breaks its paragraphs over lines: lines are short, and often one that does not end a sentence is
/// followed by one in lower case.
pub(super) fn is_wrapped(rows: &[Row<'_>]) -> bool {
    let broken = rows
        .windows(2)
        .filter(|pair| match pair {
            [a, b] => {
                let (a, b) = (a.raw.trim_end(), b.raw.trim_start());
                a.chars().count() >= 45
                    && !trim_end_markers(a).ends_with(['.', '!', '?', ':'])
                    && b.starts_with(char::is_lowercase)
            }
            _ => false,
        })
        .count();
    let long = rows.iter().filter(|r| r.raw.trim_end().chars().count() > 130).count();
    broken >= 2 && long * 4 <= broken
}

pub(super) fn continues(before: &Row<'_>, row: &Row<'_>) -> bool {
    let length = before.raw.trim_end().chars().count();
    length >= 45 || row.raw.trim_start().starts_with(char::is_lowercase)
}

/// So many lines around a number at the head of a line are looked at for the list that it may belong to.
const NEIGHBOURS: usize = 12;

/// Whether a line begins with a marker of references that stands behind the words of the line before: "of women" and
/// "[1]. Yoga eases". What the brackets of a list number has its neighbours with the next number.
pub(super) fn goes_on_with_marker(rows: &[Row<'_>], at: usize, wrapped: bool) -> bool {
    let Some([before, row]) = at.checked_sub(1).and_then(|from| rows.get(from..=at)) else { return false };
    let text = row.raw.trim();
    let Some(behind) = behind_marker(text).filter(|_| !before.is_blank()) else { return false };
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
fn behind_marker(text: &str) -> Option<&str> {
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
