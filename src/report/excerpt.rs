//! The words of the article that a finding speaks of, for a reader to see under it.

use crate::model::{Place, Version};
use crate::text::Places;
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
    text: Option<(&'a Version, Places<'a>)>,
    blocks: BTreeMap<u32, Arc<str>>,
}

impl<'a> Excerpts<'a> {
    pub(super) fn of(version: Option<&'a Version>) -> Self {
        Self { text: version.map(|v| (v, Places::new(&v.text))), blocks: BTreeMap::new() }
    }

    /// The excerpt of a place; none where it has no span in the text.
    pub(super) fn at(&mut self, place: &Place) -> Option<Excerpt> {
        let ((start, end), (version, places)) = place.span.zip(self.text.as_ref())?;
        let block = version.blocks.block_at(start)?;
        // Blocks hold no line breaks; whatever a hand-made one holds, an excerpt is one line.
        let line = || places.slice(block.start, block.end).replace('\n', " ").into();
        let text = self.blocks.entry(block.start).or_insert_with(line);
        let within = |at: u32| at.clamp(block.start, block.end).saturating_sub(block.start) as usize;
        Some(Excerpt { text: text.clone(), start: within(start), end: within(end) })
    }
}

impl Excerpt {
    /// Cut to at most `width` code points around the span: a third of the room left goes before it; `…` where something
    /// is left out. A span that is too long itself is cut at its end.
    pub(super) fn clipped(&self, width: usize) -> Clipped {
        let all: Vec<char> = self.text.chars().collect();
        let width = width.max(20);
        let (start, end) = (self.start.min(all.len()), self.end.min(all.len()).max(self.start.min(all.len())));
        let spare = width.saturating_sub(end - start);
        let from = start.saturating_sub(spare / 3).min(all.len().saturating_sub(width));
        let to = (from + width).min(all.len());
        let (from, to) = (word_start(&all, from, start), word_end(&all, to, end));
        let slice = |from: usize, to: usize| all.get(from..to.max(from)).unwrap_or_default().iter().collect::<String>();
        let cut_span = end.min(to.max(start));
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
fn word_start(all: &[char], from: usize, start: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let blank = all.get(from..start).unwrap_or_default().iter().position(|c| c.is_whitespace());
    blank.map_or(from.min(start), |at| from + at + 1)
}

/// The end of the last whole word, unless that is inside the span.
fn word_end(all: &[char], to: usize, end: usize) -> usize {
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
        let clipped = Excerpt { text: text.into(), start, end }.clipped(width);
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
        assert_eq!(clip(text, 4, 48, 20), ("…".into(), "two three four five …".into(), String::new()));
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
