//! Addresses: how people name records at the terminal. `article`, `article/c3`, `article/r10`, a citation key, a DOI;
//! `c3` alone where there is one article.

use super::{Doi, NotASerial, Serial};
use std::fmt;
use std::str::FromStr;

/// A record's address as typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Address {
    /// `article/c3`, or `c3` in the only article; `c3b` where a team's desk of that letter added it.
    Claim(Option<String>, u32),
    /// `article/r10`, or `r10` in the only article; `r10b` likewise.
    Reference(Option<String>, u32),
    /// A DOI, so a work.
    Doi(Doi),
    /// An article's key or a work's citation key. One that looks like a serial is told apart by a slash: `c3/` is the
    /// article of that name.
    Key(String),
}

/// Not an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{}” is not an address{reason}, expected an article (back-pain), a claim (back-pain/c3), a reference (back-pain/r10), a citation key (salari2023) or a DOI",
    got.escape_debug()
)]
pub struct NotAnAddress {
    got: String,
    reason: &'static str,
}

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(s: &str) -> Result<Self, NotAnAddress> {
        let s = s.trim();
        let wrong = |reason| NotAnAddress { got: s.to_owned(), reason };
        if let Ok(doi) = s.parse::<Doi>() {
            return Ok(Self::Doi(doi));
        }
        let (article, last) = match s.split_once('/') {
            Some((article, "")) if is_key(article) => return Ok(Self::Key(article.to_owned())),
            Some((article, last)) if is_key(article) => (Some(article.to_owned()), last),
            Some(_) => return Err(wrong("")),
            None => (None, s),
        };
        match read_name(last) {
            Ok(RecordName::Claim(n)) => Ok(Self::Claim(article, n)),
            Ok(RecordName::Reference(n)) => Ok(Self::Reference(article, n)),
            Err(NotASerial::Uncounted) => Err(wrong(" (serials count from 1, without leading zeros)")),
            Err(NotASerial::Word) if article.is_none() && is_key(s) => Ok(Self::Key(s.to_owned())),
            Err(NotASerial::Word) => Err(wrong("")),
        }
    }
}

/// What a claim is called within its article.
pub fn claim_name(serial: u32) -> String {
    format!("c{}", Serial(serial))
}

/// What an entry is called within its article's list.
pub fn reference_name(serial: u32) -> String {
    format!("r{}", Serial(serial))
}

/// The address of an article's claim.
pub fn claim_address(article: &str, serial: u32) -> String {
    format!("{article}/{}", claim_name(serial))
}

/// The address of an entry of an article's list.
pub fn reference_address(article: &str, serial: u32) -> String {
    format!("{article}/{}", reference_name(serial))
}

/// Whether a text can be an article's key or a citation key: one word without a slash.
fn is_key(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c == '/' || c.is_whitespace() || c.is_control())
}

/// What a word names within an article.
enum RecordName {
    Claim(u32),
    Reference(u32),
}

fn read_name(word: &str) -> Result<RecordName, NotASerial> {
    let (serial, make): (_, fn(u32) -> RecordName) =
        match (word.strip_prefix(['c', 'C']), word.strip_prefix(['r', 'R'])) {
            (Some(serial), _) => (serial, RecordName::Claim),
            (_, Some(serial)) => (serial, RecordName::Reference),
            _ => return Err(NotASerial::Word),
        };
    serial.parse().map(|Serial(n)| make(n))
}

/// Whether a word would be read as what a claim or reference is called within its article.
pub fn is_record_name(word: &str) -> bool {
    !matches!(read_name(word), Err(NotASerial::Word))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claim(Some(article), n) => f.write_str(&claim_address(article, *n)),
            Self::Claim(None, n) => f.write_str(&claim_name(*n)),
            Self::Reference(Some(article), n) => f.write_str(&reference_address(article, *n)),
            Self::Reference(None, n) => f.write_str(&reference_name(*n)),
            Self::Doi(doi) => doi.fmt(f),
            Self::Key(key) if is_record_name(key) => write!(f, "{key}/"),
            Self::Key(key) => f.write_str(key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_printed_back() {
        let claim = |article: Option<&str>, n| Address::Claim(article.map(str::to_owned), n);
        for (text, address) in [
            ("back-pain/c3", claim(Some("back-pain"), 3)),
            ("c3", claim(None, 3)),
            ("v1.2_back-pain.en/c3", claim(Some("v1.2_back-pain.en"), 3)),
            ("c3/c1", claim(Some("c3"), 1)),
            ("back-pain/r10", Address::Reference(Some("back-pain".to_owned()), 10)),
            ("back-pain/c3b", claim(Some("back-pain"), 2_000_003)),
            ("c3aa", claim(None, 24_000_003)),
            ("r999999", Address::Reference(None, 999_999)),
            ("salari2023", Address::Key("salari2023".to_owned())),
            ("cdc2019", Address::Key("cdc2019".to_owned())),
            ("c3ab4", Address::Key("c3ab4".to_owned())),
            ("c3l", Address::Key("c3l".to_owned())),
            ("c3/", Address::Key("c3".to_owned())),
            ("10.1186/s12884-023-06151-x", Address::Doi("10.1186/s12884-023-06151-x".parse().unwrap())),
        ] {
            let read: Address = text.parse().unwrap();
            assert_eq!(read, address);
            assert_eq!(read.to_string(), text);
        }
    }

    #[test]
    fn a_serial_may_be_typed_with_a_capital() {
        for (typed, address) in [("C1", "c1"), ("back-pain/R10", "back-pain/r10"), ("C3B", "c3b")] {
            assert_eq!(typed.parse::<Address>().unwrap().to_string(), address);
        }
    }

    #[test]
    fn a_doi_wins_and_its_wrapper_goes() {
        let doi: Address = "https://doi.org/10.1000/c3".parse().unwrap();
        assert_eq!(doi, Address::Doi("10.1000/c3".parse().unwrap()));
        assert_eq!("10.1000/c3".parse::<Address>().unwrap(), doi);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            " ",
            "c0",
            "c01",
            "r00",
            "a/c0",
            "a/c01",
            "c4294967296",
            "c1000000b",
            "/c3",
            "a/b",
            "a/b/c3",
            "a b",
            "a/",
            "//",
        ] {
            if text == "a/" {
                assert_eq!(text.parse::<Address>().unwrap(), Address::Key("a".to_owned()));
            } else {
                assert!(text.parse::<Address>().is_err(), "{text:?}");
            }
        }
        let error = "a/c01".parse::<Address>().unwrap_err().to_string();
        assert!(error.contains("without leading zeros"), "{error}");
    }
}
