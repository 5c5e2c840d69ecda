//! How a task fails: what happened, and which exit code that is.

use crate::catalogue::{self, text_form::TextFormError};
use crate::files::FileWriteError;
use crate::refresh::record::NotRecorded;
use crate::sync::postgres::AddressError;
use crate::sync::{HubError, SyncError};
use crate::write::cite::{StyleError, UnknownLocale};

/// A command that could not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// Wrong use, or input that cannot be read: exit code 2.
    Usage(String),
    /// It could not be completed (catalogue busy, disk full, output refused): exit code 3.
    Incomplete(String),
    /// Whoever was reading our output went away: a quiet end.
    ReaderGone,
}

impl Failure {
    /// Wrong use, in words.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    /// The same failure, with what else has to be said of it.
    pub fn with_more(self, more: &str) -> Self {
        match self {
            Self::Usage(said) => Self::Usage(format!("{said}\n{more}")),
            Self::Incomplete(said) => Self::Incomplete(format!("{said}\n{more}")),
            Self::ReaderGone => Self::ReaderGone,
        }
    }

    /// What a failed write means; nothing for a reader that went away.
    pub fn from_output(error: &std::io::Error) -> Option<Self> {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => None,
            _ => Some(Self::Incomplete(format!("the output could not be written: {error}"))),
        }
    }
}

impl From<std::io::Error> for Failure {
    /// Only writes to our own streams are left to `?`; files name themselves in their errors.
    fn from(error: std::io::Error) -> Self {
        Self::from_output(&error).unwrap_or(Self::ReaderGone)
    }
}

impl From<catalogue::Error> for Failure {
    fn from(error: catalogue::Error) -> Self {
        use catalogue::Error::{Busy, Damaged, DamagedIndex, Full, Older, ReadOnly, System, Unknown};
        match error {
            Busy(_)
            | Full(_)
            | ReadOnly(_)
            | System { .. }
            | Unknown(_)
            | Damaged(_)
            | DamagedIndex(_)
            | Older { .. } => Self::Incomplete(error.to_string()),
            other => Self::Usage(other.to_string()),
        }
    }
}

impl From<FileWriteError> for Failure {
    fn from(error: FileWriteError) -> Self {
        match error {
            FileWriteError::Cut { .. } => Self::Incomplete(error.to_string()),
            other => Self::Usage(other.to_string()),
        }
    }
}

impl From<TextFormError> for Failure {
    fn from(error: TextFormError) -> Self {
        match error {
            TextFormError::Catalogue(inner) => inner.into(),
            TextFormError::NotWritten(inner) => inner.into(),
            other => Self::Usage(other.to_string()),
        }
    }
}

impl From<NotRecorded> for Failure {
    fn from(error: NotRecorded) -> Self {
        match error {
            NotRecorded::Catalogue(inner) => inner.into(),
            NotRecorded::TextForm(inner) => inner.into(),
            halted @ NotRecorded::Halted(_) => Self::Incomplete(halted.to_string()),
        }
    }
}

impl From<HubError> for Failure {
    fn from(error: HubError) -> Self {
        match error {
            HubError::Refused { .. } | HubError::NoHub(_) => Self::Usage(error.to_string()),
            other => Self::Incomplete(other.to_string()),
        }
    }
}

impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Self {
        let said = error.to_string();
        match error {
            SyncError::Hub(inner) => match inner.into() {
                Self::Usage(_) => Self::Usage(said),
                _ => Self::Incomplete(said),
            },
            SyncError::Catalogue(inner) => inner.into(),
            SyncError::HubLost { .. } => Self::Incomplete(said),
            other => Self::usage(other.to_string()),
        }
    }
}

impl From<AddressError> for Failure {
    fn from(error: AddressError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<StyleError> for Failure {
    fn from(error: StyleError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<UnknownLocale> for Failure {
    fn from(error: UnknownLocale) -> Self {
        Self::Usage(error.to_string())
    }
}
