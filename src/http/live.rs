//! One exchange with one host, over reqwest with its own redirects and retries switched off.

use super::names::{GuardedNames, InnerAddress, NoAddress};
use super::{Authority, Failure, Fault, Method, Names, Proxies, Request, Response, SystemNames, Transport, address};
use crate::model::Settings;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout};
use url::Url;

/// How long to wait for a connection: a part of the request's whole time.
const CONNECT: Duration = Duration::from_secs(10);

/// Whom we may reach, and as whom.
#[derive(Clone)]
pub struct ReachLimit {
    /// The User-Agent header.
    pub user_agent: String,
    /// Base URLs that the user configured: exactly these hosts and ports may be private.
    pub configured: BTreeSet<Authority>,
    /// Proxies, where the user wants any.
    pub proxies: Proxies,
    /// Who resolves names.
    pub names: Arc<dyn Names>,
}

impl Default for ReachLimit {
    fn default() -> Self {
        Self {
            user_agent: user_agent(None),
            configured: BTreeSet::new(),
            proxies: Proxies::default(),
            names: Arc::new(SystemNames),
        }
    }
}

/// How we name ourselves. The mail address is only what the user set, and only if a header can carry it.
pub fn user_agent(mailto: Option<&str>) -> String {
    let contact = mailto.filter(|m| Settings::is_mailto(m)).map(|m| format!(" (mailto:{m})")).unwrap_or_default();
    format!("claimbook/{}{contact}", env!("CARGO_PKG_VERSION"))
}

/// The real network.
pub struct Live {
    reach: ReachLimit,
    /// Made when first needed.
    clients: RefCell<BTreeMap<ClientKind, reqwest::Client>>,
}

/// What a client of reqwest is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct ClientKind {
    /// For configured hosts; the others' resolves to public addresses only.
    configured: bool,
    /// Reads the system's certificates. Without `https` that is not needed, and a bare container has none.
    secure: bool,
    /// The proxy that it goes through.
    proxy: Option<Url>,
}

impl Live {
    /// A transport that asks nobody yet.
    pub fn new(reach: ReachLimit) -> Self {
        Self { reach, clients: RefCell::default() }
    }

    fn client(&self, kind: ClientKind) -> Result<reqwest::Client, Failure> {
        if let Some(client) = self.clients.borrow().get(&kind) {
            return Ok(client.clone());
        }
        let client = build(&self.reach, &kind).map_err(|error| {
            let why = root_cause(&error.without_url());
            Failure::new(Fault::Tls, "this machine", format!("cannot make secure connections: {why}"))
        })?;
        self.clients.borrow_mut().insert(kind, client.clone());
        Ok(client)
    }
}

impl Transport for Live {
    async fn send(&self, request: Request) -> Result<Response, Failure> {
        let configured = Authority::from_url(&request.url).is_some_and(|a| self.reach.configured.contains(&a));
        if !configured {
            address::check_allowed(&request.url)?;
        }
        let host = request.url.host_str().unwrap_or_default();
        let proxy = self.reach.proxies.proxy_for(&request.url).map_err(|_| {
            let why = "was not asked: the proxy that the environment names is not an http or https address";
            Failure::new(Fault::Proxy, host, why)
        })?;
        let proxied = proxy.is_some();
        let secure = request.url.scheme() == "https" || proxy.as_ref().is_some_and(|p| p.scheme() == "https");
        let client = self.client(ClientKind { configured, secure, proxy })?;
        // A flood of interim answers (1xx) may be later by one turn: hyper takes all that is there before it gives the clock its
        // turn, and reqwest lets no reader of ours stand between it and the stream (its layers hand on its own connections alone).
        let limit = request.limits.time;
        match timeout(limit, exchange(&client, &request, proxied)).await {
            Ok(result) => result,
            Err(_) => {
                Err(Failure::new(Fault::Timeout, host, format!("did not give a complete answer within {limit:.0?}")))
            }
        }
    }
}

fn build(reach: &ReachLimit, kind: &ClientKind) -> Result<reqwest::Client, reqwest::Error> {
    // A second call finds the provider in place and says so; that is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let exempt = kind.proxy.iter().filter_map(|p| p.host_str().map(str::to_owned)).collect();
    let resolver = GuardedNames { names: reach.names.clone(), public_only: !kind.configured, exempt };
    let mut builder = reqwest::Client::builder()
        .user_agent(&reach.user_agent)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .http1_only()
        .connect_timeout(CONNECT)
        .pool_idle_timeout(Duration::from_secs(15))
        .dns_resolver(resolver);
    if !kind.secure {
        builder = builder.tls_certs_only([]);
    }
    if let Some(proxy) = &kind.proxy {
        builder = builder.proxy(reqwest::Proxy::all(proxy.clone())?);
    }
    builder.build()
}

async fn exchange(client: &reqwest::Client, request: &Request, proxied: bool) -> Result<Response, Failure> {
    let host = request.url.host_str().unwrap_or_default();
    let started = Instant::now();
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Head => reqwest::Method::HEAD,
    };
    let sent = client.request(method, request.url.clone()).header("accept", request.accept).send().await;
    let mut answer = sent.map_err(|e| describe_failure(host, &e, proxied))?;
    // An https host answers through a tunnel that stands already; to a plain one the proxy itself may answer.
    let status = answer.status().as_u16();
    if proxied && request.url.scheme() == "http" && matches!(status, 407 | 502 | 504) {
        return Err(Failure { status: Some(status), ..Failure::new(Fault::Proxy, host, PROXY_FAILED) });
    }
    let too_large = |what| Failure::new(Fault::TooLarge, host, format!("sent more {what} than we read"));
    let headers: Vec<(String, String)> = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    if headers.iter().map(|(n, v)| n.len() + v.len()).sum::<usize>() > request.limits.headers {
        return Err(too_large("headers"));
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|e| describe_failure(host, &e, proxied))? {
        let room = request.limits.body.saturating_sub(body.len());
        if chunk.len() > room {
            if !request.limits.cut {
                return Err(too_large("data"));
            }
            body.extend_from_slice(chunk.get(..room).unwrap_or_default());
            break;
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Response { status, headers, body, url: answer.url().clone(), hops: Vec::new(), took: started.elapsed() })
}

/// What our proxy did where it carried nothing.
const PROXY_FAILED: &str = "was not reached: the proxy of this machine refused, or could not connect";

/// The class of an error of reqwest. Its own text is never shown: it holds the whole URL.
fn describe_failure(host: &str, error: &reqwest::Error, proxied: bool) -> Failure {
    let (fault, detail) = match classify(error) {
        // Whoever was connected to, it was the proxy; only what is inside the tunnel is the host's.
        (fault, _) if proxied && error.is_connect() && fault != Fault::Tls => (Fault::Proxy, PROXY_FAILED),
        known => known,
    };
    Failure::new(fault, host, detail)
}

fn classify(error: &reqwest::Error) -> (Fault, &'static str) {
    for cause in list_causes(error) {
        if cause.is::<InnerAddress>() {
            return (Fault::RefusedByPolicy, "is not asked: the name leads to an address inside the local network");
        }
        if let Some(wrong) = cause.downcast_ref::<rustls::Error>() {
            return (Fault::Tls, explain_insecure(wrong));
        }
        if cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse) {
            return (Fault::NotHttp, "answered with something that is not HTTP, or with headers without end");
        }
    }
    if error.is_dns() || list_causes(error).any(|cause| cause.is::<NoAddress>()) {
        return (Fault::Dns, "could not be found: its name does not resolve");
    }
    if error.is_timeout() {
        return (Fault::Timeout, "did not take our connection in time");
    }
    let io = list_causes(error).filter_map(|c| c.downcast_ref::<std::io::Error>()).map(std::io::Error::kind).last();
    match io {
        Some(ErrorKind::ConnectionRefused) => (Fault::Refused, "refuses the connection"),
        Some(ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::NetworkDown) => {
            (Fault::Unreachable, "cannot be reached from this network")
        }
        Some(ErrorKind::TimedOut) => (Fault::Timeout, "did not answer in time"),
        Some(ErrorKind::InvalidData | ErrorKind::InvalidInput) if error.is_decode() => {
            (Fault::Undecodable, "sent data that cannot be decoded")
        }
        _ if error.is_body() || error.is_decode() => (Fault::Truncated, "stopped in the middle of its answer"),
        _ => (Fault::Reset, "ended the connection without a readable answer"),
    }
}

/// What is wrong with a secure connection. Each is refused alike; the reader wants to know whose it is to mend.
fn explain_insecure(error: &rustls::Error) -> &'static str {
    use rustls::{CertificateError as Wrong, Error};
    match error {
        Error::InvalidCertificate(Wrong::Expired | Wrong::ExpiredContext { .. }) => {
            "has a certificate that has expired"
        }
        Error::InvalidCertificate(Wrong::NotValidYet | Wrong::NotValidYetContext { .. }) => {
            "has a certificate that is not valid yet: its clock or ours is wrong"
        }
        Error::InvalidCertificate(Wrong::NotValidForName | Wrong::NotValidForNameContext { .. }) => {
            "has a certificate for another name"
        }
        Error::InvalidCertificate(Wrong::UnknownIssuer) => {
            "has a certificate that is not signed by anybody this machine trusts"
        }
        Error::InvalidCertificate(Wrong::Revoked) => "has a certificate that was revoked",
        _ => "has a certificate or handshake that we do not accept",
    }
}

fn list_causes<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    std::iter::from_fn(move || {
        let this = next?;
        next = inner_io(this).or_else(|| this.source());
        Some(this)
    })
}

/// What an `io::Error` wraps: its own `source` would skip the wrapped error itself.
fn inner_io<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let inner = error.downcast_ref::<std::io::Error>()?.get_ref()?;
    Some(inner)
}

fn root_cause(error: &reqwest::Error) -> String {
    list_causes(error).last().map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contact_is_only_what_the_user_set_and_a_header_can_carry() {
        let plain = format!("claimbook/{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(user_agent(None), plain);
        assert_eq!(user_agent(Some("a@example.org")), format!("{plain} (mailto:a@example.org)"));
        for bad in ["", "no address", "a@b\r\nX: y", "a@b) evil", "ä@example.org"] {
            assert_eq!(user_agent(Some(bad)), plain, "{bad:?}");
        }
    }
}
