//! Addresses: how people name records at the terminal. `article`, `article/c3`, `article/r10`, a citation key, a DOI;
//! `c3` alone where there is one article.

use super::Doi;
use std::fmt;
use std::str::FromStr;

/// A record's address as typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Address {
    /// `article/c3`, or `c3` in the only article.
    Claim(Option<String>, u32),
    /// `article/r10`, or `r10` in the only article.
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
        match Serial::parse(last) {
            Serial::Claim(n) => Ok(Self::Claim(article, n)),
            Serial::Reference(n) => Ok(Self::Reference(article, n)),
            Serial::Wrong => Err(wrong(" (serials count from 1, without leading zeros)")),
            Serial::None if article.is_none() && is_key(s) => Ok(Self::Key(s.to_owned())),
            Serial::None => Err(wrong("")),
        }
    }
}

/// The address of an article's claim.
pub fn claim_address(article: &str, serial: u32) -> String {
    format!("{article}/c{serial}")
}

/// The address of an entry of an article's list.
pub fn reference_address(article: &str, serial: u32) -> String {
    format!("{article}/r{serial}")
}

/// Whether a text can be an article's key or a citation key: one word without a slash.
fn is_key(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c == '/' || c.is_whitespace() || c.is_control())
}

/// What a word says if it is read as a serial.
enum Serial {
    Claim(u32),
    Reference(u32),
    /// `c0`, `c01`, or a number beyond counting.
    Wrong,
    None,
}

impl Serial {
    fn parse(word: &str) -> Self {
        let (digits, make): (_, fn(u32) -> Self) = match (word.strip_prefix(['c', 'C']), word.strip_prefix(['r', 'R']))
        {
            (Some(digits), _) => (digits, Self::Claim),
            (_, Some(digits)) => (digits, Self::Reference),
            _ => return Self::None,
        };
        match digits.parse() {
            _ if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) => Self::None,
            Ok(n) if !digits.starts_with('0') => make(n),
            _ => Self::Wrong,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claim(Some(a), n) => write!(f, "{a}/c{n}"),
            Self::Claim(None, n) => write!(f, "c{n}"),
            Self::Reference(Some(a), n) => write!(f, "{a}/r{n}"),
            Self::Reference(None, n) => write!(f, "r{n}"),
            Self::Doi(doi) => doi.fmt(f),
            Self::Key(key) if matches!(Serial::parse(key), Serial::None) => f.write_str(key),
            Self::Key(key) => write!(f, "{key}/"),
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
            ("r4294967295", Address::Reference(None, u32::MAX)),
            ("salari2023", Address::Key("salari2023".to_owned())),
            ("cdc2019", Address::Key("cdc2019".to_owned())),
            ("c3a", Address::Key("c3a".to_owned())),
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
        for (typed, address) in [("C1", "c1"), ("back-pain/R10", "back-pain/r10")] {
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
        for text in
            ["", " ", "c0", "c01", "r00", "a/c0", "a/c01", "c4294967296", "/c3", "a/b", "a/b/c3", "a b", "a/", "//"]
        {
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
