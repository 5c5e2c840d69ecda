//! Markers that name numbers: `[1,3-5]`, `(1,2)`, superscript digits, footnotes.

use super::{Placed, Seen};
use crate::read::entry::PrintedEntry;
use crate::read::piece::Mark;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers that can be pointed at.
pub(super) struct Numbers {
    /// By number: list it is in, position of the entry in the text, index; in order of place.
    entries: BTreeMap<String, Vec<(usize, u32, usize)>>,
    /// Labels of footnotes, and the entries they made.
    footnotes: BTreeMap<String, Vec<usize>>,
    /// Where the format itself marks something; there nothing is looked for.
    marked: BTreeSet<u32>,
    /// The numbers are printed; otherwise the entries are counted.
    printed: bool,
}

/// The longest marker, in characters; and the most entries that a range can name.
const LONGEST: usize = 80;
const WIDEST: u32 = 60;

/// Words behind square brackets that make what they hold a quantity.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "week", "weeks", "month", "months", "year", "years", "day", "days", "hour", "hours", "minute", "minutes", "mg", "g", "kg", "ml", "cm", "mm", "mmhg", "points",
];

impl Numbers {
    pub(super) fn new(references: &[PrintedEntry], placed: &Placed) -> Self {
        let marked = placed.marks.iter().map(|m| m.start).collect();
        let listed = references.iter().zip(&placed.entries).enumerate();
        let noted = listed.clone().filter(|(_, (_, (_, footnote)))| *footnote);
        let mut footnotes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (label, i) in noted.filter_map(|(i, (r, _))| Some((r.number.clone()?, i))) {
            footnotes.entry(label).or_default().push(i);
        }
        let listed = listed.filter(|(_, (_, (_, footnote)))| !*footnote);
        let printed = listed.clone().any(|(_, (r, _))| r.number.is_some());
        let mut list = 0;
        let mut last: Option<(&str, u32)> = None;
        let mut entries: BTreeMap<String, Vec<(usize, u32, usize)>> = BTreeMap::new();
        for (nth, (i, (entry, (at, _)))) in listed.enumerate() {
            let number = if printed { entry.number.clone() } else { Some((nth + 1).to_string()) };
            let Some(number) = number else { continue };
            let value = number.parse::<u32>().unwrap_or(0);
            if last
                .is_some_and(|(section, before)| printed && (section != entry.section || (value == 1 && before >= 1)))
            {
                list += 1;
            }
            last = Some((entry.section.as_str(), value));
            entries.entry(number).or_default().push((list, *at, i));
        }
        Self { entries, footnotes, marked, printed }
    }

    /// The entries a number names, seen from a place in the text: of several lists, the next one behind that has it.
    fn resolve(&self, number: &str, from: u32) -> Vec<usize> {
        let Some(all) = self.entries.get(number) else { return Vec::new() };
        let behind = all.partition_point(|(_, at, _)| *at <= from);
        let Some((list, ..)) = all.get(behind).or(all.last()) else { return Vec::new() };
        let first = all.partition_point(|(l, ..)| l < list);
        all.iter().skip(first).take_while(|(l, ..)| l == list).map(|(.., i)| *i).collect()
    }

    /// What a mark of the format names.
    pub(super) fn mark(&self, mark: &Mark) -> Seen {
        let (start, end, label) = (mark.start, mark.end, mark.label.clone());
        if mark.footnote {
            // A footnote that holds no reference is a remark, not an open question.
            let entries = self.footnotes.get(&label).cloned().unwrap_or_default();
            return Seen { start, end, label, entries, doubt: None };
        }
        self.seen(start, end, label, &numbers(&mark.label).unwrap_or_default())
    }

    fn seen(&self, start: u32, end: u32, label: String, numbers: &[String]) -> Seen {
        let mut entries = Vec::new();
        let mut doubts = Vec::new();
        for number in numbers {
            match self.resolve(number, start).as_slice() {
                [] => doubts.push(format!("names {number}, which no entry has")),
                [one] => entries.push(*one),
                several => {
                    doubts.push(format!("names {number}, which several entries have"));
                    entries.extend(several);
                }
            }
        }
        Seen { start, end, label, entries, doubt: (!doubts.is_empty()).then(|| doubts.join("; ")) }
    }

    /// Finds the markers among the characters of a block that begins at `base`.
    pub(super) fn find(&self, words: &[char], base: u32, seen: &mut Vec<Seen>) {
        let mut at = 0;
        while let Some(c) = words.get(at).copied() {
            let length = match c {
                '[' => self.bracketed(words, at, ']'),
                '(' => self.bracketed(words, at, ')').filter(|n| self.is_citation(words, at, *n)),
                c if superscript(c).is_some() => raised(words, at),
                _ => None,
            };
            let Some(length) = length else {
                at += 1;
                continue;
            };
            let label: String = words.iter().skip(at).take(length).collect();
            let plain: String = label.chars().map(|c| superscript(c).unwrap_or(c)).collect();
            if let Some(numbers) = numbers(plain.trim_matches(['[', ']', '(', ')'])) {
                let start = base + at as u32;
                if self.marked.contains(&start) {
                    at += length;
                    continue;
                }
                let one = self.seen(start, start + length as u32, label, &numbers);
                if c != '[' || !self.is_interval(words, (at, length), &numbers) {
                    seen.push(one);
                }
            }
            at += length;
        }
    }

    /// The length of a bracket that holds numbers alone.
    fn bracketed(&self, words: &[char], at: usize, close: char) -> Option<usize> {
        let inner = words.get(at + 1..)?.iter().take(LONGEST).position(|c| *c == close)?;
        let content: String = words.get(at + 1..at + 1 + inner)?.iter().collect();
        numbers(&content).is_some().then_some(inner + 2)
    }

    /// Whether square brackets hold where a figure may lie, and point at nothing: `20 [12–34] weeks`, `95% CI [12, 34]`. Where
    /// entries have all the numbers, only a unit behind them or the word *CI* before them tells.
    fn is_interval(&self, words: &[char], (at, length): (usize, usize), numbers: &[String]) -> bool {
        let value = |n: Option<&String>| n?.parse::<f64>().ok();
        let (Some(low), Some(high)) = (value(numbers.first()), value(numbers.last())) else { return false };
        let inside = words.get(at..at + length).unwrap_or_default();
        let is_pair = inside.iter().filter(|c| ",;-–—−‐‑".contains(**c)).count() == 1 && low < high;
        let named = word_before(words, at);
        let is_named = |names: &[&str]| names.contains(&named.as_str());
        let encloses = || number_before(words, at).is_some_and(|figure| (low..=high).contains(&figure));
        let is_open = || numbers.iter().any(|n| self.resolve(n, 0).is_empty());
        is_pair
            && (is_named(&["ci", "iqr", "cri"])
                || is_open() && (is_named(&["range", "interval", "median", "mean"]) || encloses())
                || encloses() && UNITS.contains(&word_behind(words, at + length).as_str()))
    }

    /// Round brackets mark citations only where a numbered list has all their numbers and a sentence or a clause
    /// ends behind: "(1) first, (2) second" counts things.
    fn is_citation(&self, words: &[char], at: usize, length: usize) -> bool {
        let content: String = words.iter().skip(at + 1).take(length - 2).collect();
        let behind = words.get(at + length).copied();
        let ends = behind.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | ')'));
        let inside = at > 0 && words.get(at - 1).is_some_and(|c| *c == ' ' || c.is_alphanumeric());
        self.printed
            && inside
            && ends
            && numbers(&content).is_some_and(|all| all.iter().all(|n| !self.resolve(n, 0).is_empty()))
    }
}

/// The number, with its decimals, that ends before a place, one space and a per cent sign apart.
fn number_before(words: &[char], at: usize) -> Option<f64> {
    let before = words.get(..at)?.iter().rev().skip_while(|c| matches!(c, ' ' | '%'));
    let digits: Vec<char> = before.take_while(|c| c.is_ascii_digit() || **c == '.').copied().collect();
    digits.iter().rev().collect::<String>().trim_matches('.').parse().ok()
}

/// The word that ends before a place, or begins at it, in lower case.
fn word_before(words: &[char], at: usize) -> String {
    let before = words.get(..at).unwrap_or_default().iter().rev().skip_while(|c| matches!(c, ' ' | ':' | '='));
    let word: Vec<char> = before.take_while(|c| c.is_alphabetic()).copied().collect();
    word.iter().rev().flat_map(|c| c.to_lowercase()).collect()
}

fn word_behind(words: &[char], at: usize) -> String {
    let behind = words.get(at..).unwrap_or_default().iter().skip_while(|c| **c == ' ');
    behind.take_while(|c| c.is_alphabetic()).flat_map(|c| c.to_lowercase()).collect()
}

/// The numbers in `1,3-5; 7`; none if there is anything else, or a year.
fn numbers(text: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    for part in text.split([',', ';', '˒']).map(str::trim) {
        let ends: Vec<&str> = part.split(['-', '–', '—', '−', '‐', '‑']).map(str::trim).collect();
        let number = |t: &str| {
            ((1..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit()))
                .then(|| t.parse::<u32>().ok())
                .flatten()
                .filter(|n| *n > 0 && !(1500..=2199).contains(n))
        };
        match ends.as_slice() {
            [one] => out.push(number(one)?),
            [from, to] => {
                let (from, to) = (number(from)?, number(to)?);
                if to < from || to - from > WIDEST {
                    return None;
                }
                out.extend(from..=to);
            }
            _ => return None,
        }
    }
    Some(out.iter().map(u32::to_string).collect())
}

/// Whether a marker is nothing but numbers, brackets apart.
pub(super) fn is_numbers(label: &str) -> bool {
    numbers(label.trim_matches(['[', ']', '(', ')'])).is_some()
}

fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10)?,
        '⁻' => '-',
        _ => return None,
    })
}

/// The length of superscript digits that point at something: behind a word or a stop, not behind a unit or a figure.
fn raised(words: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|i| words.get(i)).copied()?;
    let word = words.get(..at)?.iter().rev().take_while(|c| c.is_alphanumeric()).count();
    let points =
        matches!(before, '.' | ',' | ')' | '”' | '"' | '’' | ';' | '?' | '%') || (before.is_alphabetic() && word > 2);
    let mut length = 0;
    while let Some(c) = words.get(at + length) {
        let joins =
            matches!(c, ',' | '–' | '-') && words.get(at + length + 1).is_some_and(|n| superscript(*n).is_some());
        if superscript(*c).is_none() && !joins {
            break;
        }
        length += 1;
    }
    (points && length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_brackets() {
        let some = |n: &[u32]| Some(n.iter().map(u32::to_string).collect::<Vec<_>>());
        for (text, want) in [
            ("12", some(&[12])),
            ("1,3-5", some(&[1, 3, 4, 5])),
            ("1, 2; 4–5", some(&[1, 2, 4, 5])),
            ("2015", None),
            ("5-3", None),
            ("a", None),
            ("", None),
            ("1-999", None),
        ] {
            assert_eq!(numbers(text), want, "{text}");
        }
    }
}
