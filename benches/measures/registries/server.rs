//! A stand-in for doi.org and for publishers' hosts, on loopback: a thread a connection, keep-alive, a fixed latency. What a
//! DOI is stands in its suffix before the first dot: `10.5555/ok.000042`.
//!
//! | class | doi.org | landing page |
//! |---|---|---|
//! | `ok`, `ret` | registered | 200 |
//! | `nf` | not registered | – |
//! | `del` | points to a tombstone | – |
//! | `gone`, `rot` | registered | 410, 404 |
//! | `blk`, `tea` | registered | a robot check, 418 |
//! | `rl`, `e503` | registered | 429 or 503 the first time, then 200 |
//! | `rlf` | registered | 429 for ever |
//! | `e500`, `rst` | registered | 500, or the connection is cut |
//! | `slow` | registered | 200 after a second |
//! | `nohead` | registered | 405 to HEAD, 200 to GET |
//!
//! The registries' other services answer there as well, each at a host of its own ([`Server::base_of`]): `keepers` says what they
//! keep of each class, and what goes wrong with requests that name one of the mix of faults.

use super::keepers;
use crate::process::now;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Hosts of landing pages: 127.0.1.1 and on.
pub(crate) const HOSTS: u8 = 20;

/// Hosts of services: 127.0.2.1 and on.
const SERVICES: [&str; 6] = ["doi.org", "crossref", "datacite", "europe-pmc", "pubmed", "pmc"];

/// The server; it lives as long as the process.
pub(crate) struct Server {
    pub(crate) port: u16,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    port: u16,
    latency: AtomicU64,
    /// doiRA refuses lists.
    singly: AtomicBool,
    requests: AtomicUsize,
    seen: Mutex<BTreeMap<String, usize>>,
    /// Of each service: its requests, and when the last one came.
    of_services: Mutex<BTreeMap<&'static str, (usize, Instant)>>,
}

impl Server {
    /// Listens on 127.0.0.1 and on the hosts of landing pages, all at one port that the system chose.
    pub(crate) fn start() -> std::io::Result<Self> {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = first.local_addr()?.port();
        let mut listeners = vec![first];
        for host in 1..=HOSTS {
            listeners.push(TcpListener::bind((Ipv4Addr::new(127, 0, 1, host), port))?);
        }
        for host in (1..).take(SERVICES.len()) {
            listeners.push(TcpListener::bind((Ipv4Addr::new(127, 0, 2, host), port))?);
        }
        let state = Arc::new(State { port, ..State::default() });
        for listener in listeners {
            let state = state.clone();
            std::thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    let state = state.clone();
                    std::thread::spawn(move || serve(&state, stream));
                }
            });
        }
        Ok(Self { port, state })
    }

    /// Where a service is reached, at a host that is its alone.
    pub(crate) fn base_of(&self, service: &str) -> String {
        let host = SERVICES.iter().position(|name| *name == service).map_or(1, |at| at + 1);
        format!("http://127.0.2.{host}:{}", self.port)
    }

    /// Every answer takes so long from now on; `singly` makes doiRA refuse lists. Counts begin anew.
    pub(crate) fn set(&self, latency: Duration, singly: bool) {
        self.state.latency.store(latency.as_millis() as u64, Relaxed);
        self.state.singly.store(singly, Relaxed);
        self.forget();
    }

    /// Counts begin anew.
    pub(crate) fn forget(&self) {
        self.state.requests.store(0, Relaxed);
        if let Ok(mut seen) = self.state.seen.lock() {
            seen.clear();
        }
        if let Ok(mut services) = self.state.of_services.lock() {
            services.clear();
        }
    }

    /// How many requests each service at a host of its own got, and how long after a moment the last of them.
    pub(crate) fn by_service(&self, since: Instant) -> String {
        let Ok(services) = self.state.of_services.lock() else { return String::new() };
        let each = services.iter().map(|(name, (n, last))| {
            format!("{name} {n} until {:.1} s", last.saturating_duration_since(since).as_secs_f64())
        });
        each.collect::<Vec<_>>().join(", ")
    }

    /// How many requests came.
    pub(crate) fn requests(&self) -> usize {
        self.state.requests.load(Relaxed)
    }
}

fn serve(state: &State, mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let Ok(clone) = stream.try_clone() else { return };
    let service = stream.local_addr().ok().and_then(|address| match address.ip() {
        IpAddr::V4(ip) if ip.octets()[2] == 2 => SERVICES.get(usize::from(ip.octets()[3]).checked_sub(1)?).copied(),
        _ => None,
    });
    let mut reader = BufReader::with_capacity(4096, clone);
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let mut parts = line.split_whitespace().map(str::to_owned);
        let (method, path) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let mut body = 0;
        loop {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if line.trim_end().is_empty() {
                break;
            }
            if let Some(length) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                body = length.trim().parse().unwrap_or(0);
            }
        }
        let mut ignored = vec![0; body.min(1 << 20)];
        if reader.read_exact(&mut ignored).is_err() {
            return;
        }
        state.requests.fetch_add(1, Relaxed);
        if let (Some(service), Ok(mut services)) = (service, state.of_services.lock()) {
            let of = services.entry(service).or_insert((0, now()));
            *of = (of.0 + 1, now());
        }
        std::thread::sleep(Duration::from_millis(state.latency.load(Relaxed)));
        let answer = match keepers::answer(&path) {
            // At the host that is all services' at once, the pages that records name are asked for, too.
            keepers::Said::Answer(status, body) if service.is_none() => {
                Some(Answer::json(status, lead_here(state, &body)))
            }
            keepers::Said::Answer(status, body) => Some(Answer::json(status, body)),
            keepers::Said::Page(status, headers) => Some(Answer::page(status, headers)),
            keepers::Said::Cut(body) => {
                let head =
                    format!("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{body}");
                let _ = stream.write_all(head.as_bytes());
                None
            }
            keepers::Said::Nothing => None,
            keepers::Said::Else => answer(state, &method, &path),
        };
        let Some(answer) = answer else { return };
        if stream.write_all(answer.on_the_wire(&method).as_bytes()).is_err() {
            return;
        }
    }
}

struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Answer {
    fn json(status: u16, body: String) -> Self {
        Self { status, headers: "Content-Type: application/json\r\n".to_owned(), body }
    }

    fn page(status: u16, headers: &str) -> Self {
        let body = "<!doctype html><title>A landing page</title><h1>A landing page</h1>".to_owned();
        Self { status, headers: format!("Content-Type: text/html\r\n{headers}"), body }
    }

    fn on_the_wire(&self, method: &str) -> String {
        let body = if method == "HEAD" { "" } else { &self.body };
        let (status, length) = (self.status, self.body.len());
        format!("HTTP/1.1 {status} -\r\n{}Content-Length: {length}\r\n\r\n{body}", self.headers)
    }
}

/// The answer; none where the connection is cut.
fn answer(state: &State, method: &str, path: &str) -> Option<Answer> {
    let path = path.split('?').next().unwrap_or_default();
    if let Some(list) = path.strip_prefix("/doiRA/") {
        return Some(match state.singly.load(Relaxed) {
            true => Answer::page(403, ""),
            false => agencies(list),
        });
    }
    if let Some(doi) = path.strip_prefix("/api/handles/") {
        return Some(record(state, doi));
    }
    match path.strip_prefix("/land/") {
        Some(suffix) => landing(state, method, suffix),
        None if class(path) == "nf" => Some(Answer::page(404, "")),
        None => Some(Answer::page(302, &format!("Location: {}\r\n", target(state, path)))),
    }
}

fn class(doi: &str) -> &str {
    let suffix = doi.rsplit('/').next().unwrap_or_default();
    suffix.split('.').next().unwrap_or_default()
}

fn target(state: &State, doi: &str) -> String {
    let suffix = doi.rsplit('/').next().unwrap_or_default();
    if class(doi) == "del" {
        return format!("http://127.0.1.1:{}/land/deleted_DOI.html", state.port);
    }
    let n: usize = suffix.split('.').nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
    format!("http://127.0.1.{}:{}/land/{suffix}", 1 + n % usize::from(HOSTS), state.port)
}

/// What a keeper says, with the pages of our hosts in the place of its own.
fn lead_here(state: &State, body: &str) -> String {
    let mut parts = body.split("https://publisher.example/");
    let mut here = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (doi, rest) = part.split_once('"').unwrap_or((part, ""));
        here.push_str(&format!("{}\"{rest}", target(state, doi)));
    }
    here
}

fn agencies(list: &str) -> Answer {
    let one = |doi: &str| match class(doi) {
        "nf" => format!("{{\"DOI\":\"{doi}\",\"status\":\"DOI does not exist\"}}"),
        _ => format!("{{\"DOI\":\"{doi}\",\"RA\":\"Crossref\"}}"),
    };
    let all: Vec<String> = list.split(',').map(one).collect();
    Answer::json(200, format!("[{}]", all.join(",")))
}

fn record(state: &State, doi: &str) -> Answer {
    if class(doi) == "nf" {
        return Answer::json(404, format!("{{\"responseCode\":100,\"handle\":\"{doi}\"}}"));
    }
    let url = target(state, doi);
    let data = format!("{{\"format\":\"string\",\"value\":\"{url}\"}}");
    let value = format!(
        "{{\"index\":1,\"type\":\"URL\",\"data\":{data},\"ttl\":86400,\"timestamp\":\"2020-01-01T00:00:00Z\"}}"
    );
    Answer::json(200, format!("{{\"responseCode\":1,\"handle\":\"{doi}\",\"values\":[{value}]}}"))
}

fn landing(state: &State, method: &str, suffix: &str) -> Option<Answer> {
    let wait = "Retry-After: 1\r\n";
    let first = || {
        let mut seen = state.seen.lock().ok()?;
        let times = seen.entry(suffix.to_owned()).or_insert(0);
        *times += 1;
        Some(*times == 1)
    };
    Some(match class(suffix) {
        "gone" => Answer::page(410, ""),
        "rot" => Answer::page(404, ""),
        "blk" => Answer::page(403, "cf-mitigated: challenge\r\n"),
        "tea" => Answer::page(418, ""),
        "rlf" => Answer::page(429, wait),
        "rl" if first()? => Answer::page(429, wait),
        "e503" if first()? => Answer::page(503, wait),
        "e500" => Answer::page(500, ""),
        "nohead" if method == "HEAD" => Answer::page(405, ""),
        "slow" => {
            std::thread::sleep(Duration::from_secs(1));
            Answer::page(200, "")
        }
        "rst" => return None,
        _ => Answer::page(200, ""),
    })
}
