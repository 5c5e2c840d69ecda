//! Numbers that stand before a title and are none of it: of a chapter, an abstract, a poster, a section. `31. Title`,
//! `Chapter IV: Title`, `P123: Title`; and a footnote's sign that ran into its last word.

use crate::text::lexicon::{TITLES, WordSet};
use std::sync::LazyLock;

/// What such a number is of, in lower case. Not `part`: the first part and the second are two works.
static THINGS: LazyLock<WordSet> = LazyLock::new(|| TITLES.words("numbered parts"));

/// A title's number and what it is of, and the title behind it; none where it begins with no such number.
pub(super) fn split_number(title: &str) -> Option<(&str, &str)> {
    let title = title.trim_start();
    let mut at = 0;
    let mut things = 0;
    while let Some(word) = measure_label(title.get(at..)?) {
        at += word;
        things += 1;
    }
    let rest = title.get(at..)?;
    let number = measure_number(rest, things > 0)?;
    let label = title.get(..at + number)?.trim();
    let behind = title.get(at + number..)?;
    let bare = behind.trim_start_matches(['.', ':', ')', ']', '-', '–', '—', '|', ' ', '\u{a0}', '\t']);
    // A number and its title are two words; `5-year outcomes` are not.
    let parted = bare.len() < behind.len() && !behind.starts_with(['-', '–', '—']);
    (parted && bare.split_whitespace().count() > 1).then_some((label, bare))
}

/// The length of a word that says what a number is of, with the blanks behind it.
fn measure_label(text: &str) -> Option<usize> {
    let length = match text.chars().next()? {
        sign @ ('§' | '#') => sign.len_utf8(),
        _ => text.find(|c: char| !c.is_alphabetic())?,
    };
    let word = text.get(..length)?.to_lowercase();
    let behind = text.get(length..)?;
    let rest = behind.trim_start_matches(['.', ' ', '\u{a0}']);
    let apart = behind.len() > rest.len() || matches!(word.as_str(), "§" | "#");
    (apart && (word == "#" || THINGS.contains(&word))).then(|| text.len() - rest.len())
}

/// The length of a number: `31`, `3.2`, `12b`, `P123`, `OP-12`, `S12.3`, `IV`. A Roman one needs a word before it or a mark behind.
fn measure_number(text: &str, is_named: bool) -> Option<usize> {
    let letters = text.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(text.len());
    let behind = text.get(letters..)?;
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let is_roman = letters > 0 && text.get(..letters)?.chars().all(|c| "IVXLC".contains(c));
    if is_roman && ends(behind) && (is_named || behind.starts_with(['.', ':', ')'])) {
        return Some(letters);
    }
    if letters > 4 {
        return None;
    }
    let hyphen = usize::from(letters > 0 && behind.starts_with('-'));
    let digits = text.get(letters + hyphen..)?;
    let mut length = 0;
    for c in digits.chars() {
        let more = c.is_ascii_digit() || length > 0 && matches!(c, '.' | '/' | '-') && continues(digits, length + 1);
        if !more {
            break;
        }
        length += 1;
    }
    let figures = digits.get(..length)?.bytes().filter(u8::is_ascii_digit).count();
    let end = letters + hyphen + length;
    let letter = usize::from(text.get(end..)?.starts_with(|c: char| c.is_ascii_lowercase()));
    let end = if letter == 1 && ends(text.get(end + 1..)?) { end + 1 } else { end };
    ((1..=6).contains(&figures) && ends(text.get(end..)?)).then_some(end)
}

fn continues(digits: &str, at: usize) -> bool {
    digits.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether one of two titles is the other with a footnote's number run into its last word: `opera1`.
pub(super) fn is_footnoted(a: &[String], b: &[String]) -> bool {
    let (Some((last_a, rest_a)), Some((last_b, rest_b))) = (a.split_last(), b.split_last()) else { return false };
    let noted = |long: &str, short: &str| {
        let sign = long.strip_prefix(short).unwrap_or_default();
        let is_word = short.chars().count() > 3 && short.chars().all(char::is_alphabetic);
        is_word && (1..=2).contains(&sign.len()) && sign.bytes().all(|b| b.is_ascii_digit())
    };
    rest_a.len() > 1 && rest_a == rest_b && (noted(last_a, last_b) || noted(last_b, last_a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_titles() {
        for (title, label) in [
            ("31. Back pain in nurses", Some("31")),
            ("7 Back pain in nurses", Some("7")),
            ("3.2 Back pain in nurses", Some("3.2")),
            ("12b. Back pain in nurses", Some("12b")),
            ("IV. Back pain in nurses", Some("IV")),
            ("Chapter 5 Back pain in nurses", Some("Chapter 5")),
            ("Chapter 12: Back pain in nurses", Some("Chapter 12")),
            ("CHAPTER IV: Back pain in nurses", Some("CHAPTER IV")),
            ("Ch. 5. Back pain in nurses", Some("Ch. 5")),
            ("Section 3 – Back pain in nurses", Some("Section 3")),
            ("P123: Back pain in nurses", Some("P123")),
            ("OP-12 Back pain in nurses", Some("OP-12")),
            ("Abstract P123: Back pain in nurses", Some("Abstract P123")),
            ("Abstract no. 5 Back pain in nurses", Some("Abstract no. 5")),
            ("S12.3 | Back pain in nurses", Some("S12.3")),
            ("#12 Back pain in nurses", Some("#12")),
            ("Back pain in nurses", None),
            ("5-year outcomes of back pain", None),
            ("I feel your pain", None),
            ("Chapter and verse of back pain", None),
            ("Part 2: Back pain in nurses", None),
            ("Abstract thinking in nurses", None),
            ("12", None),
            ("Vitamins 5 and 6", None),
        ] {
            assert_eq!(split_number(title).map(|(label, _)| label), label, "{title}");
            let rest = split_number(title).map_or("Back pain in nurses", |(_, rest)| rest);
            assert_eq!(rest, "Back pain in nurses", "{title}");
        }
    }

    #[test]
    fn a_footnote_is_no_part_of_the_last_word() {
        let words = |title: &str| title.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (a, b, expected) in [
            ("jaw pain in singers1", "jaw pain in singers", true),
            ("jaw pain in singers", "jaw pain in singers12", true),
            ("jaw pain and vitamin b1", "jaw pain and vitamin b", false),
            ("jaw pain in singers1", "jaw pain in singers2", false),
            ("jaw pain in dancers1", "jaw pain in singers", false),
        ] {
            assert_eq!(is_footnoted(&words(a), &words(b)), expected, "{a} / {b}");
        }
    }
}
