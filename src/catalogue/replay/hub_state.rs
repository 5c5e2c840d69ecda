//! What a catalogue's file knows of its hub. It is the file's own, and in no dump: a copy of the rows is not a copy of the desk.

use crate::catalogue::{Error, Result};
use crate::model::Uid;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

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
    /// Own events since that changed nothing, being late or saying what was so already: their places in the chain.
    pub idle: BTreeSet<u64>,
}

impl HubState {
    /// A desk that has replayed nothing yet.
    pub fn begin(hub: Uid, desk: Option<u32>) -> Self {
        Self { hub, desk, checks_on_one_machine: false, number: 0, confirmed: 0, idle: BTreeSet::new() }
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
