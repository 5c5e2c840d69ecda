//! Persons who turned out to be others.

use crate::catalogue::{Result, Writing};
use crate::model::{Person, Uid};
use std::collections::BTreeMap;

/// Where a record that turned out to be another leads in the end: the oldest of a ring; none where that is itself.
pub(in crate::catalogue) fn find_end(merged: &BTreeMap<Uid, Uid>, uid: Uid) -> Option<Uid> {
    let mut chain = vec![uid];
    let mut at = merged.get(&uid).copied();
    while let Some(next) = at.filter(|next| !chain.contains(next)) {
        chain.push(next);
        at = merged.get(&next).copied();
    }
    let ring = at.and_then(|entered| chain.iter().position(|one| *one == entered));
    let end = match ring.and_then(|from| chain.get(from..)) {
        Some(ring) => ring.iter().min().copied(),
        None => chain.last().copied(),
    };
    end.filter(|end| *end != uid)
}

impl Writing<'_> {
    /// Lets everybody who turned out to be another lead there at once. A ring, which two desks can make of two merges, ends at
    /// its oldest person.
    pub(in crate::catalogue) fn settle_people(&mut self) -> Result<()> {
        let merged = self.view().merged_people()?;
        for uid in merged.keys() {
            let merged_into = find_end(&merged, *uid);
            if let Some(person) = self.view().get::<Person>(*uid)?.filter(|p| p.merged_into != merged_into) {
                self.edit(&Person { merged_into, ..person })?;
            }
        }
        Ok(())
    }
}
