//! Dates as Portuguese and Spanish print them, with the English names of their months: `12 mar. 2021`, `jul./set. 2019`,
//! `3 de mayo de 2020`.

use super::words::is_year;

/// Their months as they are begun, and in English.
const MONTHS: [(&str, &str); 17] = [
    ("jan", "Jan"),
    ("ene", "Jan"),
    ("fev", "Feb"),
    ("mar", "Mar"),
    ("abr", "Apr"),
    ("mai", "May"),
    ("may", "May"),
    ("jun", "Jun"),
    ("jul", "Jul"),
    ("ago", "Aug"),
    ("set", "Sep"),
    ("sep", "Sep"),
    ("out", "Oct"),
    ("oct", "Oct"),
    ("nov", "Nov"),
    ("dez", "Dec"),
    ("dic", "Dec"),
];

/// Whole names; what is shorter is a month cut after its third letter.
const NAMES: [&str; 21] = [
    "janeiro",
    "enero",
    "fevereiro",
    "febrero",
    "março",
    "marzo",
    "abril",
    "maio",
    "mayo",
    "junho",
    "junio",
    "julho",
    "julio",
    "agosto",
    "setembro",
    "septiembre",
    "outubro",
    "octubre",
    "novembro",
    "noviembre",
    "dezembro",
];

/// The English month of a word.
fn month(word: &str) -> Option<&'static str> {
    let word = word.trim_end_matches(['.', ',']);
    let lower = word.to_lowercase();
    let begins = MONTHS.iter().find(|(begin, _)| lower.starts_with(begin)).map(|(_, english)| *english);
    begins.filter(|_| lower == "diciembre" || lower.chars().count() == 3 || NAMES.contains(&lower.as_str()))
}

/// `jul./set.`: one month or two.
fn months(word: &str) -> Option<String> {
    let parts: Option<Vec<&str>> = word.split(['/', '-', '–']).map(month).collect();
    parts.filter(|parts| parts.len() <= 2).map(|parts| parts.join("-"))
}

/// The text with such dates in English; none where it holds none.
pub(super) fn in_english(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let mut changed = false;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let day = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty();
        // "3 de mayo de 2020", "12 mar. 2021", ", jul./set. 2019", ", maio de 2020"
        let before = out.last().cloned().unwrap_or_default();
        let of = usize::from(*word == "de" && day(&before));
        let named = words.get(at + of).copied().unwrap_or_default();
        let second = usize::from(words.get(at + of + 1) == Some(&"de"));
        let year = words.get(at + of + 1 + second).copied().unwrap_or_default();
        let stands = day(&before) || before.ends_with([',', ':', ';', '(', '[']);
        let dated = stands && year.get(..4).is_some_and(is_year);
        match months(named).filter(|_| dated) {
            Some(english) => {
                changed |= english != named;
                out.push(english);
                at += of + 1 + second;
            }
            None => {
                out.push((*word).to_owned());
                at += 1;
            }
        }
    }
    changed.then(|| out.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_english() {
        for (text, want) in [
            ("p. 1-9, jul./set. 2019.", Some("p. 1-9, Jul-Sep 2019.")),
            ("Acesso em: 12 mar. 2021.", Some("Acesso em: 12 Mar 2021.")),
            ("Consultado el 3 de mayo de 2020", Some("Consultado el 3 May 2020")),
            ("A large data set 2019", None),
            ("Years ago 2019", None),
            ("J Fict, May 2019", None),
        ] {
            assert_eq!(in_english(text).as_deref(), want, "{text}");
        }
    }
}
