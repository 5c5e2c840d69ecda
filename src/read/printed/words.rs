//! What the recognisers of a printed entry know of words: months, abbreviations, particles, the ends of sentences.

use crate::model::MONTHS;
use crate::text::lexicon::{ENGLISH, NAME_PARTS, WordSet};
use std::sync::LazyLock;

/// Particles that stay with a family name.
pub(super) fn is_particle(word: &str) -> bool {
    static PARTICLES: LazyLock<WordSet> = LazyLock::new(|| NAME_PARTS.words("particles in printed entries"));
    PARTICLES.contains(word)
}

/// Words that journals' names abbreviate with a stop; after them a sentence does not end.
static ABBREVIATIONS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("abbreviations in names of journals"));

/// Whether the mark at byte `at` (`.`, `?` or `!`) ends a sentence: white space or the end follows, and what stands
/// before is neither an initial nor a known abbreviation.
pub(super) fn is_boundary(text: &str, at: usize) -> bool {
    let (before, rest) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let mut chars = rest.chars();
    let mark = chars.next();
    let behind = chars.as_str().trim_start_matches(['"', '”', '’', '\'', ')', ']']);
    if !(behind.is_empty() || behind.starts_with(char::is_whitespace)) {
        return false;
    }
    if mark != Some('.') {
        return matches!(mark, Some('?' | '!')) && !behind.trim_start().starts_with(char::is_lowercase);
    }
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '.')).next().unwrap_or_default();
    let one_letter = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let follows = behind.trim_start();
    // "…vitamin D. Journal" ends; "J. Womens Health" and "A. Smith" do not. What stands before tells them apart.
    let initial = one_letter && before.trim_end_matches(word).trim_end().ends_with(['.', ',', '&', '?', ':']);
    let first = one_letter && before.len() == word.len();
    // "2. Auflage"
    let ordinal = word.len() <= 2 && follows.starts_with("Aufl") && word.bytes().all(|b| b.is_ascii_digit());
    !(initial || first || ordinal || !follows.is_empty() && is_abbreviation(word))
}

fn is_abbreviation(word: &str) -> bool {
    word.len() <= 9 && ABBREVIATIONS.contains(&word.to_lowercase())
}

/// A sentence, and where it stands in its string, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
}

impl Sentence<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The sentences of a string, without the marks that part them; a question mark stays.
pub(super) fn split_sentences(text: &str) -> Vec<&str> {
    find_sentence_spans(text).into_iter().map(|sentence| sentence.text).collect()
}

/// The same, with their places.
pub(super) fn find_sentence_spans(text: &str) -> Vec<Sentence<'_>> {
    let mut out = Vec::new();
    let mut from = 0;
    let trimmed = |from: usize, to: usize| {
        let piece = text.get(from..to)?;
        let start = from + piece.len() - piece.trim_start().len();
        Some(Sentence { start, text: piece.trim() }).filter(|sentence| !sentence.text.is_empty())
    };
    for (i, c) in text.char_indices() {
        if matches!(c, '.' | '?' | '!') && is_boundary(text, i) {
            let end = if c == '.' { i } else { i + 1 };
            let quote = text
                .get(i + 1..)
                .and_then(|r| r.chars().next())
                .filter(|q| matches!(q, '"' | '”' | '’' | '\'' | ')' | ']'));
            let behind = i + 1 + quote.map_or(0, char::len_utf8);
            out.extend(trimmed(from, if quote.is_some() { behind } else { end }));
            from = behind;
        }
    }
    out.extend(trimmed(from, text.len()));
    out
}

/// Whether a word is a month or a season, spelt out or cut.
pub(super) fn is_month(word: &str) -> bool {
    let w = word.trim_end_matches('.').to_lowercase();
    matches!(w.as_str(), "spring" | "summer" | "autumn" | "fall" | "winter" | "sept")
        || (w.len() >= 3 && MONTHS.iter().any(|month| is_month_or_cut(month, &w)))
}

/// Whether a word is a month in full, or its first three letters.
fn is_month_or_cut(month: &str, word: &str) -> bool {
    let begins = month.get(..word.len()).is_some_and(|cut| cut.eq_ignore_ascii_case(word));
    begins && (word.len() == 3 || word.len() == month.len())
}

/// Whether a number can be a year of publication.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse::<u32>().is_ok_and(|y| (1500..=2100).contains(&y))
}

/// The byte where `needle` (lower-case ASCII) begins in `text`, whatever its case.
pub(super) fn find_word(text: &str, needle: &str) -> Option<usize> {
    find_words(text, needle).next()
}

/// Every byte where `needle` (lower-case ASCII) begins in `text`, whatever its case.
pub(super) fn find_words<'t>(text: &'t str, needle: &'t str) -> impl Iterator<Item = usize> + 't {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let mut from = 0;
    // Most labels are looked for in vain, so nothing is copied.
    std::iter::from_fn(move || {
        let low = *needle.first()?;
        let high = low.to_ascii_uppercase();
        while let Some(at) = text.get(from..)?.iter().position(|byte| *byte == low || *byte == high) {
            let found = from + at;
            from = found + 1;
            if text.get(found..found + needle.len()).is_some_and(|t| t.eq_ignore_ascii_case(needle)) {
                return Some(found);
            }
        }
        None
    })
}

/// Without the quotation marks, stops and spaces around a title.
pub(super) fn trim_title(text: &str) -> &str {
    let t = text.trim().trim_end_matches(['.', ',', ';', ':']).trim();
    for (open, close) in [('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\'')] {
        let inner = t.strip_prefix(open).and_then(|t| t.strip_suffix(close));
        if let Some(inner) = inner.filter(|i| !i.contains([open, close])) {
            return inner.trim().trim_end_matches(['.', ',']);
        }
    }
    t
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_end() {
        for (text, want) in [
            ("A title. J Clin Oncol", vec!["A title", "J Clin Oncol"]),
            ("Does it help? A review. Lancet", vec!["Does it help?", "A review", "Lancet"]),
            ("Genes of birds. Mol. Microbiol", vec!["Genes of birds", "Mol. Microbiol"]),
            ("Low vitamin D. Ann Intern Med", vec!["Low vitamin D", "Ann Intern Med"]),
            (
                "What to know. U.S. Food and Drug Administration",
                vec!["What to know", "U.S. Food and Drug Administration"],
            ),
        ] {
            assert_eq!(split_sentences(text), want);
        }
    }
}
