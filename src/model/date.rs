//! Dates as people and registries give them: a year, a month, or a day. What is not given is not invented.

use std::fmt;
use std::str::FromStr;

/// A date known to the year, the month or the day. Sorts by what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{}” {reason}", got.escape_debug())]
pub struct NotADate {
    got: String,
    reason: String,
}

impl NotADate {
    fn new(got: &str, reason: impl fmt::Display) -> Self {
        Self { got: got.to_owned(), reason: format!("is not a date: {reason}") }
    }

    /// Figures with the year at the end, of which the day may come first or the month.
    fn from_two_days(got: &str, one: PartialDate, other: PartialDate) -> Self {
        Self { got: got.to_owned(), reason: format!("could be two days: write {one} or {other}") }
    }

    /// Why it is no date of these parts.
    fn with_input(self, got: &str) -> Self {
        Self { got: got.to_owned(), ..self }
    }
}

const EXPECTED: &str = "expected a form such as 2020, 2020-05, 2020-05-31, May 2020 or Jun 30, 2025";

impl PartialDate {
    /// From numbers; a month or day that does not exist is an error, a missing one is not.
    pub fn from_parts(year: Option<i64>, month: Option<i64>, day: Option<i64>) -> Result<Self, NotADate> {
        let shown = || [year, month, day].iter().flatten().map(i64::to_string).collect::<Vec<_>>().join("-");
        let wrong = |reason: &str| NotADate::new(&shown(), reason);
        let year = year.ok_or_else(|| wrong("it has no year"))?;
        let year = i16::try_from(year).ok().filter(|y| (1..=9999).contains(y));
        let year = year.ok_or_else(|| wrong("its year is not between 1 and 9999"))?;
        let no_month = || wrong("there is no such month");
        let no_day = || wrong("there is no such day");
        let month =
            month.map(|m| i8::try_from(m).ok().filter(|m| (1..=12).contains(m)).ok_or_else(no_month)).transpose()?;
        let day = day.map(|d| i8::try_from(d).map_err(|_| no_day())).transpose()?.filter(|_| month.is_some());
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| no_day())?;
        Ok(Self { year, month, day })
    }

    /// What a text says of a date at least: the date itself, or its year where the rest is a season or a range
    /// (`Spring 2020`, `2020 May-Jun`, `c2020`). None where it names no year, or two.
    pub fn parse_loose(text: &str) -> Option<Self> {
        if let Ok(date) = text.parse() {
            return Some(date);
        }
        let mut years = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| n.len() == 4)
            .filter_map(|n| n.parse::<i64>().ok())
            .filter(|n| (1400..=2199).contains(n));
        let year = years.next()?;
        if years.any(|other| other != year) {
            return None;
        }
        Self::from_parts(Some(year), None, None).ok()
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The English name of its month.
    pub fn month_name(self) -> Option<&'static str> {
        MONTHS.get(usize::try_from(self.month()?).ok()?.checked_sub(1)?).copied()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The known parts in order, as CSL's `date-parts` wants them.
    pub fn parts(self) -> Vec<i16> {
        [Some(self.year), self.month.map(i16::from), self.day.map(i16::from)].into_iter().flatten().collect()
    }

    /// The first day it can mean.
    pub fn first_day(self) -> jiff::civil::Date {
        jiff::civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .unwrap_or(jiff::civil::Date::MIN)
    }

    /// The last day it can mean: so that "reviewed in 2020" is not overdue a day too early.
    pub fn last_day(self) -> jiff::civil::Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day().last_of_month(),
            _ => self.first_day().last_of_year(),
        }
    }
}

impl From<jiff::civil::Date> for PartialDate {
    fn from(d: jiff::civil::Date) -> Self {
        Self { year: d.year(), month: Some(d.month()), day: Some(d.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match (self.month, self.day) {
            (Some(m), Some(d)) => format!("{:04}-{m:02}-{d:02}", self.year),
            (Some(m), None) => format!("{:04}-{m:02}", self.year),
            _ => format!("{:04}", self.year),
        };
        f.pad(&text)
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    /// ISO 8601 forms (of a time, its date), `2020/08/16`, and the forms that English pages print: `Jun 30, 2025`,
    /// `30 June 2025`, `May 2020`, `2020 Aug 16`, `2020, December 3`, `Monday, 30th of June, 2025`. Figures alone with
    /// the year at the end are refused where they could be two days: half the world reads `05/06/2020` the other way
    /// round. `13/02/2027` and `05/05/2027` are one day however they are read.
    fn from_str(s: &str) -> Result<Self, NotADate> {
        let trimmed = s.trim().trim_end_matches(['.', ',']);
        for separator in ['-', '/', '.'] {
            if let Some(figures) = split_figures(trimmed, separator) {
                return from_figures(s, &figures);
            }
        }
        from_words(s, trimmed)
    }
}

/// The parts of a date in figures alone, as they are separated; of a time stamp, the date's.
fn split_figures(text: &str, separator: char) -> Option<Vec<&str>> {
    let date = text.split_once(['T', ' ']).filter(|(_, time)| time.contains(':')).map_or(text, |(date, _)| date);
    let parts: Vec<&str> = date.split(separator).collect();
    let plain = parts.iter().all(|p| (1..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    (plain && parts.len() <= 3).then_some(parts)
}

fn from_figures(got: &str, parts: &[&str]) -> Result<PartialDate, NotADate> {
    let number = |i: usize| parts.get(i).and_then(|p| p.parse::<i64>().ok());
    if parts.first().is_some_and(|year| year.len() == 4) {
        return PartialDate::from_parts(number(0), number(1), number(2)).map_err(|e| e.with_input(got));
    }
    if parts.len() == 3 && parts.last().is_some_and(|year| year.len() == 4) {
        let readings =
            [(number(1), number(0)), (number(0), number(1))].map(|(m, d)| PartialDate::from_parts(number(2), m, d));
        return match readings {
            [Ok(one), Ok(other)] if one != other => Err(NotADate::from_two_days(got, one, other)),
            // The same day either way, or a thirteenth month one way.
            [Ok(only), _] | [_, Ok(only)] => Ok(only),
            _ => Err(NotADate::new(got, EXPECTED)),
        };
    }
    Err(NotADate::new(got, EXPECTED))
}

fn from_words(got: &str, text: &str) -> Result<PartialDate, NotADate> {
    let wrong = || NotADate::new(got, EXPECTED);
    let (mut year, mut month, mut day) = (None, None, None);
    let words = text.split([' ', ',', '.', '\u{a0}', '-', '\t']).filter(|w| !w.is_empty());
    for word in words.filter(|w| !w.eq_ignore_ascii_case("of") && !is_weekday(w)) {
        match word.bytes().take_while(u8::is_ascii_digit).count() {
            0 if month.is_none() => month = Some(find_month(word).ok_or_else(wrong)?),
            4 if word.len() == 4 && year.is_none() => year = word.parse::<i64>().ok(),
            n @ (1 | 2) if day.is_none() => day = Some(parse_ordinal(word, n).ok_or_else(wrong)?),
            _ => return Err(wrong()),
        }
    }
    if month.is_none() {
        return Err(wrong());
    }
    PartialDate::from_parts(year, month, day).map_err(|e| e.with_input(got))
}

/// `3`, `3rd`.
fn parse_ordinal(word: &str, digits: usize) -> Option<i64> {
    let (number, ending) = word.split_at_checked(digits)?;
    matches!(ending.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th").then(|| number.parse().ok())?
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.to_ascii_lowercase();
    word.len() >= 3 && DAYS.iter().any(|d| d.starts_with(&word))
}

/// The months in English. Their first three letters are what lists and formats cut them to.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The number of an English month, spelt out or cut to three letters or more.
pub(super) fn find_month(word: &str) -> Option<i64> {
    let is_cut_of = |month: &&str| month.get(..word.len()).is_some_and(|cut| cut.eq_ignore_ascii_case(word));
    let at = MONTHS.iter().position(|month| word.len() >= 3 && is_cut_of(month))?;
    i64::try_from(at + 1).ok()
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}
