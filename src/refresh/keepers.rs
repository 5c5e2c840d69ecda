//! Who keeps records of works: the agencies that register DOIs, and the indices of biomedical literature. One descriptor
//! each, over what it is asked by.

use crate::http::{Failure, Request, Response};
use crate::model::{Doi, DoiState, ExistsAnswer, Identifier, Item, MetadataAnswer, Pmid, WorkRecord};
use crate::registry::{Base, Service, crossref, datacite, doi_org, europe_pmc, pmc, pubmed};

/// What a keeper is asked by.
pub(super) trait Key: Clone + Ord + Into<Identifier> + 'static {}

impl Key for Doi {}
impl Key for Pmid {}
impl Key for Identifier {}

/// Cuts what is asked by into lists for one request each, and what can only be asked alone.
type Batches<K> = fn(Vec<K>) -> (Vec<Vec<K>>, Vec<K>);

/// What a list says of each thing asked; none where it leaves one out.
pub(super) type Records = Vec<Option<WorkRecord>>;

/// A service that keeps records of works.
#[derive(Debug)]
pub struct Keeper<K: 'static> {
    /// Where it is asked.
    pub service: &'static Service,
    pub(super) batches: Batches<K>,
    pub(super) list_request: fn(&Base, &[K], Option<&str>) -> Request,
    pub(super) list: fn(&[K], &Response) -> Result<Records, Failure>,
    /// How what a list leaves out is asked alone; where there is no such way, it is not kept there.
    pub(super) alone: Option<Alone<K>>,
}

/// Asking about one thing.
#[derive(Debug)]
pub(super) struct Alone<K> {
    pub(super) request: fn(&Base, &K, Option<&str>) -> Request,
    pub(super) record: fn(&K, &Response) -> Result<Option<WorkRecord>, Failure>,
}

/// A registration agency whose metadata can be read.
#[derive(Debug)]
pub struct Registrar {
    /// How it is asked.
    pub keeper: Keeper<Doi>,
}

impl Registrar {
    /// Its name as doi.org gives it.
    pub fn agency(&self) -> &'static str {
        self.keeper.service.agency.unwrap_or_default()
    }
}

/// Crossref.
pub(super) const CROSSREF: &Registrar = &Registrar {
    keeper: Keeper {
        service: &crossref::SERVICE,
        batches: crossref::split_into_lists,
        list_request: crossref::build_list_request,
        list: crossref::read_list,
        // Left out: an alias perhaps, or moved to another agency. Asked alone before anything is said of it.
        alone: Some(Alone { request: crossref::build_record_request, record: crossref::read_record }),
    },
};

/// DataCite.
pub(super) const DATACITE: &Registrar = &Registrar {
    keeper: Keeper {
        service: &datacite::SERVICE,
        batches: datacite::split_into_lists,
        list_request: datacite::build_list_request,
        list: datacite::read_list,
        alone: Some(Alone { request: datacite::build_record_request, record: datacite::read_record }),
    },
};

/// Every agency whose metadata can be read.
pub const REGISTRARS: &[&Registrar] = &[CROSSREF, DATACITE];

/// The index of PubMed, PubMed Central and preprints: abstracts, publication types, identifiers, notices.
pub const EUROPE_PMC: Keeper<Identifier> = Keeper {
    service: &europe_pmc::SERVICE,
    batches: |all| (all.chunks(20).map(<[Identifier]>::to_vec).collect(), Vec::new()),
    list_request: |base, asked, _| europe_pmc::build_request(base, asked),
    list: europe_pmc::read_records,
    alone: None,
};

/// PubMed itself, for what Europe PMC has not: a record that is newer, and books by PubMed identifier.
pub const PUBMED: Keeper<Pmid> = Keeper {
    service: &pubmed::SERVICE,
    batches: |all| (all.chunks(pubmed::MOST).map(<[Pmid]>::to_vec).collect(), Vec::new()),
    list_request: |base, asked, mailto| pubmed::build_records_request(base, &as_texts(asked), mailto),
    list: |asked, response| pubmed::read_records(&as_texts(asked), response),
    alone: None,
};

/// PubMed Central's converter: the other identifiers of what Europe PMC could not be asked about. Nothing else is known there.
pub const PMC: Keeper<Doi> = Keeper {
    service: &pmc::SERVICE,
    // Commas separate identifiers there.
    batches: |all| {
        let all: Vec<Doi> = all.into_iter().filter(|doi| !doi.key().contains(',')).collect();
        (all.chunks(pmc::MOST).map(<[Doi]>::to_vec).collect(), Vec::new())
    },
    list_request: |base, asked, mailto| {
        let ids: Vec<&str> = asked.iter().map(Doi::key).collect();
        pmc::build_request(base, &ids, mailto)
    },
    list: |asked, response| {
        let known = pmc::read_identifiers(response)?;
        let of = |doi: &Doi| {
            let found = known.iter().find(|k| k.doi.as_ref() == Some(doi))?;
            let item = Item { pmid: found.pmid.clone(), pmcid: found.pmcid.clone(), ..Item::default() };
            Some(WorkRecord { metadata: MetadataAnswer { item, ..MetadataAnswer::default() }, ..WorkRecord::default() })
        };
        Ok(asked.iter().map(of).collect())
    },
    alone: None,
};

fn as_texts(pmids: &[Pmid]) -> Vec<&str> {
    pmids.iter().map(Pmid::as_str).collect()
}

/// Whom to ask about a DOI beside doi.org.
#[derive(Debug)]
pub(super) enum AgencyChoice {
    /// The agency that registered it.
    Agency(&'static Registrar),
    /// Nobody keeps a record that can be read: who says so, and why.
    Nobody(String, String),
    /// Another rule says that the DOI is not there.
    NotThere,
    /// doi.org has not said.
    Unknown,
}

/// Whom to ask about a DOI, by what doi.org said of it.
pub(super) fn choose_agency(known: Option<&ExistsAnswer>) -> AgencyChoice {
    let Some(answer) = known else { return AgencyChoice::Unknown };
    match (answer.state, answer.agency.as_deref()) {
        (DoiState::Absent | DoiState::Malformed, _) => AgencyChoice::NotThere,
        (DoiState::Deleted, _) => {
            AgencyChoice::Nobody(doi_org::SERVICE.name.to_owned(), "says that the DOI was deleted".to_owned())
        }
        (DoiState::Unchecked, _) | (_, None) => AgencyChoice::Unknown,
        (_, Some(agency)) => match REGISTRARS.iter().find(|r| r.agency().eq_ignore_ascii_case(agency)) {
            Some(registrar) => AgencyChoice::Agency(registrar),
            None => AgencyChoice::Nobody(
                agency.to_owned(),
                format!("registered with {agency}, whose metadata claimbook does not compare"),
            ),
        },
    }
}
