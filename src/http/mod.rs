//! The only network code. Three layers, each a [`Transport`] around the next, so that every hop of every request
//! passes all of them:
//!
//! ```text
//!   Follow   goes along with redirects; each hop is a new request
//!     ▼
//!   Polite   pace, concurrency, Retry-After, back-off, budget: by the host that answers
//!     ▼
//!   Live     one exchange with one host: address check, time-out, caps      (tests and docs: Replay)
//! ```
//!
//! Nothing here knows a registry. What comes back is a [`Response`] that somebody must interpret, or a [`Failure`],
//! which is never evidence about what was asked for.

mod address;
mod fault;
mod follow;
mod live;
mod names;
mod pace;
mod polite;
mod proxies;
mod replay;

pub use address::{Authority, is_public};
pub use fault::{Failure, Fault};
pub use follow::RedirectFollower;
pub use live::{Live, ReachLimit, user_agent};
pub use names::{LookupFuture, Names, SystemNames};
pub use pace::{Pace, Patience, RetryAfter};
pub use polite::Polite;
pub use proxies::Proxies;
pub use replay::Replay;

use std::fmt;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// Something that can carry a request to where its URL points and bring the answer back.
pub trait Transport {
    /// Sends one request.
    ///
    /// # Errors
    /// A [`Failure`] when there is no answer that may be read as one. A status such as 404 is an answer.
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Failure>>;
}

impl<T: Transport> Transport for Rc<T> {
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Failure>> {
        T::send(self, request)
    }
}

/// How to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// With the body.
    Get,
    /// Status and headers only.
    Head,
}

/// How far redirects are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redirects {
    /// To the same host only: a service that sends us elsewhere is not the service (a captive portal, a proxy).
    SameHost,
    /// To any public host.
    Anywhere,
}

/// What is refused with a request that a host turns away (401, 403), and so is not asked again in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// We are: a service that does not want us is asked nothing more.
    Us,
    /// The family of requests is: the service's others are another way to ask the same.
    Family,
    /// This one page is, whatever the pace of its host: a site has pages for everybody and pages for members.
    Page,
}

/// The bounds of one request, redirects included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the first byte sent to the last byte read. Waiting for our own pace does not count.
    pub time: Duration,
    /// Bytes of body after decompression.
    pub body: usize,
    /// Whether a longer body is read up to there; otherwise it is no answer.
    pub cut: bool,
    /// Bytes of all header names and values.
    pub headers: usize,
    /// Redirects followed.
    pub hops: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(20), body: 256 * 1024, cut: false, headers: 64 * 1024, hops: 10 }
    }
}

/// One request. There is no body, no cookie and no credential: we only read what is public.
#[derive(Clone)]
pub struct Request {
    /// How to ask.
    pub method: Method,
    /// What to ask for.
    pub url: Url,
    /// The media type wanted.
    pub accept: &'static str,
    /// The family of requests it belongs to, such as `handles`: when a host fails one family for good it is not asked
    /// that again in this run, while its others go on.
    pub lane: &'static str,
    /// Whether it asks about many things at once, which some hosts allow less often.
    pub many: bool,
    /// What a refusal of it (401, 403) is about.
    pub refusal: Refusal,
    /// Whether to ask again after a failure that may pass.
    pub patient: bool,
    /// Whether it is about many things of which one may be what makes it fail, or was in such a list and may be the one: then it is
    /// asked again as it is only where the host asked us to wait.
    pub suspect: bool,
    /// How far to follow.
    pub redirects: Redirects,
    /// Its bounds.
    pub limits: Limits,
}

impl Request {
    /// A `GET` of JSON from a registry, patient, kept to its host.
    pub fn json(lane: &'static str, url: Url) -> Self {
        Self {
            method: Method::Get,
            url,
            accept: "application/json",
            lane,
            many: false,
            refusal: Refusal::Us,
            patient: true,
            suspect: false,
            redirects: Redirects::SameHost,
            limits: Limits::default(),
        }
    }
}

/// Without user information and query, where secrets may be.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = Authority::from_url(&self.url).map(|a| a.to_string()).unwrap_or_default();
        write!(f, "{:?} {}://{host}{}", self.method, self.url.scheme(), self.url.path())
    }
}

/// An answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Header names in lower case, with their values, in order; a byte that is not UTF-8 is shown as U+FFFD.
    pub headers: Vec<(String, String)>,
    /// The decompressed body.
    pub body: Vec<u8>,
    /// Which URL answered.
    pub url: Url,
    /// Every hop that was followed to get there: status, and the URL that gave it.
    pub hops: Vec<(u16, Url)>,
    /// How long the exchange took.
    pub took: Duration,
}

impl Response {
    /// The first header of that (lower-case) name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The host that answered.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

/// Status, host and size: never the query.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}, {} bytes", self.status, self.host(), self.body.len())
    }
}
