//! The title of a document: the paragraph of that style; else what stands large at its head; else its first heading of the
//! first level.

use crate::model::BlockKind;
use crate::read::article::kinds::is_trail;
use crate::read::piece::Piece;
use crate::text::ending::trim_end_markers;

/// Tells the title among the pieces.
pub(super) fn mark_title(pieces: &mut [Piece]) {
    if pieces.iter().any(|piece| piece.kind == BlockKind::Title) {
        return lower_headings(pieces);
    }
    let is_top = |piece: &Piece| piece.kind == BlockKind::Heading && piece.level == 1;
    let first = pieces.iter().position(|piece| !is_trail(piece.text()) && piece.kind != BlockKind::Navigation);
    let tops = pieces.iter().filter(|piece| is_top(piece)).count();
    // At the head of the text, a heading is the title, and so is a line before all headings that reads like one.
    let at_head =
        first.filter(|at| pieces.get(*at).is_some_and(|piece| piece.kind == BlockKind::Heading || may_be_title(piece)));
    let found = match at_head {
        Some(at) if pieces.get(at).is_some_and(|piece| piece.kind == BlockKind::Heading) => Some(at),
        Some(at) if tops != 1 => Some(at),
        head => pieces.iter().position(is_top).or(head),
    };
    let Some(title) = found.and_then(|at| pieces.get_mut(at)) else { return };
    let is_apart = title.kind != BlockKind::Heading || title.level > 1;
    (title.kind, title.level, title.marked) = (BlockKind::Title, 1, true);
    if is_apart {
        lower_headings(pieces);
    }
}

/// Under a title that is no heading, headings of the first level are the article's sections: one below the title, as in
/// every other format.
fn lower_headings(pieces: &mut [Piece]) {
    // What only looks like a heading stays below all others.
    let is_heading = |piece: &&mut Piece| piece.kind == BlockKind::Heading && piece.level < 6;
    if !pieces.iter().any(|piece| piece.kind == BlockKind::Heading && piece.level == 1) {
        return;
    }
    pieces.iter_mut().filter(is_heading).for_each(|piece| piece.level = piece.level.saturating_add(1).min(9));
}

/// Whether a paragraph may be a title: not long, without a final stop.
fn may_be_title(piece: &Piece) -> bool {
    piece.kind == BlockKind::Paragraph
        && piece.text().len() <= 250
        && !trim_end_markers(piece.text()).ends_with(['.', ';', ',', ':'])
}
