//! Bibliographic metadata as a CSL-JSON item (<https://docs.citationstyles.org/en/stable/specification.html>): the
//! variables claimbook reads and compares, and whatever else came with them, kept.

mod issued;
mod loose;
mod reading;

pub use issued::{BESIDE_ISSUED, Issued, is_no_date};

use super::PartialDate;
use std::collections::BTreeMap;

/// A CSL-JSON item.
///
/// Reading one never fails over a value: numbers given as text and text given as numbers are taken as meant, lists with
/// one element as that element, and what cannot be understood is kept in `other` under its own name.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    /// CSL type: `article-journal`, `book`, `chapter`, `report`, `webpage`…; empty where unknown.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Authors in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Name>,
    /// The list of authors is cut short ("et al.").
    #[serde(skip_serializing_if = "is_false")]
    pub et_al: bool,
    /// Editors in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub editor: Vec<Name>,
    /// Title with subtitle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Journal, book or site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// The journal's abbreviation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_title_short: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<CslDate>,
    /// When the page was last read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<CslDate>,
    /// Volume, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// Issue, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Pages as printed, `53–64`; an article number goes to `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Article number such as `e42010`, or report number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// What sort of work, in the field's words: `Systematic review`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Publisher's place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_place: Option<String>,
    /// Publication status: `in press`, `advance online publication`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// DOI, bare.
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// PubMed identifier.
    #[serde(rename = "PMID", skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// PubMed Central identifier, with `PMC`.
    #[serde(rename = "PMCID", skip_serializing_if = "Option::is_none")]
    pub pmcid: Option<String>,
    /// ISBN.
    #[serde(rename = "ISBN", skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
    /// ISSN.
    #[serde(rename = "ISSN", skip_serializing_if = "Option::is_none")]
    pub issn: Option<String>,
    /// Address.
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Variables that claimbook does not use, kept as they came.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

fn is_false(b: &bool) -> bool {
    !*b
}

/// A name: `family` and `given`, or `literal` for a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Name {
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Given names or initials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// A particle that stays with the family name: `van der`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_dropping_particle: Option<String>,
    /// A particle that goes where the given names go: `de`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropping_particle: Option<String>,
    /// `Jr.`, `III`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// A group's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub literal: Option<String>,
}

impl Name {
    /// A person.
    pub fn person(family: &str, given: Option<&str>) -> Self {
        Self { family: Some(family.to_owned()), given: given.map(str::to_owned), ..Self::default() }
    }

    /// A group.
    pub fn group(name: &str) -> Self {
        Self { literal: Some(name.to_owned()), ..Self::default() }
    }

    /// The name by which it is cited: the family name with its particle, or the group's name.
    pub fn cited(&self) -> String {
        match (&self.family, &self.non_dropping_particle) {
            (Some(family), Some(particle)) => format!("{particle} {family}"),
            (Some(family), None) => family.clone(),
            (None, _) => self.literal.clone().or_else(|| self.given.clone()).unwrap_or_default(),
        }
    }
}

/// A CSL date: `{"date-parts": [[2023, 12, 2]]}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CslDate(pub PartialDate);

impl serde::Serialize for CslDate {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&serde_json::json!({ "date-parts": [self.0.parts()] }), s)
    }
}

impl Item {
    /// The year of publication.
    pub fn year(&self) -> Option<i16> {
        self.issued.map(|d| d.0.year())
    }

    /// The first author as cited.
    pub fn first_author(&self) -> Option<String> {
        self.author.first().map(Name::cited)
    }
}
