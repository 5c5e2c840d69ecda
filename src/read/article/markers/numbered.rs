//! Markers that name numbers: `[1,3-5]`, `(1,2)`, superscript digits, footnotes.

use super::raised::{
    LONGEST, SightedMarker, is_between, is_note, read_careted, read_raised_run, read_starred, read_superscript,
    read_tagged,
};
use super::sinking::{self, Place};
use super::surroundings::{Enumerated, encloses, is_in_front, number_before, word_before, word_behind};
use super::{PlacedEntries, SeenMarker};
use crate::read::entry::PrintedEntry;
use crate::read::piece::Mark;
use crate::text::citing::{
    NOTE_SIGNS, closing_bracket, is_dash, lower_superscript, parse_long_numbers, parse_numbers, parse_roman_numbers,
};
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
    /// Plain digits behind a stop of this text are markers beyond doubt somewhere.
    sinks: bool,
}

/// What a number names: an entry, or a note that repeats one and is in no section of its own.
struct Listed<'r> {
    number: Option<&'r str>,
    section: Option<&'r str>,
    at: u32,
    footnote: bool,
    entry: usize,
}

impl Numbers {
    pub(super) fn new(references: &[PrintedEntry], placed: &PlacedEntries) -> Self {
        let marked = placed.marks.iter().map(|m| m.start).collect();
        let listed = references.iter().zip(&placed.entries).enumerate().map(|(i, (entry, (at, footnote)))| Listed {
            number: entry.number.as_deref(),
            section: Some(entry.section.as_str()),
            at: *at,
            footnote: *footnote,
            entry: i,
        });
        let repeated = placed.repeats.iter().map(|repeat| Listed {
            number: Some(&repeat.label),
            section: None,
            at: repeat.at,
            footnote: repeat.footnote,
            entry: repeat.entry,
        });
        let mut all: Vec<Listed<'_>> = listed.chain(repeated).collect();
        all.sort_by_key(|one| one.at);
        let mut footnotes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (label, entry) in all.iter().filter(|one| one.footnote).filter_map(|one| Some((one.number?, one.entry))) {
            footnotes.entry(label.to_owned()).or_default().push(entry);
        }
        all.retain(|one| !one.footnote);
        let printed = all.iter().any(|one| one.number.is_some());
        let mut list = 0;
        let mut last: Option<(&str, u32)> = None;
        let mut entries: BTreeMap<String, Vec<(usize, u32, usize)>> = BTreeMap::new();
        for (nth, one) in all.iter().enumerate() {
            let number = if printed { one.number.map(str::to_owned) } else { Some((nth + 1).to_string()) };
            let Some(number) = number else { continue };
            let value = number.parse::<u32>().unwrap_or(0);
            let section = one.section.or(last.map(|(section, _)| section)).unwrap_or_default();
            if last.is_some_and(|(before, number)| printed && (section != before || (value == 1 && number >= 1))) {
                list += 1;
            }
            last = Some((section, value));
            entries.entry(number).or_default().push((list, one.at, one.entry));
        }
        Self { entries, footnotes, marked, printed, sinks: false }
    }

    /// The entries a number names, seen from a place in the text: of several lists, the next one behind that has it.
    /// A letter behind a number, `1a`, says which part of its entry where none is printed so.
    fn resolve(&self, number: &str, from: u32) -> Vec<usize> {
        let whole = || self.entries.get(number.trim_end_matches(|c: char| c.is_ascii_lowercase()));
        let Some(all) = self.entries.get(number).or_else(whole) else {
            return self.footnotes.get(number).filter(|_| is_note(number)).cloned().unwrap_or_default();
        };
        let behind = all.partition_point(|(_, at, _)| *at <= from);
        let Some((list, ..)) = all.get(behind).or(all.last()) else { return Vec::new() };
        let first = all.partition_point(|(l, ..)| l < list);
        all.iter().skip(first).take_while(|(l, ..)| l == list).map(|(.., i)| *i).collect()
    }

    /// What a mark of the format names.
    pub(super) fn read_mark(&self, mark: &Mark) -> SeenMarker {
        let (start, end, label) = (mark.start, mark.end, mark.label.clone());
        if mark.footnote {
            // A footnote that holds no reference is a remark, not an open question.
            let listed = || if is_note(&label) { self.resolve(&label, start) } else { Vec::new() };
            let entries = self.footnotes.get(&label).cloned().unwrap_or_else(listed);
            return SeenMarker { start, end, label, entries, doubt: None, unlisted: Vec::new(), counted: false };
        }
        let numbers = self.read_numbers(&mark.label).unwrap_or_default();
        self.make_marker(start, end, label, &numbers)
    }

    /// The numbers of a label; Roman ones, and those that look like years, where the list prints such.
    fn read_numbers(&self, label: &str) -> Option<Vec<String>> {
        let long = || parse_long_numbers(label).filter(|numbers| self.printed && self.has_all(numbers));
        let roman = || parse_roman_numbers(label).filter(|numbers| self.has_all(numbers));
        // The keys of a list that has no numbers: `[Poe01]`.
        let key = || {
            let inner = label.strip_prefix('[')?.strip_suffix(']')?;
            self.entries.contains_key(inner).then(|| vec![inner.to_owned()])
        };
        parse_numbers(label).or_else(long).or_else(roman).or_else(key)
    }

    /// Adds what lies between two marks that a dash joins: `<sup>1</sup>–<sup>3</sup>`.
    pub(super) fn span_range(&self, from: &SeenMarker, to: &mut SeenMarker) {
        let (Some(first), Some(last)) = (parse_numbers(&from.label), parse_numbers(&to.label)) else { return };
        let ends = first.last().zip(last.first());
        let all = ends.and_then(|(a, b)| parse_numbers(&format!("{a}-{b}"))).unwrap_or_default();
        let between = all.iter().skip(1).take(all.len().saturating_sub(2));
        to.entries.splice(0..0, between.flat_map(|n| self.resolve(n, to.start)));
    }

    fn make_marker(&self, start: u32, end: u32, label: String, numbers: &[String]) -> SeenMarker {
        let mut entries = Vec::new();
        let (mut doubts, mut unlisted) = (Vec::new(), Vec::new());
        for number in numbers {
            match self.resolve(number, start).as_slice() {
                [] => {
                    doubts.push(format!("names {number}, which no entry has"));
                    unlisted.push(number.clone());
                }
                [one] => entries.push(*one),
                several => {
                    doubts.push(format!("names {number}, which several entries have"));
                    entries.extend(several);
                }
            }
        }
        let counted = !self.printed && !entries.is_empty();
        let doubt = (!doubts.is_empty()).then(|| doubts.join("; "));
        SeenMarker { start, end, label, entries, doubt, unlisted, counted }
    }

    /// Finds the markers among the characters of a block that begins at `base`.
    pub(super) fn find(&self, words: &[char], base: u32, seen: &mut Vec<SeenMarker>) {
        let enumerated = Enumerated::from_words(words);
        let mut at = 0;
        while let Some(sighted) = self.next(words, &mut at, base, &enumerated) {
            let start = base + at as u32;
            if !self.marked.contains(&start) {
                let label = words.iter().skip(at).take(sighted.length).collect();
                seen.push(self.make_marker(start, start + sighted.length as u32, label, &sighted.numbers));
            }
            at += sighted.length;
        }
    }

    /// The next marker from a place on, which moves to it.
    fn next(&self, words: &[char], at: &mut usize, base: u32, enumerated: &Enumerated) -> Option<SightedMarker> {
        loop {
            let c = *words.get(*at)?;
            let sighted = match c {
                '<' => read_raised_run(words, *at, read_tagged),
                '^' => read_raised_run(words, *at, read_careted),
                '*' | '†' | '‡' | '§' | '¶' => self.read_sign(words, *at),
                _ if lower_superscript(c).is_some() => read_superscript(words, *at),
                '0'..='9' => self.read_sunk_marker(words, *at),
                _ => self.run(words, *at, base, enumerated),
            };
            if sighted.is_some() {
                return sighted;
            }
            *at += 1;
        }
    }

    /// Looks whether plain digits are markers in this text, among the characters of a block.
    pub(super) fn look_for_sunk(&mut self, words: &[char]) {
        let is_one = |at: usize| {
            sinking::find_place(words, at) == Some(Place::Certain)
                && self.read_sunk(words, at, Place::Certain).is_some()
        };
        self.sinks = self.sinks || self.printed && (1..words.len()).any(is_one);
    }

    /// Numbers that were raised before somebody made plain text of them: "they darken the bowel.2 Most people". Where a numbered
    /// list has them all, and either nothing else can be meant or other digits of the text are markers.
    fn read_sunk_marker(&self, words: &[char], at: usize) -> Option<SightedMarker> {
        if !self.printed {
            return None;
        }
        let place = sinking::find_place(words, at).filter(|place| *place == Place::Certain || self.sinks)?;
        self.read_sunk(words, at, place)
    }

    fn read_sunk(&self, words: &[char], at: usize, place: Place) -> Option<SightedMarker> {
        let label: String = sinking::read_label(words.get(at..)?);
        let length = label.chars().count();
        let numbers = parse_numbers(&label).filter(|numbers| self.has_all(numbers))?;
        let behind = words.get(at + length..)?;
        let fits = match place {
            // "in adults2,3." is no word with a number, such as "omega3."
            Place::BeforeStop => {
                let hangs = numbers.len() > 1 || words.get(at - 1) == Some(&'%');
                let is_stop = behind.first().is_some_and(|c| matches!(c, '.' | ',' | ';' | ':'));
                hangs && is_stop && behind.get(1).is_none_or(|c| c.is_whitespace())
            }
            Place::BehindComma => {
                matches!(behind, [' ', next, ..] if next.is_lowercase())
            }
            Place::Certain | Place::Likely => {
                let next = behind.iter().find(|c| !c.is_whitespace());
                behind.first().is_none_or(|c| c.is_whitespace())
                    && next.is_none_or(|c| c.is_uppercase() || matches!(c, '“' | '"' | '('))
            }
        };
        fits.then_some(SightedMarker { length, numbers })
    }

    /// Brackets that hold numbers, one behind the other: `[1]`, `[1],[3]`, `[1]-[3]`.
    fn run(&self, words: &[char], at: usize, base: u32, enumerated: &Enumerated) -> Option<SightedMarker> {
        let open = *words.get(at)?;
        let mut run = self.read_bracketed(words, at, open, enumerated)?;
        loop {
            let behind = words.get(at + run.length..).unwrap_or_default();
            let between: Vec<char> = behind.iter().copied().take_while(|c| is_between(*c)).take(4).collect();
            let next = at + run.length + between.len();
            if words.get(next) != Some(&open) || self.marked.contains(&(base + next as u32)) {
                return Some(run);
            }
            let Some(more) = self.read_bracketed(words, next, open, enumerated) else { return Some(run) };
            run.append(&between, more);
        }
    }

    /// A bracket that holds numbers alone, and that marks something.
    fn read_bracketed(&self, words: &[char], at: usize, open: char, enumerated: &Enumerated) -> Option<SightedMarker> {
        let close = closing_bracket(open)?;
        let inner = words.get(at + 1..)?.iter().take(LONGEST).position(|c| *c == close)?;
        // `(1(p5))`
        let nested = words.get(at + 1..at + 1 + inner)?.contains(&open) && words.get(at + 2 + inner) == Some(&close);
        let length = inner + 2 + usize::from(nested);
        let label: String = words.get(at..at + length)?.iter().collect();
        if let Some(footnote) = label.strip_prefix("[^").and_then(|rest| rest.strip_suffix(']'))
            && is_footnote_label(footnote)
        {
            return Some(SightedMarker { length, numbers: vec![footnote.to_owned()] });
        }
        let numbers = if open == '[' { self.read_numbers(&label) } else { parse_numbers(&label) }?;
        let marks = match open {
            '(' | '（' => self.is_citation(words, (at, length), &numbers, enumerated),
            _ => !self.is_interval(words, (at, length), &numbers),
        };
        marks.then_some(SightedMarker { length, numbers })
    }

    /// Whether square brackets hold where a figure may lie, and point at nothing: `20 [12–34] weeks`, `95% CI [12, 34]`. Where
    /// entries have all the numbers, only a unit behind them or the word *CI* before them tells.
    fn is_interval(&self, words: &[char], (at, length): (usize, usize), numbers: &[String]) -> bool {
        let value = |n: Option<&String>| n?.parse::<f64>().ok();
        let (Some(low), Some(high)) = (value(numbers.first()), value(numbers.last())) else { return false };
        let inside = words.get(at..at + length).unwrap_or_default();
        let is_pair = inside.iter().filter(|c| matches!(c, ',' | ';') || is_dash(**c)).count() == 1 && low < high;
        let named = word_before(words, at);
        let is_named = |names: &[&str]| names.contains(&named.as_str());
        let encloses_figure = || number_before(words, at).is_some_and(|figure| (low..=high).contains(&figure));
        let is_open = || !self.has_all(numbers);
        is_pair
            && (is_named(&["ci", "iqr", "cri"])
                || is_open() && (is_named(&["range", "interval", "median", "mean"]) || encloses_figure())
                || encloses_figure() && encloses(&word_behind(words, at + length)))
    }

    /// Stars and daggers, with the note that they lead to where it is an entry.
    fn read_sign(&self, words: &[char], at: usize) -> Option<SightedMarker> {
        let label: String = words.get(at..)?.iter().take(4).take_while(|c| NOTE_SIGNS.contains(**c)).collect();
        let is_entry = !self.resolve(&label, 0).is_empty();
        let mut sighted = read_starred(words, at, is_entry)?;
        if is_entry {
            sighted.numbers = vec![label];
        } else if matches!(words.get(at), Some('§' | '¶')) {
            return None;
        }
        Some(sighted)
    }

    fn has_all(&self, numbers: &[String]) -> bool {
        numbers.iter().all(|n| !self.resolve(n, 0).is_empty())
    }

    /// Round brackets cite where a numbered list has all their numbers and nothing says that they count or measure: "(1)
    /// first, (2) second", "grade (2)". Without a list, only right behind the stop of a sentence, or where they say so.
    fn is_citation(
        &self,
        words: &[char],
        (at, length): (usize, usize),
        numbers: &[String],
        enumerated: &Enumerated,
    ) -> bool {
        let behind_stop = at > 1
            && words.get(at - 1).is_some_and(|c| matches!(c, '.' | '!' | '?' | '”' | '"'))
            && words.get(at - 2).is_some_and(|c| !c.is_ascii_digit())
            && words.get(at + length).is_none_or(|c| c.is_whitespace() || closing_bracket('(') == Some(*c));
        let says_so = words.get(at + 1).is_some_and(|c| c.is_alphabetic());
        if self.entries.is_empty() {
            return behind_stop || says_so;
        }
        let behind = words.get(at + length).copied();
        let ends = behind.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | ')'));
        self.printed
            && self.has_all(numbers)
            && at > 0
            && (says_so || behind_stop || ends || !enumerated.has(at) && !is_in_front(words, at, length))
    }
}

/// The label of a footnote that nothing defines: `[^smith]`. A format that knows footnotes leaves it among the words.
fn is_footnote_label(label: &str) -> bool {
    !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

/// Whether a marker is nothing but numbers, brackets apart.
pub(super) fn is_numbers(label: &str) -> bool {
    parse_numbers(label).is_some()
}
