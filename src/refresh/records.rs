//! What do those who keep records of works say of these? Drives a shelf over the network.

use super::ServiceOutcome;
use super::course::{Clock, MORE_PREPARED, Source, drive};
use super::freshness::is_within;
use super::keepers::{ListRequest, RecordSource};
use super::shelf::{Done, Job, RecordReply, RecordShelf};
use super::watch::RunState;
use crate::http::{Failure, Fault, Request, Transport};
use crate::model::Identifier;
use crate::registry::{Base, Key};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
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

/// Asks a service for its records of what is due, and hands what it hears to `sink`.
pub(super) async fn ask<K, T, E>(
    asked: RecordSource<K>,
    all: BTreeSet<K>,
    plan: RecordPlan,
    transport: Rc<T>,
    run_state: &RunState,
    sink: &mut dyn FnMut(Vec<RecordReply>) -> Result<(), E>,
) -> Result<ServiceOutcome, E>
where
    K: Key,
    T: Transport + 'static,
{
    let (held, due): (Vec<K>, Vec<K>) = all.into_iter().partition(|key| plan.is_fresh(&key.clone().into()));
    if plan.offline {
        let failure = Failure::new(Fault::Offline, asked.service.name, "was not asked: this run is offline");
        return Ok(ServiceOutcome::open(due, held.len(), &failure));
    }
    let mut outcome = ServiceOutcome { fresh: held.len(), asked: due.len(), ..ServiceOutcome::default() };
    if due.is_empty() {
        return Ok(outcome);
    }
    let mut shelf = RecordShelf::new(asked, plan.base.pace);
    shelf.waiting.extend(due);
    outcome.answered = ask_shelf(&mut shelf, plan, asked.keeper.list_request, transport, run_state, sink).await?;
    outcome.unchecked = shelf.unchecked;
    outcome.unchecked.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(outcome)
}

/// Asks a service for its records until nothing is left to ask, and hands what it hears to `sink`; `list_request` says how lists
/// are asked.
pub(super) async fn ask_shelf<K, T, E>(
    shelf: &mut RecordShelf<K>,
    plan: RecordPlan,
    list_request: ListRequest<K>,
    transport: Rc<T>,
    run_state: &RunState,
    sink: &mut dyn FnMut(Vec<RecordReply>) -> Result<(), E>,
) -> Result<usize, E>
where
    K: Key,
    T: Transport + 'static,
{
    let asked = shelf.asked;
    let progress = run_state.add_service(asked.service.name, shelf.waiting.len());
    let prepared = plan.base.pace.count_prepared() + MORE_PREPARED;
    let clock = Clock::from(plan.now);
    let plan = Rc::new(plan);
    let carry_out = |job| carry_out(asked, list_request, transport.clone(), plan.clone(), clock, job);
    drive(shelf, prepared, carry_out, &progress, sink).await
}

/// Sends one job's request and reads its answer.
async fn carry_out<K: Key, T: Transport>(
    asked: RecordSource<K>,
    list_request: ListRequest<K>,
    transport: Rc<T>,
    plan: Rc<RecordPlan>,
    clock: Clock,
    job: Job<K>,
) -> Done<K> {
    let RecordPlan { base, mailto, .. } = plan.as_ref();
    let keeper = asked.keeper;
    match (job, &keeper.alone) {
        (Job::List(list, parts), _) => {
            let suspect = list.len() > 1;
            let sent = transport.send(Request { suspect, ..list_request(base, &list, mailto.as_deref()) }).await;
            let said = sent.and_then(|r| Ok(((keeper.list)(&list, &r)?, Source::from_response(&r, clock))));
            Done::List(list, parts, said)
        }
        (Job::Single(key, suspect), Some(alone)) => {
            let request = Request { suspect, ..(alone.request)(base, &key, mailto.as_deref()) };
            let sent = transport.send(request).await;
            let said = sent.and_then(|r| Ok(((alone.record)(&key, &r)?, Source::from_response(&r, clock))));
            Done::Single(key, said.map(Box::new))
        }
        (Job::Single(key, suspect), None) => {
            let list = [key.clone()];
            let sent = transport.send(Request { suspect, ..list_request(base, &list, mailto.as_deref()) }).await;
            let said = sent.and_then(|r| {
                let record = (keeper.list)(&list, &r)?.pop().flatten();
                Ok((record, Source::from_response(&r, clock)))
            });
            Done::Single(key, said.map(Box::new))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Doi;

    #[test]
    fn a_doi_is_due_when_any_wanted_answer_is_too_old() {
        let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        let doi: &Doi = &"10.5555/0".parse().unwrap();
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
