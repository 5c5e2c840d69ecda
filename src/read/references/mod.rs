//! Reading references: the entries that lists print, and, one file and one line each, the formats of reference
//! managers.

pub mod printed;
mod record;

use super::article::{PrintedEntry, Source};
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
    /// Whether the beginning of a file shows this format. It has to be sure: what no format claims is an article.
    pub sniff: fn(&Source<'_>) -> bool,
    /// Reads the whole of a decoded file.
    pub read: fn(&Source<'_>) -> ReadReferences,
}

/// Every format of reference lists; the first that recognises a text reads it.
pub const REFERENCE_READERS: &[&ReferenceReader] = &[&printed::READER];

/// The format that the beginning of a file shows, if it shows one for sure.
pub fn told_by(beginning: &Source<'_>) -> Option<&'static ReferenceReader> {
    REFERENCE_READERS.iter().copied().find(|reader| (reader.sniff)(beginning))
}

/// The format of a name, as `--as` and `--reader` take it.
pub fn named(name: &str) -> Option<&'static ReferenceReader> {
    REFERENCE_READERS.iter().copied().find(|reader| reader.name == name)
}

/// What a file of references holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadReferences {
    /// The entries in their order.
    pub references: Vec<PrintedEntry>,
    /// The reader that read it.
    pub reader: &'static str,
    /// The encoding that was assumed: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`.
    pub encoding: String,
    /// Entries that could not be taken, each with its place and the reason.
    pub refused: Vec<Note>,
    /// What was unsure.
    pub notes: Vec<Note>,
}

/// Reads a file of references. Without a reader, content tells the format, then the file's extension; printed entries
/// are what is left.
///
/// # Errors
/// An empty, binary or over-long file.
pub fn read(
    bytes: &[u8],
    file_name: &str,
    reader: Option<&'static ReferenceReader>,
    max_bytes: u64,
) -> Result<ReadReferences, ReadError> {
    let Decoded { text, encoding, notes } = decode(bytes, file_name, max_bytes)?;
    let source = Source { text: &text, file_name };
    let reader = reader.or_else(|| told_by(&source)).or_else(|| by_extension(file_name)).unwrap_or(&printed::READER);
    let mut read = (reader.read)(&source);
    read.reader = reader.name;
    read.encoding = encoding.to_owned();
    read.notes.splice(0..0, notes);
    Ok(read)
}

fn by_extension(file_name: &str) -> Option<&'static ReferenceReader> {
    let (_, extension) = file_name.rsplit_once('.')?;
    let speaks = |known: &&str| known.eq_ignore_ascii_case(extension);
    REFERENCE_READERS.iter().copied().find(|reader| reader.extensions.iter().any(|known| speaks(&known)))
}
