//! Marks in brackets: of `[<a>2</a>, <a>3</a>]` the brackets and what stands between belong to the mark.

use crate::read::piece::{Mark, Piece};
use crate::text::citing::{closing_bracket, is_dash};

/// The most characters before a mark in which its bracket is looked for.
const REACH: usize = 60;

/// Widens marks to the brackets around them. Numbers in one bracket become one mark; notes stay apart, each with what stands
/// before it.
pub(super) fn widen(piece: &mut Piece) {
    if piece.marks.is_empty() {
        return;
    }
    let letters: Vec<char> = piece.text().chars().collect();
    let mut out: Vec<Mark> = Vec::with_capacity(piece.marks.len());
    piece.marks.sort_by_key(|m| (m.start, m.end));
    for mut mark in piece.marks.drain(..) {
        let covered = out.last().is_some_and(|before| mark.end <= before.end && !before.footnote);
        if covered {
            continue;
        }
        let Some((open, close)) = find_bracket(&letters, &mark) else {
            out.push(mark);
            continue;
        };
        if mark.footnote {
            // The first takes the bracket that opens, the last the one that closes.
            let before = out.last().map_or(0, |before| before.end);
            mark.start = open.max(before);
            let is_last =
                letters.get(mark.end as usize..close as usize - 1).is_some_and(|rest| rest.iter().all(|c| *c == ' '));
            mark.end = if is_last { close } else { mark.end };
        } else {
            let inner = letters.get(open as usize + 1..close as usize - 1).unwrap_or_default();
            mark = Mark { start: open, end: close, label: inner.iter().collect(), footnote: false };
        }
        out.push(mark);
    }
    piece.marks = out;
}

/// Where the bracket opens and closes that a mark stands in with nothing but numbers.
fn find_bracket(letters: &[char], mark: &Mark) -> Option<(u32, u32)> {
    let (start, end) = (mark.start as usize, mark.end as usize);
    let is_inner =
        |c: &char| c.is_ascii_alphanumeric() || matches!(c, ',' | ';' | ' ' | '*' | '†' | '‡') || is_dash(*c);
    let before = letters.get(..start)?;
    let back = before.iter().rev().take(REACH).take_while(|c| is_inner(c)).count();
    let open = start.checked_sub(back + 1)?;
    let close = closing_bracket(*letters.get(open)?)?;
    let on = letters.get(end..)?.iter().take(REACH).take_while(|c| is_inner(c)).count();
    let closes = letters.get(end + on) == Some(&close);
    let only_numbers = |part: Option<&[char]>| part.is_some_and(|p| p.iter().all(|c| !c.is_alphabetic()));
    let is_plain = only_numbers(letters.get(open + 1..start)) && only_numbers(letters.get(end..end + on));
    (closes && (is_plain || mark.footnote))
        .then(|| Some((u32::try_from(open).ok()?, u32::try_from(end + on + 1).ok()?)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;
    use crate::text::normalise::{FileSpan, join_spans};

    #[test]
    fn brackets_belong_to_their_marks() {
        for (text, marks, want) in [
            ("Pain eases.[1]", &[(12, 13, "1", false)][..], &[(11, 14, "1")][..]),
            ("Pain eases [2,3].", &[(12, 13, "2", false), (14, 15, "3", false)], &[(11, 16, "2,3")]),
            ("Pain eases (4–6).", &[(12, 13, "4", false), (14, 15, "6", false)], &[(11, 16, "4–6")]),
            ("Pain eases 1.", &[(11, 12, "1", false)], &[(11, 12, "1")]),
            ("Pain (see 1).", &[(10, 11, "1", false)], &[(10, 11, "1")]),
            ("Pain [1,2].", &[(6, 7, "1", true), (8, 9, "2", true)], &[(5, 7, "1"), (7, 10, "2")]),
        ] {
            let mut piece = Piece::new(BlockKind::Paragraph, join_spans(&[FileSpan { text, line: 1, column: 1 }]));
            let mark = |(start, end, label, footnote): &(u32, u32, &str, bool)| Mark {
                start: *start,
                end: *end,
                label: (*label).to_owned(),
                footnote: *footnote,
            };
            piece.marks = marks.iter().map(mark).collect();
            widen(&mut piece);
            let got: Vec<(u32, u32, &str)> = piece.marks.iter().map(|m| (m.start, m.end, m.label.as_str())).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
