//! Which registered works may an entry without identifier mean? Asked one by one; what is found is for a person to compare.

use super::course::{Clock, Course, Source, drive};
use super::heard::make_unchecked;
use super::patience::Patience;
use super::records::RecordPlan;
use super::watch::RunState;
use super::{ServiceOutcome, Unchecked};
use crate::http::{Failure, Fault, Transport};
use crate::model::{Identifier, Uid, WorkRecord};
use crate::registry::crossref;
use jiff::Timestamp;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// What a search found for one entry, best first by the service's own score, which is no confidence.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidatesReply {
    /// The entry.
    pub reference: Uid,
    /// The works.
    pub works: Vec<WorkRecord>,
    /// Who said so: the service's name.
    pub service: &'static str,
    /// When.
    pub asked_at: Timestamp,
    /// SHA-256 of the body, lower-case hex.
    pub body_sha256: String,
}

/// Searches for each entry, given as it is printed.
pub(super) async fn ask<T, E>(
    printed: BTreeMap<Uid, String>,
    plan: RecordPlan,
    transport: Rc<T>,
    run_state: &RunState,
    sink: &mut dyn FnMut(Vec<CandidatesReply>) -> Result<(), E>,
) -> Result<ServiceOutcome, E>
where
    T: Transport + 'static,
{
    let fresh = |(uid, _): &(Uid, String)| plan.is_fresh(&Identifier::Reference(*uid));
    let (held, due): (Vec<_>, Vec<_>) = printed.into_iter().partition(fresh);
    if plan.offline {
        let failure = Failure::new(Fault::Offline, crossref::SERVICE.name, "was not asked: this run is offline");
        return Ok(ServiceOutcome::open(
            due.into_iter().map(|(uid, _)| Identifier::Reference(uid)).collect(),
            held.len(),
            &failure,
        ));
    }
    let mut outcome = ServiceOutcome { fresh: held.len(), asked: due.len(), ..ServiceOutcome::default() };
    if due.is_empty() {
        return Ok(outcome);
    }
    let progress = run_state.add_service(crossref::SERVICE.name, due.len());
    let mut search = Search { queue: due.into(), ..Search::default() };
    let (clock, plan) = (Clock::from(plan.now), Rc::new(plan));
    let carry_out = |job| carry_out(transport.clone(), plan.clone(), clock, job);
    outcome.answered = drive(&mut search, 2, carry_out, &progress, sink).await?;
    outcome.unchecked = search.unchecked;
    Ok(outcome)
}

type Entry = (Uid, String);
type CandidatesAnswer = Result<(Vec<WorkRecord>, Source), Failure>;

async fn carry_out<T: Transport>(
    transport: Rc<T>,
    plan: Rc<RecordPlan>,
    clock: Clock,
    (uid, printed): Entry,
) -> (Uid, CandidatesAnswer) {
    let sent = transport.send(crossref::build_search_request(&plan.base, &printed, plan.mailto.as_deref())).await;
    (uid, sent.and_then(|r| Ok((crossref::read_candidates(&r)?, Source::from_response(&r, clock)))))
}

/// What is still to search for, and what was found.
#[derive(Default)]
struct Search {
    queue: VecDeque<Entry>,
    under_way: Vec<Uid>,
    patience: Patience,
    replies: Vec<CandidatesReply>,
    unchecked: Vec<Unchecked>,
}

impl Course for Search {
    type Job = Entry;
    type Done = (Uid, CandidatesAnswer);
    type Reply = CandidatesReply;

    fn next(&mut self) -> Option<Entry> {
        if let Some(failure) = self.patience.is_out() {
            for (uid, _) in std::mem::take(&mut self.queue) {
                self.unchecked.push(make_unchecked(Identifier::Reference(uid), &failure));
            }
        }
        let entry = self.queue.pop_front()?;
        self.under_way.push(entry.0);
        Some(entry)
    }

    fn settle(&mut self, (reference, found): Self::Done) {
        self.under_way.retain(|uid| *uid != reference);
        match found {
            Ok((works, Source { asked_at, body_sha256 })) => {
                self.patience.note_single_answer();
                let service = crossref::SERVICE.name;
                self.replies.push(CandidatesReply { reference, works, service, asked_at, body_sha256 });
            }
            Err(failure) => {
                self.patience.note_single_failure(&failure);
                self.unchecked.push(make_unchecked(Identifier::Reference(reference), &failure));
            }
        }
    }

    fn replies(&mut self) -> &mut Vec<CandidatesReply> {
        &mut self.replies
    }

    fn count_left_open(&self) -> usize {
        self.unchecked.len()
    }

    fn leave_all(&mut self, failure: &Failure) {
        let queued = std::mem::take(&mut self.queue).into_iter().map(|(uid, _)| uid);
        let open: Vec<Uid> = queued.chain(std::mem::take(&mut self.under_way)).collect();
        self.unchecked.extend(open.into_iter().map(|uid| make_unchecked(Identifier::Reference(uid), failure)));
    }
}
