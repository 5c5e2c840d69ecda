//! Dates in the orders that people print: `2016 Jan 9`, `2020, December 3`, `May 4, 2021`, `26 April 2021`, `Mar-Apr
//! 2017`, `2021-07-14`, `14-Mar-2023`, `May 4-6, 2018`, `02.03.2021`, `05/2022`, `c2011`, `2015a`.

use super::words::{is_month, is_year};
use crate::model::{MONTHS, PartialDate};

/// A date, and where it stands, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) date: PartialDate,
}

/// A run of letters and digits, and where it stands.
type Word<'a> = (usize, &'a str);

/// Every date that names its year, from left to right; none overlaps another.
pub(super) fn find_dates(text: &str) -> Vec<Dated> {
    let words = split_words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|r| !r.is_empty()) {
        match read(text, rest) {
            Some((dated, taken)) => {
                found.push(dated);
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// The date at the head of a string, behind nothing but marks.
pub(super) fn read_date_at_head(text: &str) -> Option<Dated> {
    let words = split_words(text);
    let (first, _) = words.first()?;
    text.get(..*first)?.chars().all(|c| !c.is_alphanumeric()).then(|| read(text, &words))?.map(|(dated, _)| dated)
}

/// A string that is nothing but a date, whatever stands around it; of a span of dates the first.
pub(super) fn read_date(printed: &str) -> Option<PartialDate> {
    let first = || find_dates(printed).first().map(|d| d.date);
    // "2018–2021"
    let span = || printed.trim().split(['-', '–', '—']).next().and_then(year_of);
    printed.trim().parse().ok().or_else(first).or_else(|| PartialDate::from_parts(span(), None, None).ok())
}

fn split_words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                words.extend(text.get(s..i).map(|w| (s, w)));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.and_then(|s| Some((s, text.get(s..)?))));
    words
}

/// The date that begins with the first of these words, and how many it takes.
fn read(text: &str, words: &[Word<'_>]) -> Option<(Dated, usize)> {
    let word = |i: usize| words.get(i).map_or("", |w| w.1);
    // What stands between two words; "-" parts a span or an ISO date.
    let gap = |i: usize| {
        let (at, before) = words.get(i)?;
        let (next, _) = words.get(i + 1)?;
        text.get(at + before.len()..*next)
    };
    let apart = |i: usize| matches!(gap(i), Some(" " | ", " | ". " | "., " | ","));
    let ruled = |i: usize| matches!(gap(i), Some("-" | "/" | "." | "–"));
    let dated = |taken: usize, year: Option<i64>, month: Option<i64>, day: Option<i64>| {
        let (first, last) = (words.first()?, words.get(taken - 1)?);
        let date =
            PartialDate::from_parts(year, month, day).or_else(|_| PartialDate::from_parts(year, None, None)).ok()?;
        Some((Dated { start: first.0, end: last.0 + last.1.len(), date }, taken))
    };
    // How many words a month takes: "Jan", "Mar-Apr", "Jan/Feb".
    let months = |i: usize| match (is_month(word(i)), ruled(i) && is_month(word(i + 1))) {
        (true, true) => 2,
        (true, false) => 1,
        _ => 0,
    };
    if let Some(year) = year_of(word(0)) {
        let iso = ruled(0) && ruled(1) && read_number(word(1)).is_some_and(|m| m <= 31);
        if let Some(day) = read_number(word(2)).filter(|_| iso) {
            return dated(3, Some(year), read_number(word(1)), Some(day));
        }
        let before = text.get(..words.first()?.0).and_then(|b| b.chars().next_back());
        let behind = text.get(words.first()?.0 + word(0).len()..).and_then(|b| b.chars().next());
        // "1990–2019" is a span and "14:2019" a page.
        let marked = word(0).starts_with('c');
        let ruled_off = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '–' | '—' | '_'));
        if !marked && (ruled_off(before) || (ruled_off(behind) && !is_month(word(1)))) {
            return None;
        }
        let month = if apart(0) { months(1) } else { 0 };
        if month == 0 {
            // "c2011-2023" begins in its first year.
            let until = marked && ruled(0) && year_of(word(1)).is_some();
            return dated(1 + usize::from(until), Some(year), None, None);
        }
        let at = month + 1;
        let next = words.get(at).and_then(|w| text.get(w.0 + w.1.len()..)).unwrap_or_default();
        let day =
            read_number(word(at)).filter(|d| apart(at - 1) && (1..=31).contains(d) && !next.starts_with(['(', '-']));
        return dated(at + usize::from(day.is_some()), Some(year), month_of(word(1)), day);
    }
    let month = months(0);
    if month > 0 {
        let day = read_number(word(month)).or_else(|| read_ordinal(word(month))).filter(|d| (1..=31).contains(d));
        // "May 4-6, 2018" begins on its first day.
        let until = usize::from(ruled(month) && read_number(word(month + 1)).is_some());
        let day = day.filter(|_| apart(month - 1) && apart(month + until));
        let year = |i: usize| year_of(word(i)).filter(|_| apart(i - 1));
        return match (day, year(month + if day.is_some() { 1 + until } else { 0 })) {
            (Some(_), Some(y)) => dated(month + 2 + until, Some(y), month_of(word(0)), day),
            (None, Some(y)) => dated(month + 1, Some(y), month_of(word(0)), None),
            _ => None,
        };
    }
    let day = read_number(word(0)).or_else(|| read_ordinal(word(0))).filter(|d| (1..=31).contains(d))?;
    let month = if matches!(gap(0), Some(" " | ". " | "-" | "/" | "–")) { months(1) } else { 0 };
    let joined = ruled(0) && month == 1 && ruled(1);
    if let (true, Some(year)) = (joined || (month > 0 && apart(month)), year_of(word(month + 1))) {
        return dated(month + 2, Some(year), month_of(word(1)), Some(day));
    }
    // "02/03/2021" may be read two ways: its year is sure, and the rest only where one way is no date.
    // With stops the day comes first.
    let (second, year) = (read_number(word(1)), year_of(word(2)));
    if let (true, Some(second), Some(year)) = (ruled(0) && ruled(1), second.filter(|s| *s <= 31), year) {
        let stops = gap(0) == Some(".") && gap(1) == Some(".");
        return match (day, second) {
            (d, m @ ..=12) if stops => dated(3, Some(year), Some(m), Some(d)),
            (d @ 13.., m @ ..=12) | (m @ ..=12, d @ 13..) => dated(3, Some(year), Some(m), Some(d)),
            (d, m) if d == m => dated(3, Some(year), Some(m), Some(d)),
            _ => dated(3, Some(year), None, None),
        };
    }
    // "05/2022"
    let monthly = gap(0) == Some("/") && day <= 12 && gap(1).is_none_or(|g| !g.starts_with(['/', '-', '.']));
    let year = year_of(word(1)).filter(|_| monthly && word(0).len() == 2)?;
    dated(2, Some(year), Some(day), None)
}

/// `2014`, `2015a`, `c2011`.
fn year_of(word: &str) -> Option<i64> {
    let plain = word.strip_prefix('c').unwrap_or(word);
    let plain = plain.get(..4).filter(|_| plain.len() == 5 && plain.ends_with(|c: char| c.is_ascii_lowercase()));
    let year = plain.unwrap_or_else(|| word.strip_prefix('c').unwrap_or(word));
    if is_year(year) { year.parse().ok() } else { None }
}

fn read_number(word: &str) -> Option<i64> {
    word.parse().ok().filter(|_| word.len() <= 2)
}

/// `3rd` of a month.
fn read_ordinal(word: &str) -> Option<i64> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    read_number(digits).filter(|_| matches!(word.get(digits.len()..), Some("st" | "nd" | "rd" | "th")))
}

/// The number of a month; none for a season.
fn month_of(word: &str) -> Option<i64> {
    let first = word.get(..3)?;
    let at = MONTHS.iter().position(|month| month.get(..3).is_some_and(|cut| cut.eq_ignore_ascii_case(first)))?;
    i64::try_from(at + 1).ok().filter(|_| is_month(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_every_order() {
        for (text, want) in [
            ("2016 Jan 9;387(10014)", "2016-01-09"),
            ("2001 Jan-Feb", "2001-01"),
            ("2020, December 3", "2020-12-03"),
            ("May 4, 2021.", "2021-05-04"),
            ("on 26 April 2021,", "2021-04-26"),
            ("the 3rd March 2021,", "2021-03-03"),
            ("12 Aug. 2019", "2019-08-12"),
            ("Mar-Apr 2017", "2017-03"),
            ("Spring 2010", "2010"),
            ("2021-07-14", "2021-07-14"),
            ("25.03.2021", "2021-03-25"),
            ("4.11.2021", "2021-11-04"),
            ("05.23.2021", "2021-05-23"),
            ("02/03/2021", "2021"),
            ("05/2022)", "2022-05"),
            ("14-Mar-2023", "2023-03-14"),
            ("May 4-6, 2018", "2018-05-04"),
            ("June 9th, 2020", "2020-06-09"),
            ("c2011-2023", "2011"),
            ("2015a", "2015"),
            ("2014;63: 1010–1017", "2014"),
            ("2014 May 12(3)", "2014-05"),
            ("1990–2019", ""),
            ("no. 301 of 44", ""),
            ("12 March", ""),
        ] {
            let found = find_dates(text).first().map(|d| d.date.to_string()).unwrap_or_default();
            assert_eq!(found, want, "{text}");
        }
        assert_eq!(read_date_at_head(", viewed 3 May 2020").map(|d| d.end), None);
        assert_eq!(read_date_at_head(": 3 May 2020.").map(|d| d.end), Some(12));
    }
}
