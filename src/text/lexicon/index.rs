//! Many lists at once: every phrase of several lists that stands in a text, found in one pass over its words.

use super::WordList;
use crate::text::tokens::Token;
use std::collections::BTreeMap;

/// The phrases of several lists, by their first words. Unlike [`super::Phrases`], phrases may overlap: a word may stand in
/// several lists.
#[derive(Debug, Default)]
pub struct PhraseIndex {
    names: Vec<&'static str>,
    whole: BTreeMap<&'static str, Vec<Entry>>,
    /// By the first three letters of a first word that ends in `*`.
    begun: BTreeMap<&'static str, Vec<Entry>>,
    /// Endings of words, and the list that a word with one belongs to.
    endings: Vec<(&'static str, usize)>,
}

#[derive(Debug)]
struct Entry {
    list: usize,
    words: Vec<&'static str>,
}

/// A phrase of a list that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedPhrase {
    /// Which list, as [`PhraseIndex::name`] knows it.
    pub list: usize,
    /// The first word of it.
    pub first: usize,
    /// The word after its last.
    pub after: usize,
}

/// A beginning of fewer letters is none that is looked for.
const BEGINNING: usize = 3;
/// A word of fewer letters has no ending that says anything.
const LONG_ENOUGH: usize = 6;

impl PhraseIndex {
    /// Adds lists, but not those of endings.
    pub fn add(&mut self, lists: &'static [WordList]) {
        for list in lists.iter().filter(|list| !list.name.contains("endings")) {
            let at = self.names.len();
            self.names.push(list.name);
            for phrase in &list.entries {
                let words: Vec<&'static str> = phrase.split(' ').collect();
                let Some(first) = words.first().copied() else { continue };
                match first.strip_suffix('*').and_then(|start| start.get(..BEGINNING)) {
                    Some(start) => self.begun.entry(start).or_default().push(Entry { list: at, words }),
                    None => self.whole.entry(first).or_default().push(Entry { list: at, words }),
                }
            }
        }
    }

    /// Adds the endings of a list; a word that ends so counts as an entry of the list `of`.
    pub fn add_endings(&mut self, endings: &'static [&'static str], of: &str) {
        let Some(list) = self.names.iter().position(|name| *name == of) else { return };
        self.endings.extend(endings.iter().map(|ending| (*ending, list)));
    }

    /// The name of a list.
    pub fn name(&self, list: usize) -> &'static str {
        self.names.get(list).copied().unwrap_or_default()
    }

    /// How many lists there are.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// Every phrase that stands in a text, in the order of their first words.
    pub fn find(&self, tokens: &[Token]) -> Vec<ListedPhrase> {
        let mut found = Vec::new();
        for (first, token) in tokens.iter().enumerate() {
            let word = token.word.as_str();
            let begun = word.get(..BEGINNING).and_then(|start| self.begun.get(start));
            let entries = self.whole.get(word).into_iter().chain(begun).flatten();
            let standing = entries.filter(|entry| entry.stands_at(tokens, first));
            found.extend(standing.map(|e| ListedPhrase { list: e.list, first, after: first + e.words.len() }));
            if word.len() >= LONG_ENOUGH {
                let ending = self.endings.iter().find(|(ending, _)| word.ends_with(ending));
                found.extend(ending.map(|(_, list)| ListedPhrase { list: *list, first, after: first + 1 }));
            }
        }
        found
    }
}

impl Entry {
    /// Whether it stands at a word; no clause ends inside it.
    fn stands_at(&self, tokens: &[Token], first: usize) -> bool {
        self.words.iter().enumerate().all(|(i, pattern)| {
            tokens
                .get(first + i)
                .is_some_and(|t| super::phrases::matches(pattern, &t.word) && (i == 0 || !t.after_break))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lexicon::WordFile;
    use crate::text::tokens::scan;

    #[test]
    fn phrases_of_several_lists_may_overlap() {
        static FIRST: WordFile =
            WordFile::new("[body]\nheart\n[diseases]\nheart attack*\nclot\n[endings of diseases]\nitis\n");
        let mut index = PhraseIndex::default();
        index.add(FIRST.lists());
        index.add_endings(FIRST.entries("endings of diseases"), "diseases");
        let found = index.find(&scan("Heart attacks, arthritis. The heart, attacked"));
        let names: Vec<(&str, usize, usize)> = found.iter().map(|f| (index.name(f.list), f.first, f.after)).collect();
        assert_eq!(names, [("body", 0, 1), ("diseases", 0, 2), ("diseases", 2, 3), ("body", 4, 5)]);
    }
}
