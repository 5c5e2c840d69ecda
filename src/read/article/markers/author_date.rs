//! Markers that name authors and a year: `(Salari et al., 2023; Liddle & Pennick, 2015)`, `Salari et al. (2023)`,
//! `[Doe & Ray, 2019]`, `(CDC, n.d.)`.

use super::SeenMarker;
use crate::read::entry::PrintedEntry;
use crate::read::list::repeats;
use crate::text::citing::{closing_bracket, parse_numbers};
use crate::text::lexicon::{NAME_PARTS, WordSet};
use crate::text::tokenise;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The longest bracket that is looked into, in characters.
const LONGEST: usize = 400;

/// What stands in the place of a year where a work has none.
const UNDATED: &str = "n.d.";

/// The entries of a list by the year that they print.
pub(super) struct Dated<'r> {
    by_year: BTreeMap<String, Vec<(usize, &'r PrintedEntry)>>,
}

impl<'r> Dated<'r> {
    pub(super) fn new(references: &'r [PrintedEntry]) -> Self {
        let mut by_year: BTreeMap<String, Vec<(usize, &'r PrintedEntry)>> = BTreeMap::new();
        for (at, entry) in references.iter().enumerate() {
            let undated = || entry.printed.contains(UNDATED).then(|| UNDATED.to_owned());
            if let Some(year) = entry.parsed.item.year().map(|year| year.to_string()).or_else(undated) {
                by_year.entry(year).or_default().push((at, entry));
            }
        }
        Self { by_year }
    }

    /// `Demir, op. cit., p. 4`: the one entry of these authors.
    fn find_again(&self, inner: &str) -> Option<Resolved> {
        let names = repeats::read_repeated_names(inner)?;
        let found: Vec<usize> =
            self.by_year.values().flat_map(|of_year| find_by_name(names, of_year)).map(|(at, _)| *at).collect();
        (found.len() == 1).then_some((found, None, Vec::new()))
    }

    /// The one entry that the words of a link name: `Salari et al., 2023`, `(Salari, 2023)`, `Salari (2023)`.
    pub(super) fn find_named(&self, words: &str) -> Option<usize> {
        let bare = words.replace(['(', ')'], "");
        let (authors, years) = split_years(bare.trim())?;
        match years.iter().flat_map(|year| resolve(authors, year, self)).collect::<Vec<usize>>().as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Finds the markers among the characters of a block that begins at `base`. A bracket that holds nothing but authors and
    /// years is no part of the words, and its place goes into `spans`; names that the sentence itself says are.
    pub(super) fn find(&self, words: &[char], base: u32, seen: &mut Vec<SeenMarker>, spans: &mut Vec<(u32, u32)>) {
        let mut at = 0;
        let opens = |from: usize| words.get(from..)?.iter().position(|c| matches!(c, '(' | '[')).map(|i| from + i);
        while let Some(open) = opens(at) {
            let closing = words.get(open).and_then(|c| closing_bracket(*c));
            let Some(close) = words
                .get(open..)
                .and_then(|w| w.iter().take(LONGEST).position(|c| Some(*c) == closing))
                .map(|i| open + i)
            else {
                at = open + 1;
                continue;
            };
            let inner: String = words.get(open + 1..close).unwrap_or_default().iter().collect();
            let found = if split_year(inner.trim()).is_some_and(|(_, rest)| rest.is_empty()) {
                find_authors_before(words, open, inner.trim(), self)
            } else {
                resolve_bracketed(&inner, self).or_else(|| self.find_again(&inner)).map(|f| (open, f))
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

/// The entries that a marker names, why it is doubtful, and what it names that no entry is.
type Resolved = (Vec<usize>, Option<String>, Vec<String>);

/// `Salari et al., 2023; see Liddle & Pennick, 2015a`.
fn resolve_bracketed(inner: &str, list: &Dated<'_>) -> Option<Resolved> {
    let mut entries = Vec::new();
    let (mut doubts, mut unlisted) = (Vec::new(), Vec::new());
    let mut certain = false;
    for part in inner.split(';').map(without_lead) {
        let Some((authors, years)) = split_years(part) else { continue };
        certain |= authors.contains("et al") || authors.contains(" & ");
        for year in &years {
            let found = resolve(authors, year, list);
            certain |= !found.is_empty();
            let name = if years.len() == 1 { part.to_owned() } else { format!("{authors}, {year}") };
            match found.len() {
                0 => {
                    doubts.push(format!("names {name}, which matches no entry"));
                    unlisted.push(name);
                }
                1 => {}
                _ => doubts.push(format!("names {name}, which matches several entries")),
            }
            entries.extend(found);
        }
    }
    certain.then(|| (entries, (!doubts.is_empty()).then(|| doubts.join("; ")), unlisted))
}

/// Words that lead to authors in a bracket, and are no names.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "see also ", "see, e.g., ", "see, e.g. ", "see e.g., ", "see e.g. ", "see, for example, ", "see for example ", "see ", "e.g., ", "e.g. ", "for example, ", "for example ",
    "cf. ", "also ", "reviewed in ", "as reviewed in ", "adapted from ",
];

fn without_lead(part: &str) -> &str {
    // "Doe, 1999, as cited in Ray, 2014": the list has what was read.
    let part = part.rsplit_once("cited in ").map_or(part, |(_, read)| read).trim();
    let is_head = |lead: &&&str| part.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead));
    LEADS.iter().find(is_head).and_then(|lead| part.get(lead.len()..)).unwrap_or(part)
}

/// Whether a part of a bracket is authors, years and a place in the source, and no other words: `Doe, 2024a, 2025, p. 5`.
fn is_bare(part: &str) -> bool {
    let part = without_lead(part);
    let is_year = |word: &str| split_year(word).is_some_and(|(_, rest)| rest.is_empty());
    let words: Vec<&str> = part.split_whitespace().map(|w| w.trim_end_matches([',', ':'])).collect();
    let Some(first) = words.iter().position(|w| is_year(w)) else { return false };
    let (authors, behind) = words.split_at(first);
    let is_name = |word: &&str| {
        static SMALL: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("small among authors"));
        word.starts_with(|c: char| c.is_uppercase() || c == '[')
            || SMALL.contains(word)
            || word.starts_with("d’")
            || word.starts_with("d'")
    };
    // `2024, p. 5`, `2024: 12–14`, `2024, 2025`
    let places = behind.iter().skip_while(|w| is_year(w)).copied().collect::<Vec<&str>>().join(" ");
    let is_place = places.is_empty() || parse_numbers(&format!("1, {places}")).is_some();
    let is_title = part.starts_with(['“', '"']);
    is_place && !authors.is_empty() && (is_title || authors.iter().all(is_name))
}

/// `Salari et al. (2023)`: the names stand before the bracket. From the longest group of words back to the nearest
/// that an entry has; "et al." is a marker even where no entry is found.
fn find_authors_before(words: &[char], open: usize, dated: &str, list: &Dated<'_>) -> Option<(usize, Resolved)> {
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
        if authors.split_whitespace().count() > 8 || !(single || joined) {
            continue;
        }
        let found = resolve(authors, dated, list);
        if !found.is_empty() {
            let doubt = (found.len() > 1).then(|| format!("names {authors} ({dated}), which matches several entries"));
            return Some((start, (found, doubt, Vec::new())));
        }
        if [" et al.", " et al", " and colleagues", " and others"].iter().any(|end| authors.ends_with(end)) {
            let doubt = format!("names {authors} ({dated}), which matches no entry");
            unknown = Some((start, (Vec::new(), Some(doubt), vec![format!("{authors} ({dated})")])));
        }
    }
    unknown
}

/// A year with its letter, or `n.d.`, at the head of a string, and the rest.
fn split_year(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix(UNDATED) {
        return Some((UNDATED, rest));
    }
    let digits = text
        .get(..4)
        .filter(|d| d.bytes().all(|b| b.is_ascii_digit()) && (d.starts_with("19") || d.starts_with("20")))?;
    let rest = text.get(4..)?;
    let letter = rest.chars().next().filter(char::is_ascii_lowercase).map_or(0, char::len_utf8);
    Some((digits, rest.get(letter..)?))
}

/// Where the last year of a string begins.
fn find_last_year(part: &str) -> Option<usize> {
    part.char_indices().map(|(i, _)| i).rfind(|i| {
        split_year(part.get(*i..).unwrap_or_default())
            .is_some_and(|(_, rest)| !rest.starts_with(|c: char| c.is_alphanumeric()))
            && part.get(..*i).is_some_and(|b| b.ends_with([' ', ',']))
    })
}

/// `Liddle & Pennick, 2015a, 2016, p. 5` in its authors and its years.
fn split_years(part: &str) -> Option<(&str, Vec<String>)> {
    let mut at = find_last_year(part)?;
    let (digits, behind) = split_year(part.get(at..)?)?;
    let mut years = vec![part.get(at..part.len() - behind.len())?.to_owned()];
    // `2005a,b`
    let more = behind
        .split(',')
        .skip(1)
        .map(str::trim)
        .take_while(|l| l.len() == 1 && l.bytes().all(|b| b.is_ascii_lowercase()));
    years.extend(more.map(|letter| format!("{digits}{letter}")));
    loop {
        let head = part.get(..at)?.trim_end_matches([',', ' ']);
        let before = find_last_year(head)
            .filter(|at| head.get(*at..).and_then(split_year).is_some_and(|(_, rest)| rest.is_empty()));
        let Some(before) = before else { break };
        years.insert(0, head.get(before..)?.to_owned());
        at = before;
    }
    let authors = part.get(..at)?.trim_end_matches([',', ' ']);
    (may_be_authors(authors) && authors.split_whitespace().count() <= 10).then_some((authors, years))
}

/// Whether words begin as a name or a title in quotes: `de la Cruz`, `d’Arcy`, `“Yoga for life”`.
fn may_be_authors(words: &str) -> bool {
    static PARTICLES: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("particles"));
    let first = words.split_whitespace().next().unwrap_or_default();
    let is_particle = PARTICLES.contains(first) || first.starts_with("d’") || first.starts_with("d'");
    first.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'))
        || is_particle && words.contains(char::is_uppercase)
}

/// The entries whose first author (and second, where one is named) and year are these. Of several, those that print the letter of
/// the year.
fn resolve(authors: &str, dated: &str, list: &Dated<'_>) -> Vec<usize> {
    let Some((digits, _)) = split_year(dated) else { return Vec::new() };
    let of_year = list.by_year.get(digits).map_or(&[][..], Vec::as_slice);
    let named = find_by_name(authors, of_year);
    let letter = dated.get(digits.len()..).and_then(|rest| rest.chars().next()).filter(char::is_ascii_lowercase);
    let places = |entries: &mut dyn Iterator<Item = &(usize, &PrintedEntry)>| entries.map(|(at, _)| *at).collect();
    let Some(letter) = letter else { return places(&mut named.into_iter()) };
    let lettered: Vec<&(usize, &PrintedEntry)> =
        named.iter().copied().filter(|(_, e)| find_letter(e, digits) == Some(letter)).collect();
    if !lettered.is_empty() {
        return places(&mut lettered.into_iter());
    }
    places(&mut named.into_iter().filter(|(_, e)| find_letter(e, digits).is_none()))
}

/// The letter that an entry prints behind its year: `(2005b)`.
fn find_letter(entry: &PrintedEntry, digits: &str) -> Option<char> {
    let mut found = entry.printed.match_indices(digits).filter_map(|(at, _)| {
        let mut behind = entry.printed.get(at + digits.len()..)?.chars();
        let letter = behind.next().filter(char::is_ascii_lowercase)?;
        let is_free = entry.printed.get(..at).is_some_and(|b| b.is_empty() || b.ends_with([' ', '(', ',']));
        (is_free && behind.next().is_none_or(|c| matches!(c, ')' | '.' | ',' | ';' | ':'))).then_some(letter)
    });
    found.next()
}

/// Of entries, those of these authors: by their names, by the letters that stand for a group, or by the title where nobody signed.
fn find_by_name<'e, 'r>(authors: &str, entries: &'e [(usize, &'r PrintedEntry)]) -> Vec<&'e (usize, &'r PrintedEntry)> {
    // `Centers for Disease Control and Prevention [CDC]`
    let authors = authors.split(" [").next().unwrap_or_default().trim_matches(['“', '”', '"', ',', ' ']);
    let (first, second) = first_two_names(authors);
    let (whole, first, second) = (join_name(authors), join_name(first), join_name(second));
    let is_author = |entry: &PrintedEntry, n: usize, want: &str| {
        entry.parsed.item.author.get(n).is_some_and(|a| {
            join_name(&a.short_name()) == want || a.family.as_deref().is_some_and(|family| join_name(family) == want)
        })
    };
    let by_first: Vec<_> = entries.iter().filter(|(_, e)| is_author(e, 0, &first) || is_author(e, 0, &whole)).collect();
    let by_second: Vec<_> =
        by_first.iter().copied().filter(|(_, e)| !second.is_empty() && is_author(e, 1, &second)).collect();
    if !by_second.is_empty() {
        return by_second;
    }
    if !by_first.is_empty() {
        return by_first;
    }
    let is_meant = |entry: &PrintedEntry| match entry.parsed.item.author.first() {
        Some(group) => group.family.is_none() && is_short_for(authors, &group.short_name(), &entry.printed),
        None => {
            let title = entry.parsed.item.title.as_deref().map(tokenise).unwrap_or_default();
            let words = tokenise(authors);
            words.len() > 1 && title.starts_with(&words)
        }
    };
    entries.iter().filter(|(_, e)| is_meant(e)).collect()
}

/// The first name and the second, where there is one: of `Loge, Ekeberg, and Kaasa`, `Liddle & Pennick`, `Salari et al.`
fn first_two_names(authors: &str) -> (&str, &str) {
    let (first, second) = ["et al", " and colleagues", " and others", " & ", " and "]
        .iter()
        .find_map(|m| authors.split_once(m))
        .unwrap_or((authors, ""));
    match first.trim_end_matches([',', ' ']).split_once(',') {
        Some((first, others)) => (first, others.split(',').next().unwrap_or_default()),
        None => (first, second),
    }
}

/// A name as it is compared, whatever its accents and apostrophes.
fn join_name(name: &str) -> String {
    let name = name.trim_matches([',', ' ', '.']);
    tokenise(name.trim_end_matches("’s").trim_end_matches("'s")).concat()
}

/// Whether letters stand for a group: `CDC` for Centers for Disease Control and Prevention, or as the entry itself says.
fn is_short_for(letters: &str, group: &str, printed: &str) -> bool {
    let is_short = (2..=8).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let initials: Vec<char> =
        group.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    let mut left = initials.iter();
    let is_in_order = letters.chars().next() == initials.first().copied()
        && initials.len() <= letters.len() + 2
        && letters.chars().all(|letter| left.any(|initial| *initial == letter));
    let is_said = || printed.contains(&format!("[{letters}]")) || printed.contains(&format!("({letters})"));
    is_short && (is_in_order || is_said())
}
