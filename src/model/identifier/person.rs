//! Identifiers of people.

use super::super::Settings;
use super::{
    NotAnIdentifier, check_character, explain_check, find_in_url, join_groups, strip_label, through_text, to_digit,
};
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
        let number = join_groups(strip_label(find_in_url(s.trim(), &["orcid.org/"]), &["ORCID iD", "ORCID"]))
            .to_ascii_uppercase();
        let digits: Option<Vec<u32>> = number.chars().map(to_digit).collect();
        let (body, check) = match digits.as_deref().and_then(<[u32]>::split_last) {
            Some((check, body)) if body.len() == 15 && !body.contains(&10) => (body, *check),
            _ => return Err(wrong("expected sixteen digits in four groups, the last perhaps X".to_owned())),
        };
        let total = body.iter().fold(0, |total, d| (total + d) * 2 % 11);
        let expected = (12 - total) % 11;
        if check != expected {
            return Err(wrong(explain_check(check_character(check), expected)));
        }
        let groups: Vec<&str> = (0..16).step_by(4).filter_map(|i| number.get(i..i + 4)).collect();
        Ok(Self(groups.join("-")))
    }
}

through_text!(Orcid);

/// What a person declares to be known by, wherever they work: an ORCID iD, a mail address, or a key such as the
/// fingerprint of the one they sign with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeclaredId(String);

impl DeclaredId {
    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DeclaredId {
    type Err = NotAnIdentifier;

    fn from_str(s: &str) -> Result<Self, NotAnIdentifier> {
        const LENGTHS: std::ops::RangeInclusive<usize> = 8..=200;
        let typed = s.trim();
        if let Ok(orcid) = typed.parse::<Orcid>() {
            return Ok(Self(orcid.as_str().to_owned()));
        }
        if Settings::is_mailto(typed) {
            return Ok(Self(typed.to_lowercase()));
        }
        let is_key = LENGTHS.contains(&typed.chars().count())
            && !typed.contains('@')
            && typed.chars().all(|c| c.is_alphanumeric() || "-_:./+=".contains(c));
        match is_key {
            true => Ok(Self(typed.to_owned())),
            false => {
                let reason =
                    "expected an ORCID iD, a mail address, or a key of at least eight characters without space";
                Err(NotAnIdentifier::new("id", s, reason.to_owned()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DeclaredId;

    #[test]
    fn an_id_is_an_orcid_a_mail_address_or_a_key() {
        for (typed, stored) in [
            ("https://orcid.org/0000-0002-1825-0097", Some("0000-0002-1825-0097")),
            ("0000000218250097", Some("0000-0002-1825-0097")),
            ("A.Reviewer@Example.org", Some("a.reviewer@example.org")),
            ("SHA256:7d4f0a+b/c=", Some("SHA256:7d4f0a+b/c=")),
            ("A. Reviewer", None),
            ("short", None),
            ("", None),
        ] {
            let read = typed.parse::<DeclaredId>().ok();
            assert_eq!(read.as_ref().map(DeclaredId::as_str), stored, "{typed}");
        }
    }
}
