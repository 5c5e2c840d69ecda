//! What a run will ask of whom, and about how long that takes at the paces of the services: before anybody is asked.

use super::keepers::{AgencyChoice, Registrar, choose_agency, indices, registrars};
use super::whole::{CheckPlan, Questions, find_landing_pages, select_for_indices};
use crate::http::Pace;
use crate::model::{Doi, Identifier, Uid};
use crate::registry::{Role, Service, crossref, doi_org};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What a run will ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Services that are asked something for sure, each with how many works it is asked about.
    pub services: Vec<(&'static str, usize)>,
    /// Pages, and at how many hosts.
    pub pages: (usize, usize),
    /// How long the slowest takes at its pace, if each answers at once.
    pub time: Duration,
}

/// What is due in a run, by whom it is asked of first.
#[derive(Debug, Default)]
pub(super) struct Due<'q> {
    pub(super) at_doi_org: BTreeSet<&'q Doi>,
    pub(super) by_registrar: BTreeMap<&'static str, BTreeSet<&'q Doi>>,
    pub(super) by_index: BTreeMap<&'static str, BTreeSet<Identifier>>,
    /// Entries that Crossref searches for.
    pub(super) searches: usize,
}

impl Due<'_> {
    /// What one service is asked.
    fn count(&self, service: &Service) -> usize {
        let searches = if *service == crossref::SERVICE { self.searches } else { 0 };
        match service.role {
            Role::DoiSystem => self.at_doi_org.len(),
            Role::Agency { .. } => self.by_registrar.get(service.name).map_or(0, BTreeSet::len) + searches,
            _ => self.by_index.get(service.name).map_or(0, BTreeSet::len),
        }
    }
}

impl CheckPlan {
    /// How many things each service that may be asked would be asked about, without asking: a DOI of the registrar that probably
    /// keeps it. None where a service is only asked about what another leaves open.
    pub fn count_due(&self, questions: &Questions) -> Vec<(&'static Service, Option<usize>)> {
        let due = self.find_due(questions);
        let count = |service: &'static Service| {
            let n = due.count(service);
            let waits = match service.role {
                Role::DoiSystem => n == 0 && !due.by_registrar.values().all(BTreeSet::is_empty),
                Role::Agency { .. } | Role::Index(_) => false,
                Role::Reserve(_) | Role::Converter(_) => true,
            };
            (service, (!waits).then_some(n))
        };
        let is_asked = |service: &&Service| match service.role {
            Role::DoiSystem | Role::Agency { .. } => self.existence,
            _ => self.records,
        };
        self.bases.services().iter().filter(is_asked).map(count).collect()
    }

    /// What is due, by whom it is asked of first.
    pub(super) fn find_due<'q>(&self, questions: &'q Questions) -> Due<'q> {
        let mut due = Due::default();
        let (likely, existence) = (self.learn_registrars(&self.known), self.plan_existence());
        let all: Vec<Registrar> = registrars(self.bases.services()).collect();
        let is_fresh = |service: &Service, id: Identifier| {
            self.plan_records(service).is_none_or(|plan| !plan.stored.is_empty() && plan.is_fresh(&id))
        };
        for doi in questions.dois.iter().filter(|_| self.existence) {
            let known = self.known.get(doi).filter(|_| existence.as_ref().is_none_or(|plan| plan.is_fresh(doi)));
            let registrar = match choose_agency(self.bases.services(), known.map(|(answer, _)| answer)) {
                AgencyChoice::Agency(registrar) => {
                    Some(registrar).filter(|r| self.records && !is_fresh(r.source.service, doi.clone().into()))
                }
                AgencyChoice::Unknown if known.is_none() => {
                    match likely.guess_registrar(doi).filter(|_| !doi.is_short()) {
                        Some(at) => all.get(at).copied(),
                        None => {
                            due.at_doi_org.insert(doi);
                            None
                        }
                    }
                }
                _ => None,
            };
            if let Some(registrar) = registrar {
                due.by_registrar.entry(registrar.source.service.name).or_default().insert(doi);
            }
        }
        if self.records {
            let search = |uid: &&Uid| !is_fresh(&crossref::SERVICE, Identifier::Reference(**uid));
            due.searches = questions.unidentified.keys().filter(search).count();
            for service in self.bases.services().iter().filter(|service| matches!(service.role, Role::Index(_))) {
                let ids = select_for_indices(questions).into_iter().filter(|id| !is_fresh(service, id.clone()));
                due.by_index.insert(service.name, ids.collect());
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

    /// What this run will ask of whom, and about how long that takes. What an answer leaves open comes to it.
    pub fn forecast(&self, questions: &Questions) -> Forecast {
        if self.offline {
            return Forecast::default();
        }
        let (due, hosts) = (self.find_due(questions), self.count_pages_due(questions));
        let asked = self.bases.services().iter().map(|service| (service.name, due.count(service)));
        let services: Vec<(&'static str, usize)> = asked.filter(|(_, n)| *n > 0).collect();
        let pace = |service: &Service| self.bases.get(service).map_or(Pace::OFF, |base| base.pace);
        let times = |requests: usize, gap: Duration| gap.saturating_mul(u32::try_from(requests).unwrap_or(u32::MAX));
        let mut time = Duration::ZERO;
        for registrar in registrars(self.bases.services()) {
            let service = registrar.source.service;
            let dois = due.by_registrar.get(service.name).into_iter().flatten().map(|doi| (*doi).clone()).collect();
            let (lists, alone) = (registrar.source.keeper.batches)(dois);
            let lists = lists.len() + if *service == crossref::SERVICE { due.searches } else { 0 };
            time = time.max(times(lists, pace(service).gap_of(true)) + times(alone.len(), pace(service).gap_of(false)));
        }
        for index in indices(self.bases.services()) {
            let ids = due.by_index.get(index.service.name).into_iter().flatten().cloned().collect();
            let (lists, alone) = (index.keeper.batches)(ids);
            time = time.max(times(lists.len() + alone.len(), pace(index.service).gap_of(true)));
        }
        let lists = due.at_doi_org.len().div_ceil(25);
        time = time.max(times(lists + due.at_doi_org.len(), pace(&doi_org::SERVICE).gap_of(false)));
        // A host that the user named may be asked without a pace, which is rare enough.
        let most = hosts.values().max().copied().unwrap_or_default();
        Forecast {
            services,
            pages: (hosts.values().sum(), hosts.len()),
            time: time.max(times(most, Pace::STRANGER.gap)),
        }
    }
}
