//! What words go on with that do not speak for themselves: "This can cause strain" with the sentence before, and a bullet with the
//! line that leads in its list. It is shown beside them wherever they stand alone, and is no part of them.

use super::anchor::HeadingIndex;
use super::lexicon::{ENGLISH, WordSet};
use super::marks::{mask_marks, remove_marks};
use super::tokens::scan;
use super::{CharIndex, split_sentences};
use crate::model::{Block, BlockKind, Version};
use std::sync::LazyLock;

/// Longer words are cut, in characters: they stand beside others.
const LONGEST: usize = 200;

/// An article's text, to ask what words of it go on with.
#[derive(Debug)]
pub struct ContextFinder<'t> {
    version: &'t Version,
    places: CharIndex<'t>,
    language: &'t str,
    over: HeadingIndex<'t>,
}

impl<'t> ContextFinder<'t> {
    /// Of a version of an article in a language.
    pub fn new(version: &'t Version, language: &'t str) -> Self {
        let (places, over) = (CharIndex::new(&version.text), HeadingIndex::new(&version.text, &version.blocks));
        Self { version, places, language, over }
    }

    /// What the words of a span go on with; none where they speak for themselves.
    pub fn find(&self, (start, end): (u32, u32)) -> Option<String> {
        let block = self.version.blocks.block_at(start)?;
        let begins = self.places.slice(block.start, start.max(block.start)).trim().is_empty();
        let context = match points_back(self.places.slice(start, end)) {
            true if begins => self.words_above(block),
            true => self.sentence_before(block, start),
            false if begins => self.over.line_over(block.start),
            false => None,
        };
        context.map(|words| cut_front(&words)).filter(|words| !words.is_empty())
    }

    /// The same in square brackets, to stand before words at the beginning of their paragraph; empty where there is none.
    pub fn bracket(&self, span: (u32, u32)) -> String {
        put_in_context(self.find(span).as_deref(), "")
    }

    /// The line that leads in the list of an item, or the last sentence of the paragraph before, under the same heading.
    fn words_above(&self, block: &Block) -> Option<String> {
        let before = || {
            let at = self.version.blocks.0.partition_point(|other| other.start < block.start).checked_sub(1)?;
            let before = self.version.blocks.0.get(at)?;
            let is_prose = |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote);
            let goes_on = is_prose(before) && is_prose(block) && before.section == block.section;
            if goes_on { self.sentence_before(before, before.end) } else { None }
        };
        self.over.line_over(block.start).or_else(before)
    }

    /// The last sentence of a block that ends before a place.
    fn sentence_before(&self, block: &Block, place: u32) -> Option<String> {
        let text = self.places.slice(block.start, block.end);
        let sentences = split_sentences(&mask_marks(text, block), self.language);
        let ends = |end: u32| block.start + end <= place;
        let last = sentences.into_iter().rev().find(|span| ends(span.end))?;
        let (start, end) = (block.start + last.start, block.start + last.end);
        let words = remove_marks(self.places.slice(start, end), start, block.marks_within(start, end));
        Some(words.trim().replace('\n', " "))
    }
}

/// Whether words can only be understood with what stands before them: their subject is a pronoun, or points at something.
pub fn points_back(words: &str) -> bool {
    const CONNECTING: usize = 3;
    let tokens = scan(words);
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    // "In addition, it": the subject stands behind the comma.
    let introduced = tokens.iter().take(CONNECTING + 1).skip(1).position(|token| token.after_break);
    let introduced = introduced.filter(|_| INTRODUCING.contains(word(0))).map_or(0, |at| at + 1);
    let at = (introduced..introduced + CONNECTING).find(|at| !LEADING_ON.contains(word(*at))).unwrap_or(introduced);
    let is_empty = || {
        // "It is not known whether", "It may be better to": nothing is meant.
        const THAT: [&str; 5] = ["that", "to", "whether", "if", "when"];
        let states = |at: &usize| STATING.contains(&word(*at));
        let behind = (at + 1..).take_while(states).count();
        let told = at + 1 + behind;
        let is_told = behind > 0 && !HEDGING.contains(&word(told - 1));
        is_told && (told + 1..told + 3).any(|at| THAT.contains(&word(at)))
    };
    let next = word(at + 1);
    match word(at) {
        "it" => !is_empty(),
        "that" | "those" => !matches!(next, "who" | "with" | "without" | "whose" | "of" | "in" | "at"),
        "these" | "this" => !matches!(next, "days" | "article" | "page" | "leaflet" | "guide" | "website"),
        other => POINTING.contains(other),
    }
}

/// Verbs of which "it" is no subject that something is said of.
const STATING: [&str; 8] = ["is", "was", "isnt", "be", "may", "can", "might", "not"];

/// Those of them that need another verb.
const HEDGING: [&str; 3] = ["can", "may", "might"];

static POINTING: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("context: pointing back"));
static INTRODUCING: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("context: introducing"));
static LEADING_ON: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("context: leading on"));

/// Words in their context, for people: what they go on with in square brackets, as an editor adds it.
pub fn put_in_context(context: Option<&str>, words: &str) -> String {
    match context {
        Some(context) => format!("[{context}] {words}"),
        None => words.to_owned(),
    }
}

/// The end of words that are too long: what is meant stands there.
fn cut_front(words: &str) -> String {
    let over = words.chars().count().saturating_sub(LONGEST);
    if over == 0 {
        return words.to_owned();
    }
    let kept: String = words.chars().skip(over).collect();
    let whole = kept.split_once(' ').map_or(kept.as_str(), |(_, rest)| rest);
    format!("…{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pronouns_point_back_and_names_do_not() {
        for (words, points) in [
            ("This can cause muscle strain and pain.", true),
            ("It can also lead to falls.", true),
            ("But they may help.", true),
            ("In addition, it eases pain.", true),
            ("However, these drugs can cause bleeding.", true),
            ("Its side effects are mild.", true),
            ("She may need surgery.", true),
            ("It is not known whether it helps.", false),
            ("It is important to drink enough.", false),
            ("It may be better to rest.", false),
            ("It is common in women.", true),
            ("It may be painful.", true),
            ("It can lead to falls.", true),
            ("Those who smoke fall ill more often.", false),
            ("Those with asthma should not take it.", false),
            ("These days, most women work.", false),
            ("Walking eases pain.", false),
            ("Heat eases pain, and it may help at night.", false),
            ("In pregnancy, this is common.", true),
            ("Thistle cures colds.", false),
            ("", false),
        ] {
            assert_eq!(points_back(words), points, "{words}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_in_front() {
        assert_eq!(cut_front("Heat helps."), "Heat helps.");
        let cut = cut_front(&format!("{} crosses the legs.", "A person who sits".repeat(20)));
        assert!(cut.starts_with('…') && cut.ends_with(" crosses the legs.") && cut.chars().count() <= LONGEST + 1);
    }
}
