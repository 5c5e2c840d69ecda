//! Turning back what this desk did and the hub does not have yet, so that the others' events find the rows that they were made on.
//! It is no undo: nothing is logged, and all of it is replayed before the transaction ends.

use super::replaying::{Outcome, Replay, is_taking_back};
use crate::catalogue::record::Record;
use crate::catalogue::withdrawn::table_named;
use crate::catalogue::{Error, Result};
use crate::model::{Action, Event, Observation, Uid};
use std::collections::BTreeSet;

impl Replay<'_, '_> {
    /// Turns events back, the last one first; those in `idle` changed nothing.
    pub(super) fn turn_back(&mut self, events: &[Event], idle: &BTreeSet<u64>) -> Result<()> {
        let effective: Vec<&Event> = events.iter().filter(|event| !idle.contains(&event.seq)).collect();
        // They go whole, whatever was changed in them since.
        let added: BTreeSet<Uid> = effective
            .iter()
            .filter(|event| event.action == Action::Add && event.undoes.is_none())
            .map(|event| event.row)
            .collect();
        for event in effective.into_iter().rev() {
            let Some(table) = table_named(&event.entity) else { continue };
            if event.is_look() || event.entity == Observation::TABLE.name {
                continue; // an answer stands for itself
            }
            let stored = self.writing.view().stored(table, event.row)?;
            let turned = match (event.action, stored) {
                (Action::Edit, _) if added.contains(&event.row) => Outcome::Done,
                (Action::Edit, Some(stored)) => {
                    let late = if is_taking_back(event) { self.undone(event)? } else { None };
                    let (now, then) = match &late {
                        // What it took back had become valid: its row is as before that, whatever it says itself.
                        Some(late) => (&late.before, &late.after),
                        None => (&event.after, &event.before),
                    };
                    match self.edited(table, event.row, &stored, (now, then))? {
                        Some((values, withheld)) => self.update(table, event.row, (&stored, &values), withheld)?,
                        None => return Err(changed_outside(event)),
                    }
                }
                (Action::Add, Some(stored)) => {
                    self.blobs.keep_row(table, &stored);
                    let withheld = self.withheld(table, event.row)?;
                    let at = self.when_withdrawn(event)?;
                    let kept = self.writing.as_withdrawn(table, event.row, (&stored, withheld.as_deref()), at);
                    self.turned_back.insert(event.row);
                    self.move_out(table, &kept)?
                }
                (Action::Withdraw, None) => match self.writing.view().withdrawn(event.row)? {
                    Some(withdrawn) => self.move_in(table, &withdrawn)?,
                    None => return Err(changed_outside(event)),
                },
                _ => return Err(changed_outside(event)),
            };
            if let Outcome::Clash(_) = turned {
                return Err(changed_outside(event));
            }
        }
        Ok(())
    }

    /// When a row that was put back had been withdrawn; of another one, now.
    fn when_withdrawn(&self, event: &Event) -> Result<jiff::Timestamp> {
        Ok(self.undone(event)?.map_or(self.writing.time(), |undone| undone.at))
    }

    /// The event that another one takes back.
    pub(super) fn undone(&self, event: &Event) -> Result<Option<Event>> {
        let undone = event.undoes_place().map(|(writer, seq)| self.writing.view().event_at(writer, seq)).transpose()?;
        Ok(undone.flatten())
    }
}

fn changed_outside(event: &Event) -> Error {
    Error::Damaged(format!(
        "the {} {} is not as this desk's own log says, so that nothing can be replayed onto it",
        event.entity, event.row
    ))
}
