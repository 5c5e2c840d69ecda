//! A whole run: every service at once, each at its own pace, so that a slow one never holds up another. Only what doi.org
//! says decides which agency is asked, so the agencies come after it.

use super::course::{Halted, all_of, run};
use super::doubts::Doubts;
use super::keepers::{EUROPE_PMC, Keeper, Key, PMC, PUBMED, REGISTRARS, Whom, whom};
use super::outside::{Outside, Witness};
use super::pages::{self, PageKnown, PagePlan, PageSaid};
use super::records::{self, Kept, RecordPlan};
use super::watch::{Board, Watch};
use super::{CandidatesHeard, Freshness, Heard, Id, Known, Outcome, Plan, RecordHeard, candidates, existence};
use crate::http::{Authority, Transport};
use crate::model::{Doi, DoiState, ExistsAnswer, PageUrl, Pmid, Uid};
use crate::registry::europe_pmc::Asked;
use crate::registry::{Bases, Service, crossref, doi_org, page};
use jiff::{SignedDuration, Timestamp};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// What the account names the pages that DOIs lead to.
pub const LANDING_PAGES: &str = "landing pages";

/// What there is to ask about.
#[derive(Debug, Clone, Default)]
pub struct Questions {
    /// DOIs.
    pub dois: BTreeSet<Doi>,
    /// Works known by other identifiers.
    pub others: BTreeSet<Asked>,
    /// Entries that name no identifier, as they are printed.
    pub unidentified: BTreeMap<Uid, String>,
    /// Pages that entries name in place of a DOI.
    pub pages: BTreeSet<PageUrl>,
    /// Whether the pages that DOIs lead to are asked, too.
    pub landing: bool,
}

/// How a run is to be made, and what is known already.
#[derive(Debug, Clone)]
pub struct Errand {
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
    pub kept: BTreeMap<&'static str, Rc<[Kept]>>,
}

/// Something that was heard.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// About existence.
    Existence(Vec<Heard>),
    /// Records of works.
    Records(Vec<RecordHeard>),
    /// What an entry may mean.
    Candidates(Vec<CandidatesHeard>),
    /// Pages.
    Pages(Vec<PageSaid>),
}

/// What became of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// By service, in the order of the ladder.
    pub services: Outcomes,
    /// The search for entries without an identifier.
    pub search: Outcome,
    /// DOIs about which no agency could be asked.
    pub without_agency: Vec<WithoutAgency>,
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
type ByAgency = BTreeMap<&'static str, BTreeSet<Doi>>;

/// What became of asking each of some services.
type Outcomes = Vec<(&'static str, Outcome)>;

/// Where news go.
pub type Sink<'s, E> = dyn FnMut(News) -> Result<(), E> + 's;

impl Errand {
    /// How doi.org is asked.
    fn existence(&self) -> Option<Plan> {
        let base = self.bases.get(&doi_org::SERVICE)?.clone();
        let plan = Plan::new(base, self.now);
        Some(Plan { offline: self.offline, freshness: self.freshness, known: self.known.clone(), ..plan })
    }

    /// How pages are asked.
    fn page_plan(&self) -> PagePlan {
        let own = self.bases.iter().filter(|(_, b)| b.configured).map(|(_, b)| &b.authority).chain(self.hosts.keys());
        let own_hosts = own.map(|authority| authority.host().to_owned()).collect();
        PagePlan { offline: self.offline, now: self.now, known: self.pages.clone(), max_age: self.max_age, own_hosts }
    }

    /// How a keeper of records is asked.
    fn plan(&self, service: &Service) -> Option<RecordPlan> {
        Some(RecordPlan {
            base: self.bases.get(service)?.clone(),
            mailto: self.mailto.clone(),
            offline: self.offline,
            now: self.now,
            kept: self.kept.get(service.name).cloned().unwrap_or_default(),
        })
    }

    /// How many things each service that may be asked would be asked about, without asking: the agencies by what is known of
    /// the DOIs now; of those that doi.org has to name an agency for first, nothing can be said. None where a service is only
    /// asked about what another leaves open.
    pub fn due(&self, questions: &Questions) -> Vec<(&'static Service, Option<usize>)> {
        let mut due = Vec::new();
        if let Some(plan) = self.existence().filter(|_| self.existence) {
            due.push((&doi_org::SERVICE, Some(questions.dois.iter().filter(|doi| !plan.is_fresh(doi)).count())));
        }
        if !self.records {
            return due;
        }
        let (mut by_agency, _) = self.by_agency(&questions.dois, &self.known);
        for registrar in REGISTRARS {
            let service = registrar.keeper.service;
            let dois = by_agency.remove(registrar.agency).unwrap_or_default().into_iter().map(Id::Doi);
            let printed = questions.unidentified.keys().filter(|_| service.name == crossref::SERVICE.name);
            due.push(self.due_at(service, dois.chain(printed.copied().map(Id::Reference))));
        }
        due.push(self.due_at(EUROPE_PMC.service, all(questions).into_iter().map(Id::from)));
        due.extend([PUBMED.service, PMC.service].map(|service| (service, None)));
        due
    }

    /// How many pages are due at each host, as far as it is known where DOIs lead.
    pub fn pages_due(&self, questions: &Questions) -> BTreeMap<String, usize> {
        let landing = if questions.landing { landing_pages(&questions.dois, &self.known) } else { BTreeSet::new() };
        let (plan, mut hosts) = (self.page_plan(), BTreeMap::new());
        for page in landing.union(&questions.pages).filter(|page| !plan.is_fresh(page)) {
            *hosts.entry(page.url().host_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
        hosts
    }

    /// Whether it is known of every DOI that is asked about which agency to ask, or that there is none.
    pub fn known_agencies(&self, questions: &Questions) -> bool {
        !self.existence || questions.dois.iter().all(|doi| self.known.contains_key(doi))
    }

    fn due_at(&self, service: &'static Service, ids: impl Iterator<Item = Id>) -> (&'static Service, Option<usize>) {
        (service, Some(self.plan(service).map_or(0, |plan| ids.filter(|id| !plan.is_fresh(id)).count())))
    }

    /// The DOIs by agency, and those that no agency can be asked about.
    fn by_agency(&self, dois: &BTreeSet<Doi>, known: &Known) -> (ByAgency, Vec<WithoutAgency>) {
        let (mut by_agency, mut without) = (ByAgency::new(), Vec::new());
        for doi in dois {
            match whom(known.get(doi).map(|(answer, _)| answer)) {
                Whom::Agency(registrar) => _ = by_agency.entry(registrar.agency).or_default().insert(doi.clone()),
                Whom::Nobody(source, reason) => without.push(WithoutAgency { doi: doi.clone(), source, reason }),
                Whom::NotThere => {}
                Whom::Unknown => {
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
fn landing_pages(dois: &BTreeSet<Doi>, known: &Known) -> BTreeSet<PageUrl> {
    let there = |answer: &&ExistsAnswer| matches!(answer.state, DoiState::Exists | DoiState::Alias);
    let answers = dois.iter().filter_map(|doi| known.get(doi)).map(|(answer, _)| answer).filter(there);
    answers.filter_map(|answer| answer.target.as_deref()?.parse().ok()).collect()
}

/// Everything that Europe PMC is asked about.
fn all(questions: &Questions) -> BTreeSet<Asked> {
    questions.dois.iter().cloned().map(Asked::Doi).chain(questions.others.iter().cloned()).collect()
}

/// Asks everybody about what is due, and hands what is heard to `sink` as it arrives, none held back longer than a second.
///
/// # Errors
/// When the sink fails, or no runtime can be made. That the network fails is no error: it is in the account.
pub fn ask<T, E>(
    questions: Questions,
    errand: &Errand,
    transport: T,
    watch: &mut dyn Watch,
    sink: &mut Sink<'_, E>,
) -> Result<Account, Halted<E>>
where
    T: Transport + 'static,
{
    let (board, outside) = (Board::default(), Rc::new(Outside::of(errand)));
    let transport = Rc::new(Witness::new(transport, outside.clone()));
    let rounds = Rounds { errand, transport, outside, board: &board, sink: RefCell::new(sink) };
    run(async {
        tokio::select! {
            account = rounds.go(questions) => account,
            () = board.shown_to(watch) => Ok(Account::default()), // it never ends by itself
        }
    })
}

/// One run under way.
struct Rounds<'r, 's, T, E> {
    errand: &'r Errand,
    transport: Rc<T>,
    outside: Rc<Outside>,
    board: &'r Board,
    sink: RefCell<&'r mut Sink<'s, E>>,
}

/// Work that is done beside other work of the run.
type Beside<'f, E> = Pin<Box<dyn Future<Output = Result<(&'static str, Outcome), E>> + 'f>>;

impl<T: Transport + 'static, E> Rounds<'_, '_, T, E> {
    async fn go(&self, questions: Questions) -> Result<Account, E> {
        let (agencies, literature, search, pages) = tokio::join!(
            self.agencies(&questions),
            self.literature(&questions),
            self.candidates(questions.unidentified.clone()),
            self.pages(questions.pages.clone())
        );
        let (mut services, without_agency) = agencies?;
        services.extend(literature?);
        services.push((page::NAME, self.settled(pages?)?));
        Ok(Account { services, without_agency, search: search?, stopped: self.board.is_stopped() })
    }

    /// Asks pages. What is in doubt is given back, until the services have shown whether there is a way out.
    async fn pages(&self, pages: BTreeSet<PageUrl>) -> Result<(Outcome, Doubts), E> {
        let plan = self.errand.page_plan();
        let mut sink = |batch| (self.sink.borrow_mut())(News::Pages(batch));
        pages::ask(pages, &plan, &self.outside, self.transport.clone(), self.board, &mut sink).await
    }

    fn settled(&self, (mut outcome, doubts): (Outcome, Doubts)) -> Result<Outcome, E> {
        let believed = doubts.settle(&mut outcome);
        if !believed.is_empty() {
            (self.sink.borrow_mut())(News::Pages(believed))?;
        }
        Ok(outcome)
    }

    /// Asks doi.org; gives what it said now and before, where what it said leads on to others.
    async fn existence(&self, dois: BTreeSet<Doi>, led_on: bool) -> Result<(Outcome, Rc<Known>), E> {
        let Some(plan) = self.errand.existence() else { return Ok(Default::default()) };
        let mut heard = Known::new();
        let mut sink = |batch: Vec<Heard>| {
            if led_on {
                heard.extend(batch.iter().map(|h| (h.doi.clone(), (h.answer.clone(), h.asked_at))));
            }
            (self.sink.borrow_mut())(News::Existence(batch))
        };
        let outcome = existence::ask(dois, &plan, self.transport.clone(), self.board, &mut sink).await?;
        if heard.is_empty() {
            return Ok((outcome, plan.known));
        }
        let before = plan.known.iter().filter(|(doi, _)| !heard.contains_key(doi));
        let before: Vec<_> = before.map(|(doi, said)| (doi.clone(), said.clone())).collect();
        heard.extend(before);
        Ok((outcome, Rc::new(heard)))
    }

    /// Asks doi.org, then every agency about the DOIs that it registered, and the pages that they lead to.
    async fn agencies(&self, questions: &Questions) -> Result<(Outcomes, Vec<WithoutAgency>), E> {
        if !self.errand.existence {
            return Ok(Default::default());
        }
        let (outcome, known) = self.existence(questions.dois.clone(), self.errand.records || questions.landing).await?;
        let landing = match questions.landing {
            true => landing_pages(&questions.dois, &known),
            false => BTreeSet::new(),
        };
        let (mut by_agency, mut without) = match self.errand.records {
            true => self.errand.by_agency(&questions.dois, &known),
            false => Default::default(),
        };
        for WithoutAgency { doi, reason, .. } in &mut without {
            // Why doi.org could not be asked says more than that it has not said.
            if let Some(open) = outcome.unchecked.iter().find(|u| u.id.doi() == Some(doi)) {
                *reason = open.reason.clone();
            }
        }
        let mut services = vec![(doi_org::SERVICE.name, outcome)];
        let asked = REGISTRARS.iter().filter_map(|registrar| {
            let dois = by_agency.remove(registrar.agency)?;
            Some(Box::pin(self.keeper(&registrar.keeper, dois)) as Beside<'_, E>)
        });
        let (agencies, pages) = tokio::join!(all_of(asked.collect()), self.pages(landing));
        for done in agencies {
            services.push(done?);
        }
        services.push((LANDING_PAGES, self.settled(pages?)?));
        Ok((services, without))
    }

    /// Asks Europe PMC; then PubMed about what it has not, and the converter about what it could not be asked.
    async fn literature(&self, questions: &Questions) -> Result<Outcomes, E> {
        if !self.errand.records {
            return Ok(Outcomes::new());
        }
        let missing: RefCell<BTreeSet<Pmid>> = RefCell::default();
        let note = |batch: &[RecordHeard]| {
            let absent = batch.iter().filter(|h| h.record.is_none());
            missing.borrow_mut().extend(absent.filter_map(|h| match &h.id {
                Id::Pmid(pmid) => Some(pmid.clone()),
                _ => None,
            }));
        };
        let europe_pmc = self.keeper_noting(&EUROPE_PMC, all(questions), &note).await?;
        missing.borrow_mut().extend(europe_pmc.1.unchecked.iter().filter_map(|u| match &u.id {
            Id::Pmid(pmid) => Some(pmid.clone()),
            _ => None,
        }));
        let unasked: BTreeSet<Doi> = europe_pmc.1.unchecked.iter().filter_map(|u| u.id.doi().cloned()).collect();
        let (pubmed, pmc) = tokio::join!(self.keeper(&PUBMED, missing.take()), self.keeper(&PMC, unasked));
        [Ok(europe_pmc), pubmed, pmc].into_iter().collect()
    }

    async fn candidates(&self, printed: BTreeMap<Uid, String>) -> Result<Outcome, E> {
        let Some(plan) = self.errand.plan(&crossref::SERVICE) else { return Ok(Outcome::default()) };
        let mut sink = |batch| (self.sink.borrow_mut())(News::Candidates(batch));
        candidates::ask(printed, plan, self.transport.clone(), self.board, &mut sink).await
    }

    async fn keeper<K: Key>(
        &self,
        keeper: &'static Keeper<K>,
        keys: BTreeSet<K>,
    ) -> Result<(&'static str, Outcome), E> {
        self.keeper_noting(keeper, keys, &|_| ()).await
    }

    async fn keeper_noting<K: Key>(
        &self,
        keeper: &'static Keeper<K>,
        keys: BTreeSet<K>,
        note: &dyn Fn(&[RecordHeard]),
    ) -> Result<(&'static str, Outcome), E> {
        let Some(plan) = self.errand.plan(keeper.service) else { return Ok((keeper.service.name, Outcome::default())) };
        let mut sink = |batch: Vec<RecordHeard>| {
            note(&batch);
            (self.sink.borrow_mut())(News::Records(batch))
        };
        let outcome = records::ask(keeper, keys, plan, self.transport.clone(), self.board, &mut sink).await?;
        Ok((keeper.service.name, outcome))
    }
}
