//! Web pages: how one is asked, and what its answer means. A page is a stranger: only 404 and 410 from its own host say that
//! it is lost, and a host that turns robots away says nothing about it (RFC 9110, sections 15.5.5 and 15.5.11).

mod stand_in;

use crate::http::{Failure, Fault, Limits, Method, Redirects, Refusal, Request, Response};
use crate::model::{PageHeard, PageState, PageUrl};
use stand_in::{recognise_address, recognise_text};
use url::Url;

/// What observations of pages name as their service.
pub const NAME: &str = "page";

/// The family of requests that pages are.
pub const LANE: &str = "page";

/// How much of a page is read, in bytes: its title and its first heading stand within that.
const READ: usize = 128 * 1024;

/// The request for a page: first by `HEAD`, then, where that is not enough, by `GET`. A stranger is never asked
/// patiently: that would hold up others.
pub fn build_request(page: &PageUrl, method: Method) -> Request {
    Request {
        method,
        url: page.url().clone(),
        accept: "*/*",
        lane: LANE,
        many: false,
        patient: false,
        suspect: false,
        refusal: Refusal::Page,
        redirects: Redirects::Anywhere,
        limits: Limits { body: READ, cut: true, ..Limits::default() },
    }
}

/// The same page by `https:`, where it is given by `http:` at the usual port.
pub fn secure_page(page: &PageUrl) -> Option<PageUrl> {
    if page.url().scheme() != "http" || page.url().port().is_some() {
        return None;
    }
    let mut url = page.url().clone();
    url.set_scheme("https").ok()?;
    PageUrl::from_url(url).ok()
}

/// Whether what `HEAD` came to must be asked again by `GET` before anything is said: many servers know no `HEAD`, or
/// answer it wrongly. One that asks for fewer requests, or cannot be reached at all, is not asked more.
pub fn wants_get(heard: &PageHeard) -> bool {
    use PageState::{Blocked, Gone, NotFound, RedirectLoop, Reset, ServerError, SoftNotFound, Unclear};
    matches!(heard.state, Blocked | Gone | NotFound | RedirectLoop | Reset | ServerError | SoftNotFound | Unclear)
}

/// What an answer, or none, says of the page.
pub fn interpret(page: &PageUrl, sent: &Result<Response, Failure>) -> PageHeard {
    let heard = |state, status| PageHeard { state, status, moved_to: None, https_answers: None, confirmed: false };
    let response = match sent {
        Ok(response) => response,
        Err(failure) => return heard(state_from_fault(failure.fault), failure.status),
    };
    let walled = ["cf-mitigated", "x-amzn-waf-action"].iter().any(|name| response.header(name).is_some());
    let state = match response.status {
        _ if walled => PageState::Blocked,
        // 202 is what some walls give to everything, pages that do not exist included.
        202 | 401 | 403 | 406 | 418 | 451 | 999 => PageState::Blocked,
        429 => PageState::RateLimited,
        404 if is_own(page, &response.url) => PageState::NotFound,
        410 if is_own(page, &response.url) => PageState::Gone,
        200..=299 => recognise_stand_in(page.url(), response).unwrap_or(match response.hops.is_empty() {
            true => PageState::Reached,
            false => PageState::Redirected,
        }),
        500..=599 => PageState::ServerError,
        _ => PageState::Unclear,
    };
    let moved_to = (state == PageState::Redirected).then(|| find_new_address(response)).flatten();
    PageHeard { moved_to, ..heard(state, Some(response.status)) }
}

fn state_from_fault(fault: Fault) -> PageState {
    match fault {
        Fault::Timeout => PageState::Timeout,
        Fault::Dns => PageState::Dns,
        Fault::Refused => PageState::Refused,
        Fault::Reset | Fault::Truncated => PageState::Reset,
        Fault::Tls => PageState::Tls,
        Fault::Blocked => PageState::Blocked,
        Fault::RateLimited => PageState::RateLimited,
        Fault::ServerError => PageState::ServerError,
        Fault::RedirectLoop => PageState::RedirectLoop,
        Fault::RefusedByPolicy => PageState::RefusedByPolicy,
        // An answer too large or garbled proves nothing, and the rest is our own network.
        _ => PageState::Unclear,
    }
}

/// Whether the host that answered is the page's own, with or without `www.`.
pub fn is_own(page: &PageUrl, answered: &Url) -> bool {
    let name = |url: &Url| url.host_str().map(|h| h.strip_prefix("www.").unwrap_or(h).to_owned());
    name(page.url()) == name(answered)
}

/// What an answer of 200 stands in for: an error page, a log-in page, a front page. None where it may be the page.
fn recognise_stand_in(asked: &Url, response: &Response) -> Option<PageState> {
    let own_words = || recognise_text(asked, &response.url, &response.body);
    recognise_address(asked, &response.url).or_else(|| own_words().filter(|_| is_text(response)))
}

/// Whether an answer may have a title: it is a web page, or does not say what it is.
fn is_text(response: &Response) -> bool {
    response.header("content-type").is_none_or(|kind| kind.to_ascii_lowercase().contains("html"))
}

/// Whether what `HEAD` came to has to be read by `GET`: a page of a site answers so whether or not it is the one that was
/// asked, and only says in words that it is another.
pub fn wants_reading(heard: &PageHeard, sent: &Result<Response, Failure>) -> bool {
    heard.state.is_good() && sent.as_ref().is_ok_and(is_text)
}

/// Where the permanent redirects at the start lead, if all are permanent. A target with a secret is not kept.
fn find_new_address(response: &Response) -> Option<String> {
    let permanent = response.hops.iter().all(|(status, _)| matches!(status, 301 | 308));
    permanent.then(|| PageUrl::from_url(response.url.clone()).ok()).flatten().map(|url| url.key().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Replay;

    const PAGE: &str = "http://a.example/fact";

    fn page() -> PageUrl {
        PAGE.parse().unwrap()
    }

    fn answer(status: u16, headers: &[(&str, &str)], hops: &[u16], url: &str) -> PageHeard {
        let mut response = Replay::respond(&build_request(&page(), Method::Get), status, headers, "");
        response.url = Url::parse(url).unwrap();
        response.hops = hops.iter().map(|status| (*status, page().url().clone())).collect();
        interpret(&page(), &Ok(response))
    }

    #[test]
    fn answers_have_their_class() {
        use PageState::*;
        let (away, wall) = ("https://b.example/fact", &[("cf-mitigated", "challenge")][..]);
        type Case<'a> = (u16, &'a [(&'a str, &'a str)], &'a [u16], &'a str, PageState);
        let cases: &[Case<'_>] = &[
            (200, &[], &[], PAGE, Reached),
            (200, &[], &[302], away, Redirected),
            (404, &[], &[], PAGE, NotFound),
            (404, &[], &[301], "https://www.a.example/fact", NotFound),
            (410, &[], &[], PAGE, Gone),
            (404, &[], &[301], away, Unclear), // another host cannot say that this one's page is lost
            (404, wall, &[], PAGE, Blocked),
            (202, &[], &[], PAGE, Blocked),
            (202, &[("x-amzn-waf-action", "challenge")], &[], PAGE, Blocked),
            (403, wall, &[], PAGE, Blocked),
            (403, &[], &[], PAGE, Blocked),
            (418, &[], &[], PAGE, Blocked),
            (999, &[], &[], PAGE, Blocked),
            (429, &[], &[], PAGE, RateLimited),
            (500, &[], &[], PAGE, ServerError),
            (405, &[], &[], PAGE, Unclear),
            (200, &[], &[302], "http://a.example/", SoftNotFound),
            (200, &[], &[302], "http://a.example/error/404.html", SoftNotFound),
            (200, &[], &[302], "http://a.example/Page-Not-Found", SoftNotFound),
        ];
        for (status, headers, hops, url, expected) in cases {
            assert_eq!(answer(*status, headers, hops, url).state, *expected, "{status} from {url}");
        }
    }

    #[test]
    fn failures_are_never_absence() {
        for fault in <Fault as crate::model::Word>::ALL {
            let heard = interpret(&page(), &Err(Failure::new(*fault, "a.example", "did something")));
            assert!(!heard.state.is_absent() && !heard.state.is_good(), "{fault}");
            assert_eq!(heard.state == PageState::Dns, *fault == Fault::Dns, "{fault}");
        }
    }

    #[test]
    fn only_permanent_redirects_move_a_page_and_secrets_in_them_are_not_kept() {
        let to = "https://b.example/fact";
        for (hops, url, expected) in [
            (&[301][..], to, Some(to)),
            (&[308, 301], to, Some(to)),
            (&[301, 302], to, None),
            (&[307], to, None),
            (&[301], "https://b.example/fact?token=hunter2", None),
        ] {
            assert_eq!(answer(200, &[], hops, url).moved_to.as_deref(), expected, "{hops:?}");
        }
    }

    #[test]
    fn what_decides_is_asked_by_get_and_a_host_that_wants_less_is_left() {
        for (status, expected) in [(200, false), (404, true), (405, true), (501, true), (403, true), (429, false)] {
            assert_eq!(wants_get(&answer(status, &[], &[], PAGE)), expected, "{status}");
        }
        let request = build_request(&page(), Method::Head);
        assert_eq!((request.patient, request.lane), (false, LANE));
        assert_eq!(secure_page(&page()).unwrap().key(), "https://a.example/fact");
        assert_eq!(secure_page(&"http://a.example:8080/".parse().unwrap()), None);
    }
}
