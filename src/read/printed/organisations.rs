//! Organisations as authors: told by the words that name them.

use crate::text::lexicon::{ORGANISATIONS, WordSet};
use std::sync::LazyLock;

/// Words that name an organisation, in English and other languages.
static WORDS: LazyLock<WordSet> = LazyLock::new(|| ORGANISATIONS.words("words"));

/// Short names of organisations that health content cites.
static SHORT_NAMES: LazyLock<WordSet> = LazyLock::new(|| ORGANISATIONS.words("short names"));

/// Ends of German compounds that name an organisation.
const COMPOUNDS: [&str; 7] = ["amt", "gesellschaft", "institut", "kammer", "ministerium", "verband", "vereinigung"];

/// Countries and their parts: a name may end with one.
static COUNTRIES: LazyLock<WordSet> = LazyLock::new(|| ORGANISATIONS.words("countries"));

/// Words that a name holds without a capital.
static SMALL: LazyLock<WordSet> = LazyLock::new(|| ORGANISATIONS.words("small words"));

/// Whether a string reads as the name of an organisation.
pub(in crate::read) fn is_organisation(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let words: Vec<&str> = text.split_whitespace().collect();
    let name =
        |w: &&&str| w.trim_start_matches(['(', '[']).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let capitals = words.iter().filter(name).count();
    let small = words.iter().filter(|w| SMALL.contains(w)).count();
    // "Committee Opinion No. 650" is what a committee wrote.
    if text.contains(" No. ") || text.contains(" Number ") {
        return false;
    }
    // "Back Pain in America" names nobody.
    let country = (2..=4).contains(&words.len())
        && !words.iter().any(|w| matches!(*w, "in" | "for"))
        && words.last().is_some_and(|w| COUNTRIES.contains(w));
    if words.is_empty() || words.len() > 16 || capitals + small < words.len() {
        return false;
    }
    let known = |w: &&str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = w.to_lowercase();
        WORDS.contains(&lower)
            || SHORT_NAMES.contains(w)
            || COMPOUNDS.iter().any(|end| lower.len() > end.len() && lower.ends_with(end))
    };
    SHORT_NAMES.contains(text) || (words.len() > 1 && words.iter().any(known)) || country || text.starts_with("U.S. ")
}

/// Whether a word may be a body's short name: `SACN`.
pub(super) fn is_acronym(word: &str) -> bool {
    (3..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether every word but the small ones has a capital.
pub(super) fn reads_like_name(text: &str) -> bool {
    let small = |w: &str| matches!(w, "of" | "for" | "and" | "the" | "on" | "in" | "&" | "to" | "a");
    text.split_whitespace().all(|w| small(w) || w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}
