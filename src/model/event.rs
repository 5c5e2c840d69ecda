//! The event log: who changed what, when, before and after; append-only, hash-chained per writer.

use super::Uid;
use super::words::words;
use std::collections::BTreeMap;

/// One change of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The writer whose chain this is; every catalogue file has its own.
    pub writer: Uid,
    /// Its place in that chain, from 1.
    pub seq: u64,
    /// When, by the clock of the machine that wrote it.
    pub at: jiff::Timestamp,
    /// Who, as far as the tool was told.
    pub who: String,
    /// The command that did it.
    pub command: String,
    /// The table.
    pub entity: String,
    /// The row.
    pub row: Uid,
    /// What was done.
    pub action: Action,
    /// The changed fields before, as a JSON object.
    pub before: Option<String>,
    /// The changed fields after, as a JSON object; of a row that was added, all that have a value. What is long or its
    /// owner's copyright (an original, an abstract) is there by its hash.
    pub after: Option<String>,
    /// Why, where a person said so.
    pub reason: Option<String>,
    /// SHA-256 of the row's fields after the change, lower-case hex.
    pub row_sha256: String,
    /// The hash of the event before; empty for the first.
    pub previous: String,
    /// SHA-256 over the length-prefixed fields, by the recipe of the format.
    pub hash: String,
    /// The format, where it is not the first.
    pub format: Option<u32>,
    /// Greater than that of every event that was there when it was written: what is later has the greater one. The
    /// first format has none.
    pub rank: Option<u64>,
    /// Who sat at the keyboard, as far as the system and the settings know, beside the person named.
    pub operator: Option<String>,
    /// The day that the operator said it was (`--today`), beside the clock's time.
    pub stated_on: Option<jiff::civil::Date>,
    /// [`Seen`] as JSON, where that is news since the writer's event before.
    pub seen: Option<String>,
    /// Of an undo: the first event of the command that it takes back, as `writer:seq`.
    pub undoes: Option<String>,
}

/// The last event of each other writer that was there when an event was written.
pub type Seen = BTreeMap<Uid, Head>;

/// The end of a writer's chain.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Head {
    /// The place of its last event.
    pub seq: u64,
    /// That event's hash.
    pub hash: String,
}

words! {
    /// What an event did.
    Action, "action" {
        /// Added a row.
        Add = "add",
        /// Changed a row.
        Edit = "edit",
        /// Took a row out of its table again.
        Withdraw = "withdraw",
    }
}
