//! What does the agency that registered these DOIs keep about them? In lists, then singly what a list leaves out.

use super::course::{Clock, Course, Halted, Source, drive, run};
use super::ladder::unchecked;
use super::patience::{GoOn, Patience};
use super::{Outcome, Unchecked};
use crate::http::{Failure, Fault, Pace, Request, Response, Transport};
use crate::model::{Doi, WorkRecord};
use crate::registry::{Base, Service, crossref, datacite};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// DOIs cut into lists for one request each.
type Lists = Vec<Vec<Doi>>;

/// What a list says of each DOI asked; none where it leaves one out.
type Records = Vec<Option<WorkRecord>>;

/// A registration agency whose metadata can be read.
#[derive(Debug)]
pub struct Registrar {
    /// Its name as doi.org gives it.
    pub agency: &'static str,
    /// Where it is asked.
    pub service: &'static Service,
    /// How fast it may be asked in lists, for those who leave an address and for those who do not.
    pub pace: fn(identified: bool) -> Pace,
    batches: fn(Vec<Doi>) -> (Lists, Vec<Doi>),
    list_request: fn(&Base, &[Doi], Option<&str>) -> Request,
    list: fn(&[Doi], &Response) -> Result<Records, Failure>,
    record_request: fn(&Base, &Doi, Option<&str>) -> Request,
    record: fn(&Doi, &Response) -> Result<Option<WorkRecord>, Failure>,
}

/// Every agency whose metadata can be read.
pub const REGISTRARS: &[Registrar] = &[
    Registrar {
        agency: "Crossref",
        service: &crossref::SERVICE,
        pace: |identified| crossref::pace(identified, true),
        batches: crossref::batches,
        list_request: crossref::list_request,
        list: crossref::list,
        record_request: crossref::record_request,
        record: crossref::record,
    },
    Registrar {
        agency: "DataCite",
        service: &datacite::SERVICE,
        pace: |_| datacite::SERVICE.pace,
        batches: datacite::batches,
        list_request: datacite::list_request,
        list: datacite::list,
        record_request: datacite::record_request,
        record: datacite::record,
    },
];

/// The registrar that doi.org calls by this name; none for an agency whose metadata are not read.
pub fn registrar(agency: &str) -> Option<&'static Registrar> {
    REGISTRARS.iter().find(|r| r.agency.eq_ignore_ascii_case(agency))
}

/// When one kind of answer was last heard about each DOI, and how long it holds.
#[derive(Debug, Clone)]
pub struct Kept {
    /// When each was last heard.
    pub heard: BTreeMap<Doi, Timestamp>,
    /// The age up to which it holds.
    pub holds: SignedDuration,
}

impl Kept {
    /// Whether the answer about a DOI still holds. One from the future does not: some clock is wrong.
    fn is_fresh(&self, doi: &Doi, now: Timestamp) -> bool {
        self.heard.get(doi).is_some_and(|at| *at <= now && now.duration_since(*at) < self.holds)
    }
}

/// Whom to ask, and what is known already.
#[derive(Debug, Clone)]
pub struct RecordPlan {
    /// The agency that registered the DOIs.
    pub registrar: &'static Registrar,
    /// Where it is reached.
    pub base: Base,
    /// The user's address, if they leave it.
    pub mailto: Option<String>,
    /// Ask nobody: what is not fresh is unchecked.
    pub offline: bool,
    /// The time now; the run's own clock goes on from here.
    pub now: Timestamp,
    /// The answers that are wanted and stored; a DOI is due when one of them no longer holds.
    pub kept: Vec<Kept>,
}

/// One record heard about one DOI.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordHeard {
    /// What was asked about.
    pub doi: Doi,
    /// The record; none where the service keeps none.
    pub record: Option<WorkRecord>,
    /// Who said so: the service's name.
    pub service: &'static str,
    /// When.
    pub asked_at: Timestamp,
    /// SHA-256 of the body that it was read from, lower-case hex.
    pub body_sha256: String,
}

/// Asks an agency for its records of the DOIs whose stored answers no longer hold, and hands what it hears to `sink` in
/// lists of at most 500, none held back longer than a second.
///
/// # Errors
/// When the sink fails, or no runtime can be made. That the network fails is no error: it is in the outcome.
pub fn records<T, E>(
    dois: impl IntoIterator<Item = Doi>,
    plan: &RecordPlan,
    transport: T,
    sink: &mut dyn FnMut(Vec<RecordHeard>) -> Result<(), E>,
) -> Result<Outcome, Halted<E>>
where
    T: Transport + 'static,
{
    let all: BTreeSet<Doi> = dois.into_iter().collect();
    let fresh = |doi: &Doi| plan.kept.iter().all(|kept| kept.is_fresh(doi, plan.now));
    let (held, due): (Vec<Doi>, Vec<Doi>) = all.into_iter().partition(fresh);
    let mut outcome = Outcome { fresh: held.len(), ..Outcome::default() };
    if plan.offline {
        let failure = Failure::new(Fault::Offline, plan.registrar.service.name, "was not asked: this run is offline");
        outcome.unchecked = due.into_iter().map(|doi| unchecked(doi, &failure)).collect();
        return Ok(outcome);
    }
    if due.is_empty() {
        return Ok(outcome);
    }
    outcome.asked = due.len();
    let mut shelf = Shelf::new(plan.registrar, due);
    let prepared = plan.base.pace.at_once.saturating_mul(2);
    let (transport, asking) = (Rc::new(transport), Rc::new(plan.clone()));
    outcome.answered = run(async {
        let clock = Clock::from(plan.now);
        drive(&mut shelf, prepared, |job| carry_out(transport.clone(), asking.clone(), clock, job), sink).await
    })?;
    outcome.unchecked = shelf.unchecked;
    outcome.unchecked.sort_by(|a, b| a.doi.cmp(&b.doi));
    Ok(outcome)
}

/// Sends one job's request and reads its answer.
async fn carry_out<T: Transport>(transport: Rc<T>, plan: Rc<RecordPlan>, clock: Clock, job: Job) -> Done {
    let RecordPlan { registrar, base, mailto, .. } = plan.as_ref();
    match job {
        Job::List(list) => {
            let sent = transport.send((registrar.list_request)(base, &list, mailto.as_deref())).await;
            let said = sent.and_then(|r| Ok(((registrar.list)(&list, &r)?, Source::of(&r, clock))));
            Done::List(list, said)
        }
        Job::Single(doi) => {
            let sent = transport.send((registrar.record_request)(base, &doi, mailto.as_deref())).await;
            let said = sent.and_then(|r| Ok(((registrar.record)(&doi, &r)?, Source::of(&r, clock))));
            Done::Single(doi, said.map(Box::new))
        }
    }
}

/// One request to make.
#[derive(Debug, PartialEq, Eq)]
enum Job {
    List(Vec<Doi>),
    Single(Doi),
}

/// What a job came to.
enum Done {
    List(Vec<Doi>, Result<(Records, Source), Failure>),
    Single(Doi, Result<Box<(Option<WorkRecord>, Source)>, Failure>),
}

/// What is still to ask of one agency, and what it said.
struct Shelf {
    service: &'static str,
    queue: VecDeque<Job>,
    patience: Patience,
    heard: Vec<RecordHeard>,
    unchecked: Vec<Unchecked>,
}

impl Shelf {
    fn new(registrar: &Registrar, due: Vec<Doi>) -> Self {
        let (lists, alone) = (registrar.batches)(due);
        let queue = lists.into_iter().map(Job::List).chain(alone.into_iter().map(Job::Single)).collect();
        let (heard, unchecked) = (Vec::new(), Vec::new());
        Self { service: registrar.service.name, queue, patience: Patience::default(), heard, unchecked }
    }

    fn hear(&mut self, doi: Doi, record: Option<WorkRecord>, source: Source) {
        let Source { asked_at, body_sha256 } = source;
        self.heard.push(RecordHeard { doi, record, service: self.service, asked_at, body_sha256 });
    }

    fn leave(&mut self, dois: Vec<Doi>, failure: &Failure) {
        self.unchecked.extend(dois.into_iter().map(|doi| unchecked(doi, failure)));
    }

    fn ask_singly(&mut self, list: Vec<Doi>) {
        for doi in list.into_iter().rev() {
            self.queue.push_front(Job::Single(doi));
        }
    }
}

impl Course for Shelf {
    type Job = Job;
    type Done = Done;
    type Heard = RecordHeard;

    fn next(&mut self) -> Option<Job> {
        if let Some(failure) = self.patience.is_out() {
            for job in std::mem::take(&mut self.queue) {
                match job {
                    Job::List(list) => self.leave(list, &failure),
                    Job::Single(doi) => self.leave(vec![doi], &failure),
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

    fn settle(&mut self, done: Done) {
        match done {
            Done::List(list, Ok((records, source))) => {
                self.patience.list_answered();
                for (doi, record) in list.into_iter().zip(records) {
                    match record {
                        // Left out: an alias perhaps, or moved to another agency. Asked alone before anything is said.
                        None => self.queue.push_back(Job::Single(doi)),
                        record => self.hear(doi, record, source.clone()),
                    }
                }
            }
            Done::List(list, Err(failure)) => match self.patience.list_failed(list.len(), failure.fault) {
                GoOn::Leave => self.leave(list, &failure),
                GoOn::Halves => {
                    for half in list.chunks(list.len().div_ceil(2)).rev() {
                        self.queue.push_front(Job::List(half.to_vec()));
                    }
                }
                GoOn::Singly => self.ask_singly(list),
            },
            Done::Single(doi, Ok(answer)) => {
                self.patience.single_answered();
                let (record, source) = *answer;
                self.hear(doi, record, source);
            }
            Done::Single(doi, Err(failure)) => {
                self.patience.single_failed(&failure);
                self.leave(vec![doi], &failure);
            }
        }
    }

    fn heard(&mut self) -> &mut Vec<RecordHeard> {
        &mut self.heard
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dois(n: usize) -> Vec<Doi> {
        (0..n).map(|n| format!("10.5555/{n}").parse().unwrap()).collect()
    }

    fn source() -> Source {
        Source { asked_at: Timestamp::UNIX_EPOCH, body_sha256: String::new() }
    }

    /// Answers every job: a list by `list`, given how many it asks about; a single one by `single`.
    fn empty(
        shelf: &mut Shelf,
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
        let mut shelf = Shelf::new(&REGISTRARS[0], dois(3));
        let some = || Some(WorkRecord::default());
        let steps = empty(&mut shelf, |_| Ok(vec![some(), None, some()]), || Ok(None));
        let heard: Vec<(&str, bool)> = shelf.heard.iter().map(|h| (h.doi.key(), h.record.is_some())).collect();
        assert_eq!((steps, heard), (2, vec![("10.5555/0", true), ("10.5555/2", true), ("10.5555/1", false)]));
    }

    #[test]
    fn refused_lists_become_single_asks_and_long_ones_halves() {
        for (fault, expected) in [(Fault::Blocked, 1 + 4), (Fault::ServerError, 1 + 4), (Fault::UrlTooLong, 3 + 4 + 4)]
        {
            let mut shelf = Shelf::new(&REGISTRARS[0], dois(4));
            let steps = empty(&mut shelf, |_| Err(fault), || Ok(Some(WorkRecord::default())));
            assert!(steps <= expected, "{fault}: {steps}");
            assert_eq!((shelf.heard.len(), shelf.unchecked.len()), (4, 0), "{fault}");
        }
    }

    #[test]
    fn nobody_there_or_a_stranger_ends_it() {
        for (fault, expected) in [(Fault::Refused, 10), (Fault::RateLimited, 10), (Fault::NotJson, 11)] {
            let mut shelf = Shelf::new(&REGISTRARS[0], dois(1_000));
            let steps = empty(&mut shelf, |_| Err(fault), || Err(fault));
            assert_eq!((steps, shelf.heard.len(), shelf.unchecked.len()), (expected, 0, 1_000), "{fault}");
        }
    }

    #[test]
    fn a_doi_is_due_when_any_wanted_answer_is_too_old() {
        let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        let doi = &dois(1)[0];
        let kept = |hours| Kept {
            heard: [(doi.clone(), now - SignedDuration::from_hours(hours))].into(),
            holds: SignedDuration::from_hours(24),
        };
        for (hours, expected) in [(0, true), (23, true), (24, false), (-1, false)] {
            assert_eq!(kept(hours).is_fresh(doi, now), expected, "{hours} h");
        }
    }
}
