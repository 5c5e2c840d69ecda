//! Numbers that a desk gives to claims and references: final from birth, since no other desk of the hub gives the same.

use super::HubState;
use crate::catalogue::{Result, View};
use crate::model::Uid;

/// So many numbers of an article are each desk's own.
const OF_A_DESK: u32 = 10_000;

/// Letters by which a hub tells desks apart: those that look like figures are none of them.
const LETTERS: &str = "abcdefghjkmnpqrstuvwxyz";

/// The numbers that a desk gives: those behind the first, up to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::catalogue) struct SerialBlock {
    behind: u32,
    last: u32,
}

impl SerialBlock {
    /// Those of the first desk, and of every catalogue without a hub.
    pub(in crate::catalogue) const FIRST: Self = Self { behind: 0, last: OF_A_DESK };

    /// Those of the desk that a hub knows by these letters.
    fn of(letters: &str) -> Self {
        let places = u32::try_from(LETTERS.len()).unwrap_or(1);
        let number = letters.chars().try_fold(0_u32, |number, letter| {
            let place = u32::try_from(LETTERS.find(letter)?).ok()?;
            number.checked_mul(places)?.checked_add(place + 1)
        });
        let behind = number.and_then(|n| n.saturating_sub(1).checked_mul(OF_A_DESK));
        behind.map_or(Self::FIRST, |behind| Self { behind, last: behind.saturating_add(OF_A_DESK) })
    }
}

impl View<'_> {
    /// The numbers that this desk gives.
    pub(in crate::catalogue) fn own_serials(self) -> Result<SerialBlock> {
        Ok(HubState::read(self.connection)?.map_or(SerialBlock::FIRST, |state| SerialBlock::of(&state.letters)))
    }

    pub(in crate::catalogue) fn next_serial(self, sql: &str, article: Uid, of: SerialBlock) -> Result<u32> {
        let mut next = self.connection.prepare_cached(sql)?;
        Ok(next.query_row((article, of.behind, of.last), |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_desks_give_the_same_numbers() {
        for (letters, behind) in [("", 0), ("a", 0), ("b", 10_000), ("z", 220_000), ("aa", 230_000), ("ab", 240_000)] {
            assert_eq!(SerialBlock::of(letters).behind, behind, "{letters}");
        }
    }
}
