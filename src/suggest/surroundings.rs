//! What stands around claims: the paragraphs and headings that they stand in, each read once, however many claims it holds.
//! Claims come in the order of the text, so the last ones are all that is kept.

use super::entry::{Term, fold_with_blanks, read_terms};
use crate::text::lexicon::{ENGLISH, WordSet};
use crate::text::tokens::{Token, scan};
use crate::text::{CharIndex, SentenceSpan, split_sentences};
use std::sync::LazyLock;

/// A first sentence of a paragraph that has no more words than this heads it: "Consider a belly band."
const LEAD: usize = 8;

/// The paragraph and the heading that were read last.
#[derive(Default)]
pub(super) struct Surroundings<'a> {
    paragraph: Paragraph<'a>,
    heading: (&'a str, Vec<(Term, String)>),
}

/// A paragraph, read once.
#[derive(Default)]
pub(super) struct Paragraph<'a> {
    text: &'a str,
    sentences: Vec<SentenceSpan>,
    /// The words of each sentence, folded.
    folded: Vec<String>,
    /// Its terms, with the words that bring them.
    pub(super) terms: Vec<(Term, String)>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn paragraph(&mut self, text: &'a str) -> &Paragraph<'a> {
        if self.paragraph.text != text {
            self.paragraph = Paragraph::new(text);
        }
        &self.paragraph
    }

    /// The terms of a heading.
    pub(super) fn heading(&mut self, text: &'a str) -> &[(Term, String)] {
        if self.heading.0 != text {
            self.heading = (text, read_terms(text));
        }
        &self.heading.1
    }
}

impl<'a> Paragraph<'a> {
    fn new(text: &'a str) -> Self {
        let places = CharIndex::new(text);
        let sentences = split_sentences(text, "en");
        let folded = sentences.iter().map(|s| fold_with_blanks(places.slice(s.start, s.end))).collect();
        Self { text, sentences, folded, terms: read_terms(text) }
    }

    /// The short sentence that heads the paragraph, and the sentence before that of a claim: what "this" in the claim speaks of,
    /// with the one before it, where it goes on too.
    pub(super) fn find_before(&self, statement: &str) -> (&'a str, &'a str) {
        let words = fold_with_blanks(statement);
        let Some(at) = self.folded.iter().position(|sentence| sentence.contains(words.trim())) else {
            return ("", "");
        };
        let places = CharIndex::new(self.text);
        let sentence = |at: usize| self.sentences.get(at).map_or("", |s| places.slice(s.start, s.end));
        let lead = if at > 1 && scan(sentence(0)).len() <= LEAD { sentence(0) } else { "" };
        let Some(last) = at.checked_sub(1) else { return (lead, "") };
        let first = if goes_on(&scan(sentence(last))) { last.saturating_sub(1) } else { last };
        let both = self.sentences.get(first).zip(self.sentences.get(last));
        (lead, both.map_or("", |(a, b)| places.slice(a.start, b.end)))
    }
}

/// Words that begin a sentence which goes on about what the one before it speaks of.
static GOING_ON: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("going on"));

/// Whether a sentence goes on about what the one before it speaks of.
pub(super) fn goes_on(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|first| GOING_ON.contains(&first.word))
}
