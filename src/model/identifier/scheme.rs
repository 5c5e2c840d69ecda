//! What a registry is asked about, or an answer is kept for: one identifier of any of these schemes.

use super::{Pmcid, Pmid};
use crate::model::{Doi, PageUrl, Uid};

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
    pub fn value(&self) -> String {
        match self {
            Self::Doi(doi) => doi.key().to_owned(),
            Self::Pmid(pmid) => pmid.to_string(),
            Self::Pmcid(pmcid) => pmcid.to_string(),
            Self::Url(url) => url.key().to_owned(),
            Self::Reference(uid) => uid.to_string(),
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
