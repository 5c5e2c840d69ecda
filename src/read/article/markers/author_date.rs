//! Markers that name authors and a year: `(Salari et al., 2023; Liddle & Pennick, 2015)`, `Salari et al. (2023)`.

use super::SeenMarker;
use crate::read::entry::PrintedEntry;
use crate::text::citing::parse_numbers;
use crate::text::lexicon::{NAME_PARTS, WordSet};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The longest bracket that is looked into, in characters.
const LONGEST: usize = 400;

/// The entries of a list by the year that they print.
pub(super) struct Dated<'r> {
    by_year: BTreeMap<String, Vec<(usize, &'r PrintedEntry)>>,
}

impl<'r> Dated<'r> {
    pub(super) fn new(references: &'r [PrintedEntry]) -> Self {
        let mut by_year: BTreeMap<String, Vec<(usize, &'r PrintedEntry)>> = BTreeMap::new();
        for (at, entry) in references.iter().enumerate() {
            if let Some(year) = entry.parsed.item.year() {
                by_year.entry(year.to_string()).or_default().push((at, entry));
            }
        }
        Self { by_year }
    }

    /// Finds the markers among the characters of a block that begins at `base`. A bracket that holds nothing but authors and
    /// years is no part of the words, and its place goes into `spans`; names that the sentence itself says are.
    pub(super) fn find(&self, words: &[char], base: u32, seen: &mut Vec<SeenMarker>, spans: &mut Vec<(u32, u32)>) {
        let mut at = 0;
        while let Some(open) = words.get(at..).and_then(|w| w.iter().position(|c| *c == '(')).map(|i| at + i) {
            let Some(close) =
                words.get(open..).and_then(|w| w.iter().take(LONGEST).position(|c| *c == ')')).map(|i| open + i)
            else {
                at = open + 1;
                continue;
            };
            let inner: String = words.get(open + 1..close).unwrap_or_default().iter().collect();
            let found = if year(inner.trim()).is_some_and(|(_, rest)| rest.is_empty()) {
                named_before(words, open, inner.trim(), self)
            } else {
                resolve_bracketed(&inner, self).map(|f| (open, f))
            };
            if let Some((start, (entries, doubt, unlisted))) = found {
                if start == open && inner.split(';').all(is_bare) {
                    spans.push((base + open as u32, base + close as u32 + 1));
                }
                let label = words.get(start..=close).unwrap_or_default().iter().collect();
                seen.push(SeenMarker {
                    start: base + start as u32,
                    end: base + close as u32 + 1,
                    label,
                    entries,
                    doubt,
                    unlisted,
                    counted: false,
                });
                at = close + 1;
            } else {
                at = open + 1;
            }
        }
    }
}

/// The one entry that the words of a link name: `Salari et al., 2023`, `(Salari, 2023)`, `Salari (2023)`.
pub(super) fn find_named(words: &str, references: &[PrintedEntry]) -> Option<usize> {
    let bare = words.replace(['(', ')'], "");
    let (authors, dated) = split_year(bare.trim())?;
    match resolve(authors, dated, &Dated::new(references)).as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The entries that a marker names, why it is doubtful, and what it names that no entry is.
type Resolved = (Vec<usize>, Option<String>, Vec<String>);

/// `Salari et al., 2023; see Liddle & Pennick, 2015a`.
fn resolve_bracketed(inner: &str, list: &Dated<'_>) -> Option<Resolved> {
    let mut entries = Vec::new();
    let (mut doubts, mut unlisted) = (Vec::new(), Vec::new());
    let mut certain = false;
    for part in inner.split(';').map(without_lead) {
        let Some((authors, dated)) = split_year(part) else { continue };
        let found = resolve(authors, dated, list);
        certain |= !found.is_empty() || authors.contains("et al") || authors.contains(" & ");
        match found.len() {
            0 => {
                doubts.push(format!("names {part}, which no entry is"));
                unlisted.push(part.to_owned());
            }
            1 => {}
            _ => doubts.push(format!("names {part}, which several entries are")),
        }
        entries.extend(found);
    }
    certain.then(|| (entries, (!doubts.is_empty()).then(|| doubts.join("; ")), unlisted))
}

/// Words that lead to authors in a bracket, and are no names.
const LEADS: &[&str] = &["see also ", "see, e.g., ", "see ", "e.g., ", "e.g. ", "cf. ", "also ", "reviewed in "];

fn without_lead(part: &str) -> &str {
    let part = part.trim();
    LEADS.iter().find_map(|lead| part.strip_prefix(lead)).unwrap_or(part)
}

/// Whether a part of a bracket is authors, years and a place in the source, and no other words: `Doe, 2024a, 2025, p. 5`.
fn is_bare(part: &str) -> bool {
    let part = without_lead(part);
    let is_year = |word: &str| year(word).is_some_and(|(_, rest)| rest.is_empty());
    let words: Vec<&str> = part.split_whitespace().map(|w| w.trim_end_matches([',', ':'])).collect();
    let Some(first) = words.iter().position(|w| is_year(w)) else { return false };
    let (authors, behind) = words.split_at(first);
    let is_name = |word: &&str| {
        static SMALL: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("small among authors"));
        word.starts_with(char::is_uppercase) || SMALL.contains(word) || word.starts_with("d’") || word.starts_with("d'")
    };
    // `2024, p. 5`, `2024: 12–14`, `2024, 2025`
    let places = behind.iter().skip_while(|w| is_year(w)).copied().collect::<Vec<&str>>().join(" ");
    let is_place = places.is_empty() || parse_numbers(&format!("1, {places}")).is_some();
    authors.first().is_some_and(is_name) && authors.iter().all(is_name) && is_place
}

/// `Salari et al. (2023)`: the names stand before the bracket. From the longest group of words back to the nearest
/// that an entry has; "et al." is a marker even where no entry is found.
fn named_before(words: &[char], open: usize, dated: &str, list: &Dated<'_>) -> Option<(usize, Resolved)> {
    let starts: Vec<usize> = (open.saturating_sub(80)..open)
        .filter(|i| {
            words.get(*i).is_some_and(|c| c.is_uppercase()) && (*i == 0 || words.get(i - 1).is_some_and(|c| *c == ' '))
        })
        .collect();
    let mut unknown = None;
    for start in starts {
        let before: String = words.get(start..open)?.iter().collect();
        let authors = before.trim_end();
        let single = !authors.contains(' ');
        let joined = [" et al", " and ", " & "].iter().any(|m| authors.contains(m));
        if authors.split_whitespace().count() > 6 || !(single || joined) {
            continue;
        }
        let found = resolve(authors, dated, list);
        if !found.is_empty() {
            let doubt = (found.len() > 1).then(|| format!("names {authors} ({dated}), which several entries are"));
            return Some((start, (found, doubt, Vec::new())));
        }
        if [" et al.", " et al", " and colleagues", " and others"].iter().any(|end| authors.ends_with(end)) {
            let doubt = format!("names {authors} ({dated}), which no entry is");
            unknown = Some((start, (Vec::new(), Some(doubt), vec![format!("{authors} ({dated})")])));
        }
    }
    unknown
}

/// A year with its letter at the head of a string, and the rest.
fn year(text: &str) -> Option<(&str, &str)> {
    let digits = text
        .get(..4)
        .filter(|d| d.bytes().all(|b| b.is_ascii_digit()) && (d.starts_with("19") || d.starts_with("20")))?;
    let rest = text.get(4..)?;
    let letter = rest.chars().next().filter(char::is_ascii_lowercase).map_or(0, char::len_utf8);
    Some((digits, rest.get(letter..)?))
}

/// `Liddle & Pennick, 2015` in its two halves.
fn split_year(part: &str) -> Option<(&str, &str)> {
    let at = part.char_indices().map(|(i, _)| i).rfind(|i| {
        year(part.get(*i..).unwrap_or_default())
            .is_some_and(|(_, rest)| !rest.starts_with(|c: char| c.is_alphanumeric()))
            && part.get(..*i).is_some_and(|b| b.ends_with([' ', ',']))
    })?;
    let authors = part.get(..at)?.trim_end_matches([',', ' ']);
    (authors.starts_with(char::is_uppercase) && authors.split_whitespace().count() <= 10)
        .then_some((authors, part.get(at..)?))
}

/// The entries whose first author (and second, where one is named) and year are these.
fn resolve(authors: &str, dated: &str, list: &Dated<'_>) -> Vec<usize> {
    let Some((digits, _)) = year(dated) else { return Vec::new() };
    let (first, second) = ["et al", " and colleagues", " and others", " & ", " and "]
        .iter()
        .find_map(|m| authors.split_once(m))
        .unwrap_or((authors, ""));
    let first = first.trim_matches([',', ' ', '.']).trim_end_matches("’s").trim_end_matches("'s");
    let second = second.trim_matches([',', ' ', '.']);
    let name = |entry: &PrintedEntry, n: usize, want: &str| {
        entry.parsed.item.author.get(n).is_some_and(|a| {
            a.cited().eq_ignore_ascii_case(want) || a.family.as_deref().is_some_and(|f| f.eq_ignore_ascii_case(want))
        })
    };
    let of_year = list.by_year.get(digits).map_or(&[][..], Vec::as_slice);
    let by_first: Vec<&(usize, &PrintedEntry)> =
        of_year.iter().filter(|(_, e)| name(e, 0, first) || name(e, 0, authors)).collect();
    let by_second: Vec<usize> =
        by_first.iter().filter(|(_, e)| !second.is_empty() && name(e, 1, second)).map(|(i, _)| *i).collect();
    if !by_second.is_empty() { by_second } else { by_first.iter().map(|(i, _)| *i).collect() }
}
