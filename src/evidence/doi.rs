//! What is known of a reference's DOI: from its printed form, then from what the registries last answered.

use crate::model::{Doi, DoiState, ExistsAnswer, MetadataAnswer, NotADoi, Observation, Reference, Snapshot, Subject};

/// What is known of a DOI, and since when.
#[derive(Debug, Clone, PartialEq)]
pub struct DoiStanding {
    /// The DOI; none where the printed one is malformed.
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
}

/// What is known of the DOI of a reference: the printed one, else its work's. None where there is no DOI.
pub fn doi_state(reference: &Reference, snapshot: &Snapshot) -> Option<DoiStanding> {
    let unknown = DoiStanding {
        doi: None,
        state: DoiState::Unchecked,
        asked_at: None,
        service: None,
        agency: None,
        target: None,
        alias_of: None,
        malformed: None,
    };
    let doi = match snapshot.doi_of(reference)? {
        Ok(doi) => doi,
        Err(wrong) => {
            return Some(DoiStanding { state: DoiState::Malformed, malformed: Some(wrong.clone()), ..unknown });
        }
    };
    let heard = snapshot.observation(Subject::Exists, "doi", doi.key());
    let mut answer = heard.and_then(|o| serde_json::from_str::<ExistsAnswer>(&o.answer).ok());
    if let Some(answer) = answer.as_mut().filter(|a| a.state == DoiState::Exists && a.target.is_none()) {
        complete_target(answer, doi, snapshot);
    }
    Some(DoiStanding {
        doi: Some(doi.clone()),
        state: answer.as_ref().map_or(DoiState::Unchecked, |a| a.state),
        asked_at: heard.map(|o| o.asked_at),
        service: heard.map(|o| o.service.clone()),
        agency: answer.as_ref().and_then(|a| a.agency.clone()),
        target: answer.as_ref().and_then(|a| a.target.clone()),
        alias_of: answer.and_then(|a| a.alias_of),
        ..unknown
    })
}

/// Asked about in a list, doi.org says that a DOI exists, not where it points; the agency that registered it does.
fn complete_target(answer: &mut ExistsAnswer, doi: &Doi, snapshot: &Snapshot) {
    let about = snapshot.observations.about("doi", doi.key());
    let told = about.iter().filter(|o| o.subject == Subject::Metadata);
    let read = |o: &Observation| serde_json::from_str::<Option<MetadataAnswer>>(&o.answer).ok().flatten();
    let newest =
        told.filter_map(|o| Some((o.asked_at, read(o).filter(|a| a.target.is_some())?))).max_by_key(|(at, _)| *at);
    if let Some((_, metadata)) = newest {
        answer.target = metadata.target;
        if metadata.deleted {
            answer.state = DoiState::Deleted;
        }
    }
}
