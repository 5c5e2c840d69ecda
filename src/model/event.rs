//! The event log: who changed what, when, before and after; append-only, hash-chained per writer.

use super::Uid;
use super::words::words;

/// One change of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The writer whose chain this is; every catalogue file has its own.
    pub writer: Uid,
    /// Its place in that chain, from 1.
    pub seq: u64,
    /// When.
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
    /// The changed fields after, as a JSON object.
    pub after: Option<String>,
    /// Why, where a person said so.
    pub reason: Option<String>,
    /// SHA-256 of the row's fields after the change, lower-case hex.
    pub row_sha256: String,
    /// The hash of the event before; empty for the first.
    pub previous: String,
    /// SHA-256 over the length-prefixed fields above.
    pub hash: String,
}

words! {
    /// What an event did.
    Action, "action" {
        /// Added a row.
        Add = "add",
        /// Changed a row.
        Edit = "edit",
    }
}
