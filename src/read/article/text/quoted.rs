//! Lines that a mail quotes, each behind its `>`.

use crate::read::list::row::Row;

/// The lines of a text, without the marks of a quotation where most of them are quoted.
pub(super) fn unquote_rows(text: &str) -> Vec<Row<'_>> {
    let filled = || text.split('\n').filter(|line| !line.trim().is_empty());
    let quoted = filled().filter(|line| line.starts_with('>')).count();
    if quoted < 3 || quoted * 2 < filled().count() {
        return Row::from_text(text);
    }
    Row::from_lines(text.split('\n').map(|line| {
        let words = line.trim_start_matches(['>', ' ']);
        let is_quoted = line.starts_with('>');
        // One space belongs to the mark; more of them indent.
        let marks = line.get(..line.len() - words.len()).unwrap_or_default();
        let length = marks
            .rfind('>')
            .map_or(0, |last| last + 1 + usize::from(marks.get(last + 1..).is_some_and(|m| !m.is_empty())));
        match is_quoted {
            true => (u32::try_from(length).unwrap_or_default() + 1, line.get(length..).unwrap_or_default()),
            false => (1, line),
        }
    }))
}
