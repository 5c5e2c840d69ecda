//! The number that the words of an entry begin with: `[12] Lo A.`, `12. Lo A.`, `[ii] Lo A.`, or a raised one.

use super::row::read_raised_number;
use crate::read::piece::Piece;
use crate::text::CharIndex;
use crate::text::citing::parse_roman;

/// A number at the head of a text: as printed, its value, and the bytes up to the words.
pub(super) type OwnNumber = (String, u32, usize);

/// `[12] Lo A.`, `12. Lo A.`, `¹² Lo A.`
pub(super) fn read_figures(text: &str, expected: u32) -> Option<OwnNumber> {
    if let Some((bytes, number)) = read_raised_number(text) {
        let words = text.get(bytes..)?.trim_start();
        return (!words.is_empty()).then_some((number.clone(), number.parse().ok()?, text.len() - words.len()));
    }
    let (number, bytes) = read_leading_number(text, expected)?;
    Some((number.clone(), number.parse().ok()?, bytes))
}

/// `[ii] Lo A.`, `ii. Lo A.`, and `ii Lo A.` in small letters.
pub(super) fn read_roman(text: &str, expected: u32) -> Option<OwnNumber> {
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

/// A raised number at the head of an entry.
pub(super) fn read_raised(piece: &Piece) -> Option<OwnNumber> {
    let mark = piece.marks.first().filter(|mark| mark.start == 0 && !mark.footnote)?;
    let value = mark.label.parse().ok().or_else(|| parse_roman(&mark.label))?;
    let words = piece.text().get(CharIndex::new(piece.text()).byte(mark.end)..)?.trim_start();
    (!words.is_empty()).then(|| (mark.label.clone(), value, piece.text().len() - words.len()))
}

/// The words of an entry behind the number that it begins with: `[2] Lo A.`, `2. Lo A.`, and a raised number.
pub(super) fn skip_number(piece: &Piece) -> &str {
    let number = read_raised(piece).or_else(|| read_figures(piece.text(), 0));
    piece.text().get(number.map_or(0, |(_, _, bytes)| bytes)..).unwrap_or_default()
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
