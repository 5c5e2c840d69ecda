//! Lines about an article that bear no label: its authors alone under the title, a row of its properties, a day.

use super::dates::{split_date, split_leading_date};
use super::labels::{Label, find_label, split_segments};
use super::people::read_people;
use crate::model::{BlockKind, Role};
use crate::read::article::PrintedPerson;
use crate::read::piece::Piece;

/// A longer paragraph begins the text, in bytes.
const TEXT: usize = 120;

/// The authors that a line right under the title names, and nothing else, where the line behind it dates the article. Names
/// and subjects look alike; the date tells them apart.
pub(super) fn read_authors(pieces: &[Piece], at: usize) -> Option<Vec<PrintedPerson>> {
    let before = at.checked_sub(1).and_then(|before| pieces.get(before))?;
    let (line, next) = (pieces.get(at)?, pieces.get(at + 1)?);
    if before.kind != BlockKind::Title || line.kind == BlockKind::Item || !dates_article(next.text()) {
        return None;
    }
    let named = read_people(line.text(), Role::Author);
    let parts = line.text().replace(" and ", ", ").replace(" & ", ", ");
    let parts = parts.split(',').filter(|part| !part.trim().is_empty());
    let rest = parts.filter(|part| !super::is_credential(part.trim())).count();
    (!named.is_empty() && named.len() == rest).then_some(named)
}

/// Whether a line says when an article was published, updated or reviewed, or is a date.
fn dates_article(text: &str) -> bool {
    let dates = |found: Label| matches!(found, Label::Updated | Label::Reviewed | Label::Review | Label::Published);
    let labelled = split_segments(text).first().and_then(|first| find_label(first)).filter(|found| dates(found.label));
    labelled.is_some_and(|found| split_leading_date(found.rest).is_some())
        || split_date(text).1.is_some() && split_date(text).0.is_empty()
}

/// Whether a row of a table stands before the text and says one property of the article: `Reviewer | Dr Ann Poe`.
pub(super) fn is_property(pieces: &[Piece], at: usize) -> bool {
    let before = pieces.get(..at).unwrap_or_default();
    let is_text = |piece: &Piece| {
        matches!(piece.kind, BlockKind::Paragraph | BlockKind::Item) && piece.text().len() > TEXT
            || piece.kind == BlockKind::Heading
    };
    let Some((name, value)) = pieces.get(at).and_then(|row| row.text().split_once(" | ")) else { return false };
    let says_something = |found: Label| match found {
        Label::People(role) => !read_people(value, role).is_empty(),
        Label::Property | Label::Creator => false,
        Label::Updated | Label::Reviewed | Label::Review | Label::Published | Label::Next => {
            split_leading_date(value).is_some()
        }
    };
    let whole = find_label(name).filter(|found| found.rest.is_empty());
    let says = !value.contains(" | ") && whole.is_some_and(|found| says_something(found.label));
    says && !before.iter().any(is_text)
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
