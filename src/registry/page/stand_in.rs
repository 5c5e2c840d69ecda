//! What stands in the place of a page and answers 200 all the same: an error page, a log-in page, the front page of the site.
//! Its address tells, or what it calls itself. Whoever is taken for one wrongly is only left unchecked.

use crate::model::PageState;
use crate::text::markup::to_plain_line;
use url::Url;

/// Names of pages, as parts of a path, without their ending: an error page's.
#[rustfmt::skip]
const ERRORS: &[&str] = &[
    "error", "errors", "err", "errorpage", "pageerror", "customerror", "gone", "pagegone", "sorry", "oops", "unavailable", "missing",
    "pagemissing", "missingpage", "removed", "expired", "notavailable", "deadlink", "brokenlink", "invalid", "invalidpage",
];

/// The same of a log-in page.
#[rustfmt::skip]
const LOG_INS: &[&str] = &[
    "login", "logon", "signin", "signon", "sso", "oauth", "oauth2", "saml", "saml2", "cas", "idp", "shibboleth", "wayf", "auth",
    "authenticate", "authentication", "authorize", "authorise", "wplogin", "signup", "logout", "consent", "cookiewall",
];

/// Hosts whose first label says that they let people in.
#[rustfmt::skip]
const DOORS: &[&str] = &["login", "logon", "signin", "sso", "auth", "accounts", "idp", "identity", "oauth", "authn", "consent"];

/// Names of front pages, without their ending. A language beside them is no more than that.
#[rustfmt::skip]
const FRONTS: &[&str] = &["index", "default", "home", "homepage", "start", "startpage", "startseite", "welcome", "main", "accueil", "inicio"];

/// Parameters of an address that choose no page.
#[rustfmt::skip]
const IDLE: &[&str] = &["lang", "language", "locale", "hl", "ref", "src", "source", "from", "redirected", "redirect", "cid"];

/// What an error page calls itself; a part of the title, or all of it.
#[rustfmt::skip]
const ERROR_WORDS: &[&str] = &[
    "page not found", "page cannot be found", "page can't be found", "page can’t be found", "page could not be found",
    "page couldn't be found", "page couldn’t be found", "page does not exist", "page doesn't exist", "page doesn’t exist",
    "page no longer exists", "page is no longer available", "page has been removed", "page has been deleted", "page unavailable",
    "page is unavailable", "page isn't available", "page isn’t available", "page is not available", "page you requested",
    "page you are looking for", "page you’re looking for", "page you're looking for", "file not found", "document not found",
    "content not found", "article not found", "resource not found", "content is no longer available", "couldn't find that page",
    "couldn’t find that page", "can't find that page", "can’t find that page", "cannot find the page", "can't find the page",
    "can’t find the page", "couldn't find the page", "couldn’t find the page", "could not find the page", "no longer available",
    "error 404", "404 error", "404 not found", "http 404", "error 410", "410 gone", "seite nicht gefunden", "seite wurde nicht gefunden",
    "seite existiert nicht", "page introuvable", "page non trouvée", "página no encontrada", "página não encontrada",
    "pagina non trovata", "pagina niet gevonden", "sidan kunde inte hittas", "sidan hittades inte", "siden blev ikke fundet",
    "siden finnes ikke", "strony nie znaleziono", "nie znaleziono strony", "страница не найдена", "ページが見つかりません", "找不到页面",
];

/// A whole part of the title of such a page.
#[rustfmt::skip]
const ERROR_NAMES: &[&str] = &["404", "410", "error", "not found", "gone", "oops", "sorry", "an error occurred", "fehler", "erreur"];

/// What follows the number in the name of an error page: `404 File missing`, but not `404 cases of gout`.
#[rustfmt::skip]
const BEHIND_404: &[&str] = &["error", "not", "page", "file", "document", "sorry", "oops", "seite", "nicht", "fehler", "erreur", "página"];

/// How the title of a log-in page begins, or all of it.
#[rustfmt::skip]
const LOG_IN_WORDS: &[&str] = &[
    "log in", "login", "log-in", "log on", "logon", "sign in", "signin", "sign-in", "sign on", "please log in", "please sign in",
    "member login", "members only", "subscriber login", "authentication required", "authorization required", "access denied",
    "anmelden", "anmeldung", "einloggen", "se connecter", "connexion", "identifiez-vous", "iniciar sesión", "inicio de sesión",
    "accedi", "inloggen", "logga in", "log ind", "logowanie", "entrar",
];

/// What may stand behind such a beginning.
#[rustfmt::skip]
const LOG_IN_GOES_ON: &[&str] = &["to", "required", "page", "or", "with", "here", "now", "form", "and", "–", "zu", "à", "en"];

/// What a wall against robots calls itself.
#[rustfmt::skip]
const WALL_WORDS: &[&str] = &[
    "just a moment", "attention required", "are you a robot", "are you human", "robot check", "captcha", "security check",
    "checking your browser", "verify you are human", "verifying you are human", "verify that you are", "human verification",
    "pardon our interruption", "request unsuccessful", "request rejected", "bot verification", "ddos protection",
];

/// What an answer from `answered` stands in for, when `asked` was asked; none where it may be the page itself.
pub(super) fn by_address(asked: &Url, answered: &Url) -> Option<PageState> {
    if place(asked) == place(answered) {
        return None;
    }
    let (own, theirs) = (names(asked), names(answered));
    let is_new = |name: &&String| !own.contains(name);
    let new = || theirs.iter().filter(is_new);
    let is_error = |n: &String| {
        n.starts_with("404") || n.contains("notfound") || n.contains("error404") || ERRORS.contains(&n.as_str())
    };
    let blames = |(key, _): (std::borrow::Cow<'_, str>, _)| key.to_ascii_lowercase().ends_with("errorpath");
    if new().any(is_error) || answered.query_pairs().any(blames) {
        return Some(PageState::SoftNotFound);
    }
    let is_log_in = |n: &String| {
        LOG_INS.contains(&n.as_str()) || ["login", "logon", "signin"].iter().any(|w| n.starts_with(w) || n.ends_with(w))
    };
    let door = |url: &Url| url.host_str().and_then(|h| h.split('.').next()).is_some_and(|label| DOORS.contains(&label));
    if new().any(is_log_in) || door(answered) && !door(asked) || leads_back(asked, answered) {
        return Some(PageState::LogIn);
    }
    (is_front(answered) && !is_front(asked)).then_some(PageState::SoftNotFound)
}

/// What a page calls itself, where it stands in for another.
pub(super) fn by_text(asked: &Url, answered: &Url, body: &[u8]) -> Option<PageState> {
    let text = String::from_utf8_lossy(body);
    let lower = text.to_ascii_lowercase();
    let called = ["title", "h1"]
        .into_iter()
        .filter_map(|tag| content(&text, &lower, tag))
        .find_map(|line| state_by_title(&line));
    called.or_else(|| by_address(asked, &answered.join(&refresh(&text, &lower)?).ok()?))
}

/// Host without `www.`, and path without its last slash: two of the same are one page.
fn place(url: &Url) -> (String, String, Option<&str>) {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
    (host, url.path().trim_end_matches('/').to_ascii_lowercase(), url.query())
}

/// The parts of a path, as [`to_plain`] has them.
fn names(url: &Url) -> Vec<String> {
    url.path().split('/').map(plain).filter(|name| !name.is_empty()).collect()
}

/// A part of a path: letters and digits alone, without an ending such as `.aspx`.
fn plain(part: &str) -> String {
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
    let idle = |key: &str| key.starts_with("utm") || IDLE.contains(&key.to_ascii_lowercase().as_str());
    let parts = url.path().split('/').filter(|part| !part.is_empty());
    parts.map(|part| (part, plain(part))).all(|(part, name)| FRONTS.contains(&name.as_str()) || is_language(part))
        && url.query_pairs().all(|(key, _)| idle(&key))
}

/// The text of the first element of this name.
fn content(text: &str, lower: &str, tag: &str) -> Option<String> {
    let open = lower.match_indices(&format!("<{tag}")).find(|(at, found)| {
        lower.get(at + found.len()..).is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\t', '\r']))
    })?;
    let start = open.0 + lower.get(open.0..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find(&format!("</{tag}"))?;
    Some(to_plain_line(text.get(start..end)?)).filter(|line| !line.is_empty())
}

/// Where `<meta http-equiv="refresh" content="0; url=…">` sends a browser.
fn refresh(text: &str, lower: &str) -> Option<String> {
    let at = lower.find("http-equiv=\"refresh\"").or_else(|| lower.find("http-equiv='refresh'"))?;
    let tag = at + lower.get(at..)?.find('>')?;
    let to = at + lower.get(at..tag)?.find("url=")? + 4;
    let target = text.get(to..tag)?.trim_matches(['"', '\'', ' ', '/']);
    let rooted = text.get(to..tag)?.trim_start_matches(['"', '\'', ' ']).starts_with('/');
    Some(if rooted { format!("/{target}") } else { target.to_owned() })
}

/// What a page is that calls itself so.
fn state_by_title(line: &str) -> Option<PageState> {
    let line = line.to_lowercase();
    let parts: Vec<&str> =
        line.split(['|', '–', '—', '·', '»', ':', '!', '-']).map(|p| p.trim().trim_end_matches(['.', '…'])).collect();
    let numbered = |part: &str| {
        let behind = part.strip_prefix("404 ").and_then(|rest| rest.split(' ').next());
        part.ends_with(" 404") || behind.is_some_and(|word| BEHIND_404.contains(&word))
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
                || rest.strip_prefix(' ').and_then(|r| r.split(' ').next()).is_some_and(|w| LOG_IN_GOES_ON.contains(&w))
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
        by_address(&url(asked), &url(answered))
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
            assert_eq!(by_text(&own, &own, body.as_bytes()), expected, "{body}");
        }
    }
}
