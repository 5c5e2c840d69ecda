//! Politeness, by the host that answers: pace, concurrency, waiting when asked to, repeating with a budget, and
//! taking no for an answer. One rude host never holds up another.

use super::pace::back_off;
use super::{Authority, Failure, Fault, Pace, Patience, Refusal, Request, Response, RetryAfter, Transport};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};

/// How long a request to a service may take that has answered others: so many times as long as the slowest answer, and at least so
/// long. When it has let one time out, it is given less.
const AFTER_ANSWERS: (u32, Duration) = (5, Duration::from_secs(5));
const AFTER_A_TIME_OUT: (u32, Duration) = (3, Duration::from_secs(3));

/// Paces another transport.
pub struct Polite<T> {
    inner: T,
    paces: BTreeMap<Authority, Pace>,
    patience: Patience,
    hosts: RefCell<BTreeMap<Authority, Rc<Host>>>,
}

impl<T> Polite<T> {
    /// Paces `inner`: each host as `paces` says, any other as [`Pace::STRANGER`].
    pub fn new(inner: T, paces: BTreeMap<Authority, Pace>, patience: Patience) -> Self {
        Self { inner, paces, patience, hosts: RefCell::default() }
    }

    fn host(&self, authority: Authority) -> Rc<Host> {
        let pace = self.paces.get(&authority).copied();
        self.hosts.borrow_mut().entry(authority).or_insert_with(|| Rc::new(Host::new(pace))).clone()
    }
}

impl<T: Transport> Transport for Polite<T> {
    async fn send(&self, request: Request) -> Result<Response, Failure> {
        // Without a host there is nothing to pace; the layer below refuses it.
        let Some(authority) = Authority::from_url(&request.url) else { return self.inner.send(request).await };
        let (host, lane, many) = (self.host(authority), request.lane, request.many);
        let mut tries = 0;
        loop {
            host.is_open(lane)?;
            let seat = host.admit(lane, many).await?;
            host.sent.set(host.sent.get() + 1);
            let result = self.inner.send(host.shorten(&request)).await;
            drop(seat);
            let failure = match host.judge(result, many) {
                Ok(response) => {
                    host.note_answer(lane);
                    let slowest = host.slowest_of(request.suspect);
                    slowest.set(slowest.get().max(response.took));
                    return Ok(response);
                }
                Err(failure) => failure,
            };
            tries += 1;
            let failure = host.describe_failure(&request, tries, failure, &self.patience);
            let most = self.patience.tries.saturating_sub(1);
            let again = request.patient && tries <= failure.fault.count_retries(most, request.suspect, host.is_service);
            if !again || !host.may_repeat(&self.patience) {
                return Err(failure);
            }
            host.wait(lane, &failure, tries, &self.patience).await?;
        }
    }
}

/// What is known of one host in this run. Everything runs on one thread, so plain cells do.
struct Host {
    /// Whether it has a pace of its own: then a refusal means us, not one page.
    is_service: bool,
    pace: Cell<Pace>,
    in_flight: Cell<usize>,
    freed: Notify,
    /// When the next request may leave.
    next: Cell<Option<Instant>>,
    /// The same of requests for many things, where they are counted apart.
    next_list: Cell<Option<Instant>>,
    /// Before this nobody may: the host asked us to wait.
    not_before: Cell<Option<Instant>>,
    /// How long its requests to wait have cost.
    waited: Cell<Duration>,
    sent: Cell<u32>,
    repeated: Cell<u32>,
    /// How long the slowest of its answers took, about one thing and about lists.
    slowest: Cell<Duration>,
    slowest_list: Cell<Duration>,
    /// Whether it let a request time out.
    timed_out: Cell<bool>,
    lanes: RefCell<BTreeMap<&'static str, Lane>>,
    /// Why nothing more is asked of it.
    refused: RefCell<Option<Failure>>,
}

/// One family of requests to a host.
#[derive(Default)]
struct Lane {
    in_a_row: u32,
    answered: u32,
    closed: Option<Failure>,
}

/// The right to have one request under way; given back when dropped.
struct Seat<'a>(&'a Host);

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.0.in_flight.set(self.0.in_flight.get().saturating_sub(1));
        self.0.freed.notify_one();
    }
}

impl Host {
    fn new(pace: Option<Pace>) -> Self {
        Self {
            is_service: pace.is_some(),
            pace: Cell::new(pace.unwrap_or(Pace::STRANGER)),
            in_flight: Cell::default(),
            freed: Notify::new(),
            next: Cell::default(),
            next_list: Cell::default(),
            not_before: Cell::default(),
            waited: Cell::default(),
            sent: Cell::default(),
            repeated: Cell::default(),
            slowest: Cell::default(),
            slowest_list: Cell::default(),
            timed_out: Cell::default(),
            lanes: RefCell::default(),
            refused: RefCell::default(),
        }
    }

    fn is_open(&self, lane: &'static str) -> Result<(), Failure> {
        let refused = self.refused.borrow().clone();
        match refused.or_else(|| self.lanes.borrow().get(lane).and_then(|l| l.closed.clone())) {
            Some(failure) => Err(failure),
            None => Ok(()),
        }
    }

    /// Closes a lane for the rest of the run; gives the reason that everything asked of it has from now on.
    fn close(&self, lane: &'static str, mut failure: Failure) -> Failure {
        failure.detail.push_str("; it is not asked again in this run");
        self.lanes.borrow_mut().entry(lane).or_default().closed.get_or_insert(failure).clone()
    }

    /// Waits for a free place.
    async fn seat(&self) -> Seat<'_> {
        while self.in_flight.get() >= self.pace.get().at_once.max(1) {
            self.freed.notified().await;
        }
        self.in_flight.set(self.in_flight.get() + 1);
        Seat(self)
    }

    /// Waits for a free place at a moment that the pace and the host's wishes allow. Who waits for its moment holds no place: a list
    /// that may leave in a second keeps no single question waiting.
    async fn admit(&self, lane: &'static str, many: bool) -> Result<Seat<'_>, Failure> {
        loop {
            while let Some(until) = self.is_too_early(many) {
                sleep_until(until).await;
                self.is_open(lane)?; // it may have been closed while we waited,
            }
            let seat = self.seat().await;
            self.is_open(lane)?; // or while we queued
            if self.is_too_early(many).is_none() {
                let gap = self.pace.get().gap_of(many);
                if !gap.is_zero() {
                    self.slot_of(many).set(Some(Instant::now() + gap));
                }
                return Ok(seat);
            }
        }
    }

    /// When such a request may leave, if not now.
    fn is_too_early(&self, many: bool) -> Option<Instant> {
        let now = Instant::now();
        self.slot_of(many).get().max(self.not_before.get()).filter(|until| *until > now)
    }

    /// When the next request of a kind may leave.
    fn slot_of(&self, many: bool) -> &Cell<Option<Instant>> {
        if many && self.pace.get().lists.is_some() { &self.next_list } else { &self.next }
    }

    /// Listens to an answer's headers, and sorts answers from failures.
    fn judge(&self, result: Result<Response, Failure>, many: bool) -> Result<Response, Failure> {
        let response = result?;
        self.pace.set(self.pace.get().lower_by(&response, many));
        match Failure::from_response(&response) {
            None => Ok(response),
            Some(failure) => Err(Failure { retry_after: RetryAfter::from_response(&response).map(|r| r.0), ..failure }),
        }
    }

    fn note_answer(&self, lane: &'static str) {
        let mut lanes = self.lanes.borrow_mut();
        let lane = lanes.entry(lane).or_default();
        (lane.in_a_row, lane.answered) = (0, lane.answered.saturating_add(1));
    }

    /// The request with the time that it may take: a service that answers fast is not given the whole time for what it does not
    /// answer, and less when it has let a request time out.
    fn shorten(&self, request: &Request) -> Request {
        let mut request = request.clone();
        let slowest = self.slowest_of(request.suspect).get();
        if self.is_service && !slowest.is_zero() {
            let (times, least) = if self.timed_out.get() { AFTER_A_TIME_OUT } else { AFTER_ANSWERS };
            let time = slowest.saturating_mul(times).max(least);
            request.limits.time = request.limits.time.min(time);
        }
        request
    }

    const fn slowest_of(&self, list: bool) -> &Cell<Duration> {
        if list { &self.slowest_list } else { &self.slowest }
    }

    /// Closes the lane for the rest of the run after a service's refusal or after too many failures in a row, and the host
    /// where the refusal is not of that lane alone; gives the failure as it is to be told.
    fn describe_failure(&self, request: &Request, tries: u32, failure: Failure, patience: &Patience) -> Failure {
        let (lane, refusal) = (request.lane, request.refusal);
        self.timed_out.set(self.timed_out.get() || failure.fault == Fault::Timeout);
        if failure.fault == Fault::Blocked && refusal == Refusal::Page {
            self.note_answer(lane); // of this page; the host is there, and its other pages have answers of their own
            return failure;
        }
        if self.is_service && failure.fault == Fault::Blocked {
            let failure = self.close(lane, failure);
            if refusal == Refusal::Us {
                self.refused.borrow_mut().get_or_insert_with(|| failure.clone());
            }
            return failure;
        }
        // That a request was too long says something about the request; shorter ones are on their way.
        let counts = failure.fault != Fault::UrlTooLong;
        let is_enough = {
            let mut lanes = self.lanes.borrow_mut();
            let lane = lanes.entry(lane).or_default();
            // Who has answered is there: then a request counts once, however often it is repeated, and more of them have to fail.
            lane.in_a_row += u32::from(counts && (tries == 1 || lane.answered == 0));
            lane.in_a_row >= patience.in_a_row + lane.answered.min(3 * patience.in_a_row)
        };
        if is_enough { self.close(lane, failure) } else { failure }
    }

    /// Whether the host's budget of repeats has one left; takes it.
    fn may_repeat(&self, patience: &Patience) -> bool {
        let budget = patience.spare_repeats.saturating_add(self.sent.get() / 5);
        let left = self.repeated.get() < budget;
        if left {
            self.repeated.set(self.repeated.get() + 1);
        }
        left
    }

    /// Waits before a repeat: all of the host when it said that we ask too much, else only this request.
    async fn wait(
        &self,
        lane: &'static str,
        failure: &Failure,
        tries: u32,
        patience: &Patience,
    ) -> Result<(), Failure> {
        if failure.fault != Fault::RateLimited {
            sleep(failure.retry_after.unwrap_or_else(|| back_off(tries))).await;
            return Ok(());
        }
        let now = Instant::now();
        let until = now + failure.retry_after.unwrap_or_else(|| back_off(tries));
        let already = self.not_before.get().map_or(now, |t| t.max(now));
        let waited = self.waited.get() + until.saturating_duration_since(already);
        if waited > patience.waits {
            let failure = self.close(lane, failure.clone());
            if self.is_service {
                // It asked us to wait, whatever we would ask next.
                self.refused.borrow_mut().get_or_insert_with(|| failure.clone());
            }
            return Err(failure);
        }
        self.waited.set(waited);
        self.not_before.set(Some(until.max(already)));
        Ok(())
    }
}
