//! What is known of the pages that references lead to: the one that an entry names in place of a DOI, which decides, and the one
//! that its DOI leads to, which only advises.

use super::find_doi_standing;
use crate::model::{Identifier, NotAPage, PageAnswer, PageUrl, Reference, Snapshot, Subject};

/// A page, and what it last said.
#[derive(Debug, Clone, PartialEq)]
pub struct PageStanding {
    /// The page.
    pub page: PageUrl,
    /// What it said, and when that was last heard; none where nobody asked.
    pub heard: Option<(PageAnswer, jiff::Timestamp)>,
}

/// The page that a reference names in place of a DOI or a PubMed identifier. None where it names none.
///
/// # Errors
/// [`NotAPage`], for an address that is never asked.
pub fn find_page(reference: &Reference, snapshot: &Snapshot) -> Option<Result<PageStanding, NotAPage>> {
    let work = snapshot.work_behind(reference);
    let named = |own: &Option<String>, works: Option<&String>| own.is_some() || works.is_some();
    let csl = &reference.csl;
    if find_doi_standing(reference, snapshot).is_some()
        || named(&csl.pmid, work.and_then(|w| w.pmid.as_ref()))
        || named(&csl.pmcid, work.and_then(|w| w.pmcid.as_ref()))
    {
        return None;
    }
    let url = csl.url.as_deref().or_else(|| work?.url.as_deref())?;
    Some(url.parse().map(|page| find_standing(page, snapshot)))
}

/// The page that a reference's DOI leads to, where that is known.
pub fn find_landing_page(reference: &Reference, snapshot: &Snapshot) -> Option<PageStanding> {
    let target = find_doi_standing(reference, snapshot)?.target?;
    Some(find_standing(target.parse().ok()?, snapshot))
}

fn find_standing(page: PageUrl, snapshot: &Snapshot) -> PageStanding {
    let heard = snapshot.observation(Subject::Page, &Identifier::Url(page.clone()));
    let heard = heard.and_then(|o| Some((serde_json::from_str(&o.answer).ok()?, o.asked_at)));
    PageStanding { page, heard }
}
