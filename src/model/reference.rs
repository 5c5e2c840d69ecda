//! Entries of an article's reference list, as printed.

use super::{Article, Doi, Identifier, Item, Uid, list_identifiers, reference_address};

/// One entry of an article's list.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The row's identity.
    pub uid: Uid,
    /// The article whose list it is.
    pub article: Uid,
    /// N of the address `article/rN`; never reused.
    pub serial: u32,
    /// The number as printed; lists may restart by section, or have none.
    pub number: Option<String>,
    /// The heading of the list or part of the list it stands under.
    pub section: String,
    /// The whole entry as printed.
    pub printed: String,
    /// The DOI as printed, even where it is malformed.
    pub doi_printed: Option<String>,
    /// What could be read out of it.
    pub csl: Item,
    /// The work it refers to.
    pub work: Option<Uid>,
    /// The last version of the article whose list held it; none while it is in the newest.
    pub last_version: Option<u32>,
    /// When a person took it out of the list.
    pub retired_on: Option<jiff::civil::Date>,
}

impl Reference {
    /// Whether the article's list holds it.
    pub fn is_listed(&self) -> bool {
        self.last_version.is_none() && self.retired_on.is_none()
    }

    /// Its address, given the article whose list it is in.
    pub fn address(&self, article: &Article) -> String {
        reference_address(&article.key, self.serial)
    }

    /// The DOI as the list gives it, well formed or not: the printed one, else the one among its fields.
    pub fn given_doi(&self) -> Option<&str> {
        self.doi_printed.as_deref().or(self.csl.doi.as_deref())
    }

    /// The DOI, where the printed one is well formed.
    pub fn doi(&self) -> Option<Doi> {
        self.csl.doi.as_deref().and_then(|d| d.parse().ok())
    }

    /// The identifiers by which registries are asked about it.
    pub fn identifiers(&self) -> impl Iterator<Item = Identifier> {
        list_identifiers(self.doi(), self.csl.pmid.as_deref(), self.csl.pmcid.as_deref())
    }

    /// Whether this DOI was cut out of the address of a page, so that nobody printed it as one.
    pub fn is_cut(&self, doi: &Doi) -> bool {
        doi.is_cut_from(&self.printed, self.csl.url.as_deref())
    }
}
