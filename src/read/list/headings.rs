//! What lists of references are headed: in English in many words, alone or two of them joined, and in other languages.

use crate::text::lexicon::{REFERENCE_LISTS, WordSet};
use std::sync::LazyLock;

/// What a list of references is called, in small letters.
static LISTS: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("names"));

/// What may stand before it: `Selected references`, `Our sources`.
static BEFORE: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("before a name"));

/// What heads a list of references only where one of its names stands beside it: `References & resources`.
static BESIDE: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("beside a name"));

/// What may stand behind it: `References for this article`.
static BEHIND: LazyLock<&[&str]> = LazyLock::new(|| REFERENCE_LISTS.entries("behind a name"));

/// What joins two of them.
const JOINTS: &[&str] =
    &[" and ", " & ", ", ", " / ", "/", " + ", " und ", " et ", " y ", " e ", " en ", " og ", " och "];

/// Its names in other languages.
static OTHERS: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("other languages"));

/// Whether words are the heading of a reference list: `References`, `7. Sources:`, `Further reading and references`.
pub(in crate::read) fn is_heading(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    let lower = text.to_lowercase();
    let plain = lower.split('(').next().unwrap_or(&lower);
    let plain = without_place(plain.trim_matches(|c: char| !c.is_alphabetic()));
    if is_list(plain) {
        return true;
    }
    // Nearly no line joins anything, and every line is asked.
    if plain.is_empty() || !JOINTS.iter().any(|joint| plain.contains(joint)) {
        return false;
    }
    let mut parts = vec![plain];
    for joint in JOINTS {
        parts = parts.iter().flat_map(|part| part.split(joint)).collect();
    }
    (2..=3).contains(&parts.len())
        && parts.iter().any(|part| is_list(part.trim()))
        && parts.iter().all(|part| is_list(part.trim()) || BESIDE.contains(part.trim()))
}

/// Whether words head a list of references where what stands under them reads like one, and something else where it does not:
/// `Resources:`, `Links`, `Notes`.
pub(in crate::read) fn may_be_heading(text: &str) -> bool {
    let lower = text.to_lowercase();
    let plain = lower.trim_matches(|c: char| !c.is_alphabetic());
    let behind = plain.split_once(' ').filter(|(before, _)| BEFORE.contains(before)).map(|(_, rest)| rest);
    text.len() <= 80 && (BESIDE.contains(plain) || behind.is_some_and(|rest| BESIDE.contains(rest)))
}

/// Whether such words head what readers may look at next: `Helpful links`, `More information`.
pub(super) fn leads_on(text: &str) -> bool {
    static LEADING: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("leading on"));
    let lower = text.to_lowercase();
    LEADING.contains(lower.trim_matches(|c: char| !c.is_alphabetic()))
}

/// Whether words head what somebody has published: `Selected publications`, `Books by Ann Poe`.
pub(super) fn names_own_works(text: &str) -> bool {
    static ENDS: LazyLock<&[&str]> = LazyLock::new(|| REFERENCE_LISTS.entries("works of the author"));
    static BEGINNINGS: LazyLock<&[&str]> = LazyLock::new(|| REFERENCE_LISTS.entries("works of somebody"));
    let lower = text.to_lowercase();
    let plain = lower.trim_matches(|c: char| !c.is_alphabetic());
    let is_whole = |rest: Option<&str>, beside: char| {
        rest.is_some_and(|r| r.is_empty() || r.ends_with(beside) || r.starts_with(beside))
    };
    ENDS.iter().any(|end| is_whole(plain.strip_suffix(end), ' '))
        || BEGINNINGS.iter().any(|beginning| is_whole(plain.strip_prefix(beginning), ' '))
}

fn is_list(words: &str) -> bool {
    let behind = || words.split_once(' ').filter(|(before, _)| BEFORE.contains(before.trim_end_matches(':')));
    LISTS.contains(words) || OTHERS.contains(words) || behind().is_some_and(|(_, rest)| is_list(rest))
}

/// Without the number of a part, `viii. references`, and without what the list is for, `references for this article`.
fn without_place(words: &str) -> &str {
    let is_roman = |number: &str| !number.is_empty() && number.chars().all(|c| "ivxlc".contains(c));
    let words = words.split_once(". ").filter(|(number, _)| is_roman(number)).map_or(words, |(_, words)| words);
    BEHIND.iter().find_map(|behind| words.strip_suffix(behind)).map_or(words, str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_lists() {
        for text in [
            "References",
            "REFERENCES:",
            "7. Sources",
            "Works Cited",
            "References (10)",
            "**Further reading**",
            "Further reading and references",
            "References and notes",
            "References & resources",
            "Sources and further reading",
            "Notes and References",
            "Sources, references and links",
            "Our sources",
            "Sources of information",
            "Information sources",
            "References used",
            "Studies cited",
            "Content sources",
            "Academic references",
            "View all references",
            "VIII. References",
            "Appendix: References",
            "References for this article",
            "Refs",
            "Ref.",
            "Reviewed sources",
            "Vetted sources",
            "Scholarly references",
            "Editorial Sources and Fact-Checking",
            "How we vetted this article:",
            "How we reviewed this page",
            "Where we got our information",
            "Sources used in writing this page",
            "Referências",
            "Literatur",
            "Literatur und Quellen",
            "Références",
            "Quellen:",
            "参考文献",
        ] {
            assert!(is_heading(text), "{text}");
        }
        for text in [
            "Preferences",
            "Sources of protein",
            "Information for this article",
            "Civil. References to it",
            "The evidence is weak",
            "Notes",
            "Resources and links",
            "Research",
            "How we reviewed the evidence",
            "Where we got our information wrong",
            "Fact-checking",
            "This article",
            "Exercise and references to it",
            "",
        ] {
            assert!(!is_heading(text), "{text}");
        }
    }
}
