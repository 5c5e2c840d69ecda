//! What happened since to the rows of a command. What was taken back again in the meantime does not count.

use super::obstacle::Obstacle;
use crate::catalogue::event::sight::{EventPlace, SeenEvents};
use crate::catalogue::record::Record;
use crate::catalogue::{Result, View};
use crate::model::{Action, Event, Observation, Person, Uid};
use std::collections::{BTreeMap, BTreeSet};

/// So many rows are looked up with one statement.
const ROWS_AT_ONCE: usize = 500;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct LaterChanges {
    pub(super) obstacles: Vec<Obstacle>,
    /// Persons that the command added, and that something happened to since: they stay as they are.
    pub(super) staying: BTreeSet<Uid>,
}

/// Looks for it.
pub(super) fn find(view: View<'_>, events: &[Event]) -> Result<LaterChanges> {
    let sight = SeenEvents::read(view.connection)?;
    let own: BTreeSet<EventPlace> = events.iter().map(Event::place).collect();
    let mut last: BTreeMap<Uid, &Event> = BTreeMap::new();
    for event in events.iter().filter(|event| event.entity != Observation::TABLE.name) {
        last.insert(event.row, event);
    }
    let is_added_person =
        |row: Uid| events.iter().any(|e| e.row == row && e.action == Action::Add && e.entity == Person::TABLE.name);
    let rows: Vec<Uid> = last.keys().copied().collect();
    let mut found = LaterChanges::default();
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let mut since: BTreeMap<Uid, Vec<Event>> = BTreeMap::new();
        for event in view.events_of(rows)? {
            let is_before = last.get(&event.row).is_some_and(|own| sight.has_seen(own.place(), event.place()));
            if !own.contains(&event.place()) && !is_before && !event.is_look() {
                since.entry(event.row).or_default().push(event);
            }
        }
        for (row, since) in since {
            let counting = drop_what_was_taken_back(since);
            let undone = counting.iter().find(|event| event.undoes_place().is_some_and(|place| own.contains(&place)));
            if let Some(by) = undone {
                // One word is enough, whatever else happened.
                found.obstacles = vec![Obstacle::AlreadyUndone(Box::new(by.clone()))];
                return Ok(found);
            }
            match counting.into_iter().next() {
                None => {}
                Some(_) if is_added_person(row) => _ = found.staying.insert(row),
                Some(newest) => found.obstacles.push(Obstacle::Later((&newest).into(), Box::new(newest))),
            }
        }
    }
    Ok(found)
}

/// Of a row's events, the last one first, those that were not taken back, and took nothing back that is among them.
fn drop_what_was_taken_back(events: Vec<Event>) -> Vec<Event> {
    let places: BTreeSet<EventPlace> = events.iter().map(Event::place).collect();
    let mut dropped = BTreeSet::new();
    for event in &events {
        if let Some(undone) = event.undoes_place().filter(|place| places.contains(place))
            && !dropped.contains(&event.place())
        {
            dropped.extend([event.place(), undone]);
        }
    }
    events.into_iter().filter(|event| !dropped.contains(&event.place())).collect()
}
