//! What stands right behind the heading of a list: its first entry, or a paragraph that introduces it.

use super::reads_like_entry;
use crate::model::BlockKind;
use crate::read::piece::{Piece, reads_like_heading};

/// Whether a list can begin with this piece.
pub(super) fn opens_list(piece: &Piece) -> bool {
    piece.number.is_some()
        || piece.kind == BlockKind::Reference
        || reads_like_entry(piece.text())
        || (piece.kind == BlockKind::Item && !reads_like_heading(piece.text()))
        || (piece.kind == BlockKind::Heading && !piece.text().ends_with('?'))
}

/// Whether a paragraph stands before the entries of a list and is none: "We rely on peer-reviewed studies."
pub(super) fn introduces(piece: &Piece, next: Option<&Piece>) -> bool {
    piece.kind == BlockKind::Paragraph
        && !(reads_like_entry(piece.text()) || reads_like_heading(piece.text()))
        && next.is_some_and(|n| n.kind == BlockKind::Item && reads_like_entry(n.text()))
}
