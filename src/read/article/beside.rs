//! What a reader sees of an article beside its text: its description, what stands in for its pictures, what is on its buttons and in
//! boxes. It is no part of the text that is kept; whoever judges what a change brings looks at it, too.

use super::cursor::Cursor;
use super::{Input, READERS};
use crate::read::decode;
use crate::read::entry::Source;

/// A line beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadLine {
    /// Its words, single spaces between them.
    pub words: String,
    /// Where it begins in the file, from 1.
    pub line: u32,
    /// Where it begins in that line, from 1.
    pub column: u32,
}

impl UnreadLine {
    /// A line of the file that a cursor goes through, by the byte at which it begins; none of fewer than two words.
    pub(super) fn find(cursor: &mut Cursor<'_>, byte: usize, words: &str) -> Option<Self> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        words.contains(' ').then(|| cursor.go(byte)).map(|(line, column)| Self { words, line, column })
    }
}

/// The lines beside the text of a file that the named reader reads; none where it cannot be read.
pub fn read_beside(bytes: &[u8], file_name: &str, reader: &str, max_bytes: u64) -> Vec<UnreadLine> {
    let Some(reader) = READERS.iter().find(|known| known.name == reader) else { return Vec::new() };
    let Input::Text { beside, .. } = reader.input else { return Vec::new() };
    let decoded = decode(bytes, file_name, max_bytes);
    decoded.map(|decoded| beside(&Source { text: &decoded.text, file_name })).unwrap_or_default()
}
