//! Volumes, issues, pages, editions and numbers of reports: what stands in figures, in the forms that styles want.

use super::Manner;
use super::marks::{AS_IS, END, RANGE, mark_up};
use crate::text::lexicon::QUANTITIES;

/// What stands before `Suppl`, and the number behind it.
pub(super) fn split_supplement(issue: &str) -> Option<(&str, &str)> {
    let lower = issue.to_ascii_lowercase();
    let at = lower.find("suppl")?;
    let (before, after) = (issue.get(..at)?, issue.get(at..)?);
    let word = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let number = after.get(word..)?.trim_matches([' ', '.', '(', ')', '_', '-']);
    Some((before.trim_matches([' ', ',', '(', ')']), number))
}

/// `e42010`, or a number too long for a page.
pub(super) fn is_article_number(page: &str) -> bool {
    let page = page.trim();
    let digits = page.trim_start_matches(['e', 'E']);
    let figures = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    figures && (digits.len() < page.len() || digits.len() >= 6)
}

/// A volume or issue, its dashes those of the style.
pub(super) fn format_number(text: &str) -> String {
    let text = mark_up(text);
    as_it_stands(&text.chars().map(|c| if is_dash(c) { RANGE } else { c }).collect::<String>())
}

/// A number that the processor would set otherwise than it stands, such as `USDL-26-0599` or `NIH 12,345`, with the mark
/// by which it takes it for words.
pub(super) fn as_it_stands(text: &str) -> String {
    match text.parse::<hayagriva::types::Numeric>() {
        Ok(number) if number.to_string() != text => format!("{text}{AS_IS}"),
        _ => text.to_owned(),
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−')
}

/// Pages: a plain hyphen between two, which the style's own dash and form of range take the place of; what the processor
/// cannot take apart keeps its hyphens, marked.
pub(super) fn write_pages(text: &str) -> String {
    let text = mark_up(text);
    let text = text.trim_start_matches("pp.").trim_start_matches("p.").trim();
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_dash(c) && plain.ends_with('-') => {}
            c if is_dash(c) => plain.push('-'),
            c if c.is_whitespace() && plain.ends_with('-') => {}
            c => plain.push(c),
        }
    }
    let plain = plain.replace(" -", "-");
    let plain = plain.split(", ").map(complete_range).collect::<Vec<_>>().join(", ");
    match plain.parse::<hayagriva::types::PageRanges>() {
        Ok(_) => plain,
        Err(_) => plain.replace('-', &RANGE.to_string()),
    }
}

/// A range whose end leaves out what it shares with its beginning, where that begins with letters: `S12-9` is `S12-S19`. Plain
/// figures are the style's own to cut or to fill.
fn complete_range(range: &str) -> String {
    let whole = || {
        let (first, last) = range.split_once('-')?;
        let letters = first.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = first.get(letters.len()..)?;
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let cut = plain(digits) && plain(last) && last.len() <= digits.len();
        if letters.is_empty() || letters.len() > 2 || !cut || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let shared = digits.get(..digits.len() - last.len())?;
        (format!("{shared}{last}").as_str() >= digits).then(|| format!("{first}-{letters}{shared}{last}"))
    };
    whole().unwrap_or_else(|| range.to_owned())
}

/// An edition: its number where it is one; none for the first.
pub(super) fn write_edition(text: &str, manner: Manner) -> Option<String> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let bare =
        lower.trim_end_matches('.').trim_end_matches("edition").trim_end_matches("edn").trim_end_matches("ed").trim();
    let word = QUANTITIES.entries("ordinals").iter().position(|w| *w == bare).map(|at| at + 1);
    let digits = bare.trim_end_matches(char::is_alphabetic);
    let number = word.or_else(|| digits.parse().ok().filter(|_| bare.len() - digits.len() <= 2));
    match number {
        Some(1) => None,
        Some(n) if n < 100 => Some(n.to_string()),
        _ if lower.split([' ', '.']).any(|w| matches!(w, "ed" | "edn" | "edition")) => {
            Some(format!("{}{END}", mark_up(text.trim_end_matches('.'))))
        }
        _ => Some(format!("{} {}{END}", mark_up(text), if manner.bare { "ed" } else { "ed." })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_editions_in_every_spelling() {
        for (text, expected) in [
            ("835–842", "835-842"),
            ("835 -- 842", "835-842"),
            ("pp. 1-2", "1-2"),
            ("S10-S15", "S10-S15"),
            ("S12-9", "S12-S19"),
            ("S8-12", "S8-12"),
            ("e12-15", "e12-e15"),
            ("S12-S9", "S12-S9"),
            ("S12–9, S25", "S12-S19, S25"),
            ("e0230000", "e0230000"),
            ("12A-15B", "12A-15B"),
            ("1.e1-1.e5", "1.e1\u{e009}1.e5"),
        ] {
            assert_eq!(write_pages(text), expected, "{text}");
        }
        let set = |text| write_edition(text, super::super::MEDICAL);
        assert_eq!(set("2nd ed.").as_deref(), Some("2"));
        assert_eq!(set("Third edition").as_deref(), Some("3"));
        assert_eq!(set("1"), None);
        assert_eq!(set("Revised").as_deref(), Some("Revised ed\u{e008}"));
        assert_eq!(set("2020").as_deref(), Some("2020 ed\u{e008}"));
    }

    #[test]
    fn numbers_stand_as_they_are() {
        for (text, marked) in [
            ("USDL-26-0599", true),
            ("12", false),
            ("CD001139", false),
            ("007", false),
            ("12,345", true),
            ("NCT 0123 & 4", false), // words to the processor already
            ("WHO/5/2", false),
            ("A-B", false),
        ] {
            assert_eq!(as_it_stands(text).ends_with(AS_IS), marked, "{text}");
        }
    }

    #[test]
    fn supplements_are_told_from_issues() {
        assert_eq!(split_supplement("Suppl 2"), Some(("", "2")));
        assert_eq!(split_supplement("12 Suppl 7"), Some(("12", "7")));
        assert_eq!(split_supplement("Supplement_1"), Some(("", "1")));
        assert_eq!(split_supplement("3, suppl. B"), Some(("3", "B")));
        assert_eq!(split_supplement("3"), None);
    }
}
