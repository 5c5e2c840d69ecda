//! Numbers that stand in a block of their own before the entry: `1` and then `Okafor N. Warm knees. …`

use super::headings::is_heading;
use super::reads_like_entry;
use crate::model::BlockKind;
use crate::read::piece::Piece;

/// Gives such numbers, in their order behind the heading of a list, to the entries behind them.
pub(super) fn join(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut expected = None;
    let mut rest = pieces.into_iter().peekable();
    while let Some(piece) = rest.next() {
        if matches!(piece.kind, BlockKind::Heading | BlockKind::Title) || is_heading(piece.text()) {
            expected = (piece.kind != BlockKind::Title && is_heading(piece.text())).then_some(1);
        } else if let Some(number) = expected.filter(|n| read_alone(&piece) == Some(*n))
            && let Some(entry) = rest.next_if(|next| is_entry(next, number))
        {
            let number_printed = Some(number.to_string());
            out.push(Piece { kind: BlockKind::Item, level: 1, number: number_printed, gap: true, ..entry });
            expected = Some(number + 1);
            continue;
        }
        out.push(piece);
    }
    out
}

/// Whether a number can belong to what stands behind it. The first decides for the list, and has to be an entry's.
fn is_entry(piece: &Piece, number: u32) -> bool {
    matches!(piece.kind, BlockKind::Paragraph | BlockKind::Item)
        && piece.number.is_none()
        && read_alone(piece).is_none()
        && (number > 1 || reads_like_entry(piece.text()))
}

/// The number that a block is: `1`, `1.`, `[1]`.
fn read_alone(piece: &Piece) -> Option<u32> {
    let text = piece.text().trim_start_matches(['[', '(']).trim_end_matches([']', ')', '.']);
    let is_number = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
