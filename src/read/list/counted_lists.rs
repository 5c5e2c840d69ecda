//! Lists whose numbers are counted and not printed.

use super::Entry;
use crate::read::piece::Piece;

/// Entries that all have the number 1 are counted, as pages show them.
pub(super) fn count_alike(pieces: &mut [Piece], entries: &[Entry]) {
    for list in entries.chunk_by(|one, next| one.section == next.section) {
        let numbers = || list.iter().filter_map(|entry| pieces.get(entry.piece)?.number.as_deref());
        if list.len() < 2 || numbers().count() < list.len() || numbers().any(|number| number != "1") {
            continue;
        }
        for (number, entry) in (1_u32..).zip(list) {
            pieces.iter_mut().skip(entry.piece).take(1).for_each(|piece| piece.number = Some(number.to_string()));
        }
    }
}
