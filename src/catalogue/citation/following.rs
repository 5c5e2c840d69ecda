//! Readings follow citations that turned out to be others.

use crate::catalogue::{Result, Writing};
use crate::model::{Citation, Reading, Uid};
use std::collections::BTreeSet;

impl Writing<'_> {
    /// Lets readings follow citations that turned out to be others.
    pub(in crate::catalogue) fn follow_citations(&mut self) -> Result<()> {
        let readings: Vec<Uid> = self.view().rows(include_str!("following_readings.sql"), [], |row| row.get(0))?;
        for uid in readings {
            let Some(reading) = self.view().get::<Reading>(uid)? else { continue };
            let citation = self.find_counting(reading.citation)?;
            self.edit(&Reading { citation, ..reading })?;
        }
        Ok(())
    }

    /// The citation that counts for one; a ring ends where it is entered again.
    fn find_counting(&self, citation: Uid) -> Result<Uid> {
        let mut seen = BTreeSet::from([citation]);
        let mut at = citation;
        while let Some(next) = self.view().get::<Citation>(at)?.and_then(|c| c.merged_into).filter(|n| seen.insert(*n))
        {
            at = next;
        }
        Ok(at)
    }
}
