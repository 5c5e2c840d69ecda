//! What stands in the way of taking a command back.

use crate::catalogue::Error;
use crate::model::{Event, Uid};

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowName {
    /// The table.
    pub entity: String,
    /// The row.
    pub uid: Uid,
}

impl From<&Event> for RowName {
    fn from(event: &Event) -> Self {
        Self { entity: event.entity.clone(), uid: event.row }
    }
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The command was taken back already, with this event.
    AlreadyUndone(Box<Event>),
    /// A later event changed the row.
    Later(RowName, Box<Event>),
    /// A row rests on one that would be gone, since this event if the log tells of it.
    Rests {
        /// The row that rests on the other.
        row: RowName,
        /// The one that would be gone.
        on: RowName,
        /// The event that made it so.
        since: Option<Box<Event>>,
    },
    /// What the row would name again is gone, since this event if the log tells of it.
    Gone {
        /// The row that would come back, or get its fields back.
        row: RowName,
        /// What it would name.
        names: RowName,
        /// The event that took that out.
        since: Option<Box<Event>>,
    },
    /// Another row has the row's place by now: its key, its number, its identifier.
    Taken {
        /// The row that would come back, or get its fields back.
        row: RowName,
        /// What only one row can have.
        what: String,
        /// The row that has it.
        by: Option<RowName>,
        /// The event that gave it to that row.
        since: Option<Box<Event>>,
    },
    /// The log keeps what the field was by its hash alone.
    Hashed(RowName, String),
    /// The row is not as the log says: it was changed outside claimbook.
    Outside(RowName),
}

/// Why a command was not taken back.
#[derive(Debug)]
pub enum NotTakenBack {
    /// The catalogue could not be read or written.
    Catalogue(Error),
    /// This stands in the way.
    Refused(Vec<Obstacle>),
}

impl From<Error> for NotTakenBack {
    fn from(error: Error) -> Self {
        Self::Catalogue(error)
    }
}
