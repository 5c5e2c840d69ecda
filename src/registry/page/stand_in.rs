//! What stands in the place of a page and answers 200 all the same: an error page, a log-in page, the front page of the site.
//! Its address tells, or what it calls itself. Whoever is taken for one wrongly is only left unchecked.

use crate::model::PageState;
use crate::text::lexicon::{STAND_INS, WordSet};
use crate::text::markup::to_plain_line;
use std::sync::LazyLock;
use url::Url;

/// Names of pages, as parts of a path, without their ending: an error page's.
static ERRORS: LazyLock<WordSet> = LazyLock::new(|| STAND_INS.words("error pages in addresses"));

/// The same of a log-in page.
static LOG_INS: LazyLock<WordSet> = LazyLock::new(|| STAND_INS.words("log-in pages in addresses"));

/// Hosts whose first label says that they let people in.
static DOORS: LazyLock<WordSet> = LazyLock::new(|| STAND_INS.words("hosts that let people in"));

/// Names of front pages, without their ending. A language beside them is no more than that.
static FRONTS: LazyLock<WordSet> = LazyLock::new(|| STAND_INS.words("front pages"));

/// Parameters of an address that choose no page.
static IDLE: LazyLock<WordSet> = LazyLock::new(|| STAND_INS.words("parameters that choose no page"));

/// What an error page calls itself; a part of the title, or all of it.
static ERROR_WORDS: LazyLock<&[&str]> = LazyLock::new(|| STAND_INS.entries("names of error pages"));

/// A whole part of the title of such a page.
static ERROR_NAMES: LazyLock<WordSet> = LazyLock::new(|| STAND_INS.words("whole names of error pages"));

/// What follows the number in the name of an error page: `404 File missing`, but not `404 cases of gout`.
static BEHIND_404: LazyLock<WordSet> = LazyLock::new(|| STAND_INS.words("behind 404"));

/// How the title of a log-in page begins, or all of it.
static LOG_IN_WORDS: LazyLock<&[&str]> = LazyLock::new(|| STAND_INS.entries("names of log-in pages"));

/// What may stand behind such a beginning.
static LOG_IN_GOES_ON: LazyLock<WordSet> = LazyLock::new(|| STAND_INS.words("behind a log-in"));

/// What a wall against robots calls itself.
static WALL_WORDS: LazyLock<&[&str]> = LazyLock::new(|| STAND_INS.entries("names of walls"));

/// What an answer from `answered` stands in for, when `asked` was asked; none where it may be the page itself.
pub(super) fn recognise_address(asked: &Url, answered: &Url) -> Option<PageState> {
    if split_place(asked) == split_place(answered) {
        return None;
    }
    let (own, theirs) = (list_names(asked), list_names(answered));
    let is_new = |name: &&String| !own.contains(name);
    let new = || theirs.iter().filter(is_new);
    let is_error =
        |n: &String| n.starts_with("404") || n.contains("notfound") || n.contains("error404") || ERRORS.contains(n);
    let blames = |(key, _): (std::borrow::Cow<'_, str>, _)| key.to_ascii_lowercase().ends_with("errorpath");
    if new().any(is_error) || answered.query_pairs().any(blames) {
        return Some(PageState::SoftNotFound);
    }
    let is_log_in = |n: &String| {
        LOG_INS.contains(n) || ["login", "logon", "signin"].iter().any(|w| n.starts_with(w) || n.ends_with(w))
    };
    let door = |url: &Url| url.host_str().and_then(|h| h.split('.').next()).is_some_and(|label| DOORS.contains(label));
    if new().any(is_log_in) || door(answered) && !door(asked) || leads_back(asked, answered) {
        return Some(PageState::LogIn);
    }
    (is_front(answered) && !is_front(asked)).then_some(PageState::SoftNotFound)
}

/// What a page calls itself, where it stands in for another.
pub(super) fn recognise_text(asked: &Url, answered: &Url, body: &[u8]) -> Option<PageState> {
    let text = String::from_utf8_lossy(body);
    let lower = text.to_ascii_lowercase();
    let called = ["title", "h1"]
        .into_iter()
        .filter_map(|tag| find_content(&text, &lower, tag))
        .find_map(|line| recognise_title(&line));
    called.or_else(|| recognise_address(asked, &answered.join(&find_refresh(&text, &lower)?).ok()?))
}

/// Host without `www.`, and path without its last slash: two of the same are one page.
fn split_place(url: &Url) -> (String, String, Option<&str>) {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
    (host, url.path().trim_end_matches('/').to_ascii_lowercase(), url.query())
}

/// The parts of a path, as [`plain`] has them.
fn list_names(url: &Url) -> Vec<String> {
    url.path().split('/').map(fold_part).filter(|name| !name.is_empty()).collect()
}

/// A part of a path: letters and digits alone, without an ending such as `.aspx`.
fn fold_part(part: &str) -> String {
    let stem =
        part.rsplit_once('.').filter(|(stem, end)| !stem.is_empty() && end.len() <= 5).map_or(part, |(stem, _)| stem);
    stem.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether an address carries the one that was asked along, as a page does that stands before it: `?next=/fact`.
fn leads_back(asked: &Url, answered: &Url) -> bool {
    let path = asked.path().trim_end_matches('/');
    let is_asked = |value: &str| value.trim_end_matches('/').ends_with(path) || value.contains(&format!("{path}?"));
    path.len() > 1 && answered.query_pairs().any(|(_, value)| is_asked(&value))
}

/// Whether it is the front page of a site, or of its part in one language.
fn is_front(url: &Url) -> bool {
    // `en`, `de-CH`, `pt_BR`.
    let is_language = |part: &str| {
        let (language, region) = part.split_once(['-', '_']).unwrap_or((part, "xx"));
        let letters = |text: &str| text.bytes().all(|b| b.is_ascii_alphabetic());
        language.len() == 2 && letters(language) && (2..=4).contains(&region.len()) && letters(region)
    };
    let idle = |key: &str| key.starts_with("utm") || IDLE.contains(&key.to_ascii_lowercase());
    let parts = url.path().split('/').filter(|part| !part.is_empty());
    parts.map(|part| (part, fold_part(part))).all(|(part, name)| FRONTS.contains(&name) || is_language(part))
        && url.query_pairs().all(|(key, _)| idle(&key))
}

/// The text of the first element of this name.
fn find_content(text: &str, lower: &str, tag: &str) -> Option<String> {
    let open = lower.match_indices(&format!("<{tag}")).find(|(at, found)| {
        lower.get(at + found.len()..).is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\t', '\r']))
    })?;
    let start = open.0 + lower.get(open.0..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find(&format!("</{tag}"))?;
    Some(to_plain_line(text.get(start..end)?)).filter(|line| !line.is_empty())
}

/// Where `<meta http-equiv="refresh" content="0; url=…">` sends a browser.
fn find_refresh(text: &str, lower: &str) -> Option<String> {
    let at = lower.find("http-equiv=\"refresh\"").or_else(|| lower.find("http-equiv='refresh'"))?;
    let tag = at + lower.get(at..)?.find('>')?;
    let to = at + lower.get(at..tag)?.find("url=")? + 4;
    let target = text.get(to..tag)?.trim_matches(['"', '\'', ' ', '/']);
    let rooted = text.get(to..tag)?.trim_start_matches(['"', '\'', ' ']).starts_with('/');
    Some(if rooted { format!("/{target}") } else { target.to_owned() })
}

/// What a page is that calls itself so.
fn recognise_title(line: &str) -> Option<PageState> {
    let line = line.to_lowercase();
    let parts: Vec<&str> =
        line.split(['|', '–', '—', '·', '»', ':', '!', '-']).map(|p| p.trim().trim_end_matches(['.', '…'])).collect();
    let numbered = |part: &str| {
        let behind = part.strip_prefix("404 ").and_then(|rest| rest.split(' ').next());
        part.ends_with(" 404") || behind.is_some_and(|word| BEHIND_404.contains(word))
    };
    let is_error = |part: &&str| ERROR_NAMES.contains(part) || numbered(part);
    if ERROR_WORDS.iter().any(|words| line.contains(words)) || parts.iter().any(is_error) {
        return Some(PageState::SoftNotFound);
    }
    if WALL_WORDS.iter().any(|words| line.contains(words)) {
        return Some(PageState::Blocked);
    }
    let begins = |part: &str, words: &str| {
        part.strip_prefix(words).is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix(' ').and_then(|r| r.split(' ').next()).is_some_and(|w| LOG_IN_GOES_ON.contains(w))
        })
    };
    let whole = line.trim();
    let is_log_in = |words: &&str| begins(whole, words) || parts.iter().any(|part| begins(part, words));
    LOG_IN_WORDS.iter().any(is_log_in).then_some(PageState::LogIn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find_state(asked: &str, answered: &str) -> Option<PageState> {
        let url = |path: &str| Url::parse("https://a.example/").unwrap().join(path).unwrap();
        recognise_address(&url(asked), &url(answered))
    }

    #[test]
    fn an_address_tells_what_stands_in_for_a_page() {
        for (asked, answered, expected) in [
            ("/fact", "/error/404.html", Some(PageState::SoftNotFound)),
            ("/fact", "/Page-Not-Found", Some(PageState::SoftNotFound)),
            ("/fact", "/Error/PageGone", Some(PageState::SoftNotFound)),
            ("/fact", "/error.aspx?aspxerrorpath=/fact", Some(PageState::SoftNotFound)),
            ("/fact", "/sorry", Some(PageState::SoftNotFound)),
            ("/fact", "/", Some(PageState::SoftNotFound)),
            ("/fact", "/home", Some(PageState::SoftNotFound)),
            ("/fact", "/en/", Some(PageState::SoftNotFound)),
            ("/fact", "/en-GB/home.html", Some(PageState::SoftNotFound)),
            ("/fact", "/index.php?utm_source=x", Some(PageState::SoftNotFound)),
            ("/fact", "https://b.example/de", Some(PageState::SoftNotFound)),
            ("/fact", "/login?next=/fact", Some(PageState::LogIn)),
            ("/fact", "/wp-login.php", Some(PageState::LogIn)),
            ("/fact", "/user/sign-in", Some(PageState::LogIn)),
            ("/fact", "https://sso.a.example/start/realm", Some(PageState::LogIn)),
            ("/fact", "https://b.example/gate?returnUrl=https%3A%2F%2Fa.example%2Ffact", Some(PageState::LogIn)),
            ("/fact", "/fact/", None),
            ("/fact", "https://www.a.example/fact", None),
            ("/fact", "/facts/fact", None),
            ("/fact", "/index.php?id=12", None),
            ("/fact", "/patients/medication-errors", None),
            ("/", "/en/", None),
            ("/home", "/", None),
            ("/errors/glossary", "/errors/glossary-2", None),
            ("/login", "/login.html", None),
        ] {
            assert_eq!(find_state(asked, answered), expected, "{asked} from {answered}");
        }
    }

    #[test]
    fn a_page_tells_by_what_it_calls_itself() {
        let own = Url::parse("https://a.example/fact").unwrap();
        for (body, expected) in [
            ("<title>404 - Page not found</title>", Some(PageState::SoftNotFound)),
            ("<TITLE lang=en>\nOops! | Knee Alliance</TITLE>", Some(PageState::SoftNotFound)),
            (
                "<title>Knee Alliance</title><h1 class=x>Sorry, this page doesn&rsquo;t exist</h1>",
                Some(PageState::SoftNotFound),
            ),
            ("<title>Seite nicht gefunden – Knie</title>", Some(PageState::SoftNotFound)),
            ("<title>Knee Alliance | Not Found</title>", Some(PageState::SoftNotFound)),
            ("<title>Log in to your account</title>", Some(PageState::LogIn)),
            ("<title>Knee Alliance - Sign in</title>", Some(PageState::LogIn)),
            ("<title>Just a moment...</title>", Some(PageState::Blocked)),
            ("<meta http-equiv=\"refresh\" content=\"0; url=/login\">", Some(PageState::LogIn)),
            ("<meta http-equiv='refresh' content='0;URL=/'>", Some(PageState::SoftNotFound)),
            ("<meta http-equiv=\"refresh\" content=\"900\"><title>Knees</title>", None),
            ("<title>Sore knees</title><h1>Sore knees</h1>", None),
            ("<title>Errors in prescribing: 404 cases</title>", None),
            ("<title>Logging in forests and injuries</title>", None),
            ("<title>Causes that were not found before</title>", None),
            ("%PDF-1.7", None),
            ("", None),
            ("<title>", None),
        ] {
            assert_eq!(recognise_text(&own, &own, body.as_bytes()), expected, "{body}");
        }
    }
}
