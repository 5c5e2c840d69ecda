//! What dates of publication say that the processor cannot set: the end of a range, seasons in words, that a date is only about
//! right. It sets their beginning, and what is missing is put into its text, in the order in which the style has day, month
//! and year.

use super::Manner;
use crate::model::{Issued, Item, PartialDate};
use std::ops::Range;

/// CSL's seasons, from 1, in the words of our locales.
const SEASONS: [&[&str]; 4] = [&["Spring"], &["Summer"], &["Autumn", "Fall"], &["Winter"]];

/// A date of publication, and how a style sets what the processor leaves out of it.
#[derive(Debug, Clone)]
pub(super) struct CitedDate {
    issued: Issued,
    dash: char,
    circa: (&'static str, &'static str),
    /// Months are cut to three letters; only May does not show it.
    short: bool,
}

/// Where the parts of the beginning stand in a text.
struct DateParts {
    year: Range<usize>,
    /// The month, and whether it is spelt out.
    month: Option<(Range<usize>, bool)>,
    day: Option<Range<usize>>,
}

impl CitedDate {
    /// Of an item that has a date.
    pub(super) fn from_item(item: &Item, manner: Manner) -> Option<Self> {
        let dash = if manner.bare { '-' } else { '–' };
        let mut issued = item.issued_in_full()?;
        // An end that is known to the day has no beginning that is not, nor the other way round.
        let from = issued.from;
        issued.until = issued.until.filter(|until| *until > from && until.day().is_some() == from.day().is_some());
        Some(Self { issued, dash, circa: manner.circa, short: manner.names_language })
    }

    /// Whether a text that the processor set is of this date.
    pub(super) fn is_in(&self, text: &str) -> bool {
        find_year(text, self.issued.from.year()).is_some()
    }

    /// The text with all of the date, and with the letter that tells it from another of its year.
    pub(super) fn set(&self, text: &str, suffix: &str) -> String {
        let Some(places) = DateParts::find(text, self.issued.from, self.short) else { return text.to_owned() };
        let mut inserts: Vec<(usize, String)> = Vec::new();
        let letter_at = |at: usize| (at, suffix.to_owned());
        match self.issued.until.and_then(|until| self.find_end(text, &places, until, suffix)) {
            Some(end) => {
                // A letter that is not in the end of the range belongs to the year.
                if !end.2 {
                    inserts.push(letter_at(places.year.end));
                }
                inserts.push((end.0, end.1));
            }
            None => inserts.push(letter_at(places.year.end)),
        }
        let whole = places.whole_range();
        inserts.push((whole.start, self.circa_words().0.to_owned()));
        inserts.push((whole.end, self.circa_words().1.to_owned()));
        // What stands at one place goes in in the order of this list.
        inserts.sort_by_key(|(at, _)| *at);
        let mut set = String::with_capacity(text.len() + 16);
        let mut from = 0;
        for (at, words) in inserts {
            set.push_str(text.get(from..at).unwrap_or_default());
            set.push_str(&words);
            from = at;
        }
        set.push_str(text.get(from..).unwrap_or_default());
        self.with_seasons(set)
    }

    fn circa_words(&self) -> (&'static str, &'static str) {
        if self.issued.circa { self.circa } else { ("", "") }
    }

    /// Where the end of the range goes, what it is, and whether it holds the letter of the year.
    fn find_end(
        &self,
        text: &str,
        places: &DateParts,
        until: PartialDate,
        suffix: &str,
    ) -> Option<(usize, String, bool)> {
        let (from, dash, whole) = (self.issued.from, self.dash, places.whole_range());
        let named = |spelt: bool| {
            let name = until.month_name()?;
            if spelt { Some(name) } else { name.get(..3) }
        };
        let day = until.day().map(|day| day.to_string());
        let other_year = until.year() != from.year();
        let Some((month, spelt)) = &places.month else {
            return other_year.then(|| (places.year.end, format!("{dash}{:04}{suffix}", until.year()), true));
        };
        let name = named(*spelt)?;
        if other_year {
            // The same parts in the same order, between the same marks.
            let mut parts =
                vec![(places.year.clone(), format!("{:04}", until.year())), (month.clone(), name.to_owned())];
            parts.extend(places.day.clone().zip(day));
            parts.sort_by_key(|(place, _)| place.start);
            let (mut end, mut at) = (dash.to_string(), whole.start);
            for (place, words) in parts {
                end.push_str(text.get(at..place.start).unwrap_or_default());
                end.push_str(&words);
                at = place.end;
            }
            return Some((whole.end, end, false));
        }
        let same_month = from.month() == until.month();
        match (&places.day, day) {
            (Some(place), Some(day)) if same_month => Some((place.end, format!("{dash}{day}"), false)),
            (Some(place), Some(day)) if place.start < month.start => {
                Some((month.end, format!("{dash}{day} {name}"), false))
            }
            (Some(place), Some(day)) => Some((place.end, format!("{dash}{name} {day}"), false)),
            _ if same_month => None,
            _ => Some((month.end, format!("{dash}{name}"), false)),
        }
    }

    /// The season in the words that are known, where the style shows one.
    fn with_seasons(&self, text: String) -> String {
        let Some(words) = self.issued.season.as_deref() else { return text };
        let words = words.replace('-', &self.dash.to_string());
        let shown = read_number(&words).and_then(|n| SEASONS.get(usize::try_from(n).ok()?.checked_sub(1)?));
        match shown.into_iter().flat_map(|names| names.iter()).find(|name| text.contains(**name)) {
            Some(name) => text.replacen(name, &words, 1),
            None => text,
        }
    }
}

/// CSL's number of a season in words; of two, of the first.
pub(super) fn read_number(words: &str) -> Option<u64> {
    let first = words.split(|c: char| !c.is_alphabetic()).next()?;
    let at = SEASONS.iter().position(|names| names.iter().any(|name| name.eq_ignore_ascii_case(first)))?;
    u64::try_from(at + 1).ok()
}

fn find_year(text: &str, year: i16) -> Option<Range<usize>> {
    let year = year.to_string();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let alone = |at: &usize| {
        let (before, after) = (text.get(..*at), text.get(at + year.len()..));
        !digit(before.and_then(|t| t.chars().next_back())) && !digit(after.and_then(|t| t.chars().next()))
    };
    let at = text.match_indices(&year).map(|(at, _)| at).find(alone)?;
    Some(at..at + year.len())
}

impl DateParts {
    fn find(text: &str, date: PartialDate, short: bool) -> Option<Self> {
        let year = find_year(text, date.year())?;
        let name = date.month_name();
        let month = name.and_then(|name| {
            let spelt = text.find(name).map(|at| (at..at + name.len(), name.len() > 3 || !short));
            let cut = || {
                let short = name.get(..3)?;
                let at = text.find(short)?;
                Some((at..at + short.len(), false))
            };
            spelt.or_else(cut)
        });
        let day = date.day().filter(|_| month.is_some()).and_then(|day| {
            let day = day.to_string();
            let apart = |at: &usize| {
                let around = [
                    text.get(..*at).and_then(|t| t.chars().next_back()),
                    text.get(at + day.len()..).and_then(|t| t.chars().next()),
                ];
                !around.into_iter().flatten().any(|c| c.is_ascii_digit())
            };
            text.match_indices(&day).map(|(at, _)| at).find(apart).map(|at| at..at + day.len())
        });
        Some(Self { year, month, day })
    }

    /// From the first part to the end of the last.
    fn whole_range(&self) -> Range<usize> {
        let parts = [Some(&self.year), self.month.as_ref().map(|(place, _)| place), self.day.as_ref()];
        let parts = || parts.into_iter().flatten();
        let start = parts().map(|place| place.start).min().unwrap_or(self.year.start);
        start..parts().map(|place| place.end).max().unwrap_or(self.year.end)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FULL, MEDICAL};
    use super::*;

    #[test]
    fn ranges_seasons_and_circa_go_where_the_style_has_the_date() {
        for (date, set, suffix, bare, expected) in [
            ("2020", "(2020)", "a", false, "(2020a)"),
            ("2020-09/2020-10", "2020 Sep", "", true, "2020 Sep-Oct"),
            ("2020-09/2020-10", "2020", "b", true, "2020b"),
            ("1998 Dec-1999 Jan", "1998 Dec", "", true, "1998 Dec-1999 Jan"),
            ("1998 Dec-1999 Jan", "(1998, December)", "", false, "(1998, December–1999, January)"),
            ("1998 Dec-1999 Jan", "December 1998", "", true, "December 1998-January 1999"),
            ("1998 Dec-1999 Jan", "(1998)", "a", false, "(1998–1999a)"),
            ("1998-1999", "1998", "", true, "1998-1999"),
            ("1975 Aug 15-31", "1975 Aug 15", "", true, "1975 Aug 15-31"),
            ("May 4-6, 2018", "May 4, 2018", "", true, "May 4-6, 2018"),
            ("May 4-6, 2018", "(2018, May 4)", "", false, "(2018, May 4–6)"),
            ("28 Feb-2 Mar 2024", "28 February", "", false, "28 February"),
            ("2021 May-Jun", "2021 May", "", true, "2021 May-Jun"),
            ("28 Feb-2 Mar 2024", "28 February 2024", "", false, "28 February–2 March 2024"),
            ("28 Feb-2 Mar 2024", "February 28, 2024", "", true, "February 28-March 2, 2024"),
            ("ca. 1910", "(1910)", "", false, "(ca. 1910)"),
            ("ca. 1910", "1910", "", true, "[1910?]"),
            ("ca. 1910", "(1910)", "a", false, "(ca. 1910a)"),
            ("2019 Fall", "2019 Autumn", "", true, "2019 Fall"),
            ("2019 Spring-Summer", "2019 Spring", "", true, "2019 Spring-Summer"),
            ("2019 Spring-Summer", "2019", "", true, "2019"),
            ("2020-09/2020-10", "no date", "", true, "no date"),
        ] {
            let manner = if bare { MEDICAL } else { Manner { circa: ("ca. ", ""), ..FULL } };
            let mut item = Item::default();
            item.set_issued(Issued::read(date).unwrap());
            assert_eq!(CitedDate::from_item(&item, manner).unwrap().set(set, suffix), expected, "{date} in {set}");
        }
    }
}
