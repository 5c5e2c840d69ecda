//! A text as figures are read in it: its words, what each says, what parts them, and which words belong to which figure.

use super::measures::to_common_unit;
use super::wordings::{FigureTerm, is_bare, read_groups, read_terms};
use crate::model::Quantity;
use crate::text::lexicon::{FIGURES, Phrases, QUANTITIES, WordSet};
use crate::text::tokens::{Token, scan};
use crate::text::{CharIndex, is_stop_word};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A text with its figures and words.
#[derive(Debug)]
pub(super) struct SentenceReading {
    pub(super) figures: Vec<Quantity>,
    /// The words that each figure is written in.
    pub(super) places: Vec<Range<usize>>,
    /// The mark before each figure that is a sum of money.
    pub(super) currencies: Vec<Option<char>>,
    pub(super) tokens: Vec<Token>,
    /// What each word says; none for those that say nothing of what is counted.
    pub(super) terms: Vec<Option<FigureTerm>>,
    /// What stands before each word.
    pub(super) gaps: Vec<WordGap>,
    /// Where each term stands in what the text tells.
    mentioned: BTreeMap<FigureTerm, Vec<usize>>,
    /// Whether each word stands in a statement with figures.
    measured: Vec<bool>,
}

/// What parts a word from the one before, the weaker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WordGap {
    None,
    And,
    Comma,
    Colon,
    /// Another statement begins: "but", "whereas".
    But,
    Semicolon,
    Stop,
}

impl SentenceReading {
    pub(super) fn new(text: &str, figures: Vec<Quantity>) -> Self {
        let tokens = scan(text);
        let index = CharIndex::new(text);
        let place = |q: &Quantity| {
            let first = tokens.partition_point(|t| t.end <= q.start);
            first..tokens.partition_point(|t| t.start < q.end).max(first)
        };
        let places: Vec<Range<usize>> = figures.iter().map(place).collect();
        let mark = |q: &Quantity| index.slice(q.start.saturating_sub(1), q.start).chars().next();
        let currencies = figures.iter().map(|q| mark(q).filter(|c| matches!(c, '£' | '$' | '€'))).collect();
        let gaps = (0..tokens.len()).map(|at| find_gap(&index, &tokens, at)).collect();
        let mut terms = read_terms(&tokens);
        for (place, _) in places.iter().zip(&figures).filter(|(_, q)| !is_count(q)) {
            terms.iter_mut().take(place.end).skip(place.start).for_each(|term| *term = None);
        }
        let (mentioned, measured) = (BTreeMap::new(), vec![false; tokens.len()]);
        let mut reading = Self { figures, places, currencies, tokens, terms, gaps, mentioned, measured };
        reading.find_told();
        reading.name_parts();
        reading
    }

    /// Finds what the text tells, and in which of its statements figures stand.
    fn find_told(&mut self) {
        for statement in self.list_statements(0..self.tokens.len()) {
            let first = self.places.partition_point(|place| place.start < statement.start);
            let measured = self.places.get(first).is_some_and(|place| place.start < statement.end);
            self.measured.iter_mut().take(statement.end).skip(statement.start).for_each(|m| *m = measured);
            for at in statement {
                if let Some(term) = self.terms.get(at).cloned().flatten() {
                    self.mentioned.entry(term).or_default().push(at);
                }
            }
        }
    }

    /// The parts of a total count what it counts: "of 280 studies screened, 28 were included".
    fn name_parts(&mut self) {
        for n in 1..self.figures.len() {
            let unnamed = self.figures.get(n).is_some_and(|q| matches!(q.unit, "" | "number"));
            if unnamed && self.find_whole(n).is_empty() {
                let total = (n.saturating_sub(NEAR)..n)
                    .rev()
                    .find(|m| self.opens_sentence(*m))
                    .and_then(|m| self.figures.get(m));
                let studies = total.map(|q| q.unit).filter(|unit| *unit == "studies");
                if let (Some(unit), Some(q)) = (studies, self.figures.get_mut(n)) {
                    q.unit = unit;
                }
            }
        }
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.word.as_str())
    }

    /// The word that stands so many before another.
    pub(super) fn word_before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    pub(super) fn list_terms(&self, range: Range<usize>) -> impl Iterator<Item = &FigureTerm> {
        self.terms.get(range).into_iter().flatten().flatten()
    }

    /// Whether the text tells a term outside what stands behind a figure in its sentence with figures of its own.
    pub(super) fn mentions(&self, term: &str, behind: &Range<usize>) -> bool {
        let of_others = |at: usize| behind.contains(&at) && self.measured.get(at) == Some(&true);
        self.mentioned.get(term).is_some_and(|places| places.iter().any(|at| !of_others(*at)))
    }

    /// Whether the text does not say what its figures count: "Prevalence: 22%."
    pub(super) fn is_bare(&self) -> bool {
        let in_figure = |at: usize| {
            let next = self.places.partition_point(|place| place.start <= at);
            next.checked_sub(1).and_then(|i| self.places.get(i)).is_some_and(|place| place.contains(&at))
        };
        self.tokens.iter().enumerate().all(|(at, token)| in_figure(at) || is_bare(&token.word))
    }

    /// The stretch around a place that no mark of that strength parts, as far as any sentence reaches.
    pub(super) fn find_stretch(&self, place: &Range<usize>, by: WordGap) -> Range<usize> {
        let parts = |at: &usize| self.gaps.get(*at).is_some_and(|g| *g >= by);
        let first = place.start.saturating_sub(LONGEST_SENTENCE);
        let last = self.tokens.len().min(place.start + LONGEST_SENTENCE);
        let start = (first..=place.start).rev().find(parts).unwrap_or(first);
        let end = (place.start + 1..last).find(parts).unwrap_or(last);
        start..end
    }

    /// A figure's own part of its sentence: up to where that of a like figure begins, another statement, or what explains
    /// it behind a colon.
    pub(super) fn find_part(&self, n: usize) -> Range<usize> {
        let Some(place) = self.places.get(n) else { return 0..0 };
        let stretch = self.find_stretch(place, WordGap::Semicolon);
        let [before, after] = self.find_neighbours(n, &stretch).map(|m| m.and_then(|m| self.places.get(m)));
        let start = before.map_or(stretch.start, |p| self.find_border(p.end, place.start));
        let end = after.map_or(stretch.end, |p| self.find_border(place.end, p.start));
        let is = |at: &usize, gap: WordGap| self.gaps.get(*at) == Some(&gap);
        let start = (start..=place.start).rev().find(|at| is(at, WordGap::But)).unwrap_or(start);
        let end = (place.end..end).find(|at| is(at, WordGap::But) || is(at, WordGap::Colon)).unwrap_or(end);
        start..end.max(start)
    }

    /// The nearest figures of the same kind before and after a figure in a stretch.
    pub(super) fn find_neighbours(&self, n: usize, stretch: &Range<usize>) -> [Option<usize>; 2] {
        let inside = |m: &usize| self.places.get(*m).is_some_and(|p| stretch.contains(&p.start));
        let before = (0..n).rev().take_while(inside).find(|m| self.is_like(n, *m));
        [before, (n + 1..self.places.len()).take_while(inside).find(|m| self.is_like(n, *m))]
    }

    fn is_like(&self, n: usize, m: usize) -> bool {
        let unit = |i: usize| self.figures.get(i).map(|q| to_common_unit(q).unit);
        unit(n) == unit(m)
    }

    /// The first figure of the same kind in the sentence, if it is another.
    pub(super) fn find_first_like(&self, n: usize) -> Option<usize> {
        let sentence = self.find_stretch(self.places.get(n)?, WordGap::Stop);
        let first = self.places.partition_point(|place| place.start < sentence.start);
        (first..n).find(|m| self.is_like(n, *m))
    }

    /// Where the words between two figures pass from one to the other: at the strongest mark, the last of its kind.
    fn find_border(&self, from: usize, to: usize) -> usize {
        let strength = |at: &usize| self.gaps.get(*at).copied().unwrap_or(WordGap::None);
        let strongest = (from..=to).max_by_key(strength).unwrap_or(to);
        if strength(&strongest) == WordGap::None { to } else { strongest }
    }

    /// The statements of a range that tell something, without "hay fever was not asked about".
    pub(super) fn list_statements(&self, range: Range<usize>) -> Vec<Range<usize>> {
        static UNTOLD: LazyLock<Phrases> = LazyLock::new(|| FIGURES.phrases("not told"));
        let (mut statements, mut at) = (Vec::new(), range.start);
        while at < range.end {
            let statement = self.find_stretch(&(at..at), WordGap::But);
            let end = statement.end.clamp(at + 1, range.end);
            if !self.holds(statement, &UNTOLD) {
                statements.push(at..end);
            }
            at = end;
        }
        statements
    }

    pub(super) fn holds(&self, range: Range<usize>, phrases: &Phrases) -> bool {
        let words = self.tokens.get(range.start..range.end.min(self.tokens.len())).unwrap_or_default();
        (0..words.len()).any(|at| phrases.match_at(words, at).is_some())
    }

    /// Whether a figure opens its sentence as what others are a part of: "Of 15 studies, 2 …".
    pub(super) fn opens_sentence(&self, n: usize) -> bool {
        let Some(place) = self.places.get(n) else { return false };
        let start = self.find_stretch(place, WordGap::Stop).start;
        start + 1 == place.start && self.word(start) == "of"
    }

    /// Of whom or what a figure is a share, or how many of what it is: up to the first noun in the plural behind it, or
    /// behind the "of" that opens its part.
    pub(super) fn find_whole(&self, n: usize) -> Vec<FigureTerm> {
        let (Some(place), Some(q)) = (self.places.get(n), self.figures.get(n)) else { return Vec::new() };
        let part = self.find_part(n);
        let mut whole = Vec::new();
        if q.unit == "people" && self.word(place.end.saturating_sub(1)).chars().all(char::is_alphabetic) {
            // The people of "5,000 people" have no further name.
            whole.push("people".to_owned());
        } else if q.unit == "people" && self.word_before(place.start, 1) == "n" {
            // "Births (n = 12,908)", but not "sixteen trials (n = 4,310)".
            let noun = place.start.checked_sub(2).and_then(|at| self.terms.get(at)).cloned().flatten();
            return noun.into_iter().filter(|term| term != "trial").collect();
        }
        let of = self.is_of(place.end);
        let from = match () {
            () if is_count(q) => place.start,
            () if of => place.end,
            () if is_share_in_words(q) => place.end.saturating_sub(1),
            () if matches!(self.word(part.start), "of" | "among") => part.start,
            () => return whole,
        };
        for at in from + 1..(from + LONGEST_WHOLE).min(part.end) {
            let number = self.word(at).bytes().all(|b| b.is_ascii_digit() || b == b'.');
            let parted =
                self.gaps.get(at).is_some_and(|g| *g != WordGap::None) || is_count(q) && is_stop_word(self.word(at));
            if !number && parted && !place.contains(&at) {
                break;
            }
            whole.extend(self.terms.get(at).cloned().flatten());
            if is_plural(self.word(at)) {
                break;
            }
        }
        whole
    }

    /// What a part says outside the whole that a figure is a share of; none where it is of no whole.
    pub(super) fn find_outside_whole(&self, n: usize) -> Option<Vec<FigureTerm>> {
        let (place, part) = (self.places.get(n)?, self.find_part(n));
        let opened = matches!(self.word(part.start), "of" | "among") && part.start + 1 < place.start;
        let verb = |at: &usize| VERBS.contains(self.word(*at));
        let outside = match () {
            () if self.is_of(place.end) => {
                [part.start..place.start, (place.end..part.end).find(verb).unwrap_or(part.end)..part.end]
            }
            () if opened => [place.end..part.end, 0..0],
            () => return None,
        };
        let mut terms: Vec<FigureTerm> =
            outside.iter().flat_map(|range| self.list_terms(range.clone())).cloned().collect();
        let groups = outside.into_iter().flat_map(|range| read_groups(self.tokens.get(range).unwrap_or_default()));
        terms.extend(groups.map(|(_, name)| name.to_owned()));
        Some(terms)
    }

    /// Whether the word there leads to the whole of a share.
    pub(super) fn is_of(&self, at: usize) -> bool {
        static OF: LazyLock<WordSet> = LazyLock::new(|| FIGURES.words("before the whole"));
        OF.contains(self.word(at))
    }
}

/// What goes on behind the whole of a share.
static VERBS: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("verbs after a share"));

/// How many figures a total may stand before its part.
const NEAR: usize = 3;

/// No sentence is read further than so many words from a figure.
const LONGEST_SENTENCE: usize = 200;

/// Within how many words the whole is named.
const LONGEST_WHOLE: usize = 7;

/// Whether a figure is a number of things.
pub(super) fn is_count(q: &Quantity) -> bool {
    matches!(q.unit, "" | "number" | "people" | "studies")
}

/// "1 in 7", "two-thirds": the whole follows without an "of".
fn is_share_in_words(q: &Quantity) -> bool {
    q.unit == "%" && !q.text.contains('%') && !q.text.to_lowercase().contains("cent")
}

fn is_plural(word: &str) -> bool {
    static PLURALS: LazyLock<WordSet> = LazyLock::new(|| FIGURES.words("plurals without an s"));
    word.ends_with('s') && !word.ends_with("ss") || PLURALS.contains(word)
}

fn find_gap(index: &CharIndex, tokens: &[Token], at: usize) -> WordGap {
    static BUT: LazyLock<Phrases> = LazyLock::new(|| FIGURES.phrases("begin another statement"));
    static SHORT: LazyLock<WordSet> = LazyLock::new(|| FIGURES.words("end no sentence"));
    let Some(token) = tokens.get(at) else { return WordGap::None };
    let Some(before) = at.checked_sub(1).and_then(|i| tokens.get(i)) else { return WordGap::Stop };
    let between = index.slice(before.end, token.start);
    let has = |marks: &[char]| between.contains(marks);
    let word = token.word.as_str();
    match () {
        () if has(&['!', '?', '\n']) || between.contains(". ") && !SHORT.contains(before.word.as_str()) => {
            WordGap::Stop
        }
        () if has(&[';']) => WordGap::Semicolon,
        () if BUT.match_at(tokens, at).is_some() => WordGap::But,
        () if has(&[':', '—']) => WordGap::Colon,
        () if has(&[',', '(', ')', '[', ']']) => WordGap::Comma,
        () if matches!(word, "and" | "or") => WordGap::And,
        () => WordGap::None,
    }
}
