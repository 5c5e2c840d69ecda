//! Lines about an article that bear no label: its authors alone under the title, a row of its properties, a day.

use super::dates::{split_date, split_leading_date};
use super::labels::{Label, find_label, split_segments};
use super::people::{read_credentialled_person, read_people};
use crate::model::{BlockKind, PartialDate, Role};
use crate::read::article::PrintedPerson;
use crate::read::article::day_order::DayOrder;
use crate::read::piece::Piece;

/// A longer paragraph begins the text, in bytes.
const TEXT: usize = 120;

/// The authors that a line right under the title names, and nothing else, where it or the line behind it dates the article, or
/// several of them bear credentials; and the date in it. Names and subjects look alike; these tell them apart.
pub(super) fn read_authors(
    pieces: &[Piece],
    at: usize,
    days: &DayOrder,
) -> Option<(Vec<PrintedPerson>, Option<PartialDate>)> {
    let before = at.checked_sub(1).and_then(|before| pieces.get(before))?;
    let line = pieces.get(at)?;
    if before.kind != BlockKind::Title || line.kind == BlockKind::Item || line.text().len() > TEXT {
        return None;
    }
    let text = days.rewrite_dates(line.text());
    let (names, date) = split_date(&text);
    let date = date.filter(|date| date.month().is_some());
    let names = if date.is_some() { names } else { &text };
    let named = read_whole(names, Role::Author);
    let is_signed = named.len() > 1 && named.iter().all(|person| person.credentials.is_some());
    let is_dated = || date.is_some() || pieces.get(at + 1).is_some_and(|next| dates_article(next.text()));
    (!named.is_empty() && (is_signed || is_dated())).then_some((named, date))
}

/// The people that words name, where they say nothing else.
fn read_whole(words: &str, role: Role) -> Vec<PrintedPerson> {
    let named = read_people(words, role);
    let parts = words.replace(" and ", ", ").replace(" & ", ", ").replace(';', ",");
    let parts = parts.split(',').filter(|part| !part.trim().is_empty());
    let rest = parts.filter(|part| !super::is_credential(part.trim())).count();
    if named.len() == rest { named } else { Vec::new() }
}

/// The people of a field whose label stands on a line of its own, each on a line under it: `Reviewed by`, `Dr Ann Poe, surgeon`.
pub(super) fn read_field(pieces: &[Piece], at: usize) -> Option<Vec<PrintedPerson>> {
    /// No field has more people.
    const MOST: usize = 20;
    let label = find_label(pieces.get(at)?.text()).filter(|found| found.rest.is_empty() && !found.is_bare())?;
    let Label::People(role) = label.label else { return None };
    let values = pieces.get(at + 1..)?;
    let read_item = |piece: &Piece| match read_whole(piece.text(), role).as_slice() {
        [one] if piece.kind == BlockKind::Item => Some(one.clone()),
        _ => None,
    };
    let items: Vec<PrintedPerson> = values.iter().take(MOST).map_while(read_item).collect();
    if !items.is_empty() {
        return Some(items);
    }
    // With credentials, what stands behind the name may say more of it.
    let value = values.first().filter(|value| {
        let is_plain = value.kind == BlockKind::Paragraph && value.text().len() <= TEXT;
        is_plain && !value.text().ends_with('.') && read_credentialled_person(value.text(), role).is_none()
    })?;
    let named = read_people(value.text(), role);
    (named.len() == 1).then_some(named)
}

/// The day that a line says and nothing else: `14 November 2025`, `Mar 3, 2025 · 5 min read`.
pub(super) fn read_day(line: &Piece, text: &str) -> Option<PartialDate> {
    let is_line = line.kind != BlockKind::Item && text.len() <= TEXT;
    if !is_line || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts = split_segments(text);
    parts.iter().all(|part| is_aside(part)).then(|| parts.iter().find_map(|part| find_day(part)))?
}

/// The day that words are, with its month and year.
pub(super) fn find_day(words: &str) -> Option<PartialDate> {
    let (date, rest) = split_leading_date(words)?;
    (rest.trim().is_empty() && date.month().is_some()).then_some(date)
}

/// Whether a line says when an article was published, updated or reviewed, or is a date.
fn dates_article(text: &str) -> bool {
    let dates = |found: Label| matches!(found, Label::Updated | Label::Reviewed | Label::Review | Label::Published);
    let labelled = split_segments(text).first().and_then(|first| find_label(first)).filter(|found| dates(found.label));
    labelled.is_some_and(|found| split_leading_date(found.rest).is_some())
        || split_date(text).1.is_some() && split_date(text).0.is_empty()
}

/// Whether a piece is a heading or a longer paragraph, with which the text begins.
pub(super) fn begins_text(piece: &Piece) -> bool {
    matches!(piece.kind, BlockKind::Paragraph | BlockKind::Item) && piece.text().len() > TEXT
        || piece.kind == BlockKind::Heading
}

/// Whether a row of a table says one property of the article: `Reviewer | Dr Ann Poe`.
pub(super) fn is_property(row: &Piece) -> bool {
    let Some((name, value)) = row.text().split_once(" | ") else { return false };
    let says_something = |found: Label| match found {
        Label::People(role) => !read_people(value, role).is_empty(),
        Label::Property | Label::Creator => false,
        Label::Updated | Label::Reviewed | Label::Review | Label::Published | Label::Next => {
            split_leading_date(value).is_some()
        }
    };
    let whole = find_label(name).filter(|found| found.rest.is_empty());
    !value.contains(" | ") && whole.is_some_and(|found| says_something(found.label))
}

/// Whether a part of a line is a day, or how long the article takes to read: `Mar 3`, `5 min read`.
pub(super) fn is_aside(part: &str) -> bool {
    /// No date has more words.
    const MOST: usize = 6;
    let words: Vec<&str> = part.split_whitespace().take(MOST + 1).collect();
    if words.len() > MOST {
        return false;
    }
    let is_day = || {
        let figures = words.iter().filter(|word| word.bytes().all(|b| b.is_ascii_digit())).count();
        figures == 1 && words.len() == 2 && split_leading_date(&format!("{part} 2000")).is_some()
    };
    let is_length = || matches!(words.as_slice(), [n, unit, "read"] if n.bytes().all(|b| b.is_ascii_digit()) && unit.starts_with("min"));
    find_label(part).is_none()
        && (split_leading_date(part).is_some_and(|(_, rest)| rest.trim().is_empty()) || is_day() || is_length())
}
