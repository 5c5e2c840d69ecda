//! The sources of an article as people want to see them: the entry in the house style, what registries and pages answered and
//! when, what happened to the work, and what was read in it.

use crate::evidence::{
    self, DoiStanding, KnownMetadata, PageStanding, find_doi_standing, find_notices, find_taken_back,
};
use crate::model::*;
use crate::tasks::cite::{list_cited_works, sort_references};
use crate::write::cite::{StyleSheet, StyledRun, set_list};
use crate::write::find_web_address;
use std::collections::BTreeSet;

/// One source: an entry of the article's list, or one of another article that a claim of this one cites.
#[derive(Debug, Clone)]
pub struct ReferenceOverview {
    /// The row.
    pub uid: Uid,
    /// Its number as printed, or else its serial.
    pub number: String,
    /// `article/rN`.
    pub address: String,
    /// Whether the article's list holds it now.
    pub is_listed: bool,
    /// The entry in the house style.
    pub entry: Vec<StyledRun>,
    /// The style could not set it: it is shown as printed.
    pub as_printed: bool,
    /// Where it leads: its DOI's address, else the page that it names.
    pub link: Option<String>,
    /// What is known of its DOI; none where it has none.
    pub doi: Option<DoiStanding>,
    /// What is known of its page, where that stands in place of a DOI.
    pub page: Option<PageStanding>,
    /// What all this says of where it leads.
    pub health: LinkHealth,
    /// The service whose record the entry was compared with, and when that was heard.
    pub compared: Option<(String, jiff::Timestamp)>,
    /// What is printed otherwise than it is registered.
    pub differences: Vec<FieldResult>,
    /// What happened to the work.
    pub notices: Vec<RegisteredNotice>,
    /// Who was asked about notices, and when that was last heard.
    pub notices_heard: Option<(Vec<String>, jiff::Timestamp)>,
    /// The notice that takes the work back, where one does.
    pub taken_back: Option<RegisteredNotice>,
    /// The work's citation key.
    pub work: Option<String>,
    /// The year in which it was published.
    pub year: Option<i16>,
    /// Whether an abstract is stored.
    pub has_abstract: bool,
}

/// What is known of where a source leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkHealth {
    /// It leads nowhere: the DOI does not exist or was deleted, the page is gone.
    Broken,
    /// It leads somewhere by another name or address.
    Moved,
    /// Whoever was asked gave no clear answer, or nobody was asked.
    Unchecked,
    /// It works.
    Works,
    /// It names neither a DOI nor a page.
    None,
}

impl LinkHealth {
    /// All of them, the gravest first.
    pub const ALL: [Self; 5] = [Self::Broken, Self::Moved, Self::Unchecked, Self::Works, Self::None];
}

/// What one claim rests on.
#[derive(Debug, Clone)]
pub struct SourceOverview {
    /// Its place among the article's sources.
    pub at: usize,
    /// The citation, with figures side by side.
    pub citation: CitationDossier,
    /// The level of the work as evidence for this claim.
    pub level: Option<LevelDossier>,
    /// What people found on reading it for this claim, oldest first; what was taken back is not among them.
    pub readings: Vec<ReadingOverview>,
    /// The citation's note, where it says something beyond the readings.
    pub note: Option<String>,
}

/// What a person found on reading a source.
#[derive(Debug, Clone)]
pub struct ReadingOverview {
    /// Who, with credentials.
    pub by: String,
    /// What they recorded.
    pub reading: Reading,
    /// They said something later.
    pub is_superseded: bool,
}

/// Every source of an article, in the order of its list.
pub(super) fn list_references(snapshot: &Snapshot, style: &StyleSheet) -> Vec<ReferenceOverview> {
    let cited: BTreeSet<Uid> = snapshot.citations.iter().filter(|c| is_counted(c)).map(|c| c.reference).collect();
    let beyond = |r: &&Reference| !r.is_listed() && cited.contains(&r.uid);
    let all: Vec<&Reference> = sort_references(snapshot)
        .into_iter()
        .chain(snapshot.references.iter().filter(beyond))
        .chain(snapshot.foreign_references.iter().filter(|r| cited.contains(&r.uid)))
        .collect();
    let works = list_cited_works(all.iter().copied(), snapshot);
    let mut entries: Vec<(Vec<StyledRun>, bool)> = vec![(Vec::new(), true); all.len()];
    for line in set_list(style, &works) {
        if let Some(entry) = entries.get_mut(line.at) {
            *entry = (line.runs, line.as_printed);
        }
    }
    let described = all.into_iter().zip(works.iter().zip(entries)).map(|(reference, (work, (entry, as_printed)))| {
        let year = work.item.issued.map(|date| date.0.year());
        ReferenceOverview { entry, as_printed, year, ..describe(reference, snapshot) }
    });
    described.collect()
}

/// Suggestions that are too weak to be shown are passed over.
fn is_counted(citation: &Citation) -> bool {
    citation.state != CitationState::Suggested || citation.is_offered()
}

fn describe(reference: &Reference, snapshot: &Snapshot) -> ReferenceOverview {
    let work = snapshot.work_behind(reference);
    let doi = find_doi_standing(reference, snapshot);
    let page = evidence::find_page(reference, snapshot);
    let metadata = evidence::find_metadata(reference, snapshot);
    let differs = |result: &FieldResult| result.result == FieldState::Differs;
    let heard = find_notices(reference, snapshot);
    let notices = match (work, &heard) {
        (Some(work), _) => evidence::find_work_notices(work, snapshot),
        (None, Some(heard)) => heard.notices.clone(),
        (None, None) => Vec::new(),
    };
    let asked = heard.map(|heard| heard.asked).unwrap_or_default();
    let asked_at = asked.iter().map(|(_, at)| *at).max();
    ReferenceOverview {
        uid: reference.uid,
        number: reference.number.clone().unwrap_or_else(|| Serial(reference.serial).to_string()),
        address: snapshot.reference_address(reference),
        is_listed: reference.is_listed() && snapshot.article.as_ref().is_some_and(|a| a.uid == reference.article),
        entry: Vec::new(),
        as_printed: true,
        link: find_link(reference, work, doi.as_ref()),
        health: find_health(doi.as_ref(), page.as_ref()),
        doi,
        page: page.and_then(Result::ok),
        differences: metadata.compare_with(reference).into_iter().filter(differs).collect(),
        compared: match metadata {
            KnownMetadata::Held(heard) => Some((heard.service, heard.asked_at)),
            _ => None,
        },
        taken_back: find_taken_back(&notices).cloned(),
        notices,
        notices_heard: asked_at.map(|at| (asked.into_iter().map(|(service, _)| service).collect(), at)),
        work: work.map(|work| work.key.clone()),
        year: None,
        has_abstract: work.is_some_and(|work| work.abstract_text.is_some()),
    }
}

/// An address that may be followed: of the web, and of nothing else.
fn find_link(reference: &Reference, work: Option<&Work>, doi: Option<&DoiStanding>) -> Option<String> {
    let doi = doi.and_then(|standing| standing.doi.as_ref()).map(Doi::url);
    let named = || reference.csl.url.as_deref().or_else(|| work?.url.as_deref());
    let address = doi.or_else(|| named().map(str::to_owned))?;
    find_web_address(&address).map(str::to_owned)
}

fn find_health(doi: Option<&DoiStanding>, page: Option<&Result<PageStanding, NotAPage>>) -> LinkHealth {
    if let Some(standing) = doi {
        return match standing.state {
            DoiState::Exists => LinkHealth::Works,
            DoiState::Alias => LinkHealth::Moved,
            DoiState::Unchecked => LinkHealth::Unchecked,
            DoiState::Absent | DoiState::Malformed | DoiState::Deleted | DoiState::NoTarget => LinkHealth::Broken,
        };
    }
    match page {
        None => LinkHealth::None,
        Some(Err(_)) => LinkHealth::Unchecked,
        Some(Ok(standing)) => match &standing.heard {
            Some((answer, _)) if answer.is_lost() => LinkHealth::Broken,
            Some((answer, _)) if answer.moved_to.is_some() => LinkHealth::Moved,
            Some((answer, _)) if answer.state.is_good() => LinkHealth::Works,
            _ => LinkHealth::Unchecked,
        },
    }
}
