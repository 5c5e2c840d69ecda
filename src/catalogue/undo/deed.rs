//! Commands as the log tells of them. The events of one command stand side by side in their writer's chain, but for those of a
//! command of several transactions, between which somebody else may have written.

use crate::catalogue::event::from_row;
use crate::catalogue::event::sight::EventPlace;
use crate::catalogue::{Result, View};
use crate::model::{Event, Uid};
use rusqlite::Params;
use std::collections::BTreeSet;

/// A command with its events, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedCommand {
    /// Its events; there is at least one.
    pub events: Vec<Event>,
    /// Whether events of the first two formats told where it begins and ends: two commands of one second and one wording then
    /// count as one.
    pub is_guessed: bool,
}

impl LoggedCommand {
    /// Whether somebody only looked behind the blinding; who was not known yet was added with that.
    pub fn is_look(&self) -> bool {
        self.events.iter().any(Event::is_look)
    }

    /// The place of the first of its events that stand side by side up to a place of the chain, or up to its last event.
    pub fn start_of_run(&self, before: Option<u64>) -> Option<u64> {
        let mut start: Option<u64> = None;
        for event in self.events.iter().rev().filter(|event| before.is_none_or(|before| event.seq < before)) {
            if start.is_some_and(|start| start != event.seq.saturating_add(1)) {
                break;
            }
            start = Some(event.seq);
        }
        start
    }

    /// Whether it took another command back.
    pub fn is_undo(&self) -> bool {
        self.events.iter().any(|event| event.undoes.is_some())
    }
}

impl View<'_> {
    /// The event at a place of a writer's chain.
    pub fn event_at(self, writer: Uid, seq: u64) -> Result<Option<Event>> {
        self.first_row(include_str!("at.sql"), (writer, seq), from_row)
    }

    /// The writers whose uid ends so.
    pub fn writers_ending(self, tail: &str) -> Result<Vec<Uid>> {
        self.rows(include_str!("writers_ending.sql"), [tail], |row| row.get(0))
    }

    /// The writer whose chain this file continues.
    pub fn own_writer(self) -> Result<Uid> {
        Ok(self.connection.query_row(include_str!("../event/writer.sql"), [], |row| row.get(0))?)
    }

    /// The whole command that an event is of.
    pub fn read_command(self, event: &Event) -> Result<LoggedCommand> {
        let is_guessed = event.format.is_none_or(|format| format < 3);
        if !is_guessed {
            let events = self.rows(include_str!("of_command.sql"), (event.writer, event.first()), from_row)?;
            return Ok(LoggedCommand { events, is_guessed });
        }
        let is_same = |other: &Event| {
            other.format == event.format
                && (other.at, &other.who, &other.command) == (event.at, &event.who, &event.command)
                && (&other.reason, &other.operator) == (&event.reason, &event.operator)
                && other.stated_on == event.stated_on
        };
        let place = (event.writer, event.seq);
        let mut events = self.events_while(include_str!("before.sql"), place, is_same)?;
        events.reverse();
        events.push(event.clone());
        events.extend(self.events_while(include_str!("after.sql"), place, is_same)?);
        Ok(LoggedCommand { events, is_guessed })
    }

    /// The last command of a writer before a place of its chain, or the last one of all.
    pub fn last_command(self, writer: Uid, before: Option<u64>) -> Result<Option<LoggedCommand>> {
        let before = before.unwrap_or(i64::MAX as u64);
        let last = self.first_row(include_str!("before.sql"), (writer, before), from_row)?;
        last.map(|event| self.read_command(&event)).transpose()
    }

    /// Whether a command was taken back, and not the taking back in turn.
    pub fn is_undone(self, command: &LoggedCommand) -> Result<bool> {
        self.is_undone_by_others(command, &mut BTreeSet::new())
    }

    /// The same; an undo that was looked at is not looked at again, whatever a log that was forged says.
    fn is_undone_by_others(self, command: &LoggedCommand, seen: &mut BTreeSet<EventPlace>) -> Result<bool> {
        for event in &command.events {
            for undo in self.rows(include_str!("undoing.sql"), [event.place_words()], from_row)? {
                if seen.insert((undo.writer, undo.first())) {
                    let undo = self.read_command(&undo)?;
                    if !self.is_undone_by_others(&undo, seen)? {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    /// Events that a query gives, as long as they are such.
    pub(in crate::catalogue) fn events_while(
        self,
        sql: &str,
        params: impl Params,
        is_same: impl Fn(&Event) -> bool,
    ) -> Result<Vec<Event>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let (mut rows, mut events) = (statement.query(params)?, Vec::new());
        while let Some(row) = rows.next()? {
            let event = from_row(row)?;
            if !is_same(&event) {
                break;
            }
            events.push(event);
        }
        Ok(events)
    }
}
