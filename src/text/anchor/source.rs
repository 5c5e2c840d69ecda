//! A text made ready for anchoring: its characters without markers, its sentences, and which words stand where.

use super::indexed::{IndexedWord, WordIndex};
use super::standing::{WordPlaces, WordSpans};
use crate::model::Version;
use crate::text::marks::remove_marks;
use crate::text::spelling::unify_spelling;
use crate::text::words::{PlacedWord, PlainText};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A text with the indexes that anchoring needs; made once for a version, used for all its occurrences. Inside, places
/// count the characters of [`PlainText`]; what comes in and goes out counts code points of the text.
#[derive(Debug)]
pub struct AnchoringText {
    outer: Vec<char>,
    marks: Vec<(u32, u32)>,
    pub(super) plain: PlainText,
    /// Sentences, without the white space between them.
    sentences: Vec<(usize, usize)>,
    /// The words in the one spelling that all their spellings share.
    words: WordIndex,
    /// What was looked for already: one text may hold a sentence a thousand times.
    known: RefCell<BTreeMap<String, Rc<WordPlaces>>>,
    /// Tells a text from another at once, however long both are.
    digest: [u8; 32],
}

/// So many places of words tell which sentences are like some words; the rarest words count first.
const MOST_SHARED: usize = 4_000;

/// A longer window is no passage that somebody wrote, but a text without stops.
const LONGEST_WINDOW: usize = 20_000;

impl AnchoringText {
    /// Indexes a text without markers.
    pub fn new(text: &str) -> Self {
        Self::with_marks(text, Vec::new())
    }

    /// Indexes a version's text, markers apart.
    pub fn from_version(version: &Version) -> Self {
        Self::with_marks(&version.text, version.blocks.marks())
    }

    /// Indexes a text with its markers, as spans of code points in order.
    pub fn with_marks(text: &str, marks: Vec<(u32, u32)>) -> Self {
        let plain = PlainText::new(text, &marks);
        let sentences = split_sentences(&plain.chars);
        let words = WordIndex::new(unify_spelling(&plain.words()));
        let (outer, known, digest) = (text.chars().collect(), RefCell::default(), Sha256::digest(text).into());
        Self { outer, marks, plain, sentences, words, known, digest }
    }

    /// Whether two texts are the same.
    pub(super) fn is_same_text(&self, other: &Self) -> bool {
        self.digest == other.digest
    }

    /// The characters from `start` to `end`, as far as there are any.
    pub(super) fn slice(&self, start: usize, end: usize) -> &[char] {
        let end = end.min(self.plain.chars.len());
        self.plain.chars.get(start.min(end)..end).unwrap_or_default()
    }

    /// The text between two code points without its markers, printed as it is.
    pub(super) fn printed_text(&self, start: u32, end: u32) -> String {
        let end = (end as usize).min(self.outer.len());
        let start = (start as usize).min(end);
        let text: String = self.outer.get(start..end).unwrap_or_default().iter().collect();
        let first = self.marks.partition_point(|(_, to)| *to as usize <= start);
        let marks = self.marks.get(first..).unwrap_or_default();
        let marks = marks.get(..marks.partition_point(|(from, _)| (*from as usize) < end)).unwrap_or_default();
        if marks.is_empty() { text } else { remove_marks(&text, start as u32, marks) }
    }

    pub(super) fn length(&self) -> u32 {
        u32::try_from(self.outer.len()).unwrap_or(u32::MAX)
    }

    /// The first place where a text's words stand, however they are spelt, in code points.
    pub fn find(&self, words: &str) -> Option<(u32, u32)> {
        let (start, end) = *self.find_standing(words).places.first()?;
        Some((self.plain.outer_start(start), self.plain.outer_end(end)))
    }

    /// How often a text's words stand here, however they are spelt.
    pub fn count_of(&self, exact: &str) -> usize {
        self.find_standing(exact).places.len()
    }

    /// Where a text's words stand, however they are spelt, with the marks that open and close it; looked for once.
    pub(super) fn find_standing(&self, exact: &str) -> Rc<WordPlaces> {
        if let Some(known) = self.known.borrow().get(exact) {
            return Rc::clone(known);
        }
        let standing = Rc::new(WordPlaces::new(&self.plain.chars, self.search(exact)));
        self.known.borrow_mut().insert(exact.to_owned(), Rc::clone(&standing));
        standing
    }

    fn search(&self, exact: &str) -> WordSpans {
        let wanted = WantedWords::new(exact);
        self.words.find(&wanted.words).filter_map(|here| self.find_span(here, &wanted)).collect()
    }

    /// The span of words that were found, widened over the marks that open and close the words looked for.
    fn find_span(&self, here: &[IndexedWord], wanted: &WantedWords) -> Option<(usize, usize)> {
        let is_mark = |i: usize| self.plain.chars.get(i).is_some_and(|c| !c.is_whitespace() && !c.is_alphanumeric());
        let (mut start, mut end) = (here.first()?.start, here.last()?.end);
        for _ in 0..wanted.opening {
            if start == 0 || !is_mark(start - 1) {
                break;
            }
            start -= 1;
        }
        for _ in 0..wanted.closing {
            if !is_mark(end) {
                break;
            }
            end += 1;
        }
        Some((start, end))
    }

    /// The sentence in which a character stands, or the next one.
    fn find_sentence(&self, at: usize) -> Option<(usize, usize)> {
        let i = self.sentences.partition_point(|(_, end)| *end <= at);
        self.sentences.get(i).copied()
    }

    /// Where the sentence begins in which a character stands.
    pub(super) fn find_sentence_start(&self, at: usize) -> usize {
        self.find_sentence(at).map_or(at, |(start, _)| start.min(at))
    }

    /// Where the sentence ends whose last word a span's end is in.
    pub(super) fn find_sentence_end(&self, end: usize) -> usize {
        self.find_sentence(end.saturating_sub(1)).map_or(end, |(_, sentence_end)| sentence_end.max(end))
    }

    /// The windows of one to `most` sentences that share most words with `exact`, best first.
    pub(super) fn find_windows(&self, exact: &str, most: usize) -> Vec<(usize, usize)> {
        let of =
            |place: &u32| self.words.word(*place).map(|w| self.sentences.partition_point(|(_, end)| *end <= w.start));
        let mut telling: Vec<Vec<usize>> = Vec::new();
        for word in WantedWords::new(exact).words.into_iter().map(|w| w.text).collect::<BTreeSet<_>>() {
            let Some(places) = self.words.find_places(&word) else { continue };
            // A word that stands in every other sentence tells nothing, and is what costs time.
            if places.len() <= self.sentences.len() + 12 {
                let mut stands: Vec<usize> = places.iter().filter_map(of).collect();
                stands.dedup();
                telling.extend(Some(stands).filter(|stands| stands.len() * 3 <= self.sentences.len() + 12));
            }
        }
        telling.sort_by_key(Vec::len);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        telling.into_iter().flatten().take(MOST_SHARED).for_each(|i| *shared.entry(i).or_default() += 1);
        let mut ranked: Vec<(usize, usize)> = shared.into_iter().map(|(i, n)| (n, i)).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut windows = BTreeSet::new();
        for (_, i) in ranked.into_iter().take(6) {
            for length in 1..=most {
                for first in (i + 1).saturating_sub(length)..=i {
                    let span = self.sentences.get(first).zip(self.sentences.get(first + length - 1));
                    windows.extend(span.map(|((start, _), (_, end))| (*start, *end)));
                }
            }
        }
        windows.into_iter().filter(|(start, end)| end - start <= LONGEST_WINDOW).collect()
    }
}

/// Words that are looked for.
struct WantedWords {
    words: Vec<PlacedWord>,
    /// How many marks stand before the first word and behind the last.
    opening: usize,
    closing: usize,
}

impl WantedWords {
    fn new(exact: &str) -> Self {
        let plain = PlainText::new(exact, &[]);
        let words = unify_spelling(&plain.words());
        let marks = |part: Option<&[char]>| part.unwrap_or_default().iter().filter(|c| !c.is_whitespace()).count();
        let (first, last) = (words.first().map_or(0, |w| w.start), words.last().map_or(0, |w| w.end));
        Self { opening: marks(plain.chars.get(..first)), closing: marks(plain.chars.get(last..)), words }
    }
}

/// Sentences by their punctuation and by line breaks: good enough for windows, which are refined afterwards.
fn split_sentences(chars: &[char]) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut start = None;
    let mut close = |start: &mut Option<usize>, end: usize| {
        spans.extend(start.take().map(|start| (start, end)));
    };
    let mut end = 0;
    for (i, c) in chars.iter().enumerate() {
        if *c == '\n' {
            close(&mut start, end);
            continue;
        }
        if c.is_whitespace() {
            let ended = end > 0 && chars.get(..end).is_some_and(ends_sentence);
            let capital = chars.get(i + 1).is_none_or(|n| !n.is_lowercase());
            if ended && capital {
                close(&mut start, end);
            }
            continue;
        }
        start.get_or_insert(i);
        end = i + 1;
    }
    close(&mut start, end);
    spans
}

/// Whether a text ends as sentences do, closing quotes and brackets apart.
pub(super) fn ends_sentence(before: &[char]) -> bool {
    let last = before.iter().rev().find(|c| !matches!(c, '"' | '”' | '’' | ')' | ']' | '\''));
    matches!(last, None | Some('.' | '!' | '?' | '…' | '\n'))
}
