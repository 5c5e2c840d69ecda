//! The network layers: addresses that are never asked, and the classes of failure.

mod classes;
mod faults;

use crate::double::{Answer, Class, Double, Script};
use claimbook::http::{
    Authority, Fault, Follow, Live, Looking, Names, Pace, Patience, Polite, Proxies, Reach, Redirects, Replay, Request,
    Transport,
};
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Every name leads inside.
struct Inside;

impl Names for Inside {
    fn look_up(&self, _: &str) -> Looking {
        Box::pin(async { Ok(vec![Ipv4Addr::new(127, 0, 0, 2).into()]) })
    }
}

/// A port that nobody listens on.
const NOBODY: &str = "http://127.0.0.1:1";

pub(crate) fn url(text: &str) -> Url {
    text.parse().unwrap()
}

pub(crate) fn authority(text: &str) -> Authority {
    Authority::of(&url(text)).unwrap()
}

pub(crate) fn run<F: Future>(paused: bool, future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(paused).build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, future)
}

fn live(configured: &[&str]) -> Live {
    let configured = configured.iter().map(|u| authority(u)).collect();
    Live::new(Reach { configured, names: Arc::new(Inside), ..Reach::default() })
}

pub(crate) fn page(target: &str) -> Request {
    Request { redirects: Redirects::Anywhere, ..Request::json("page", url(target)) }
}

/// Every pace off, for a double that need not be spared.
fn fast(double: &Double) -> BTreeMap<Authority, Pace> {
    BTreeMap::from([(authority(&double.url()), Pace::OFF)])
}

#[test]
fn t26a_inner_addresses_are_refused_however_they_are_spelt() {
    let hosts = [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.2",
        "127.255.255.254",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "0x7f.1",
        "127.0.0.1.",
        "127.000.000.001",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
        "0",
        "0.0.0.0",
        "0x0",
        "10.0.0.1",
        "10.1",
        "012.0.0.1",
        "0xa000001",
        "167772161",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "169.254.43518",
        "0251.0376.0251.0376",
        "168.63.129.16",
        "172.16.0.1",
        "172.31.255.255",
        "0xac100001",
        "192.168.0.1",
        "192.168.1",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "4294967295",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:8.8.8.8]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::1]",
        "[100::1]",
        "[2001::1]",
        "[2001:db8::1]",
        "[2002:7f00:1::]",
        "[3fff::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[5f00::1]",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "ｌocalhost",
        "a.localhost",
        "localhost.localdomain",
        "router",
        "router.",
        "nas.local",
        "db.internal",
        "metadata.google.internal",
        "printer.lan",
        "box.home.arpa",
        "intranet",
        "rebound.example",
        "127.0.0.1.nip.example",
    ];
    assert!(hosts.len() >= 60);
    let live = live(&["http://127.0.0.1:9"]);
    run(false, async {
        for host in hosts {
            for scheme in ["http", "https"] {
                // A spelling that is no address at all is refused even earlier.
                let Ok(target) = Url::parse(&format!("{scheme}://{host}/")) else { continue };
                let failure = live.send(Request::json("page", target)).await.unwrap_err();
                // A machine without certificates does not even begin to connect.
                let bare = failure.fault == Fault::Tls && failure.host == "this machine";
                assert!(bare || failure.fault == Fault::RefusedByPolicy, "{scheme}://{host}/: {failure}");
            }
        }
        for text in [
            "http://8.8.8.8:22/",
            "http://8.8.8.8:8080/",
            "http://127.0.0.1:80/",
            "http://127.0.0.1:10/",
            "ftp://8.8.8.8/",
            "file:///etc/passwd",
            "gopher://8.8.8.8/",
            "http://me@8.8.8.8/",
            "http://me:secret@8.8.8.8/",
            "data:,x",
        ] {
            let failure = live.send(Request::json("page", url(text))).await.unwrap_err();
            assert_eq!(failure.fault, Fault::RefusedByPolicy, "{text}");
            assert!(!failure.to_string().contains("secret"));
        }
    });
}

#[test]
fn redirects_are_checked_hop_by_hop_and_an_inner_host_sees_no_connection() {
    let inner = Script { ip: Ipv4Addr::new(127, 0, 0, 2).into(), ..Script::default() }.start();
    let neighbour = Script::default().start();
    let outer = Script::default().start();
    let net = Follow::new(Polite::new(live(&[&outer.url()]), fast(&outer), Patience::default()));
    let ask = |path: String| net.send(page(&format!("{}{path}", outer.url())));
    let escaped = |u: &str| u.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    run(false, async {
        let policy = [
            inner.url(),
            format!("http://[::ffff:127.0.0.2]:{}/", inner.port()),
            format!("http://localhost:{}/", outer.port()),
            format!("http://rebound.example:{}/", inner.port()),
            "http://rebound.example/".into(),
            neighbour.url(),
            "http://169.254.169.254/latest/meta-data/".into(),
            "file:///etc/passwd".into(),
            "ftp://ftp.example/".into(),
            format!("{}/to/{}", outer.url(), inner.url()), // by way of a host that is allowed
            format!("//127.0.0.2:{}/", inner.port()),
        ];
        for target in policy {
            let failure = ask(format!("/to/{}", escaped(&target))).await.unwrap_err();
            assert_eq!(failure.fault, Fault::RefusedByPolicy, "{target}: {failure}");
        }
        assert_eq!(ask("/loop".into()).await.unwrap_err().fault, Fault::RedirectLoop);
        let bad = ask("/to/http://[".into()).await.unwrap_err();
        assert_eq!(bad.fault, Fault::Unexpected);

        let found = ask("/to//api/handles/10.1000/a".into()).await.unwrap();
        assert_eq!((found.status, found.hops.len()), (200, 1));
        assert!(found.url.path().ends_with("/10.1000/a"));

        // A registry's request does not leave its host at all.
        let request = Request::json("handles", url(&format!("{}/to/{}", outer.url(), neighbour.url())));
        assert_eq!(net.send(request).await.unwrap_err().fault, Fault::RedirectedAway);
    });
    assert_eq!((inner.connections(), neighbour.connections()), (0, 0));
}

#[test]
fn a_redirect_out_of_https_is_refused() {
    let away = |r: &Request, _| Ok(Replay::respond(r, 301, &[("Location", "http://pub.example/")], ""));
    let failure = run(true, Follow::new(Replay::new(away)).send(page("https://pub.example/"))).unwrap_err();
    assert_eq!(failure.fault, Fault::RefusedByPolicy);
}

#[test]
fn t27_t28_every_fault_has_its_class_within_its_bounds() {
    let second = Duration::from_secs(1);
    let table: Vec<(Answer, Fault)> = vec![
        (Answer::Hang(second * 60), Fault::Timeout),
        (Answer::Drip(Duration::from_millis(100)), Fault::Timeout),
        (Answer::Reset, Fault::Reset),
        (Answer::CutHeader, Fault::Reset),
        (Answer::Gibberish, Fault::Reset),
        (Answer::Truncated, Fault::Truncated),
        (Answer::BadGzip, Fault::Undecodable),
        (Answer::Bomb, Fault::TooLarge),
        (Answer::Endless, Fault::TooLarge),
        (Answer::html(401), Fault::Blocked),
        (Answer::html(403), Fault::Blocked),
        (Answer::html(418), Fault::Blocked),
        (Answer::html(451), Fault::Blocked),
        (Answer::html(999), Fault::Blocked),
        (Answer::html(200).with("cf-mitigated", "challenge"), Fault::Blocked),
        (Answer::html(202).with("x-amzn-waf-action", "challenge"), Fault::Blocked),
        (Answer::html(407), Fault::Proxy),
        (Answer::html(414), Fault::UrlTooLong),
        (Answer::html(429), Fault::RateLimited),
        (Answer::html(429).with("retry-after", "garbage"), Fault::RateLimited),
        (Answer::html(503).with("retry-after", "5"), Fault::RateLimited),
        (Answer::html(500), Fault::ServerError),
        (Answer::html(502), Fault::ServerError),
        (Answer::html(503), Fault::ServerError),
        (Answer::html(504), Fault::ServerError),
    ];
    for (answer, expected) in table {
        let double = Script { all: Some(Class::Wire(answer.clone())), ..Script::default() }.start();
        let net = Polite::new(live(&[&double.url()]), fast(&double), Patience::default());
        let mut request = Request { patient: false, ..page(&double.url()) };
        request.limits.time = second;
        let failure = run(false, net.send(request)).unwrap_err();
        assert_eq!(failure.fault, expected, "{answer:?}: {failure}");
        assert_eq!(double.asked().len(), 1, "{answer:?}: an impatient request is sent once");
    }
    let double = Script { all: Some(Class::Wire(Answer::HugeHeader)), ..Script::default() }.start();
    let failure = run(false, live(&[&double.url()]).send(page(&double.url()))).unwrap_err();
    assert!(matches!(failure.fault, Fault::TooLarge | Fault::Reset), "{failure}");
}

#[test]
fn nobody_listening_is_refused_and_a_plain_answer_on_a_tls_port_is_tls() {
    let gone = NOBODY;
    let failure = run(false, live(&[gone]).send(page(gone))).unwrap_err();
    assert_eq!(failure.fault, Fault::Refused);

    let plain = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let secure = format!("https://{}", plain.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in plain.incoming().flatten() {
            let _ = std::io::Write::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let failure = run(false, live(&[&secure]).send(page(&secure))).unwrap_err();
    assert_eq!(failure.fault, Fault::Tls, "{failure}");
}

#[test]
fn t31_nothing_is_sent_but_the_request_and_our_name() {
    let double = Script::default().start();
    let response = run(false, live(&[&double.url()]).send(page(&format!("{}/api/handles/10.1000/a", double.url()))));
    assert_eq!(response.unwrap().status, 200);
    let asked = double.asked().remove(0);
    let names: BTreeSet<&str> = asked.headers.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, BTreeSet::from(["accept", "accept-encoding", "host", "user-agent"]));
    assert_eq!(asked.user_agent, format!("claimbook/{}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn t30_no_text_about_a_request_repeats_a_secret() {
    let gone = NOBODY;
    let secret = "hunter2";
    for text in [
        format!("{gone}/?token={secret}"),
        format!("http://me:{secret}@8.8.8.8/"),
        format!("https://localhost/?k={secret}"),
    ] {
        let request = page(&text);
        assert!(!format!("{request:?}").contains(secret));
        let failure = run(false, live(&[gone]).send(request)).unwrap_err();
        assert!(!format!("{failure} {failure:?}").contains(secret), "{failure:?}");
    }
}

#[test]
fn a_proxy_carries_our_requests_but_not_to_inner_addresses_and_its_password_stays_hidden() {
    let proxy = Script::default().start();
    let http = Some(format!("http://me:hunter2@127.0.0.1:{}", proxy.port()));
    let net = Live::new(Reach {
        proxies: Proxies { http, ..Proxies::default() },
        names: Arc::new(Inside),
        ..Reach::default()
    });
    run(false, async {
        assert_eq!(net.send(page("http://pub.example/a")).await.unwrap().status, 404);
        for inner in ["http://127.0.0.1/", "http://router.lan/"] {
            assert_eq!(net.send(page(inner)).await.unwrap_err().fault, Fault::RefusedByPolicy);
        }
    });
    let asked = proxy.asked();
    assert_eq!(asked.iter().map(|a| a.path.as_str()).collect::<Vec<_>>(), ["http://pub.example/a"]);
    drop(proxy);
    let failure = run(false, net.send(page("http://pub.example/b"))).unwrap_err();
    assert!(!format!("{failure:?}").contains("hunter2"), "{failure:?}");
}

// Politeness, on a paused clock: the answers come from data, so nothing but our own waiting takes time.
