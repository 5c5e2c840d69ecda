//! What stands right behind the heading of a list: its first entry, a paragraph that introduces it, or titles that lead to
//! their sources.

use super::headings::{is_heading, may_be_heading};
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
        && next.is_some_and(|n| {
            let is_part = || n.marked && (is_heading(n.text()) || may_be_heading(n.text()));
            n.kind == BlockKind::Item && reads_like_entry(n.text()) || is_part()
        })
}

/// So many blocks behind a heading are looked at.
const LOOKED_AT: usize = 12;

/// Whether what follows is titles that lead to their sources: of items most, of paragraphs all, and two at least.
pub(super) fn lists_links(pieces: &[Piece]) -> bool {
    let Some(kind) = pieces.first().map(|first| first.kind) else { return false };
    let run = || pieces.iter().take_while(|piece| piece.kind == kind).take(LOOKED_AT);
    let (all, linked) = (run().count(), run().filter(|piece| is_linked(piece)).count());
    match kind {
        BlockKind::Item => linked >= 2 && linked * 2 > all,
        BlockKind::Paragraph => linked >= 2 && linked == all,
        _ => false,
    }
}

/// Whether a block begins with a link to another site, and says little more.
pub(super) fn is_linked(piece: &Piece) -> bool {
    const LONGEST: usize = 300;
    let leads = piece.links.first().is_some_and(|link| link.start <= 1 && link.url.contains("://"));
    leads && piece.text().len() <= LONGEST
}
