//! Records of databases: PubMed, PubMed Central, the NCBI Bookshelf, arXiv.

use super::{NotAnIdentifier, find_in_url, strip_label, through_text};
use std::str::FromStr;

/// A PubMed identifier. Any number of one to eight digits passes, so it is only ever read where a label or URL says
/// that it is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pmid(String);

impl Pmid {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its page at PubMed.
    pub fn url(&self) -> String {
        format!("https://pubmed.ncbi.nlm.nih.gov/{}/", self.0)
    }
}

impl FromStr for Pmid {
    type Err = NotAnIdentifier;

    fn from_str(s: &str) -> Result<Self, NotAnIdentifier> {
        let places =
            ["pubmed.ncbi.nlm.nih.gov/", "/pubmed/", "europepmc.org/article/med/", "europepmc.org/abstract/med/"];
        let digits = strip_label(find_in_url(s.trim(), &places), &["PubMed PMID", "PubMed ID", "PMID"]).trim();
        if (1..=8).contains(&digits.len()) && all_digits(digits) && !digits.starts_with('0') {
            Ok(Self(digits.to_owned()))
        } else {
            Err(NotAnIdentifier::new("PMID", s, "expected one to eight digits, the first not 0"))
        }
    }
}

/// A PubMed Central identifier, `PMC10693090`, with its version where one is given: `PMC10693090.1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pmcid(String);

impl Pmcid {
    /// With `PMC`, and with the version if there is one.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the version.
    pub fn base(&self) -> &str {
        self.0.split('.').next().unwrap_or(&self.0)
    }

    /// Its page at PubMed Central.
    pub fn url(&self) -> String {
        format!("https://pmc.ncbi.nlm.nih.gov/articles/{}/", self.0)
    }
}

impl FromStr for Pmcid {
    type Err = NotAnIdentifier;

    fn from_str(s: &str) -> Result<Self, NotAnIdentifier> {
        let inner =
            strip_label(find_in_url(s.trim(), &["/articles/", "europepmc.org/article/pmc/"]), &["PMCID"]).trim();
        let digits = strip_prefix_letters(inner, "PMC").filter(|rest| {
            let mut parts = rest.split('.');
            rest.matches('.').count() <= 1 && parts.all(|part| !part.is_empty() && all_digits(part))
        });
        digits
            .map(|digits| Self(format!("PMC{digits}")))
            .ok_or_else(|| NotAnIdentifier::new("PMCID", s, "expected PMC and digits, such as PMC10693090"))
    }
}

/// An accession of the NCBI Bookshelf, `NBK430685`; most have no DOI.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nbk(String);

impl Nbk {
    /// With `NBK`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its page at the Bookshelf.
    pub fn url(&self) -> String {
        format!("https://www.ncbi.nlm.nih.gov/books/{}/", self.0)
    }
}

impl FromStr for Nbk {
    type Err = NotAnIdentifier;

    fn from_str(s: &str) -> Result<Self, NotAnIdentifier> {
        let inner = strip_label(find_in_url(s.trim(), &["/books/"]), &["Bookshelf ID"]).trim();
        strip_prefix_letters(inner, "NBK")
            .filter(|digits| !digits.is_empty() && all_digits(digits))
            .map(|digits| Self(format!("NBK{digits}")))
            .ok_or_else(|| NotAnIdentifier::new("Bookshelf accession", s, "expected NBK and digits, such as NBK430685"))
    }
}

/// An arXiv identifier: `2101.12345`, `hep-th/9901001`, with its version where one is given (`v2`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArxivId(String);

impl ArxivId {
    /// With the version if there is one.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the version.
    pub fn base(&self) -> &str {
        split_version(&self.0).0
    }

    /// Its page at arXiv.
    pub fn url(&self) -> String {
        format!("https://arxiv.org/abs/{}", self.0)
    }
}

impl FromStr for ArxivId {
    type Err = NotAnIdentifier;

    fn from_str(s: &str) -> Result<Self, NotAnIdentifier> {
        let lower = s.to_ascii_lowercase();
        let in_page = ["arxiv.org/abs/", "arxiv.org/pdf/", "arxiv.org/html/"]
            .iter()
            .find_map(|place| s.get(lower.find(place)? + place.len()..))
            .and_then(|path| path.split(['?', '#']).next())
            .map(|path| path.strip_suffix(".pdf").unwrap_or(path));
        let inner = strip_label(in_page.unwrap_or(s), &["arXiv"]).trim();
        match find_arxiv_fault(split_version(inner).0) {
            None => Ok(Self(inner.to_owned())),
            Some(reason) => Err(NotAnIdentifier::new("arXiv identifier", s, reason)),
        }
    }
}

/// What is wrong with an arXiv identifier without version.
fn find_arxiv_fault(base: &str) -> Option<&'static str> {
    const FORMS: &str = "expected a form such as 2101.12345 or hep-th/9901001";
    let (month, number, digits) = match base.split_once('.').filter(|_| !base.contains('/')) {
        Some((month, number)) => (month, number, if month >= "1501" { 5 } else { 4 }),
        None => {
            let Some((archive, number)) = base.split_once('/') else { return Some(FORMS) };
            let named = archive.starts_with(|c: char| c.is_ascii_lowercase())
                && archive.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'.');
            let Some((month, number)) = number.split_at_checked(4).filter(|_| named) else { return Some(FORMS) };
            (month, number, 3)
        }
    };
    if month.len() != 4 || !all_digits(month) || !all_digits(number) || number.is_empty() {
        return Some(FORMS);
    }
    if !matches!(month.get(2..).and_then(|m| m.parse::<u8>().ok()), Some(1..=12)) {
        return Some("its third and fourth digits are not a month from 01 to 12");
    }
    match (number.len() == digits, digits) {
        (true, _) => None,
        (false, 5) => Some("since 2015, five digits follow the dot"),
        (false, 4) => Some("before 2015, four digits follow the dot"),
        _ => Some("seven digits follow the slash"),
    }
}

/// An arXiv identifier and its version, `v2`.
fn split_version(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once('v') {
        Some((base, version))
            if base.ends_with(|c: char| c.is_ascii_digit()) && !version.is_empty() && all_digits(version) =>
        {
            (base, Some(version))
        }
        _ => (text, None),
    }
}

fn strip_prefix_letters<'a>(text: &'a str, letters: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(letters.len())?;
    head.eq_ignore_ascii_case(letters).then_some(rest)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

through_text!(Pmid, Pmcid, Nbk, ArxivId);
