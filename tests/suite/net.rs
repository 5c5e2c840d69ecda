//! The network layers: addresses that are never asked, the classes of failure, politeness.

use crate::double::{Answer, Class, Double, Script};
use claimbook::http::{
    Authority, Failure, Fault, Follow, Live, Looking, Names, Pace, Patience, Polite, Proxies, Reach, Redirects, Replay,
    Request, Response, Transport,
};
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
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

fn url(text: &str) -> Url {
    text.parse().unwrap()
}

fn authority(text: &str) -> Authority {
    Authority::of(&url(text)).unwrap()
}

fn run<F: Future>(paused: bool, future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(paused).build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, future)
}

fn live(configured: &[&str]) -> Live {
    let configured = configured.iter().map(|u| authority(u)).collect();
    Live::new(Reach { configured, names: Arc::new(Inside), ..Reach::default() })
}

fn page(target: &str) -> Request {
    Request { redirects: Redirects::Anywhere, ..Request::json("page", url(target)) }
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

const HOST: &str = "https://doi.org/";

fn fast(double: &Double) -> BTreeMap<Authority, Pace> {
    BTreeMap::from([(authority(&double.url()), Pace::OFF)])
}

fn polite(replay: Rc<Replay>, pace: Pace) -> Rc<Polite<Rc<Replay>>> {
    Rc::new(Polite::new(replay, BTreeMap::from([(authority(HOST), pace)]), Patience::default()))
}

fn ok(request: &Request) -> Result<Response, Failure> {
    Ok(Replay::respond(request, 200, &[], "{}"))
}

fn ask(lane: &'static str, host: &str) -> Request {
    Request { patient: true, ..Request { lane, ..page(host) } }
}

/// Sends so many requests at once; gives the results and how long it took.
fn send(net: &Rc<Polite<Rc<Replay>>>, requests: Vec<Request>) -> (Vec<Result<u16, Fault>>, Duration) {
    run(true, async {
        let started = Instant::now();
        let tasks: Vec<_> = requests
            .into_iter()
            .map(|r| {
                let net = net.clone();
                tokio::task::spawn_local(async move { net.send(r).await })
            })
            .collect();
        let mut results = Vec::new();
        for task in tasks {
            results.push(task.await.unwrap().map(|r| r.status).map_err(|f| f.fault));
        }
        (results, started.elapsed())
    })
}

#[test]
fn no_more_requests_are_under_way_than_the_pace_allows() {
    let replay = Rc::new(Replay::new(|r, _| ok(r)).with_latency(Duration::from_secs(1)));
    let net = polite(replay.clone(), Pace { gap: Duration::ZERO, at_once: 3 });
    let (results, took) = send(&net, vec![ask("x", HOST); 12]);
    assert!(results.iter().all(|r| *r == Ok(200)));
    assert_eq!((replay.peak(), took.as_secs()), (3, 4));
}

#[test]
fn requests_leave_no_faster_than_the_pace() {
    let replay = Rc::new(Replay::new(|r, _| ok(r)));
    let net = polite(replay.clone(), Pace::per_second(5, 2));
    send(&net, vec![ask("x", HOST); 11]);
    let times: Vec<Instant> = replay.asked().iter().map(|(at, _)| *at).collect();
    assert!(times.windows(2).all(|w| w[1] - w[0] >= Duration::from_millis(199)));
}

#[test]
fn t24_a_concurrency_header_of_one_serialises_the_rest() {
    let replay = Rc::new(
        Replay::new(|r, _| Ok(Replay::respond(r, 200, &[("X-Concurrency-Limit", "1")], "{}")))
            .with_latency(Duration::from_secs(1)),
    );
    let net = polite(replay.clone(), Pace { gap: Duration::ZERO, at_once: 4 });
    let (_, took) = send(&net, vec![ask("x", HOST); 8]);
    // Four leave before the first answer is heard; the other four go one by one.
    assert_eq!((replay.peak(), took.as_secs()), (4, 5));
}

#[test]
fn t22_retry_after_holds_the_whole_host_in_both_forms() {
    let now = "Wed, 21 Oct 2026 07:28:00 GMT";
    for (wait, seconds) in [("2", 2), ("Wed, 21 Oct 2026 07:28:07 GMT", 7), ("0", 0)] {
        let wait = wait.to_owned();
        let answer = move |r: &Request, before: usize| match before {
            0 => Ok(Replay::respond(r, 429, &[("Retry-After", &wait), ("Date", now)], "<html>")),
            _ => ok(r),
        };
        let replay = Rc::new(Replay::new(answer));
        let net = polite(replay.clone(), Pace { gap: Duration::ZERO, at_once: 1 });
        let (results, took) = send(&net, vec![ask("x", HOST); 3]);
        assert_eq!((results, took.as_secs()), (vec![Ok(200); 3], seconds));
        let asked = replay.asked();
        assert!(asked.iter().skip(1).all(|(at, _)| *at - asked[0].0 >= Duration::from_secs(seconds)));
    }
}

#[test]
fn t22_for_ever_ends_in_rate_limited_within_the_budget() {
    for wait in [None, Some("30"), Some("600"), Some("soon")] {
        let answer = move |r: &Request, _: usize| {
            let headers: Vec<(&str, &str)> = wait.map(|w| ("Retry-After", w)).into_iter().collect();
            Ok(Replay::respond(r, 429, &headers, "<html>"))
        };
        let replay = Rc::new(Replay::new(answer));
        let net = polite(replay.clone(), Pace::per_second(5, 2));
        let (results, took) = send(&net, vec![ask("x", HOST); 100]);
        assert_eq!(results, vec![Err(Fault::RateLimited); 100]);
        assert!(took <= Patience::default().waits + Duration::from_secs(30), "{wait:?}: {took:?}");
        assert!(replay.asked().len() <= 15, "{wait:?}: asked {} times", replay.asked().len());
    }
}

#[test]
fn a_passing_error_is_asked_again_with_growing_waits_and_a_lasting_one_is_not_for_ever() {
    let passing = |r: &Request, before: usize| match before {
        0 | 1 => Ok(Replay::respond(r, 500, &[], "")),
        _ => ok(r),
    };
    let replay = Rc::new(Replay::new(passing));
    let (results, took) = send(&polite(replay, Pace::OFF), vec![ask("x", HOST)]);
    assert_eq!(results, [Ok(200)]);
    assert!((750..=2250).contains(&took.as_millis()), "{took:?}");

    let lasting = Rc::new(Replay::new(|r, _| Ok(Replay::respond(r, 500, &[], ""))));
    let (results, _) = send(&polite(lasting.clone(), Pace::OFF), vec![ask("x", HOST)]);
    assert_eq!((results, lasting.asked().len()), (vec![Err(Fault::ServerError)], 4));
}

#[test]
fn the_budget_of_repeats_is_kept() {
    // Every other request fails for ever, so the lane stays open.
    let answer = |r: &Request, _: usize| match r.url.path() {
        "/bad" => Ok(Replay::respond(r, 500, &[], "")),
        _ => ok(r),
    };
    let replay = Rc::new(Replay::new(answer));
    let net = polite(replay.clone(), Pace { gap: Duration::ZERO, at_once: 1 });
    let requests: Vec<Request> =
        (0..400).map(|n| ask("x", if n % 2 == 0 { "https://doi.org/bad" } else { "https://doi.org/good" })).collect();
    let (results, _) = send(&net, requests);
    assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 200);
    let repeats = replay.asked().len() - 400;
    assert!(repeats <= 50 + replay.asked().len() / 5, "{repeats} repeats");
}

#[test]
fn a_refusal_by_a_service_closes_that_lane_only() {
    let answer = |r: &Request, _: usize| match r.lane {
        "doiRA" => Ok(Replay::respond(r, 403, &[], "<html>")),
        _ => ok(r),
    };
    let replay = Rc::new(Replay::new(answer));
    let net = polite(replay.clone(), Pace { gap: Duration::ZERO, at_once: 1 });
    let (results, _) = send(&net, [vec![ask("doiRA", HOST); 5], vec![ask("handles", HOST); 2]].concat());
    assert_eq!(results, [vec![Err(Fault::Blocked); 5], vec![Ok(200); 2]].concat());
    assert_eq!(replay.asked().len(), 3, "refused once, and not asked again");
}

#[test]
fn a_stranger_that_blocks_one_page_is_still_asked_for_others() {
    let replay = Rc::new(Replay::new(|r, _| Ok(Replay::respond(r, 403, &[], ""))));
    let net = polite(replay.clone(), Pace::OFF);
    let (results, _) = send(&net, vec![ask("page", "https://pub.example/"); 3]);
    assert_eq!((results, replay.asked().len()), (vec![Err(Fault::Blocked); 3], 3));
}

#[test]
fn ten_failures_in_a_row_close_a_lane_so_that_no_network_ends_soon() {
    let replay = Rc::new(Replay::nobody());
    let net = polite(replay.clone(), Pace::per_second(5, 2));
    let (results, took) = send(&net, vec![ask("x", HOST); 500]);
    assert_eq!(results, vec![Err(Fault::Dns); 500]);
    assert!(replay.asked().len() <= 12 && took < Duration::from_secs(10), "{} in {took:?}", replay.asked().len());
}

#[test]
fn a_host_that_stalls_holds_up_nobody_else() {
    let answer = |r: &Request, _: usize| match r.url.host_str() {
        Some("doi.org") => Ok(Replay::respond(r, 429, &[("Retry-After", "60")], "")),
        _ => ok(r),
    };
    let net = polite(Rc::new(Replay::new(answer)), Pace::per_second(5, 2));
    run(true, async {
        let stalled = tokio::task::spawn_local({
            let net = net.clone();
            async move { net.send(ask("x", HOST)).await }
        });
        tokio::task::yield_now().await;
        let started = Instant::now();
        assert!(net.send(page("https://pub.example/")).await.is_ok());
        assert!(started.elapsed() < Duration::from_secs(1));
        assert!(stalled.await.unwrap().is_err());
    });
}
