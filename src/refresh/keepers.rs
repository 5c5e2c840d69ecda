//! Who keeps records of works, out of the services of a run: the agencies that register DOIs, and the indices of literature.

use crate::http::Request;
use crate::model::{Doi, DoiState, ExistsAnswer, Identifier, Pmid};
use crate::registry::{Base, RecordKeeper, Role, Service, doi_org};

/// The request for a list, from one who leaves this address.
pub(super) type ListRequest<K> = fn(&Base, &[K], Option<&str>) -> Request;

/// A service that keeps records of works, and how it is asked.
#[derive(Debug)]
pub(super) struct RecordSource<K: 'static> {
    /// The service.
    pub(super) service: &'static Service,
    /// How it is asked.
    pub(super) keeper: &'static RecordKeeper<K>,
}

// Derived, they would ask that what it is asked by is `Copy`.
impl<K> Clone for RecordSource<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for RecordSource<K> {}

/// An agency that registers DOIs, and whose records can be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Registrar {
    /// Its name as doi.org gives it.
    pub(super) agency: &'static str,
    /// How it is asked.
    pub(super) source: RecordSource<Doi>,
    /// The request that asks no more than whether each of a list is kept, and where it points.
    pub(super) brief: ListRequest<Doi>,
}

/// The agencies among some services.
pub(super) fn registrars(services: &'static [Service]) -> impl DoubleEndedIterator<Item = Registrar> + Clone {
    services.iter().filter_map(|service| match &service.role {
        Role::Agency { name, keeper, brief } => {
            Some(Registrar { agency: name, source: RecordSource { service, keeper }, brief: *brief })
        }
        _ => None,
    })
}

/// The indices among some services.
pub(super) fn indices(services: &'static [Service]) -> impl Iterator<Item = RecordSource<Identifier>> {
    services.iter().filter_map(|service| match &service.role {
        Role::Index(keeper) => Some(RecordSource { service, keeper }),
        _ => None,
    })
}

/// Those who are asked by PubMed identifier about what no index could tell.
pub(super) fn reserves(services: &'static [Service]) -> impl Iterator<Item = RecordSource<Pmid>> {
    services.iter().filter_map(|service| match &service.role {
        Role::Reserve(keeper) => Some(RecordSource { service, keeper }),
        _ => None,
    })
}

/// Those who know other identifiers of DOIs.
pub(super) fn converters(services: &'static [Service]) -> impl Iterator<Item = RecordSource<Doi>> {
    services.iter().filter_map(|service| match &service.role {
        Role::Converter(keeper) => Some(RecordSource { service, keeper }),
        _ => None,
    })
}

/// Whom to ask about a DOI beside doi.org.
#[derive(Debug)]
pub(super) enum AgencyChoice {
    /// The agency that registered it.
    Agency(Registrar),
    /// Nobody keeps a record that can be read: who says so, and why.
    Nobody(String, String),
    /// Another rule says that the DOI is not there.
    NotThere,
    /// doi.org has not said.
    Unknown,
}

/// Whom of some services to ask about a DOI, by what doi.org said of it.
pub(super) fn choose_agency(services: &'static [Service], known: Option<&ExistsAnswer>) -> AgencyChoice {
    let Some(answer) = known else { return AgencyChoice::Unknown };
    match (answer.state, answer.agency.as_deref()) {
        (DoiState::Absent | DoiState::Malformed, _) => AgencyChoice::NotThere,
        (DoiState::Deleted, _) => {
            AgencyChoice::Nobody(doi_org::SERVICE.name.to_owned(), "says that the DOI was deleted".to_owned())
        }
        (DoiState::Unchecked, _) | (_, None) => AgencyChoice::Unknown,
        (_, Some(agency)) => match registrars(services).find(|r| r.agency.eq_ignore_ascii_case(agency)) {
            Some(registrar) => AgencyChoice::Agency(registrar),
            None => AgencyChoice::Nobody(
                agency.to_owned(),
                format!("registered with {agency}, whose metadata claimbook does not compare"),
            ),
        },
    }
}
