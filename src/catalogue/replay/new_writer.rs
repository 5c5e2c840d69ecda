//! Going on under a new writer. Where a catalogue was copied, or restored from a backup, the hub has the chain of whoever was first.
//! What was not sent from here becomes a chain of its own: the same events, by the same people, at the same times, made after those
//! of the chain that both have. Nobody else has seen them, so claims and references that they add get the letter of the new desk.

use super::blobs::{BlobStore, find_stored_or_withdrawn};
use super::groups::cut_groups;
use super::replaying::Replay;
use super::turning_back::is_first;
use super::{HubState, NewName};
use crate::catalogue::event::sight::SeenEvents;
use crate::catalogue::event::{self, FORMAT};
use crate::catalogue::record::{Record, Table};
use crate::catalogue::withdrawn::table_named;
use crate::catalogue::{Catalogue, Deed, Error, Result, Writing};
use crate::model::{
    Action, Article, Claim, Event, Head, Reference, Seen, Serial, Uid, Withdrawn, claim_address, reference_address,
};
use rusqlite::types::Value;
use std::collections::BTreeMap;

/// So many events are stored with each statement.
const EVENTS_A_STATEMENT: usize = 500;

/// What became of events that were not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewWriter {
    /// How many went on under the new writer.
    pub events: usize,
    /// Claims and references that got another address.
    pub renamed: Vec<NewName>,
}

impl Catalogue {
    /// Goes on under another writer, of which `joined` says what the hub knows, behind the place up to which the hub has the same
    /// chain. A copy of the file as it was is kept beside it.
    pub fn take_new_writer(&mut self, writer: Uid, shared: u64, joined: HubState, deed: &Deed) -> Result<NewWriter> {
        self.back_up_beside("before-new-writer")?;
        self.write(deed, |writing| writing.take_new_writer(writer, shared, joined))
    }
}

impl Writing<'_> {
    fn take_new_writer(&mut self, writer: Uid, shared: u64, mut state: HubState) -> Result<NewWriter> {
        let began = i64::try_from(writer.millis()).ok().and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
        let began = began.ok_or_else(|| Error::Refused("the new writer was made at no time".to_owned()))?;
        let own = self.view().own_writer()?;
        let before = HubState::read(self.connection)?.unwrap_or_else(|| HubState::begin(state.hub, None));
        let unsent = self.view().own_events_after(shared)?;
        let mut waiting = self.view().own_events_after(before.answered)?;
        waiting.retain(|event| event.seq <= shared);
        let seen = SeenEvents::read(self.connection)?
            .list_last_seen_until((own, unsent.first().map_or(shared, |event| event.seq)));
        let shared_head = self.view().event_hash(own, shared)?.map(|hash| (own, Head { seq: shared, hash }));

        let mut replay = Replay::begin(self, BlobStore::default(), (own, shared));
        replay.hide_late(&waiting, &before)?;
        let nowhere: Vec<Uid> = replay.set_aside.iter().copied().collect();
        replay.turn_back(&unsent, &before)?;
        for event in &waiting {
            if let Some(table) = table_named(&event.entity).filter(|_| nowhere.contains(&event.row))
                && let Some(values) = find_stored_or_withdrawn(replay.writing.view(), table, event.row)?
            {
                replay.blobs.keep_row(table, &values);
            }
        }
        let (desk, rows, names) = (state.desk.unwrap_or_default(), BTreeMap::new(), Vec::new());
        let mut renaming = Renaming { replay: &replay, own, shared, writer, desk, rows, names };
        let renamed = renaming.rename(&unsent, seen.into_iter().chain(shared_head).collect())?;
        let names = renaming.names;

        let guards = replay.writing.lift_guards()?;
        for row in nowhere {
            replay.run(include_str!("../withdrawn/take_out.sql"), [row])?;
            replay.set_aside.remove(&row);
        }
        replay.run(include_str!("cut_tail.sql"), (own, shared))?;
        replay.run(include_str!("set_writer.sql"), (writer, began.to_string()))?;
        replay.writing.connection.execute_batch(&guards)?;
        for events in renamed.chunks(EVENTS_A_STATEMENT) {
            event::append(replay.writing.connection, events)?;
        }
        (replay.own, replay.replayed) = (writer, 0);
        let mut fates = BTreeMap::new();
        for command in cut_groups(&renamed.iter().collect::<Vec<_>>()) {
            fates.extend(replay.replay_command(command)?);
        }
        state.keep_fates(&fates);
        state.store(self.connection)?;
        Ok(NewWriter { events: renamed.len(), renamed: names })
    }

    /// Takes away what keeps the log from being changed, for the rest of the transaction; answers the statements that make it anew.
    fn lift_guards(&self) -> Result<String> {
        let guards: Vec<(String, String)> =
            self.view().rows(include_str!("guards.sql"), [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (name, _) in &guards {
            self.connection.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
        }
        Ok(guards.into_iter().map(|(_, sql)| sql + ";\n").collect())
    }
}

/// Events on their way to another chain.
struct Renaming<'p, 'r, 'w> {
    replay: &'p Replay<'r, 'w>,
    own: Uid,
    shared: u64,
    writer: Uid,
    desk: u32,
    /// Rows that got another serial, as the events so far make them.
    rows: BTreeMap<Uid, Vec<Value>>,
    names: Vec<NewName>,
}

impl Renaming<'_, '_, '_> {
    fn rename(&mut self, unsent: &[Event], seen: Seen) -> Result<Vec<Event>> {
        let mut firsts: BTreeMap<u64, u64> = BTreeMap::new();
        let mut renamed: Vec<Event> = Vec::with_capacity(unsent.len());
        for (seq, event) in (1..).zip(unsent) {
            let first = *firsts.entry(event.first()).or_insert(seq);
            let last = renamed.last();
            let mut new = Event {
                writer: self.writer,
                seq,
                previous: last.map(|last| last.hash.clone()).unwrap_or_default(),
                format: Some(FORMAT),
                rank: event.rank.max(last.and_then(|last| last.rank).map(|rank| rank + 1)),
                undoes: event.undoes_place().map(|place| self.place_words(place)),
                began: (first != seq).then_some(first),
                ..event.clone()
            };
            if seq == 1 {
                new.seen = (!seen.is_empty()).then(|| serde_json::json!(seen).to_string());
            }
            self.reletter(&mut new)?;
            new.hash = new.chained_hash();
            renamed.push(new);
        }
        Ok(renamed)
    }

    fn place_words(&self, (writer, seq): (Uid, u64)) -> String {
        match seq.checked_sub(self.shared).filter(|new| writer == self.own && *new > 0) {
            Some(new) => format!("{}:{new}", self.writer),
            None => format!("{writer}:{seq}"),
        }
    }

    /// Gives a claim or reference that is added here the letter of the desk, in all that is said of it.
    fn reletter(&mut self, event: &mut Event) -> Result<()> {
        let Some(table) = table_named(&event.entity) else { return Ok(()) };
        if event.action == Action::Add && is_first(event) {
            return self.reletter_new(table, event);
        }
        let Some(values) = self.rows.get(&event.row).cloned() else { return Ok(()) };
        match event.action {
            Action::Edit => {
                if let Some((now, _)) =
                    self.replay.edit_values(table, event.row, &values, (&event.before, &event.after))?
                {
                    event.row_sha256 = table.row_sha256(&now);
                    self.rows.insert(event.row, now);
                }
            }
            Action::Add => {
                event.after = Some(table.row_to_json(&values));
                event.row_sha256 = table.row_sha256(&values);
            }
            Action::Withdraw => {
                let kept = self.replay.writing.as_withdrawn(table, event.row, (&values, None), event.at);
                event.before = Some(table.row_to_json(&values));
                event.row_sha256 = Withdrawn::TABLE.row_sha256(&kept.values()?);
            }
        }
        Ok(())
    }

    fn reletter_new(&mut self, table: &'static Table, event: &mut Event) -> Result<()> {
        let address = match table.name {
            name if name == Claim::TABLE.name => claim_address,
            name if name == Reference::TABLE.name => reference_address,
            _ => return Ok(()),
        };
        let place = |name: &str| table.columns.iter().position(|column| *column == name);
        let Some((mut values, _)) = self.replay.parse_values(table, event.after.as_deref())? else { return Ok(()) };
        let article = match place("article").and_then(|at| values.get(at)) {
            Some(Value::Text(uid)) => uid.parse().ok(),
            _ => None,
        };
        let Some(field) = place("serial").and_then(|at| values.get_mut(at)) else { return Ok(()) };
        let was = match field {
            Value::Integer(serial) => u32::try_from(*serial).ok().map(Serial),
            _ => None,
        };
        let Some((was, is)) = was.and_then(|was| Some((was, Serial::of_desk(self.desk, was.number())?))) else {
            return Ok(());
        };
        *field = Value::Integer(i64::from(is.0));
        event.after = Some(table.row_to_json(&values));
        event.row_sha256 = table.row_sha256(&values);
        self.rows.insert(event.row, values);
        let home =
            article.map(|uid| self.replay.writing.view().get_or_withdrawn::<Article>(uid)).transpose()?.flatten();
        let key = home.map_or_else(String::new, |home| home.key);
        let names = (was != is).then(|| NewName {
            table: table.name.to_owned(),
            was: address(&key, was.0),
            is: address(&key, is.0),
        });
        self.names.extend(names);
        Ok(())
    }
}
