//! How the model's value types stand in columns: all of them as text that a person can read in any SQLite shell.

use crate::model::*;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// Value types that print and parse themselves.
macro_rules! as_text {
    ($($ty:ty),+ $(,)?) => { $(
        impl ToSql for $ty {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> { Ok(ToSqlOutput::from(self.to_string())) }
        }
        impl FromSql for $ty {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_str()?.parse().map_err(|e| FromSqlError::Other(Box::new(e)))
            }
        }
    )+ };
}

/// Closed word lists.
macro_rules! as_word {
    ($($ty:ty),+ $(,)?) => { $(
        impl ToSql for $ty {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> { Ok(ToSqlOutput::from(self.token())) }
        }
        impl FromSql for $ty {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                <$ty as Word>::parse(value.as_str()?).map_err(|e| FromSqlError::Other(Box::new(e)))
            }
        }
    )+ };
}

/// Structures that are stored as JSON.
macro_rules! as_json {
    ($($ty:ty),+ $(,)?) => { $(
        impl ToSql for $ty {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                serde_json::to_string(self).map(ToSqlOutput::from).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
            }
        }
        impl FromSql for $ty {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                serde_json::from_str(value.as_str()?).map_err(|e| FromSqlError::Other(Box::new(e)))
            }
        }
    )+ };
}

as_text!(Uid, PartialDate, Doi);
as_word!(
    Role,
    Kind,
    Confidence,
    Status,
    OccurrenceState,
    CitationOrigin,
    CitationState,
    Strength,
    Stance,
    ReadAs,
    Verdict,
    Subject,
    NoticeKind,
    Action,
    NoteKind,
    ConflictSide
);
as_json!(Item, Blocks, Reasons, Signature, ReviewList);

/// Lists that the index of derived states keeps.
pub(super) fn read_json_list<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    at: usize,
) -> rusqlite::Result<Vec<T>> {
    let text = row.get_ref(at)?.as_str()?;
    let wrong = |e| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(e));
    serde_json::from_str(text).map_err(wrong)
}
