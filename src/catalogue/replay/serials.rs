//! Numbers that a desk gives to claims and references: final from birth, since no other desk of the hub gives the same.

use super::HubState;
use crate::catalogue::{Error, Result, View};
use crate::model::Uid;

/// So many numbers of an article are each desk's own.
const OF_A_DESK: u32 = 10_000;
/// A desk that has given all of them goes on so far behind, where no other desk gives any.
const NEXT_BLOCK: u32 = 1_000 * OF_A_DESK;

/// The numbers that a desk gives: those behind the first, up to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::catalogue) struct SerialBlock {
    behind: u32,
    last: u32,
}

impl SerialBlock {
    /// Those of a catalogue without a hub.
    const ALL: Self = Self { behind: 0, last: u32::MAX };
    /// Those of the first desk.
    const FIRST: Self = Self { behind: 0, last: OF_A_DESK };

    /// Those of the desk that a hub knows by this number.
    fn of(desk: u32) -> Self {
        let behind = desk.saturating_sub(1).checked_mul(OF_A_DESK);
        behind.map_or(Self::FIRST, |behind| Self { behind, last: behind.saturating_add(OF_A_DESK) })
    }

    /// The block with which the same desk goes on.
    fn next_block(self) -> Option<Self> {
        let behind = self.behind.checked_add(NEXT_BLOCK)?;
        Some(Self { behind, last: behind.checked_add(OF_A_DESK)? })
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
        Ok(HubState::read(self.connection)?.map_or(SerialBlock::ALL, |state| state.serials()))
    }

    /// The next number of a block that nothing in an article ever had, or of the block behind it.
    pub(in crate::catalogue) fn next_serial(self, sql: &str, article: Uid, block: SerialBlock) -> Result<u32> {
        let mut block = Some(block);
        while let Some(here) = block {
            let next = self.first_free(sql, article, here)?;
            if next <= here.last {
                return Ok(next);
            }
            block = here.next_block();
        }
        Err(Error::Refused("this desk has given every number that it may give in the article".to_owned()))
    }

    /// The last number that was given in an article: of all desks, by the first; none is 0.
    pub(in crate::catalogue) fn last_serial(self, sql: &str, article: Uid) -> Result<u32> {
        let first = HubState::read(self.connection)?.map_or(SerialBlock::ALL, |_| SerialBlock::FIRST);
        Ok(self.first_free(sql, article, first)? - 1)
    }

    fn first_free(self, sql: &str, article: Uid, SerialBlock { behind, last }: SerialBlock) -> Result<u32> {
        Ok(self.connection.prepare_cached(sql)?.query_row((article, behind, last), |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_desks_give_the_same_numbers() {
        for (desk, behind) in [(1, 0), (2, 10_000), (50, 490_000)] {
            let block = SerialBlock::of(desk);
            assert_eq!(block, SerialBlock { behind, last: behind + 10_000 });
            let behind = behind + 10_000_000;
            assert_eq!(block.next_block(), Some(SerialBlock { behind, last: behind + 10_000 }));
        }
    }
}
