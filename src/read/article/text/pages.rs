//! What the pages of a printed text leave in it: heads and feet, rules, the break within a sentence or an entry.

use crate::read::list::headings::is_heading;
use crate::read::list::reads_like_entry;
use crate::read::list::rest::{is_bare_number, is_page_count};
use crate::read::list::row::Row;

/// The lines without the heads and feet of pages. Where a sentence goes on behind one, no blank line parts it.
pub(super) fn without_heads_and_feet<'a>(rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
    let feet = Feet::find(&rows);
    let mut kept: Vec<Row<'a>> = Vec::with_capacity(rows.len());
    let mut breaks = false;
    for (at, mut row) in rows.into_iter().enumerate() {
        if feet.is_head_or_foot(at, row.raw, &kept) {
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

/// What shows the heads and feet of a text.
struct Feet {
    /// Its first line, where that is long enough to be a running title, and where it stands.
    title: Option<(usize, String)>,
    /// Where its list of references is headed.
    list: usize,
    /// A page is told more than once.
    is_paged: bool,
    /// Figures alone number the entries of the list.
    are_entries_numbered: bool,
}

impl Feet {
    fn find(rows: &[Row<'_>]) -> Self {
        /// A running title has so many characters.
        const TITLE: std::ops::RangeInclusive<usize> = 8..=120;
        let first = rows.iter().position(|row| !row.is_blank());
        let title = first.and_then(|at| Some((at, rows.get(at)?.raw.trim().to_owned())));
        let list = rows.iter().position(|row| is_heading(row.raw.trim())).unwrap_or(rows.len());
        let behind = || rows.iter().skip(list).map(|row| row.raw.trim()).filter(|line| is_bare_number(line));
        // A line on who wrote the text, or when, and the row of a table may stand twice.
        let is_about = |title: &str| {
            title.starts_with("By ")
                || !title.starts_with(char::is_uppercase)
                || title.contains(|c: char| c.is_ascii_digit() || c == '|')
        };
        let may_run = |title: &str| TITLE.contains(&title.chars().count()) && !is_heading(title) && !is_about(title);
        Self {
            title: title.filter(|(_, title)| may_run(title)),
            list,
            is_paged: rows.iter().filter(|row| ends_page(row.raw).is_some()).count() > 1,
            are_entries_numbered: behind().next() == Some("1") && behind().nth(1) == Some("2"),
        }
    }

    /// Whether a line is the head or the foot of a page.
    fn is_head_or_foot(&self, at: usize, line: &str, before: &[Row<'_>]) -> bool {
        let text = line.trim();
        if text.is_empty() {
            return false;
        }
        // A page that is told once may be a sentence's end, unless it stands apart from it.
        let counts = ends_page(line).is_some_and(|words| {
            self.is_paged || line.contains("    ") || words.is_empty() || words.contains(['©', '|'])
        });
        let is_told = text.contains(char::is_alphabetic) && is_page_count(text);
        counts
            || is_told
            || is_of_browser(text)
            || self.is_running_title(at, text)
            || self.is_foot_in_list(at, line, before)
    }

    /// A running title with the number of the page, or with what else a page has: `Knee Trust | Sore knees | 4`.
    fn is_running_title(&self, at: usize, text: &str) -> bool {
        let Some((first, title)) = &self.title else { return false };
        let Some((before, after)) = text.split_once(title.as_str()).filter(|_| at > *first) else { return false };
        let page = after.trim_matches([' ', '|', '·', '-', '–']);
        let is_apart = before.trim().is_empty() || before.trim_end().ends_with(['|', '·', '–', '—']);
        is_apart && (is_bare_number(page) && page.len() < 4 || at > self.list && text == title)
    }

    /// Within a list of references: a page's number, the day on which it was printed, the version of the leaflet.
    fn is_foot_in_list(&self, at: usize, line: &str, before: &[Row<'_>]) -> bool {
        let text = line.trim();
        if at <= self.list {
            return false;
        }
        let last = before.iter().rev().find(|row| !row.is_blank()).map(|row| row.raw.trim_end()).unwrap_or_default();
        let is_open = last.ends_with(['-', '–', '—', ':', ';', ',', '(']);
        let is_number = !self.are_entries_numbered && !is_open && is_bare_number(text) && text.len() < 4;
        let wide = line.trim_end().rsplit_once("    ");
        let is_wide = wide.is_some_and(|(words, number)| {
            let (words, number) = (words.trim(), number.trim());
            !words.is_empty() && is_bare_number(number) && number.len() < 4 && !reads_like_entry(words)
        });
        let is_version = text.to_lowercase().strip_prefix("version ").is_some_and(|number| {
            number.starts_with(|c: char| c.is_ascii_digit()) && number.split_whitespace().count() <= 6
        });
        is_number || is_page_count(text) || is_wide || is_version || !is_open && is_day(text)
    }
}

/// A day in figures: `03/05/2021`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    parts.len() == 3
        && parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
        && parts.iter().filter(|part| part.len() == 4).count() <= 1
}

/// What a browser prints over and under a page: `03/05/2021, 10:14 Sore knees`, `https://knees.example/pain 4/6`.
fn is_of_browser(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    let is_time = |word: &str| {
        word.split_once(':')
            .is_some_and(|(hour, minute)| is_bare_number(hour) && minute.get(..2).is_some_and(is_bare_number))
    };
    let is_dated = || match words.as_slice() {
        [day, time, ..] => is_day(day.trim_end_matches(',')) && is_time(time),
        _ => false,
    };
    let is_address = || match words.as_slice() {
        [address, pages] => address.starts_with("http") && pages.contains('/') && is_page_count(pages),
        _ => false,
    };
    is_dated() || is_address()
}

/// Whether a line is drawn: `------`, `======`.
pub(super) fn is_rule(line: &str) -> bool {
    let drawn = line.trim();
    let sign = drawn.chars().next().filter(|c| "-=_*~–—".contains(*c));
    sign.is_some_and(|sign| drawn.chars().count() >= 3 && drawn.chars().all(|c| c == sign))
}

/// What stands before the number of a page that ends a line: `Patient leaflet` of `Patient leaflet        Page 1 of 2`.
fn ends_page(line: &str) -> Option<&str> {
    let (before, count) = line.trim().rsplit_once(" of ")?;
    let number = before.rsplit(' ').next().filter(|number| is_bare_number(number) && is_bare_number(count))?;
    let before = before.strip_suffix(number)?.trim_end();
    let words = before.strip_suffix("Page").or_else(|| before.strip_suffix("page"))?.trim_end();
    (words.len() <= 100).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(text: &str) -> Vec<String> {
        let rows = without_heads_and_feet(Row::from_text(text));
        rows.iter().filter(|row| !row.is_blank()).map(|row| row.raw.to_owned()).collect()
    }

    #[test]
    fn feet_of_pages_are_no_lines_of_a_list() {
        let list = |foot: &str| {
            format!("Sore knees on stairs\n\nReferences\n1. Poe A. Knees. 2001.\n{foot}\n2. Roe B. Hips. 2002.")
        };
        let want = keep(&list(""));
        for foot in [
            "Page 4 of 6",
            "Page 4",
            "4 of 6",
            "4/6",
            "4",
            "- 4 -",
            "4 | Page",
            "P a g e | 4",
            "Seite 4 von 6",
            "Sore knees on stairs",
            "Sore knees on stairs 4",
            "Knee Trust | Sore knees on stairs | 4",
            "Knee Trust leaflet K7        4",
            "© Knee Trust 2021. All rights reserved.  Page 4 of 6",
            "Version 2.1, May 2021\nPage 4 of 6\n\nSore knees on stairs\n",
            "03/05/2021",
            "03/05/2021, 10:14 Sore knees – Knee Trust\nhttps://knees.example/pain 4/6",
        ] {
            assert_eq!(keep(&list(foot)), want, "{foot}");
        }
        for line in [
            "2001;12-34.",
            "https://knees.example/pain",
            "Poe A. Hips, page 4 of 6.",
            "2019",
            "p. 12-34.",
            "pages 1190-5.",
            "of 2019.",
            "de 2021",
            "Poe A. Sore knees on stairs. BMJ. 2001;2:12-34",
            "Poe A. Knees. J Fict Care    2019",
        ] {
            assert_eq!(keep(&list(line)).len(), want.len() + 1, "{line}");
        }
        // Figures that number the entries, and the end of a span that a line breaks.
        assert_eq!(keep("Knees\nReferences\n1\nPoe A. Knees. 2001.\n2\nRoe B. Hips. 2002.").len(), 6);
        assert_eq!(keep("Knees\nReferences\n1. Poe A. Knees. 2001;2:12-\n34").len(), 4);
        // Where no list is, a figure or a day may be what a line says.
        assert_eq!(keep("Knees\n12\n03/05/2021\nVersion 2 of it").len(), 4);
    }
}
