//! What the double can answer: the classes of DOIs, and the forms an answer takes on the wire.

use std::time::Duration;

/// What a DOI is to the double, or what goes wrong when it is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// Registered, with a target.
    Exists,
    /// Registered, with this target.
    At(String),
    /// Registered by this agency.
    Agency(&'static str),
    /// Not registered.
    Absent,
    /// Not registered as far as the caches know; there when asked with `auth`.
    AbsentInCache,
    /// Points to Crossref's tombstone.
    Deleted,
    /// Registered, without URL (handle code 200).
    NoUrl,
    /// A second name of this DOI.
    Alias(&'static str),
    /// doiRA calls it invalid.
    Invalid,
    /// doiRA answers "Unknown", the handle API knows it.
    UnknownAgency,
    /// doiRA leaves it out of its answer.
    LeftOut,
    /// doiRA says absent, the handle API answers this status with a web page.
    Html(u16),
    /// Handle code 2.
    ServerError,
    /// 429 with this `Retry-After`, the first so many times.
    Busy(Option<&'static str>, usize),
    /// This status with a JSON body.
    Status(u16),
    /// Something on the wire goes wrong.
    Wire(Answer),
}

/// An answer on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A whole answer: status, headers, body.
    Whole(u16, Vec<(String, String)>, Vec<u8>),
    /// Nothing, for so long.
    Hang(Duration),
    /// One byte of the body, then a pause, and so on.
    Drip(Duration),
    /// The connection is closed without a byte.
    Reset,
    /// The connection is closed within the body.
    Truncated,
    /// The connection is closed within a header.
    CutHeader,
    /// `Content-Encoding: gzip`, and bytes that are none.
    BadGzip,
    /// A small gzip body that becomes 10 MiB.
    Bomb,
    /// A body without end.
    Endless,
    /// A header without end.
    HugeHeader,
    /// Something that is no HTTP.
    Gibberish,
}

impl Answer {
    /// JSON with a status.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::Whole(status, vec![("content-type".into(), "application/json".into())], body.into().into_bytes())
    }

    /// A page with a title.
    pub fn page(title: &str) -> Self {
        let page =
            format!("<!DOCTYPE html><html><head><title>{title}</title></head><body><p>Welcome.</p></body></html>");
        Self::Whole(200, vec![("content-type".into(), "text/html".into())], page.into())
    }

    /// A web page with a status; a log-in page, as it looks.
    pub fn html(status: u16) -> Self {
        let page = "<!DOCTYPE html><html><head><title>Please log in</title></head><body><p>Welcome.</p></body></html>";
        Self::Whole(status, vec![("content-type".into(), "text/html".into())], page.into())
    }

    /// A redirect.
    pub fn redirect(to: &str) -> Self {
        Self::Whole(302, vec![("location".into(), to.to_owned())], Vec::new())
    }

    /// The same with one more header.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if let Self::Whole(_, headers, _) = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}
