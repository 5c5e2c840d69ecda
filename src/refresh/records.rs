//! What do those who keep records of works say of these? In lists, then singly what a list leaves out.

use super::course::{Clock, Course, Source, drive};
use super::freshness::is_within;
use super::keepers::RecordSource;
use super::ladder::make_unchecked;
use super::patience::{GoOn, Patience};
use super::watch::RunState;
use super::{Outcome, Unchecked};
use crate::http::{Failure, Fault, Transport};
use crate::model::{Identifier, WorkRecord};
use crate::registry::{Base, Key, Records, Service};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// When one kind of answer was last heard about each thing, and how long it holds.
#[derive(Debug, Clone)]
pub struct StoredAnswers {
    /// When each was last heard.
    pub last_heard: BTreeMap<Identifier, Timestamp>,
    /// Those of which a record is kept; about the others it said that it keeps none.
    pub records: BTreeSet<Identifier>,
    /// The age up to which it holds.
    pub holds: SignedDuration,
}

impl StoredAnswers {
    /// Whether the answer about a thing still holds.
    pub(super) fn is_fresh(&self, id: &Identifier, now: Timestamp) -> bool {
        self.last_heard.get(id).is_some_and(|at| is_within(*at, now, self.holds))
    }
}

/// How one keeper of records is asked in this run.
#[derive(Debug, Clone)]
pub(super) struct RecordPlan {
    /// Where it is reached.
    pub(super) base: Base,
    /// The user's address, if they leave it.
    pub(super) mailto: Option<String>,
    /// Ask nobody: what is not fresh is unchecked.
    pub(super) offline: bool,
    /// The time now; the run's own clock goes on from here.
    pub(super) now: Timestamp,
    /// The answers that are wanted and stored; a thing is due when one of them no longer holds.
    pub(super) stored: Rc<[StoredAnswers]>,
}

impl RecordPlan {
    pub(super) fn is_fresh(&self, id: &Identifier) -> bool {
        self.stored.iter().all(|answers| answers.is_fresh(id, self.now))
    }

    /// Whether a record of this thing is stored and still holds.
    pub(super) fn has_record(&self, id: &Identifier) -> bool {
        self.is_fresh(id) && self.stored.iter().any(|answers| answers.records.contains(id))
    }
}

/// One record heard about one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordReply {
    /// What was asked about.
    pub id: Identifier,
    /// The record; none where the service keeps none.
    pub record: Option<WorkRecord>,
    /// Who said so.
    pub service: &'static Service,
    /// When.
    pub asked_at: Timestamp,
    /// SHA-256 of the body that it was read from, lower-case hex.
    pub body_sha256: String,
}

/// Asks a service for its records of what is due, and hands what it hears to `sink`.
pub(super) async fn ask<K, T, E>(
    asked: RecordSource<K>,
    all: BTreeSet<K>,
    plan: RecordPlan,
    transport: Rc<T>,
    run_state: &RunState,
    sink: &mut dyn FnMut(Vec<RecordReply>) -> Result<(), E>,
) -> Result<Outcome, E>
where
    K: Key,
    T: Transport + 'static,
{
    let (held, due): (Vec<K>, Vec<K>) = all.into_iter().partition(|key| plan.is_fresh(&key.clone().into()));
    if plan.offline {
        let failure = Failure::new(Fault::Offline, asked.service.name, "was not asked: this run is offline");
        return Ok(Outcome::open(due, held.len(), &failure));
    }
    let mut outcome = Outcome { fresh: held.len(), asked: due.len(), ..Outcome::default() };
    if due.is_empty() {
        return Ok(outcome);
    }
    let progress = run_state.add_service(asked.service.name, due.len());
    let mut shelf = Shelf::new(asked, due);
    let prepared = plan.base.pace.prepared();
    let clock = Clock::from(plan.now);
    let plan = Rc::new(plan);
    let carry_out = |job| carry_out(asked, transport.clone(), plan.clone(), clock, job);
    outcome.answered = drive(&mut shelf, prepared, carry_out, &progress, sink).await?;
    outcome.unchecked = shelf.unchecked;
    outcome.unchecked.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(outcome)
}

/// Sends one job's request and reads its answer.
async fn carry_out<K: Key, T: Transport>(
    asked: RecordSource<K>,
    transport: Rc<T>,
    plan: Rc<RecordPlan>,
    clock: Clock,
    job: Job<K>,
) -> Done<K> {
    let RecordPlan { base, mailto, .. } = plan.as_ref();
    let keeper = asked.keeper;
    match (job, &keeper.alone) {
        (Job::List(list), _) => {
            let sent = transport.send((keeper.list_request)(base, &list, mailto.as_deref())).await;
            let said = sent.and_then(|r| Ok(((keeper.list)(&list, &r)?, Source::from_response(&r, clock))));
            Done::List(list, said)
        }
        (Job::Single(key), Some(alone)) => {
            let sent = transport.send((alone.request)(base, &key, mailto.as_deref())).await;
            let said = sent.and_then(|r| Ok(((alone.record)(&key, &r)?, Source::from_response(&r, clock))));
            Done::Single(key, said.map(Box::new))
        }
        (Job::Single(key), None) => {
            let list = [key.clone()];
            let sent = transport.send((keeper.list_request)(base, &list, mailto.as_deref())).await;
            let said = sent.and_then(|r| {
                let record = (keeper.list)(&list, &r)?.pop().flatten();
                Ok((record, Source::from_response(&r, clock)))
            });
            Done::Single(key, said.map(Box::new))
        }
    }
}

/// One request to make.
#[derive(Debug, PartialEq, Eq)]
enum Job<K> {
    List(Vec<K>),
    Single(K),
}

/// What a job came to.
enum Done<K> {
    List(Vec<K>, Result<(Records, Source), Failure>),
    Single(K, Result<Box<(Option<WorkRecord>, Source)>, Failure>),
}

/// What is still to ask of one keeper, and what it said.
struct Shelf<K: 'static> {
    asked: RecordSource<K>,
    queue: VecDeque<Job<K>>,
    /// Not settled yet.
    open: BTreeSet<K>,
    patience: Patience,
    replies: Vec<RecordReply>,
    unchecked: Vec<Unchecked>,
}

impl<K: Key> Shelf<K> {
    fn new(asked: RecordSource<K>, due: Vec<K>) -> Self {
        let open = due.iter().cloned().collect();
        let (lists, alone) = (asked.keeper.batches)(due);
        let queue = lists.into_iter().map(Job::List).chain(alone.into_iter().map(Job::Single)).collect();
        let (replies, unchecked) = (Vec::new(), Vec::new());
        Self { asked, queue, open, patience: Patience::default(), replies, unchecked }
    }

    fn hear(&mut self, key: K, record: Option<WorkRecord>, source: Source) {
        self.open.remove(&key);
        let Source { asked_at, body_sha256 } = source;
        let service = self.asked.service;
        self.replies.push(RecordReply { id: key.into(), record, service, asked_at, body_sha256 });
    }

    fn leave(&mut self, keys: impl IntoIterator<Item = K>, failure: &Failure) {
        for key in keys {
            self.open.remove(&key);
            self.unchecked.push(make_unchecked(key, failure));
        }
    }

    fn ask_singly(&mut self, list: Vec<K>) {
        for key in list.into_iter().rev() {
            self.queue.push_front(Job::Single(key));
        }
    }
}

impl<K: Key> Course for Shelf<K> {
    type Job = Job<K>;
    type Done = Done<K>;
    type Reply = RecordReply;

    fn next(&mut self) -> Option<Job<K>> {
        if let Some(failure) = self.patience.is_out() {
            for job in std::mem::take(&mut self.queue) {
                match job {
                    Job::List(list) => self.leave(list, &failure),
                    Job::Single(key) => self.leave([key], &failure),
                }
            }
        }
        match self.queue.pop_front()? {
            Job::List(list) if self.patience.is_out_for_lists() => {
                self.ask_singly(list);
                self.queue.pop_front()
            }
            job => Some(job),
        }
    }

    fn settle(&mut self, done: Done<K>) {
        match done {
            Done::List(list, Ok((records, source))) => {
                self.patience.list_answered();
                for (key, record) in list.into_iter().zip(records) {
                    match record {
                        None if self.asked.keeper.alone.is_some() => self.queue.push_back(Job::Single(key)),
                        record => self.hear(key, record, source.clone()),
                    }
                }
            }
            Done::List(list, Err(failure)) => match self.patience.list_failed(list.len(), &failure) {
                GoOn::Leave => self.leave(list, &failure),
                GoOn::Halves => {
                    for half in list.chunks(list.len().div_ceil(2)).rev() {
                        self.queue.push_front(Job::List(half.to_vec()));
                    }
                }
                GoOn::Singly => self.ask_singly(list),
            },
            Done::Single(key, Ok(answer)) => {
                self.patience.single_answered();
                let (record, source) = *answer;
                self.hear(key, record, source);
            }
            Done::Single(key, Err(failure)) => {
                self.patience.single_failed(&failure);
                self.leave([key], &failure);
            }
        }
    }

    fn replies(&mut self) -> &mut Vec<RecordReply> {
        &mut self.replies
    }

    fn left_open(&self) -> usize {
        self.unchecked.len()
    }

    fn leave_all(&mut self, failure: &Failure) {
        self.queue.clear();
        let open = std::mem::take(&mut self.open);
        self.leave(open, failure);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Doi;
    use crate::refresh::keepers::registrars;
    use crate::registry::SERVICES;

    fn dois(n: usize) -> Vec<Doi> {
        (0..n).map(|n| format!("10.5555/{n}").parse().unwrap()).collect()
    }

    fn source() -> Source {
        Source { asked_at: Timestamp::UNIX_EPOCH, body_sha256: String::new() }
    }

    /// Answers every job: a list by `list`, given how many it asks about; a single one by `single`.
    fn empty(
        shelf: &mut Shelf<Doi>,
        list: impl Fn(usize) -> Result<Records, Fault>,
        single: impl Fn() -> Result<Option<WorkRecord>, Fault>,
    ) -> usize {
        let failure = |fault| Failure::new(fault, "crossref", "did something");
        let mut steps = 0;
        while let Some(job) = shelf.next() {
            steps += 1;
            assert!(steps < 10_000, "it asks for ever");
            let done = match job {
                Job::List(all) => {
                    let said = list(all.len()).map(|records| (records, source())).map_err(failure);
                    Done::List(all, said)
                }
                Job::Single(doi) => {
                    Done::Single(doi, single().map(|record| Box::new((record, source()))).map_err(failure))
                }
            };
            shelf.settle(done);
        }
        steps
    }

    #[test]
    fn what_a_list_leaves_out_is_asked_alone_before_anything_is_said_of_it() {
        let mut shelf = Shelf::new(registrars(SERVICES).next().unwrap().source, dois(3));
        let some = || Some(WorkRecord::default());
        let steps = empty(&mut shelf, |_| Ok(vec![some(), None, some()]), || Ok(None));
        let heard: Vec<(String, bool)> =
            shelf.replies.iter().map(|h| (h.id.value().into_owned(), h.record.is_some())).collect();
        assert_eq!(
            (steps, heard),
            (2, [("0", true), ("2", true), ("1", false)].map(|(n, held)| (format!("10.5555/{n}"), held)).to_vec())
        );
    }

    #[test]
    fn refused_lists_become_single_asks_and_long_ones_halves() {
        for (fault, expected) in [(Fault::Blocked, 1 + 4), (Fault::ServerError, 1 + 4), (Fault::UrlTooLong, 3 + 4 + 4)]
        {
            let mut shelf = Shelf::new(registrars(SERVICES).next().unwrap().source, dois(4));
            let steps = empty(&mut shelf, |_| Err(fault), || Ok(Some(WorkRecord::default())));
            assert!(steps <= expected, "{fault}: {steps}");
            assert_eq!((shelf.replies.len(), shelf.unchecked.len()), (4, 0), "{fault}");
        }
    }

    #[test]
    fn nobody_there_or_a_stranger_ends_it() {
        for (fault, expected) in [(Fault::Refused, 10), (Fault::RateLimited, 10), (Fault::NotJson, 11)] {
            let mut shelf = Shelf::new(registrars(SERVICES).next().unwrap().source, dois(1_000));
            let steps = empty(&mut shelf, |_| Err(fault), || Err(fault));
            assert_eq!((steps, shelf.replies.len(), shelf.unchecked.len()), (expected, 0, 1_000), "{fault}");
        }
    }

    #[test]
    fn a_doi_is_due_when_any_wanted_answer_is_too_old() {
        let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        let doi = &dois(1)[0];
        let kept = |minutes| StoredAnswers {
            last_heard: [(doi.clone().into(), now - SignedDuration::from_mins(minutes))].into(),
            records: BTreeSet::new(),
            holds: SignedDuration::from_hours(24),
        };
        for (minutes, expected) in [(0, true), (23 * 60, true), (24 * 60, false), (-4, true), (-60, false)] {
            assert_eq!(kept(minutes).is_fresh(&doi.clone().into(), now), expected, "{minutes} min");
        }
    }
}
