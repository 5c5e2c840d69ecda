//! The ladder for existence, without the network: what to ask next, and what an answer settles.

use super::course::{Course, Source};
use super::patience::{GoOn, Patience};
use crate::http::{Failure, Fault};
use crate::model::{Doi, DoiState, ExistsAnswer, Identifier};
use crate::registry::doi_org::{self, Agency, Record};
use jiff::Timestamp;
use std::collections::{BTreeSet, VecDeque};

/// One thing heard about one DOI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistenceReply {
    /// What was asked about.
    pub doi: Doi,
    /// The verdict.
    pub answer: ExistsAnswer,
    /// Who said so: the service's name.
    pub service: &'static str,
    /// When.
    pub asked_at: Timestamp,
    /// SHA-256 of the body that settled it, lower-case hex.
    pub body_sha256: String,
}

/// One thing that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// Which.
    pub id: Identifier,
    /// The class of the failure.
    pub fault: Fault,
    /// The reason, as a sentence without its full stop.
    pub reason: String,
}

/// What became of asking one service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Things that were due and asked about.
    pub asked: usize,
    /// Things whose stored answer still holds.
    pub fresh: usize,
    /// Things that were answered.
    pub answered: usize,
    /// Things that were not, each with the reason. A stored answer, however old, stands meanwhile.
    pub unchecked: Vec<Unchecked>,
}

impl Outcome {
    /// Adds what became of further questions.
    pub(super) fn add(&mut self, more: Self) {
        self.asked += more.asked;
        self.fresh += more.fresh;
        self.answered += more.answered;
        self.unchecked.extend(more.unchecked);
    }

    /// Nothing was asked: whatever is due stays open for this reason.
    pub(super) fn open<K: Into<Identifier>>(due: Vec<K>, fresh: usize, failure: &Failure) -> Self {
        let unchecked = due.into_iter().map(|key| make_unchecked(key, failure)).collect();
        Self { fresh, unchecked, ..Self::default() }
    }
}

/// One request to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Job {
    /// Ask doiRA about a list.
    Agencies(Vec<Doi>),
    /// Ask the handle API about one.
    Record(Ask),
}

/// A question to the handle API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ask {
    pub(super) doi: Doi,
    /// What doiRA said, if it knows the DOI: that holds when the handle API gives no answer.
    registered: Option<Box<ExistenceReply>>,
    /// Whether this is the second ask, past the caches.
    pub(super) past_caches: bool,
}

/// What a job came to.
pub(super) enum Done {
    /// A list: what doiRA says of each.
    Agencies(Vec<Doi>, Result<(Vec<Agency>, Source), Failure>),
    /// One record.
    Record(Ask, Result<(Record, Source), Failure>),
}

/// What is still to ask, and what is known.
pub(super) struct Ladder {
    queue: VecDeque<Job>,
    /// Not settled yet.
    open: BTreeSet<Doi>,
    /// Whether registered DOIs are asked for their target as well.
    targets: bool,
    patience: Patience,
    /// Heard and not yet handed out.
    pub(super) replies: Vec<ExistenceReply>,
    pub(super) unchecked: Vec<Unchecked>,
}

impl Ladder {
    /// A ladder for these DOIs: lists of `list` for all that doiRA can know.
    pub(super) fn new(dois: Vec<Doi>, list: usize, targets: bool) -> Self {
        let open = dois.iter().cloned().collect();
        let (short, full): (Vec<Doi>, Vec<Doi>) = dois.into_iter().partition(doi_org::is_short);
        let mut queue: VecDeque<Job> = doi_org::split_into_lists(full, list).into_iter().map(Job::Agencies).collect();
        queue.extend(short.into_iter().map(first_ask));
        Self { queue, open, targets, patience: Patience::default(), replies: Vec::new(), unchecked: Vec::new() }
    }

    fn hear(&mut self, heard: ExistenceReply) {
        self.open.remove(&heard.doi);
        self.replies.push(heard);
    }

    fn leave(&mut self, doi: Doi, failure: &Failure) {
        self.open.remove(&doi);
        self.unchecked.push(make_unchecked(doi, failure));
    }

    fn record(&mut self, ask: Ask, record: Record, source: Source) {
        if record == Record::Absent && !ask.past_caches {
            self.queue.push_front(Job::Record(Ask { past_caches: true, ..ask }));
            return;
        }
        let agency = ask.registered.and_then(|heard| heard.answer.agency);
        match record {
            Record::Absent if agency.is_some() => {
                let what = "contradicts itself: it names an agency for the DOI, but has no record of it";
                let failure = Failure::new(Fault::Unexpected, doi_org::SERVICE.name, what);
                self.leave(ask.doi, &failure);
            }
            record => self.hear(make_reply(ask.doi, record.answer(agency), source)),
        }
    }

    /// What doiRA said holds when the handle API gives no answer.
    fn no_record(&mut self, ask: Ask, failure: &Failure) {
        match ask.registered {
            Some(heard) => self.hear(*heard),
            None => self.leave(ask.doi, failure),
        }
    }

    /// Leaves all that is queued unasked.
    fn ask_no_more(&mut self, failure: &Failure) {
        for job in std::mem::take(&mut self.queue) {
            match job {
                Job::Agencies(list) => list.into_iter().for_each(|doi| self.leave(doi, failure)),
                Job::Record(ask) => self.no_record(ask, failure),
            }
        }
    }

    fn agency(&mut self, doi: Doi, agency: Agency, source: &Source) {
        let known = |state, agency| ExistsAnswer { state, agency, target: None, alias_of: None };
        match agency {
            Agency::Registered(name) => {
                let heard = make_reply(doi.clone(), known(DoiState::Exists, Some(name)), source.clone());
                if self.targets {
                    let ask = Ask { doi, registered: Some(Box::new(heard)), past_caches: false };
                    self.queue.push_back(Job::Record(ask));
                } else {
                    self.hear(heard);
                }
            }
            Agency::Invalid => self.hear(make_reply(doi, known(DoiState::Malformed, None), source.clone())),
            Agency::Absent | Agency::Unknown => self.queue.push_front(first_ask(doi)),
        }
    }

    fn list_failed(&mut self, list: Vec<Doi>, failure: &Failure) {
        match self.patience.list_failed(list.len(), failure) {
            GoOn::Leave => list.into_iter().for_each(|doi| self.leave(doi, failure)),
            GoOn::Halves => {
                for part in list.chunks(list.len().div_ceil(2)).rev() {
                    self.queue.push_front(Job::Agencies(part.to_vec()));
                }
            }
            GoOn::Singly => self.ask_singly(list),
        }
    }

    fn ask_singly(&mut self, list: Vec<Doi>) {
        for doi in list.into_iter().rev() {
            self.queue.push_front(first_ask(doi));
        }
    }
}

impl Course for Ladder {
    type Job = Job;
    type Done = Done;
    type Reply = ExistenceReply;

    fn next(&mut self) -> Option<Job> {
        if let Some(failure) = self.patience.is_out() {
            self.ask_no_more(&failure);
        }
        match self.queue.pop_front()? {
            Job::Agencies(list) if self.patience.is_out_for_lists() => {
                self.ask_singly(list);
                self.queue.pop_front()
            }
            job => Some(job),
        }
    }

    fn settle(&mut self, done: Done) {
        match done {
            Done::Agencies(list, Ok((agencies, source))) => {
                self.patience.list_answered();
                for (doi, agency) in list.into_iter().zip(agencies) {
                    self.agency(doi, agency, &source);
                }
            }
            Done::Agencies(list, Err(failure)) => self.list_failed(list, &failure),
            Done::Record(ask, Ok((record, source))) => {
                self.patience.single_answered();
                self.record(ask, record, source);
            }
            Done::Record(ask, Err(failure)) => {
                self.patience.single_failed(&failure);
                self.no_record(ask, &failure);
            }
        }
    }

    fn replies(&mut self) -> &mut Vec<ExistenceReply> {
        &mut self.replies
    }

    fn left_open(&self) -> usize {
        self.unchecked.len()
    }

    fn leave_all(&mut self, failure: &Failure) {
        self.ask_no_more(failure);
        for doi in std::mem::take(&mut self.open) {
            self.leave(doi, failure); // its request was under way
        }
    }
}

fn make_reply(doi: Doi, answer: ExistsAnswer, source: Source) -> ExistenceReply {
    let Source { asked_at, body_sha256 } = source;
    ExistenceReply { doi, answer, service: doi_org::SERVICE.name, asked_at, body_sha256 }
}

fn first_ask(doi: Doi) -> Job {
    Job::Record(Ask { doi, registered: None, past_caches: false })
}

/// A thing without an answer, and why.
pub(super) fn make_unchecked(id: impl Into<Identifier>, failure: &Failure) -> Unchecked {
    Unchecked { id: id.into(), fault: failure.fault, reason: failure.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "10.1000/a";
    const B: &str = "10.1000/b";

    fn ladder(dois: &[&str], targets: bool) -> Ladder {
        Ladder::new(dois.iter().map(|d| d.parse().unwrap()).collect(), 25, targets)
    }

    fn source() -> Source {
        Source { asked_at: Timestamp::UNIX_EPOCH, body_sha256: String::new() }
    }

    fn failure(fault: Fault) -> Failure {
        Failure::new(fault, "doi.org", "did something")
    }

    /// Answers the next job: a list by `agencies`, a record by `record`.
    fn step(l: &mut Ladder, agencies: Result<Vec<Agency>, Fault>, record: Result<Record, Fault>) -> bool {
        let done = match l.next() {
            None => return false,
            Some(Job::Agencies(list)) => Done::Agencies(list, agencies.map(|a| (a, source())).map_err(failure)),
            Some(Job::Record(ask)) => Done::Record(ask, record.map(|r| (r, source())).map_err(failure)),
        };
        l.settle(done);
        true
    }

    fn states(l: &Ladder) -> Vec<(&str, DoiState)> {
        l.replies.iter().map(|h| (h.doi.key(), h.answer.state)).collect()
    }

    fn no_record() -> Result<Record, Fault> {
        Err(Fault::Timeout)
    }

    #[test]
    fn absent_takes_doira_and_two_asks_of_the_handle_system() {
        let mut l = ladder(&[A], false);
        for _ in 0..3 {
            assert!(l.replies.is_empty());
            assert!(step(&mut l, Ok(vec![Agency::Absent]), Ok(Record::Absent)));
        }
        assert_eq!(states(&l), [(A, DoiState::Absent)]);
        assert!(!step(&mut l, Ok(vec![]), no_record()));
    }

    #[test]
    fn absent_that_cannot_be_confirmed_is_unchecked() {
        let mut l = ladder(&[A], false);
        step(&mut l, Ok(vec![Agency::Absent]), no_record());
        step(&mut l, Ok(vec![]), Ok(Record::Absent));
        step(&mut l, Ok(vec![]), Err(Fault::ServerError));
        assert_eq!((l.replies.len(), l.unchecked.len()), (0, 1));
        assert_eq!(l.unchecked[0].reason, "doi.org did something");
    }

    #[test]
    fn a_registered_doi_stays_so_when_its_target_cannot_be_asked() {
        let mut l = ladder(&[A], true);
        step(&mut l, Ok(vec![Agency::Registered("Crossref".into())]), no_record());
        assert!(l.replies.is_empty());
        step(&mut l, Ok(vec![]), no_record());
        assert_eq!(states(&l), [(A, DoiState::Exists)]);
        assert_eq!(l.replies[0].answer.agency.as_deref(), Some("Crossref"));
    }

    #[test]
    fn an_agency_without_a_record_is_no_verdict() {
        let mut l = ladder(&[A], true);
        step(&mut l, Ok(vec![Agency::Registered("Crossref".into())]), no_record());
        while step(&mut l, Ok(vec![]), Ok(Record::Absent)) {}
        assert_eq!((l.replies.len(), l.unchecked[0].fault), (0, Fault::Unexpected));
    }

    #[test]
    fn refused_lists_become_single_asks_and_lists_are_given_up() {
        for fault in [Fault::Blocked, Fault::NotJson, Fault::RedirectedAway] {
            let mut l = Ladder::new(vec![A.parse().unwrap(), B.parse().unwrap()], 1, false);
            step(&mut l, Err(fault), no_record());
            assert!(matches!(l.next(), Some(Job::Record(ask)) if ask.doi.key() == A), "{fault}");
            assert!(matches!(l.next(), Some(Job::Record(ask)) if ask.doi.key() == B), "{fault}");
        }
    }

    #[test]
    fn one_list_that_fails_does_not_give_up_lists_but_two_in_a_row_do() {
        let mut l = Ladder::new((0..3).map(|n| format!("10.1000/{n}").parse().unwrap()).collect(), 1, false);
        let there = || Ok(Record::Registered { target: Some("https://a.example/".into()), alias_of: None });
        step(&mut l, Err(Fault::ServerError), there());
        step(&mut l, Ok(vec![]), there());
        assert!(matches!(l.queue.front(), Some(Job::Agencies(_))));
        step(&mut l, Err(Fault::ServerError), there());
        while step(&mut l, Err(Fault::Offline), there()) {}
        assert_eq!((l.replies.len(), l.unchecked.len()), (3, 0), "the last list was asked singly");
    }

    #[test]
    fn nobody_there_or_told_to_stay_away_is_not_asked_one_by_one() {
        for fault in [Fault::Dns, Fault::Unreachable, Fault::Refused, Fault::Tls, Fault::RateLimited] {
            let mut l = ladder(&[A, B], false);
            step(&mut l, Err(fault), no_record());
            assert_eq!((l.next().is_none(), l.unchecked.len()), (true, 2), "{fault}");
        }
    }

    #[test]
    fn a_stranger_who_answers_for_the_service_is_not_asked_for_ever() {
        let mut l = Ladder::new((0..1_000).map(|n| format!("10.1000/{n}").parse().unwrap()).collect(), 25, false);
        let mut steps = 0;
        while step(&mut l, Err(Fault::NotJson), Err(Fault::NotJson)) {
            steps += 1;
        }
        assert_eq!((steps, l.unchecked.len()), (11, 1_000));
    }

    #[test]
    fn a_list_too_long_is_split_and_a_single_one_does_not_loop() {
        let mut l = ladder(&[A, B], false);
        let mut steps = 0;
        while step(&mut l, Err(Fault::UrlTooLong), Err(Fault::UrlTooLong)) {
            steps += 1;
            assert!(steps < 10);
        }
        assert_eq!(l.unchecked.len(), 2);
    }
}
