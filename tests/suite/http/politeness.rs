//! Politeness: how many requests are under way, how fast they leave, what is asked again and when asking ends.

use super::requests::{authority, page, run};
use claimbook::http::{
    Failure, Fault, Pace, Patience, Polite, RedirectFollower, Refusal, Replay, Request, Response, Transport,
};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use tokio::time::Instant;

const HOST: &str = "https://doi.org/";

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
    let net = polite(replay.clone(), Pace { at_once: 3, ..Pace::OFF });
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
fn lists_and_single_requests_are_counted_apart_where_the_host_does_so() {
    let list = Request { many: true, ..ask("lists", HOST) };
    for (pace, seconds) in [(Pace::per_second(5, 9).with_lists(1), 5), (Pace::per_second(5, 9), 3)] {
        let replay = Rc::new(Replay::new(|r, _| ok(r)));
        let net = polite(replay.clone(), pace);
        let (_, took) = send(&net, [vec![list.clone(); 6], vec![ask("singles", HOST); 11]].concat());
        assert_eq!(took.as_secs(), seconds, "{pace:?}");
        let times = |lane| {
            let asked = replay.asked();
            asked.iter().filter(|(_, r)| r.lane == lane).map(|(at, _)| *at).collect::<Vec<Instant>>()
        };
        let gap = |lane| times(lane).windows(2).map(|w| (w[1] - w[0]).as_millis()).min().unwrap();
        assert!(gap("singles") >= 199 && gap("lists") >= if pace.lists.is_some() { 999 } else { 199 }, "{pace:?}");
    }
}

#[test]
fn a_concurrency_header_of_one_serialises_the_rest() {
    let replay = Rc::new(
        Replay::new(|r, _| Ok(Replay::respond(r, 200, &[("X-Concurrency-Limit", "1")], "{}")))
            .with_latency(Duration::from_secs(1)),
    );
    let net = polite(replay.clone(), Pace { at_once: 4, ..Pace::OFF });
    let (_, took) = send(&net, vec![ask("x", HOST); 8]);
    // Four leave before the first answer is heard; the other four go one by one.
    assert_eq!((replay.peak(), took.as_secs()), (4, 5));
}

#[test]
fn retry_after_holds_the_whole_host_in_both_forms() {
    let now = "Wed, 21 Oct 2026 07:28:00 GMT";
    for (wait, seconds) in [("2", 2), ("Wed, 21 Oct 2026 07:28:07 GMT", 7), ("0", 0)] {
        let wait = wait.to_owned();
        let answer = move |r: &Request, before: usize| match before {
            0 => Ok(Replay::respond(r, 429, &[("Retry-After", &wait), ("Date", now)], "<html>")),
            _ => ok(r),
        };
        let replay = Rc::new(Replay::new(answer));
        let net = polite(replay.clone(), Pace { at_once: 1, ..Pace::OFF });
        let (results, took) = send(&net, vec![ask("x", HOST); 3]);
        assert_eq!((results, took.as_secs()), (vec![Ok(200); 3], seconds));
        let asked = replay.asked();
        assert!(asked.iter().skip(1).all(|(at, _)| *at - asked[0].0 >= Duration::from_secs(seconds)));
    }
}

#[test]
fn for_ever_ends_in_rate_limited_within_the_budget() {
    for wait in [
        None,
        Some("0"),
        Some("5"),
        Some("30"),
        Some("600"),
        Some("99999999999999999999"),
        Some("Thu, 31 Dec 9998 23:59:59 GMT"),
        Some("soon"),
        Some("-1"),
        Some(""),
    ] {
        let answer = move |r: &Request, _: usize| {
            let mut headers = vec![("Date", "Wed, 21 Oct 2026 07:28:00 GMT")];
            headers.extend(wait.map(|w| ("Retry-After", w)));
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
    let net = polite(replay.clone(), Pace { at_once: 1, ..Pace::OFF });
    let requests: Vec<Request> =
        (0..400).map(|n| ask("x", if n % 2 == 0 { "https://doi.org/bad" } else { "https://doi.org/good" })).collect();
    let (results, _) = send(&net, requests);
    assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 200);
    let repeats = replay.asked().len() - 400;
    assert!(repeats <= 50 + replay.asked().len() / 5, "{repeats} repeats");
}

#[test]
fn a_refusal_stops_the_service_and_says_so_while_others_go_on() {
    for (status, alone) in [(403, false), (401, false), (403, true)] {
        let answer = move |r: &Request, _: usize| match (r.url.host_str(), r.lane) {
            (Some("doi.org"), "doiRA") => Ok(Replay::respond(r, status, &[], "<html>")),
            _ => ok(r),
        };
        let replay = Rc::new(Replay::new(answer));
        let paces = ["https://doi.org/", "https://api.crossref.org/"];
        let paces = paces.map(|host| (authority(host), Pace { at_once: 1, ..Pace::OFF })).into();
        let net = Rc::new(Polite::new(replay.clone(), paces, Patience::default()));
        let refusal = if alone { Refusal::Family } else { Refusal::Us };
        let of = |lane, host| Request { refusal, ..ask(lane, host) };
        let requests = [
            vec![of("doiRA", HOST); 5],
            vec![of("handles", HOST); 2],
            vec![of("works", "https://api.crossref.org/"); 2],
        ];
        let (results, _) = send(&net, requests.concat());
        let others = if alone { Ok(200) } else { Err(Fault::Blocked) };
        assert_eq!(results, [vec![Err(Fault::Blocked); 5], vec![others; 2], vec![Ok(200); 2]].concat());
        assert_eq!(replay.asked().len(), if alone { 5 } else { 3 }, "refused once, and not asked again");
        let told = run(true, net.send(of("doiRA", HOST))).unwrap_err().to_string();
        assert_eq!(told, format!("doi.org does not let us ask (HTTP {status}); it is not asked again in this run"));
    }
}

#[test]
fn lists_that_are_too_long_do_not_close_a_lane() {
    let answer = |r: &Request, before: usize| match before {
        0..30 => Ok(Replay::respond(r, 414, &[], "")),
        _ => ok(r),
    };
    let net = polite(Rc::new(Replay::new(answer)), Pace { at_once: 1, ..Pace::OFF });
    let (results, _) = send(&net, vec![ask("x", HOST); 31]);
    assert_eq!(results, [vec![Err(Fault::UrlTooLong); 30], vec![Ok(200)]].concat());
}

#[test]
fn a_stranger_that_blocks_one_page_is_still_asked_for_others() {
    let replay = Rc::new(Replay::new(|r, _| Ok(Replay::respond(r, 403, &[], ""))));
    let net = polite(replay.clone(), Pace::OFF);
    let (results, _) = send(&net, vec![ask("page", "https://pub.example/"); 3]);
    assert_eq!((results, replay.asked().len()), (vec![Err(Fault::Blocked); 3], 3));
}

/// Whatever the pace of the host, and however many of its pages are for members alone.
#[test]
fn one_page_that_is_refused_says_nothing_of_the_hosts_others() {
    let answer = |r: &Request, _: usize| match r.url.path() {
        "/open" => ok(r),
        _ => Ok(Replay::respond(r, 403, &[], "")),
    };
    for paces in [BTreeMap::new(), BTreeMap::from([(authority("https://pub.example/"), Pace::OFF)])] {
        let net = Rc::new(Polite::new(Rc::new(Replay::new(answer)), paces, Patience::default()));
        let page = |path| Request { refusal: Refusal::Page, ..ask("page", path) };
        let mut requests = vec![page("https://pub.example/members"); 12];
        requests.push(page("https://pub.example/open"));
        let (results, _) = send(&net, requests);
        assert_eq!(results, [vec![Err(Fault::Blocked); 12], vec![Ok(200)]].concat());
    }
}

#[test]
fn ten_failures_in_a_row_close_a_lane_so_that_no_network_ends_soon() {
    let replay = Rc::new(Replay::unreachable());
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

#[test]
fn redirects_are_pooled_by_the_host_that_answers() {
    // Every DOI leads to one publisher that stalls, or to another that does not.
    let answer = |r: &Request, _: usize| match r.url.host_str() {
        Some("doi.org") => {
            let to = if r.url.path().ends_with('1') { "https://slow.example/a" } else { "https://quick.example/a" };
            Ok(Replay::respond(r, 302, &[("Location", &format!("{to}{}", r.url.path()))], ""))
        }
        Some("slow.example") => Ok(Replay::respond(r, 429, &[("Retry-After", "100")], "")),
        _ => ok(r),
    };
    let replay = Rc::new(Replay::new(answer));
    let paces = BTreeMap::from([(authority(HOST), Pace::per_second(5, 2))]);
    let net = Rc::new(RedirectFollower::new(Polite::new(replay.clone(), paces, Patience::default())));
    run(true, async {
        let started = Instant::now();
        let tasks = (0..20).map(|n| {
            let net = net.clone();
            let request = ask("page", &format!("https://doi.org/{}/{}", n, n % 2));
            (n, tokio::task::spawn_local(async move { (net.send(request).await.map(|r| r.status), Instant::now()) }))
        });
        for (n, task) in tasks.collect::<Vec<_>>() {
            let (said, at) = task.await.unwrap();
            match n % 2 {
                0 => assert!(said == Ok(200) && at - started < Duration::from_secs(20), "{n}: {said:?}"),
                _ => assert_eq!(said.unwrap_err().fault, Fault::RateLimited, "{n}"),
            }
        }
    });
    let of = |host: &str| replay.asked().iter().filter(|(_, r)| r.url.host_str() == Some(host)).count();
    assert_eq!((of("doi.org"), of("quick.example")), (20, 10));
    assert!(of("slow.example") <= 3, "{} requests to a host that said to wait", of("slow.example"));
}
