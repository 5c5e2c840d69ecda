//! Notes in line, `^[Roe B. Knees. 2020]`: a note of its own, and a mark where it stood.

use super::prepare::NOTE;
use crate::model::BlockKind;
use crate::read::piece::{Mark, Piece};

/// Takes the notes out of a piece; `count` numbers them through the text.
pub(super) fn take_out(piece: &mut Piece, count: &mut u32) -> Vec<Piece> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut exchanges: Vec<(usize, usize, String)> = Vec::new();
    // The label of what is put in; none for what is no note.
    let mut labels: Vec<Option<String>> = Vec::new();
    let mut reached = 0;
    for (open, mark) in piece.text().match_indices(NOTE) {
        let behind = open + mark.len();
        if open < reached {
            continue; // a note in a note
        }
        let Some(close) = piece.text().get(behind..).and_then(find_closing_bracket).map(|at| behind + at) else {
            // What is never closed is no note.
            exchanges.push((open, behind, "^".to_owned()));
            labels.push(None);
            continue;
        };
        *count += 1;
        let label = format!("note {count}");
        exchanges.push((open, close + 1, format!("[{label}]")));
        cuts.push((behind + 1, close));
        labels.push(Some(label));
        reached = close + 1;
    }
    if exchanges.is_empty() {
        return Vec::new();
    }
    let insides = piece.parts(&cuts);
    let placed = piece.exchange_each(&exchanges).into_iter().zip(labels);
    let placed: Vec<_> = placed.filter_map(|(place, label)| Some((place, label?))).collect();
    let marks = placed.iter().map(|((start, end), label)| (*start, *end, label.clone()));
    piece.marks.extend(marks.map(|(start, end, label)| Mark { start, end, label, footnote: true }));
    piece.marks.sort_by_key(|mark| mark.start);
    let notes = insides.into_iter().zip(placed).filter(|(inside, _)| !inside.text().is_empty());
    let kind = BlockKind::Paragraph;
    notes
        .map(|(inside, (_, label))| Piece {
            kind,
            level: 0,
            number: None,
            marked: false,
            footnote: Some(label),
            ..inside
        })
        .collect()
}

/// Where the bracket closes that a text begins with.
fn find_closing_bracket(text: &str) -> Option<usize> {
    /// No note is longer, in bytes.
    const LONGEST: usize = 10_000;
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
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
