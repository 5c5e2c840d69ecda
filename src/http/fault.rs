//! Why there is no answer. A failure says nothing about what was asked for: it makes a check *unchecked*.

use super::Response;
use crate::model::words;
use std::fmt;
use std::time::Duration;

words! {
    /// The classes of failure.
    Fault, "network fault" {
        /// The network was not to be used.
        Offline = "offline",
        /// Somebody stopped the run first.
        Stopped = "stopped",
        /// No whole answer in time.
        Timeout = "timeout",
        /// The name does not resolve.
        Dns = "dns",
        /// No route: most likely our own network.
        Unreachable = "unreachable",
        /// The host refuses the connection.
        Refused = "refused",
        /// The connection ended before an answer that can be read.
        Reset = "reset",
        /// Something that is no HTTP, or breaks its rules.
        NotHttp = "not-http",
        /// The body ended early.
        Truncated = "truncated",
        /// The body does not decompress, or its chunks are none.
        Undecodable = "undecodable",
        /// The certificate or the handshake is bad.
        Tls = "tls",
        /// Our own proxy refused.
        Proxy = "proxy",
        /// A robot wall, or a service that does not want us.
        Blocked = "blocked",
        /// Too many requests, and the waiting that we allow is used up.
        RateLimited = "rate-limited",
        /// A server error.
        ServerError = "server-error",
        /// Something else than the JSON that was due: a captive portal, an error page.
        NotJson = "not-json",
        /// An answer whose status or shape the service is not known to give.
        Unexpected = "unexpected",
        /// The URL is too long for the service.
        UrlTooLong = "url-too-long",
        /// Larger than the limit.
        TooLarge = "too-large",
        /// Redirects without end.
        RedirectLoop = "redirect-loop",
        /// A service sent us to another host.
        RedirectedAway = "redirected-away",
        /// An address, scheme or port that is never asked.
        RefusedByPolicy = "refused-by-policy",
    }
}

impl Fault {
    /// How often a request that ended so may be sent again. One that probably fails by itself is repeated only where the host asked
    /// us to wait; a service that took too long would do so again.
    pub(super) fn count_retries(self, most: u32, suspect: bool, of_service: bool) -> u32 {
        match self {
            Self::RateLimited if suspect => most.min(1),
            _ if suspect => 0,
            Self::Timeout if of_service => 0,
            Self::RateLimited => most.min(2),
            Self::Reset | Self::Truncated | Self::Refused | Self::Unreachable | Self::ServerError => most,
            Self::Timeout | Self::Dns | Self::Undecodable => most.min(1),
            _ => 0,
        }
    }

    /// Whether the host itself could not be reached, so that asking it something else is no use either.
    pub fn is_out_of_reach(self) -> bool {
        matches!(
            self,
            Self::Offline
                | Self::Dns
                | Self::Unreachable
                | Self::Refused
                | Self::Tls
                | Self::Proxy
                | Self::RefusedByPolicy
        )
    }
}

/// One failure. Its text names the host, never a path, a query or a credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Failure {
    /// Its class.
    pub fault: Fault,
    /// The host that was asked.
    pub host: String,
    /// What happened, as the end of a sentence that begins with the host.
    pub detail: String,
    /// The status of the answer, where there was one.
    pub status: Option<u16>,
    /// How long the service asked us to wait.
    pub retry_after: Option<Duration>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.host, self.detail)
    }
}

impl Failure {
    /// A failure without an answer.
    pub fn new(fault: Fault, host: &str, detail: impl Into<String>) -> Self {
        Self { fault, host: host.to_owned(), detail: detail.into(), status: None, retry_after: None }
    }

    /// What a response amounts to when it is none that may be interpreted.
    pub fn from_answer(fault: Fault, response: &Response, detail: impl Into<String>) -> Self {
        Self { status: Some(response.status), ..Self::new(fault, response.host(), detail) }
    }

    /// The failure that a response's status and headers amount to, if they do. Statuses that may be evidence (2xx,
    /// 3xx, 404, 410, other 4xx) are left to the caller.
    pub(super) fn from_response(response: &Response) -> Option<Self> {
        let status = response.status;
        let walled = response.header("cf-mitigated").is_some() || response.header("x-amzn-waf-action").is_some();
        let (fault, what) = match status {
            _ if walled => (Fault::Blocked, "answered with a robot check"),
            401 | 403 | 406 | 418 | 451 | 999 => (Fault::Blocked, "does not let us ask"),
            407 => (Fault::Proxy, "is behind a proxy that wants a log-in"),
            414 => (Fault::UrlTooLong, "finds the request too long"),
            429 => (Fault::RateLimited, "was asked too often"),
            503 if response.header("retry-after").is_some() => (Fault::RateLimited, "asks us to come back later"),
            500..=599 => (Fault::ServerError, "reports an error of its own"),
            _ => return None,
        };
        Some(Self::from_answer(fault, response, format!("{what} (HTTP {status})")))
    }
}
