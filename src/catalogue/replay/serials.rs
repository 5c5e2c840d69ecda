//! Numbers that a desk gives to claims and references: final from birth, since no other desk of the hub gives the same.

use super::HubState;
use crate::catalogue::{Result, View};
use crate::model::Uid;

/// So many numbers of an article are each desk's own.
const OF_A_DESK: u32 = 10_000;

/// The numbers that a desk gives: those behind the first, up to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::catalogue) struct SerialBlock {
    behind: u32,
    last: u32,
}

impl SerialBlock {
    /// Those of the first desk, and of every catalogue without a hub.
    pub(in crate::catalogue) const FIRST: Self = Self { behind: 0, last: OF_A_DESK };

    /// Those of the desk that a hub knows by this number.
    fn of(desk: u32) -> Self {
        let behind = desk.saturating_sub(1).checked_mul(OF_A_DESK);
        behind.map_or(Self::FIRST, |behind| Self { behind, last: behind.saturating_add(OF_A_DESK) })
    }
}

impl HubState {
    /// The first number that this desk gives in an article.
    pub fn first_serial(&self) -> u32 {
        self.serials().behind + 1
    }

    fn serials(&self) -> SerialBlock {
        self.desk.map_or(SerialBlock::FIRST, SerialBlock::of)
    }
}

impl View<'_> {
    /// The numbers that this desk gives.
    pub(in crate::catalogue) fn own_serials(self) -> Result<SerialBlock> {
        Ok(HubState::read(self.connection)?.map_or(SerialBlock::FIRST, |state| state.serials()))
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
        for (desk, behind) in [(1, 0), (2, 10_000), (50, 490_000)] {
            assert_eq!(SerialBlock::of(desk), SerialBlock { behind, last: behind + 10_000 });
        }
    }
}
