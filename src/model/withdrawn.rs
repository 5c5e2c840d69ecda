//! Rows that were taken out of their tables again.

use super::Uid;

/// A row that `undo` took out of its table: kept whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The row's own identity.
    pub uid: Uid,
    /// Its table.
    pub entity: String,
    /// The article that it belongs to, where it says so itself.
    pub article: Option<Uid>,
    /// Its number there, which is not given again.
    pub serial: Option<u32>,
    /// When it was taken out.
    pub withdrawn_at: jiff::Timestamp,
    /// Its columns as a JSON object; bytes in base64.
    pub row: String,
}
