//! The words of the article that a finding speaks of, for a reader to see under it.

use crate::model::{BlockKind, Place, Snapshot, Version};
use crate::text::context::ContextFinder;
use crate::text::marks::bracket_marks;
use crate::text::{CharIndex, SentenceSpan, split_sentences};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A block of text with the span in it that matters, in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The block; shared by every finding in it.
    pub text: Arc<str>,
    /// Where the span begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

/// The three parts of an excerpt cut to a width: what stands before the span, the span, what stands after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clipped {
    pub(super) before: String,
    pub(super) span: String,
    pub(super) after: String,
}

/// The excerpts of one article: each block is copied once.
#[derive(Debug)]
pub(super) struct Excerpts<'a> {
    text: Option<(&'a Version, CharIndex<'a>)>,
    snapshot: &'a Snapshot,
    language: &'a str,
    blocks: BTreeMap<u32, Arc<str>>,
    /// The sentences of blocks.
    sentences: BTreeMap<u32, Vec<SentenceSpan>>,
    /// What the sentences of claims go on with.
    contexts: Option<ContextFinder<'a>>,
    /// The words of records that stand nowhere in the text, by address.
    records: Option<BTreeMap<String, &'a str>>,
}

/// A longer sentence is cut: a table without marks, a data dump.
const LONGEST_QUOTE: u32 = 1_000;

/// Of a longer block, an excerpt holds what stands so near the span.
const NEAR: u32 = 600;

impl<'a> Excerpts<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self {
            text: snapshot.version.as_ref().map(|v| (v, CharIndex::new(&v.text))),
            snapshot,
            language: snapshot.article.as_ref().map_or("en", |a| a.language.as_str()),
            blocks: BTreeMap::new(),
            sentences: BTreeMap::new(),
            contexts: None,
            records: None,
        }
    }

    /// The excerpt of a place; none where it has no span in the text.
    pub(super) fn cut_at(&mut self, place: &Place) -> Option<Excerpt> {
        let ((start, end), (version, places)) = place.span.zip(self.text.as_ref())?;
        let block = version.blocks.block_at(start)?;
        // Blocks hold no line breaks; whatever a hand-made one holds, an excerpt is one line.
        let line = |from: u32, to: u32| -> Arc<str> { places.slice(from, to).replace('\n', " ").into() };
        let (from, text) = if block.end - block.start <= 4 * NEAR {
            (block.start, self.blocks.entry(block.start).or_insert_with(|| line(block.start, block.end)).clone())
        } else {
            let from = block.start.max(start.saturating_sub(NEAR));
            (from, line(from, block.end.min(end.saturating_add(NEAR))))
        };
        let within = |at: u32| at.clamp(block.start, block.end).saturating_sub(from) as usize;
        Some(Excerpt { text, start: within(start), end: within(end) })
    }

    /// The sentence that a finding is about, whole; where it is about no words of the text, the words of the record at its
    /// address.
    pub(super) fn find_sentence_at(&mut self, place: &Place, address: &str) -> Option<Arc<str>> {
        let span = place.span.and_then(|span| self.find_sentence(span));
        let Some((start, end)) = span else { return self.find_record_words(address) };
        let (version, places) = self.text.as_ref()?;
        let cut = end.min(start.saturating_add(LONGEST_QUOTE));
        let words = bracket_marks(places.slice(start, cut), start, &version.blocks.marks_within(start, cut));
        let words = words.replace('\n', " ");
        let more = if cut < end { "…" } else { "" };
        (!words.is_empty()).then(|| format!("{}{more}", words.trim_end()).into())
    }

    /// What the sentence of a place goes on with, if it does not speak for itself.
    pub(super) fn context_at(&mut self, place: &Place) -> Option<Arc<str>> {
        let span = self.find_sentence(place.span?)?;
        let (version, _) = self.text.as_ref()?;
        let finder = self.contexts.get_or_insert_with(|| ContextFinder::new(version, self.language));
        finder.find(span).map(Arc::from)
    }

    /// The sentences of its block that a span touches; of a heading or an entry, the whole.
    fn find_sentence(&mut self, (start, end): (u32, u32)) -> Option<(u32, u32)> {
        let (version, places) = self.text.as_ref()?;
        let block = version.blocks.block_at(start)?;
        use BlockKind::{Caption, Item, Notice, Paragraph, Quote, Row};
        if !matches!(block.kind, Paragraph | Item | Quote | Row | Caption | Notice) {
            return Some((block.start, block.end));
        }
        let (text, language) = (|| places.slice(block.start, block.end), self.language);
        let all = self.sentences.entry(block.start).or_insert_with(|| split_sentences(text(), language));
        let (from, to) = (start - block.start, end.max(start + 1) - block.start);
        let first = all.get(all.partition_point(|span| span.end <= from))?;
        let last = all.get(all.partition_point(|span| span.start < to).checked_sub(1)?)?;
        Some((block.start + first.start.min(from), block.start + last.end.max(first.end)))
    }

    fn find_record_words(&mut self, address: &str) -> Option<Arc<str>> {
        let snapshot = self.snapshot;
        let records = self.records.get_or_insert_with(|| {
            let claims = snapshot.claims.iter().map(|c| (snapshot.claim_address(c), c.statement.as_str()));
            let entries = snapshot.references.iter().map(|r| (snapshot.reference_address(r), r.printed.as_str()));
            claims.chain(entries).collect()
        });
        records.get(address).map(|words| (*words).into())
    }
}

impl Excerpt {
    /// The words of the span.
    pub(super) fn copy_words(&self) -> String {
        self.text.chars().skip(self.start).take(self.end.saturating_sub(self.start)).collect()
    }

    /// Cut to at most `width` code points around the span: a third of the room left goes before it; `…` where something
    /// is left out. A span that is too long itself is cut at its end.
    pub(super) fn clip(&self, width: usize) -> Clipped {
        let all: Vec<char> = self.text.chars().collect();
        let width = width.max(20);
        let (start, end) = (self.start.min(all.len()), self.end.min(all.len()).max(self.start.min(all.len())));
        let spare = width.saturating_sub(end - start);
        let from = start.saturating_sub(spare / 3).min(all.len().saturating_sub(width));
        let to = (from + width).min(all.len());
        let (from, to) = (find_word_start(&all, from, start), find_word_end(&all, to, end));
        let slice = |from: usize, to: usize| all.get(from..to.max(from)).unwrap_or_default().iter().collect::<String>();
        let cut_span = match end.min(to.max(start)) {
            cut if cut < end => find_word_cut(&all, start, cut),
            whole => whole,
        };
        Clipped {
            before: format!("{}{}", if from > 0 { "…" } else { "" }, slice(from, start)),
            span: format!("{}{}", slice(start, cut_span), if cut_span < end { "…" } else { "" }),
            after: match cut_span < end {
                true => String::new(),
                false => format!("{}{}", slice(end, to), if to < all.len() { "…" } else { "" }),
            },
        }
    }
}

/// The beginning of the next word, unless that is past the span's.
fn find_word_start(all: &[char], from: usize, start: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let blank = all.get(from..start).unwrap_or_default().iter().position(|c| c.is_whitespace());
    blank.map_or(from.min(start), |at| from + at + 1)
}

/// Where a span that does not fit is cut: behind its last whole word, if it has one.
fn find_word_cut(all: &[char], start: usize, cut: usize) -> usize {
    let blank = all.get(start..=cut).unwrap_or_default().iter().rposition(|c| c.is_whitespace());
    blank.filter(|at| *at > 0).map_or(cut, |at| start + at)
}

/// The end of the last whole word, unless that is inside the span.
fn find_word_end(all: &[char], to: usize, end: usize) -> usize {
    if to >= all.len() || to <= end {
        return to;
    }
    let blank = all.get(end..to).unwrap_or_default().iter().rposition(|c| c.is_whitespace());
    blank.map_or(to, |at| end + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip(text: &str, start: usize, end: usize, width: usize) -> (String, String, String) {
        let clipped = Excerpt { text: text.into(), start, end }.clip(width);
        (clipped.before, clipped.span, clipped.after)
    }

    #[test]
    fn prose_is_cut_around_the_span_at_words() {
        let text = "one two three four five six seven eight nine ten";
        assert_eq!(
            clip(text, 0, 3, 80),
            (String::new(), "one".into(), " two three four five six seven eight nine ten".into())
        );
        assert_eq!(clip(text, 19, 23, 24), ("…four ".into(), "five".into(), " six seven…".into()));
        assert_eq!(clip(text, 4, 48, 20), ("…".into(), "two three four five…".into(), String::new()));
        assert_eq!(clip("é", 5, 9, 20), ("é".into(), String::new(), String::new()));
    }

    proptest::proptest! {
        #[test]
        fn the_parts_fit_and_never_panic(text in "[a-zé ]{0,120}", start in 0_usize..150, length in 0_usize..150, width in 0_usize..100) {
            let (before, span, after) = clip(&text, start, start + length, width);
            let shown = before.chars().count() + span.chars().count() + after.chars().count();
            proptest::prop_assert!(shown <= width.max(20) + 3, "{before}|{span}|{after}");
        }
    }
}
