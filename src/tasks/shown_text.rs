//! What a file says and shows: its sentences, those among them that cite something, and what stands beside its text. That of now is
//! compared with that of before, to tell what a change brought.

use super::cited_sentences::{CitedSentence, list_cited, list_entries};
use crate::compare::rewording::says_no_more;
use crate::model::Blocks;
use crate::read::article::{ReadArticle, UnreadLine};
use crate::text::marks::{mask_marks, remove_marks};
use crate::text::{CharIndex, split_sentences, tokenise};
use std::collections::BTreeSet;

/// So many of the sentences of before that have most of its words are read as what a sentence may have been made of: all of them
/// would be read for each, in an article that says one thing in many figures.
const MOST_ALIKE: usize = 6;

/// What a file says and shows, as far as a change of it is judged.
#[derive(Default)]
pub(super) struct ShownText {
    /// Its sentences that cite something.
    pub(super) cited: Vec<CitedSentence>,
    /// The entries of its lists, folded.
    pub(super) listed: BTreeSet<String>,
    /// What stands beside its text.
    pub(super) beside: Vec<UnreadLine>,
}

/// What a file said before; nothing where it was not there.
#[derive(Default)]
pub(super) struct EarlierText {
    pub(super) shown: ShownText,
    /// Each of its sentences and lines, with its words.
    said: Vec<(BTreeSet<String>, String)>,
}

impl ShownText {
    /// What a file that was read says, and what it shows beside that.
    pub(super) fn new(read: &ReadArticle, beside: Vec<UnreadLine>) -> Self {
        Self { cited: list_cited(read), listed: list_entries(read), beside }
    }
}

impl EarlierText {
    /// The same of a file as it was.
    pub(super) fn new(read: &ReadArticle, beside: Vec<UnreadLine>) -> Self {
        let language = read.language.as_deref().unwrap_or("en");
        let in_text = list_sentences(&read.text, &read.blocks, language).into_iter().map(|(.., words)| words);
        let of_line = |line: &UnreadLine| {
            let places = CharIndex::new(&line.words);
            let spans = split_sentences(&line.words, language).into_iter();
            spans.map(|span| places.slice(span.start, span.end).to_owned()).collect::<Vec<_>>()
        };
        let all = in_text.chain(beside.iter().flat_map(of_line));
        let said = all.map(|words| (tokenise(&words).into_iter().collect(), words)).collect();
        Self { said, shown: ShownText::new(read, beside) }
    }

    /// Whether a sentence or line of it says these words, or as much.
    pub(super) fn says(&self, words: &str) -> bool {
        let wanted = tokenise(words);
        let count_shared = |there: &BTreeSet<String>| wanted.iter().filter(|word| there.contains(*word)).count();
        let shared = self.said.iter().map(|(there, line)| (count_shared(there), line));
        let mut alike: Vec<(usize, &String)> = shared.filter(|(shared, _)| shared * 2 >= wanted.len()).collect();
        alike.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
        alike.truncate(MOST_ALIKE);
        alike.into_iter().any(|(_, line)| tokenise(line) == wanted || says_no_more(line, words))
    }
}

/// Where each sentence of a text begins and ends, and its words without markers.
pub(super) fn list_sentences(text: &str, blocks: &Blocks, language: &str) -> Vec<(u32, u32, String)> {
    let places = CharIndex::new(text);
    let mut sentences = Vec::new();
    for block in &blocks.0 {
        let inside = places.slice(block.start, block.end);
        for span in split_sentences(&mask_marks(inside, block), language) {
            let (start, end) = (block.start + span.start, block.start + span.end);
            let words = remove_marks(places.slice(start, end), start, block.marks_within(start, end));
            sentences.push((start, end, words.trim().to_owned()));
        }
    }
    sentences
}
