//! The network layers: addresses that are never asked, and the classes of failure.

use crate::double::registries::{Answer, Class, Double, Script};
use claimbook::http::{
    Authority, Fault, Live, LookupFuture, Names, Pace, Patience, Polite, ReachLimit, RedirectFollower, Redirects,
    Replay, Request, Transport,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Every name leads inside, some of them in disguise.
struct Inside;

impl Names for Inside {
    fn look_up(&self, name: &str) -> LookupFuture {
        let all: &[&str] = match name {
            "mapped.example" => &["::ffff:127.0.0.2"],
            "translated.example" => &["64:ff9b::7f00:2"],
            "all-inside.example" => &["127.0.0.2", "::1", "fd00::1", "169.254.169.254"],
            _ => &["127.0.0.2"],
        };
        Box::pin(async move { Ok(all.iter().map(|ip| ip.parse().unwrap()).collect()) })
    }
}

/// A port that nobody listens on.
const NOBODY: &str = "http://127.0.0.1:1";

pub(crate) fn url(text: &str) -> Url {
    text.parse().unwrap()
}

pub(crate) fn authority(text: &str) -> Authority {
    Authority::from_url(&url(text)).unwrap()
}

pub(crate) fn run<F: Future>(paused: bool, future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(paused).build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, future)
}

pub(super) fn live(configured: &[&str]) -> Live {
    let configured = configured.iter().map(|u| authority(u)).collect();
    Live::new(ReachLimit { configured, names: Arc::new(Inside), ..ReachLimit::default() })
}

pub(crate) fn page(target: &str) -> Request {
    Request { redirects: Redirects::Anywhere, ..Request::json("page", url(target)) }
}

/// Every pace off, for a double that need not be spared.
pub(super) fn fast(double: &Double) -> BTreeMap<Authority, Pace> {
    BTreeMap::from([(authority(&double.url()), Pace::OFF)])
}

#[test]
fn a_redirect_out_of_https_is_refused() {
    let away = |r: &Request, _| Ok(Replay::respond(r, 301, &[("Location", "http://pub.example/")], ""));
    let failure = run(true, RedirectFollower::new(Replay::new(away)).send(page("https://pub.example/"))).unwrap_err();
    assert_eq!(failure.fault, Fault::RefusedByPolicy);
}

#[test]
fn an_impatient_request_is_sent_once_whatever_comes_back() {
    let second = Duration::from_secs(1);
    let table: Vec<(Answer, Fault)> = vec![
        (Answer::Hang(second * 60), Fault::Timeout),
        (Answer::Drip(Duration::from_millis(100)), Fault::Timeout),
        (Answer::Reset, Fault::Reset),
        (Answer::HugeHeader, Fault::NotHttp),
        (Answer::CutHeader, Fault::Reset),
        (Answer::Gibberish, Fault::NotHttp),
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
fn no_text_about_a_request_repeats_a_secret() {
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
