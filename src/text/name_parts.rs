//! Parts of people's names that are no name of their own.

use super::lexicon::{NAME_PARTS, WordSet};
use std::sync::LazyLock;

/// Whether a word, without the stop behind it, is `Jr`, `III`, `2nd`, whatever the case of its letters. A single letter is an
/// initial, and `Junior` may be the family's own.
pub fn is_name_suffix(word: &str) -> bool {
    static SUFFIXES: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("suffixes"));
    // A number is in capitals: “Ii” and “Iv” are given names.
    let is_number = word.to_lowercase().chars().all(|c| matches!(c, 'i' | 'v'));
    SUFFIXES.contains(&word.to_lowercase()) && !(is_number && word.contains(char::is_lowercase))
}

/// Whether a word is a particle of a family name, in small letters: `van`, `de`.
pub fn is_name_particle(word: &str) -> bool {
    static PARTICLES: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("particles"));
    PARTICLES.contains(word)
}
