//! A whole run: what there is to ask about, how, and what became of it.

use super::keepers::{AgencyChoice, choose_agency};
use super::pages::{PageKnown, PagePlan, PageReply};
use super::records::{RecordPlan, StoredAnswers};
use super::stand_ins::StandIns;
use super::{CandidatesReply, ExistenceReply, Freshness, Known, Outcome, Plan, RecordReply};
use crate::http::Authority;
use crate::model::{Doi, DoiState, ExistsAnswer, Identifier, PageUrl, Pmid, Uid};
use crate::registry::{Bases, Role, Service, crossref, doi_org};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What outcomes name the pages that DOIs lead to.
pub const LANDING_PAGES: &str = "landing pages";

/// What there is to ask about.
#[derive(Debug, Clone, Default)]
pub struct Questions {
    /// DOIs.
    pub dois: BTreeSet<Doi>,
    /// Those of them that were cut out of addresses of pages: where they end is for doi.org to say.
    pub cut: BTreeSet<Doi>,
    /// Under what PubMed knows the works of some of them, where the list or the catalogue says so.
    pub pmids: BTreeMap<Doi, Pmid>,
    /// Works known by other identifiers.
    pub others: BTreeSet<Identifier>,
    /// Entries that name no identifier, as they are printed.
    pub unidentified: BTreeMap<Uid, String>,
    /// Pages that entries name in place of a DOI.
    pub pages: BTreeSet<PageUrl>,
    /// Whether the pages that DOIs lead to are asked, too.
    pub landing: bool,
}

/// How a run is to be made, and what is known already.
#[derive(Debug, Clone)]
pub struct CheckPlan {
    /// Where each service is reached.
    pub bases: Bases,
    /// Hosts of pages that the user configured, and whether they are asked without a pace.
    pub hosts: BTreeMap<Authority, bool>,
    /// The user's address, if they leave it.
    pub mailto: Option<String>,
    /// Ask nobody: what is not fresh is unchecked.
    pub offline: bool,
    /// The time now; the run's own clock goes on from here.
    pub now: Timestamp,
    /// How long what doi.org says holds.
    pub freshness: Freshness,
    /// What doi.org has said.
    pub known: Rc<Known>,
    /// Whether doi.org is asked.
    pub existence: bool,
    /// Whether records are wanted, too.
    pub records: bool,
    /// What is known of pages.
    pub pages: Rc<PageKnown>,
    /// The age up to which what pages said holds, where the user said one.
    pub max_age: Option<SignedDuration>,
    /// What each keeper of records has said, by its name: one for each kind of answer that is wanted.
    pub stored: BTreeMap<&'static str, Rc<[StoredAnswers]>>,
}

/// Something that was heard.
#[derive(Debug, Clone, PartialEq)]
pub enum Replies {
    /// About existence.
    Existence(Vec<ExistenceReply>),
    /// Records of works.
    Records(Vec<RecordReply>),
    /// What an entry may mean.
    Candidates(Vec<CandidatesReply>),
    /// Pages.
    Pages(Vec<PageReply>),
}

/// What became of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckOutcome {
    /// By service, in the order of the ladder.
    pub services: Outcomes,
    /// The search for entries without an identifier.
    pub search: Outcome,
    /// DOIs about which no agency could be asked.
    pub without_agency: Vec<WithoutAgency>,
    /// The DOIs that were asked about in place of others.
    pub stand_ins: StandIns,
    /// Somebody stopped it.
    pub stopped: bool,
}

/// A DOI about which no agency can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutAgency {
    /// Which.
    pub doi: Doi,
    /// Who is the cause: the agency, or doi.org.
    pub source: String,
    /// Why.
    pub reason: String,
}

/// DOIs by the agency that is asked about them.
pub(super) type ByAgency = BTreeMap<&'static str, BTreeSet<Doi>>;

/// What became of asking each of some services.
pub(super) type Outcomes = Vec<(&'static str, Outcome)>;

/// Where news go.
pub type Sink<'s, E> = dyn FnMut(Replies) -> Result<(), E> + 's;

impl CheckPlan {
    /// How doi.org is asked.
    pub(super) fn plan_existence(&self) -> Option<Plan> {
        let base = self.bases.get(&doi_org::SERVICE)?.clone();
        let plan = Plan::new(base, self.now);
        Some(Plan { offline: self.offline, freshness: self.freshness, known: self.known.clone(), ..plan })
    }

    /// How pages are asked.
    pub(super) fn plan_pages(&self) -> PagePlan {
        let own = self.bases.iter().filter(|(_, b)| b.configured).map(|(_, b)| &b.authority).chain(self.hosts.keys());
        let own_hosts = own.map(|authority| authority.host().to_owned()).collect();
        PagePlan { offline: self.offline, now: self.now, known: self.pages.clone(), max_age: self.max_age, own_hosts }
    }

    /// How a keeper of records is asked.
    pub(super) fn plan_records(&self, service: &Service) -> Option<RecordPlan> {
        Some(RecordPlan {
            base: self.bases.get(service)?.clone(),
            mailto: self.mailto.clone(),
            offline: self.offline,
            now: self.now,
            stored: self.stored.get(service.name).cloned().unwrap_or_default(),
        })
    }

    /// How many things each service that may be asked would be asked about, without asking: the agencies by what is known of
    /// the DOIs now; of those that doi.org has to name an agency for first, nothing can be said. None where a service is only
    /// asked about what another leaves open.
    pub fn count_due(&self, questions: &Questions) -> Vec<(&'static Service, Option<usize>)> {
        let (mut by_agency, _) = self.group_by_agency(&questions.dois, &self.known);
        let mut due = Vec::new();
        for service in self.bases.services() {
            match &service.role {
                Role::DoiSystem => due.extend(
                    self.plan_existence()
                        .filter(|_| self.existence)
                        .map(|plan| (service, Some(questions.dois.iter().filter(|doi| !plan.is_fresh(doi)).count()))),
                ),
                _ if !self.records => {}
                Role::Agency { name, .. } => {
                    let dois = by_agency.remove(name).unwrap_or_default().into_iter().map(Identifier::Doi);
                    let printed = questions.unidentified.keys().filter(|_| *service == crossref::SERVICE);
                    due.push(self.count_due_at(service, dois.chain(printed.copied().map(Identifier::Reference))));
                }
                Role::Index(_) => due.push(self.count_due_at(service, select_for_indices(questions).into_iter())),
                Role::Reserve(_) | Role::Converter(_) => due.push((service, None)),
            }
        }
        due
    }

    /// How many pages are due at each host, as far as it is known where DOIs lead.
    pub fn count_pages_due(&self, questions: &Questions) -> BTreeMap<String, usize> {
        let landing =
            if questions.landing { find_landing_pages(&questions.dois, &self.known) } else { BTreeSet::new() };
        let (plan, mut hosts) = (self.plan_pages(), BTreeMap::new());
        for page in landing.union(&questions.pages).filter(|page| !plan.is_fresh(page)) {
            *hosts.entry(page.url().host_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
        hosts
    }

    /// Whether it is known of every DOI that is asked about which agency to ask, or that there is none.
    pub fn knows_agencies(&self, questions: &Questions) -> bool {
        !self.existence || questions.dois.iter().all(|doi| self.known.contains_key(doi))
    }

    fn count_due_at(
        &self,
        service: &'static Service,
        ids: impl Iterator<Item = Identifier>,
    ) -> (&'static Service, Option<usize>) {
        (service, Some(self.plan_records(service).map_or(0, |plan| ids.filter(|id| !plan.is_fresh(id)).count())))
    }

    /// The DOIs by agency, and those that no agency can be asked about.
    pub(super) fn group_by_agency(&self, dois: &BTreeSet<Doi>, known: &Known) -> (ByAgency, Vec<WithoutAgency>) {
        let (mut by_agency, mut without) = (ByAgency::new(), Vec::new());
        for doi in dois {
            match choose_agency(self.bases.services(), known.get(doi).map(|(answer, _)| answer)) {
                AgencyChoice::Agency(registrar) => {
                    _ = by_agency.entry(registrar.agency).or_default().insert(doi.clone())
                }
                AgencyChoice::Nobody(source, reason) => {
                    without.push(WithoutAgency { doi: doi.clone(), source, reason })
                }
                AgencyChoice::NotThere => {}
                AgencyChoice::Unknown => {
                    let (doi, source) = (doi.clone(), doi_org::SERVICE.name.to_owned());
                    let reason = "it has not said which agency registered the DOI".to_owned();
                    without.push(WithoutAgency { doi, source, reason });
                }
            }
        }
        (by_agency, without)
    }
}

/// The pages that registered DOIs lead to.
pub(super) fn find_landing_pages(dois: &BTreeSet<Doi>, known: &Known) -> BTreeSet<PageUrl> {
    let there = |answer: &&ExistsAnswer| matches!(answer.state, DoiState::Exists | DoiState::Alias);
    let answers = dois.iter().filter_map(|doi| known.get(doi)).map(|(answer, _)| answer).filter(there);
    answers.filter_map(|answer| answer.target.as_deref()?.parse().ok()).collect()
}

/// Everything that indices are asked about. They know no short DOIs: what one stands for is asked when doi.org has said it.
pub(super) fn select_for_indices(questions: &Questions) -> BTreeSet<Identifier> {
    let dois = questions.dois.iter().filter(|doi| !doi.is_short()).cloned();
    dois.map(Identifier::Doi).chain(questions.others.iter().cloned()).collect()
}
