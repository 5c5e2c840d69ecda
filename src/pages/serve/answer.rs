//! What is answered, with the headers that every answer has.

use super::gate::Refusal;
use super::look::{POLICY, STYLE};
use askama::Template;
use askama::filters::Safe;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A page.
    Page(StatusCode, String),
    /// Somewhere else of ours, which is asked for next.
    Go(String),
    /// A file to keep: its name, what it is, and its content.
    File(String, &'static str, Vec<u8>),
}

impl Answer {
    /// A page of a template.
    pub(super) fn from_page(template: &impl Template) -> Self {
        Self::from_page_with(StatusCode::OK, template)
    }

    pub(super) fn from_page_with(status: StatusCode, template: &impl Template) -> Self {
        match template.render() {
            Ok(html) => Self::Page(status, html),
            // What is written goes to memory alone.
            Err(_) => Self::Page(StatusCode::INTERNAL_SERVER_ERROR, String::new()),
        }
    }
}

/// A page without anything of the catalogue: for whoever is turned away, and for what went wrong.
#[derive(Template)]
#[template(path = "serve/plain.html")]
struct PlainPage<'p> {
    style: Safe<&'static str>,
    title: &'p str,
    why: &'p str,
}

/// The page that says why a request is turned away.
pub(super) fn refuse(refusal: Refusal) -> Response<Body> {
    let title = if refusal.status == StatusCode::FORBIDDEN { "Not let in" } else { "Not done" };
    answer_plainly(refusal.status, title, refusal.why)
}

/// A page that says one thing.
pub(super) fn answer_plainly(status: StatusCode, title: &str, why: &str) -> Response<Body> {
    send(Answer::from_page_with(status, &PlainPage { style: Safe(STYLE), title, why }))
}

/// The answer, ready to be sent.
pub(super) fn send(answer: Answer) -> Response<Body> {
    let mut response = match answer {
        Answer::Page(status, html) => {
            let mut response = Response::new(Body::from(html));
            *response.status_mut() = status;
            put_header(&mut response, header::CONTENT_TYPE, "text/html; charset=utf-8");
            response
        }
        Answer::Go(place) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::SEE_OTHER;
            put_header(&mut response, header::LOCATION, &place);
            response
        }
        Answer::File(name, kind, bytes) => {
            let mut response = Response::new(Body::from(bytes));
            put_header(&mut response, header::CONTENT_TYPE, kind);
            put_header(&mut response, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
            response
        }
    };
    protect(&mut response);
    response
}

/// The headers of every answer: nothing of others is loaded or run, nobody frames the page, guesses what it is, keeps it, or is told
/// where somebody came from.
const HEADERS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

pub(super) fn protect(response: &mut Response<Body>) {
    put_header(response, header::CONTENT_SECURITY_POLICY, &POLICY);
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

pub(super) fn put_header(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
