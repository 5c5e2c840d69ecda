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
#[error("“{0}” is no date, expected a form such as 2020, 2020-05, 2020-05-31, May 2020 or Jun 30, 2025")]
pub struct NotADate(String);

impl PartialDate {
    /// From numbers; a month or day that does not exist is an error, a missing one is not.
    pub fn from_parts(year: Option<i64>, month: Option<i64>, day: Option<i64>) -> Result<Self, NotADate> {
        let wrong = || NotADate(format!("{year:?}-{month:?}-{day:?}").replace("Some(", "").replace(')', ""));
        let year = i16::try_from(year.ok_or_else(wrong)?).ok().filter(|y| (1..=9999).contains(y)).ok_or_else(wrong)?;
        let narrow = |n: Option<i64>| n.map(|n| i8::try_from(n).map_err(|_| wrong())).transpose();
        let (month, day) = (narrow(month)?, narrow(day)?);
        let day = if month.is_some() { day } else { None };
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| wrong())?;
        Ok(Self { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
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

    /// ISO 8601 forms, and the forms that English pages print: `Jun 30, 2025`, `30 June 2025`, `May 2020`,
    /// `2020, December 3`, `30th of June, 2025`.
    fn from_str(s: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(s.to_owned());
        let number = |t: &str| t.parse::<i64>().ok();
        let trimmed = s.trim();
        let iso: Vec<&str> = trimmed.split('-').collect();
        if iso.iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
            && iso.first().is_some_and(|y| y.len() == 4)
            && iso.len() <= 3
        {
            let at = |i: usize| iso.get(i).and_then(|p| number(p));
            return Self::from_parts(at(0), at(1), at(2)).map_err(|_| wrong());
        }
        let (mut year, mut month, mut day) = (None, None, None);
        for word in trimmed.split([' ', ',', '.', '\u{a0}']).filter(|w| !w.is_empty() && !w.eq_ignore_ascii_case("of"))
        {
            let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
            match number(if digits.is_empty() { word } else { digits }) {
                Some(n) if digits.len() == 4 && year.is_none() => year = Some(n),
                Some(n) if digits.len() <= 2 && day.is_none() => day = Some(n),
                Some(_) => return Err(wrong()),
                None if month.is_none() => month = Some(month_number(word).ok_or_else(wrong)?),
                None => return Err(wrong()),
            }
        }
        if day.is_some() && month.is_none() {
            return Err(wrong());
        }
        Self::from_parts(year, month, day).map_err(|_| wrong())
    }
}

/// The number of an English month, spelt out or cut to three letters or more.
fn month_number(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word.len() < 3 {
        return None;
    }
    MONTHS.iter().position(|m| m.starts_with(&word) || (word == "sept" && *m == "september")).map(|i| i as i64 + 1)
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
