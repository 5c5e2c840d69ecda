//! What is still to find out about each DOI, and of whom: without the network.
//!
//! ```text
//!            ┌── the list of its registrar, the likeliest first ──▶ a record with a target ──▶ it exists, and that is its record
//!   a DOI ───┤        │ left out, failed, late                        │ without target, of another DOI, deleted
//!            │        ▼                                               ▼
//!            └──▶ doiRA, in lists: whose is it? ──▶ that registrar ─▶ the handle API, alone ──▶ exists, alias, deleted, absent …
//! ```
//!
//! The services are asked side by side, each by a course of its own that takes its questions from here and brings the answers back.
//! No answer about one DOI stands in the way of another.

mod case;

pub(super) use case::{DoiOpening, Existence, Wishes, may_be_kept};

use super::Known;
use super::course::Source;
use super::heard::{ExistenceReply, Unchecked, make_unchecked};
use super::keepers::Registrar;
use crate::http::{Failure, Fault};
use crate::model::{Doi, DoiState, ExistsAnswer, WorkRecord};
use crate::registry::doi_org::{self, Agency, Record};
use case::{DoiCase, NextQuestion, Question, RegistrarAnswer};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use tokio::sync::Notify;

/// One question to doi.org.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AskDoiOrg {
    /// Which agency registered it?
    Agency(Doi),
    /// What does its record say?
    Record(Doi),
}

/// One question to a registrar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AskRegistrar {
    Listed(Doi),
    Alone(Doi),
}

/// An inquiry that several courses work on, on one thread.
pub(super) type Shared = Rc<RefCell<Inquiry>>;

/// An inquiry about many DOIs.
pub(super) struct Inquiry {
    registrars: Vec<Registrar>,
    names: Vec<&'static str>,
    wishes: Wishes,
    cases: BTreeMap<Doi, DoiCase>,
    to_doi_org: VecDeque<AskDoiOrg>,
    to_registrars: Vec<VecDeque<AskRegistrar>>,
    /// Cases that are not closed.
    open: usize,
    asked_of_doi_org: BTreeSet<Doi>,
    left: Vec<Unchecked>,
    /// Heard and not yet handed out.
    pub(super) replies: Vec<ExistenceReply>,
    heard: Known,
    bell: Rc<Notify>,
}

impl Inquiry {
    /// An inquiry about these DOIs. The registrars are asked in their order where nothing else says whose a DOI is.
    pub(super) fn new(
        openings: impl IntoIterator<Item = (Doi, DoiOpening)>,
        registrars: Vec<Registrar>,
        wishes: Wishes,
    ) -> Self {
        let cases: BTreeMap<Doi, DoiCase> =
            openings.into_iter().map(|(doi, opening)| (doi, DoiCase::new(opening))).collect();
        let mut inquiry = Self {
            names: registrars.iter().map(|registrar| registrar.agency).collect(),
            to_registrars: vec![VecDeque::new(); registrars.len()],
            registrars,
            wishes,
            open: cases.len(),
            to_doi_org: VecDeque::new(),
            asked_of_doi_org: BTreeSet::new(),
            left: Vec::new(),
            replies: Vec::new(),
            heard: Known::new(),
            bell: Rc::default(),
            cases,
        };
        let dois: Vec<Doi> = inquiry.cases.keys().cloned().collect();
        dois.iter().for_each(|doi| inquiry.go_on(doi));
        inquiry
    }

    /// What rings when there may be something new to ask or to hand out; none when everything is settled.
    pub(super) fn bell(&self) -> Option<Rc<Notify>> {
        (self.open > 0).then(|| self.bell.clone())
    }

    /// What doi.org is to be asked now.
    pub(super) fn take_for_doi_org(&mut self) -> VecDeque<AskDoiOrg> {
        std::mem::take(&mut self.to_doi_org)
    }

    /// What a registrar is to be asked now.
    pub(super) fn take_for_registrar(&mut self, at: usize) -> VecDeque<AskRegistrar> {
        self.to_registrars.get_mut(at).map(std::mem::take).unwrap_or_default()
    }

    /// Does what is next about a DOI, until it waits for an answer or is settled.
    fn go_on(&mut self, doi: &Doi) {
        loop {
            let Some(case) = self.cases.get_mut(doi).filter(|case| !case.closed) else { return };
            match case.next(doi, self.wishes, &self.names) {
                NextQuestion::Wait => return,
                NextQuestion::Done => {
                    case.closed = true;
                    self.open = self.open.saturating_sub(1);
                    return self.bell.notify_waiters();
                }
                NextQuestion::Settle(reply) => self.settle(*reply),
                NextQuestion::Leave(failure) => {
                    case.existence = Existence::Left;
                    self.left.push(make_unchecked(doi.clone(), &failure));
                }
                NextQuestion::Agency => {
                    case.named = Question::UnderWay;
                    self.ask_doi_org(AskDoiOrg::Agency(doi.clone()), doi);
                }
                NextQuestion::Record => {
                    case.record = Question::UnderWay;
                    self.ask_doi_org(AskDoiOrg::Record(doi.clone()), doi);
                }
                NextQuestion::List(at) => self.ask_registrar(at, AskRegistrar::Listed(doi.clone()), doi),
                NextQuestion::Alone(at) => self.ask_registrar(at, AskRegistrar::Alone(doi.clone()), doi),
            }
        }
    }

    fn ask_doi_org(&mut self, ask: AskDoiOrg, doi: &Doi) {
        self.asked_of_doi_org.insert(doi.clone());
        self.to_doi_org.push_back(ask);
        self.bell.notify_waiters();
    }

    fn ask_registrar(&mut self, at: usize, ask: AskRegistrar, doi: &Doi) {
        self.note_answer(at, doi, RegistrarAnswer::UnderWay);
        if let Some(queue) = self.to_registrars.get_mut(at) {
            queue.push_back(ask);
        }
        self.bell.notify_waiters();
    }

    fn note_answer(&mut self, at: usize, doi: &Doi, what: RegistrarAnswer) {
        if let Some(said) = self.cases.get_mut(doi).and_then(|case| case.said.get_mut(at)) {
            *said = what;
        }
    }

    fn settle(&mut self, reply: ExistenceReply) {
        if let Some(case) = self.cases.get_mut(&reply.doi).filter(|case| case.existence == Existence::Open) {
            case.existence = Existence::Known(reply.answer.clone());
            self.heard.insert(reply.doi.clone(), (reply.answer.clone(), reply.asked_at));
            self.replies.push(reply);
            self.bell.notify_waiters();
        }
    }

    /// doiRA has said whose a DOI is.
    pub(super) fn note_agency(&mut self, doi: &Doi, agency: Agency, source: &Source) {
        let Some(case) = self.cases.get_mut(doi) else { return };
        case.named = Question::Answered;
        match agency {
            Agency::Registered(name) => {
                let answer = make_answer(DoiState::Exists, Some(name.clone()), None);
                let heard = make_reply(doi.clone(), answer, doi_org::SERVICE.name, source.clone());
                case.fallback.get_or_insert_with(|| Box::new(heard));
                case.agency = Some(name);
            }
            Agency::Invalid => {
                let answer = make_answer(DoiState::Malformed, None, None);
                self.settle(make_reply(doi.clone(), answer, doi_org::SERVICE.name, source.clone()));
            }
            Agency::Absent => case.said_absent = true,
            Agency::Unknown => {}
        }
        self.go_on(doi);
    }

    /// doiRA could not be asked.
    pub(super) fn note_no_agency(&mut self, doi: &Doi, failure: &Failure) {
        if let Some(case) = self.cases.get_mut(doi) {
            case.named = Question::Failed(failure.clone());
        }
        self.go_on(doi);
    }

    /// doi.org cannot be reached at all.
    pub(super) fn note_out_of_reach(&mut self, doi: &Doi, failure: &Failure) {
        if let Some(case) = self.cases.get_mut(doi) {
            (case.named, case.record) = (Question::Failed(failure.clone()), Question::Failed(failure.clone()));
        }
        self.go_on(doi);
    }

    /// The handle API has said what it keeps; that it keeps nothing, past its caches.
    pub(super) fn note_record(&mut self, doi: &Doi, record: Record, source: &Source) {
        let Some(case) = self.cases.get_mut(doi) else { return };
        if record == Record::Absent && case.agency.is_some() {
            let what =
                "contradicts itself: it names an agency for the DOI, or an agency has a record of it, but it has none";
            case.fallback = None;
            case.record = Question::Failed(Failure::new(Fault::Unexpected, doi_org::SERVICE.name, what));
        } else {
            case.record = Question::Answered;
            let answer = record.answer(case.agency.clone());
            self.settle(make_reply(doi.clone(), answer, doi_org::SERVICE.name, source.clone()));
        }
        self.go_on(doi);
    }

    /// The handle API could not be asked.
    pub(super) fn note_no_handle(&mut self, doi: &Doi, failure: &Failure) {
        if let Some(case) = self.cases.get_mut(doi) {
            case.record = Question::Failed(failure.clone());
        }
        self.go_on(doi);
    }

    /// A registrar gave its record. That settles that the DOI exists and where it leads, unless the record is another DOI's, has
    /// no target, or shows that the DOI was deleted.
    pub(super) fn take_record(&mut self, at: usize, doi: &Doi, record: &WorkRecord, source: &Source) {
        self.note_answer(at, doi, RegistrarAnswer::Record);
        let (Some(case), Some(registrar)) = (self.cases.get_mut(doi), self.registrars.get(at)) else { return };
        let agency = registrar.agency.to_owned();
        case.agency = Some(agency.clone());
        let told = &record.metadata;
        let state = match (&told.alias_of, told.deleted) {
            (Some(_), _) => DoiState::Alias,
            (None, true) => DoiState::Deleted,
            (None, false) => DoiState::Exists,
        };
        let alias_of = told.alias_of.as_ref().map(|doi| doi.key().to_owned());
        let answer = ExistsAnswer { alias_of, ..make_answer(state, Some(agency), told.target.clone()) };
        let reply = make_reply(doi.clone(), answer, registrar.source.service.name, source.clone());
        if state == DoiState::Exists && told.target.is_some() {
            self.settle(reply);
        } else {
            (case.doubtful, case.fallback) = (true, Some(Box::new(reply)));
        }
        self.go_on(doi);
    }

    /// A registrar's list left the DOI out.
    pub(super) fn note_left_out(&mut self, at: usize, doi: &Doi) {
        self.note_answer(at, doi, RegistrarAnswer::LeftOut);
        self.go_on(doi);
    }

    /// Asked about it alone, a registrar keeps no record.
    pub(super) fn note_no_record(&mut self, at: usize, doi: &Doi) {
        self.note_answer(at, doi, RegistrarAnswer::KeepsNone);
        self.go_on(doi);
    }

    /// A registrar could not be asked.
    pub(super) fn note_failure(&mut self, at: usize, doi: &Doi) {
        self.note_answer(at, doi, RegistrarAnswer::Failed);
        self.go_on(doi);
    }

    /// A service that answers about others could not be asked about this one alone: whoever else is asked about it probably cannot be
    /// either.
    pub(super) fn suspect_case(&mut self, doi: &Doi) {
        if let Some(case) = self.cases.get_mut(doi) {
            case.suspect = true;
        }
    }

    /// Whether that happened.
    pub(super) fn is_suspect(&self, doi: &Doi) -> bool {
        self.cases.get(doi).is_some_and(|case| case.suspect)
    }

    /// A registrar's answer takes long.
    pub(super) fn note_late(&mut self, doi: &Doi) {
        if let Some(case) = self.cases.get_mut(doi) {
            case.late = true;
        }
        self.go_on(doi);
    }

    /// How many DOIs doi.org was asked about, and how many of those are settled.
    pub(super) fn count_at_doi_org(&self) -> (usize, usize) {
        let is_open = |doi: &&Doi| self.cases.get(doi).is_some_and(|case| case.existence == Existence::Open);
        let open = self.asked_of_doi_org.iter().filter(is_open).count();
        (self.asked_of_doi_org.len(), self.asked_of_doi_org.len() - open)
    }

    /// What became of the question whether they exist, where the run is over.
    pub(super) fn close(&mut self, failure: Option<&Failure>) -> (usize, Vec<Unchecked>, Known) {
        let failure = failure.cloned().unwrap_or_else(|| {
            Failure::new(Fault::Stopped, doi_org::SERVICE.name, "was not asked: the run ended before")
        });
        for (doi, case) in &mut self.cases {
            if case.existence == Existence::Open {
                case.existence = Existence::Left;
                self.left.push(make_unchecked(doi.clone(), &failure));
            }
        }
        let mut left = std::mem::take(&mut self.left);
        left.sort_by(|a, b| a.id.cmp(&b.id));
        (self.asked_of_doi_org.len(), left, std::mem::take(&mut self.heard))
    }

    /// Whether a record of this DOI is still wanted of a registrar: nobody gave one, and it may keep one.
    pub(super) fn wants_record_of(&self, doi: &Doi, at: usize) -> bool {
        let Some(case) = self.cases.get(doi) else { return true };
        let may_be = match &case.existence {
            Existence::Known(answer) => may_be_kept(doi, answer),
            _ => true,
        };
        let is_its = case.agency.is_none() || case.agency_at(&self.names) == Some(at);
        self.wishes.records && may_be && is_its && !case.said.contains(&RegistrarAnswer::Record)
    }

    /// Those whose record a stopped run did not come to ask for, by the registrar that would have been asked.
    pub(super) fn list_unasked(&self) -> impl Iterator<Item = (usize, &Doi)> {
        self.cases.iter().filter(|(_, case)| !case.closed).filter_map(|(doi, case)| {
            let at = case.agency_at(&self.names).or(case.opening.likely).unwrap_or_default();
            self.wants_record_of(doi, at).then_some((at, doi))
        })
    }

    /// How many DOIs' records at a registrar were not asked for because they still hold.
    pub(super) fn count_fresh(&self, at: usize) -> usize {
        let fresh = |case: &&DoiCase| {
            let is_its = case.agency_at(&self.names).or(case.opening.likely) == Some(at);
            is_its && case.opening.fresh.get(at) == Some(&true) && case.said.get(at) == Some(&RegistrarAnswer::Unasked)
        };
        if self.wishes.records { self.cases.values().filter(fresh).count() } else { 0 }
    }

    /// The DOIs of which a registrar gave its record.
    pub(super) fn list_kept(&self) -> impl Iterator<Item = &Doi> {
        self.cases.iter().filter(|(_, case)| case.said.contains(&RegistrarAnswer::Record)).map(|(doi, _)| doi)
    }
}

fn make_answer(state: DoiState, agency: Option<String>, target: Option<String>) -> ExistsAnswer {
    ExistsAnswer { state, agency, target, alias_of: None }
}

fn make_reply(doi: Doi, answer: ExistsAnswer, service: &'static str, source: Source) -> ExistenceReply {
    let Source { asked_at, body_sha256 } = source;
    ExistenceReply { doi, answer, service, asked_at, body_sha256 }
}

#[cfg(test)]
mod tests;
