//! The words of a block as a reader comes upon them, run by run, with the links and the marks in them.

use super::markers::{is_note, is_power};
use crate::model::BlockKind;
use crate::read::piece::{KeyedCitation, Link, Mark, Piece};
use crate::text::citing;
use crate::text::normalise::{self, FileSpan, count_chars};
use std::ops::Range;

/// Words of the open block and where they stand in the file.
#[derive(Debug)]
struct Run {
    text: String,
    line: u32,
    column: u32,
}

/// A link that is open: the run it began at, and its target.
#[derive(Debug)]
struct OpenLink {
    run: usize,
    url: String,
}

/// A mark among the runs.
#[derive(Debug)]
struct RunMark {
    runs: Range<usize>,
    label: String,
    footnote: bool,
}

/// The open block's words.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
    links: Vec<(Range<usize>, String)>,
    marks: Vec<RunMark>,
    citations: Vec<(Range<usize>, Vec<String>)>,
    open_link: Option<OpenLink>,
    open_mark: Option<usize>,
}

impl Runs {
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many runs there are: what is pushed next begins there.
    pub(super) fn end(&self) -> usize {
        self.runs.len()
    }

    /// The words that it begins with.
    pub(super) fn find_first_words(&self) -> Option<&str> {
        self.runs.first().map(|run| run.text.as_str())
    }

    /// How many bytes the words have so far.
    pub(super) fn length(&self) -> usize {
        self.runs.iter().map(|r| r.text.len()).sum()
    }

    /// Whether all of several words are bold, of which so much is, and no stop ends them.
    pub(super) fn is_unstopped(&self, bold: u32) -> bool {
        let words = self.join_words_from(0);
        let words = words.trim();
        bold > 0
            && bold + 2 >= count_chars(words)
            && words.contains(' ')
            && words.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '’' | '”'))
    }

    pub(super) fn has_open_link(&self) -> bool {
        self.open_link.is_some()
    }

    pub(super) fn push(&mut self, text: &str, (line, column): (u32, u32)) {
        self.runs.push(Run { text: text.to_owned(), line, column });
    }

    /// Takes back the spaces that the words so far end with.
    pub(super) fn trim_end(&mut self) {
        if let Some(before) = self.runs.last_mut() {
            before.text.truncate(before.text.trim_end().len());
        }
    }

    /// A mark of a footnote, with its words.
    pub(super) fn push_footnote_mark(&mut self, label: &str, words: &str, place: (u32, u32)) {
        let run = self.runs.len();
        self.push(words, place);
        self.mark_footnote(run, label);
    }

    /// The words from a run on are a mark of a footnote.
    pub(super) fn mark_footnote(&mut self, run: usize, label: &str) {
        self.marks.push(RunMark { runs: run..self.runs.len(), label: label.to_owned(), footnote: true });
    }

    pub(super) fn open_link(&mut self, url: String) {
        self.open_link = Some(OpenLink { run: self.runs.len(), url });
    }

    /// Closes the link. A number that leads to a numbered place on the same page, `[1](#ref-1)`, points at an entry;
    /// `[10](#sets)` does not.
    pub(super) fn close_link(&mut self) {
        let Some(link) = self.open_link.take() else { return };
        let label = self.join_words_from(link.run);
        let is_number = (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
        let is_numbered = link.url.starts_with('#') && link.url.contains(|c: char| c.is_ascii_digit());
        if is_numbered && is_number && self.open_mark.is_none() {
            self.marks.push(RunMark { runs: link.run..self.runs.len(), label, footnote: false });
        }
        self.links.push((link.run..self.runs.len(), link.url));
    }

    /// Closes a link whose words are the number of a note, `[1]` with `[1]: https://…` below, in its brackets.
    pub(super) fn close_link_as_note(&mut self, label: String) {
        let Some(link) = self.open_link.take() else { return };
        let words = self.runs.get_mut(link.run..).unwrap_or_default();
        words.iter_mut().take(1).for_each(|run| run.text.insert(0, '['));
        words.iter_mut().next_back().into_iter().for_each(|run| run.text.push(']'));
        self.marks.push(RunMark { runs: link.run..self.runs.len(), label, footnote: true });
    }

    /// Whether the words so far end a line of the file.
    pub(super) fn ends_line(&self) -> bool {
        self.runs.last().is_some_and(|run| run.text.ends_with('\n'))
    }

    /// Opens what is raised.
    pub(super) fn open_mark(&mut self) {
        self.open_mark = Some(self.runs.len());
    }

    /// Closes what is raised. Digits point at something unless they are a power, which stays raised: `10⁹`, not 109.
    pub(super) fn close_mark(&mut self) {
        let Some(run) = self.open_mark.take() else { return };
        if self.marks.iter().any(|mark| mark.runs.start >= run) {
            return;
        }
        if self.mark_each_link(run) {
            return;
        }
        let label = citing::replace_joining_words(&self.join_words_from(run));
        let label = label.trim();
        if self.continue_mark(run, label) {
            return;
        }
        // A raised letter or star leads to a note of the text's own.
        let footnote = is_note(label);
        let names = footnote || citing::parse_numbers(label).is_some() || citing::parse_roman_numbers(label).is_some();
        if names && (self.is_linked_within(run) || !self.is_power(run, label)) {
            // The bracket behind `2(p5)` is no mark's own.
            let is_enclosed = label.starts_with(['[', '(']) || !label.contains('(');
            let label = if is_enclosed { label.trim_matches(['[', ']', '(', ')']) } else { label };
            self.marks.push(RunMark { runs: run..self.runs.len(), label: label.to_owned(), footnote });
        } else if is_signed_number(label) {
            let raised = self.runs.iter_mut().skip(run);
            raised.for_each(|run| run.text = run.text.chars().map(raise_figure).collect());
        }
    }

    /// Whether a link within this page stands round a run or within what begins there.
    fn is_linked_within(&self, run: usize) -> bool {
        let inner =
            self.links.iter().rev().take_while(|(runs, _)| runs.start >= run).any(|(_, url)| url.starts_with('#'));
        inner || self.open_link.as_ref().is_some_and(|link| link.url.starts_with('#'))
    }

    /// Takes what is raised into the mark right before it, which it goes on with: `<sup>1</sup><sup>,2</sup>`.
    fn continue_mark(&mut self, run: usize, label: &str) -> bool {
        let end = self.runs.len();
        let joins = label.starts_with(|c| matches!(c, ',' | ';' | '&') || citing::is_dash(c));
        let Some(before) = self.marks.last_mut().filter(|mark| joins && mark.runs.end == run && !mark.footnote) else {
            return false;
        };
        let whole = format!("{}{label}", before.label);
        let is_marker = citing::parse_numbers(&whole).is_some();
        if is_marker {
            (before.label, before.runs.end) = (whole, end);
        }
        is_marker
    }

    /// Whether what is raised from a run on is a power of what stands before. A mark right before has none: `<sup>2</sup><sup>3</sup>`.
    fn is_power(&self, run: usize, label: &str) -> bool {
        let is_behind_mark = self.marks.last().is_some_and(|mark| mark.runs.end == run);
        let before = || self.runs.iter().take(run).rev().flat_map(|r| r.text.chars().rev());
        let word = || before().take(3).take_while(|c| c.is_alphanumeric()).count();
        // Letters are ordinals and signs: `2<sup>e</sup>`.
        let is_sign = || before().next().is_some_and(|c| c.is_ascii_digit() || c.is_alphabetic() && word() <= 2);
        let numbers = citing::parse_numbers(label);
        !is_behind_mark && numbers.map_or_else(is_sign, |numbers| is_power(before(), &numbers))
    }

    /// Marks each link of what is raised from a run on, where each is a number and nothing parts two of them: `<a>2</a><a>3</a>`,
    /// which reads as 23.
    fn mark_each_link(&mut self, run: usize) -> bool {
        let links: Vec<Range<usize>> =
            self.links.iter().filter(|(runs, _)| runs.start >= run).map(|(runs, _)| runs.clone()).collect();
        let touch = links.windows(2).any(|pair| matches!(pair, [one, next] if one.end == next.start));
        let label = |runs: &Range<usize>| {
            let words: String =
                self.runs.get(runs.clone()).unwrap_or_default().iter().map(|r| r.text.as_str()).collect();
            citing::parse_numbers(&words).is_some().then_some(words)
        };
        let Some(labels) = links.iter().map(label).collect::<Option<Vec<String>>>() else { return false };
        if touch {
            let each = links.into_iter().zip(labels);
            self.marks.extend(each.map(|(runs, label)| RunMark { runs, label, footnote: false }));
        }
        touch
    }

    /// The words from a run on cite the entries of these keys.
    pub(super) fn cite(&mut self, run: usize, keys: Vec<String>) {
        // Where a block has ended since, the words at its end are left.
        self.citations.push((run.min(self.runs.len())..self.runs.len(), keys));
    }

    pub(super) fn join_words_from(&self, run: usize) -> String {
        self.runs.iter().skip(run).map(|r| r.text.as_str()).collect()
    }

    /// Makes a piece of the words, and begins anew; none where there are no words.
    pub(super) fn close(&mut self, kind: BlockKind) -> Option<Piece> {
        let Self { runs, links, marks, citations, .. } = std::mem::take(self);
        let spans: Vec<FileSpan<'_>> =
            runs.iter().map(|r| FileSpan { text: &r.text, line: r.line, column: r.column }).collect();
        let (line, ends) = normalise::join_spans_with_ends(&spans);
        if line.text.is_empty() {
            return None;
        }
        let letters: Vec<char> = line.text.chars().collect();
        let place = |runs: &Range<usize>| locate_runs(&ends, runs, &letters);
        let mut piece = Piece::new(kind, line);
        let links = links.into_iter().map(|(runs, url)| (place(&runs), url));
        piece.links = links.map(|((start, end), url)| Link { start, end, url }).collect();
        let marks = marks.into_iter().map(|m| (place(&m.runs), m));
        piece.marks =
            marks.map(|((start, end), m)| Mark { start, end, label: m.label, footnote: m.footnote }).collect();
        let citations = citations.into_iter().map(|(runs, keys)| (place(&runs), keys));
        piece.citations = citations.map(|((start, end), keys)| KeyedCitation { start, end, keys }).collect();
        Some(piece)
    }
}

/// Whether what is raised is digits, with a sign before or behind at most. A dash alone joins two marks.
fn is_signed_number(label: &str) -> bool {
    label.contains(|c: char| c.is_ascii_digit())
        && label.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '−' | '+'))
}

/// A figure or its sign as a superscript character; other characters stay.
fn raise_figure(c: char) -> char {
    match c {
        '-' | '−' => '⁻',
        '+' => '⁺',
        _ => c.to_digit(10).and_then(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize)).unwrap_or(c),
    }
}

/// How many of these words count for how much of a block is bold or a picture's.
pub(super) fn weigh(words: &str) -> u32 {
    count_chars(words.trim())
}

/// Where runs lie in the normalised text of their block, in code points; `ends` says where each run ends.
fn locate_runs(ends: &[u32], runs: &Range<usize>, letters: &[char]) -> (u32, u32) {
    let upto = |n: usize| n.checked_sub(1).and_then(|i| ends.get(i)).copied().unwrap_or_default();
    let (start, end) = (upto(runs.start), upto(runs.end));
    let space = start < end && letters.get(start as usize) == Some(&' ');
    (start + u32::from(space), end)
}
