//! What is known of a reference's DOI: from its printed form, then from what the registries last answered.

use crate::model::{
    Doi, DoiState, ExistsAnswer, MOST_ALIASES, MetadataAnswer, NotADoi, Observation, Reference, Snapshot, Subject,
};

/// What is known of a DOI, and since when.
#[derive(Debug, Clone, PartialEq)]
pub struct DoiStanding {
    /// The DOI; none where the printed one is malformed. Of one that was cut out of the address of a page, the part that is
    /// registered.
    pub doi: Option<Doi>,
    /// Whether it exists.
    pub state: DoiState,
    /// When the answer was last heard; none where nobody has been asked.
    pub asked_at: Option<jiff::Timestamp>,
    /// Who answered.
    pub service: Option<String>,
    /// The registration agency as it names itself.
    pub agency: Option<String>,
    /// Where it points.
    pub target: Option<String>,
    /// The DOI it is an alias of.
    pub alias_of: Option<String>,
    /// What is wrong with the printed form.
    pub malformed: Option<NotADoi>,
    /// Nobody printed it as a DOI: it was cut out of the address of a page, which holds something else; none where it does not.
    pub cut: Option<CutDoi>,
}

/// What became of a DOI that was cut out of the address of a page, and is not registered as it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutDoi {
    /// The address goes on behind what is registered.
    Short,
    /// Neither it nor a shorter part of it is registered: the address holds no DOI.
    None,
}

/// What is known of the DOI of a reference: the printed one, else its work's. None where there is no DOI.
pub fn find_doi_standing(reference: &Reference, snapshot: &Snapshot) -> Option<DoiStanding> {
    let unknown = DoiStanding {
        doi: None,
        state: DoiState::Unchecked,
        asked_at: None,
        service: None,
        agency: None,
        target: None,
        alias_of: None,
        malformed: None,
        cut: None,
    };
    let printed = match snapshot.doi_of(reference)? {
        Ok(doi) => doi,
        Err(wrong) => {
            return Some(DoiStanding { state: DoiState::Malformed, malformed: Some(wrong.clone()), ..unknown });
        }
    };
    let (doi, cut) = find_registered_part(reference, printed, snapshot);
    let heard = snapshot.observation(Subject::Exists, &doi.clone().into());
    let mut service = heard.map(|o| o.service.clone());
    let mut answer = heard.and_then(read_exists);
    if let (Some(answer), Some(heard)) = (&mut answer, heard)
        && let Some(by) = complete_answer(answer, heard, &doi, snapshot)
    {
        service = Some(by);
    }
    Some(DoiStanding {
        // What is no DOI of anybody's is not missing either.
        state: answer.as_ref().filter(|_| cut != Some(CutDoi::None)).map_or(DoiState::Unchecked, |a| a.state),
        doi: Some(doi),
        asked_at: heard.map(|o| o.asked_at),
        service,
        agency: answer.as_ref().and_then(|a| a.agency.clone()),
        target: answer.as_ref().and_then(|a| a.target.clone()),
        alias_of: answer.and_then(|a| a.alias_of),
        cut,
        ..unknown
    })
}

/// The DOIs under which the records of a reference's work are kept: its own as far as it is registered, and the one that this is
/// another name of. A short DOI is known at doi.org alone.
pub(super) fn list_dois(reference: &Reference, snapshot: &Snapshot) -> Vec<Doi> {
    let Some(Ok(printed)) = snapshot.doi_of(reference) else { return Vec::new() };
    let (own, _) = find_registered_part(reference, printed, snapshot);
    let primes = list_primes(&own, snapshot);
    std::iter::once(own).chain(primes).collect()
}

/// What a DOI is another name of, and what that is another name of in turn.
fn list_primes(doi: &Doi, snapshot: &Snapshot) -> Vec<Doi> {
    let mut primes: Vec<Doi> = Vec::new();
    while primes.len() < MOST_ALIASES
        && let Some(answer) = find_existence(primes.last().unwrap_or(doi), snapshot)
        && let Some(prime) = answer.alias_of.and_then(|prime| prime.parse::<Doi>().ok())
        && prime != *doi
        && !primes.contains(&prime)
    {
        primes.push(prime);
    }
    primes
}

/// The part of a DOI that is registered, where it was cut out of the address of a page: the longest that somebody knows.
fn find_registered_part(reference: &Reference, printed: &Doi, snapshot: &Snapshot) -> (Doi, Option<CutDoi>) {
    let said = find_existence(printed, snapshot).map(|answer| answer.state);
    if said.is_some_and(is_registered) || is_kept(printed, snapshot) || !reference.is_cut(printed) {
        return (printed.clone(), None);
    }
    let is_known =
        |doi: &Doi| find_existence(doi, snapshot).is_some_and(|a| is_registered(a.state)) || is_kept(doi, snapshot);
    let shorter = printed.list_shorter();
    match (shorter.into_iter().find(is_known), said) {
        (Some(part), _) => (part, Some(CutDoi::Short)),
        (None, Some(DoiState::Absent | DoiState::Malformed)) => (printed.clone(), Some(CutDoi::None)),
        (None, _) => (printed.clone(), None),
    }
}

const fn is_registered(state: DoiState) -> bool {
    matches!(state, DoiState::Exists | DoiState::Alias | DoiState::Deleted | DoiState::NoTarget)
}

/// Whether a keeper of records has one under a DOI.
fn is_kept(doi: &Doi, snapshot: &Snapshot) -> bool {
    let about = snapshot.observations.list_about(&doi.clone().into()).iter();
    about.filter(|o| o.subject == Subject::Metadata).any(|o| read_metadata(o).is_some())
}

fn find_existence(doi: &Doi, snapshot: &Snapshot) -> Option<ExistsAnswer> {
    snapshot.observation(Subject::Exists, &doi.clone().into()).and_then(read_exists)
}

fn read_exists(observation: &Observation) -> Option<ExistsAnswer> {
    serde_json::from_str(&observation.answer).ok()
}

fn read_metadata(observation: &Observation) -> Option<MetadataAnswer> {
    serde_json::from_str::<Option<MetadataAnswer>>(&observation.answer).ok().flatten()
}

/// How long a run may take, generously: what was heard within it was heard together.
const ONE_RUN: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);

/// What an agency adds to what doi.org said. Asked about in a list, doi.org says that a DOI exists, not where it points; and only
/// the agency knows that an owner hid the record of a DOI which still points somewhere. Gives the agency, where it was that
/// which changed the verdict.
fn complete_answer(answer: &mut ExistsAnswer, heard: &Observation, doi: &Doi, snapshot: &Snapshot) -> Option<String> {
    if answer.state != DoiState::Exists {
        return complete_alias(answer, doi, snapshot);
    }
    let about = snapshot.observations.list_about(&doi.clone().into()).iter().filter(|o| o.subject == Subject::Metadata);
    let told = about.filter_map(|o| Some((o, read_metadata(o)?)));
    let (by, metadata) = told.filter(|(_, m)| m.target.is_some() || m.deleted).max_by_key(|(o, _)| o.asked_at)?;
    // What doi.org says in a later run counts: an owner may have brought it back. In the same run it is asked after the agency,
    // which alone knows of a record that is hidden.
    let is_later = heard.asked_at.duration_since(by.asked_at) > ONE_RUN;
    let deleted = metadata.deleted && (answer.target.is_none() || !is_later);
    if answer.target.is_none() {
        answer.target = metadata.target;
    }
    if deleted {
        answer.state = DoiState::Deleted;
    }
    deleted.then(|| by.service.clone())
}

/// Another name of a DOI that was deleted was deleted with it.
fn complete_alias(answer: &mut ExistsAnswer, doi: &Doi, snapshot: &Snapshot) -> Option<String> {
    let prime = list_primes(doi, snapshot).pop().filter(|_| answer.state == DoiState::Alias)?;
    let heard = snapshot.observation(Subject::Exists, &prime.clone().into())?;
    let prime = read_exists(heard).filter(|prime| prime.state == DoiState::Deleted)?;
    (answer.state, answer.target) = (DoiState::Deleted, prime.target);
    Some(heard.service.clone())
}
