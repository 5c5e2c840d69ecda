//! Digital Object Identifiers.

use std::fmt;
use std::str::FromStr;

/// A DOI: what was printed, and the key under which it is compared (ASCII letters folded, nothing else: the handbook
/// leaves the case of other letters open). Equality and order go by the key.
#[derive(Debug, Clone)]
pub struct Doi {
    printed: String,
    key: String,
}

/// Not a DOI.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{got}” is no DOI: {reason}{}", likely.as_ref().map(|l| format!("; did you mean {l}?")).unwrap_or_default())]
pub struct NotADoi {
    /// What was given.
    pub got: String,
    /// Why it is none.
    pub reason: &'static str,
    /// The form that was likely meant.
    pub likely: Option<String>,
}

impl Doi {
    /// The DOI as it was printed, without wrapper (`https://doi.org/`, `doi:`).
    pub fn printed(&self) -> &str {
        &self.printed
    }

    /// The DOI as compared and asked for: ASCII letters in lower case.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The display form of Crossref's guidelines: `https://doi.org/10.…`, percent-encoded where a URL needs it.
    pub fn url(&self) -> String {
        format!("https://doi.org/{}", self.encoded())
    }

    /// Percent-encoded for a URL path: everything but unreserved characters and `/`.
    pub fn encoded(&self) -> String {
        use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
        const KEEP: &AsciiSet = &NON_ALPHANUMERIC
            .remove(b'/')
            .remove(b'-')
            .remove(b'.')
            .remove(b'_')
            .remove(b'~')
            .remove(b'(')
            .remove(b')')
            .remove(b':')
            .remove(b';');
        utf8_percent_encode(&self.key, KEEP).to_string()
    }
}

impl FromStr for Doi {
    type Err = NotADoi;

    fn from_str(s: &str) -> Result<Self, NotADoi> {
        let wrong = |reason| NotADoi { got: s.to_owned(), reason, likely: None };
        let printed = s.trim().trim_start_matches("https://doi.org/").trim_start_matches("doi:").trim();
        if !printed.starts_with("10.") {
            return Err(wrong("a DOI begins with 10. and a number"));
        }
        let Some((prefix, suffix)) = printed.split_once('/') else {
            return Err(wrong("a DOI has a slash after its prefix"));
        };
        if suffix.is_empty() || prefix.len() < 7 {
            return Err(wrong("its prefix or suffix is missing"));
        }
        Ok(Self { printed: printed.to_owned(), key: printed.to_ascii_lowercase() })
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
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Doi {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
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
