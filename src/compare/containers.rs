//! Whether two names of a journal or book are one: the full name, a registered short one, or an abbreviation word by word.
//! Never by likeness: JAMA Network Open is not JAMA.

use crate::text::lexicon::{TITLES, WordSet};
use crate::text::markup::to_plain_line;
use crate::text::tokenise;
use std::sync::LazyLock;

/// Words that abbreviations leave out.
static SMALL: LazyLock<WordSet> = LazyLock::new(|| TITLES.words("not compared in names of journals"));

/// Whether a printed container is the registered one.
pub fn is_same_container(printed: &str, registered: &str) -> bool {
    let (printed, registered) = (to_plain_line(printed), to_plain_line(registered));
    let variants = |text: &str| [split_content_words(text), split_content_words(without_place(text))];
    variants(&printed).iter().any(|p| variants(&registered).iter().any(|r| have_same_words(p, r)))
}

fn have_same_words(a: &[String], b: &[String]) -> bool {
    !a.is_empty()
        && !b.is_empty()
        && (a == b || is_abbreviation(a, b) || is_abbreviation(b, a) || is_acronym(a, b) || is_acronym(b, a))
}

/// Content words; `&` is `and`, so it goes with the other small words.
fn split_content_words(text: &str) -> Vec<String> {
    let mut words = tokenise(text);
    words.retain(|w| !SMALL.contains(w));
    words
}

/// A name without what stands in brackets at its end: `Frontiers in pain research (Lausanne, Switzerland)`.
fn without_place(text: &str) -> &str {
    let trimmed = text.trim_end();
    match trimmed.strip_suffix(')').and_then(|t| t.rfind('(')) {
        Some(at) if at > 0 => trimmed.get(..at).unwrap_or(trimmed),
        _ => trimmed,
    }
}

/// Each word of `short` abbreviates the word of `long` in its place, and none is left over.
fn is_abbreviation(short: &[String], long: &[String]) -> bool {
    short.len() == long.len() && short.iter().zip(long).all(|(s, l)| abbreviates(s, l))
}

/// A beginning, or a contraction that keeps the first and last letter (`natl`, `dept`).
fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let mut contracted = || {
        short.chars().count() >= 3
            && short.chars().next() == long.chars().next()
            && short.chars().last() == long.chars().last()
            && short.chars().all(|c| rest.any(|l| l == c))
    };
    long.starts_with(short) || contracted()
}

/// `BMJ` for British Medical Journal.
fn is_acronym(short: &[String], long: &[String]) -> bool {
    let initials: String = long.iter().filter_map(|w| w.chars().next()).collect();
    matches!(short, [one] if long.len() >= 3 && *one == initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_containers() {
        for (printed, registered, expected) in [
            ("BMC pregnancy and childbirth", "BMC Pregnancy and Childbirth", true),
            ("BMC Pregnancy & Childbirth", "BMC Pregnancy and Childbirth", true),
            ("BMC Pregnancy Childbirth", "BMC Pregnancy and Childbirth", true),
            ("Lancet", "The Lancet", true),
            ("Journal of Women's Health", "Journal of Women&amp;apos;s Health", true),
            ("Journal of Womenʼs Health Physical Therapy", "Journal of Women’s Health Physical Therapy", true),
            ("Cochrane Database Syst Rev", "Cochrane Database of Systematic Reviews", true),
            ("J. Natl. Cancer Inst.", "JNCI: Journal of the National Cancer Institute", false),
            ("J Natl Cancer Inst", "Journal of the National Cancer Institute", true),
            ("N Engl J Med", "New England Journal of Medicine", true),
            ("BMJ", "British Medical Journal", true),
            ("Frontiers in pain research (Lausanne, Switzerland)", "Frontiers in Pain Research", true),
            ("BMJ", "BMJ (Clinical research ed.)", true),
            ("JAMA Netw Open", "JAMA", false),
            ("JAMA", "JAMA Network Open", false),
            ("Lancet Oncol", "The Lancet", false),
            ("Diabetes Care", "Diabetes", false),
            ("J Pain", "Pain", false),
            ("", "Pain", false),
        ] {
            assert_eq!(is_same_container(printed, registered), expected, "{printed} / {registered}");
        }
    }
}
