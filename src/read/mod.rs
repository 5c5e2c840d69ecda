//! Reading what people have: articles as text, Markdown, Word documents or JATS, and the references they print. Nothing that is read
//! is dropped: what cannot be understood is kept as printed and noted.

mod allowances;
mod archive;
pub mod article;
pub(crate) mod base64;
mod charset;
mod decode;
mod eight_bits;
pub mod entry;
mod list;
mod packed;
mod piece;
pub mod printed;
pub mod references;
pub mod sheet;
mod unread;
mod xml;

use crate::model::find_nearest;

pub use allowances::find_allowances;
pub use decode::{BEGINNING, Decoded, decode, decode_beginning, decode_windows_1252};

/// Why a file could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or nothing but white space.
    #[error("{file} is empty; nothing was read. Check that the right file was given")]
    Empty {
        /// The file's name.
        file: String,
    },
    /// More bytes than the limit.
    #[error(
        "{} has {}more than the limit of {limit} bytes; nothing was read. If it is meant to be that large, raise the limit: --max-bytes {}",
        if file == "-" { "standard input" } else { file },
        bytes.map(|n| format!("{n} bytes, ")).unwrap_or_default(), bytes.map_or("N".to_owned(), |n| n.to_string())
    )]
    TooLarge {
        /// The file's name.
        file: String,
        /// Its size, where it is known before the end.
        bytes: Option<u64>,
        /// The limit.
        limit: u64,
    },
    /// Not text.
    #[error(
        "{file} is not text ({reason}, byte {at}); nothing was read. Save what it says as plain text or Markdown, in UTF-8, and import that"
    )]
    Binary {
        /// The file's name.
        file: String,
        /// What shows it, such as `it begins like a PDF`.
        reason: &'static str,
        /// The offset of the byte that shows it.
        at: usize,
    },
    /// Text of a kind that no reader takes yet.
    #[error("{file} is {what}, which claimbook cannot read yet; nothing was stored. {}", next.replace("FILE", file))]
    Unread {
        /// The file's name.
        file: String,
        /// What it is, such as `an HTML page`.
        what: &'static str,
        /// What to do with it.
        next: &'static str,
    },
    /// A file of a kind that is read, and that is broken, cut off or too much.
    #[error("{file} cannot be read as {what}: {reason}; nothing was stored. {next}")]
    Damaged {
        /// The file's name.
        file: String,
        /// What it is, such as `a Word document`.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
        /// What to do with it.
        next: &'static str,
    },
    /// No reader of that name.
    #[error("no reader is called “{got}”, the readers are {known}{}", nearest.map(|n| format!(" (did you mean {n}?)")).unwrap_or_default())]
    UnknownReader {
        /// What was asked for.
        got: String,
        /// The names there are.
        known: String,
        /// The nearest of them.
        nearest: Option<&'static str>,
    },
}

impl ReadError {
    /// There is no reader of that name among those that are known.
    pub fn unknown_reader(got: &str, known: &[&'static str]) -> Self {
        let nearest = find_nearest(got, known).and_then(|near| known.iter().copied().find(|name| *name == near));
        Self::UnknownReader { got: got.to_owned(), known: known.join(", "), nearest }
    }
}
