//! Writing what people take away: records in file formats. One file a format, one line in [`WRITERS`].

pub mod cell;

pub mod cite;
mod csv;
mod json;
mod whole_file;

pub use whole_file::{NotWritten, write_whole};

use crate::model::Item;
use std::io;

/// A file format.
#[derive(Debug)]
pub struct Writer {
    /// Its name in `--to`.
    pub name: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// Opens a file of it: whatever comes before the first record is written.
    pub begin: Begin,
}

/// Opens a file with these columns.
type Begin = for<'w> fn(&'w mut dyn io::Write, &'static [&'static str], Options) -> io::Result<Box<dyn Records + 'w>>;

/// Every format.
pub const WRITERS: &[&Writer] = &[&csv::WRITER, &json::WRITER, &json::LINES];

/// What may be asked of a format; one that has no such thing passes it over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Begin with a byte order mark, which Excel needs to see that a file is UTF-8.
    pub bom: bool,
    /// What stands between two fields.
    pub delimiter: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self { bom: false, delimiter: b',' }
    }
}

/// A file under way: records in, bytes out, none of them held.
pub trait Records {
    /// Writes a record: its fields in the order of the columns, and the bibliographic item that it is about, if it is
    /// about one.
    fn record(&mut self, fields: &[Option<&str>], item: Option<&Item>) -> io::Result<()>;
    /// Writes whatever comes after the last record.
    fn end(self: Box<Self>) -> io::Result<()>;
}

/// The format of a name.
pub fn writer(name: &str) -> Option<&'static Writer> {
    WRITERS.iter().copied().find(|writer| writer.name == name)
}
