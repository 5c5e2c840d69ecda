//! What a sync did.

use crate::catalogue::{NewName, TakenIn};
use crate::model::Conflict;
use std::collections::BTreeMap;

/// What a sync did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct SyncReport {
    /// Events of others that came.
    pub came: usize,
    /// Of those, by the person whom they name.
    pub by: BTreeMap<String, usize>,
    /// Own events that went.
    pub went: usize,
    /// What was done here and came too late.
    pub conflicts: Vec<Conflict>,
    /// Records of this desk that turned out to be others'.
    pub joined: Vec<NewName>,
    /// The catalogue was copied or restored from a backup, and another copy went on first: what was not sent from here goes on under a
    /// new writer.
    pub was_copied: bool,
    /// Claims and references that got another address by that.
    pub renamed: Vec<NewName>,
    /// A newer claimbook wrote an event that this one does not understand; nothing from there on was taken over.
    pub newer: bool,
    /// The hub lost events, as one does that is restored from a backup; what this desk has of them it handed in again.
    pub hub_lost: bool,
    /// Events that it got back from this desk, in the order in which they had arrived there.
    pub given_back: usize,
    /// The letters in which serials end of claims and references that are added here from now on, where this sync was the first.
    pub letters: Option<String>,
}

impl SyncReport {
    /// Adds what came of events that arrived.
    pub(super) fn add(&mut self, taken: TakenIn) {
        self.came += taken.events;
        for (who, count) in taken.by {
            *self.by.entry(who).or_default() += count;
        }
        self.conflicts.extend(taken.conflicts);
        self.joined.extend(taken.joined);
        self.newer |= taken.newer.is_some();
    }
}
