//! When something was published: BibLaTeX's `date` (a day, a range, a season, about when), or `year` with `month` and
//! `day` in all the ways in which they are written. What the model's dates cannot hold stays under its own name.

use super::latex::{read_text, read_verbatim};
use crate::model::{CslDate, Issued, Item, PartialDate};
use crate::read::references::fields;
use crate::text::fold;
use serde_json::json;

/// What a date says.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct DateSpan {
    from: Option<PartialDate>,
    until: Option<PartialDate>,
    /// The two say all of it.
    whole: bool,
}

/// Puts the date of publication into an item.
pub(super) fn set_issued(
    item: &mut Item,
    date: Option<&str>,
    year: Option<&str>,
    month: Option<&str>,
    day: Option<&str>,
) {
    let year = year.map(read_text).filter(|year| !year.is_empty());
    if let Some(date) = date.map(read_verbatim).filter(|date| !date.is_empty()) {
        set(item, read_extended_date(&date), "date", &date);
        let month = month.map(read_text).unwrap_or_default();
        if let Some(year) = year.filter(|year| item.year().is_none_or(|known| known.to_string() != *year)) {
            fields::keep_field(item, "year", &year);
        }
        if item.issued.is_none_or(|date| date.0.month().is_none()) {
            fields::keep_field(item, "month", &month);
        }
        if item.issued.is_none_or(|date| date.0.day().is_none()) {
            fields::keep_field(item, "day", &day.map(read_text).unwrap_or_default());
        }
        return;
    }
    let month = month.map(read_text).unwrap_or_default();
    let Some(year) = year else { return fields::keep_field(item, "month", &month) };
    let span = read_span(&year);
    set(item, span, "year", &year);
    let Some(from) = span.from.filter(|from| from.month().is_none() && span.until.is_none()) else {
        return fields::keep_field(
            item,
            "month",
            if span.from.is_some_and(|from| from.month().is_some()) { "" } else { &month },
        );
    };
    let day = day.map(read_text).unwrap_or_default();
    let whole = read_months(from.year(), &month, day.parse().ok());
    if whole.is_none() || (month.is_empty() && !day.is_empty()) {
        fields::keep_field(item, "day", &day);
    }
    match whole.or_else(|| read_months(from.year(), &month, None)) {
        Some((from, until)) => set_date(item, from, until),
        // `month = {Winter}`.
        None => match Issued::read(&format!("{} {month}", from.year())) {
            Some(known) => item.set_issued(Issued { circa: item.is_circa(), ..known }),
            None => fields::keep_field(item, "month", &month),
        },
    }
}

fn set(item: &mut Item, span: DateSpan, name: &str, words: &str) {
    if let Some(known) = Issued::read(words).filter(|_| !words.contains(':')) {
        return item.set_issued(known);
    }
    match span.from {
        Some(from) => {
            set_date(item, from, span.until);
            if !span.whole {
                fields::keep_field(item, name, words);
            }
        }
        None => _ = fields::set_issued(item, words),
    }
}

fn set_date(item: &mut Item, from: PartialDate, until: Option<PartialDate>) {
    item.issued = Some(CslDate(from));
    if let Some(until) = until {
        item.other.insert("issued-until".to_owned(), json!({ "date-parts": [until.parts()] }));
    }
}

/// A date of the Extended Date/Time Format, as far as BibLaTeX takes it: a day, a month, a year, or two with a slash.
fn read_extended_date(words: &str) -> DateSpan {
    if let Some((day, _)) = words.split_once('T').filter(|(_, time)| time.contains(':')) {
        return DateSpan { from: read_date(day), until: None, whole: false };
    }
    // A month of 21 or more is a season.
    match read_date(words).or_else(|| PartialDate::parse_loose(words)) {
        Some(from) if !words.contains('/') => {
            DateSpan { from: Some(from), until: None, whole: read_date(words).is_some() }
        }
        _ => read_span(words),
    }
}

fn read_date(words: &str) -> Option<PartialDate> {
    words.parse::<PartialDate>().ok().or_else(|| read_year(words))
}

/// A date, or the two ends of a range, as people write it.
fn read_span(words: &str) -> DateSpan {
    if let Some(from) = read_date(words) {
        return DateSpan { from: Some(from), until: None, whole: true };
    }
    let ends = words.split_once(['/', '–', '—']);
    let ends = ends.or_else(|| words.split_once('-').filter(|(from, _)| from.trim().len() == 4));
    if let Some((first, last)) = ends.map(|(first, last)| (first.trim(), last.trim()))
        && let Some(from) = read_date(first)
    {
        let short = |last: &str| (last.len() == 2).then(|| read_date(&format!("{}{last}", from.year() / 100)))?;
        let until = read_date(last).or_else(|| short(last)).filter(|until| *until > from);
        return DateSpan { from: Some(from), until, whole: until.is_some() };
    }
    let from = PartialDate::parse_loose(words).or_else(|| Issued::read_leading(words).map(|issued| issued.from));
    DateSpan { from, until: None, whole: false }
}

/// Four digits.
fn read_year(words: &str) -> Option<PartialDate> {
    let digits = words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit());
    PartialDate::from_parts(Some(words.parse().ok().filter(|_| digits)?), None, None).ok()
}

/// The month or months of a year, with days where they are said: `may`, `5`, `10~jan`, `Sep--Oct`. None where some of it
/// is not understood.
fn read_months(year: i16, month: &str, day: Option<i64>) -> Option<(PartialDate, Option<PartialDate>)> {
    let year = Some(i64::from(year));
    let words = month.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut names, mut numbers) = (Vec::new(), Vec::new());
    for word in words {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        match word.split_at_checked(digits)? {
            ("", name) => names.push(read_month_name(name)?),
            (number, "" | "st" | "nd" | "rd" | "th") => numbers.push(number.parse::<i64>().ok()?),
            _ => return None,
        }
    }
    if names.is_empty() {
        (names, numbers) = (numbers, names);
    }
    let at = |month: Option<&i64>, day: Option<i64>| PartialDate::from_parts(year, month.copied(), day).ok();
    match (names.as_slice(), numbers.as_slice()) {
        ([], []) => Some((at(None, None)?, None)),
        ([only], []) => Some((at(Some(only), day)?, None)),
        ([only], [on]) => Some((at(Some(only), Some(*on))?, None)),
        ([only], [from, until]) => Some((at(Some(only), Some(*from))?, Some(at(Some(only), Some(*until))?))),
        ([first, last], []) if first < last => Some((at(Some(first), None)?, Some(at(Some(last), None)?))),
        ([first, last], [from, until]) => Some((at(Some(first), Some(*from))?, Some(at(Some(last), Some(*until))?))),
        _ => None,
    }
}

/// The number of a month, whose name is cut to three letters or more: in English, else in German, Dutch, French, Spanish,
/// Portuguese or Italian, where all that begin so are the same month.
pub(in crate::read::references) fn read_month_name(name: &str) -> Option<i64> {
    #[rustfmt::skip]
    const NAMES: [&[&str]; 12] = [
        &["januar", "janner", "januari", "janvier", "enero", "janeiro", "gennaio"],
        &["februar", "februari", "fevrier", "febrero", "fevereiro", "febbraio"],
        &["marz", "maerz", "maart", "mars", "marzo", "marco"],
        &["avril", "abril", "aprile"],
        &["mai", "mei", "mayo", "maio", "maggio"],
        &["juni", "juin", "junio", "junho", "giugno"],
        &["juli", "juillet", "julio", "julho", "luglio"],
        &["august", "augustus", "aout", "agosto"],
        &["september", "septembre", "septiembre", "setiembre", "setembro", "settembre"],
        &["oktober", "octobre", "octubre", "outubro", "ottobre"],
        &["november", "novembre", "noviembre", "novembro"],
        &["dezember", "december", "decembre", "diciembre", "dezembro", "dicembre"],
    ];
    if let Ok(date) = format!("{name} 2000").parse::<PartialDate>() {
        return date.month().map(i64::from);
    }
    let word = fold(name);
    let begins = |names: &&[&str]| word.chars().count() >= 3 && names.iter().any(|month| month.starts_with(&word));
    let mut months = (1..).zip(&NAMES).filter(|(_, names)| begins(names)).map(|(number, _)| number);
    months.next().filter(|_| months.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BESIDE_ISSUED;

    /// The dates that a year and month, or a date, are read as, and what is kept beside them.
    fn describe(date: Option<&str>, year: Option<&str>, month: Option<&str>) -> String {
        let mut item = Item::default();
        set_issued(&mut item, date, year, month, None);
        let until = item.issued_until().map(|until| format!("/{until}")).unwrap_or_default();
        let (season, circa) = (item.season().unwrap_or_default(), if item.is_circa() { "~" } else { "" });
        let until = format!("{until}{circa}{season}");
        BESIDE_ISSUED.iter().for_each(|name| drop(item.other.remove(*name)));
        let kept: Vec<String> = item.other.iter().map(|(name, value)| format!(" {name}={value}")).collect();
        let status = item.status.map(|status| format!(" ({status})")).unwrap_or_default();
        item.issued.map(|date| date.0.to_string()).unwrap_or_default() + &until + &status + &kept.concat()
    }

    #[test]
    fn years_and_months() {
        for (year, month, want) in [
            ("2024", "", "2024"),
            ("2024", "may", "2024-05"),
            ("2024", "5", "2024-05"),
            ("2024", "September", "2024-09"),
            ("2024", "10~jan", "2024-01-10"),
            ("2024", "Jan. 3rd", "2024-01-03"),
            ("2024", "Sep--Oct", "2024-09/2024-10"),
            ("2024", "sep/oct", "2024-09/2024-10"),
            ("2024", "May 5--7", "2024-05-05/2024-05-07"),
            ("2024", "28 Feb--2 Mar", "2024-02-28/2024-03-02"),
            ("2024", "Spring", "2024Spring"),
            ("ca. 1994", "Spring", "1994~Spring"),
            ("2024", "13", "2024 month=\"13\""),
            ("2024-05", "", "2024-05"),
            ("2024-05", "may", "2024-05"),
            ("May 2024", "", "2024-05"),
            ("2019--2020", "", "2019/2020"),
            ("2019-20", "", "2019/2020"),
            ("{2019}", "", "2019"),
            ("c2019", "", "2019 year=\"c2019\""),
            ("2010 (1984)", "", "2010 year=\"2010 (1984)\""),
            ("ca. 1994", "may", "1994-05~"),
            ("n.d.", "", " issued={\"literal\":\"n.d.\"}"),
            ("in press", "may", " (in press) month=\"may\""),
            ("", "may", " month=\"may\""),
        ] {
            assert_eq!(describe(None, Some(year), Some(month)), want, "{year} {month}");
        }
    }

    #[test]
    fn extended_dates() {
        for (date, want) in [
            ("2024", "2024"),
            ("2024-05", "2024-05"),
            ("2024-05-03", "2024-05-03"),
            ("2024-05-03T10:20:30Z", "2024-05-03 date=\"2024-05-03T10:20:30Z\""),
            ("2024-05/2024-06", "2024-05/2024-06"),
            ("2024-05/", "2024-05 date=\"2024-05/\""),
            ("2024-05/..", "2024-05 date=\"2024-05/..\""),
            ("1994~", "1994~"),
            ("1994?", "1994~"),
            ("2024-21", "2024Spring"),
            ("199X", " issued={\"literal\":\"199X\"}"),
            ("May 3, 2024", "2024-05-03"),
        ] {
            assert_eq!(describe(Some(date), None, None), want, "{date}");
        }
        assert_eq!(describe(Some("2024-05"), Some("2023"), Some("may")), "2024-05 year=\"2023\"");
    }
}
