//! Reading references: the entries that lists print, and, one file and one line each, the formats of reference
//! managers.

pub mod printed;
mod record;

use super::article::{PrintedEntry, Source, assemble, text};
use super::{Decoded, Note, ReadError, decode};

pub use printed::{Parsed, parse};

/// A format of reference lists.
#[derive(Debug, Clone, Copy)]
pub struct ReferenceReader {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it reads, in one line.
    pub summary: &'static str,
    /// File extensions that speak for it, without the dot.
    pub extensions: &'static [&'static str],
    /// Reads the whole of a decoded file.
    pub read: fn(&Source<'_>) -> ReadReferences,
}

/// Every format of reference lists.
pub const REFERENCE_READERS: &[ReferenceReader] = &[PRINTED];

const PRINTED: ReferenceReader = ReferenceReader {
    name: "printed",
    summary: "references as they are printed, one entry a line or a paragraph",
    extensions: &["txt", "md"],
    read: |source| {
        let (references, notes) = assemble::bare_list(text::pieces(source));
        ReadReferences { references, notes, ..ReadReferences::default() }
    },
};

/// What a file of references holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadReferences {
    /// The entries in their order.
    pub references: Vec<PrintedEntry>,
    /// The encoding that was assumed: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`.
    pub encoding: String,
    /// Entries that could not be taken, each with its place and the reason.
    pub refused: Vec<Note>,
    /// What was unsure.
    pub notes: Vec<Note>,
}

/// Reads a file that is nothing but printed references: a heading over them is understood, numbers and bullets are
/// kept as numbers, and every other block is an entry.
///
/// # Errors
/// An empty, binary or over-long file.
pub fn list(bytes: &[u8], file_name: &str, max_bytes: u64) -> Result<ReadReferences, ReadError> {
    let Decoded { text, encoding, notes } = decode(bytes, file_name, max_bytes)?;
    let mut read = (PRINTED.read)(&Source { text: &text, file_name });
    read.encoding = encoding.to_owned();
    read.notes.splice(0..0, notes);
    Ok(read)
}
