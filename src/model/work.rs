//! Works: what references refer to, once for the whole catalogue.

use super::words::words;
use super::{Doi, Identifier, Item, PartialDate, Uid, list_identifiers};

/// The thing referred to.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// The row's identity.
    pub uid: Uid,
    /// The citation key, such as `salari2023`; unique in the catalogue.
    pub key: String,
    /// Digital Object Identifier, folded.
    pub doi: Option<Doi>,
    /// PubMed identifier.
    pub pmid: Option<String>,
    /// PubMed Central identifier, with `PMC`.
    pub pmcid: Option<String>,
    /// ISBN-13, digits only.
    pub isbn: Option<String>,
    /// NCBI Bookshelf accession, with `NBK`.
    pub nbk: Option<String>,
    /// arXiv identifier without version.
    pub arxiv: Option<String>,
    /// Where it is read, for works without a better identifier.
    pub url: Option<String>,
    /// Bibliographic metadata.
    pub csl: Item,
    /// The abstract, which stays under its owner's copyright and out of exports unless asked for.
    pub abstract_text: Option<String>,
    /// Publication types as registries name them, such as `Systematic Review`; `; ` between two.
    pub publication_types: Option<String>,
    /// A person's evidence level, 1 to 5, that overrules the derived one.
    pub level: Option<u8>,
    /// Why.
    pub level_reason: Option<String>,
    /// A person says that its age does not matter.
    pub seminal: bool,
    /// The newer version that replaces it.
    pub superseded_by: Option<Uid>,
    /// The work it turned out to be; then it is kept for its history alone.
    pub merged_into: Option<Uid>,
}

impl Work {
    /// The identifiers by which registries are asked about it.
    pub fn identifiers(&self) -> impl Iterator<Item = Identifier> {
        list_identifiers(self.doi.clone(), self.pmid.as_deref(), self.pmcid.as_deref())
    }
}

/// What a work is known by.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownBy {
    /// The row's identity.
    pub uid: Uid,
    /// The DOI.
    pub doi: Option<Doi>,
    /// The PubMed identifier.
    pub pmid: Option<String>,
    /// The PubMed Central identifier.
    pub pmcid: Option<String>,
    /// The Bookshelf accession.
    pub nbk: Option<String>,
    /// The arXiv identifier.
    pub arxiv: Option<String>,
    /// The address, of works without a better identifier.
    pub url: Option<String>,
    /// The title.
    pub title: Option<String>,
}

impl From<&Work> for KnownBy {
    fn from(work: &Work) -> Self {
        Self {
            uid: work.uid,
            doi: work.doi.clone(),
            pmid: work.pmid.clone(),
            pmcid: work.pmcid.clone(),
            nbk: work.nbk.clone(),
            arxiv: work.arxiv.clone(),
            url: work.url.clone(),
            title: work.csl.title.clone(),
        }
    }
}

/// A retraction, correction or the like, on a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The row's identity.
    pub uid: Uid,
    /// The work.
    pub work: Uid,
    /// What happened.
    pub kind: NoticeKind,
    /// Who says so, such as `crossref` or `retraction-watch`.
    pub source: String,
    /// When it was published.
    pub noticed_on: Option<PartialDate>,
    /// The notice's own DOI.
    pub doi: Option<Doi>,
    /// The word the source used, where it is not `kind`.
    pub label: Option<String>,
}

words! {
    /// What happened to a published work.
    NoticeKind, "notice kind" {
        /// Retracted.
        Retraction = "retraction",
        /// Retracted in part.
        PartialRetraction = "partial-retraction",
        /// Withdrawn.
        Withdrawal = "withdrawal",
        /// Taken down.
        Removal = "removal",
        /// Expression of concern.
        Concern = "concern",
        /// Correction, corrigendum, erratum.
        Correction = "correction",
        /// A retraction taken back.
        Reinstatement = "reinstatement",
        /// A newer version exists.
        NewVersion = "new-version",
        /// Something else.
        Other = "other",
    }
}
