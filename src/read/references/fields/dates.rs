//! Dates as reference managers and databases write them: a day, a month, a season, a range over days, months or years, and
//! about when.

use crate::model::{CslDate, Issued, Item, PartialDate, is_no_date};
use crate::read::references::bibtex::month;
use crate::read::references::fields::{keep_field, says_nothing};

/// What words say of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::references) struct ReadDate {
    /// The date.
    pub(in crate::read::references) issued: Issued,
    /// It says all that the words do.
    pub(in crate::read::references) whole: bool,
}

impl ReadDate {
    /// A date, and nothing besides.
    fn from_date(from: PartialDate, whole: bool) -> Self {
        Self { issued: from.into(), whole }
    }

    /// Of a year with a season in it.
    fn with_season(from: PartialDate, season: &str, whole: bool) -> Self {
        Self { issued: Issued { season: Some(season.to_owned()), ..from.into() }, whole }
    }

    /// Whether it is a day, a month or a year, and no more.
    pub(in crate::read::references) fn is_plain(&self) -> bool {
        let issued = &self.issued;
        self.whole && issued.until.is_none() && issued.season.is_none() && !issued.circa
    }

    /// Puts it into an item.
    pub(in crate::read::references) fn set_in(self, item: &mut Item) {
        item.set_issued(self.issued);
    }
}

/// When it was published; words that are no date (`n.d.`, `in press`) are kept as they are. Answers whether the item says now
/// all that the words did.
pub(in crate::read::references) fn set_issued(item: &mut Item, text: &str) -> bool {
    let words = text.trim();
    match read_date_words(words) {
        Some(said) => {
            let whole = said.whole;
            said.set_in(item);
            return whole;
        }
        None if is_unknown(words) => {}
        None if ["in press", "forthcoming", "to appear", "ahead of print"].contains(&words.to_lowercase().as_str()) => {
            item.status = Some(words.to_owned());
        }
        None => {
            item.other.insert("issued".to_owned(), serde_json::json!({ "literal": words }));
        }
    }
    true
}

/// When it was read.
pub(in crate::read::references) fn set_accessed(item: &mut Item, name: &str, text: &str) {
    match read_date_words(text.trim()) {
        Some(said) => item.accessed = Some(CslDate(said.issued.from)),
        None if is_unknown(text) => {}
        None => keep_field(item, name, text),
    }
}

/// When it was first published, where this is a later edition.
pub(in crate::read::references) fn set_original_date(item: &mut Item, text: &str) {
    if let Some(said) = read_date_words(text) {
        let date = serde_json::json!({ "date-parts": [said.issued.from.parts()] });
        item.other.insert("original-date".to_owned(), date);
    }
}

/// The date of a year whose month or day stands apart from it: `2018` and `Mar 1`, `DEC 16`, `Spring`. None where the two do
/// not go together.
pub(in crate::read::references) fn read_in_year(year: &str, rest: &str) -> Option<ReadDate> {
    let known = read_date_words(year)?;
    let other = read_date_words(rest);
    if let Some(other) = other {
        return Some(other).filter(|other| other.issued.from.year() == known.issued.from.year());
    }
    let joined = read_date_words(&format!("{} {}", known.issued.from.year(), rest.trim()))?;
    (joined.issued.from.month().is_some() || joined.issued.season.is_some()).then_some(joined)
}

/// Zeros, or nothing: no date is known.
pub(in crate::read::references) fn is_unknown(text: &str) -> bool {
    says_nothing(text) || is_no_date(text)
}

/// What words say of a date at least; none where they name no year.
pub(in crate::read::references) fn read_date_words(text: &str) -> Option<ReadDate> {
    let text = text.trim();
    if is_unknown(text) {
        return None;
    }
    if let Ok(date) = text.parse() {
        return Some(ReadDate::from_date(date, true));
    }
    if let Some(issued) = Issued::read(text) {
        return Some(ReadDate { issued, whole: true });
    }
    let plain = |date: PartialDate| ReadDate::from_date(date, false);
    let led = || Issued::read_leading(text).map(|issued| ReadDate { issued, whole: false });
    read_numbers(text).or_else(|| read_worded(text)).or_else(|| PartialDate::parse_loose(text).map(plain)).or_else(led)
}

/// `2023/05/12/`, `2023//`, `2019/00/00`, `2020///Spring`: RIS divides a date by slashes, with words in its fourth part.
fn read_numbers(text: &str) -> Option<ReadDate> {
    let sign = if text.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i64>().ok());
    let year = number(0).filter(|_| parts.first().is_some_and(|year| year.len() == 4))?;
    let plain = |part: &&str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    if parts.len() < 2 || !parts.iter().skip(1).take(2).all(plain) || sign == '-' && parts.len() > 3 {
        return None;
    }
    let year_alone = PartialDate::from_parts(Some(year), None, None).ok()?;
    let [month, day] = [number(1), number(2)].map(|part| part.filter(|part| *part != 0));
    let date = PartialDate::from_parts(Some(year), month, day);
    let words = parts.get(3..).unwrap_or_default().join("/");
    let words = words.trim_matches('/');
    let whole = date.is_ok() && words.is_empty();
    let date = date.or_else(|_| PartialDate::from_parts(Some(year), month, None)).unwrap_or(year_alone);
    let more =
        (date.month().is_none() && !words.is_empty()).then(|| read_date_words(&format!("{year} {words}"))).flatten();
    Some(more.unwrap_or(ReadDate::from_date(date, whole)))
}

/// Seasons and months as indexes cut them, and in other languages: `2019 WIN`, `Sum 2001`, `1. Quartal 2019`, `Mai 2020`.
fn read_worded(text: &str) -> Option<ReadDate> {
    const LONGEST: usize = 60;
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if text.len() > LONGEST {
        return None;
    }
    let years: Vec<i64> = words()
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|y| (1000..=2199).contains(y))
        .collect();
    let [year] = years.as_slice() else { return None };
    let others: Vec<&str> = words().filter(|word| word.parse::<i64>().ok() != Some(*year)).collect();
    match others.as_slice() {
        [word] if find_season(word).is_some() => {
            let year = PartialDate::from_parts(Some(*year), None, None).ok()?;
            Some(ReadDate::with_season(year, find_season(word)?, true))
        }
        [word] => PartialDate::from_parts(Some(*year), month(word), None)
            .ok()
            .filter(|date| date.month().is_some())
            .map(|date| ReadDate::from_date(date, true)),
        _ => None,
    }
}

/// A season by its name, in full or cut to three letters or more.
fn find_season(word: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &str)] = &[
        ("spring", "Spring"),
        ("summer", "Summer"),
        ("autumn", "Autumn"),
        ("fall", "Fall"),
        ("winter", "Winter"),
        ("frühjahr", "Spring"),
        ("sommer", "Summer"),
        ("herbst", "Autumn"),
        ("printemps", "Spring"),
        ("été", "Summer"),
        ("automne", "Autumn"),
        ("hiver", "Winter"),
        ("primavera", "Spring"),
        ("verano", "Summer"),
        ("otoño", "Autumn"),
        ("invierno", "Winter"),
    ];
    let word = word.to_lowercase();
    let cut = word.chars().count() >= 3;
    NAMES.iter().find(|(name, _)| cut && name.starts_with(&word)).map(|(_, season)| *season)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(text: &str) -> String {
        let Some(said) = read_date_words(text) else { return "-".to_owned() };
        let Issued { from, until, season, circa } = said.issued;
        let until = until.map(|until| format!("/{until}")).unwrap_or_default();
        let season = season.map(|season| format!(" {season}")).unwrap_or_default();
        format!("{from}{until}{season}{}{}", if circa { "~" } else { "" }, if said.whole { "" } else { " …" })
    }

    #[test]
    fn dates_in_every_form() {
        for (text, want) in [
            ("2019", "2019"),
            ("2019-05-06", "2019-05-06"),
            ("2019 May 6", "2019-05-06"),
            ("6 May 2019", "2019-05-06"),
            ("2023//", "2023"),
            ("1948/07//", "1948-07"),
            ("2019/00/00", "2019"),
            ("2019-00-00", "2019"),
            ("2020/05/12/Spring", "2020-05-12 …"),
            ("2020///Spring", "2020 Spring"),
            ("2020///Sep-Oct", "2020-09/2020-10"),
            ("2019 Winter", "2019 Winter"),
            ("Sum 2001", "2001 Summer"),
            ("2019 WIN", "2019 Winter"),
            ("2021-22", "2021 Summer"),
            ("2019 FAL", "2019 Fall"),
            ("2019-20", "2019/2020"),
            ("2021 Jan-Feb", "2021-01/2021-02"),
            ("JAN-FEB 2021", "2021-01/2021-02"),
            ("2019 Nov/Dec", "2019-11/2019-12"),
            ("1975 Aug 15-31", "1975-08-15/1975-08-31"),
            ("15–31 Aug 1975", "1975-08-15/1975-08-31"),
            ("Aug. 15-31, 1975", "1975-08-15/1975-08-31"),
            ("1998 Dec-1999 Jan", "1998-12/1999-01"),
            ("2019 Dec 25-2020 Jan 5", "2019-12-25/2020-01-05"),
            ("1998-1999", "1998/1999"),
            ("1998–1999", "1998/1999"),
            ("Winter 2018/2019", "2018/2019 Winter"),
            ("2004 Spring-Summer", "2004 Spring-Summer"),
            ("Dec-Jan 2019", "2019 …"),
            ("Mai 2020", "2020-05"),
            ("2010 (1984)", "2010 …"),
            ("ca. 1910", "1910~"),
            ("[circa 1910]", "1910~"),
            ("c. 1910", "1910~"),
            ("1910?", "1910~"),
            ("c2019", "2019 …"),
            ("2019/00/06", "2019"),
            ("2019 2nd quarter", "2019 …"),
            ("0000", "-"),
            ("0000/00/00", "-"),
            ("0", "-"),
            ("n.d.", "-"),
            ("Mar 1", "-"),
            ("", "-"),
        ] {
            assert_eq!(describe(text), want, "{text}");
        }
    }

    #[test]
    fn a_day_that_stands_apart_from_its_year() {
        for (year, rest, want) in [
            ("2018", "Mar 1", Some("2018-03-01")),
            ("2020", "DEC 16", Some("2020-12-16")),
            ("2020", "2020/12/16", Some("2020-12-16")),
            ("2020", "2019/12/16", None),
            ("2020", "who knows", None),
        ] {
            assert_eq!(
                read_in_year(year, rest).map(|said| said.issued.from.to_string()).as_deref(),
                want,
                "{year} {rest}"
            );
        }
    }
}
