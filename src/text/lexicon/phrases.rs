//! Lists of phrases, and finding them in a text's words.

use crate::text::tokens::Token;

/// A list of phrases to look for. A phrase is folded words with blanks between; a word that ends in `*` stands for
/// every word that begins so: `reduc*` finds `reduces` and `reduction`.
#[derive(Debug)]
pub struct Phrases {
    /// The phrases by the first byte of their first word, the longest first.
    by_first: Vec<Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<&'static str>,
    /// Its place in the list that was given.
    index: usize,
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseMatch {
    /// Which phrase of the list.
    pub index: usize,
    /// The first word of it.
    pub first: usize,
    /// The word after its last.
    pub after: usize,
}

impl Phrases {
    /// Makes a list ready for searching.
    pub fn new<'l>(list: impl IntoIterator<Item = &'l &'static str>) -> Self {
        let mut by_first: Vec<Vec<Phrase>> = (0..256).map(|_| Vec::new()).collect();
        for (index, phrase) in list.into_iter().enumerate() {
            let words: Vec<&'static str> = phrase.split(' ').collect();
            let bucket = phrase.bytes().next().and_then(|b| by_first.get_mut(usize::from(b)));
            if let Some(bucket) = bucket {
                bucket.push(Phrase { words, index });
            }
        }
        by_first.iter_mut().for_each(|b| b.sort_by_key(|p| std::cmp::Reverse(p.words.len())));
        Self { by_first }
    }

    /// The longest phrase that begins at a word.
    pub fn match_at(&self, tokens: &[Token], first: usize) -> Option<PhraseMatch> {
        let byte = tokens.get(first)?.word.bytes().next()?;
        let found = self.by_first.get(usize::from(byte))?.iter().find(|p| p.begins(tokens, first))?;
        Some(PhraseMatch { index: found.index, first, after: first + found.words.len() })
    }

    /// Every phrase that begins at a word, the longest first.
    pub fn all_at(&self, tokens: &[Token], first: usize) -> impl Iterator<Item = PhraseMatch> {
        let byte = tokens.get(first).and_then(|token| token.word.bytes().next());
        let bucket = byte.and_then(|byte| self.by_first.get(usize::from(byte))).into_iter().flatten();
        let found = bucket.filter(move |phrase| phrase.begins(tokens, first));
        found.map(move |phrase| PhraseMatch { index: phrase.index, first, after: first + phrase.words.len() })
    }

    /// Every phrase found, in order; phrases do not overlap.
    pub fn find(&self, tokens: &[Token]) -> Vec<PhraseMatch> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.match_at(tokens, at) {
                Some(hit) => {
                    at = hit.after;
                    hits.push(hit);
                }
                None => at += 1,
            }
        }
        hits
    }
}

impl Phrase {
    /// Whether it stands at a word; no clause ends inside it.
    fn begins(&self, tokens: &[Token], first: usize) -> bool {
        self.words.iter().enumerate().all(|(i, pattern)| {
            tokens.get(first + i).is_some_and(|t| matches(pattern, &t.word) && (i == 0 || !t.after_break))
        })
    }
}

/// Whether a word fits a word of a phrase.
pub(super) fn matches(pattern: &str, word: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => pattern == word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::scan;

    #[test]
    fn the_longest_phrase_wins_and_clauses_part_words() {
        let list = Phrases::new(&["reduc*", "lead to", "can lead to", "no side effects"]);
        let found =
            |text: &str| list.find(&scan(text)).into_iter().map(|h| (h.index, h.first, h.after)).collect::<Vec<_>>();
        assert_eq!(found("This can lead to reductions."), [(2, 1, 4), (0, 4, 5)]);
        assert_eq!(found("no side, effects"), []);
        assert_eq!(found(""), []);
    }
}
