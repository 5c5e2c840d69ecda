//! What tells a work from all others, and what a registry is asked about: one identifier of any of these schemes.

use super::{ArxivId, Nbk, Pmcid, Pmid};
use crate::model::{Doi, KnownBy, PageUrl, Uid};
use std::borrow::Cow;

/// An identifier of a work, or a reference that has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identifier {
    /// A DOI.
    Doi(Doi),
    /// A PubMed identifier.
    Pmid(Pmid),
    /// A PubMed Central identifier.
    Pmcid(Pmcid),
    /// A Bookshelf accession.
    Nbk(Nbk),
    /// An arXiv identifier.
    Arxiv(ArxivId),
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
            Self::Nbk(_) => "nbk",
            Self::Arxiv(_) => "arxiv",
            Self::Url(_) => "url",
            Self::Reference(_) => "reference",
        }
    }

    /// What its scheme is called in messages.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Doi(_) => "DOI",
            Self::Pmid(_) => "PMID",
            Self::Pmcid(_) => "PMCID",
            Self::Nbk(_) => "NBK",
            Self::Arxiv(_) => "arXiv",
            Self::Url(_) => "URL",
            Self::Reference(_) => "reference",
        }
    }

    /// The identifier as observations keep it: folded.
    pub fn value(&self) -> Cow<'_, str> {
        match self {
            Self::Doi(doi) => Cow::Borrowed(doi.key()),
            Self::Pmid(pmid) => Cow::Borrowed(pmid.as_str()),
            Self::Pmcid(pmcid) => Cow::Borrowed(pmcid.as_str()),
            Self::Nbk(nbk) => Cow::Borrowed(nbk.as_str()),
            Self::Arxiv(arxiv) => Cow::Borrowed(arxiv.as_str()),
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

impl KnownBy {
    /// What tells the work from all others, the weightiest first; what is no identifier to the letter is left out. An ISBN names a
    /// book and not its chapters; an address counts where there is nothing better.
    pub fn identifiers(&self) -> Vec<Identifier> {
        let asked = list_identifiers(self.doi.clone(), self.pmid.as_deref(), self.pmcid.as_deref());
        let nbk = self.nbk.as_deref().and_then(|nbk| nbk.parse().ok()).map(Identifier::Nbk);
        let arxiv = self.arxiv.as_deref().and_then(|arxiv| arxiv.parse().ok()).map(Identifier::Arxiv);
        let mut identifiers: Vec<Identifier> = asked.chain(nbk).chain(arxiv).collect();
        if identifiers.is_empty() {
            identifiers.extend(self.url.as_deref().and_then(|url| url.parse().ok()).map(Identifier::Url));
        }
        identifiers
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
