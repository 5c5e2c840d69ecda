//! What can go wrong with a catalogue, in words that say what to do next.

use std::path::PathBuf;

/// A catalogue's failure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing there.
    #[error("there is no catalogue at {0}; make one with `claimbook init`, or name another with --catalogue")]
    NoCatalogue(PathBuf),
    /// Something there already.
    #[error("{0} exists already and was left as it is; choose another path, or use it with --catalogue")]
    Exists(PathBuf),
    /// Not an SQLite file, another program's, or damaged at its head.
    #[error("{path} is not a claimbook catalogue: {reason}; not a byte of it was changed")]
    NotOurs {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        reason: String,
    },
    /// Made by a newer program.
    #[error(
        "{path} was written by a newer claimbook (schema {found}, this one knows {known}); use that version, or load a dump made by it; not a byte of it was changed"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// Made by an older program.
    #[error(
        "{path} has an older schema ({found}, this claimbook writes {known}) and must be migrated first: run any command that writes, such as `claimbook backup`"
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// Another process holds it.
    #[error(
        "the catalogue is busy: another process has been writing for more than {0} s; nothing was changed, try again"
    )]
    Busy(u64),
    /// No space left.
    #[error("the disk is full: nothing was changed; free some space and run the command again ({0})")]
    Full(String),
    /// Cannot be written.
    #[error("the catalogue cannot be written: {0}; nothing was changed")]
    ReadOnly(String),
    /// The commit itself failed.
    #[error(
        "the change may or may not have been stored ({0}); run `claimbook verify-catalogue`, then look with `claimbook history`"
    )]
    Unknown(String),
    /// Damaged data.
    #[error("the catalogue is damaged: {0}; run `claimbook verify-catalogue`, and restore a backup if it finds more")]
    Damaged(String),
    /// A rule of the schema forbids it.
    #[error("the catalogue refuses this: {0}")]
    Refused(String),
    /// No such record.
    #[error("there is no {what} “{name}”{}", nearest.as_ref().map(|n| format!("; did you mean {n}?")).unwrap_or_default())]
    NotFound {
        /// What was looked for: `claim`, `article`…
        what: &'static str,
        /// The name given.
        name: String,
        /// The nearest known name.
        nearest: Option<String>,
    },
    /// More than one record could be meant.
    #[error("“{name}” could be any of {}; give the whole address", candidates.join(", "))]
    Ambiguous {
        /// The name given.
        name: String,
        /// Up to five addresses that fit.
        candidates: Vec<String>,
    },
    /// Reading or writing a file.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Anything else that SQLite says.
    #[error("the catalogue could not be read or written: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, ConstraintViolation, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
            ReadOnly, SystemIoFailure,
        };
        let said = e.to_string();
        match e.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy(super::open::BUSY_SECONDS),
            Some(DiskFull) => Self::Full(said),
            Some(SystemIoFailure) => Self::Full(said),
            Some(ReadOnly | CannotOpen) => Self::ReadOnly(said),
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(said),
            Some(ConstraintViolation) => Self::Refused(said),
            _ => match e {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..) => Self::Damaged(said),
                e => Self::Sqlite(e),
            },
        }
    }
}
