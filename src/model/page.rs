//! What is known of a web page: the answer of a `page` observation, and the memory that a verdict needs.

use super::words::words;
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use url::Url;

/// Two failures closer together than this are one occasion.
const OCCASION: SignedDuration = SignedDuration::from_hours(1);

/// A streak lasts when it has this many occasions,
const LASTING_TIMES: u32 = 3;

/// and this much time lies between its first and its last: three days, less the hour by which daily runs may vary.
const LASTING_SPAN: SignedDuration = SignedDuration::from_hours(71);

words! {
    /// What a page answered when it was last asked.
    PageState, "page state" {
        /// It answers.
        Reached = "reached",
        /// It answers from another address.
        Redirected = "redirected",
        /// Its own host says 404.
        NotFound = "not-found",
        /// Its own host says 410.
        Gone = "gone",
        /// It answers, and is an error page or the site's front page by its address or by what it calls itself.
        SoftNotFound = "soft-404",
        /// It answers with a page to log in at, or another that stands before it.
        LogIn = "log-in",
        /// A robot wall, or a host that does not want us.
        Blocked = "blocked",
        /// Asked too often.
        RateLimited = "rate-limited",
        /// The host reports an error of its own.
        ServerError = "server-error",
        /// No answer in time.
        Timeout = "timeout",
        /// The name does not resolve.
        Dns = "dns",
        /// The certificate or the handshake is bad.
        Tls = "tls",
        /// The host refuses the connection.
        Refused = "refused",
        /// The connection ended early.
        Reset = "reset",
        /// Redirects without end.
        RedirectLoop = "redirect-loop",
        /// An address, scheme or port that is never asked, at the start or on the way.
        RefusedByPolicy = "refused-by-policy",
        /// Anything else: it proves neither that the page is there nor that it is not.
        Unclear = "unclear",
    }
}

impl PageState {
    /// Whether the page was there.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Reached | Self::Redirected)
    }

    /// Whether the page's own host said that it is not there.
    pub const fn is_absent(self) -> bool {
        matches!(self, Self::NotFound | Self::Gone)
    }

    /// Whether two states are the same kind of loss, so that they make one streak.
    const fn continues(self, other: Self) -> bool {
        self.is_absent() && other.is_absent() || matches!((self, other), (Self::Dns, Self::Dns))
    }
}

/// Failures of one kind without a good answer between them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Streak {
    /// The newest of them: absent, or a name that does not resolve.
    pub state: PageState,
    /// On how many occasions; asks within an hour of the last one that counted are the same occasion.
    pub times: u32,
    /// The first.
    pub since: Timestamp,
    /// The last that counted.
    pub last: Timestamp,
    /// Whether it was asked a second time and said the same, in one run or in a later one.
    pub confirmed: bool,
}

impl Streak {
    /// Whether there were three failures or more, over at least three days.
    pub fn is_lasting(&self) -> bool {
        self.times >= LASTING_TIMES && self.last.duration_since(self.since) >= LASTING_SPAN
    }
}

/// What one ask, with its repeat, came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageHeard {
    /// What was answered.
    pub state: PageState,
    /// The HTTP status, where there was one.
    pub status: Option<u16>,
    /// Where permanent redirects (301, 308) alone lead.
    pub moved_to: Option<String>,
    /// Whether `https:` answers in place of `http:`; none where that was not asked.
    pub https_answers: Option<bool>,
    /// Whether the page was asked twice and said the same.
    pub confirmed: bool,
}

/// The answer of a `page` observation. Identical answers are equal whenever they were heard, so that an observation of
/// them is one row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PageAnswer {
    /// What was last answered.
    pub state: PageState,
    /// The HTTP status, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Where permanent redirects alone lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
    /// Whether `https:` answers in place of `http:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub https_answers: Option<bool>,
    /// When it was last good; none while it is, since the observation has the time then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_good: Option<Timestamp>,
    /// The failures that count. An answer that proves nothing neither lengthens nor ends them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub streak: Option<Streak>,
}

impl PageAnswer {
    /// What is known after an ask at `now`; `before` is what was known, and when that was last heard.
    pub fn follow(before: Option<(&Self, Timestamp)>, heard: PageHeard, now: Timestamp) -> Self {
        let PageHeard { state, status, moved_to, https_answers, confirmed } = heard;
        let answer = Self { state, status, moved_to, https_answers, last_good: None, streak: None };
        if state.is_good() {
            return answer;
        }
        let last_good = before.and_then(|(b, at)| if b.state.is_good() { Some(at) } else { b.last_good });
        let old = before.and_then(|(b, _)| b.streak.clone());
        let streak = if state.is_absent() || state == PageState::Dns {
            Some(match old.filter(|s| s.state.continues(state)) {
                Some(old) => lengthen(old, state, confirmed, now),
                None => Streak { state, times: 1, since: now, last: now, confirmed },
            })
        } else {
            old
        };
        Self { last_good, streak, ..answer }
    }

    /// Whether a plain URL is lost: absent, said twice, where nobody ever reached it; else absent, or its name does not
    /// resolve, in three checks over three days. Until then the last good answer stands.
    pub fn is_lost(&self) -> bool {
        let never_there = |s: &Streak| s.state.is_absent() && s.confirmed && self.last_good.is_none();
        self.streak.as_ref().is_some_and(|s| never_there(s) || s.is_lasting())
    }

    /// Whether the landing page of a DOI is lost: absent in three checks over three days.
    pub fn is_landing_lost(&self) -> bool {
        self.streak.as_ref().is_some_and(|s| s.state.is_absent() && s.is_lasting())
    }
}

/// One more failure. One from before the last is no further occasion: some clock is wrong.
fn lengthen(old: Streak, state: PageState, confirmed: bool, now: Timestamp) -> Streak {
    let another = now.duration_since(old.last) >= OCCASION;
    Streak {
        state,
        times: old.times.saturating_add(u32::from(another)),
        since: old.since,
        last: if another { now } else { old.last },
        confirmed: old.confirmed || confirmed || another,
    }
}

/// Why a URL is never asked. Its text does not repeat the URL, which may hold a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPage {
    /// Not an address that can be read.
    #[error("it is not a valid web address")]
    Malformed,
    /// Another scheme than `http` or `https`.
    #[error("it is not an http: or https: address")]
    Scheme,
    /// A user name, a password, or a parameter that looks like a key.
    #[error("it holds what looks like a password or an access key")]
    Secret,
}

/// The URL of a page that may be asked and kept. It is folded: scheme and host in lower case, the default port and dot
/// segments left out, without the fragment. Path and query stay as they are, since servers tell them apart.
///
/// ```
/// use claimbook::model::{NotAPage, PageUrl};
///
/// let url: PageUrl = "HTTP://WHO.example:80/a/../Fact?id=1#top".parse()?;
/// assert_eq!(url.key(), "http://who.example/Fact?id=1");
/// assert_eq!("https://me:pass@who.example/".parse::<PageUrl>(), Err(NotAPage::Secret));
/// # Ok::<(), NotAPage>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageUrl(Url);

impl PageUrl {
    /// The identifier that observations of it have.
    pub fn key(&self) -> &str {
        self.0.as_str()
    }

    /// The URL to ask.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// A URL that was read already, folded.
    ///
    /// # Errors
    /// [`NotAPage`], for one that is never asked.
    pub fn from_url(mut url: Url) -> Result<Self, NotAPage> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NotAPage::Scheme);
        }
        let secret = |url: &Url| {
            !url.username().is_empty()
                || url.password().is_some()
                || url.query_pairs().any(|(name, _)| is_secret(&name))
                || url.path().split([';', '/']).filter_map(|p| p.split_once('=')).any(|(name, _)| is_secret(name))
        };
        if secret(&url) {
            return Err(NotAPage::Secret);
        }
        url.set_fragment(None);
        Ok(Self(url))
    }
}

impl std::str::FromStr for PageUrl {
    type Err = NotAPage;

    fn from_str(text: &str) -> Result<Self, NotAPage> {
        Self::from_url(Url::parse(text.trim()).map_err(|_| NotAPage::Malformed)?)
    }
}

impl fmt::Display for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// Whether a parameter of this name looks like a key. Rather one too many: what is refused is only left unchecked.
fn is_secret(name: &str) -> bool {
    const WHOLE: &[&str] = &["key", "sig", "auth", "sid", "pwd", "pass", "jwt"];
    const WITHIN: &[&str] =
        &["token", "secret", "password", "passwd", "signature", "credential", "apikey", "accesskey", "session"];
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    WHOLE.contains(&plain.as_str()) || WITHIN.iter().any(|w| plain.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks at these hours, each with its state; gives what is known at the end.
    fn asked(asks: &[(i64, PageState)]) -> PageAnswer {
        let at = |hours| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let mut known: Option<(PageAnswer, Timestamp)> = None;
        for (hours, state) in asks {
            let heard =
                PageHeard { state: *state, status: None, moved_to: None, https_answers: None, confirmed: false };
            let before = known.as_ref().map(|(answer, at)| (answer, *at));
            known = Some((PageAnswer::follow(before, heard, at(*hours)), at(*hours)));
        }
        known.unwrap().0
    }

    #[test]
    fn verdicts_need_separate_occasions_of_one_kind() {
        use PageState::{Blocked, Dns, Gone, NotFound, Reached, Timeout};
        type Case<'a> = (&'a [(i64, PageState)], bool, bool);
        let cases: &[Case<'_>] = &[
            (&[(0, NotFound)], false, false),
            (&[(0, NotFound), (0, NotFound)], false, false), // the same hour is one occasion
            (&[(0, NotFound), (24, Gone)], true, false),
            (&[(0, NotFound), (24, Blocked), (48, NotFound), (72, NotFound)], true, true),
            (&[(0, NotFound), (1, NotFound), (2, NotFound)], true, false), // three, but not over three days
            (&[(0, NotFound), (72, NotFound)], true, false),               // three days, but only two
            (&[(0, NotFound), (24, Reached), (48, NotFound), (72, NotFound)], false, false), // the good answer stands
            (&[(0, Reached), (24, NotFound), (48, NotFound), (96, NotFound)], true, true),
            (&[(0, Dns), (24, Dns), (48, Dns)], false, false),
            (&[(0, Dns), (24, Dns), (72, Dns)], true, false), // a name is no landing page that says 404
            (&[(0, Dns), (24, NotFound), (72, Dns)], false, false),
            (&[(0, Timeout), (24, Timeout), (72, Timeout), (96, Timeout)], false, false),
            (&[(0, Blocked), (24, Blocked), (72, Blocked)], false, false),
            (&[(48, NotFound), (0, NotFound)], false, false), // a clock that went back
            (&[(0, NotFound), (24, NotFound), (48, Reached)], false, false),
        ];
        for (asks, lost, landing) in cases {
            let answer = asked(asks);
            assert_eq!((answer.is_lost(), answer.is_landing_lost()), (*lost, *landing), "{asks:?}");
        }
    }

    #[test]
    fn the_last_good_answer_is_kept_through_failures() {
        let answer = asked(&[(5, PageState::Reached), (30, PageState::Timeout), (60, PageState::NotFound)]);
        assert_eq!(answer.last_good, Some(Timestamp::UNIX_EPOCH + SignedDuration::from_hours(5)));
        let json = serde_json::to_string(&answer).unwrap();
        assert_eq!(serde_json::from_str::<PageAnswer>(&json).unwrap(), answer);
    }

    #[test]
    fn urls_with_secrets_are_refused_without_being_repeated() {
        for (url, expected) in [
            ("https://me:hunter2@a.example/", NotAPage::Secret),
            ("https://me@a.example/", NotAPage::Secret),
            ("https://a.example/?Access_Token=hunter2", NotAPage::Secret),
            ("https://a.example/?X-Amz-Signature=hunter2", NotAPage::Secret),
            ("https://a.example/b;jsessionid=hunter2", NotAPage::Secret),
            ("ftp://a.example/hunter2", NotAPage::Scheme),
            ("hunter2", NotAPage::Malformed),
        ] {
            let error = url.parse::<PageUrl>().unwrap_err();
            assert_eq!(error, expected, "{url}");
            assert!(!error.to_string().contains("hunter2"));
        }
        for url in ["https://a.example/?id=1", "https://a.example/?keyword=knee", "https://a.example/author/key"] {
            assert_eq!(url.parse::<PageUrl>().unwrap().key(), url);
        }
    }
}
