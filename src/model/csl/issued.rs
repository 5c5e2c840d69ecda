//! When something was published, in full: a date or the two ends of a range, a season, and whether it is only about then. The
//! item's own `issued` is the beginning; what else there is stands beside it in `other`, where CSL-JSON has one variable.

use super::{CslDate, Item};
use crate::model::PartialDate;
use serde::Deserialize;
use serde_json::{Value, json};

/// Where the end of a range of dates is kept.
pub(super) const UNTIL: &str = "issued-until";
/// Where the season is kept: CSL's number from 1, spring, to 4, winter, or words such as `Spring-Summer`.
pub(super) const SEASON: &str = "issued-season";
/// Where it is kept that a date is only about right.
pub(super) const CIRCA: &str = "issued-circa";

/// The variables beside `issued` that say more of the same date.
pub const BESIDE_ISSUED: [&str; 3] = [UNTIL, SEASON, CIRCA];

/// When something was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The date, or the beginning of the range.
    pub from: PartialDate,
    /// The end of the range.
    pub until: Option<PartialDate>,
    /// The season, in words: `Winter`, `Spring-Summer`.
    pub season: Option<String>,
    /// It is only about then.
    pub circa: bool,
}

impl From<PartialDate> for Issued {
    fn from(from: PartialDate) -> Self {
        Self { from, until: None, season: None, circa: false }
    }
}

/// A part of a date in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IssuedPart {
    Year(i64),
    Month(i64),
    /// Two digits at most: a day, or the end of a range of years.
    Number(i64),
    /// Its place among the words.
    Season(usize),
}

/// One end of a range.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct IssuedEnd {
    year: Option<i64>,
    month: Option<i64>,
    number: Option<i64>,
    season: Option<usize>,
}

impl Issued {
    /// The year at the head of what says more: `2010 (1984)`, `2010, c2009`.
    pub fn read_leading(text: &str) -> Option<Self> {
        let text = text.trim();
        let (year, rest) = text.split_at_checked(4)?;
        let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
        let year = year.bytes().all(|b| b.is_ascii_digit()).then(|| year.parse().ok())?;
        PartialDate::from_parts(year, None, None).ok().filter(|_| ends).map(Self::from)
    }

    /// A date as indexes and people write it: `1998 Dec-1999 Jan`, `2019 Winter`, `2021 Jan-Feb`, `1975 Aug 15-31`, `ca. 1910`,
    /// `Sep-Oct 2020`, `1998-99`, `2024-05/2024-06`, `1910~`. None where some of it is not understood.
    pub fn read(text: &str) -> Option<Self> {
        let (text, circa) = without_circa(text.trim());
        let (text, circa) = (text.replace('~', ""), circa || text.contains('~'));
        if let Ok(date) = text.parse::<PartialDate>() {
            return Some(Self { circa, ..date.into() });
        }
        // Extended dates count seasons on behind the months.
        if let Some((year, number)) = text.split_once('-').filter(|(year, number)| (year.len(), number.len()) == (4, 2))
            && let Some(season) = number.parse().ok().filter(|n| (21..=24).contains(n)).and_then(find_season)
            && let Ok(year) = PartialDate::from_parts(year.parse().ok(), None, None)
        {
            return Some(Self { season: Some(season), circa, ..year.into() });
        }
        let text = text.replace(['–', '—', '‐', '‑', '−'], "-");
        let dashed = match text.split('/').collect::<Vec<_>>().as_slice() {
            // Extended dates stand apart by a slash, and hold hyphens themselves.
            [from, until] if !from.is_empty() && !until.is_empty() => {
                match (from.parse::<PartialDate>(), until.parse::<PartialDate>()) {
                    (Ok(from), Ok(until)) if until > from => {
                        return Some(Self { until: Some(until), circa, ..from.into() });
                    }
                    _ => text.replace('/', "-"),
                }
            }
            _ => text.clone(),
        };
        let words: Vec<&str> = dashed
            .split([' ', ',', '.', ';', '\t', '\u{a0}'])
            .flat_map(|word| word.split_inclusive('-'))
            .flat_map(|word| [word.trim_end_matches('-'), if word.ends_with('-') { "-" } else { "" }])
            .filter(|word| !word.is_empty())
            .collect();
        let dash = words.iter().position(|word| *word == "-");
        let (before, after) = match dash {
            Some(at) => (words.get(..at)?, words.get(at + 1..)?),
            None => (words.as_slice(), &[][..]),
        };
        let first = read_end(before, 0)?;
        let last = match dash {
            Some(at) => Some(read_end(after, at + 1)?),
            None => None,
        };
        let mut read = from_ends(first, last)?;
        read.circa = circa;
        let season = |at: usize| words.get(at).map(|word| capitalise(word));
        read.season = match (first.season, last.and_then(|last| last.season)) {
            (Some(first), Some(last)) => Some(format!("{}-{}", season(first)?, season(last)?)),
            (Some(only), None) | (None, Some(only)) => season(only),
            (None, None) => None,
        };
        Some(read)
    }
}

/// The text without what says that it is only about right, and whether something did.
fn without_circa(text: &str) -> (&str, bool) {
    let bare = text.trim_matches(['[', ']', '(', ')']).trim();
    let lower = bare.to_ascii_lowercase();
    // `c1910` is the year of a copyright.
    for mark in ["circa ", "ca. ", "ca ", "c. ", "ca.", "about ", "approximately ", "approx. "] {
        if lower.starts_with(mark) {
            return (bare.get(mark.len()..).unwrap_or_default().trim(), true);
        }
    }
    match bare.strip_suffix(['~', '?', '%']) {
        Some(year) if year.ends_with(|c: char| c.is_ascii_digit()) => (year, true),
        _ => (if bare.len() < text.len() && bare.parse::<PartialDate>().is_ok() { bare } else { text }, false),
    }
}

fn read_end(words: &[&str], at: usize) -> Option<IssuedEnd> {
    let mut end = IssuedEnd::default();
    for (nth, word) in words.iter().enumerate() {
        let place = match read_part(word, at + nth)? {
            IssuedPart::Year(year) => (&mut end.year, year),
            IssuedPart::Month(month) => (&mut end.month, month),
            IssuedPart::Number(number) => (&mut end.number, number),
            IssuedPart::Season(place) if end.season.is_none() => {
                end.season = Some(place);
                continue;
            }
            IssuedPart::Season(_) => return None,
        };
        if place.0.replace(place.1).is_some() {
            return None;
        }
    }
    Some(end)
}

fn read_part(word: &str, at: usize) -> Option<IssuedPart> {
    let lower = word.to_ascii_lowercase();
    if matches!(lower.as_str(), "spring" | "summer" | "autumn" | "fall" | "winter") {
        return Some(IssuedPart::Season(at));
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    match (digits, word.len() - digits) {
        (4, 0) => word.parse().ok().filter(|year| *year > 0).map(IssuedPart::Year),
        (1 | 2, 0) => word.parse().ok().map(IssuedPart::Number),
        (0, _) => crate::model::date::find_month(word).map(IssuedPart::Month),
        _ => None,
    }
}

/// What two ends say together: what one of them leaves out is the other's.
fn from_ends(first: IssuedEnd, last: Option<IssuedEnd>) -> Option<Issued> {
    let date = |year: Option<i64>, month: Option<i64>, day: Option<i64>| PartialDate::from_parts(year, month, day).ok();
    // A day without a month, or beside a season, is none.
    let whole = |end: &IssuedEnd| end.number.is_none() || (end.month.is_some() && end.season.is_none());
    let Some(mut last) = last else {
        let plain = whole(&first) && (first.season.is_none() || first.month.is_none());
        return date(first.year, first.month, first.number).filter(|_| plain).map(Issued::from);
    };
    let mut first = first;
    // `1998-99`: the second year is cut to its last digits.
    let only_years = first.month.is_none() && first.number.is_none() && last.month.is_none() && last.season.is_none();
    if let (Some(year), Some(cut), None, true) = (first.year, last.number, last.year, only_years) {
        last = IssuedEnd { year: Some(year - year % 100 + cut), ..IssuedEnd::default() };
    }
    first.year = first.year.or(last.year);
    last.year = last.year.or(first.year);
    // `Aug 15-31`, `15-31 Aug`.
    if first.number.is_some() || last.number.is_some() {
        last.month = last.month.or(first.month);
        first.month = first.month.or(last.month);
    }
    if !whole(&first) || !whole(&last) {
        return None;
    }
    let (from, until) = (date(first.year, first.month, first.number)?, date(last.year, last.month, last.number)?);
    let seasons = first.season.is_some() || last.season.is_some();
    match until > from {
        true => Some(Issued { until: Some(until), ..from.into() }),
        // `Spring-Summer 2020` is one year.
        false if seasons && until == from => Some(from.into()),
        false => None,
    }
}

/// CSL's seasons, from 1; some programs count them on behind the months, from 21.
fn find_season(number: u64) -> Option<String> {
    let names = ["Spring", "Summer", "Fall", "Winter"];
    let at = usize::try_from(if number > 20 { number - 20 } else { number }).ok()?.checked_sub(1)?;
    names.get(at).map(|name| (*name).to_owned())
}

fn capitalise(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.flat_map(char::to_lowercase)).collect()
}

/// Whether these words are a date of noughts alone, by which programs say that they know none: `0000`, `0000/00/00`.
pub fn is_no_date(text: &str) -> bool {
    text.contains('0') && text.chars().all(|c| matches!(c, '0' | '/' | '-' | '.' | ' '))
}

impl Item {
    /// When it was published, with all that is known of it.
    pub fn issued_in_full(&self) -> Option<Issued> {
        let from = self.issued?.0;
        Some(Issued { from, until: self.issued_until(), season: self.season(), circa: self.is_circa() })
    }

    /// Sets when it was published.
    pub fn set_issued(&mut self, issued: Issued) {
        BESIDE_ISSUED.iter().for_each(|name| drop(self.other.remove(*name)));
        self.issued = Some(CslDate(issued.from));
        if let Some(until) = issued.until {
            self.other.insert(UNTIL.to_owned(), json!({ "date-parts": [until.parts()] }));
        }
        if let Some(season) = issued.season {
            self.other.insert(SEASON.to_owned(), season.into());
        }
        if issued.circa {
            self.other.insert(CIRCA.to_owned(), true.into());
        }
    }

    /// The end of the range of dates in which it was published: `Sep–Oct 2020`.
    pub fn issued_until(&self) -> Option<PartialDate> {
        self.other.get(UNTIL).and_then(|date| CslDate::deserialize(date).ok()).map(|d| d.0)
    }

    /// The season in which it was published, in words.
    pub fn season(&self) -> Option<String> {
        let season = self.other.get(SEASON)?;
        let number = season.as_u64().or_else(|| season.as_str()?.trim().parse().ok());
        match number {
            Some(number) => find_season(number),
            None => season.as_str().map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()),
        }
    }

    /// Whether the date of publication is only about right.
    pub fn is_circa(&self) -> bool {
        self.issued.is_some()
            && match self.other.get(CIRCA) {
                Some(Value::Bool(circa)) => *circa,
                Some(Value::Number(number)) => number.as_i64() != Some(0),
                Some(Value::String(words)) => !words.is_empty() && words != "false" && words != "0",
                _ => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let Some(read) = Issued::read(text) else { return "-".to_owned() };
        let until = read.until.map(|until| format!("/{until}")).unwrap_or_default();
        let season = read.season.map(|season| format!(" {season}")).unwrap_or_default();
        format!("{}{}{until}{season}", if read.circa { "~" } else { "" }, read.from)
    }

    #[test]
    fn dates_as_indexes_and_people_write_them() {
        for (text, expected) in [
            ("2020", "2020"),
            ("2020 Feb 3", "2020-02-03"),
            ("1998 Dec-1999 Jan", "1998-12/1999-01"),
            ("1998 Dec - 1999 Jan", "1998-12/1999-01"),
            ("1999 Nov 28-Dec 4", "1999-11-28/1999-12-04"),
            ("2021 Jan-Feb", "2021-01/2021-02"),
            ("2021 Jan/Feb", "2021-01/2021-02"),
            ("Sep–Oct 2020", "2020-09/2020-10"),
            ("1975 Aug 15-31", "1975-08-15/1975-08-31"),
            ("15-31 August 1975", "1975-08-15/1975-08-31"),
            ("May 4-6, 2018", "2018-05-04/2018-05-06"),
            ("28 Feb-2 Mar 2024", "2024-02-28/2024-03-02"),
            ("2019 Winter", "2019 Winter"),
            ("spring 2020", "2020 Spring"),
            ("2019 Spring-Summer", "2019 Spring-Summer"),
            ("1976-1977 Winter", "1976/1977 Winter"),
            ("1998-1999", "1998/1999"),
            ("1998-99", "1998/1999"),
            ("2024-05/2024-06", "2024-05/2024-06"),
            ("2024-21", "2024 Spring"),
            ("2019/2020", "2019/2020"),
            ("ca. 1910", "~1910"),
            ("circa 1910", "~1910"),
            ("c. 1910", "~1910"),
            ("[ca. 1910]", "~1910"),
            ("1910?", "~1910"),
            ("[1910?]", "~1910"),
            ("1910~", "~1910"),
            ("1910~/1912", "~1910/1912"),
            ("ca. 1910-1912", "~1910/1912"),
            ("c1910", "-"),
            ("2000 1st Quarter", "-"),
            ("2021 Feb-Jan", "-"),
            ("2010 (1984)", "-"),
            ("n.d.", "-"),
            ("2020 Winter 5", "-"),
            ("2020 Jan 32", "-"),
            ("12-15", "-"),
            ("-", "-"),
            ("", "-"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn the_first_year_of_a_field_that_says_more() {
        for (text, expected) in [
            ("2010 (1984)", Some(2010)),
            ("2010, c2009", Some(2010)),
            ("2010a", None),
            ("20100", None),
            ("0000", None),
            ("é010", None),
        ] {
            assert_eq!(Issued::read_leading(text).map(|issued| issued.from.year()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_set_is_what_is_known() {
        let mut item = Item::default();
        for text in ["1998 Dec-1999 Jan", "ca. 1910", "2019 Winter", "2020"] {
            let read = Issued::read(text).unwrap();
            item.set_issued(read.clone());
            assert_eq!(item.issued_in_full(), Some(read), "{text}");
            let again: Item = serde_json::from_value(serde_json::to_value(&item).unwrap()).unwrap();
            assert_eq!(again, item, "{text}");
        }
        assert!(item.other.is_empty(), "nothing of an earlier date stays");
    }

    #[test]
    fn seasons_by_number_and_by_name() {
        for (value, expected) in [
            (json!(2), Some("Summer")),
            (json!("4"), Some("Winter")),
            (json!(21), Some("Spring")),
            (json!("Trinity"), Some("Trinity")),
            (json!(9), None),
            (json!({}), None),
        ] {
            let item = Item { other: [(SEASON.to_owned(), value.clone())].into(), ..Item::default() };
            assert_eq!(item.season().as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn noughts_are_no_date() {
        for (text, expected) in
            [("0000", true), ("0000/00/00", true), ("0000-00-00", true), ("2000", false), ("/", false)]
        {
            assert_eq!(is_no_date(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_survived(text in "[0-9 a-zA-Z./~?–-]{0,24}") {
            let _ = Issued::read(&text);
        }
    }
}
