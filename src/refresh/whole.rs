//! A whole run: what there is to ask about, how, and what became of it.

use super::keepers::{AgencyChoice, Registrar, choose_agency, registrars};
use super::likely::LikelyRegistrars;
use super::pages::{PageKnown, PagePlan, PageReply};
use super::records::{RecordPlan, StoredAnswers};
use super::stand_ins::StandIns;
use super::watch::Stop;
use super::{CandidatesReply, ExistenceReply, Freshness, FullTextReply, Known, Plan, RecordReply, ServiceOutcome};
use crate::evidence::find_taken_back;
use crate::http::Authority;
use crate::model::{Doi, DoiState, ExistsAnswer, Identifier, PageUrl, Pmcid, Pmid, Uid};
use crate::registry::{Bases, Service, doi_org};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;

/// What outcomes name the pages that DOIs lead to.
pub const LANDING_PAGES: &str = "landing pages";

/// What outcomes name the full texts that are asked for.
pub const FULL_TEXTS: &str = "europe-pmc, for full texts";

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
    /// Articles in PubMed Central whose full texts are asked for: those that are due.
    pub full_texts: BTreeSet<Pmcid>,
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
    /// When asking ends, whatever is left.
    pub deadline: Option<Duration>,
    /// The answers that end it, where the first that fails does.
    pub ends_at: Option<EndingAnswers>,
}

/// Answers that end a run: those that will fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndingAnswers {
    /// That a DOI is absent.
    pub absent: bool,
    /// That it was deleted.
    pub deleted: bool,
    /// That a work was taken back.
    pub taken_back: bool,
}

impl EndingAnswers {
    /// Whether one of these is such an answer.
    pub(super) fn is_among(self, replies: &Replies) -> bool {
        match replies {
            Replies::Existence(all) => all.iter().any(|heard| match heard.answer.state {
                DoiState::Absent => self.absent,
                DoiState::Deleted => self.deleted,
                _ => false,
            }),
            Replies::Records(all) => {
                self.taken_back
                    && all.iter().any(|heard| {
                        let notices = heard.record.as_ref().map(|record| &record.notices.notices);
                        notices.is_some_and(|notices| find_taken_back(notices).is_some())
                    })
            }
            Replies::Candidates(_) | Replies::Pages(_) | Replies::FullTexts(_) => false,
        }
    }
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
    /// Full texts.
    FullTexts(Vec<FullTextReply>),
}

/// What became of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckOutcome {
    /// By service, in the order of the ladder.
    pub services: Outcomes,
    /// The search for entries without an identifier.
    pub search: ServiceOutcome,
    /// DOIs about which no agency could be asked.
    pub without_agency: Vec<WithoutAgency>,
    /// The DOIs that were asked about in place of others.
    pub stand_ins: StandIns,
    /// Why it ended before its end.
    pub stopped: Option<Stop>,
    /// How long it took.
    pub took: Duration,
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

/// What came of asking about DOIs.
#[derive(Default)]
pub(super) struct DoiOutcomes {
    pub(super) outcomes: Outcomes,
    pub(super) without_agency: Vec<WithoutAgency>,
    pub(super) stand_ins: StandIns,
    /// What is asked about in the end: the DOIs, or others in their place.
    pub(super) asked: BTreeSet<Doi>,
    /// What is known of them now.
    pub(super) known: Rc<Known>,
    /// Those of which a registrar gave its record.
    pub(super) kept: BTreeSet<Doi>,
}

/// DOIs by the agency that is asked about them.
pub(super) type ByAgency = BTreeMap<&'static str, BTreeSet<Doi>>;

/// What became of asking each of some services.
pub(super) type Outcomes = Vec<(&'static str, ServiceOutcome)>;

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

    /// Which registrar probably keeps each DOI.
    pub(super) fn learn_registrars(&self, known: &Known) -> LikelyRegistrars {
        let all: Vec<Registrar> = registrars(self.bases.services()).collect();
        let names: Vec<&str> = all.iter().map(|registrar| registrar.agency).collect();
        let stored = |registrar: &Registrar| self.stored.get(registrar.source.service.name).map(|s| &**s);
        let records: Vec<&[StoredAnswers]> = all.iter().map(|r| stored(r).unwrap_or_default()).collect();
        LikelyRegistrars::from_known(known, &records, &names)
    }

    /// Whether it is known of every DOI that is asked about which agency to ask, or that there is none.
    pub fn knows_agencies(&self, questions: &Questions) -> bool {
        !self.existence || questions.dois.iter().all(|doi| self.known.contains_key(doi))
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
