//! Answers from data instead of the network, for tests and for documentation. Keeps what was asked.

use super::{Failure, Fault, Request, Response, Transport};
use std::cell::RefCell;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// What a replayed host says to a request.
type Answer = dyn Fn(&Request, usize) -> Result<Response, Failure>;

/// A transport that asks a function. The function gets the request and how many came before it.
pub struct Replay {
    answer: Box<Answer>,
    latency: Duration,
    asked: RefCell<Vec<(Instant, Request)>>,
    in_flight: RefCell<(usize, usize)>,
}

impl Replay {
    /// Answers by `answer`, at once.
    pub fn new(answer: impl Fn(&Request, usize) -> Result<Response, Failure> + 'static) -> Self {
        Self {
            answer: Box::new(answer),
            latency: Duration::ZERO,
            asked: RefCell::default(),
            in_flight: RefCell::default(),
        }
    }

    /// A host that is never reached.
    pub fn unreachable() -> Self {
        Self::new(|request, _| {
            let host = request.url.host_str().unwrap_or_default();
            Err(Failure::new(Fault::Dns, host, "could not be found: its name does not resolve"))
        })
    }

    /// The same, but each answer takes a while.
    pub fn with_latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// A response to `request`.
    pub fn respond(request: &Request, status: u16, headers: &[(&str, &str)], body: &str) -> Response {
        Response {
            status,
            headers: headers.iter().map(|(n, v)| (n.to_ascii_lowercase(), (*v).to_owned())).collect(),
            body: body.as_bytes().to_vec(),
            url: request.url.clone(),
            hops: Vec::new(),
            took: Duration::ZERO,
        }
    }

    /// What was asked, in order, and when.
    pub fn asked(&self) -> Vec<(Instant, Request)> {
        self.asked.borrow().clone()
    }

    /// The most requests that were under way at once.
    pub fn peak(&self) -> usize {
        self.in_flight.borrow().1
    }
}

impl Transport for Replay {
    async fn send(&self, request: Request) -> Result<Response, Failure> {
        let before = self.asked.borrow().len();
        self.asked.borrow_mut().push((Instant::now(), request.clone()));
        {
            let (now, peak) = &mut *self.in_flight.borrow_mut();
            *now += 1;
            *peak = (*peak).max(*now);
        }
        sleep(self.latency).await;
        self.in_flight.borrow_mut().0 -= 1;
        (self.answer)(&request, before)
    }
}
