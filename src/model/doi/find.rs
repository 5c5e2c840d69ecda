//! Finding DOIs in prose, HTML and reference lists. Conservative where reading a single one is permissive: a DOI must
//! look like one, it ends where its sentence ends, and whatever was mended is noted.

use super::parse::{
    find_in_path, is_doi_org, is_doubled, is_short_name, measure_prefix, parse, strip_ci, without_query, without_tail,
};
use super::run::Run;
use super::spelling::{as_ascii, unescape};
use super::{Doi, NotADoi};
use std::fmt;

/// A DOI found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDoi {
    /// Where it begins, with its label or URL, in bytes of the text.
    pub start: usize,
    /// Where it ends, exclusive, in bytes of the text.
    pub end: usize,
    /// The text between the two: the DOI as it stands there, with its label or URL.
    pub printed: String,
    /// The DOI, or why what stands there is none.
    pub doi: Result<Doi, NotADoi>,
    /// What had to be mended to read it.
    pub note: Option<DoiNote>,
    /// Whether it is part of the address of a page, which may go on behind it; otherwise it was printed as a DOI.
    pub in_address: bool,
}

/// What had to be mended to read a DOI out of a text: a person should look whether it was meant so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoiNote {
    /// It was broken over a line.
    JoinedLines,
    /// It held a space.
    JoinedSpace,
    /// It held characters that take no room, or an HTML line-break hint.
    InvisibleRemoved,
    /// It stood there twice in a row.
    Doubled,
    /// The URL went on behind it.
    TailCut,
    /// It ended in a closing bracket that nothing before it opens.
    BracketCut,
}

impl fmt::Display for DoiNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::JoinedLines => "joined over a line break",
            Self::JoinedSpace => "a space in it was left out",
            Self::InvisibleRemoved => "invisible characters in it were left out",
            Self::Doubled => "it stood there twice in a row",
            Self::TailCut => "what followed it in the URL was cut",
            Self::BracketCut => "a closing bracket at its end was cut",
        })
    }
}

pub(super) fn find_all(text: &str) -> Vec<FoundDoi> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(opening) = DoiOpeningMark::next(text, from) {
        from = match opening.read_here(text) {
            Some(doi) => {
                let end = doi.end;
                found.push(doi);
                end
            }
            None => opening.at.max(opening.start + 1),
        };
        from = text.ceil_char_boundary(from);
    }
    found
}

/// A place where a DOI may begin.
#[derive(Debug)]
struct DoiOpeningMark<'a> {
    /// Where its label or URL begins, in bytes.
    start: usize,
    /// Where it begins itself, in bytes.
    at: usize,
    kind: Kind<'a>,
}

/// What promises a DOI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    /// `10.` in running text.
    Bare,
    /// `doi:` before it.
    Label,
    /// A URL of doi.org.
    Resolver,
    /// A URL of another host that holds a DOI; in its query or not.
    Page { host: &'a str, in_query: bool },
}

impl<'a> DoiOpeningMark<'a> {
    /// The next place at or after `from`.
    fn next(text: &'a str, from: usize) -> Option<Self> {
        let mut before = text.get(..from)?.chars().next_back();
        for (i, c) in text.get(from..)?.char_indices() {
            let start = from + i;
            let begins_word = !before.is_some_and(char::is_alphanumeric);
            let opening = match c {
                'h' | 'H' | 'w' | 'W' if begins_word => Self::find_url(text, start),
                'd' | 'D' if begins_word => Self::find_url(text, start).or_else(|| Self::find_label(text, start)),
                '1' | '１' if begins_word => Self::find_bare(text, start),
                _ => None,
            };
            if opening.is_some() {
                return opening;
            }
            before = Some(c);
        }
        None
    }

    /// A URL, if it is one of doi.org or holds a DOI.
    fn find_url(text: &'a str, start: usize) -> Option<Self> {
        let rest = text.get(start..)?;
        let schemed = strip_ci(rest, "https://").or_else(|| strip_ci(rest, "http://"));
        let bare = || ["www.", "doi.org/", "dx.doi.org/"].iter().any(|s| strip_ci(rest, s).is_some()).then_some(rest);
        let url = schemed.or_else(bare)?;
        let (host, path) = url.split_once('/')?;
        if host.len() > 253 || !host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:@".contains(&b)) {
            return None;
        }
        let at = text.len() - path.len();
        if is_doi_org(&host.to_ascii_lowercase()) {
            // `https://doi.org/doi:10.…` and a URL within the URL open again further on.
            let promised = path.starts_with(|c: char| c.is_alphanumeric());
            let nested = ["doi:", "http", "doi.org"].iter().any(|s| strip_ci(path, s).is_some());
            return (promised && !nested).then_some(Self { start, at, kind: Kind::Resolver });
        }
        let end = path.find(|c: char| c.is_whitespace() || "\"<>|“”".contains(c)).unwrap_or(path.len());
        let (offset, in_query) = find_in_path(path.get(..end)?)?;
        Some(Self { start, at: at + offset, kind: Kind::Page { host, in_query } })
    }

    /// `doi:`, `DOI `, `doi = {`, `info:doi/`, `urn:doi:`, and a URL behind such a label.
    fn find_label(text: &'a str, start: usize) -> Option<Self> {
        let after = strip_ci(text.get(start..)?, "doi")?;
        let before = text.get(..start)?;
        let (wrapper, slash) = match before.len().checked_sub(5).and_then(|n| before.get(n..)) {
            Some(info) if info.eq_ignore_ascii_case("info:") => (5, true),
            Some(urn) if strip_ci(urn.get(1..).unwrap_or_default(), "urn:").is_some() => (4, false),
            _ if before.eq_ignore_ascii_case("urn:") => (4, false),
            _ => (0, false),
        };
        let value = match after.strip_prefix('/').filter(|_| slash) {
            Some(value) => value,
            None => after.trim_start_matches([':', '=', '.', ' ', '\u{a0}', '{', '"', '<']),
        };
        let (at, gap) = (text.len() - value.len(), after.len() - value.len());
        if let Some(url) = Self::find_url(text, at) {
            return Some(Self { start: start - wrapper, ..url });
        }
        let promised = value.starts_with(|c: char| c.is_numeric()) && gap <= 5 && (gap > 0 || value.starts_with("10."));
        promised.then_some(Self { start: start - wrapper, at, kind: Kind::Label })
    }

    /// `10.` by itself; behind a slash it ends a URL without scheme.
    fn find_bare(text: &'a str, at: usize) -> Option<Self> {
        let head: String = text.get(at..)?.chars().take(8).collect();
        let before = text.get(..at)?;
        let version = before.strip_suffix('.').is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit() || c == '.'));
        if version || !as_ascii(&head).starts_with("10.") {
            return None;
        }
        let kind = if before.ends_with('/') { Kind::Page { host: "", in_query: false } } else { Kind::Bare };
        Some(Self { start: at, at, kind })
    }

    /// The DOI here, if there is one or one was promised.
    fn read_here(&self, text: &str) -> Option<FoundDoi> {
        let run = Run::read(text.get(self.at..)?);
        if !self.holds(&as_ascii(&unescape(&run.text))) {
            return None;
        }
        let (inner, cut) = self.find_inner(&run.text);
        let once = if is_doubled(&inner) { inner.get(..inner.len() / 2).unwrap_or(&inner) } else { &inner };
        let doi = match self.kind {
            Kind::Resolver => parse(&format!("https://doi.org/{once}")),
            Kind::Page { .. } => parse(&format!("https://page/{once}")),
            Kind::Label if self.is_urn(text) => parse(&format!("urn:doi:{once}")),
            Kind::Bare | Kind::Label => parse(once),
        };
        let note = [
            run.note,
            (once.len() < inner.len()).then_some(DoiNote::Doubled),
            cut.then_some(DoiNote::TailCut),
            (run.bracket_cut && !opens_before(text, self.at)).then_some(DoiNote::BracketCut),
        ];
        let end = self.at + run.length;
        Some(FoundDoi {
            start: self.start,
            end,
            printed: text.get(self.start..end)?.to_owned(),
            doi: doi.map_err(|e| NotADoi { got: inner.clone(), ..e }),
            note: note.into_iter().flatten().next(),
            in_address: matches!(self.kind, Kind::Page { .. }),
        })
    }

    fn is_urn(&self, text: &str) -> bool {
        text.get(self.start..).is_some_and(|t| strip_ci(t, "urn:").is_some())
    }

    /// Whether a run of characters here is a DOI, well formed or not.
    fn holds(&self, plain: &str) -> bool {
        let prefix = measure_prefix(plain);
        let whole = prefix.and_then(|n| plain.get(n..)).is_some_and(opens_suffix);
        let short = plain.strip_prefix("10/").is_some_and(is_short_name);
        match self.kind {
            Kind::Bare | Kind::Page { .. } => whole,
            Kind::Label => {
                whole
                    || short
                    || plain.starts_with("10.")
                    || (plain.contains('/') && plain.contains('.'))
                    || prefix.is_some()
            }
            Kind::Resolver => {
                whole || plain.starts_with("10") || (is_short_name(plain) && !plain.eq_ignore_ascii_case("doiRA"))
            }
        }
    }

    /// The run without what follows the DOI in its URL, and whether there was such a tail.
    fn find_inner(&self, run: &str) -> (String, bool) {
        let inner = match self.kind {
            Kind::Resolver => without_query(run),
            Kind::Page { host, in_query: true } => without_tail(host, run.split(['&', '#']).next().unwrap_or_default()),
            Kind::Page { host, in_query: false } => without_tail(host, without_query(run)),
            Kind::Bare | Kind::Label => {
                run.split_once('?').filter(|(_, q)| q.contains('=')).map_or(run, |(doi, _)| doi)
            }
        };
        (inner.to_owned(), inner.len() < run.len())
    }
}

/// Whether what follows a prefix is its separator and something behind it.
fn opens_suffix(rest: &str) -> bool {
    let suffix = rest.strip_prefix(['/', ':']).or_else(|| strip_ci(rest, "%2F"));
    suffix.is_some_and(|s| s.chars().any(char::is_alphanumeric))
}

/// Whether a bracket is open where a DOI begins; looks no further back than a long sentence.
fn opens_before(text: &str, start: usize) -> bool {
    let mut depth = 0_i32;
    for c in text.get(..start).unwrap_or_default().chars().rev().take(600) {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' if depth == 0 => return true,
            '(' | '[' | '{' => depth -= 1,
            _ => {}
        }
    }
    false
}
