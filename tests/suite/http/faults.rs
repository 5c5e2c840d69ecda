//! Every kind of fault a network has, each served on purpose: a raw listener that does one thing wrong, or a resolver that
//! does. Standard threads on ports that the system chose.

use crate::double::registries::BOMB;
use claimbook::http::{Fault, LookupFuture, Names, SystemNames};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;

/// One kind of fault, and what must come of it.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Sets the scene: whom to ask, and who resolves names.
    pub(super) stage: fn() -> Scene,
    pub(super) fault: Fault,
    /// What the reason says.
    pub(super) words: &'static str,
    /// Whether it ends by itself, so that the program can be run against it with its own limits.
    pub(super) quick: bool,
}

/// A fault that waits to be met.
pub(super) struct Scene {
    pub(super) base: String,
    pub(super) names: Arc<dyn Names>,
    _server: Option<Faulty>,
    /// Connections that fill a listener's queue.
    _queue: Vec<TcpStream>,
}

const fn kind(name: &'static str, fault: Fault, words: &'static str, stage: fn() -> Scene) -> Kind {
    Kind { name, stage, fault, words, quick: true }
}

const fn slow(name: &'static str, fault: Fault, words: &'static str, stage: fn() -> Scene) -> Kind {
    Kind { name, stage, fault, words, quick: false }
}

const NO_NAME: &str = "could not be found: its name does not resolve";
const IN_TIME: &str = "did not give a complete answer within 500ms";
const NO_HTTP: &str = "answered with something that is not HTTP";
const NO_ANSWER: &str = "ended the connection without a readable answer";
const HALF: &str = "stopped in the middle of its answer";
const NO_CODE: &str = "sent data that cannot be decoded";
const PAGE: &str = "answered with a web page where data was due (HTTP 200)";
const AWAY: &str = "redirects to another host";
const JSON: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/// The forty kinds of SAFETY.md, in its order; where it names several in one breath, each is here.
pub(super) const KINDS: &[Kind] = &[
    slow("dns: no address", Fault::Dns, NO_NAME, || find_named(|| Box::pin(async { Ok(Vec::new()) }))),
    slow("dns: error", Fault::Dns, NO_NAME, || {
        find_named(|| Box::pin(async { Err(std::io::Error::other("SERVFAIL")) }))
    }),
    slow("dns: the resolver gives up", Fault::Dns, NO_NAME, || {
        find_named(|| Box::pin(async { Err(std::io::ErrorKind::TimedOut.into()) }))
    }),
    slow("dns: time-out", Fault::Timeout, IN_TIME, || find_named(|| Box::pin(std::future::pending()))),
    kind("refused", Fault::Refused, "refuses the connection", || {
        at("http://127.0.0.1:1".into(), Arc::new(SystemNames))
    }),
    slow("unreachable", Fault::Unreachable, "cannot be reached from this network", || {
        // Nobody can connect to a multicast address, whatever this machine's routes are.
        find_named(|| Box::pin(async { Ok(vec![IpAddr::V4(Ipv4Addr::new(224, 0, 0, 1))]) }))
    }),
    kind("reset before headers", Fault::Reset, NO_ANSWER, || raw(|_, _| {})),
    kind("reset in headers", Fault::Reset, NO_ANSWER, || say("HTTP/1.1 200 OK\r\ncontent-ty")),
    kind("reset after headers", Fault::Truncated, HALF, || {
        say(&format!("{JSON}content-length: 99\r\n\r\n[{{\"DOI\":"))
    }),
    slow("hang at connect", Fault::Timeout, IN_TIME, nobody_accepts),
    slow("hang at TLS", Fault::Timeout, IN_TIME, || {
        let scene = raw(|stream, _| hold(stream));
        Scene { base: scene.base.replace("http:", "https:"), ..scene }
    }),
    slow("hang at headers", Fault::Timeout, IN_TIME, || raw(|stream, _| hold(stream))),
    slow("hang at body", Fault::Timeout, IN_TIME, || {
        raw(|s, _| put(s, &format!("{JSON}content-length: 99\r\n\r\n")) && wait(s))
    }),
    slow("dripped headers", Fault::Timeout, IN_TIME, || raw(|s, _| put(s, JSON) && repeat(s, b"x", true))),
    slow("dripped body", Fault::Timeout, IN_TIME, || {
        raw(|s, _| put(s, &format!("{JSON}content-length: 9999\r\n\r\n")) && repeat(s, b" ", true))
    }),
    kind("endless headers", Fault::NotHttp, NO_HTTP, || {
        raw(|s, _| put(s, JSON) && repeat(s, "x-filler: y\r\n".repeat(4_096).as_bytes(), false))
    }),
    kind("one endless header", Fault::NotHttp, NO_HTTP, || {
        raw(|s, _| put(s, &format!("{JSON}x-filler: ")) && repeat(s, &[b'y'; 4096], false))
    }),
    kind("large headers", Fault::TooLarge, "sent more headers than we read", || {
        let headers: String = (0..30).map(|n| format!("x-{n}: {}\r\n", "y".repeat(4_000))).collect();
        say(&format!("{JSON}{headers}content-length: 2\r\n\r\n[]"))
    }),
    kind("endless body", Fault::TooLarge, "sent more data than we read", || {
        raw(|s, _| put(s, &format!("{JSON}\r\n[")) && repeat(s, &[b' '; 4096], false))
    }),
    // One by one: hyper reads a flood of them as fast as it comes, some 50 MB between two looks at the clock. That takes a
    // release build under half a second and this one nine; nothing that reqwest offers makes it look sooner.
    slow("endless 1xx", Fault::Timeout, IN_TIME, || raw(|s, _| repeat(s, b"HTTP/1.1 102 Processing\r\n\r\n", true))),
    kind("not HTTP", Fault::NotHttp, NO_HTTP, || say("220 mail.example ESMTP ready\r\n")),
    kind("HTTP/0.9", Fault::NotHttp, NO_HTTP, || say("<html>hello</html>\r\n")),
    kind("status 99", Fault::NotHttp, NO_HTTP, || status("99 Odd", "", "")),
    kind("status 999", Fault::Blocked, "does not let us ask (HTTP 999)", || status("999 Denied", "", "")),
    kind("negative length", Fault::NotHttp, NO_HTTP, || say(&format!("{JSON}content-length: -2\r\n\r\n[]"))),
    kind("two lengths", Fault::NotHttp, NO_HTTP, || {
        say(&format!("{JSON}content-length: 2\r\ncontent-length: 20\r\n\r\n[]"))
    }),
    kind("short length", Fault::NotJson, "sent data that cannot be read (HTTP 200)", || {
        say(&format!("{JSON}content-length: 9\r\n\r\n[{{\"DOI\":\"10.5555/a\",\"status\":\"DOI does not exist\"}}]"))
    }),
    kind("bad chunk", Fault::Undecodable, NO_CODE, || {
        say(&format!("{JSON}transfer-encoding: chunked\r\n\r\nzz\r\n[]\r\n"))
    }),
    kind("huge chunk", Fault::Undecodable, NO_CODE, || {
        say(&format!("{JSON}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n[]\r\n"))
    }),
    kind("bad gzip", Fault::Undecodable, NO_CODE, || {
        say(&format!("{JSON}content-encoding: gzip\r\ncontent-length: 9\r\n\r\nnot gzip!"))
    }),
    kind("gzip bomb", Fault::TooLarge, "sent more data than we read", || {
        raw(|s, _| {
            put(s, &format!("{JSON}content-encoding: gzip\r\ncontent-length: {}\r\n\r\n", BOMB.len())) && send(s, BOMB)
        })
    }),
    kind("redirect loop", Fault::RedirectLoop, "redirects in a loop", || {
        raw(|s, url| {
            put(
                s,
                &format!(
                    "HTTP/1.1 302 Found\r\nlocation: {url}/loop\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                ),
            )
        })
    }),
    kind("eleven hops", Fault::RedirectLoop, "redirects in a loop", || {
        raw_on_path(|s, url, path| {
            let nth = path.strip_prefix("/hop/").and_then(|n| n.parse().ok()).unwrap_or(0_u32) + 1;
            put(
                s,
                &format!(
                    "HTTP/1.1 302 Found\r\nlocation: {url}/hop/{nth}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                ),
            );
        })
    }),
    kind("redirect to file:", Fault::RedirectedAway, AWAY, || {
        status("302 Found", "location: file:///etc/passwd\r\n", "")
    }),
    kind("redirect to an inner address", Fault::RedirectedAway, AWAY, || {
        status("302 Found", "location: http://169.254.169.254/latest/meta-data/\r\n", "")
    }),
    kind("redirect to nowhere", Fault::Unexpected, "redirects without saying where to", || status("302 Found", "", "")),
    kind("401", Fault::Blocked, "does not let us ask (HTTP 401)", || status("401 Unauthorized", "", "{}")),
    kind("403", Fault::Blocked, "does not let us ask (HTTP 403)", || status("403 Forbidden", "", "{}")),
    kind("404 as a page", Fault::NotJson, "web page where data was due (HTTP 404)", || {
        status("404 Not Found", "", "<html>")
    }),
    kind("410 as a page", Fault::NotJson, "web page where data was due (HTTP 410)", || {
        status("410 Gone", "", "<html>")
    }),
    kind("429", Fault::RateLimited, "was asked too often (HTTP 429)", || {
        status("429 Too Many", "retry-after: 599\r\n", "<html>")
    }),
    kind("451", Fault::Blocked, "does not let us ask (HTTP 451)", || status("451 For legal reasons", "", "")),
    kind("500", Fault::ServerError, "reports an error of its own (HTTP 500)", || status("500 Oops", "", "<html>")),
    kind("502", Fault::ServerError, "reports an error of its own (HTTP 502)", || {
        status("502 Bad Gateway", "", "<html>")
    }),
    kind("503", Fault::ServerError, "reports an error of its own (HTTP 503)", || status("503 Away", "", "<html>")),
    kind("504", Fault::ServerError, "reports an error of its own (HTTP 504)", || status("504 Late", "", "<html>")),
    kind("escapes in the reason", Fault::NotHttp, NO_HTTP, || status("200 \x1b]0;owned\x07\x1b[2J", "", "[]")),
    kind("escapes in the body", Fault::NotJson, "sent data that cannot be read (HTTP 200)", || {
        status("200 OK", "", "\x1b]52;c;ZXZpbA==\x07\u{202e}")
    }),
    kind("captive portal", Fault::NotJson, PAGE, || status("200 OK", "", "<!DOCTYPE html><title>Log in</title>")),
    kind("robot wall", Fault::Blocked, "answered with a robot check", || {
        status("200 OK", "cf-mitigated: challenge\r\n", "<html>")
    }),
    kind("407 of a proxy on the way", Fault::Proxy, "behind a proxy that wants a log-in", || {
        status("407 Log in", "", "")
    }),
];

/// A host whose name is looked up so; nobody listens there.
fn find_named(look_up: fn() -> LookupFuture) -> Scene {
    struct By(fn() -> LookupFuture);
    impl Names for By {
        fn look_up(&self, _: &str) -> LookupFuture {
            (self.0)()
        }
    }
    at("http://registry.example:8080".into(), Arc::new(By(look_up)))
}

fn at(base: String, names: Arc<dyn Names>) -> Scene {
    Scene { base, names, _server: None, _queue: Vec::new() }
}

/// A host whose queue of connections is full, so that ours is not taken.
fn nobody_accepts() -> Scene {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let listener = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        socket.listen(1).unwrap().into_std().unwrap()
    });
    let address = listener.local_addr().unwrap();
    let fill = || TcpStream::connect_timeout(&address, Duration::from_millis(100)).ok();
    let queue: Vec<TcpStream> = std::iter::from_fn(fill).take(16).collect();
    let server = Faulty { address, stopping: Arc::new(AtomicBool::new(true)), _listener: Some(listener) };
    Scene { base: format!("http://{address}"), names: Arc::new(SystemNames), _server: Some(server), _queue: queue }
}

/// A host that says this and hangs up.
fn say(text: &str) -> Scene {
    let text = text.to_owned();
    raw(move |stream, _| put(stream, &text))
}

/// A host that answers with this status line, these headers and this body.
pub(super) fn status(line: &str, headers: &str, body: &str) -> Scene {
    say(&format!("HTTP/1.1 {line}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()))
}

/// A host that does this on each connection, told its own URL.
pub(super) fn raw<T>(act: impl Fn(&mut TcpStream, &str) -> T + Send + Sync + 'static) -> Scene {
    raw_on_path(move |stream, url, _| {
        act(stream, url);
    })
}

fn raw_on_path(act: impl Fn(&mut TcpStream, &str, &str) + Send + Sync + 'static) -> Scene {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let stopping = Arc::new(AtomicBool::new(false));
    let (stop, act) = (stopping.clone(), Arc::new(act));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten().take_while(|_| !stop.load(SeqCst)) {
            let act = act.clone();
            std::thread::spawn(move || {
                let path = head(&stream);
                act(&mut stream, &format!("http://{address}"), &path);
                let _ = stream.shutdown(std::net::Shutdown::Write);
                wait(&mut stream); // until the client has read it all: closing earlier would be a reset
            });
        }
    });
    let server = Faulty { address, stopping, _listener: None };
    Scene { base: format!("http://{address}"), names: Arc::new(SystemNames), _server: Some(server), _queue: Vec::new() }
}

/// A raw listener; it ends when dropped.
struct Faulty {
    address: SocketAddr,
    stopping: Arc<AtomicBool>,
    _listener: Option<TcpListener>,
}

impl Drop for Faulty {
    fn drop(&mut self) {
        if !self.stopping.swap(true, SeqCst) {
            let _ = TcpStream::connect(self.address); // wakes `incoming`
        }
    }
}

/// Reads a request's head; gives its path. What is no HTTP (a TLS greeting) is left where it is.
fn head(stream: &TcpStream) -> String {
    let mut first = [0];
    if !stream.peek(&mut first).is_ok_and(|n| n > 0 && first[0].is_ascii_uppercase()) {
        return String::new();
    }
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let target = lines.next().and_then(|l| l.split_whitespace().nth(1).map(str::to_owned));
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    target.unwrap_or_default()
}

fn put(stream: &mut TcpStream, text: &str) -> bool {
    send(stream, text.as_bytes())
}

fn send(stream: &mut TcpStream, bytes: &[u8]) -> bool {
    stream.write_all(bytes).is_ok()
}

/// Sends the same until the client has had enough; `slowly` one by one.
fn repeat(stream: &mut TcpStream, bytes: &[u8], slowly: bool) -> bool {
    while send(stream, bytes) {
        if slowly {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    false
}

/// Says nothing until the client leaves.
fn wait(stream: &mut TcpStream) -> bool {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(60)));
    let mut buffer = [0; 1024];
    while stream.read(&mut buffer).is_ok_and(|n| n > 0) {}
    true
}

fn hold(stream: &mut TcpStream) {
    wait(stream);
}
