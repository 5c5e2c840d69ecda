//! Do these DOIs exist? Drives the ladder over the network.

use super::course::{Clock, Halted, MORE_PREPARED, Source, drive, run};
use super::inquiry::{DoiOpening, Existence, Inquiry, Shared, Wishes};
use super::ladder::{Done, Job, Ladder};
use super::watch::RunState;
use super::{ExistenceReply, Freshness, Known, ServiceOutcome};
use crate::http::{Failure, Fault, Request, Transport};
use crate::model::Doi;
use crate::registry::{Base, doi_org};
use jiff::Timestamp;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What to ask, whom, and what is known already.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where doi.org is reached.
    pub doi_org: Base,
    /// Ask nobody: what is not fresh is unchecked.
    pub offline: bool,
    /// The time now; the run's own clock goes on from here.
    pub now: Timestamp,
    /// How long answers hold.
    pub freshness: Freshness,
    /// The answers that are stored.
    pub known: Rc<Known>,
    /// DOIs in one request to doiRA. No limit is documented; 25 is known to work.
    pub list: usize,
    /// With no more DOIs due than this, each of which nobody gave a record is also asked where it points: only that shows a
    /// deleted DOI or one without target, and it costs one request each.
    pub targets_up_to: usize,
}

impl Plan {
    /// A plan with the defaults: nothing known, lists of 25, targets for up to 1,000.
    pub fn new(doi_org: Base, now: Timestamp) -> Self {
        let (freshness, known) = (Freshness::default(), Rc::default());
        Self { doi_org, offline: false, now, freshness, known, list: 25, targets_up_to: 1_000 }
    }

    /// Whether what is stored about a DOI still holds.
    pub(super) fn is_fresh(&self, doi: &Doi) -> bool {
        self.known.get(doi).is_some_and(|(answer, at)| self.freshness.holds(answer, *at, self.now))
    }
}

/// Asks doi.org about every DOI whose stored answer no longer holds, and hands what it hears to `sink` in lists of at
/// most 500, none held back longer than a second.
///
/// # Errors
/// When the sink fails, or no runtime can be made. That the network fails is no error: it is in the outcome.
pub fn ask_existence<T, E>(
    dois: impl IntoIterator<Item = Doi>,
    plan: &Plan,
    transport: T,
    sink: &mut dyn FnMut(Vec<ExistenceReply>) -> Result<(), E>,
) -> Result<ServiceOutcome, Halted<E>>
where
    T: Transport + 'static,
{
    let dois = dois.into_iter().collect();
    run(ask(dois, plan, Rc::new(transport), &RunState::default(), sink))
}

/// The same, within a run.
async fn ask<T, E>(
    all: BTreeSet<Doi>,
    plan: &Plan,
    transport: Rc<T>,
    run_state: &RunState,
    sink: &mut dyn FnMut(Vec<ExistenceReply>) -> Result<(), E>,
) -> Result<ServiceOutcome, E>
where
    T: Transport + 'static,
{
    let (held, due): (Vec<Doi>, Vec<Doi>) = all.into_iter().partition(|doi| plan.is_fresh(doi));
    if plan.offline {
        return Ok(ServiceOutcome::open(due, held.len(), &explain_offline()));
    }
    let wishes = Wishes { records: false, targets: due.len() <= plan.targets_up_to };
    let opening = DoiOpening { existence: Existence::Open, likely: None, fresh: Vec::new(), has_record: false };
    let openings = due.into_iter().map(|doi| (doi, opening.clone()));
    let inquiry: Shared = Rc::new(RefCell::new(Inquiry::new(openings, Vec::new(), wishes)));
    ask_inquiry(&inquiry, plan, transport, run_state, sink).await?;
    let (asked, unchecked, _) = inquiry.borrow_mut().close(None);
    Ok(ServiceOutcome { asked, fresh: held.len(), answered: asked - unchecked.len(), unchecked })
}

/// Why nobody was asked.
pub(super) fn explain_offline() -> Failure {
    Failure::new(Fault::Offline, doi_org::SERVICE.name, "was not asked: this run is offline")
}

/// Asks doi.org what an inquiry wants to know of it, and hands out what the inquiry settles.
pub(super) async fn ask_inquiry<T, E>(
    inquiry: &Shared,
    plan: &Plan,
    transport: Rc<T>,
    run_state: &RunState,
    sink: &mut dyn FnMut(Vec<ExistenceReply>) -> Result<(), E>,
) -> Result<(), E>
where
    T: Transport + 'static,
{
    let progress = run_state.add_service(doi_org::SERVICE.name, 0);
    let mut ladder = Ladder::new(inquiry.clone(), plan.list, plan.doi_org.pace);
    let clock = Clock::from(plan.now);
    let base = Rc::new(plan.doi_org.clone());
    let prepared = plan.doi_org.pace.count_prepared() + MORE_PREPARED;
    let carry_out = |job: Job| {
        let is_suspect = |doi: &Doi| inquiry.borrow().is_suspect(doi);
        let suspect = match &job {
            Job::Agencies(list, _) => list.len() > 1 || list.iter().any(is_suspect),
            Job::Record(doi, _) => is_suspect(doi),
        };
        carry_out(transport.clone(), base.clone(), clock, job, suspect)
    };
    drive(&mut ladder, prepared, carry_out, &progress, sink).await?;
    Ok(())
}

/// Sends one job's request, which may be `suspect`, and reads its answer.
async fn carry_out<T: Transport>(transport: Rc<T>, base: Rc<Base>, clock: Clock, job: Job, suspect: bool) -> Done {
    match job {
        Job::Agencies(list, parts) => {
            let sent = transport.send(Request { suspect, ..doi_org::build_agencies_request(&base, &list) }).await;
            let said = sent.and_then(|r| Ok((doi_org::read_agencies(&list, &r)?, Source::from_response(&r, clock))));
            Done::Agencies(list, parts, said)
        }
        Job::Record(doi, past_caches) => {
            let sent =
                transport.send(Request { suspect, ..doi_org::build_record_request(&base, &doi, past_caches) }).await;
            let said = sent.and_then(|r| Ok((doi_org::read_record(&r)?, Source::from_response(&r, clock))));
            Done::Record(doi, past_caches, said)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Replay, Response};
    use crate::model::Settings;
    use crate::registry::{Bases, SERVICES};
    use jiff::SignedDuration;
    use std::convert::Infallible;
    use std::time::Duration;
    use tokio::task::LocalSet;
    use tokio::time::Instant;

    /// Each list takes ten seconds longer than the one before; all are sent at once.
    #[test]
    fn an_answer_is_never_held_back_longer_than_a_second() {
        let base =
            Bases::from_settings(&Settings::default(), SERVICES).unwrap().get(&doi_org::SERVICE).unwrap().clone();
        let plan = Plan { list: 1, targets_up_to: 0, ..Plan::new(base, Timestamp::UNIX_EPOCH) };
        let dois: Vec<Doi> = (0..5).map(|n| format!("10.1000/{n}").parse().unwrap()).collect();
        let transport = Staggered(Replay::new(|request, _| {
            let doi = request.url.path().trim_start_matches("/doiRA/");
            Ok(Replay::respond(request, 200, &[], &format!(r#"[{{"DOI":"{doi}","RA":"Crossref"}}]"#)))
        }));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        LocalSet::new().block_on(&runtime, async {
            let started = Instant::now();
            let mut held = Vec::new();
            let mut sink = |batch: Vec<ExistenceReply>| -> Result<(), Infallible> {
                let now = plan.now + SignedDuration::try_from(started.elapsed()).unwrap();
                held.extend(batch.iter().map(|h| now.duration_since(h.asked_at)));
                Ok(())
            };
            let run_state = RunState::default();
            let asked = ask(dois.into_iter().collect(), &plan, Rc::new(transport), &run_state, &mut sink);
            assert_eq!((asked.await.unwrap().answered, held.len()), (5, 5));
            assert!(held.iter().all(|h| *h <= SignedDuration::from_secs(1)), "{held:?}");
        });
    }

    struct Staggered(Replay);

    impl Transport for Staggered {
        async fn send(&self, request: crate::http::Request) -> Result<Response, Failure> {
            let before = self.0.asked().len() as u64;
            let response = self.0.send(request).await;
            tokio::time::sleep(Duration::from_secs(10 * before)).await;
            response
        }
    }
}
