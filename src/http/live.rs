//! One exchange with one host, over reqwest with its own redirects and retries switched off.

use super::names::{Guarded, InnerAddress};
use super::{Authority, Failure, Fault, Method, Names, Request, Response, SystemNames, Transport, address};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// How long to wait for a connection: a part of the request's whole time.
const CONNECT: Duration = Duration::from_secs(10);

/// Whom we may reach, and as whom.
#[derive(Clone)]
pub struct Reach {
    /// The User-Agent header.
    pub user_agent: String,
    /// Base URLs that the user configured: exactly these hosts and ports may be private.
    pub configured: BTreeSet<Authority>,
    /// Proxies, where the user wants any.
    pub proxies: Proxies,
    /// Who resolves names.
    pub names: Arc<dyn Names>,
}

impl Default for Reach {
    fn default() -> Self {
        Self {
            user_agent: user_agent(None),
            configured: BTreeSet::new(),
            proxies: Proxies::default(),
            names: Arc::new(SystemNames),
        }
    }
}

/// Proxy addresses as the environment gives them (`https_proxy`, `http_proxy`, `no_proxy`). They may hold
/// credentials, so this has no text form.
#[derive(Clone, Default)]
pub struct Proxies {
    /// For `https` URLs.
    pub https: Option<String>,
    /// For `http` URLs.
    pub http: Option<String>,
    /// Hosts asked directly, separated by commas.
    pub none_for: Option<String>,
}

/// How we name ourselves. The mail address is only what the user set, and only if a header can carry it.
pub fn user_agent(mailto: Option<&str>) -> String {
    let fits = |m: &&str| m.contains('@') && m.bytes().all(|b| b.is_ascii_graphic() && !b"()<>\\\"".contains(&b));
    let contact = mailto.map(str::trim).filter(fits).map(|m| format!(" (mailto:{m})")).unwrap_or_default();
    format!("claimbook/{}{contact}", env!("CARGO_PKG_VERSION"))
}

/// The real network.
pub struct Live {
    reach: Reach,
    /// Made when first needed.
    clients: RefCell<BTreeMap<Kind, reqwest::Client>>,
}

/// What a client of reqwest is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    /// For configured hosts; the others' resolves to public addresses only.
    configured: bool,
    /// Reads the system's certificates. Without `https` that is not needed, and a bare container has none.
    secure: bool,
}

impl Live {
    /// A transport that asks nobody yet.
    pub fn new(reach: Reach) -> Self {
        Self { reach, clients: RefCell::default() }
    }

    fn client(&self, configured: bool, scheme: &str) -> Result<reqwest::Client, Failure> {
        let secure_proxy = self.reach.proxies.http.as_ref().is_some_and(|p| p.starts_with("https:"));
        let secure = scheme == "https" || secure_proxy;
        let kind = Kind { configured, secure };
        if let Some(client) = self.clients.borrow().get(&kind) {
            return Ok(client.clone());
        }
        let client = build(&self.reach, kind).map_err(|error| {
            let why = root_cause(&error.without_url());
            Failure::new(Fault::Tls, "this machine", format!("cannot make secure connections: {why}"))
        })?;
        self.clients.borrow_mut().insert(kind, client.clone());
        Ok(client)
    }
}

impl Transport for Live {
    async fn send(&self, request: Request) -> Result<Response, Failure> {
        let authority = Authority::of(&request.url);
        let configured = authority.is_some_and(|a| self.reach.configured.contains(&a));
        if !configured {
            address::allowed(&request.url)?;
        }
        let host = request.url.host_str().unwrap_or_default();
        let limit = request.limits.time;
        match timeout(limit, exchange(&self.client(configured, request.url.scheme())?, &request)).await {
            Ok(result) => result,
            Err(_) => Err(Failure::new(Fault::Timeout, host, format!("gave no whole answer within {:.0?}", limit))),
        }
    }
}

fn build(reach: &Reach, kind: Kind) -> Result<reqwest::Client, reqwest::Error> {
    // A second call finds the provider in place and says so; that is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let proxies = &reach.proxies;
    let exempt = [&proxies.https, &proxies.http]
        .into_iter()
        .flatten()
        .filter_map(|p| url::Url::parse(p).ok()?.host_str().map(str::to_owned))
        .collect();
    let resolver = Guarded { names: reach.names.clone(), public_only: !kind.configured, exempt };
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
    let direct = || proxies.none_for.as_deref().and_then(reqwest::NoProxy::from_string);
    if let Some(proxy) = &proxies.https {
        builder = builder.proxy(reqwest::Proxy::https(proxy)?.no_proxy(direct()));
    }
    if let Some(proxy) = &proxies.http {
        builder = builder.proxy(reqwest::Proxy::http(proxy)?.no_proxy(direct()));
    }
    builder.build()
}

async fn exchange(client: &reqwest::Client, request: &Request) -> Result<Response, Failure> {
    let host = request.url.host_str().unwrap_or_default();
    let started = Instant::now();
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Head => reqwest::Method::HEAD,
    };
    let sent = client.request(method, request.url.clone()).header("accept", request.accept).send().await;
    let mut answer = sent.map_err(|e| failure(host, &e))?;
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
    while let Some(chunk) = answer.chunk().await.map_err(|e| failure(host, &e))? {
        if body.len() + chunk.len() > request.limits.body {
            return Err(too_large("data"));
        }
        body.extend_from_slice(&chunk);
    }
    let (status, url) = (answer.status().as_u16(), answer.url().clone());
    Ok(Response { status, headers, body, url, hops: Vec::new(), took: started.elapsed() })
}

/// The class of an error of reqwest. Its own text is never shown: it holds the whole URL.
fn failure(host: &str, error: &reqwest::Error) -> Failure {
    let (fault, detail) = classify(error);
    Failure::new(fault, host, detail)
}

fn classify(error: &reqwest::Error) -> (Fault, &'static str) {
    for cause in causes(error) {
        if cause.is::<InnerAddress>() {
            return (Fault::RefusedByPolicy, "is not asked: the name leads to an inner address");
        }
        if cause.is::<rustls::Error>() {
            return (Fault::Tls, "has a certificate or handshake that we do not accept");
        }
    }
    if error.is_timeout() {
        return (Fault::Timeout, "did not take our connection in time");
    }
    if error.is_dns() {
        return (Fault::Dns, "could not be found: its name does not resolve");
    }
    let io = causes(error).filter_map(|c| c.downcast_ref::<std::io::Error>()).map(std::io::Error::kind).last();
    match io {
        Some(ErrorKind::ConnectionRefused) => (Fault::Refused, "refuses the connection"),
        Some(ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::NetworkDown) => {
            (Fault::Unreachable, "cannot be reached from this network")
        }
        Some(ErrorKind::TimedOut) => (Fault::Timeout, "did not answer in time"),
        Some(ErrorKind::InvalidData | ErrorKind::InvalidInput) if error.is_decode() => {
            (Fault::Undecodable, "sent data that does not decompress")
        }
        Some(ErrorKind::UnexpectedEof) if error.is_decode() || error.is_body() => {
            (Fault::Truncated, "stopped in the middle of its answer")
        }
        _ if error.is_body() || error.is_decode() => (Fault::Truncated, "stopped in the middle of its answer"),
        _ => (Fault::Reset, "ended the connection without an answer that can be read"),
    }
}

fn causes<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
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
    causes(error).last().map(ToString::to_string).unwrap_or_default()
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
