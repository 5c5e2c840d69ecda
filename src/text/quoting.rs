//! Quotes: whether a text holds one, and which of its sentences come nearest to what is claimed.

use super::sentences::split_sentences;
use super::tokens::{is_stop_word, stem, tokenise};
use super::{CharIndex, fold};
use std::collections::BTreeSet;

/// Whether a text holds a quote: part by part in order, where it leaves words out (`…`) or puts words in (`[the knee]`);
/// case, spaces, dashes and the shape of quotation marks do not matter.
pub fn holds_quote(text: &str, quote: &str) -> bool {
    let text = fold(text);
    let mut rest = text.as_str();
    let mut parts = split_parts(quote).into_iter().peekable();
    parts.peek().is_some()
        && parts.all(|part| match rest.find(&part) {
            Some(at) => {
                rest = rest.get(at + part.len()..).unwrap_or_default();
                true
            }
            None => false,
        })
}

/// The words of a quote that must stand in its source, without the marks around it.
fn split_parts(quote: &str) -> Vec<String> {
    let folded = fold(quote);
    let mut own = String::new();
    for (n, piece) in folded.split(['[', ']']).enumerate() {
        // Between brackets are the reader's words.
        own.push_str(if n % 2 == 0 { piece } else { "..." });
    }
    let trimmed = |part: &str| part.trim_matches(|c: char| c.is_whitespace() || "\"'.,;".contains(c)).to_owned();
    own.split("...").map(trimmed).filter(|part| !part.is_empty()).collect()
}

/// A sentence of a text, and how near it comes to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The words.
    pub words: String,
    /// Its place among the text's sentences, from 0.
    pub place: usize,
    /// How many words it shares with what is claimed; a figure counts as two.
    pub shared: usize,
}

/// The sentences of a text, the one that comes nearest to a statement first; what is equally near keeps its order.
pub fn rank_passages(statement: &str, text: &str, language: &str) -> Vec<Passage> {
    let wanted = list_terms(statement);
    let places = CharIndex::new(text);
    let sentences = split_sentences(text, language).into_iter().map(|span| places.slice(span.start, span.end));
    let mut passages: Vec<Passage> = sentences
        .enumerate()
        .map(|(place, words)| {
            let shared = list_terms(words).intersection(&wanted).map(|term| weigh(term)).sum();
            Passage { words: words.split_whitespace().collect::<Vec<_>>().join(" "), place, shared }
        })
        .collect();
    passages.sort_by_key(|passage| (std::cmp::Reverse(passage.shared), passage.place));
    passages
}

/// Sentences of one text as a quote: in their order there, and where some do not follow each other, words are left out (`…`).
pub fn join_passages<'p>(chosen: impl Iterator<Item = &'p Passage>) -> String {
    let mut chosen: Vec<&Passage> = chosen.collect();
    chosen.sort_by_key(|passage| passage.place);
    let mut quote = String::new();
    let mut last = None;
    for passage in chosen {
        quote.push_str(match last {
            None => "",
            Some(place) if place + 1 == passage.place => " ",
            Some(_) => " … ",
        });
        quote.push_str(&passage.words);
        last = Some(passage.place);
    }
    quote
}

fn list_terms(text: &str) -> BTreeSet<String> {
    tokenise(text).into_iter().filter(|word| !is_stop_word(word)).map(|word| stem(&word)).collect()
}

fn weigh(term: &str) -> usize {
    if term.bytes().any(|b| b.is_ascii_digit()) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_stands_there_in_its_order_whatever_the_spelling_of_marks() {
        let text = "Results: Pain fell by 18\u{2009}% (95% CI 10–26) after 12 weeks; \u{201c}stiffness\u{201d} did not change.";
        for (quote, expected) in [
            ("pain fell by 18 %", true),
            ("\u{201c}Pain fell by 18 %.\u{201d}", true),
            ("pain fell … after 12 weeks", true),
            ("after 12 weeks ... pain fell", false),
            ("Pain [of the knee] fell by 18 %", true),
            ("95% CI 10-26", true),
            ("\"stiffness\" did not change", true),
            ("pain fell by 81 %", false),
            ("pain rose", false),
            ("…", false),
        ] {
            assert_eq!(holds_quote(text, quote), expected, "{quote}");
        }
    }

    #[test]
    fn the_nearest_sentence_comes_first() {
        let text = "We searched four databases. Strength training eased knee pain by 18% after 12 weeks. Stiffness did not change.";
        let ranked = rank_passages("A review found that strength training eases knee pain in 12 weeks.", text, "en");
        let places: Vec<usize> = ranked.iter().map(|passage| passage.place).collect();
        assert_eq!(places, [1, 0, 2]);
        assert_eq!(ranked[0].words, "Strength training eased knee pain by 18% after 12 weeks.");
        assert!(rank_passages("", "", "en").is_empty());
    }
}
