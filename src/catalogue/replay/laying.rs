//! What arrived, in its order, and what this desk has not handed in laid on top.

use super::groups::{EventFate, cut_groups};
use super::replaying::Replay;
use super::{ArrivedEvent, HubState};
use crate::catalogue::Result;
use crate::model::Event;
use std::collections::{BTreeMap, BTreeSet};

impl Replay<'_, '_> {
    /// Replays what arrived, of which these numbers are new here, and what this desk has not handed in behind it.
    pub(super) fn replay_all(
        &mut self,
        arrived: &[&ArrivedEvent],
        new: &BTreeSet<u64>,
        state: &mut HubState,
    ) -> Result<()> {
        let unanswered = self.writing.view().own_events_after(state.answered)?;
        let (waiting, unsent) = unanswered.split_at(unanswered.partition_point(|event| event.seq <= state.confirmed));
        self.hide_late(waiting, state)?;
        self.turn_back(unsent, state)?;
        let mut fates: BTreeMap<u64, EventFate> = BTreeMap::new();
        let events: Vec<&Event> = arrived.iter().map(|one| &one.event).collect();
        let mut numbers = arrived.iter().map(|one| one.number);
        for command in cut_groups(&events) {
            // The log must not know more than what arrived until then.
            for (event, number) in command.iter().zip(numbers.by_ref()) {
                if new.contains(&number) {
                    self.append(event)?;
                }
            }
            fates.extend(self.replay_command(command)?);
        }
        let rest: Vec<&Event> = unsent.iter().filter(|event| !fates.contains_key(&event.seq)).collect();
        for command in cut_groups(&rest) {
            fates.extend(self.replay_command(command)?);
        }
        state.keep_fates(&fates);
        Ok(())
    }

    /// Replays a command; answers what became of it where it is one of this desk's own, by places.
    pub(super) fn replay_command(&mut self, command: &[&Event]) -> Result<Vec<(u64, EventFate)>> {
        let fates = self.replay(command)?;
        let Some(last) = command.last().filter(|last| last.writer == self.own) else { return Ok(Vec::new()) };
        self.replayed = self.replayed.max(last.seq);
        Ok(command.iter().map(|event| event.seq).zip(fates).collect())
    }
}
