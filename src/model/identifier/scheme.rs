//! What a registry is asked about, or an answer is kept for: one identifier of any of these schemes.

use super::{Pmcid, Pmid};
use crate::model::{Doi, PageUrl, Uid};
use std::borrow::Cow;

/// An identifier that a service can be asked about, or a reference that has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identifier {
    /// A DOI.
    Doi(Doi),
    /// A PubMed identifier.
    Pmid(Pmid),
    /// A PubMed Central identifier.
    Pmcid(Pmcid),
    /// A page.
    Url(PageUrl),
    /// An entry of a list that names no identifier.
    Reference(Uid),
}

impl Identifier {
    /// Its scheme, as observations name it.
    pub const fn scheme(&self) -> &'static str {
        match self {
            Self::Doi(_) => "doi",
            Self::Pmid(_) => "pmid",
            Self::Pmcid(_) => "pmcid",
            Self::Url(_) => "url",
            Self::Reference(_) => "reference",
        }
    }

    /// The identifier as observations keep it: folded.
    pub fn value(&self) -> Cow<'_, str> {
        match self {
            Self::Doi(doi) => Cow::Borrowed(doi.key()),
            Self::Pmid(pmid) => Cow::Borrowed(pmid.as_str()),
            Self::Pmcid(pmcid) => Cow::Borrowed(pmcid.as_str()),
            Self::Url(url) => Cow::Borrowed(url.key()),
            Self::Reference(uid) => Cow::Owned(uid.to_string()),
        }
    }

    /// Reads back what [`Identifier::scheme`] and [`Identifier::value`] gave; none for a scheme that nobody is asked by.
    pub fn parse(scheme: &str, value: &str) -> Option<Self> {
        match scheme {
            "doi" => value.parse().ok().map(Self::Doi),
            "pmid" => value.parse().ok().map(Self::Pmid),
            "pmcid" => value.parse().ok().map(Self::Pmcid),
            "url" => value.parse().ok().map(Self::Url),
            "reference" => value.parse().ok().map(Self::Reference),
            _ => None,
        }
    }

    /// The DOI, where it is one.
    pub const fn doi(&self) -> Option<&Doi> {
        match self {
            Self::Doi(doi) => Some(doi),
            _ => None,
        }
    }
}

/// The identifiers of a work by which registries are asked, the weightiest first; what is none to the letter is left out.
pub fn list_identifiers(doi: Option<Doi>, pmid: Option<&str>, pmcid: Option<&str>) -> impl Iterator<Item = Identifier> {
    let pmid = pmid.and_then(|pmid| pmid.parse().ok()).map(Identifier::Pmid);
    let pmcid = pmcid.and_then(|pmcid| pmcid.parse().ok()).map(Identifier::Pmcid);
    doi.map(Identifier::Doi).into_iter().chain(pmid).chain(pmcid)
}

impl From<Doi> for Identifier {
    fn from(doi: Doi) -> Self {
        Self::Doi(doi)
    }
}

impl From<Pmid> for Identifier {
    fn from(pmid: Pmid) -> Self {
        Self::Pmid(pmid)
    }
}
