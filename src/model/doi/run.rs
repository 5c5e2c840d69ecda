//! The run of characters that a DOI in a text can reach over: where it stops, and where it goes on behind a line break.

use super::DoiNote;
use super::parse::{measure_prefix, strip_ci};
use super::spelling::{decode_entity, is_invisible, trim_end};

/// A run of characters, from where a DOI begins to where it must have ended.
pub(super) struct Run {
    /// The characters, with entities decoded, joined where they were broken, without closing punctuation.
    pub(super) text: String,
    /// How many bytes of the source they cover.
    pub(super) length: usize,
    pub(super) note: Option<DoiNote>,
    /// A closing bracket was cut from its end.
    pub(super) bracket_cut: bool,
}

/// Longer than any DOI seen; keeps a text without spaces from being read again at each of its places.
const LONGEST: usize = 512;

impl Run {
    pub(super) fn read(source: &str) -> Self {
        let mut run = Self { text: String::new(), length: 0, note: None, bracket_cut: false };
        let mut ends = Vec::new(); // the source's offset behind each character that was kept
        let mut at = 0;
        while let Some(rest) = source.get(at..).filter(|_| ends.len() < LONGEST) {
            let Some(step) = Step::choose(&run.text, rest) else { break };
            match step {
                Step::Keep(c, length) => {
                    run.text.push(c);
                    at += length;
                    ends.push(at);
                }
                Step::Skip(length, note) => {
                    run.note = run.note.or(Some(note));
                    at += length;
                }
            }
        }
        let kept = trim_end(&run.text);
        run.bracket_cut = run.text.get(kept.len()..).is_some_and(|cut| cut.contains([')', ']', '}']));
        run.length = kept.chars().count().checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(0);
        run.text.truncate(kept.len());
        run
    }
}

/// What to do with the next character.
enum Step {
    /// It belongs to the DOI; how many bytes it takes in the source.
    Keep(char, usize),
    /// It does not, but the DOI goes on behind it.
    Skip(usize, DoiNote),
}

impl Step {
    fn choose(so_far: &str, rest: &str) -> Option<Self> {
        let c = rest.chars().next()?;
        let after = rest.get(c.len_utf8()..)?;
        match c {
            _ if c.is_whitespace() => find_continuation(so_far, rest),
            _ if is_invisible(c) => Some(Self::Skip(c.len_utf8(), DoiNote::InvisibleRemoved)),
            _ if c.is_control() => None,
            '"' | '“' | '”' | '«' | '»' | '|' | '`' => None,
            '<' => Self::choose_angle(rest, after, 1),
            '&' => Self::choose_entity(after),
            ',' | ';' | '.' if next_begins(after) => None,
            '[' if after.split_once(']').is_some_and(|(word, _)| is_link_word(word)) => None,
            'h' | 'H' if is_url(rest) => None,
            _ => Some(Self::Keep(c, c.len_utf8())),
        }
    }

    /// `<` belongs to a SICI, `<952::AID-MRM16>`; `<wbr>` allows a line break; any other tag ends the run.
    fn choose_angle(rest: &str, after: &str, length: usize) -> Option<Self> {
        let close = after.find(['>', '&']).filter(|n| *n < 40)?;
        let inside = after.get(..close)?;
        if strip_ci(inside, "wbr").is_some_and(|r| r.trim_end_matches([' ', '/']).is_empty()) && rest.starts_with('<') {
            return Some(Self::Skip(length + close + 1, DoiNote::InvisibleRemoved));
        }
        let sici = inside.contains(':') && !inside.contains([' ', '"', '/']);
        sici.then_some(Self::Keep('<', length))
    }

    fn choose_entity(after: &str) -> Option<Self> {
        let decoded = after.split_once(';').filter(|(name, _)| name.len() < 12).and_then(|(name, tail)| {
            let c = if name.eq_ignore_ascii_case("ZeroWidthSpace") { Some('\u{200b}') } else { decode_entity(name) };
            Some((c?, tail, name.len() + 2))
        });
        match decoded {
            None => Some(Self::Keep('&', 1)),
            Some((c, _, length)) if is_invisible(c) => Some(Self::Skip(length, DoiNote::InvisibleRemoved)),
            Some(('<', tail, length)) => Self::choose_angle("&", tail, length),
            Some((c, ..)) if c.is_whitespace() || c.is_control() || c == '"' => None,
            Some((c, _, length)) => Some(Self::Keep(c, length)),
        }
    }
}

/// Whether the next thing in a list begins behind a comma, semicolon or full stop: another DOI, a URL, a label.
fn next_begins(after: &str) -> bool {
    const LABELS: [&str; 6] = ["doi:", "doi.org/", "PMID", "PMCID", "Epub", "Accessed"];
    let doi = measure_prefix(after).and_then(|n| after.get(n..)).is_some_and(|r| r.starts_with('/'));
    // "10.5555/heart.2025.epub1" holds no label.
    let is_label = |label: &str| {
        let behind = strip_ci(after, label);
        behind.is_some_and(|rest| label != "Epub" || !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    doi || is_url(after) || LABELS.iter().any(|label| is_label(label))
}

fn is_url(text: &str) -> bool {
    strip_ci(text, "http://").or_else(|| strip_ci(text, "https://")).is_some()
}

/// The words that reference lists on the web link in brackets: `[Crossref]`, `[PubMed]`.
fn is_link_word(word: &str) -> bool {
    (3..20).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ')
}

/// Whether a DOI goes on behind white space: only where it is visibly unfinished, or what follows visibly continues it.
fn find_continuation(so_far: &str, rest: &str) -> Option<Step> {
    let next = rest.trim_start();
    let gap = rest.get(..rest.len() - next.len())?;
    let word = next.split(char::is_whitespace).next()?;
    let first = word.chars().next()?;
    if gap.matches('\n').count() > 1 || is_url(word) || next_begins(word) || is_list_marker(word) {
        return None;
    }
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    let suffix = so_far.split_once('/').map(|(_, suffix)| suffix);
    let unfinished = match suffix {
        None => first == '/' && word.len() > 1,
        Some("") => first.is_ascii_alphanumeric() || first == '(',
        Some(_) => false,
    };
    if !gap.contains(['\n', '\r']) {
        let is_cut = unfinished && has_digit || so_far.ends_with('.') && is_numbered_tail(trim_end(word));
        let close = gap.chars().count() == 1 && is_cut;
        return close.then_some(Step::Skip(gap.len(), DoiNote::JoinedSpace));
    }
    let continues = match so_far.chars().next_back()? {
        '-' | '_' | '/' | '(' | '<' => first.is_ascii_alphanumeric() || first == '(',
        '.' => {
            let parts =
                trim_end(word).contains(|c: char| c.is_ascii_alphabetic()) || trim_end(word).matches('.').count() > 1;
            let begins = first.is_ascii_lowercase() || first.is_ascii_digit();
            has_digit && parts && begins || is_numbered_tail(trim_end(word))
        }
        _ => matches!(first, '.' | '/' | '_') && word.chars().nth(1).is_some_and(|c| c.is_ascii_alphanumeric()),
    };
    (unfinished || continues).then_some(Step::Skip(gap.len(), DoiNote::JoinedLines))
}

/// `2014.028`, `fict.2014.030`: parts of a suffix with stops between them, which no sentence begins with.
fn is_numbered_tail(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let is_number = |part: &&str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_digit());
    let is_part = |part: &&str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    parts.len() > 1
        && parts.iter().all(is_part)
        && parts.last().is_some_and(is_number)
        && (parts.len() > 2 || parts.first().is_some_and(is_number))
}

/// `3.`, `[4]`, `5)`, `•`: the next entry of a list.
fn is_list_marker(word: &str) -> bool {
    let inner = word.trim_start_matches(['[', '(']).trim_end_matches(['.', ')', ']']);
    let marked = inner.len() < word.len();
    (marked && (1..=3).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit()))
        || matches!(word, "-" | "•" | "*" | "–")
}
