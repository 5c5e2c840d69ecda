//! Reading one DOI: taking off what wraps it, then judging what is left.

use super::spelling::{as_ascii, ascii_for, is_cyrillic, is_disguise, is_invisible, trim_end, unescape};
use super::{Doi, NotADoi};
use percent_encoding::percent_decode_str;
use std::sync::Arc;

const NO_PREFIX: &str = "a DOI begins with 10. and a number of four to nine digits";

pub(super) fn parse(got: &str) -> Result<Doi, NotADoi> {
    let read = if is_bare(got) { judge(got) } else { parse_strict(got) };
    read.map_err(|reason| NotADoi { got: got.to_owned(), reason, likely: find_likely(got) })
}

/// Whether there is nothing to take off: no wrapper and no escape is made of these characters alone. Most DOIs are read from
/// the catalogue, where they are kept so, and a run reads each of them many times.
fn is_bare(text: &str) -> bool {
    text.starts_with("10.")
        && text.contains('/')
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b'-' | b'_'))
}

/// The form that was likely meant, where a known slip explains why it does not parse.
fn find_likely(got: &str) -> Option<String> {
    let plain = unescape(got.trim());
    let inner = unwrap_links(&plain).unwrap_or_else(|_| plain.into_owned());
    let ascii = as_ascii(&inner);
    let words: Vec<&str> = ascii.split_whitespace().collect();
    let joined = words.concat();
    let first_word_ends = words.first().is_some_and(|w| !w.ends_with(['/', '-', '_', '(', '<', '.', ':']));
    let first = words.iter().find(|w| w.contains("10.")).copied().unwrap_or_default();
    let (one, other) =
        if first_word_ends && words.len() > 2 { (first, joined.as_str()) } else { (joined.as_str(), first) };
    [one, other, &joined.replace('\\', "/"), &joined.replacen("1O.", "10.", 1), &joined.replacen("10,", "10.", 1)]
        .into_iter()
        .chain(find_half(&joined))
        .find_map(|text| parse_strict(text).ok())
        .map(|doi| doi.printed().to_owned())
}

/// The first of two equal halves: a DOI pasted twice.
fn find_half(text: &str) -> Option<&str> {
    let (first, second) = text.split_at_checked(text.len() / 2)?;
    (first == second).then_some(first)
}

/// A DOI that was pasted twice in a row.
pub(super) fn is_doubled(doi: &str) -> bool {
    find_half(doi).is_some_and(|one| measure_prefix(one).is_some_and(|n| one.len() > n + 1))
}

fn parse_strict(got: &str) -> Result<Doi, &'static str> {
    let text = unescape(got.trim());
    let unwrapped = unwrap_links(text.trim_start_matches(OPENERS).trim())?;
    let text = unescape(&unwrapped);
    judge(trim_end(&text))
}

const OPENERS: [char; 10] = ['<', '(', '[', '{', '"', '\'', '“', '‘', '«', '`'];

fn judge(text: &str) -> Result<Doi, &'static str> {
    if text.is_empty() {
        return Err("there is nothing");
    }
    if !text.bytes().all(|b| b.is_ascii_graphic())
        && let Some(reason) = text.chars().find_map(explain_unmeant)
    {
        return Err(reason);
    }
    if let Some(short) = text.strip_prefix("10/") {
        return if is_short_name(short) {
            Ok(Doi::from_printed(text))
        } else {
            Err("after 10/ a short DOI has only letters and digits; this may be a date")
        };
    }
    let length = measure_prefix(text).ok_or(NO_PREFIX)?;
    match text.get(length..).and_then(|rest| rest.strip_prefix('/')) {
        None => Err("a DOI has a slash after its prefix"),
        Some("") => Err("there is nothing after the slash"),
        Some(_) if is_doubled(text) => Err("it stands there twice"),
        Some(_) => Ok(Doi::from_printed(text)),
    }
}

impl Doi {
    fn from_printed(printed: &str) -> Self {
        let upper = printed.bytes().any(|b| b.is_ascii_uppercase());
        let key = upper.then(|| Arc::from(printed.to_ascii_lowercase()));
        let printed = Arc::from(printed);
        Self { key: key.unwrap_or_else(|| Arc::clone(&printed)), printed }
    }
}

/// Why a character cannot be part of a DOI as it was meant.
fn explain_unmeant(c: char) -> Option<&'static str> {
    match c {
        _ if c.is_ascii_graphic() => None,
        _ if c.is_whitespace() => Some("it has a space or line break in it"),
        _ if c.is_control() => Some("it has a control character in it"),
        _ if is_invisible(c) => Some("it has an invisible character in it"),
        _ if is_cyrillic(c) => Some("it has a Cyrillic letter in it"),
        _ => match ascii_for(c) {
            Some("-") => Some("it has a typographic dash in place of its hyphen"),
            Some(_) => Some("it has a character in it that only looks like the ASCII one"),
            None if is_disguise(c) => Some("it has a character in it that only looks like the ASCII one"),
            None => None,
        },
    }
}

/// The length in bytes of a prefix, `10.` and groups of digits; the first of four to nine, or 978 and 979 with the
/// publisher's number behind it (an ISBN as DOI).
pub(super) fn measure_prefix(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("10.")?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let mut groups = rest.get(..end)?.split('.');
    let first = groups.next()?;
    let isbn = matches!(first, "978" | "979") && groups.clone().next().is_some();
    ((isbn || (4..=9).contains(&first.len())) && groups.all(|g| !g.is_empty())).then_some(3 + end)
}

/// The name of a short DOI: letters and digits, not digits alone (`10/2021` is a month).
pub(super) fn is_short_name(name: &str) -> bool {
    (3..=12).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
        && name.bytes().any(|b| b.is_ascii_alphabetic())
}

/// What is inside labels and URLs, however many lie around each other.
fn unwrap_links(text: &str) -> Result<String, &'static str> {
    let mut now = text.to_owned();
    for _ in 0..4 {
        if now.starts_with("10.") && now.contains('/') {
            break;
        }
        match unwrap_link(&now)? {
            Some(inner) => now = inner,
            None => break,
        }
    }
    Ok(now)
}

fn unwrap_link(text: &str) -> Result<Option<String>, &'static str> {
    if let Some(rest) = strip_ci(text, "info:doi/") {
        return decode(rest).map(Some);
    }
    if let Some(rest) = strip_ci(text, "urn:doi:") {
        return decode(&rest.replacen(':', "/", 1)).map(Some);
    }
    if let Some((host, path)) = split_host(text) {
        return from_url(&host, path);
    }
    if let Some(rest) = strip_ci(text, "doi") {
        let inner = rest.trim_start_matches([':', '=', '.', '#', ' ', '\u{a0}', '\t', '{', '"']);
        if !inner.is_empty() {
            return Ok(Some(inner.to_owned()));
        }
    }
    // A bare DOI whose own slash is percent-encoded can only come from a URL.
    if text.starts_with("10.") && !text.contains('/') && text.to_ascii_lowercase().contains("%2f") {
        return decode(text).map(Some);
    }
    Ok(None)
}

/// The host, in lower case, and the rest of a URL, with or without scheme.
fn split_host(text: &str) -> Option<(String, &str)> {
    let schemed = text.split_once("//").filter(|(scheme, _)| {
        scheme.is_empty() || (scheme.ends_with(':') && scheme.len() < 8 && scheme.is_ascii() && !scheme.contains('/'))
    });
    let (host, path) = schemed.map_or(text, |(_, rest)| rest).split_once('/')?;
    let is_host = !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:@".contains(&b))
        && (schemed.is_some() || ends_in_domain(host));
    is_host.then(|| (host.to_ascii_lowercase(), path))
}

/// Whether a host without scheme can be one: `doi:10.1000` and `10.1000` end in digits.
fn ends_in_domain(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(_, top)| top.len() > 1 && top.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Whether a host resolves every DOI at the root of its paths, and nothing else.
pub(super) fn is_doi_org(host: &str) -> bool {
    matches!(host.split(':').next(), Some("doi.org" | "dx.doi.org" | "www.doi.org" | "www.dx.doi.org"))
}

fn from_url(host: &str, path: &str) -> Result<Option<String>, &'static str> {
    if is_doi_org(host) {
        let inner = decode(without_query(path))?;
        let short = trim_end(&inner);
        return Ok(Some(if is_short_name(short) { format!("10/{short}") } else { inner }));
    }
    let (at, in_query) = find_in_path(path).ok_or("the URL holds no DOI")?;
    let rest = path.get(at..).unwrap_or_default();
    let rest = if in_query { rest.split(['&', '#']).next().unwrap_or_default() } else { without_query(rest) };
    let inner = decode(rest)?;
    Ok(Some(without_tail(host, &inner).to_owned()))
}

/// Where a DOI begins in a path or query, and whether it is the query's.
pub(super) fn find_in_path(path: &str) -> Option<(usize, bool)> {
    let mut from = 0;
    while let Some(found) = path.get(from..).and_then(|p| p.find("10.")) {
        let at = from + found;
        let before = path.get(..at).unwrap_or_default();
        let opens =
            before.is_empty() || before.ends_with(['/', '=', ':']) || before.to_ascii_lowercase().ends_with("%2f");
        let rest = path.get(at..).unwrap_or_default();
        let follows = measure_prefix(rest).and_then(|n| rest.get(n..)).unwrap_or_default();
        if opens && (follows.starts_with('/') || follows.get(..3).is_some_and(|s| s.eq_ignore_ascii_case("%2f"))) {
            return Some((at, before.contains('?')));
        }
        from = at + 3;
    }
    None
}

/// A URL's path: without query and fragment. An empty fragment after a SICI is the SICI's own check character.
pub(super) fn without_query(path: &str) -> &str {
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    match path.split_once('#') {
        Some((before, "")) if before.to_ascii_lowercase().ends_with(";2-") => path,
        Some((before, _)) => before,
        None => path,
    }
}

/// The views of an article that publishers put behind its DOI.
const TAILS: &[&str] = &[
    "/",
    "/full",
    "/abstract",
    "/abs",
    "/pdf",
    "/epdf",
    "/pdfdirect",
    "/html",
    "/epub",
    "/xml",
    "/meta",
    "/fulltext",
    "/full-text",
    "/summary",
    "/references",
    "/figures",
    "/citations",
    "/supplementary",
    "/download",
    "/tables",
    ".pdf",
    ".full",
    ".abstract",
    ".html",
    ".xml",
    ".epub",
    ".full-text",
    ".supplementary-material",
    ".figures-only",
    ".article-info",
    "_reference.pdf",
];

/// Views that have parts of their own behind them: `/full/en`, `/tables/1`, `/suppl_file/x_si_001.pdf`.
const VIEWS: &[&str] =
    &["full", "fulltext", "full-text", "abstract", "pdf", "epdf", "suppl_file", "tables", "figures", "meta"];

/// The DOI before the first view that an address names behind it.
fn cut_view(doi: &str) -> &str {
    let mut parts = doi.match_indices('/').map(|(at, _)| at).skip(1);
    let is_view = |at: &usize| {
        let part = doi.get(at + 1..).and_then(|rest| rest.split('/').next()).unwrap_or_default();
        VIEWS.iter().any(|view| part.eq_ignore_ascii_case(view))
    };
    parts.find(is_view).and_then(|at| doi.get(..at)).unwrap_or(doi)
}

/// A DOI from a publisher's URL without the tail that names a view of the article.
pub(super) fn without_tail<'a>(host: &str, doi: &'a str) -> &'a str {
    let doi = doi.split_once(";jsessionid").map_or(doi, |(doi, _)| doi);
    let mut now = cut_view(trim_end(doi));
    while let Some(cut) = TAILS.iter().find_map(|tail| strip_end_ci(now, tail)) {
        // The tail of `10.1000/full` is its suffix.
        if !cut.contains('/') || cut.ends_with('/') && cut.matches('/').count() == 1 {
            break;
        }
        now = cut;
    }
    let preprint = host.ends_with("biorxiv.org") || host.ends_with("medrxiv.org");
    let version = now.rsplit_once('v').filter(|(before, n)| {
        preprint
            && before.ends_with(|c: char| c.is_ascii_digit())
            && !n.is_empty()
            && n.bytes().all(|b| b.is_ascii_digit())
    });
    version.map_or(now, |(before, _)| before)
}

fn decode(text: &str) -> Result<String, &'static str> {
    percent_decode_str(text).decode_utf8().map(|s| s.into_owned()).map_err(|_| "its percent-encoding is not UTF-8")
}

/// `text` without `start`, whatever the case of its ASCII letters.
pub(super) fn strip_ci<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

fn strip_end_ci<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let (rest, tail) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
    tail.eq_ignore_ascii_case(end).then_some(rest)
}
