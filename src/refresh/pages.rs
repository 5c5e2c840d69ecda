//! Do these pages answer? Each host is asked one page at a time, and one that asks for fewer requests is left for the run.

use super::course::{Clock, Course, Source, drive};
use super::doubts::{Doubt, Doubts};
use super::freshness::is_within;
use super::heard::make_unchecked;
use super::outside::OutsideWorld;
use super::watch::RunState;
use super::{ServiceOutcome, Unchecked};
use crate::http::{Failure, Fault, Method, Response, Transport};
use crate::model::{Identifier, PageAnswer, PageHeard, PageState, PageUrl};
use crate::registry::page::{self, build_request, interpret, secure_page, wants_get, wants_reading};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// How many hosts are asked at once.
const HOSTS_AT_ONCE: usize = 16;

/// What is known of pages, and when that was last heard.
pub type PageKnown = BTreeMap<PageUrl, (PageAnswer, Timestamp)>;

/// What is known already, and how this run asks.
#[derive(Debug, Clone)]
pub(super) struct PagePlan {
    /// Ask nobody: what is not fresh is unchecked.
    pub(super) offline: bool,
    /// The time now; the run's own clock goes on from here.
    pub(super) now: Timestamp,
    /// What is known.
    pub(super) known: Rc<PageKnown>,
    /// The age up to which answers hold, where the user said one.
    pub(super) max_age: Option<SignedDuration>,
    /// Hosts that the user configured, perhaps inside their own network.
    pub(super) own_hosts: BTreeSet<String>,
}

impl PagePlan {
    /// Whether what is known of a page still holds.
    pub(super) fn is_fresh(&self, page: &PageUrl) -> bool {
        let fresh = |(answer, at): &(PageAnswer, Timestamp)| {
            is_within(*at, self.now, self.max_age.unwrap_or_else(|| holds(answer.state)))
        };
        self.known.get(page).is_some_and(fresh)
    }
}

/// How long an answer holds: 30 days where it is good, 7 where it proves nothing and will not soon, else one.
fn holds(state: PageState) -> SignedDuration {
    let days = match state {
        PageState::Reached | PageState::Redirected => 30,
        PageState::Blocked
        | PageState::SoftNotFound
        | PageState::LogIn
        | PageState::Unclear
        | PageState::RefusedByPolicy => 7,
        _ => 1,
    };
    SignedDuration::from_hours(24 * days)
}

/// What was heard about one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageReply {
    /// What was asked about.
    pub page: PageUrl,
    /// What is known of it now.
    pub answer: PageAnswer,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// SHA-256 of the body, lower-case hex; none where there was no answer.
    pub body_sha256: Option<String>,
}

/// Asks about the pages whose stored answers no longer hold, and hands what it hears to `sink`; what is in doubt at the end
/// is given back. Whether an answer decides (a plain URL) or only advises (a DOI's landing page) is for the rules.
pub(super) async fn ask<T, E>(
    all: BTreeSet<PageUrl>,
    plan: &PagePlan,
    outside: &Rc<OutsideWorld>,
    transport: Rc<T>,
    run_state: &RunState,
    sink: &mut dyn FnMut(Vec<PageReply>) -> Result<(), E>,
) -> Result<(ServiceOutcome, Doubts), E>
where
    T: Transport + 'static,
{
    let (held, due): (Vec<PageUrl>, Vec<PageUrl>) = all.into_iter().partition(|page| plan.is_fresh(page));
    if plan.offline {
        let left = due
            .into_iter()
            .map(|page| leave_open(page, Fault::Offline, "was not asked: this run is offline"))
            .collect();
        let outcome = ServiceOutcome { fresh: held.len(), unchecked: left, ..ServiceOutcome::default() };
        return Ok((outcome, Doubts::new(outside.clone())));
    }
    let mut outcome = ServiceOutcome { fresh: held.len(), asked: due.len(), ..ServiceOutcome::default() };
    if due.is_empty() {
        return Ok((outcome, Doubts::new(outside.clone())));
    }
    let progress = run_state.add_service(page::NAME, due.len());
    let mut round = PageRound::new(plan, outside.clone(), due);
    let clock = Clock::from(plan.now);
    outcome.answered =
        drive(&mut round, HOSTS_AT_ONCE, |job| carry_out(transport.clone(), clock, job), &progress, sink).await?;
    outcome.unchecked = round.unchecked;
    Ok((outcome, round.doubts))
}

async fn carry_out<T: Transport>(transport: Rc<T>, clock: Clock, job: Job) -> Done {
    let method = if matches!(job.step, Step::Head | Step::Secured(_)) { Method::Head } else { Method::Get };
    let asked = if let Step::Secured(_) = job.step { secure_page(&job.page) } else { None };
    let sent = transport.send(build_request(asked.as_ref().unwrap_or(&job.page), method)).await;
    let body_sha256 = sent.as_ref().ok().map(|r| Source::from_response(r, clock).body_sha256);
    Done { job, sent, asked_at: clock.now(), body_sha256 }
}

/// A page that nothing was heard about, and why.
fn leave_open(page: PageUrl, fault: Fault, reason: &str) -> Unchecked {
    let failure = Failure::new(fault, &host_of(&page), reason);
    make_unchecked(Identifier::Url(page), &failure)
}

fn host_of(page: &PageUrl) -> String {
    page.url().host_str().unwrap_or_default().to_owned()
}

/// What a request is for.
enum Step {
    Head,
    Get,
    /// By `GET` what it calls itself; by `HEAD` it has answered so.
    Read(Box<PageHeard>),
    /// Once more, after the host's other pages: it said that this one is not there.
    Again,
    /// By `https:`; the page has answered so by `http:`.
    Secured(Box<PageHeard>),
}

struct Job {
    page: PageUrl,
    step: Step,
}

struct Done {
    job: Job,
    sent: Result<Response, Failure>,
    asked_at: Timestamp,
    body_sha256: Option<String>,
}

/// What is still to ask, by host: a host is either ready or has one request under way.
struct PageRound<'a> {
    plan: &'a PagePlan,
    outside: Rc<OutsideWorld>,
    queues: BTreeMap<String, VecDeque<Job>>,
    /// Not settled yet.
    open: BTreeSet<PageUrl>,
    ready: VecDeque<String>,
    /// Hosts that were asked too often, and what they said.
    left: BTreeMap<String, Failure>,
    doubts: Doubts,
    replies: Vec<PageReply>,
    unchecked: Vec<Unchecked>,
}

impl<'a> PageRound<'a> {
    fn new(plan: &'a PagePlan, outside: Rc<OutsideWorld>, due: Vec<PageUrl>) -> Self {
        let open = due.iter().cloned().collect();
        let mut queues: BTreeMap<String, VecDeque<Job>> = BTreeMap::new();
        for page in due {
            queues.entry(host_of(&page)).or_default().push_back(Job { page, step: Step::Head });
        }
        let ready = queues.keys().cloned().collect();
        let (left, replies, unchecked) = Default::default();
        let doubts = Doubts::new(outside.clone());
        Self { plan, outside, queues, open, ready, left, doubts, replies, unchecked }
    }

    fn hold_or_reply(
        &mut self,
        page: PageUrl,
        heard: PageHeard,
        (asked_at, body_sha256): (Timestamp, Option<String>),
        doubt: Option<Doubt>,
    ) {
        self.open.remove(&page);
        let plain =
            page.url().scheme() == "http" && heard.status.is_some() && !self.plan.own_hosts.contains(&host_of(&page));
        let doubt = doubt.or_else(|| (plain && self.outside.has_witnesses()).then_some(Doubt::Plain));
        let before = self.plan.known.get(&page).map(|(answer, at)| (answer, *at));
        let said = PageReply { answer: PageAnswer::follow(before, heard, asked_at), page, asked_at, body_sha256 };
        match doubt {
            Some(doubt) => self.doubts.hold_answer(doubt, said),
            None => self.replies.push(said),
        }
        self.replies.extend(self.doubts.take_believed());
    }

    /// Leaves a host, which asked for fewer requests, for the rest of the run.
    fn leave_host(&mut self, host: &str, failure: &Failure) {
        self.left.insert(host.to_owned(), failure.clone());
        for job in self.queues.remove(host).unwrap_or_default() {
            self.give_up(job, failure);
        }
    }

    /// A page that will not be asked further: what it said so far stands where that was good.
    fn give_up(&mut self, job: Job, failure: &Failure) {
        match job.step {
            Step::Secured(heard) | Step::Read(heard) => {
                self.hold_or_reply(job.page, *heard, (self.plan.now, None), None)
            }
            _ => {
                self.open.remove(&job.page);
                self.unchecked.push(make_unchecked(Identifier::Url(job.page), failure));
            }
        }
    }
}

impl Course for PageRound<'_> {
    type Job = Job;
    type Done = Done;
    type Reply = PageReply;

    fn next(&mut self) -> Option<Job> {
        while let Some(host) = self.ready.pop_front() {
            if let Some(job) = self.queues.get_mut(&host).and_then(VecDeque::pop_front) {
                return Some(job);
            }
        }
        None
    }

    fn settle(&mut self, done: Done) {
        let Done { job: Job { page, step }, sent, asked_at, body_sha256 } = done;
        let own = host_of(&page);
        let heard = interpret(&page, &sent);
        let at_home = sent.as_ref().is_ok_and(|r| page::is_own(&page, &r.url));
        if heard.status.is_some() && !self.plan.own_hosts.contains(&own) {
            self.outside.note_answer(at_home && sent.as_ref().is_ok_and(|r| r.url.scheme() == "https"));
            self.replies.extend(self.doubts.take_believed());
        }
        let doubt = match (heard.state, page.url().scheme()) {
            (PageState::Dns, _) => Some(Doubt::Nameless),
            (_, "http") if sent.is_ok() && !at_home => Some(Doubt::SentAway),
            _ => None,
        };
        self.ready.push_back(own.clone());
        if let Err(failure) = &sent {
            if matches!(failure.fault, Fault::Offline | Fault::Unreachable | Fault::Proxy) {
                self.give_up(Job { page, step }, failure);
                return;
            }
            if failure.fault == Fault::RateLimited {
                // Both the host that said so and the one that leads to it: its other pages would end there too.
                self.give_up(Job { page, step }, failure);
                self.leave_host(&failure.host, failure);
                self.leave_host(&own, failure);
                return;
            }
        }
        let answers =
            |heard: &PageHeard| heard.state.is_absent() || matches!(heard.status, Some(200 | 201 | 203..=299));
        let (heard, body_sha256) = match &step {
            // What did not come says nothing against the answer that did.
            Step::Read(first) if !answers(&heard) => ((**first).clone(), None),
            _ => (heard, body_sha256),
        };
        let next = match step {
            Step::Head if wants_get(&heard) => Step::Get,
            Step::Head if wants_reading(&heard, &sent) => Step::Read(Box::new(heard)),
            Step::Get | Step::Read(_) if heard.state.is_absent() => Step::Again,
            Step::Secured(mut first) => {
                first.https_answers = Some(heard.state.is_good());
                return self.hold_or_reply(page, *first, (asked_at, body_sha256), None);
            }
            Step::Again => {
                let confirmed = heard.state.is_absent();
                return self.hold_or_reply(page, PageHeard { confirmed, ..heard }, (asked_at, body_sha256), doubt);
            }
            _ if heard.state == PageState::Reached && secure_page(&page).is_some() => Step::Secured(Box::new(heard)),
            _ => return self.hold_or_reply(page, heard, (asked_at, body_sha256), doubt),
        };
        match self.left.get(&own).cloned() {
            Some(failure) => self.give_up(Job { page, step: next }, &failure),
            None => self.queues.entry(own).or_default().push_back(Job { page, step: next }),
        }
    }

    fn replies(&mut self) -> &mut Vec<PageReply> {
        &mut self.replies
    }

    fn count_left_open(&self) -> usize {
        self.unchecked.len() + self.doubts.len()
    }

    fn leave_all(&mut self, failure: &Failure) {
        self.queues.clear();
        let open = std::mem::take(&mut self.open);
        self.unchecked.extend(open.into_iter().map(|page| make_unchecked(Identifier::Url(page), failure)));
    }
}

#[cfg(test)]
mod tests;
