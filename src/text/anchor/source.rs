//! A text made ready for anchoring: its code points, its sentences, and which words stand in which.

use super::standing::{Places, Standing};
use super::words::words;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A text with the indexes that anchoring needs; made once for a version, used for all its occurrences.
#[derive(Debug)]
pub struct AnchoringText {
    pub(super) text: String,
    pub(super) chars: Vec<char>,
    /// The byte at which every 64th code point begins: the way back from bytes.
    marks: Vec<usize>,
    /// Sentences as spans of code points, without the white space between them.
    sentences: Vec<(usize, usize)>,
    /// The sentences in which a word stands.
    places: BTreeMap<String, Vec<usize>>,
    /// Tells a text from another at once, however long both are.
    digest: [u8; 32],
    /// Where words stand that were looked for already: an article may say one sentence thousands of times.
    found: RefCell<BTreeMap<String, Rc<Standing>>>,
}

const MARK: usize = 64;

/// So many places of words tell which sentences are like some words; the rarest words count first.
const MOST_SHARED: usize = 4_000;

/// A longer window is no passage that somebody wrote, but a text without stops.
const LONGEST_WINDOW: usize = 20_000;

impl AnchoringText {
    /// Indexes a text.
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let marks = text.char_indices().step_by(MARK).map(|(byte, _)| byte).collect();
        let sentences = sentences(&chars);
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, (start, end)) in sentences.iter().enumerate() {
            let sentence: String = chars.get(*start..*end).unwrap_or_default().iter().collect();
            for word in words(&sentence).into_iter().collect::<BTreeSet<_>>() {
                places.entry(word).or_default().push(i);
            }
        }
        let (digest, found) = (Sha256::digest(text).into(), RefCell::default());
        Self { text: text.to_owned(), chars, marks, sentences, places, digest, found }
    }

    /// Whether two texts are the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.digest == other.digest
    }

    /// The code points from `start` to `end`, as far as there are any.
    pub(super) fn slice(&self, start: usize, end: usize) -> &[char] {
        let end = end.min(self.chars.len());
        self.chars.get(start.min(end)..end).unwrap_or_default()
    }

    /// The same as text.
    pub(super) fn words_at(&self, start: usize, end: usize) -> String {
        self.slice(start, end).iter().collect()
    }

    /// Where words stand; they are looked for once.
    pub(super) fn standing(&self, exact: &str) -> Rc<Standing> {
        if let Some(known) = self.found.borrow().get(exact) {
            return known.clone();
        }
        let length = exact.chars().count();
        let standing = Rc::new(Standing::new(self, self.search(exact), length));
        self.found.borrow_mut().insert(exact.to_owned(), standing.clone());
        standing
    }

    /// Where a text stands, in code points; overlapping places count. Where a whole word stands in it, only sentences with
    /// the rarest of its words are looked at.
    fn search(&self, exact: &str) -> Places {
        let wanted: Vec<char> = exact.chars().collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let words = words(exact);
        // The first and the last may be parts of words.
        let whole = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
        let stand = |word: &String| self.places.get(word).map_or(&[][..], Vec::as_slice);
        let Some(rarest) = whole.iter().map(stand).min_by_key(|sentences| sentences.len()) else {
            return self.search_whole(exact);
        };
        let mut found = Vec::new();
        let mut from = 0;
        for (start, end) in rarest.iter().filter_map(|i| self.sentences.get(*i)) {
            from = from.max(start.saturating_sub(wanted.len()));
            let near = self.slice(from, end + wanted.len());
            let at = near.windows(wanted.len()).enumerate().filter(|(_, here)| *here == wanted.as_slice());
            found.extend(at.map(|(i, _)| from + i));
            from = (end + 1).max(from);
        }
        found
    }

    fn search_whole(&self, exact: &str) -> Places {
        let mut found = Vec::new();
        let Some(step) = exact.chars().next().map(char::len_utf8) else { return found };
        let mut from = 0;
        while let Some(at) = self.text.get(from..).and_then(|rest| rest.find(exact)) {
            found.push(self.code_point(from + at));
            from += at + step;
        }
        found
    }

    /// The number of the code point that begins at a byte.
    fn code_point(&self, byte: usize) -> usize {
        let mark = self.marks.partition_point(|m| *m <= byte).saturating_sub(1);
        let from = self.marks.get(mark).copied().unwrap_or(0);
        mark * MARK + self.text.get(from..byte).map_or(0, |t| t.chars().count())
    }

    /// The sentence in which a code point stands, or the next one.
    fn sentence_at(&self, at: usize) -> Option<(usize, usize)> {
        let i = self.sentences.partition_point(|(_, end)| *end <= at);
        self.sentences.get(i).copied()
    }

    /// Where the sentence begins in which a code point stands.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.sentence_at(at).map_or(at, |(start, _)| start.min(at))
    }

    /// Where the sentence ends whose last word a span's end is in.
    pub(super) fn sentence_end(&self, end: usize) -> usize {
        self.sentence_at(end.saturating_sub(1)).map_or(end, |(_, sentence_end)| sentence_end.max(end))
    }

    /// The windows of one to `most` sentences that share most words with `exact`, best first.
    pub(super) fn windows_like(&self, exact: &str, most: usize) -> Vec<(usize, usize)> {
        let wanted: BTreeSet<String> = words(exact).into_iter().collect();
        // A word that stands in every other sentence tells nothing, and is what costs time.
        let tells = |stand: &&Vec<usize>| stand.len() * 3 <= self.sentences.len() + 12;
        let mut telling: Vec<&Vec<usize>> =
            wanted.iter().filter_map(|word| self.places.get(word)).filter(tells).collect();
        telling.sort_by_key(|stand| stand.len());
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for i in telling.into_iter().flatten().take(MOST_SHARED) {
            *shared.entry(*i).or_default() += 1;
        }
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

/// Sentences by their punctuation and by line breaks: good enough for windows, which are refined afterwards.
fn sentences(chars: &[char]) -> Vec<(usize, usize)> {
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
