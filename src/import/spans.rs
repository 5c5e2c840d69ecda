//! Where an article's occurrences stand, to be asked without going through all of them.

use crate::model::{Occurrence, Uid};

/// The places of an article's occurrences, in order, to be asked without going through all of them.
pub(super) struct OccurrenceSpans {
    /// Begin, end, claim; and the furthest end up to here.
    all: Vec<(u32, u32, Uid, u32)>,
}

impl OccurrenceSpans {
    /// Of occurrences in order of place; what has no place in the newest version is left out.
    pub(super) fn from_occurrences(occurrences: &[Occurrence], newest: u32) -> Self {
        let mut furthest = 0;
        let placed = occurrences.iter().filter(|o| o.has_place(newest));
        let all = placed.map(|o| {
            furthest = furthest.max(o.end);
            (o.start, o.end, o.claim, furthest)
        });
        Self { all: all.collect() }
    }

    /// The claim of the last occurrence that begins before `before` and ends at `reaching` or later.
    pub(super) fn find_last_reaching(&self, before: u32, reaching: u32) -> Option<Uid> {
        let begun = self.all.partition_point(|(start, ..)| *start < before);
        let mut back = self.all.get(..begun)?.iter().rev().take_while(|(.., furthest)| *furthest >= reaching);
        back.find(|(_, end, ..)| *end >= reaching).map(|(_, _, claim, _)| *claim)
    }
}
