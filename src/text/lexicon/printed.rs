//! Phrases in a text as it is printed.

use std::collections::BTreeMap;

/// Phrases in small letters, with their stops and apostrophes, that stand where a word begins: `subscribe` is found in
/// "Subscribers", and `jump to:` only with its colon.
#[derive(Debug)]
pub struct PrintedPhrases {
    /// The phrases by their first character.
    by_first: BTreeMap<char, Vec<&'static str>>,
}

impl PrintedPhrases {
    /// Makes a list ready for searching.
    pub fn new(list: &[&'static str]) -> Self {
        let mut by_first: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
        for phrase in list {
            if let Some(first) = phrase.chars().next() {
                by_first.entry(first).or_default().push(phrase);
            }
        }
        Self { by_first }
    }

    /// Whether a text, in small letters, begins with one of them.
    pub fn begin(&self, text: &str) -> bool {
        let phrases = text.chars().next().and_then(|first| self.by_first.get(&first));
        phrases.is_some_and(|phrases| phrases.iter().any(|phrase| text.starts_with(phrase)))
    }

    /// Whether one of them stands in a text, in small letters, where a word begins.
    pub fn are_in(&self, text: &str) -> bool {
        let mut within = false;
        text.char_indices().any(|(at, c)| {
            let begins = !std::mem::replace(&mut within, c.is_alphanumeric());
            begins && text.get(at..).is_some_and(|rest| self.begin(rest))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_stands_where_a_word_begins() {
        let phrases = PrintedPhrases::new(&["sign up", "jump to:", "©", "see if you’re covered"]);
        for text in
            ["please sign up", "sign upwards", "(sign up)", "jump to: causes", "x © 2020", "see if you’re covered"]
        {
            assert!(phrases.are_in(text), "{text}");
        }
        for text in ["design up", "jump to causes", "sign  up", "", "see if you're covered"] {
            assert!(!phrases.are_in(text), "{text}");
        }
        assert!(phrases.begin("sign up now") && !phrases.begin("now sign up"));
    }
}
