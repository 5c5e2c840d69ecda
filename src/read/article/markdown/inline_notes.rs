//! Notes in line, `^[Roe B. Knees. 2020]`: a note of its own, and a mark where it stood.

use super::prepare::NOTE;
use crate::model::BlockKind;
use crate::read::piece::{Mark, Piece};
use crate::text::normalise::count_chars;

/// Takes the notes out of a piece; `count` numbers them through the text.
pub(super) fn take_out(piece: &mut Piece, count: &mut u32) -> Vec<Piece> {
    let mut notes = Vec::new();
    while let Some(open) = piece.text().find(NOTE) {
        let behind = open + NOTE.len_utf8();
        let Some(close) = piece.text().get(behind..).and_then(closing_bracket).map(|at| behind + at) else {
            // What is never closed is no note.
            piece.exchange(open, behind, "^");
            continue;
        };
        let inside = piece.part(behind + 1, close);
        *count += 1;
        let label = format!("note {count}");
        let words = format!("[{label}]");
        let start = piece.text().get(..open).map_or(0, count_chars);
        piece.exchange(open, close + 1, &words);
        piece.marks.push(Mark { start, end: start + count_chars(&words), label: label.clone(), footnote: true });
        if !inside.text().is_empty() {
            let kind = BlockKind::Paragraph;
            notes.push(Piece { kind, level: 0, number: None, marked: false, footnote: Some(label), ..inside });
        }
    }
    piece.marks.sort_by_key(|mark| mark.start);
    notes
}

/// Where the bracket closes that a text begins with.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return (c == ']').then_some(at);
        }
    }
    None
}
