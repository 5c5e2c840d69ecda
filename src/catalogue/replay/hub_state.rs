//! What a catalogue's file knows of its hub. It is the file's own, and in no dump: a copy of the rows is not a copy of the desk.

use super::groups::EventFate;
use super::replaying::ReplayClash;
use crate::catalogue::{Error, Result};
use crate::model::Uid;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// Where a desk stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HubState {
    /// The hub.
    pub hub: Uid,
    /// The number of this desk, from 1; none where it brought a history and nobody joined with it.
    pub desk: Option<u32>,
    /// Whether the hub leaves asking the registries to one machine.
    #[serde(default)]
    pub checks_on_one_machine: bool,
    /// The number of the last event that was replayed here.
    pub number: u64,
    /// The last event of this file's own writer that arrived, by its place in the chain.
    pub confirmed: u64,
    /// The last one of these to which this desk has said what there is to say. What became of those before it is settled.
    #[serde(default)]
    pub answered: u64,
    /// The last own event that others came before, so that it stands on another ground than it was made on.
    #[serde(default)]
    pub moved: u64,
    /// Own events behind the answered ones that changed nothing, being late or saying what was so already: their places.
    pub idle: BTreeSet<u64>,
    /// Of these, the late ones: each with the event at fault, by its place, and what is wrong with that. Of what has arrived,
    /// this is so for good; of the rest, until it arrives.
    #[serde(default)]
    pub(super) late: BTreeMap<u64, (u64, ReplayClash)>,
}

impl HubState {
    /// A desk that has replayed nothing yet.
    pub fn begin(hub: Uid, desk: Option<u32>) -> Self {
        Self {
            hub,
            desk,
            checks_on_one_machine: false,
            number: 0,
            confirmed: 0,
            answered: 0,
            moved: 0,
            idle: BTreeSet::new(),
            late: BTreeMap::new(),
        }
    }

    /// The same desk under a new writer, of whose events none has arrived.
    pub fn of_new_writer(self) -> Self {
        let Self { hub, desk, checks_on_one_machine, number, .. } = self;
        Self { checks_on_one_machine, number, ..Self::begin(hub, desk) }
    }

    /// What became of an own event.
    pub(super) fn read_fate(&self, seq: u64) -> EventFate {
        match (self.late.get(&seq), self.idle.contains(&seq)) {
            (Some((fault, clash)), _) => EventFate::Late(*fault, *clash),
            (None, true) => EventFate::AlreadySo,
            (None, false) => EventFate::Done,
        }
    }

    /// Keeps what became of own events, which now stand on another ground.
    pub(super) fn keep_fates(&mut self, fates: &BTreeMap<u64, EventFate>) {
        for (seq, fate) in fates {
            self.moved = self.moved.max(*seq);
            self.idle.remove(seq);
            self.late.remove(seq);
            if *fate != EventFate::Done {
                self.idle.insert(*seq);
            }
            if let EventFate::Late(fault, clash) = fate {
                self.late.insert(*seq, (*fault, *clash));
            }
        }
    }

    /// Forgets what became of events to which everything was said.
    pub(super) fn settle(&mut self) {
        self.answered = self.confirmed;
        let answered = self.answered;
        self.idle.retain(|seq| *seq > answered);
        self.late.retain(|seq, _| *seq > answered);
    }

    pub(super) fn read(connection: &Connection) -> Result<Option<Self>> {
        let mut statement = connection.prepare_cached(include_str!("hub_state.sql"))?;
        let stored: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
        let read = |text: String| {
            serde_json::from_str(&text)
                .map_err(|e| Error::Damaged(format!("what it knows of its hub cannot be read: {e}")))
        };
        stored.map(read).transpose()
    }

    pub(super) fn store(&self, connection: &Connection) -> Result<()> {
        let text = serde_json::to_string(self).map_err(|e| Error::Refused(e.to_string()))?;
        connection.prepare_cached(include_str!("store_hub_state.sql"))?.execute([text])?;
        Ok(())
    }
}
