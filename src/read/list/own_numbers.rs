//! Numbers that the entries of a list print themselves, behind a bullet or in front of a paragraph: `- **[1]** Okafor N.`,
//! `[ii] Halloway J.`; and notes at the foot of a text without a heading, whose numbers the text points at.

use super::headings::is_heading;
use super::notes::names_source;
use super::row::read_raised_number;
use crate::model::BlockKind;
use crate::read::piece::Piece;
use crate::text::citing::parse_roman;
use std::collections::BTreeSet;

/// A number at the head of a text: as printed, its value, and the bytes up to the words.
type OwnNumber = (String, u32, usize);

/// So many blocks of a list are numbered at most.
const MOST: usize = 5_000;

/// Gives the entries behind the heading of a list the numbers that they begin with: two at least, or one in brackets.
pub(super) fn take(behind: &mut [Piece]) {
    let is_end = |piece: &Piece| piece.kind == BlockKind::Heading && piece.marked;
    let length = behind.iter().take(MOST).position(is_end).unwrap_or(behind.len().min(MOST));
    let Some(list) = behind.get_mut(..length) else { return };
    for read in [read_figures, read_roman] {
        let found = find_numbers(list, read, false);
        let is_sure =
            found.len() >= 2 || list.len() == 1 && list.iter().any(|piece| piece.text().starts_with(['[', '(']));
        if is_sure && !found.is_empty() {
            found.into_iter().for_each(|(at, number)| give_number(list, at, number));
            return;
        }
    }
}

/// The numbers of those that may have one, in their order; also those that were read before, where these count.
fn find_numbers(
    list: &[Piece],
    read: fn(&str, u32) -> Option<OwnNumber>,
    counts_known: bool,
) -> Vec<(usize, OwnNumber)> {
    let mut last = 0;
    let mut found = Vec::new();
    for (at, piece) in list.iter().enumerate() {
        let is_line = matches!(piece.kind, BlockKind::Item | BlockKind::Paragraph);
        let known = || Some((piece.number.clone().filter(|_| counts_known)?, piece.number.as_ref()?.parse().ok()?, 0));
        let number = read(piece.text(), last + 1).or_else(known).filter(|_| is_line && piece.level <= 1);
        let Some(number) = number else { continue };
        if piece.number.as_ref().is_none_or(|known| *known == number.0) && (number.1 == last + 1 || number.1 == 1) {
            last = number.1;
            found.push((at, number));
        }
    }
    found
}

fn give_number(list: &mut [Piece], at: usize, (number, _, bytes): OwnNumber) {
    let Some(piece) = list.get_mut(at) else { return };
    piece.cut_front(bytes);
    piece.number = Some(number);
}

/// `[12] Lo A.`, `12. Lo A.`, `¹² Lo A.`
fn read_figures(text: &str, expected: u32) -> Option<OwnNumber> {
    if let Some((bytes, number)) = read_raised_number(text) {
        let words = text.get(bytes..)?.trim_start();
        return (!words.is_empty()).then_some((number.clone(), number.parse().ok()?, text.len() - words.len()));
    }
    let (number, bytes) = read_leading_number(text, expected)?;
    Some((number.clone(), number.parse().ok()?, bytes))
}

/// `[ii] Lo A.`, `ii. Lo A.`, and `ii Lo A.` in small letters.
fn read_roman(text: &str, expected: u32) -> Option<OwnNumber> {
    let open = usize::from(text.starts_with(['[', '(']));
    let numeral: String = text.get(open..)?.chars().take_while(char::is_ascii_alphabetic).take(9).collect();
    let value = parse_roman(&numeral).filter(|value| *value == expected || *value == 1)?;
    let behind = text.get(open + numeral.len()..)?;
    let words = match behind.chars().next()? {
        ']' | ')' if open == 1 => behind.get(1..)?,
        '.' | ')' | ':' if open == 0 => behind.get(1..)?,
        ' ' if open == 0 && numeral.starts_with(char::is_lowercase) => behind,
        _ => return None,
    };
    let words = words.trim_start_matches([':', '.', ' ']);
    (!words.is_empty()).then(|| (numeral, value, text.len() - words.len()))
}

/// The number that an entry begins with, and the bytes up to its words: `[12] `, `12. `, `12) `, and `12 ` where it is the one
/// that is expected.
pub(in crate::read) fn read_leading_number(text: &str, expected: u32) -> Option<(String, usize)> {
    let open = usize::from(text.starts_with(['[', '(']));
    let rest = text.get(open..)?;
    let length = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let digits = rest.get(..length).filter(|_| (1..=4).contains(&length))?;
    let behind = rest.get(length..)?;
    let words = match behind.chars().next()? {
        ']' | ')' if open == 1 => behind.get(1..)?,
        '.' | ')' | ':' if open == 0 => behind.get(1..)?,
        ' ' if open == 0 && digits.parse() == Ok(expected) => behind,
        _ => return None,
    };
    let is_closed = open == 1 || !words.starts_with(|c: char| c.is_ascii_digit());
    let is_year = length == 4 && digits.parse() != Ok(expected);
    let trimmed = words.trim_start_matches(['.', ':', ' ']);
    (is_closed && !is_year && !trimmed.is_empty()).then(|| (digits.to_owned(), text.len() - trimmed.len()))
}

/// Makes entries of the notes that end a text without a heading, as Word saves endnotes in plain text: `[i] Lo A. …`. Two at
/// least, all of them with a source, and the text points at most of them.
pub(super) fn take_notes_at_end(pieces: &mut [Piece]) {
    if pieces.iter().any(|piece| piece.kind != BlockKind::Title && is_heading(piece.text())) {
        return;
    }
    for read in [read_bracketed_figures, read_bracketed_roman] {
        let is_note = |piece: &Piece| {
            let is_line = matches!(piece.kind, BlockKind::Item | BlockKind::Paragraph) && piece.footnote.is_none();
            is_line && (piece.number.is_some() || piece.text().starts_with('['))
        };
        let run = pieces.iter().rev().take(MOST).take_while(|piece| is_note(piece)).count();
        let Some((body, notes)) = pieces.split_at_mut_checked(pieces.len() - run) else { return };
        let found = find_numbers(notes, read, true);
        if found.len() < 2 || found.len() != run {
            continue;
        }
        let marks = body.iter().flat_map(|piece| piece.text().split('[').skip(1));
        let labels: BTreeSet<&str> = marks.filter_map(|mark| Some(mark.split_once(']')?.0)).collect();
        let named = found.iter().filter(|(_, number)| labels.contains(number.0.as_str())).count();
        let has_sources = || {
            found.iter().all(|(at, number)| {
                notes.get(*at).is_some_and(|piece| names_source(&piece.slice(number.2, piece.text().len())))
            })
        };
        if named * 3 >= run * 2 && has_sources() {
            for (at, number) in found {
                give_number(notes, at, number);
                notes.iter_mut().skip(at).take(1).for_each(|note| (note.kind, note.level) = (BlockKind::Reference, 0));
            }
            return;
        }
    }
}

fn read_bracketed_figures(text: &str, expected: u32) -> Option<OwnNumber> {
    read_figures(text, expected).filter(|_| text.starts_with('['))
}

fn read_bracketed_roman(text: &str, expected: u32) -> Option<OwnNumber> {
    read_roman(text, expected).filter(|_| text.starts_with('['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_entries() {
        for (text, expected, want) in [
            ("[12] Lo A. Hips.", 1, Some(("12", 5))),
            ("[1]: Lo A. Hips.", 1, Some(("1", 5))),
            ("12. Lo A. Hips.", 1, Some(("12", 4))),
            ("12) Lo A.", 1, Some(("12", 4))),
            ("12.Lo A.", 1, Some(("12", 3))),
            ("3 Lo A.", 3, Some(("3", 2))),
            ("3 Lo A.", 4, None),
            ("2019. Hips.", 1, None),
            ("(2019) Hips.", 1, None),
            ("10.5555/abc", 1, None),
            ("Lo A.", 1, None),
        ] {
            let read = read_leading_number(text, expected);
            assert_eq!(read.as_ref().map(|(n, at)| (n.as_str(), *at)), want, "{text}");
        }
        for (text, expected, want) in [
            ("[ii] Lo A. Hips.", 2, Some(("ii", 5))),
            ("ii. Lo A. Hips.", 2, Some(("ii", 4))),
            ("II. Lo A. Hips.", 2, Some(("II", 4))),
            ("ii Lo A. Hips.", 2, Some(("ii", 3))),
            ("I think that hips mend.", 1, None),
            ("iv Lo A. Hips.", 2, None),
            ("mild pain", 1, None),
        ] {
            let read = read_roman(text, expected);
            assert_eq!(read.as_ref().map(|(n, _, at)| (n.as_str(), *at)), want, "{text}");
        }
    }
}
