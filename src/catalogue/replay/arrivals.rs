//! In which order events reached the hub, as far as this desk was handed them. A hub that was restored from a backup gets what it lost
//! in that order again, so that what arrived first still stands.

use super::ArrivedEvent;
use crate::catalogue::{Result, View, Writing};
use crate::model::Uid;

/// Events of one writer that arrived one right behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivedRun {
    /// The number of the first one in the order of arrival.
    pub number: u64,
    /// Their writer.
    pub writer: Uid,
    /// The place of the first one in the writer's chain.
    pub seq: u64,
    /// How many they are.
    pub events: u64,
}

impl ArrivedRun {
    fn is_followed_by(&self, other: &Self) -> bool {
        let end = (self.number + self.events, self.seq + self.events);
        self.writer == other.writer && end == (other.number, other.seq)
    }
}

impl View<'_> {
    /// All that this desk was handed, in that order.
    pub fn arrivals(self) -> Result<Vec<ArrivedRun>> {
        self.rows(include_str!("arrivals.sql"), [], |row| {
            Ok(ArrivedRun { number: row.get(0)?, writer: row.get(1)?, seq: row.get(2)?, events: row.get(3)? })
        })
    }
}

impl Writing<'_> {
    /// Keeps the order of what arrived.
    pub(super) fn note_arrivals(&self, arrived: &[&ArrivedEvent]) -> Result<()> {
        let mut runs: Vec<ArrivedRun> = Vec::new();
        for one in arrived {
            let run = ArrivedRun { number: one.number, writer: one.event.writer, seq: one.event.seq, events: 1 };
            match runs.last_mut().filter(|last| last.is_followed_by(&run)) {
                Some(last) => last.events += 1,
                None => runs.push(run),
            }
        }
        let Some(first) = runs.first_mut() else { return Ok(()) };
        let last = self.view().first_row(include_str!("last_arrival.sql"), [], |row| {
            Ok(ArrivedRun { number: row.get(0)?, writer: row.get(1)?, seq: row.get(2)?, events: row.get(3)? })
        })?;
        if let Some(last) = last.filter(|last| last.is_followed_by(first)) {
            *first = ArrivedRun { events: last.events + first.events, ..last };
        }
        let mut keep = self.connection.prepare_cached(include_str!("keep_arrival.sql"))?;
        for run in &runs {
            keep.execute((run.number, run.writer, run.seq, run.events))?;
        }
        Ok(())
    }
}
