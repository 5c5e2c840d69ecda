//! The words that matter most among those that changed: what differs in figures, units, negation, comparison, direction or
//! population is named.

use crate::text::lexicon::{MEANING, QUANTITIES, WordSet};
use crate::text::spelling::unify_spelling;
use crate::text::words::PlainText;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What kind of meaning a word carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::text) enum WordClass {
    Figure,
    Unit,
    Negation,
    Comparator,
    Direction,
    Population,
}

static FIGURES: LazyLock<WordSet> = LazyLock::new(|| MEANING.words("other figures"));
static UNITS: LazyLock<WordSet> = LazyLock::new(|| MEANING.words("units"));
static NEGATIONS: LazyLock<WordSet> = LazyLock::new(|| MEANING.words("negations"));
static COMPARATORS: LazyLock<WordSet> = LazyLock::new(|| MEANING.words("comparators"));
/// Stems: a word belongs here if it begins with one.
static DIRECTIONS: LazyLock<&[&str]> = LazyLock::new(|| MEANING.entries("directions"));
static POPULATIONS: LazyLock<WordSet> = LazyLock::new(|| MEANING.words("populations"));

/// Whether a word is a number: "twelve", "forty", "third".
fn is_number(word: &str) -> bool {
    static NUMBERS: LazyLock<[WordSet; 3]> =
        LazyLock::new(|| ["cardinals", "tens", "ordinals"].map(|list| QUANTITIES.words(list)));
    NUMBERS.iter().any(|list| list.contains(word))
}

pub(in crate::text) fn classify(word: &str) -> Option<WordClass> {
    let has = |list: &WordSet| list.contains(word);
    match word {
        _ if word.contains(|c: char| c.is_numeric()) || has(&FIGURES) || is_number(word) => Some(WordClass::Figure),
        _ if word.contains(['%', '‰', '°', '€', '$', '£']) || has(&UNITS) => Some(WordClass::Unit),
        "<" | ">" | "≤" | "≥" | "=" | "±" | "~" | "≈" | "+" | "−" => Some(WordClass::Comparator),
        _ if has(&NEGATIONS) || word.ends_with("n't") || word == "no," => Some(WordClass::Negation),
        _ if has(&COMPARATORS) => Some(WordClass::Comparator),
        _ if has(&POPULATIONS) => Some(WordClass::Population),
        _ if DIRECTIONS.iter().any(|stem| has_stem(word, stem)) => Some(WordClass::Direction),
        _ => None,
    }
}

/// Whether a word is of this stem, with or without a negating or intensifying start (`unsafe`, `ineffective`).
fn has_stem(word: &str, stem: &str) -> bool {
    word.starts_with(stem)
        || ["un", "in", "non", "dis"].iter().any(|start| word.strip_prefix(start).is_some_and(|w| w.starts_with(stem)))
}

/// The words of a text as they are compared, in lower case.
fn split_words(text: &str) -> Vec<String> {
    let words = unify_spelling(&PlainText::new(text, &[]).words());
    words.into_iter().map(|w| w.text.to_lowercase()).collect()
}

/// Figures, units, negations, comparators, directions and populations that differ between two wordings, in words.
pub(super) fn describe_changes(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (split_words(old), split_words(new));
    let mut altered = BTreeSet::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Patience, &old, &new) {
        if op.tag() != similar::DiffTag::Equal {
            let gone = old.get(op.old_range()).unwrap_or_default();
            altered.extend(name_changes(gone, new.get(op.new_range()).unwrap_or_default()));
        }
    }
    altered.into_iter().collect()
}

/// The words with meaning among those that went and came, paired by their class.
fn name_changes(gone: &[String], come: &[String]) -> Vec<String> {
    let telling = |all: &[String]| all.iter().filter_map(|w| Some((classify(w)?, w.clone()))).collect::<Vec<_>>();
    let mut come = telling(come);
    let mut out = Vec::new();
    for (class, word) in telling(gone) {
        match come.iter().position(|(other, _)| *other == class) {
            Some(at) => out.push(format!("“{word}” became “{}”", come.remove(at).1)),
            None => out.push(format!("“{word}” went")),
        }
    }
    out.extend(come.into_iter().map(|(_, word)| format!("“{word}” came")));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_is_named() {
        for (old, new, altered) in [
            ("In 40% of women", "In 45% of women", "“40” became “45”"),
            ("10 mg a day", "10 g a day", "“mg” became “g”"),
            ("is safe", "is not safe", "“not” came"),
            ("is safe", "is unsafe", "“safe” became “unsafe”"),
            ("more than 40", "less than 40", "“more” became “less”"),
            ("reduces pain", "increases pain", "“reduces” became “increases”"),
            ("in women", "in men", "“women” became “men”"),
            ("p < 0.05", "p > 0.05", "“<” became “>”"),
            ("a change of -2 points", "a change of 2 points", "“−” went"),
        ] {
            assert_eq!(super::describe_changes(old, new), [altered], "{old} / {new}");
        }
    }

    #[test]
    fn spelling_and_other_words_are_not_named() {
        for (old, new) in [
            ("Relaxin loosens the ligaments.", "relaxin  loosens the ligaments"),
            ("the color of it", "the colour of it"),
            ("1,200 mg", "1200 mg"),
            ("take ibuprofen", "take naproxen"),
        ] {
            assert_eq!(describe_changes(old, new), [""; 0], "{old} / {new}");
        }
    }
}
