//! Waivers in the catalogue.

use super::{Result, View, Writing};
use crate::model::{Uid, Waiver};

impl View<'_> {
    /// Every waiver that was not taken back, oldest first, with the address that its record has now.
    pub fn waivers(self) -> Result<Vec<Waiver>> {
        self.all(include_str!("all.sql"), [])
    }
}

/// Gives waivers that know an address alone the record that has it: from then on they follow that record, whatever its
/// number.
pub(super) fn find_records(writing: &mut Writing<'_>) -> Result<()> {
    let found: Vec<(Uid, Uid)> =
        writing.view().rows(include_str!("without_record.sql"), [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (uid, record) in found {
        if let Some(waiver) = writing.view().get::<Waiver>(uid)? {
            writing.edit(&Waiver { record: Some(record), ..waiver })?;
        }
    }
    Ok(())
}
