//! Turning back what this desk did and the hub does not have yet: the rows become those that every desk has that has replayed as
//! much of the hub's order, and nothing else. It is no undo: nothing is logged, and all of it is replayed before the transaction
//! ends.
//!
//! An own event that was never replayed changed its row exactly as it says. One that was is of three kinds: it changed its row as
//! it says, but that a row it added may be joined, and goes whole; or it is idle, and changed nothing; or it adds a row, and is
//! late: the row is set aside, among those that were withdrawn, where no replay sees it.

use super::HubState;
use super::blobs::find_stored_or_withdrawn;
use super::replaying::{Outcome, Replay, is_taking_back};
use crate::catalogue::event::from_row;
use crate::catalogue::record::{Record, Table};
use crate::catalogue::withdrawn::table_named;
use crate::catalogue::{Error, Result};
use crate::model::{Action, Event, Observation, Uid};
use std::collections::{BTreeMap, BTreeSet};

impl Replay<'_, '_> {
    /// Turns events back, the last one first.
    pub(super) fn turn_back(&mut self, unsent: &[Event], state: &HubState) -> Result<()> {
        let effective: Vec<&Event> = unsent.iter().filter(|event| !state.idle.contains(&event.seq)).collect();
        // They go whole, whatever was changed in them since.
        let added: BTreeSet<Uid> = effective.iter().filter(|event| is_first(event)).map(|event| event.row).collect();
        let firsts = unsent.iter().filter(|event| is_first(event));
        let first_at: BTreeMap<Uid, jiff::Timestamp> = firsts.map(|event| (event.row, event.at)).collect();
        for event in unsent.iter().rev() {
            let Some(table) = table_named(&event.entity) else { continue };
            if event.is_look() || event.entity == Observation::TABLE.name {
                continue; // an answer stands for itself
            }
            if is_taking_back(event) {
                self.hide_again(event)?;
                continue;
            }
            if is_first(event) {
                self.set_aside.insert(event.row);
            }
            if event.action == Action::Add
                && let Some(values) = find_stored_or_withdrawn(self.writing.view(), table, event.row)?
            {
                self.blobs.keep_row(table, &values);
            }
            if state.idle.contains(&event.seq) || event.action == Action::Edit && added.contains(&event.row) {
                continue;
            }
            if let Outcome::Clash(_) = self.turn_one_back(table, event, first_at.get(&event.row))? {
                return Err(changed_outside(event));
            }
        }
        Ok(())
    }

    /// Rows that came too late are set aside until the hub has it that they are kept.
    pub(super) fn hide_late(&mut self, unanswered: &[Event], state: &HubState) -> Result<()> {
        for event in unanswered.iter().filter(|event| is_first(event) && state.late.contains_key(&event.seq)) {
            let said = self.find_taking_back(event)?;
            if said.is_none_or(|said| said.writer == event.writer && said.seq > state.confirmed) {
                self.set_aside.insert(event.row);
            }
        }
        Ok(())
    }

    /// The event by which a desk took another one back, being late.
    pub(super) fn find_taking_back(&self, event: &Event) -> Result<Option<Event>> {
        let undoing = self.writing.view().rows(include_str!("../undo/undoing.sql"), [event.place_words()], from_row)?;
        Ok(undoing.into_iter().find(is_taking_back))
    }

    /// That a row is kept which came too late is known nowhere else yet.
    fn hide_again(&mut self, taking_back: &Event) -> Result<()> {
        if taking_back.action == Action::Withdraw && self.find_undone(taking_back)?.as_ref().is_some_and(is_first) {
            self.set_aside.insert(taking_back.row);
        }
        Ok(())
    }

    fn turn_one_back(
        &mut self,
        table: &'static Table,
        event: &Event,
        first_at: Option<&jiff::Timestamp>,
    ) -> Result<Outcome> {
        match (event.action, self.writing.view().read_stored(table, event.row)?) {
            (Action::Edit, Some(stored)) => {
                match self.edit_values(table, event.row, &stored, (&event.after, &event.before))? {
                    Some((values, withheld)) => self.update(table, event.row, (&stored, &values), withheld),
                    None => Err(changed_outside(event)),
                }
            }
            (Action::Add, Some(stored)) => {
                let withheld = self.read_withheld(table, event.row)?;
                let at = first_at.map_or_else(|| self.withdrawn_at(event), |at| Ok(*at))?;
                let kept = self.writing.as_withdrawn(table, event.row, (&stored, withheld.as_deref()), at);
                self.move_out(table, &kept)
            }
            (Action::Withdraw, None) => match self.writing.view().withdrawn(event.row)? {
                Some(withdrawn) => self.move_in(table, &withdrawn),
                None => Err(changed_outside(event)),
            },
            _ => Err(changed_outside(event)),
        }
    }

    /// The time that a row bears as long as it is withdrawn, of which an event says that it is, or that it is put back. One that
    /// came too late bears the time of the event which was to add it, so that it is the same on all desks.
    pub(super) fn withdrawn_at(&self, event: &Event) -> Result<jiff::Timestamp> {
        let (mut at, mut places) = (event.clone(), BTreeSet::new());
        while at.action == Action::Add && !is_first(&at) || is_taking_back(&at) {
            match self.find_undone(&at)?.filter(|undone| places.insert(undone.place())) {
                Some(undone) => at = undone,
                None => break,
            }
        }
        Ok(at.at)
    }

    /// The event that another one takes back.
    fn find_undone(&self, event: &Event) -> Result<Option<Event>> {
        let undone = event.undoes_place().map(|(writer, seq)| self.writing.view().event_at(writer, seq)).transpose()?;
        Ok(undone.flatten())
    }
}

/// Whether an event adds a row that was not there before.
pub(super) fn is_first(event: &Event) -> bool {
    event.action == Action::Add && event.undoes.is_none()
}

fn changed_outside(event: &Event) -> Error {
    Error::Damaged(format!(
        "the {} {} is not as this desk's own log says, so that nothing can be replayed onto it",
        event.entity, event.row
    ))
}
