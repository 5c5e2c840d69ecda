//! Digital Object Identifiers: reading every way they are written, finding them in prose, writing them into URLs.
//!
//! A DOI is opaque: it is never shortened, completed or re-spelt. What is not the DOI (a URL, a label, an escape, the
//! full stop of its sentence) is taken off; what is in it and cannot be meant (a typographic dash, an invisible
//! character) is an error that names the likely form, because only a person may decide that it was meant.

mod cut;
mod find;
mod parse;
mod run;
mod spelling;

pub use find::{DoiNote, FoundDoi};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A DOI: what was printed, and the key under which it is compared (ASCII letters folded, nothing else: the handbook
/// leaves the case of other letters open). Equality and order go by the key.
#[derive(Debug, Clone)]
pub struct Doi {
    printed: Arc<str>,
    /// The same text where that is in lower case, as most are.
    key: Arc<str>,
}

/// Not a DOI.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{}” is not a DOI: {reason}{}", got.escape_debug(), likely.as_ref().map(|l| format!("; did you mean {l}?")).unwrap_or_default())]
pub struct NotADoi {
    /// What was given.
    pub got: String,
    /// Why it is none.
    pub reason: &'static str,
    /// The form that was likely meant; it parses.
    pub likely: Option<String>,
}

/// What a URL path may hold as it is: RFC 3986's unreserved characters, the slash, and the brackets, colon and
/// semicolon that DOIs are full of and every server takes.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'(')
    .remove(b')')
    .remove(b':')
    .remove(b';');

impl Doi {
    /// The DOI as it was printed, without wrapper (`https://doi.org/`, `doi:`) and escapes.
    pub fn printed(&self) -> &str {
        &self.printed
    }

    /// The DOI as compared and asked for: ASCII letters in lower case.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// A short DOI such as `10/gf4f5h`: an alias that must be expanded (handle API, type `HS_ALIAS`) before it is
    /// compared; registration agencies do not know it.
    pub fn is_short(&self) -> bool {
        self.key.starts_with("10/")
    }

    /// The number of the registrant, `10.1016`; of a short DOI `10`.
    pub fn prefix(&self) -> &str {
        self.key.split_once('/').map_or(&*self.key, |(prefix, _)| prefix)
    }

    /// The display form of Crossref's guidelines: `https://doi.org/10.…`, percent-encoded where a URL needs it.
    pub fn url(&self) -> String {
        format!("https://doi.org/{}", self.encoded())
    }

    /// Percent-encoded for a URL path. Slashes stay, as doi.org and Crossref want them, but for the one before a `.` or
    /// `..` segment, which URL libraries would resolve away.
    pub fn encoded(&self) -> String {
        let encoded = utf8_percent_encode(&self.key, PATH).to_string();
        let mut safe = String::with_capacity(encoded.len());
        for (i, segment) in encoded.split('/').enumerate() {
            match segment {
                _ if i == 0 => {}
                "." | ".." => safe.push_str("%2F"),
                _ => safe.push('/'),
            }
            safe.push_str(segment);
        }
        safe
    }

    /// Every DOI in running text, in order: see [`FoundDoi`]. What is labelled as a DOI or stands in a doi.org URL and
    /// is malformed is found too, as an error.
    pub fn find_all(text: &str) -> Vec<FoundDoi> {
        find::find_all(text)
    }
}

impl FromStr for Doi {
    type Err = NotADoi;

    /// Reads one DOI in any of its forms: bare, `doi:`, `info:doi/`, `urn:doi:`, a URL of doi.org or of another resolver
    /// or publisher, percent-encoded, with LaTeX or HTML escapes, a short DOI.
    fn from_str(s: &str) -> Result<Self, NotADoi> {
        parse::parse(s)
    }
}

impl fmt::Display for Doi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.key)
    }
}

impl PartialEq for Doi {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}
impl Eq for Doi {}
impl PartialOrd for Doi {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Doi {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl serde::Serialize for Doi {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for Doi {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}
