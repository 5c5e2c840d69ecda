//! What stands around claims: the paragraphs and headings that they stand in, each read once, however many claims it holds.
//! Claims come in the order of the text, so the last ones are all that is kept.

use super::entry::{FoundTerms, fold_with_blanks, read_terms};
use crate::text::lexicon::{ENGLISH, WordSet};
use crate::text::tokens::{Token, scan};
use crate::text::{CharIndex, SentenceSpan, split_sentences};
use std::sync::{Arc, LazyLock};

/// A first sentence of a paragraph that has no more words than this heads it: "Consider a belly band."
const LEAD: usize = 8;

/// The paragraph and the heading that were read last.
#[derive(Default)]
pub(super) struct Surroundings {
    paragraph: Option<Paragraph>,
    heading: Option<(Arc<str>, FoundTerms)>,
}

/// A paragraph, read once.
pub(super) struct Paragraph {
    pub(super) text: Arc<str>,
    sentences: Vec<SentenceSpan>,
    /// The words of each sentence, folded.
    folded: Vec<String>,
    /// Its terms, with the words that bring them.
    pub(super) terms: FoundTerms,
}

impl Surroundings {
    pub(super) fn read_paragraph(&mut self, text: &str) -> &Paragraph {
        let last = self.paragraph.take().filter(|last| *last.text == *text);
        self.paragraph.insert(last.unwrap_or_else(|| Paragraph::new(text)))
    }

    /// A heading and its terms.
    pub(super) fn read_heading(&mut self, text: &str) -> (Arc<str>, FoundTerms) {
        let last = self.heading.take().filter(|(last, _)| **last == *text);
        self.heading.insert(last.unwrap_or_else(|| (text.into(), Arc::new(read_terms(text))))).clone()
    }
}

impl Paragraph {
    fn new(text: &str) -> Self {
        let places = CharIndex::new(text);
        let sentences = split_sentences(text, "en");
        let folded = sentences.iter().map(|s| fold_with_blanks(places.slice(s.start, s.end))).collect();
        Self { text: text.into(), sentences, folded, terms: Arc::new(read_terms(text)) }
    }

    /// The short sentence that heads the paragraph, and the sentence before that of a claim: what "this" in the claim speaks of,
    /// with the one before it, where it goes on too.
    pub(super) fn find_before(&self, statement: &str) -> (&str, &str) {
        let words = fold_with_blanks(statement);
        let Some(at) = self.folded.iter().position(|sentence| sentence.contains(words.trim())) else {
            return ("", "");
        };
        let places = CharIndex::new(&self.text);
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
