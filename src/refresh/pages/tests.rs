//! Pages, asked of hosts that answer in every way.

use super::*;
use crate::http::{Replay, Request};
use crate::refresh::course::run;

/// Asks about pages by a host that answers so; gives the outcome, what was heard, and how often was asked.
fn ask(
    urls: &[&str],
    answer: impl Fn(&Request, usize) -> Result<Response, Failure> + 'static,
) -> (ServiceOutcome, Vec<PageReply>, usize) {
    let now = "2026-11-25T12:00:00Z".parse().unwrap();
    let own_hosts = BTreeSet::from(["wiki.example".to_owned()]);
    let plan = PagePlan { offline: false, now, known: Rc::default(), max_age: None, own_hosts };
    let (mut heard, transport) = (Vec::new(), Rc::new(Replay::new(answer)));
    let (outside, run_state, urls) =
        (Rc::default(), RunState::default(), urls.iter().map(|u| u.parse().unwrap()).collect());
    let mut sink = |batch: Vec<PageReply>| {
        heard.extend(batch);
        Ok::<(), std::io::Error>(())
    };
    let asked = super::ask(urls, &plan, &outside, transport.clone(), &run_state, &mut sink);
    let (mut outcome, doubts) = run(asked).unwrap();
    heard.extend(doubts.settle(&mut outcome));
    (outcome, heard, transport.asked().len())
}

fn by_status(statuses: &'static [u16]) -> impl Fn(&Request, usize) -> Result<Response, Failure> {
    move |request, n| Ok(Replay::respond(request, statuses[n], &[], ""))
}

#[test]
fn what_decides_is_asked_again() {
    for (statuses, state, lost) in [
        (&[200, 200][..], PageState::Reached, false),
        (&[200, 403], PageState::Reached, false),
        (&[200, 404, 404], PageState::NotFound, true),
        (&[405, 200], PageState::Reached, false),
        (&[404, 200], PageState::Reached, false),
        (&[404, 404, 200], PageState::Reached, false),
        (&[404, 404, 404], PageState::NotFound, true),
        (&[404, 410, 410], PageState::Gone, true),
        (&[403, 403], PageState::Blocked, false),
        (&[202, 202], PageState::Blocked, false),
    ] {
        let (_, heard, asked) = ask(&["https://a.example/x"], by_status(statuses));
        let said: Vec<_> = heard.iter().map(|h| (h.answer.state, h.answer.is_lost())).collect();
        assert_eq!((said, asked), (vec![(state, lost)], statuses.len()), "{statuses:?}");
    }
}

#[test]
fn http_is_asked_by_https_too() {
    for (status, expected) in [(200, true), (404, false)] {
        let answer =
            move |r: &Request, _| Ok(Replay::respond(r, if r.url.scheme() == "https" { status } else { 200 }, &[], ""));
        let (_, heard, asked) = ask(&["http://a.example/x"], answer);
        assert_eq!((heard[0].answer.https_answers, asked), (Some(expected), 3));
    }
}

#[test]
fn a_host_that_wants_less_is_asked_once_and_holds_up_nobody() {
    let urls = ["https://a.example/1", "https://a.example/2", "https://b.example/1", "https://a.example/3"];
    let (outcome, heard, asked) = ask(&urls, |r, _| match r.url.host_str() {
        Some("a.example") => Err(Failure::new(Fault::RateLimited, "a.example", "was asked too often")),
        _ => Ok(Replay::respond(r, 200, &[], "")),
    });
    assert_eq!((asked, heard.len(), outcome.unchecked.len()), (3, 1, 3));
    assert_eq!(outcome.unchecked[2].reason, "a.example was asked too often");
    let busy = |_: &Request, _| Err(Failure::new(Fault::RateLimited, "cdn.example", "was asked too often"));
    let (outcome, _, asked) = ask(&urls[..2], busy); // what leads to it is left, too
    assert_eq!((asked, outcome.unchecked.len()), (1, 2));
}

#[test]
fn a_name_says_nothing_while_our_own_network_is_down() {
    let dead = |r: &Request, _| match r.url.host_str() {
        Some("b.example" | "wiki.example") => Ok(Replay::respond(r, 200, &[], "")),
        host => Err(Failure::new(Fault::Dns, host.unwrap_or_default(), "could not be found")),
    };
    let (outcome, heard, _) = ask(&["https://a.example/"], dead);
    assert_eq!((heard.len(), outcome.unchecked.len()), (0, 1));
    let (outcome, heard, _) = ask(&["https://a.example/", "https://b.example/"], dead);
    assert_eq!((heard.len(), outcome.unchecked.len()), (2, 0));
    // A host of our own network answers whether or not there is a way out.
    let (outcome, heard, _) = ask(&["https://a.example/", "https://wiki.example/"], dead);
    assert_eq!((heard.len(), outcome.unchecked.len()), (1, 1));
}

#[test]
fn a_log_in_page_of_this_network_is_no_answer() {
    let hotel = |r: &Request, _| {
        let mut response = Replay::respond(r, 200, &[], "<html>Log in");
        match (r.url.host_str().unwrap_or_default(), r.url.scheme()) {
            ("a.example", _) => response.url = "https://login.hotel.example/".parse().unwrap(),
            ("c.example", _) | ("b.example", "http") => {}
            (host, _) => return Err(Failure::new(Fault::Tls, host, "has another name's certificate")),
        }
        Ok(response)
    };
    for (other, heard, open) in [
        ("https://b.example/", 1, 1),
        ("http://b.example/", 1, 1),
        ("https://c.example/", 2, 0),
        ("http://c.example/", 2, 0), // it is asked by https: too
    ] {
        let (outcome, said, _) = ask(&["http://a.example/fact", other], hotel);
        assert_eq!((said.len(), outcome.unchecked.len()), (heard, open), "{other}");
        assert!(outcome.unchecked.iter().all(|u| u.reason.contains("a log-in page of this network")), "{other}");
    }
}

/// A site says 200 to everything, and that it is another page only in words.
#[test]
fn a_page_is_read_before_it_counts_as_reached() {
    for (title, expected) in [
        ("Sore knees", PageState::Reached),
        ("404 - Page not found", PageState::SoftNotFound),
        ("Sign in", PageState::LogIn),
        ("Just a moment...", PageState::Blocked),
    ] {
        let answer = move |r: &Request, _| {
            let body = if r.method == Method::Head { String::new() } else { format!("<title>{title}</title>") };
            Ok(Replay::respond(r, 200, &[("content-type", "text/html; charset=utf-8")], &body))
        };
        let (_, heard, asked) = ask(&["https://a.example/x"], answer);
        assert_eq!((heard[0].answer.state, heard[0].answer.is_lost(), asked), (expected, false, 2), "{title}");
    }
    let pdf = |r: &Request, _| Ok(Replay::respond(r, 200, &[("content-type", "application/pdf")], ""));
    assert_eq!(ask(&["https://a.example/x.pdf"], pdf).2, 1, "a file has no title to read");
}
