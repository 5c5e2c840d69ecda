//! Identifiers: what those other than DOIs look like, their check digits, where they resolve, and one of any scheme
//! ([`Identifier`]). Each is read out of its
//! label or its URL too (`PMID: 38042815`, `https://www.ncbi.nlm.nih.gov/books/NBK430685/`).

mod book;
mod person;
mod record;
mod scheme;

pub use book::{Isbn, Issn};
pub use person::{DeclaredId, Orcid};
pub use record::{ArxivId, Nbk, Pmcid, Pmid};
pub use scheme::{Identifier, list_identifiers};

/// Not the identifier it was read as.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{}” is not a valid {what}: {reason}", got.escape_debug())]
pub struct NotAnIdentifier {
    /// The identifier that was expected, such as `PMID`.
    pub what: &'static str,
    /// What was given.
    pub got: String,
    /// What was expected in its place, with the check digit that was found where there is one.
    pub reason: String,
}

impl NotAnIdentifier {
    fn new(what: &'static str, got: &str, reason: impl Into<String>) -> Self {
        Self { what, got: got.to_owned(), reason: reason.into() }
    }
}

/// Printing and storing an identifier through its text, and reading it back through its parser.
macro_rules! through_text {
    ($($name:ident),+) => { $(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.as_str()) }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )+ };
}
use through_text;

/// `text` without the first of these starts that it has (whatever the case of its letters), and without the colon,
/// equals sign or space behind it.
fn strip_label<'a>(text: &'a str, labels: &[&str]) -> &'a str {
    let text = text.trim();
    let inner = labels.iter().find_map(|label| {
        let (head, rest) = text.split_at_checked(label.len())?;
        head.eq_ignore_ascii_case(label).then_some(rest)
    });
    inner.map_or(text, |rest| rest.trim_start_matches([':', '=', '#', ' ', '\u{a0}']))
}

/// The part of a URL's path behind one of these places (`/pubmed/`), up to the next slash; the text itself if it is no
/// URL.
fn find_in_url<'a>(text: &'a str, places: &[&str]) -> &'a str {
    let lower = text.to_ascii_lowercase();
    let found = places.iter().find_map(|place| lower.find(place).map(|at| at + place.len()));
    match found.and_then(|at| text.get(at..)) {
        Some(rest) => rest.split(['/', '?', '#', '&']).next().unwrap_or_default(),
        None => text,
    }
}

/// The value of a check character: a digit, or `X` for ten.
fn to_digit(c: char) -> Option<u32> {
    if c.eq_ignore_ascii_case(&'X') { Some(10) } else { c.to_digit(10) }
}

/// A check value as it is printed.
fn check_character(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('X')
}

/// Takes the hyphens and spaces out of a number that is printed in groups; typographic dashes count as hyphens, since a
/// check digit follows.
fn join_groups(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '-' | ' ' | '\u{a0}' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
        .collect()
}

/// The complaint about a check digit.
fn explain_check(found: char, expected: u32) -> String {
    format!("its check digit is {found}, but the other digits make it {}", check_character(expected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fmt::Display;
    use std::str::FromStr;

    fn read<T: FromStr<Err = NotAnIdentifier> + Display>(text: &str) -> String {
        text.parse::<T>().map_or_else(|e| e.reason, |id| id.to_string())
    }

    #[test]
    fn every_identifier_is_read_in_its_forms() {
        for (got, expected) in [
            (read::<Pmid>("38042815"), "38042815"),
            (read::<Pmid>("PMID: 38042815"), "38042815"),
            (read::<Pmid>("pmid38042815"), "38042815"),
            (read::<Pmid>("https://pubmed.ncbi.nlm.nih.gov/38042815/"), "38042815"),
            (read::<Pmid>("http://www.ncbi.nlm.nih.gov/pubmed/38042815?dopt=Abstract"), "38042815"),
            (read::<Pmid>("1"), "1"),
            (read::<Pmcid>("PMC10693090"), "PMC10693090"),
            (read::<Pmcid>("PMCID: pmc10693090"), "PMC10693090"),
            (read::<Pmcid>("PMC10693090.1"), "PMC10693090.1"),
            (read::<Pmcid>("https://pmc.ncbi.nlm.nih.gov/articles/PMC10693090/"), "PMC10693090"),
            (read::<Pmcid>("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC10693090/pdf"), "PMC10693090"),
            (read::<Nbk>("NBK430685"), "NBK430685"),
            (read::<Nbk>("https://www.ncbi.nlm.nih.gov/books/nbk430685/#x"), "NBK430685"),
            (read::<Isbn>("978-1-4731-4227-5"), "9781473142275"),
            (read::<Isbn>("ISBN-13: 978 1 4731 4227 5"), "9781473142275"),
            (read::<Isbn>("ISBN 0-306-40615-2"), "9780306406157"),
            (read::<Isbn>("080442957X"), "9780804429573"),
            (read::<Issn>("1471-2393"), "1471-2393"),
            (read::<Issn>("ISSN 2673561x"), "2673-561X"),
            (read::<Issn>("2090\u{2013}2735"), "2090-2735"),
            (read::<ArxivId>("arXiv:2101.12345v2"), "2101.12345v2"),
            (read::<ArxivId>("https://arxiv.org/abs/0704.0001"), "0704.0001"),
            (read::<ArxivId>("https://arxiv.org/pdf/2101.12345v2.pdf"), "2101.12345v2"),
            (read::<ArxivId>("hep-th/9901001"), "hep-th/9901001"),
            (read::<ArxivId>("math.GT/0309136v1"), "math.GT/0309136v1"),
            (read::<Orcid>("0000-0002-1825-0097"), "0000-0002-1825-0097"),
            (read::<Orcid>("https://orcid.org/0000-0002-1694-233x"), "0000-0002-1694-233X"),
            (read::<Orcid>("0000000218250097"), "0000-0002-1825-0097"),
        ] {
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn errors_name_what_was_expected_and_the_check_digit_found() {
        for (got, reason) in [
            (read::<Pmid>("012345"), "one to eight digits, the first not 0"),
            (read::<Pmid>("123456789"), "one to eight digits, the first not 0"),
            (read::<Pmid>("PMC123"), "one to eight digits, the first not 0"),
            (read::<Pmcid>("123456"), "PMC and digits"),
            (read::<Nbk>("NBK"), "NBK and digits"),
            (read::<Isbn>("978-1-4731-4227-6"), "check digit is 6, but the other digits make it 5"),
            (read::<Isbn>("0-306-40615-X"), "check digit is X, but the other digits make it 2"),
            (read::<Isbn>("977-1-4731-4227-5"), "978 or 979"),
            (read::<Isbn>("12345"), "5 of 10 or 13 digits"),
            (read::<Issn>("1471-2394"), "check digit is 4, but the other digits make it 3"),
            (read::<Issn>("147X-2393"), "four digits, a hyphen"),
            (read::<ArxivId>("2113.12345"), "month"),
            (read::<ArxivId>("2101.1234"), "five digits"),
            (read::<Orcid>("0000-0002-1825-0098"), "check digit is 8, but the other digits make it 7"),
            (read::<Orcid>("0000-0002-1825"), "sixteen digits"),
        ] {
            assert!(got.contains(reason), "{got:?} should say {reason:?}");
        }
    }

    #[test]
    fn the_issns_of_the_first_article_hold() {
        for issn in ["2673-561X", "1471-2393", "2168-8184", "1469-493X", "1543-8570", "2090-2735"] {
            assert_eq!(read::<Issn>(issn), issn);
        }
    }

    #[test]
    fn identifiers_know_their_address() {
        assert_eq!("123".parse::<Pmid>().unwrap().url(), "https://pubmed.ncbi.nlm.nih.gov/123/");
        assert_eq!("PMC1.2".parse::<Pmcid>().unwrap().base(), "PMC1");
        assert_eq!("2101.12345v2".parse::<ArxivId>().unwrap().base(), "2101.12345");
        assert_eq!("080442957X".parse::<Isbn>().unwrap().printed(), "080442957X");
        let stored: Isbn = serde_json::from_str("\"0-306-40615-2\"").unwrap();
        assert_eq!(serde_json::to_string(&stored).unwrap(), "\"9780306406157\"");
    }

    /// What an identifier prints must be read as the same identifier.
    fn fixed<T: FromStr + Display>(text: &str) {
        if let Ok(id) = text.parse::<T>() {
            let printed = id.to_string();
            assert_eq!(printed.parse::<T>().ok().map(|id| id.to_string()), Some(printed));
        }
    }

    proptest! {
        #[test]
        fn no_input_panics_and_what_is_read_is_a_fixed_point(text in prop_oneof![
            any::<String>(), "(PMC|NBK|97[89]|arXiv:)?[0-9X./v-]{0,19}", "[0-9]{4}-[0-9]{3}[0-9X]", "[0-9]{9}[0-9X]"
        ]) {
            fixed::<Pmid>(&text);
            fixed::<Pmcid>(&text);
            fixed::<Nbk>(&text);
            fixed::<Isbn>(&text);
            fixed::<Issn>(&text);
            fixed::<ArxivId>(&text);
            fixed::<Orcid>(&text);
        }

        #[test]
        fn one_wrong_digit_is_always_found(digits in proptest::collection::vec(0..10_u32, 7), at in 0..7_usize, off in 1..10_u32) {
            let issn = |digits: &[u32]| digits.iter().map(|d| check_character(*d)).collect::<String>();
            let right = (0..=10).map(|check| format!("{}{}", issn(&digits), check_character(check)))
                .find_map(|text| text.parse::<Issn>().ok()).expect("one check digit is right");
            let mut wrong = digits.clone();
            wrong[at] = (wrong[at] + off) % 10;
            let text = format!("{}{}", issn(&wrong), right.as_str().chars().last().unwrap());
            prop_assert!(text.parse::<Issn>().is_err());
        }
    }
}
