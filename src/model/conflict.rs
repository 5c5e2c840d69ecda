//! Decisions of two desks that do not go together.

use super::Uid;
use super::words::words;

/// What a desk decided about a record that somebody else had changed first. What reached the hub first stands; this is the other
/// side, until a person settles between the two.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Conflict {
    /// The row's identity.
    pub uid: Uid,
    /// The table of the record.
    pub entity: String,
    /// The record.
    pub row: Uid,
    /// What came too late: the fields as they were to be, as a JSON object; none where the record was to go.
    pub late: Option<String>,
    /// What stands: the same fields as they are; none where the record is gone.
    pub standing: Option<String>,
    /// The event that came too late, as `writer:seq`.
    pub late_event: String,
    /// The event that stands, where one alone does.
    pub standing_event: Option<String>,
    /// Who decided too late.
    pub late_by: String,
    /// Who decided first.
    pub standing_by: Option<String>,
    /// When the two met.
    pub found_at: jiff::Timestamp,
    /// Which of them a person kept.
    pub kept: Option<ConflictSide>,
    /// Who settled it.
    pub settled_by: Option<Uid>,
    /// When.
    pub settled_on: Option<jiff::civil::Date>,
}

impl Conflict {
    /// The records that what came too late has in these fields.
    pub fn find_named(&self, fields: &[&str]) -> Vec<Uid> {
        let late = self.late.as_deref().and_then(|late| serde_json::from_str::<serde_json::Value>(late).ok());
        let uid = |late: &serde_json::Value, field: &str| late.get(field)?.as_str()?.parse().ok();
        late.iter().flat_map(|late| fields.iter().filter_map(|field| uid(late, field))).collect()
    }

    /// The place of the event that came too late.
    pub fn late_place(&self) -> Option<(Uid, u64)> {
        let (writer, seq) = self.late_event.split_once(':')?;
        Some((writer.parse().ok()?, seq.parse().ok()?))
    }
}

words! {
    /// A side of a conflict.
    ConflictSide, "side of a conflict" {
        /// What reached the hub first.
        Standing = "standing",
        /// What came too late.
        Late = "late",
    }
}
