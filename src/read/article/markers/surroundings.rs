//! What stands around a bracket that holds numbers, and says what they are.

use crate::text::lexicon::{QUANTITIES, WordSet};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words behind square brackets that make what they hold a quantity.
static UNITS: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("behind a number in brackets"));

/// Words before round brackets that number something else than a reference: `grade (2)`.
static NUMBERED: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("before a number in brackets"));

/// Whether a word makes a quantity of the brackets before it.
pub(super) fn encloses(word: &str) -> bool {
    UNITS.contains(word)
}

/// Whether round brackets stand in front of a unit, or behind a word that they number.
pub(super) fn is_in_front(words: &[char], at: usize, length: usize) -> bool {
    UNITS.contains(&word_behind(words, at + length)) && words.get(at + length) == Some(&' ')
        || NUMBERED.contains(&word_before(words, at))
        || number_before(words, at).is_some()
}

/// Places of a block where round brackets count what follows: "(1) first, (2) second and (3) third".
pub(super) struct Enumerated(BTreeSet<usize>);

impl Enumerated {
    pub(super) fn from_words(words: &[char]) -> Self {
        let mut places = Vec::new();
        for (at, _) in words.iter().enumerate().filter(|(_, c)| **c == '(') {
            let digits = words.get(at + 1..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).take(3);
            let number: String = digits.copied().collect();
            let end = at + 1 + number.len();
            let goes_on = words.get(end + 1) == Some(&' ') && words.get(end + 2).is_some_and(|c| c.is_alphabetic());
            if let Ok(n) = number.parse::<u32>()
                && words.get(end) == Some(&')')
                && goes_on
            {
                places.push((at, n));
            }
        }
        // The last of a row stands behind a comma, a colon or an "and"; those before it count up to it.
        let mut found = BTreeSet::new();
        let mut next: Option<u32> = None;
        for (at, n) in places.into_iter().rev() {
            let leads = opens_item(words, at);
            if next == Some(n + 1) || leads && n > 1 {
                found.insert(at);
                next = (n > 1).then_some(n);
            } else {
                if leads {
                    found.insert(at);
                }
                next = None;
            }
        }
        Self(found)
    }

    pub(super) fn has(&self, at: usize) -> bool {
        self.0.contains(&at)
    }
}

/// Whether an item of a row may begin at a place: behind a comma, a colon, "and", "or", or nothing.
fn opens_item(words: &[char], at: usize) -> bool {
    let before = words.get(..at).unwrap_or_default();
    let trimmed = before.len() - before.iter().rev().take_while(|c| **c == ' ').count();
    let before = before.get(..trimmed).unwrap_or_default();
    // Behind `),` goes on a row of markers.
    let is_row = before.len() > 1 && before.ends_with(&[',']) && before.get(before.len() - 2) == Some(&')');
    before.is_empty()
        || !is_row && before.last().is_some_and(|c| matches!(c, ',' | ';' | ':' | '—' | '–'))
        || matches!(word_before(words, at).as_str(), "and" | "or" | "then")
}

/// The number, with its decimals, that ends before a place, one space and a per cent sign apart.
pub(super) fn number_before(words: &[char], at: usize) -> Option<f64> {
    let before = words.get(..at)?.iter().rev().skip_while(|c| matches!(c, ' ' | '%'));
    let digits: Vec<char> = before.take_while(|c| c.is_ascii_digit() || **c == '.').copied().collect();
    digits.iter().rev().collect::<String>().trim_matches('.').parse().ok()
}

/// The word that ends before a place, in lower case.
pub(super) fn word_before(words: &[char], at: usize) -> String {
    let before = words.get(..at).unwrap_or_default().iter().rev().skip_while(|c| matches!(c, ' ' | ':' | '='));
    let word: Vec<char> = before.take_while(|c| c.is_alphabetic()).copied().collect();
    word.iter().rev().flat_map(|c| c.to_lowercase()).collect()
}

/// The word that begins at a place, a space apart, in lower case.
pub(super) fn word_behind(words: &[char], at: usize) -> String {
    let behind = words.get(at..).unwrap_or_default().iter().skip_while(|c| **c == ' ');
    behind.take_while(|c| c.is_alphabetic()).flat_map(|c| c.to_lowercase()).collect()
}
