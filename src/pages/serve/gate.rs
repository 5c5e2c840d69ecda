//! Who is let in. A request is for this page alone: its `Host` is ours to the letter, whoever resolved which name to this
//! address; it bears the cookie of the browser that was given the first address; and what changes something comes from a form of
//! our own. Everything else is turned away before any page is looked for.

use super::secrets::{Purpose, Secrets};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};

/// The path of the first address, before its token.
pub(super) const START: &str = "/start/";

/// What requests are measured by.
pub(super) struct Gate {
    pub(super) secrets: Secrets,
    /// `127.0.0.1:43127`.
    host: String,
    /// The cookie's name, which holds the port: cookies know none, and two pages may be open.
    cookie: String,
    /// Whether nothing may be changed.
    pub(super) is_read_only: bool,
    is_started: AtomicBool,
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) why: &'static str,
}

/// What a request that was let in may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Admission {
    /// A page.
    Page,
    /// A change, where its form holds the token.
    Change,
    /// The cookie, and to be sent on to the first page.
    Cookie(String),
}

const fn refuse(status: StatusCode, why: &'static str) -> Refusal {
    Refusal { status, why }
}

const ANOTHER_HOST: Refusal = refuse(StatusCode::FORBIDDEN, "This page answers only at its own address.");
const NO_METHOD: Refusal = refuse(StatusCode::METHOD_NOT_ALLOWED, "This page accepts only GET and POST requests.");
const STRANGER: Refusal = refuse(
    StatusCode::FORBIDDEN,
    "This page is open to the browser that claimbook opened it in. End it there, or where you started it, and run “claimbook serve” again.",
);
const USED: Refusal = refuse(
    StatusCode::FORBIDDEN,
    "This address was used already, and works only once. Run “claimbook serve” again for a new one.",
);
const FROM_ELSEWHERE: Refusal =
    refuse(StatusCode::FORBIDDEN, "This form was not sent from this page. Nothing was changed.");
const NO_FORM: Refusal =
    refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Only forms of this page are accepted. Nothing was changed.");
const READ_ONLY: Refusal =
    refuse(StatusCode::FORBIDDEN, "This page was opened with --read-only, so it changes nothing.");

impl Gate {
    pub(super) fn new(secrets: Secrets, address: SocketAddr, is_read_only: bool) -> Self {
        let cookie = format!("claimbook-{}", address.port());
        Self { secrets, host: address.to_string(), cookie, is_read_only, is_started: AtomicBool::new(false) }
    }

    /// The address of the page.
    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.host)
    }

    /// The address that is good once.
    pub(super) fn first_address(&self) -> String {
        format!("{}{START}{}", self.origin(), self.secrets.make_secret(Purpose::Start))
    }

    /// Lets a request in, or says why not.
    pub(super) fn admit(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<Admission, Refusal> {
        let is_ours = |authority: &str| authority == self.host;
        if find_single(headers, header::HOST).is_none_or(|host| !is_ours(host))
            || uri.authority().is_some_and(|authority| !is_ours(authority.as_str()))
        {
            return Err(ANOTHER_HOST);
        }
        let is_known = self.bears_cookie(headers);
        match *method {
            Method::GET | Method::HEAD => self.admit_reader(uri.path(), is_known),
            Method::POST if !is_known => Err(STRANGER),
            Method::POST => self.admit_writer(headers),
            _ => Err(NO_METHOD),
        }
    }

    fn admit_reader(&self, path: &str, is_known: bool) -> Result<Admission, Refusal> {
        match path.strip_prefix(START) {
            None if is_known => Ok(Admission::Page),
            None => Err(STRANGER),
            Some(token) if !self.secrets.fits(Purpose::Start, token) => Err(STRANGER),
            // Whoever has the cookie is sent on again: some browsers ask twice.
            Some(_) if self.is_started.swap(true, Ordering::SeqCst) && !is_known => Err(USED),
            Some(_) => {
                let (name, value) = (&self.cookie, self.secrets.make_secret(Purpose::Cookie));
                Ok(Admission::Cookie(format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict")))
            }
        }
    }

    fn admit_writer(&self, headers: &HeaderMap) -> Result<Admission, Refusal> {
        if find_single(headers, header::ORIGIN).is_none_or(|origin| origin != self.origin()) {
            return Err(FROM_ELSEWHERE);
        }
        let site = headers.get("sec-fetch-site").map(|site| site.as_bytes());
        if site.is_some_and(|site| site != b"same-origin") {
            return Err(FROM_ELSEWHERE);
        }
        if self.is_read_only {
            return Err(READ_ONLY);
        }
        let kind = find_single(headers, header::CONTENT_TYPE).and_then(|kind| kind.split(';').next()).map(str::trim);
        match kind {
            Some("application/x-www-form-urlencoded" | "multipart/form-data") => Ok(Admission::Change),
            _ => Err(NO_FORM),
        }
    }

    /// Refuses a form without the token of this run.
    pub(super) fn check_form(&self, token: Option<&str>) -> Result<(), Refusal> {
        match token {
            Some(token) if self.secrets.fits(Purpose::Form, token) => Ok(()),
            _ => Err(FROM_ELSEWHERE),
        }
    }

    fn bears_cookie(&self, headers: &HeaderMap) -> bool {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let cookies = lines.flat_map(|line| line.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
        let mut ours = cookies.filter(|(name, _)| *name == self.cookie);
        ours.any(|(_, value)| self.secrets.fits(Purpose::Cookie, value))
    }
}

/// The value of a header that stands there once, and only once.
fn find_single(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}
