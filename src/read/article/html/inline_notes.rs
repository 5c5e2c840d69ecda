//! Notes that stand in the sentence which they belong to, and that a page shows beside it or on a touch: a number, and right
//! behind it an element with the words of the note. And numbers that a script links to their entries, which no link does.

use super::names::is_note_name;
use super::page::Page;
use super::tree::is_block;
use crate::text::citing;

/// The shortest and the longest words of a note, in bytes.
const SHORTEST: u32 = 15;
const LONGEST: u32 = 3_000;
/// The longest number, with its brackets: `[12, 14–16]`.
const NUMBER: u32 = 14;

impl Page<'_, '_> {
    /// Whether an element within a sentence is nothing but numbers, and its names say that they point at references:
    /// `<span class="inline-citation">3</span>`.
    pub(super) fn is_marker(&self, at: usize) -> bool {
        let is_named = |at: usize| {
            self.tree
                .element(at)
                .is_some_and(|element| matches!(element.name.as_str(), "span" | "cite") && is_note_name(element))
        };
        (1..=NUMBER).contains(&self.text_length(at))
            && (is_named(at) || self.is_button_in_sentence(at))
            && self.read_number(at).is_some()
    }

    /// Whether a button stands in a paragraph of more words than its own, as the number of a note that it opens does.
    fn is_button_in_sentence(&self, at: usize) -> bool {
        let paragraph = || self.tree.ancestors(at).take(4).find(|up| is_block(self.tree.name(*up)));
        let is_sentence = |block: usize| {
            matches!(self.tree.name(block), "p" | "li" | "td" | "dd" | "blockquote")
                && self.text_length(block) > 20 + self.text_length(at)
        };
        self.tree.name(at) == "button" && paragraph().is_some_and(is_sentence)
    }

    /// Whether an element is the words of a note within the sentence that it belongs to.
    pub(super) fn is_inline_note(&self, at: usize) -> bool {
        let is_named = |at: usize| {
            self.tree
                .element(at)
                .is_some_and(|element| matches!(element.name.as_str(), "span" | "small") && is_note_name(element))
        };
        let holds_words_alone =
            || !self.tree.range_within(at).skip(1).take(200).any(|inside| is_block(self.tree.name(inside)));
        (SHORTEST..=LONGEST).contains(&self.text_length(at))
            && is_named(at)
            && holds_words_alone()
            && self.follows_marker(at)
    }

    /// The note that stands right behind a raised number or its label.
    pub(super) fn inline_note_behind(&self, at: usize) -> Option<usize> {
        let parent = self.tree.node(at)?.parent;
        let behind = std::iter::successors(Some(self.tree.end(at)), |next| Some(self.tree.end(*next)));
        let mut behind = behind.take_while(|next| *next < self.tree.end(parent)).take(4);
        behind.find(|next| !self.is_passed(*next)).filter(|next| self.is_inline_note(*next))
    }

    /// Whether a raised number, or the label of a note without one, stands right before an element.
    fn follows_marker(&self, at: usize) -> bool {
        let before = std::iter::successors(self.sibling_before(at), |at| self.sibling_before(*at));
        let Some(last) = before.take(4).find(|at| !self.is_passed(*at)) else { return false };
        let is_label = || self.tree.element(last).is_some_and(|e| e.name == "label" && is_note_name(e));
        let is_raised =
            matches!(self.tree.name(last), "sup" | "a" | "span" | "label") && self.read_number(last).is_some();
        is_raised || is_label()
    }

    /// Whether nothing of an element or a text is shown in a line.
    fn is_passed(&self, at: usize) -> bool {
        self.tree.name(at) == "input" || self.tree.element(at).is_none() && self.tree.raw(at).trim().is_empty()
    }

    fn sibling_before(&self, at: usize) -> Option<usize> {
        let parent = self.tree.node(at)?.parent;
        let last = at.checked_sub(1).filter(|last| *last > parent)?;
        std::iter::once(last)
            .chain(self.tree.ancestors(last))
            .find(|up| self.tree.node(*up).is_some_and(|n| n.parent == parent))
    }

    /// The numbers that an element is, without brackets.
    pub(super) fn read_number(&self, at: usize) -> Option<String> {
        let words = self.tree.collect_words(at, 40);
        let number = words.trim_matches(['[', ']', '(', ')', ' ']);
        citing::parse_numbers(number).is_some().then(|| number.to_owned())
    }
}
