//! What the pages of a printed text leave in it: heads and feet, rules, the break within a sentence or an entry.

use crate::read::list::row::Row;

/// The lines without the heads and feet of pages. Where a sentence goes on behind one, no blank line parts it.
pub(super) fn without_heads_and_feet<'a>(rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
    // A page that is told once may be a sentence's end, unless it stands at the far end of its line.
    let told = rows.iter().filter(|row| ends_page(row.raw)).count();
    let is_between = |row: &Row<'_>| ends_page(row.raw) && (told > 1 || row.raw.contains("    "));
    let mut kept: Vec<Row<'a>> = Vec::with_capacity(rows.len());
    let mut breaks = false;
    for mut row in rows {
        if is_between(&row) {
            breaks = true;
            continue;
        }
        breaks |= row.raw.starts_with('\u{c}');
        if breaks && !row.is_blank() {
            breaks = false;
            row.is_behind_page = kept.iter().any(|row| !row.is_blank());
            let filled = kept.iter().rposition(|row| !row.is_blank()).map_or(0, |at| at + 1);
            let is_open = |before: &Row<'_>| before.raw.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',');
            let goes_on = kept.get(..filled).and_then(<[Row<'_>]>::last).is_some_and(is_open);
            if goes_on && row.raw.trim_start().starts_with(char::is_lowercase) {
                kept.truncate(filled);
            }
        }
        kept.push(row);
    }
    kept
}

/// Whether a line is drawn: `------`, `======`.
pub(super) fn is_rule(line: &str) -> bool {
    let drawn = line.trim();
    let sign = drawn.chars().next().filter(|c| "-=_*~–—".contains(*c));
    sign.is_some_and(|sign| drawn.chars().count() >= 3 && drawn.chars().all(|c| c == sign))
}

/// Whether a line is the head or the foot of a printed page: `Patient leaflet        Page 1 of 2`.
fn ends_page(line: &str) -> bool {
    let Some((before, count)) = line.trim().rsplit_once(" of ") else { return false };
    let is_number = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let number = before.rsplit(' ').next().unwrap_or_default();
    let before = before.strip_suffix(number).unwrap_or_default().trim_end();
    let before = before.strip_suffix("Page").or_else(|| before.strip_suffix("page"));
    is_number(count) && is_number(number) && before.is_some_and(|words| words.trim_end().len() <= 100)
}
