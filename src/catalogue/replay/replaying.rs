//! What is replayed, and what may come of it.

use super::blobs::BlobStore;
use crate::catalogue::Writing;
use crate::catalogue::record::Table;
use crate::model::{Event, Uid};
use rusqlite::types::Value;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// What came of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    AlreadySo,
    Clash(ReplayClash),
}

/// Why an event does not go with what stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ReplayClash {
    /// The row says something else than when the event was made.
    Otherwise,
    /// The row, or one that it names, is gone.
    Gone,
    /// Another row has what only one can have.
    Taken,
    /// No catalogue holds such a row.
    Unfit,
}

/// Events being replayed.
pub(super) struct Replay<'r, 'w> {
    pub(super) writing: &'r mut Writing<'w>,
    pub(super) blobs: BlobStore,
    /// Rows that this desk keeps among those that were withdrawn, and that no other desk knows yet, or knows to be kept: to
    /// whoever replays, they are nowhere.
    pub(super) set_aside: BTreeSet<Uid>,
    /// This desk's writer.
    pub(super) own: Uid,
    /// The last of its events that was replayed: the log has others behind it, which no other desk knows yet.
    pub(super) replayed: u64,
}

/// The command under which a desk takes back what was late.
pub(super) const COMMAND: &str = "sync";

/// Whether an event takes back one that was late.
pub(super) fn is_taking_back(event: &Event) -> bool {
    event.undoes.is_some() && event.command == COMMAND
}

impl<'r, 'w> Replay<'r, 'w> {
    /// Begins where this desk's events up to a place are in the rows already.
    pub(super) fn begin(writing: &'r mut Writing<'w>, blobs: BlobStore, (own, replayed): (Uid, u64)) -> Self {
        Self { writing, blobs, set_aside: BTreeSet::new(), own, replayed }
    }

    /// Whether an event of the log comes before another one that is being replayed, as every desk sees it.
    pub(super) fn is_before(&self, said: &Event, event: &Event) -> bool {
        match said.writer == event.writer {
            true => said.seq < event.seq,
            false => said.writer != self.own || said.seq <= self.replayed,
        }
    }
}

/// Whether a row is the one of this hash.
pub(super) fn is_of_hash(table: &Table, values: &[Value], withheld: Option<&str>, sha256: &str) -> bool {
    table.row_sha256_with(values, withheld) == sha256
}

/// The fields of a JSON object.
pub(super) fn parse_fields(object: Option<&str>) -> Option<Map<String, Json>> {
    serde_json::from_str(object?).ok()
}
