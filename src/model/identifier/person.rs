//! Identifiers of people.

use super::{NotAnIdentifier, check_character, digit, in_url, through_text, ungrouped, unlabelled, wrong_check};
use std::str::FromStr;

/// An ORCID iD, `0000-0002-1825-0097`, with the check character of ISO 7064 (mod 11-2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Orcid(String);

impl Orcid {
    /// With its hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("https://orcid.org/{}", self.0)
    }
}

impl FromStr for Orcid {
    type Err = NotAnIdentifier;

    fn from_str(s: &str) -> Result<Self, NotAnIdentifier> {
        let wrong = |reason: String| NotAnIdentifier::new("ORCID iD", s, reason);
        let number =
            ungrouped(unlabelled(in_url(s.trim(), &["orcid.org/"]), &["ORCID iD", "ORCID"])).to_ascii_uppercase();
        let digits: Option<Vec<u32>> = number.chars().map(digit).collect();
        let (body, check) = match digits.as_deref().and_then(<[u32]>::split_last) {
            Some((check, body)) if body.len() == 15 && !body.contains(&10) => (body, *check),
            _ => return Err(wrong("expected sixteen digits in four groups, the last perhaps X".to_owned())),
        };
        let total = body.iter().fold(0, |total, d| (total + d) * 2 % 11);
        let expected = (12 - total) % 11;
        if check != expected {
            return Err(wrong(wrong_check(check_character(check), expected)));
        }
        let groups: Vec<&str> = (0..16).step_by(4).filter_map(|i| number.get(i..i + 4)).collect();
        Ok(Self(groups.join("-")))
    }
}

through_text!(Orcid);
