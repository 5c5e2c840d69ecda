//! Conflicts in the catalogue: what waits to be settled, and settling it.

use super::withdrawn::{table_named, whole};
use super::{Error, Result, View, Writing};
use crate::model::{Action, Conflict, ConflictSide, Event, Uid};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

impl View<'_> {
    /// Conflicts that nobody has settled, in the order in which they were found.
    pub fn open_conflicts(self) -> Result<Vec<Conflict>> {
        self.all(include_str!("open.sql"), [])
    }
}

impl View<'_> {
    /// Those that are about one of these rows, or about a row that was to belong to one.
    pub(super) fn conflicts_about(self, rows: &BTreeSet<Uid>) -> Result<Vec<Conflict>> {
        let belongs = |conflict: &Conflict| {
            let named = || conflict.find_named(&["claim", "citation", "reference", "article"]);
            rows.contains(&conflict.row) || named().iter().any(|uid| rows.contains(uid))
        };
        Ok(self.open_conflicts()?.into_iter().filter(belongs).collect())
    }
}

impl Writing<'_> {
    /// Settles a conflict: what stands stays, or what came too late is done now, on the rows as they are.
    pub fn settle_conflict(&mut self, conflict: &Conflict, side: ConflictSide, person: Uid) -> Result<()> {
        if side == ConflictSide::Late {
            for (late, taking_back) in self.find_late(conflict)? {
                self.taking_back = taking_back.map(|event| event.place());
                let done = self.redo(&late);
                self.taking_back = None;
                done?;
            }
        }
        let (kept, settled_by, settled_on) = (Some(side), Some(person), Some(self.today()));
        self.edit(&Conflict { kept, settled_by, settled_on, ..conflict.clone() })?;
        Ok(())
    }

    /// What was late together, in its order, each with the event that took it back: those stand right before the conflict.
    fn find_late(&self, conflict: &Conflict) -> Result<Vec<(Event, Option<Event>)>> {
        let view = self.view();
        let own = view.events_of(&[conflict.uid])?.into_iter().find(|event| event.action == Action::Add);
        let mut late: Vec<(Event, Option<Event>)> = Vec::new();
        let fault = conflict.late_place().map(|(writer, seq)| view.event_at(writer, seq)).transpose()?.flatten();
        if let (Some(own), Some(fault)) = (own, &fault) {
            let takes_back = |event: &Event| event.undoes.is_some() && event.command == own.command;
            let before = include_str!("../undo/before.sql");
            for event in view.events_while(before, (own.writer, own.seq), takes_back)? {
                let Some((writer, seq)) = event.undoes_place() else { continue };
                let undone = view.event_at(writer, seq)?;
                let is_of_it = |undone: &Event| (undone.writer, undone.first()) == (fault.writer, fault.first());
                late.extend(undone.filter(is_of_it).map(|undone| (undone, Some(event))));
            }
        }
        late.extend(
            fault.filter(|fault| !late.iter().any(|(event, _)| event.place() == fault.place())).map(|e| (e, None)),
        );
        late.sort_by_key(|(event, _)| event.seq);
        Ok(late)
    }

    /// Does what an event did, as a change of its own.
    fn redo(&mut self, late: &Event) -> Result<()> {
        let gone = || {
            let named = format!("the {} that it is about is gone", late.entity);
            Error::Refused(format!(
                "{named}: put it back first (claimbook history names the undo), or keep what stands"
            ))
        };
        let table = table_named(&late.entity).ok_or_else(gone)?;
        let stored = self.view().read_stored(table, late.row)?;
        match late.action {
            Action::Edit => {
                let (mut values, text) = (stored.ok_or_else(gone)?, late.after.as_deref().unwrap_or_default());
                let said: Map<String, Json> = serde_json::from_str(text).map_err(|e| {
                    Error::Damaged(format!("what the event that came too late says cannot be read: {e}"))
                })?;
                for (column, value) in table.columns.iter().zip(&mut values) {
                    let Some(field) = said.get(*column) else { continue };
                    if table.keeps_by_hash(column) && field.is_string() {
                        return Err(Error::Refused(format!(
                            "the log keeps the {column} by its hash alone: keep what stands, and add it anew"
                        )));
                    }
                    *value = whole::parse_value(text, column, field).ok_or_else(gone)?;
                }
                self.edit_row(table, late.row, &values).map(drop)
            }
            Action::Add => match (stored, self.view().withdrawn(late.row)?) {
                (Some(_), _) => Ok(()),
                (None, Some(withdrawn)) => self.put_back(&withdrawn),
                (None, None) => Err(gone()),
            },
            Action::Withdraw => match stored {
                Some(values) => self.withdraw(table, late.row, &values),
                None => Ok(()),
            },
        }
    }
}
