//! Places whose words are like those looked for.

use super::Selector;
use super::source::{AnchoringText, ends_sentence};
use crate::text::words::PlainText;

/// A place where the words may be now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) start: usize,
    pub(super) end: usize,
    /// How alike the words are, 0 to 1.
    pub(super) score: f64,
    /// How alike what stands before them is.
    pub(super) prefix: f64,
    /// How alike what stands after them is.
    pub(super) suffix: f64,
}

impl Candidate {
    /// How alike both neighbours are.
    pub(super) fn rate_context(&self) -> f64 {
        f64::midpoint(self.prefix, self.suffix)
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// How alike two runs of characters are: 1 less the share of them that must be deleted or inserted.
pub(super) fn measure_similarity(one: &[char], other: &[char]) -> f64 {
    rapidfuzz::fuzz::ratio(one.iter().copied(), other.iter().copied())
}

/// Longer quotes than this are looked for by whole sentences alone; the search within one is quadratic.
const LONGEST: usize = 1500;

impl AnchoringText {
    /// The places whose words are most like the selector's, best first.
    pub(super) fn find_candidates(&self, selector: &Selector) -> Vec<Candidate> {
        let exact = PlainText::new(&selector.exact, &[]).chars;
        let prefix = PlainText::new(&selector.prefix, &[]).chars;
        let begins = begins_sentence(&prefix);
        let ends = ends_sentence(&exact) || selector.suffix.is_empty() || selector.suffix.starts_with('\n');
        let most = 1 + exact.iter().filter(|c| matches!(c, '.' | '?' | '!' | '\n')).count().clamp(1, 3);
        let mut all: Vec<Candidate> = Vec::new();
        for (start, end) in self.find_windows(&selector.exact, most) {
            let (start, end) = if (begins && ends) || exact.len() > LONGEST {
                (start, end)
            } else {
                let (from, to) = find_best_part(&exact, self.slice(start, end));
                let (from, to) = self.widen_to_words(start + from, start + to);
                (
                    if begins { self.find_sentence_start(from) } else { from },
                    if ends { self.find_sentence_end(to) } else { to },
                )
            };
            let score = measure_similarity(&exact, self.slice(start, end));
            if start < end && !all.iter().any(|c| c.start == start && c.end == end) {
                all.push(self.make_candidate(selector, start, end, score));
            }
        }
        all.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then(b.rate_context().total_cmp(&a.rate_context())).then(a.start.cmp(&b.start))
        });
        all
    }

    /// A span widened to whole words.
    fn widen_to_words(&self, start: usize, end: usize) -> (usize, usize) {
        let is_part = |i: usize| self.plain.chars.get(i).is_some_and(|c| c.is_alphanumeric());
        let (mut start, mut end) = (start, end);
        while start > 0 && is_part(start) && is_part(start - 1) {
            start -= 1;
        }
        while end > 0 && is_part(end - 1) && is_part(end) {
            end += 1;
        }
        (start, end)
    }
}

/// Whether words begin a sentence, by what stands before them.
fn begins_sentence(prefix: &[char]) -> bool {
    let Some(last) = prefix.iter().rposition(|c| !c.is_whitespace()) else { return true };
    let (head, gap) = prefix.split_at_checked(last + 1).unwrap_or((prefix, &[]));
    gap.contains(&'\n') || (!gap.is_empty() && ends_sentence(head))
}

/// The part of `text` that takes fewest edits to become `wanted` (Sellers, 1980).
fn find_best_part(wanted: &[char], text: &[char]) -> (usize, usize) {
    // For each end in the text: how many edits it takes, and where the part begins.
    let mut row: Vec<(usize, usize)> = (0..=text.len()).map(|i| (0, i)).collect();
    for (n, w) in wanted.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        let mut left = (n + 1, 0);
        next.push(left);
        for (t, pair) in text.iter().zip(row.windows(2)) {
            let [diagonal, above] = pair else { continue };
            let changed = (diagonal.0 + usize::from(w != t), diagonal.1);
            left = changed.min((above.0 + 1, above.1)).min((left.0 + 1, left.1));
            next.push(left);
        }
        row = next;
    }
    row.iter()
        .enumerate()
        .min_by_key(|(_, (edits, _))| *edits)
        .map_or((0, text.len()), |(end, (_, start))| (*start, end))
}
