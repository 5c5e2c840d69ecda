//! The pieces a figure is made of: numbers, words and marks, with their places.

use crate::text::fold::fold;

/// A piece of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) what: PieceKind,
    /// Where it begins, in code points.
    pub(super) start: u32,
    /// Where it ends, exclusive.
    pub(super) end: u32,
    /// No space stands between it and the piece before.
    pub(super) glued: bool,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PieceKind {
    /// A number: its value and its digits after the point. A thousands comma shows that it is no year.
    Number { value: f64, decimals: u8, grouped: bool },
    /// A word, folded; capitals tell an odds ratio (`OR`) from "or".
    Word { folded: String, capitals: bool },
    /// Anything else.
    Mark(char),
}

/// Numbers with more digits than this are identifiers.
const MOST_DIGITS: usize = 13;

/// Cuts text into pieces. Numbers that are no figures (reference marks, parts of names such as `COVID-19`) come out as
/// marks.
pub(super) fn split_pieces(text: &str) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut at, mut glued) = (0, false);
    while let Some(c) = chars.get(at).copied() {
        if c.is_whitespace() {
            (at, glued) = (at + 1, false);
            continue;
        }
        let (what, length) = read_piece(&chars, at, c);
        let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut next = Piece { what, start: place(at), end: place(at + length), glued };
        if matches!(next.what, PieceKind::Number { .. }) && is_no_figure(&pieces, &next) {
            next.what = PieceKind::Mark('#');
        }
        pieces.push(next);
        (at, glued) = (at + length, true);
    }
    drop_bracketed(&mut pieces);
    pieces
}

fn read_piece(chars: &[char], at: usize, c: char) -> (PieceKind, usize) {
    let after_word = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| c.is_alphanumeric());
    let leading_point = c == '.' && !after_word && chars.get(at + 1).is_some_and(char::is_ascii_digit);
    if c.is_ascii_digit() || leading_point {
        return read_number(chars, at);
    }
    if let Some(value) = find_fraction(c) {
        return (PieceKind::Number { value, decimals: 2, grouped: false }, 1);
    }
    if c.is_alphabetic() {
        let run = chars.iter().skip(at).take_while(|c| c.is_alphanumeric() || is_inside(**c)).count();
        let word: String = chars.iter().skip(at).take(run).filter(|c| !is_inside(**c)).collect();
        let capitals = word.chars().all(|c| !c.is_lowercase());
        return (PieceKind::Word { folded: fold(&word), capitals }, run);
    }
    (PieceKind::Mark(c), 1)
}

/// A mark that does not end a word: an apostrophe, a combining mark, a soft hyphen.
fn is_inside(c: char) -> bool {
    matches!(c, '’' | '\'' | '\u{ad}' | '\u{300}'..='\u{36f}')
}

fn read_number(chars: &[char], at: usize) -> (PieceKind, usize) {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let (mut text, mut end, mut grouped, mut decimals) = (String::new(), at, false, 0u8);
    while let Some(c) = chars.get(end) {
        let three = (1..=3).all(|n| digit(end + n)) && !digit(end + 4);
        match c {
            '0'..='9' => text.push(*c),
            ',' | '\u{2009}' | '\u{202f}' | '\u{a0}' | '’' | '\'' if three && decimals == 0 && !text.contains('.') => {
                grouped = true
            }
            ' ' if three && decimals == 0 && !text.contains('.') && text.len() <= 3 && !text.starts_with('0') => {
                grouped = true
            }
            '.' | '·' if digit(end + 1) && !text.contains('.') => text.push('.'),
            ',' if !text.contains('.') && is_decimal_comma(chars, end) => text.push('.'),
            _ => break,
        }
        if c.is_ascii_digit() && text.contains('.') {
            decimals = decimals.saturating_add(1);
        }
        end += 1;
    }
    match text.parse::<f64>() {
        Ok(value) if text.len() <= MOST_DIGITS && value.is_finite() => {
            (PieceKind::Number { value, decimals, grouped }, end - at)
        }
        _ => (PieceKind::Mark('#'), (end - at).max(1)),
    }
}

/// Whether a comma stands before one or two decimals: "12,5%", "2,5 mg".
fn is_decimal_comma(chars: &[char], comma: usize) -> bool {
    let digits = chars.iter().skip(comma + 1).take_while(|c| c.is_ascii_digit()).count();
    let mut rest = chars.iter().skip(comma + 1 + digits).skip_while(|c| matches!(c, ' ' | '\u{a0}')).copied();
    let unit: String = rest.clone().take_while(|c| c.is_alphabetic()).collect();
    (1..=2).contains(&digits) && (rest.next() == Some('%') || super::measures::find_measure(&unit).is_some())
}

fn find_fraction(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        _ => return None,
    })
}

/// Whether a number is part of a name (`COVID-19`, `L4-5`) or a reference mark (`sleep.1,2`).
fn is_no_figure(before: &[Piece], number: &Piece) -> bool {
    let mut back = before.iter().rev();
    let (Some(mark), Some(word)) = (back.next(), back.next()) else { return false };
    let PieceKind::Mark(c) = mark.what else { return false };
    if !(number.glued && mark.glued) {
        return false;
    }
    match word.what {
        PieceKind::Word { .. } => matches!(c, '-' | '‐' | '‑' | '.' | ',' | ')' | '”' | '"' | '/' | ':' | '_'),
        PieceKind::Mark('#') => matches!(c, ',' | '-' | '–' | '.' | '/' | ';'),
        _ => false,
    }
}

/// `[3]`, `[3,4]`, `[3–5]` are reference marks, not figures.
fn drop_bracketed(pieces: &mut [Piece]) {
    let mut open: Option<usize> = None;
    for at in 0..pieces.len() {
        match pieces.get(at).map(|p| &p.what) {
            Some(PieceKind::Mark('[')) => open = Some(at),
            Some(PieceKind::Mark(']')) => {
                if let Some(from) = open.take() {
                    pieces.iter_mut().take(at).skip(from).for_each(|p| {
                        if matches!(p.what, PieceKind::Number { .. }) {
                            p.what = PieceKind::Mark('#');
                        }
                    });
                }
            }
            Some(
                PieceKind::Number { grouped: false, decimals: 0, .. } | PieceKind::Mark(',' | '-' | '–' | ';' | '#'),
            ) => {}
            _ => open = None,
        }
    }
}

impl Piece {
    /// The word, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.what {
            PieceKind::Word { folded, .. } => Some(folded),
            _ => None,
        }
    }

    /// Whether it is this mark.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.what == PieceKind::Mark(mark)
    }

    /// Whether it is a dash of any length.
    pub(super) fn is_dash(&self) -> bool {
        matches!(self.what, PieceKind::Mark('-' | '‐' | '‑' | '‒' | '–' | '—' | '−'))
    }

    /// The number, if it is one.
    pub(super) fn read_number(&self) -> Option<(f64, u8)> {
        match self.what {
            PieceKind::Number { value, decimals, .. } => Some((value, decimals)),
            _ => None,
        }
    }

    /// Whether a clause ends here.
    pub(super) fn ends_clause(&self) -> bool {
        matches!(self.what, PieceKind::Mark('.' | ',' | ';' | '!' | '?' | '(' | ')' | '[' | ']' | '—'))
    }
}
