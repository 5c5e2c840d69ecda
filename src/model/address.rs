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
    /// An article's key or a work's citation key.
    Key(String),
}

/// Not an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is no address, expected an article (back-pain), a claim (back-pain/c3), a reference (back-pain/r10), a citation key (salari2023) or a DOI"
)]
pub struct NotAnAddress(String);

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(s: &str) -> Result<Self, NotAnAddress> {
        let s = s.trim();
        let wrong = || NotAnAddress(s.to_owned());
        if let Ok(doi) = s.parse::<Doi>() {
            return Ok(Self::Doi(doi));
        }
        let (article, last) = match s.rsplit_once('/') {
            Some((article, last)) if !article.is_empty() => (Some(article.to_owned()), last),
            Some(_) => return Err(wrong()),
            None => (None, s),
        };
        let serial = |prefix: char| {
            last.strip_prefix(prefix).filter(|n| !n.starts_with('0')).and_then(|n| n.parse::<u32>().ok())
        };
        match (serial('c'), serial('r')) {
            (Some(n), _) => Ok(Self::Claim(article, n)),
            (_, Some(n)) => Ok(Self::Reference(article, n)),
            _ if s.is_empty() || s.contains(char::is_whitespace) => Err(wrong()),
            _ => Ok(Self::Key(s.to_owned())),
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
            Self::Key(key) => f.write_str(key),
        }
    }
}
