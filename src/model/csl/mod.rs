//! Bibliographic metadata as a CSL-JSON item (<https://docs.citationstyles.org/en/stable/specification.html>): the
//! variables claimbook reads and compares, and whatever else came with them, kept.

mod fields;
mod filling;
mod issued;
mod loose;
mod reading;

pub use fields::{Accessors, FieldAccess, ITEM_FIELDS, ItemField};
pub use filling::FillPolicy;
pub use issued::{BESIDE_ISSUED, Issued, is_no_date};

use super::PartialDate;
use std::collections::BTreeMap;

/// A CSL-JSON item.
///
/// Reading one never fails over a value: numbers given as text and text given as numbers are taken as meant, lists with
/// one element as that element, and what cannot be understood is kept in `other` under its own name. [`ITEM_FIELDS`] has the name
/// of each variable, and how it is read and written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// CSL type: `article-journal`, `book`, `chapter`, `report`, `webpage`…; empty where unknown.
    pub kind: String,
    /// Authors in order.
    pub author: Vec<Name>,
    /// The list of authors is cut short ("et al.").
    pub et_al: bool,
    /// Editors in order.
    pub editor: Vec<Name>,
    /// Title with subtitle.
    pub title: Option<String>,
    /// Journal, book or site.
    pub container_title: Option<String>,
    /// The journal's abbreviation.
    pub container_title_short: Option<String>,
    /// When it was published.
    pub issued: Option<CslDate>,
    /// When the page was last read.
    pub accessed: Option<CslDate>,
    /// Volume, as text.
    pub volume: Option<String>,
    /// Issue, as text.
    pub issue: Option<String>,
    /// Pages as printed, `53–64`; an article number goes to `number`.
    pub page: Option<String>,
    /// Article number such as `e42010`, or report number.
    pub number: Option<String>,
    /// Edition.
    pub edition: Option<String>,
    /// What sort of work, in the field's words: `Systematic review`.
    pub genre: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Publisher's place.
    pub publisher_place: Option<String>,
    /// Publication status: `in press`, `advance online publication`.
    pub status: Option<String>,
    /// DOI, bare.
    pub doi: Option<String>,
    /// PubMed identifier.
    pub pmid: Option<String>,
    /// PubMed Central identifier, with `PMC`.
    pub pmcid: Option<String>,
    /// ISBN.
    pub isbn: Option<String>,
    /// ISSN.
    pub issn: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// Variables that claimbook does not use, kept as they came.
    pub other: BTreeMap<String, serde_json::Value>,
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
    pub fn short_name(&self) -> String {
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
        self.author.first().map(Name::short_name)
    }
}
