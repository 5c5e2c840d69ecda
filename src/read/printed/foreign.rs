//! Dates as Portuguese and Spanish print them, with the English names of their months: `12 mar. 2021`, `jul./set. 2019`,
//! `3 de mayo de 2020`.

use super::identifiers::is_before_access;
use super::words::is_year;
use crate::text::lexicon::FOREIGN_MONTHS;
use std::sync::LazyLock;

/// Their months, and the same in English.
static MONTHS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    FOREIGN_MONTHS.entries("Portuguese and Spanish").iter().filter_map(|row| row.split_once(" | ")).collect()
});

/// The months of more languages, which are read where they are spelt out.
static OTHER_MONTHS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    FOREIGN_MONTHS.entries("other languages").iter().filter_map(|row| row.split_once(" | ")).collect()
});

/// The English month of a word: a whole name, or one that is cut after its third letter.
fn translate_month(word: &str) -> Option<&'static str> {
    let lower = word.trim_end_matches(['.', ',']).to_lowercase();
    let is_cut = lower.chars().count() == 3;
    let is_named = |name: &str| name == lower || is_cut && name.starts_with(&lower);
    let spelt = || OTHER_MONTHS.iter().find(|(name, _)| *name == lower);
    MONTHS.iter().find(|(name, _)| is_named(name)).or_else(spelt).map(|(_, english)| *english)
}

/// `jul./set.`: one month or two.
fn translate_months(word: &str) -> Option<String> {
    let parts: Option<Vec<&str>> = word.split(['/', '-', '–']).map(translate_month).collect();
    parts.filter(|parts| parts.len() <= 2).map(|parts| parts.join("-"))
}

/// What stands for "et al." in other languages, behind names.
const ET_AL: [&str; 9] = [
    " y cols.",
    " y cols",
    " y col.",
    " y colaboradores",
    " e cols.",
    " e colaboradores",
    " et coll.",
    " et coll",
    " et collab.",
];

/// What stands for "(n.d.)" in other languages.
const NO_DATE: [&str; 9] =
    ["(s.f.)", "(s. f.)", "(o. J.)", "(o.J.)", "(s. d.)", "(s.d.)", "(z.d.)", "(u.å.)", "(senza data)"];

/// The text with such dates, "et al." and quotation marks as English prints them; none where it holds none of another language.
pub(super) fn translate(text: &str) -> Option<String> {
    // "Paris : INSI ; 2022": the blanks before the marks are French, or a library's.
    let closed =
        [" : ", " ; "].iter().any(|mark| text.contains(mark)).then(|| text.replace(" : ", ": ").replace(" ; ", "; "));
    let text = closed.as_deref().unwrap_or(text);
    let quoted = text.contains('«').then(|| {
        ["« ", "«\u{a0}", "«\u{202f}", "«"].iter().fold(text.to_owned(), |text, mark| text.replace(mark, "“"))
    });
    let quoted =
        quoted.map(|text| [" »", "\u{a0}»", "\u{202f}»", "»"].iter().fold(text, |text, mark| text.replace(mark, "”")));
    let text = quoted.as_deref().unwrap_or(text);
    let shortened = ET_AL.iter().find_map(|mark| {
        let (names, rest) = text.split_once(mark)?;
        let is_end = rest.starts_with([' ', '.', ',', ';', ':']);
        (is_end && names.len() <= 300).then(|| format!("{names} et al.{}", rest.strip_prefix('.').unwrap_or(rest)))
    });
    let text = shortened.as_deref().unwrap_or(text);
    let undated = NO_DATE.iter().find(|mark| text.contains(**mark)).map(|mark| text.replacen(mark, "(n.d.)", 1));
    let text = undated.as_deref().unwrap_or(text);
    translate_dates(text).or(undated.clone()).or(shortened.clone()).or(quoted.clone()).or(closed.clone())
}

/// The text with such dates in English; none where it holds none.
fn translate_dates(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let found: Vec<(usize, usize, String)> = (1..words.len())
        .filter_map(|year| find_dated(&words, year).or_else(|| find_month_behind(&words, year)))
        .collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    for (from, to, english) in &found {
        out.extend(words.get(at..*from).unwrap_or_default());
        out.push(english);
        at = *to;
    }
    out.extend(words.get(at..).unwrap_or_default());
    (!found.is_empty()).then(|| out.join(" "))
}

/// The words before a year that name a month in another language, from and to, and the month in English: `12 mar. 2021`, `3
/// de mayo de 2020`, `, jul./set. 2019`.
fn find_dated(words: &[&str], year: usize) -> Option<(usize, usize, String)> {
    words.get(year)?.get(..4).filter(|year| is_year(year))?;
    let second = usize::from(words.get(year - 1) == Some(&"de"));
    let named = year.checked_sub(1 + second)?;
    let english = translate_months(words.get(named)?)?;
    let before = |at: usize| at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
    let first = usize::from(before(named) == "de");
    let stands = before(named - first);
    // German has a stop behind the day: "12. März 2024".
    let figures = stands.strip_suffix('.').unwrap_or(stands);
    let day = (1..=2).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
    // "Lei de 3 de maio de 1999": a title may hold such a date; when a page was read follows "Acesso em:".
    let lead = before(named - first - usize::from(day));
    let read = matches!(lead, "em" | "em:" | "el" | "el:" | "le" | "am") || is_before_access(lead);
    let fits = (day && (read || first + second == 0)) || (first == 0 && stands.ends_with([',', ':', ';', '(', '[']));
    let same = second + first == 0 && words.get(named).is_some_and(|word| word.trim_end_matches(['.', ',']) == english);
    (fits && !same).then_some((named - first, year, english))
}

/// The month behind a year, as NLM prints the day on which a page was read: `acesso em 2021 maio 3`.
fn find_month_behind(words: &[&str], year: usize) -> Option<(usize, usize, String)> {
    words.get(year).filter(|year| is_year(year))?;
    let lead = year.checked_sub(1).and_then(|before| words.get(before))?;
    let day = words.get(year + 2)?.trim_end_matches(['.', ',', ';', ']', ')']);
    let is_day = (1..=2).contains(&day.len()) && day.bytes().all(|b| b.is_ascii_digit());
    let english = translate_months(words.get(year + 1)?)?;
    (is_day && is_before_access(lead)).then_some((year + 1, year + 2, english))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_marks_become_english() {
        for (text, want) in [
            ("p. 1-9, jul./set. 2019.", Some("p. 1-9, Jul-Sep 2019.")),
            ("Paris : INSI ; 2022", Some("Paris: INSI; 2022")),
            ("Acesso em: 12 mar. 2021.", Some("Acesso em: 12 Mar 2021.")),
            ("Consultado el 3 de mayo de 2020", Some("Consultado el 3 May 2020")),
            ("Acceso: el 12 de febrero de 2021", Some("Acceso: el 12 Feb 2021")),
            ("Rev Fict, diciembre 2018;3", Some("Rev Fict, Dec 2018;3")),
            ("Rev Fict, febr. 2018;3", None),
            ("[consulté le 6 janvier 2024]", Some("[consulté le 6 Jan 2024]")),
            ("Roe B y cols. Yoga. 2021", Some("Roe B et al. Yoga. 2021")),
            ("Roe B et coll. «\u{a0}Yoga\u{a0}». 2021", Some("Roe B et al. “Yoga”. 2021")),
            ("Knie (letzter Zugriff am 12. März 2024)", Some("Knie (letzter Zugriff am 12. Mar 2024)")),
            ("[citado 3 de mayo de 2021]", Some("[citado 3 May 2021]")),
            ("[acesso em 2021 maio 3].", Some("[acesso em 2021 May 3].")),
            ("Roe B. (o. J.). Knie", Some("Roe B. (n.d.). Knie")),
            ("A large data set 2019", None),
            ("Years ago 2019", None),
            ("J Fict, May 2019", None),
        ] {
            assert_eq!(translate(text).as_deref(), want, "{text}");
        }
    }
}
