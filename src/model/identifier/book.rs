//! Numbers of books and journals.

use super::{NotAnIdentifier, check_character, explain_check, join_groups, strip_label, through_text, to_digit};
use std::str::FromStr;

/// An International Standard Book Number, of ten or thirteen digits; compared and stored as thirteen.
#[derive(Debug, Clone)]
pub struct Isbn {
    printed: String,
    thirteen: String,
}

impl Isbn {
    /// Thirteen digits without hyphens.
    pub fn as_str(&self) -> &str {
        &self.thirteen
    }

    /// As it was printed, without label.
    pub fn printed(&self) -> &str {
        &self.printed
    }
}

impl PartialEq for Isbn {
    fn eq(&self, other: &Self) -> bool {
        self.thirteen == other.thirteen
    }
}
impl Eq for Isbn {}

impl FromStr for Isbn {
    type Err = NotAnIdentifier;

    fn from_str(s: &str) -> Result<Self, NotAnIdentifier> {
        let wrong = |reason: String| NotAnIdentifier::new("ISBN", s, reason);
        let labels = ["urn:isbn", "ISBN-13", "ISBN-10", "ISBN13", "ISBN10", "ISBN"];
        let printed = strip_label(s, &labels).trim();
        let number = join_groups(printed);
        let digits: Option<Vec<u32>> = number.chars().map(to_digit).collect();
        let digits = digits.ok_or_else(|| wrong("expected digits, hyphens and perhaps a final X".to_owned()))?;
        let (body, check) = match digits.split_last() {
            Some((check, body)) if (body.len() == 9 || body.len() == 12) && !body.contains(&10) => (body, *check),
            _ => return Err(wrong(format!("it has {} of 10 or 13 digits", digits.len()))),
        };
        let expected = if body.len() == 9 { check_ten(body) } else { check_thirteen(body) };
        if body.len() == 12 && !matches!(body, [9, 7, 8 | 9, ..]) {
            return Err(wrong("one of 13 digits begins with 978 or 979".to_owned()));
        }
        if check != expected {
            return Err(wrong(explain_check(number.chars().last().unwrap_or('?'), expected)));
        }
        let body = if body.len() == 9 { [&[9, 7, 8], body].concat() } else { body.to_vec() };
        let thirteen = body.iter().chain([&check_thirteen(&body)]).map(|d| check_character(*d)).collect();
        Ok(Self { printed: printed.to_owned(), thirteen })
    }
}

/// Weights ten to two; the whole is divisible by eleven.
fn check_ten(body: &[u32]) -> u32 {
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(d, weight)| d * weight).sum();
    (11 - sum % 11) % 11
}

/// Weights one and three in turn; the whole is divisible by ten.
fn check_thirteen(body: &[u32]) -> u32 {
    let sum: u32 = body.iter().zip([1, 3].into_iter().cycle()).map(|(d, weight)| d * weight).sum();
    (10 - sum % 10) % 10
}

/// An International Standard Serial Number, `1471-2393`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Issn(String);

impl Issn {
    /// With its hyphen.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its page at the ISSN portal.
    pub fn url(&self) -> String {
        format!("https://portal.issn.org/resource/ISSN/{}", self.0)
    }
}

impl FromStr for Issn {
    type Err = NotAnIdentifier;

    fn from_str(s: &str) -> Result<Self, NotAnIdentifier> {
        let wrong = |reason: String| NotAnIdentifier::new("ISSN", s, reason);
        let number = join_groups(strip_label(s, &["urn:issn", "eISSN", "ISSN-L", "ISSN"])).to_ascii_uppercase();
        let digits: Option<Vec<u32>> = number.chars().map(to_digit).collect();
        let (body, check) = match digits.as_deref().and_then(<[u32]>::split_last) {
            Some((check, body)) if body.len() == 7 && !body.contains(&10) => (body, *check),
            _ => return Err(wrong("expected four digits, a hyphen, three digits and a digit or X".to_owned())),
        };
        let sum: u32 = body.iter().zip((2..=8).rev()).map(|(d, weight)| d * weight).sum();
        let expected = (11 - sum % 11) % 11;
        if check != expected {
            return Err(wrong(explain_check(check_character(check), expected)));
        }
        let (first, second) = number.split_at_checked(4).unwrap_or((&number, ""));
        Ok(Self(format!("{first}-{second}")))
    }
}

through_text!(Isbn, Issn);
