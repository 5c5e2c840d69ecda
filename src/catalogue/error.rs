//! What can go wrong with a catalogue, in words that say what to do next.

use rusqlite::ffi::{
    SQLITE_AUTH, SQLITE_CANTOPEN, SQLITE_CANTOPEN_CONVPATH, SQLITE_CANTOPEN_FULLPATH, SQLITE_CANTOPEN_ISDIR,
    SQLITE_CANTOPEN_NOTEMPDIR, SQLITE_CANTOPEN_SYMLINK, SQLITE_IOERR, SQLITE_IOERR_ACCESS, SQLITE_IOERR_AUTH,
    SQLITE_IOERR_BLOCKED, SQLITE_IOERR_CHECKRESERVEDLOCK, SQLITE_IOERR_CLOSE, SQLITE_IOERR_CORRUPTFS,
    SQLITE_IOERR_DATA, SQLITE_IOERR_DELETE, SQLITE_IOERR_DELETE_NOENT, SQLITE_IOERR_DIR_CLOSE, SQLITE_IOERR_DIR_FSYNC,
    SQLITE_IOERR_FSTAT, SQLITE_IOERR_FSYNC, SQLITE_IOERR_GETTEMPPATH, SQLITE_IOERR_IN_PAGE, SQLITE_IOERR_LOCK,
    SQLITE_IOERR_NOMEM, SQLITE_IOERR_RDLOCK, SQLITE_IOERR_READ, SQLITE_IOERR_SEEK, SQLITE_IOERR_SHORT_READ,
    SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_UNLOCK, SQLITE_IOERR_WRITE, SQLITE_NOLFS, SQLITE_NOMEM, SQLITE_PERM,
    SQLITE_PROTOCOL, SQLITE_READONLY_CANTINIT, SQLITE_READONLY_CANTLOCK, SQLITE_READONLY_DBMOVED,
    SQLITE_READONLY_DIRECTORY, SQLITE_READONLY_RECOVERY, SQLITE_READONLY_ROLLBACK,
};
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
    /// Something was to go where there is no folder.
    #[error("there is no folder {0}; make it, or write to another one")]
    NoFolder(PathBuf),
    /// A copy was to go where something is.
    #[error("{0} exists already: choose another name; a backup is never overwritten")]
    Taken(PathBuf),
    /// Not an SQLite file, another program's, or damaged at its head.
    #[error("{path} is not a claimbook catalogue: {reason}; nothing in it was changed")]
    NotOurs {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        reason: String,
    },
    /// Made by a newer program.
    #[error(
        "{path} was written by a newer claimbook (schema {found}, this one knows {known}); use that version, or load a dump made by it; nothing in it was changed"
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
        "the catalogue is busy: another process has been writing for more than {0} s; this change was not made, try again"
    )]
    Busy(u64),
    /// No space left.
    #[error(
        "the disk is full: the change in progress was undone, and what was stored before it is kept; free some space and run the command again ({0})"
    )]
    Full(String),
    /// Cannot be written.
    #[error("the catalogue cannot be written: {0}; this change was not made")]
    ReadOnly(String),
    /// The system refuses something, or fails at it.
    #[error("{what}; this change was not made, and what was stored before is kept ({said})")]
    System {
        /// What it is, and what may help.
        what: &'static str,
        /// What SQLite says.
        said: String,
    },
    /// The commit itself failed.
    #[error(
        "the change may or may not have been stored ({0}); run `claimbook verify-catalogue`, then look with `claimbook history`"
    )]
    Unknown(String),
    /// The chain of a writer goes on elsewhere.
    #[error(
        "the hub has another event {seq} of the writer {writer} than this catalogue: the file was copied or restored, and both went on; nothing was changed"
    )]
    Forked {
        /// The writer.
        writer: crate::model::Uid,
        /// The place in its chain.
        seq: u64,
    },
    /// Damaged data.
    #[error("the catalogue is damaged: {0}; restore a backup, and try it with `claimbook verify-catalogue`")]
    Damaged(String),
    /// The index of derived states holds what cannot be read.
    #[error(
        "the index of derived states cannot be read: {0}; it only repeats what follows from the records: `claimbook verify-catalogue --rebuild-index` derives it anew, and changes nothing else"
    )]
    DamagedIndex(String),
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
            ConstraintViolation, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, ReadOnly,
        };
        let said = e.to_string();
        if let Some(what) = e.sqlite_error().and_then(|error| failed_at(error.extended_code)) {
            return Self::System { what, said };
        }
        match e.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy(super::open::BUSY_SECONDS),
            Some(DiskFull) => Self::Full(said),
            Some(ReadOnly) => Self::ReadOnly(said),
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(said),
            Some(ConstraintViolation) => Self::Refused(explain_constraint(said)),
            _ => match e {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..) => Self::Damaged(said),
                e => Self::Sqlite(e),
            },
        }
    }
}

/// What a constraint of the schema says, in words where they can be found.
fn explain_constraint(said: String) -> String {
    let unique = said.strip_prefix("UNIQUE constraint failed: ").and_then(|column| column.split_once('.'));
    match unique {
        Some((table, column)) if !column.contains(',') => format!("another {table} has that {column} already"),
        _ if said.starts_with("CHECK constraint failed: ") && said.contains("<> ''") => {
            "a required value is empty, or holds a character that is not allowed".to_owned()
        }
        _ => said,
    }
}

/// What the system did not do, by SQLite's extended code (sqlite.org/rescode.html): not every fault of a disk is a full one,
/// and not every refusal a busy file. None for codes that say nothing of the system.
fn failed_at(code: i32) -> Option<&'static str> {
    Some(match code {
        SQLITE_IOERR_READ | SQLITE_IOERR_SHORT_READ | SQLITE_IOERR_FSTAT | SQLITE_IOERR_SEEK | SQLITE_IOERR_IN_PAGE => {
            "the disk could not read the catalogue"
        }
        SQLITE_IOERR_WRITE => {
            "the system could not write the catalogue: the cause may be a quota, a limit on file sizes or a disk fault"
        }
        SQLITE_IOERR_FSYNC
        | SQLITE_IOERR_DIR_FSYNC
        | SQLITE_IOERR_TRUNCATE
        | SQLITE_IOERR_CLOSE
        | SQLITE_IOERR_DIR_CLOSE => "the disk could not confirm that the change is on it",
        SQLITE_IOERR_LOCK
        | SQLITE_IOERR_RDLOCK
        | SQLITE_IOERR_UNLOCK
        | SQLITE_IOERR_CHECKRESERVEDLOCK
        | SQLITE_IOERR_BLOCKED
        | SQLITE_PROTOCOL
        | SQLITE_NOLFS => {
            "the file system cannot lock the catalogue, as is common on network drives: use it on a local disk"
        }
        SQLITE_IOERR_ACCESS | SQLITE_IOERR_DELETE | SQLITE_IOERR_DELETE_NOENT => {
            "the system refuses access to the journal beside the catalogue"
        }
        SQLITE_IOERR_NOMEM | SQLITE_NOMEM => "there is not enough memory",
        SQLITE_IOERR_CORRUPTFS | SQLITE_IOERR_DATA => "the file system that the catalogue is on is damaged",
        SQLITE_IOERR_AUTH | SQLITE_PERM | SQLITE_AUTH => "the system does not allow this",
        SQLITE_IOERR_GETTEMPPATH | SQLITE_CANTOPEN_NOTEMPDIR => {
            "there is no folder for temporary files: set TMPDIR to one"
        }
        SQLITE_READONLY_RECOVERY | SQLITE_READONLY_ROLLBACK | SQLITE_READONLY_CANTINIT => {
            "a run that was killed has left a journal beside the catalogue: any command undoes it, if a user with write permission there runs it"
        }
        SQLITE_READONLY_CANTLOCK | SQLITE_READONLY_DIRECTORY => {
            "the catalogue cannot be written: its folder is write-protected, and the journal belongs there"
        }
        SQLITE_READONLY_DBMOVED => "the catalogue was moved or removed while it was open: run the command again",
        SQLITE_CANTOPEN_ISDIR => "a folder is in the place of the catalogue or of its journal",
        SQLITE_CANTOPEN_FULLPATH | SQLITE_CANTOPEN_CONVPATH | SQLITE_CANTOPEN_SYMLINK => {
            "the path of the catalogue cannot be followed"
        }
        // Without a further code: the file itself, or far more often the journal, which a change needs.
        code if code & 0xff == SQLITE_CANTOPEN => {
            "the catalogue, or the journal beside it, cannot be opened: the right to read it, or to write to its folder, is missing"
        }
        code if code & 0xff == SQLITE_IOERR => "the system failed at reading or writing the catalogue",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_the_system_is_called_what_it_is() {
        let error =
            |code: i32| Error::from(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None)).to_string();
        for (code, says) in [
            (13, "the disk is full"),
            (266, "could not read"),
            (778, "could not write"),
            (1034, "could not confirm"),
            (3850, "cannot lock"),
            (15, "cannot lock"),
            (7, "not enough memory"),
            (3082, "not enough memory"),
            (8458, "file system that the catalogue is on is damaged"),
            (7178, "does not allow"),
            (3, "does not allow"),
            (8, "attempt to write a readonly database"),
            (776, "has left a journal"),
            (1544, "write-protected"),
            (1032, "moved or removed"),
            (14, "cannot be opened"),
            (526, "a folder is in the place"),
            (10, "failed at reading or writing"),
            (99 << 8 | 10, "failed at reading or writing"),
            (5, "busy"),
            (261, "busy"),
            (6, "busy"),
            (11, "is damaged: "),
            (26, "is damaged: "),
        ] {
            assert!(error(code).contains(says), "{code}: {}", error(code));
        }
        for code in [10, 266, 778, 776, 14, 3850] {
            assert!(!error(code).contains("full") && !error(code).contains("busy"), "{code}: {}", error(code));
        }
    }
}
