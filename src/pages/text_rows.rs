//! An article's text with its claims marked, as templates show it: for the report and for the review page.

use super::words::MarkWords;
use crate::model::{BlockKind, Serial};
use crate::tasks::overview::{TextBlock, TextPiece};

/// A block of the text.
pub(super) struct TextRow<'a> {
    /// What it is on the page.
    pub(super) shape: Shape,
    /// The level of a heading, from 3 on.
    pub(super) heading: u8,
    pub(super) pieces: Vec<Piece<'a>>,
    /// The claims that begin in it, by their places.
    pub(super) claims: &'a [usize],
}

/// What a block of text is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Heading,
    Paragraph,
    Item,
    Quote,
    /// What belongs to the page rather than to the text: dates, navigation, notices.
    Small,
}

/// A stretch of text.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// The claim that it words.
    pub(super) claim: Option<&'a ClaimSign>,
    /// The name by which the card leads back to it, at a claim's first words.
    pub(super) begins: Option<&'a str>,
    pub(super) is_marker: bool,
    /// The claims whose words end here.
    pub(super) ends: Vec<&'a ClaimSign>,
}

/// What shows a claim in the text and leads to it.
pub(super) struct ClaimSign {
    /// Where its card is.
    pub(super) href: String,
    /// The name of its card in the page.
    pub(super) anchor: String,
    pub(super) mark: MarkWords,
    /// How grave its mark is: the smaller, the graver.
    pub(super) gravity: usize,
    pub(super) number: Serial,
    pub(super) name: String,
    /// It is the one that is looked at.
    pub(super) is_here: bool,
}

/// The text, block by block, with a sign for each of its claims. Entries of the list of references are shown elsewhere: `entries`
/// says where, in their place.
pub(super) fn list_rows<'a>(blocks: &'a [TextBlock], signs: &'a [ClaimSign], entries: &'a str) -> Vec<TextRow<'a>> {
    let mut rows = Vec::new();
    let mut above = 2;
    let mut begun = vec![false; signs.len()];
    let mut is_list_named = false;
    for block in blocks.iter().filter(|block| !block.pieces.is_empty()) {
        if block.kind == BlockKind::Reference && block.claims.is_empty() {
            if !std::mem::replace(&mut is_list_named, true) {
                let piece = Piece { text: entries, claim: None, begins: None, is_marker: false, ends: Vec::new() };
                rows.push(TextRow { shape: Shape::Small, heading: above, pieces: vec![piece], claims: &[] });
            }
            continue;
        }
        let shape = match block.kind {
            BlockKind::Title | BlockKind::Heading => Shape::Heading,
            BlockKind::Paragraph | BlockKind::Reference => Shape::Paragraph,
            BlockKind::Item | BlockKind::Row => Shape::Item,
            BlockKind::Quote => Shape::Quote,
            BlockKind::Caption | BlockKind::About | BlockKind::Navigation | BlockKind::Notice => Shape::Small,
        };
        if shape == Shape::Heading {
            above = find_heading(block, above);
        }
        let pieces = block.pieces.iter().map(|piece| describe_piece(signs, piece, &mut begun)).collect();
        rows.push(TextRow { shape, heading: above, pieces, claims: &block.claims });
    }
    rows
}

/// A heading's level on the page: below the section's own, and never more than one below the heading above it.
fn find_heading(block: &TextBlock, above: u8) -> u8 {
    let wanted = if block.kind == BlockKind::Title { 3 } else { block.level.saturating_add(2) };
    wanted.clamp(3, above.saturating_add(1).max(3)).min(6)
}

fn describe_piece<'a>(signs: &'a [ClaimSign], piece: &'a TextPiece, begun: &mut [bool]) -> Piece<'a> {
    let here = piece.claims.iter().filter_map(|at| signs.get(*at));
    // Of several claims in the same words, the one that is looked at shows, or else the gravest.
    let shown = here.min_by_key(|sign| (!sign.is_here, sign.gravity));
    let newly = piece.claims.iter().copied().find(|at| begun.get(*at) == Some(&false));
    if let Some(place) = newly.and_then(|at| begun.get_mut(at)) {
        *place = true;
    }
    Piece {
        text: &piece.text,
        claim: shown,
        begins: newly.and_then(|at| signs.get(at)).map(|sign| sign.anchor.as_str()),
        is_marker: piece.is_marker,
        ends: piece.ends.iter().filter_map(|at| signs.get(*at)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_go_down_one_level_at_a_time() {
        let block = |kind, level| TextBlock { kind, level, pieces: Vec::new(), claims: Vec::new() };
        let mut above = 2;
        let mut levels = Vec::new();
        for (kind, level) in [
            (BlockKind::Title, 1),
            (BlockKind::Heading, 4),
            (BlockKind::Heading, 2),
            (BlockKind::Heading, 9),
            (BlockKind::Heading, 0),
        ] {
            above = find_heading(&block(kind, level), above);
            levels.push(above);
        }
        assert_eq!(levels, [3, 4, 4, 5, 3]);
    }
}
