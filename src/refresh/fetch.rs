//! Fetching one page that somebody wants to import: the same guarded and paced requests as those of a check, but the whole
//! page is read, and what stands in the place of an article is told apart from one.

use super::Halted;
use super::course::run;
use crate::http::{Failure, Limits, Method, Redirects, Refusal, Request, Transport};
use crate::model::{PageState, PageUrl};
use crate::registry::page::{LANE, interpret};
use std::convert::Infallible;
use std::time::Duration;

/// A page as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedPage {
    /// Its bytes, decompressed.
    pub bytes: Vec<u8>,
    /// The address that answered in the end, where the one that was asked led elsewhere.
    pub moved_to: Option<String>,
}

/// Why a page was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Nobody answered, or not as servers answer.
    #[error("{0}; nothing was stored. If you can open the page in a browser, save it there and import the file")]
    Unanswered(Failure),
    /// Something else stands in the place of the page.
    #[error("{address} {what}; nothing was stored. {next}")]
    StandIn {
        /// What was asked for.
        address: String,
        /// What was sent in place of an article.
        what: &'static str,
        /// What to do next.
        next: &'static str,
    },
    /// The page is no text.
    #[error(
        "{address} is {media}, not a text; nothing was stored. {}",
        if media.ends_with("/pdf") { PDF } else { "Import the address of the article's page, or a file with its text" }
    )]
    NotText {
        /// What was asked for.
        address: String,
        /// Its media type.
        media: String,
    },
    /// The runtime could not be started.
    #[error("cannot ask the network: {0}")]
    Runtime(std::io::Error),
}

/// What to do with a PDF.
const PDF: &str = "PDF is not read: import the article's web page instead, or save the PDF's text, for example with \
    pdftotext -layout FILE.pdf, and import that";

/// What to do with a page that a person can open and we cannot.
const SAVE: &str = "Open it in a browser, save the page, and import the saved file";

/// Fetches a page of at most `limit` bytes.
///
/// # Errors
/// No answer, something that stands in the place of an article (a log-in page, an error page, a robot check), or bytes that
/// are no text.
pub fn fetch_page<T: Transport + 'static>(page: &PageUrl, limit: u64, transport: T) -> Result<FetchedPage, FetchError> {
    let asking = async { Ok::<_, Infallible>(transport.send(request(page, limit)).await) };
    let sent = match run(asking) {
        Ok(sent) => sent,
        Err(Halted::Runtime(error)) => return Err(FetchError::Runtime(error)),
        Err(Halted::Sink(never)) => match never {},
    };
    let state = interpret(page, &sent).state;
    let stands_in = |what, next| FetchError::StandIn { address: page.key().to_owned(), what, next };
    match state {
        PageState::NotFound | PageState::Gone => {
            return Err(stands_in("does not exist: its site says so", "Check the address"));
        }
        PageState::SoftNotFound => {
            return Err(stands_in("is an error page or the site's front page, not an article", "Check the address"));
        }
        PageState::LogIn => return Err(stands_in("is a page to log in at, not an article", SAVE)),
        PageState::Blocked => return Err(stands_in("is closed to programs", SAVE)),
        _ => {}
    }
    let response = sent.map_err(FetchError::Unanswered)?;
    if !(200..300).contains(&response.status) {
        return Err(stands_in("did not answer with a page", "Check the address, or try again later"));
    }
    if let Some(media) = response.header("content-type").map(media_type).filter(|media| !is_text(media)) {
        return Err(FetchError::NotText { address: page.key().to_owned(), media });
    }
    let moved_to = (response.url != *page.url()).then(|| PageUrl::from_url(response.url.clone()).ok()).flatten();
    Ok(FetchedPage { moved_to: moved_to.map(|url| url.key().to_owned()), bytes: response.body })
}

/// The request for the whole page.
fn request(page: &PageUrl, limit: u64) -> Request {
    Request {
        method: Method::Get,
        url: page.url().clone(),
        accept: "text/html, application/xhtml+xml, text/markdown, text/plain, application/xml;q=0.9, text/*;q=0.8",
        lane: LANE,
        many: false,
        patient: true,
        suspect: false,
        refusal: Refusal::Page,
        redirects: Redirects::Anywhere,
        limits: Limits {
            time: Duration::from_secs(60),
            body: usize::try_from(limit).unwrap_or(usize::MAX),
            cut: false,
            ..Limits::default()
        },
    }
}

/// `text/html; charset=utf-8` without what stands behind the type.
fn media_type(header: &str) -> String {
    header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is that of a text. A server that says nothing certain leaves it to the bytes.
fn is_text(media: &str) -> bool {
    media.starts_with("text/")
        || media.ends_with("+xml")
        || matches!(
            media,
            "" | "application/xml" | "application/json" | "application/octet-stream" | "binary/octet-stream"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Replay;

    fn fetched(status: u16, media: &str, body: &str) -> Result<FetchedPage, String> {
        let (media, body) = (media.to_owned(), body.to_owned());
        let transport = Replay::new(move |request, _| {
            Ok(Replay::respond(request, status, &[("content-type", media.as_str())], &body))
        });
        fetch_page(&"https://a.example/knees".parse().unwrap(), 1_000, transport).map_err(|e| e.to_string())
    }

    #[test]
    fn a_page_is_read_whole_and_what_is_none_is_named() {
        let page = fetched(200, "text/html; charset=utf-8", "<p>Knees bend.</p>").unwrap();
        assert_eq!((page.bytes.as_slice(), page.moved_to), (&b"<p>Knees bend.</p>"[..], None));
        assert!(fetched(200, "text/markdown", "# Knees").is_ok());
        for (status, media, body, said) in [
            (404, "text/html", "", "does not exist"),
            (403, "text/html", "", "closed to programs"),
            (200, "text/html", "<title>Log in</title>", "page to log in at"),
            (200, "text/html", "<title>Page not found</title>", "error page"),
            (200, "application/pdf", "%PDF-1.7", "PDF is not read"),
            (200, "image/png", "", "is image/png, not a text"),
            (500, "text/html", "", "nothing was stored"),
        ] {
            let refused = fetched(status, media, body).unwrap_err();
            assert!(refused.contains(said), "{status} {media}: {refused}");
        }
    }
}
