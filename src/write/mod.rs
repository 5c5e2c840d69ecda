//! Writing what people take away: records in file formats. One file a format, one line in [`WRITERS`].

pub use crate::text::cell;

mod bibtex;
pub mod cite;
mod csl_json;
mod csv;
mod entry;
mod json;
mod markdown;
mod ris;
mod whole_file;
mod xlsx;

pub use whole_file::{NotWritten, write_whole};

use crate::model::Item;
use std::collections::BTreeMap;
use std::io;

/// A file format.
#[derive(Debug)]
pub struct Writer {
    /// Its name in `--to`.
    pub name: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// What can be written in it.
    pub holds: Holds,
    /// Opens a file of it: whatever comes before the first record is written.
    pub begin: Begin,
}

/// What a format can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Any record: its fields by column.
    Records,
    /// Bibliographic items only.
    Items,
}

/// What a format had no place for: a field, and in how many records it was there.
pub type Losses = BTreeMap<String, u64>;

/// Opens a file with these columns.
type Begin = for<'w> fn(&'w mut dyn io::Write, &'static [&'static str], Options) -> io::Result<Box<dyn Records + 'w>>;

/// Every format.
pub const WRITERS: &[&Writer] = &[
    &csv::WRITER,
    &json::WRITER,
    &json::LINES,
    &markdown::WRITER,
    &bibtex::WRITER,
    &bibtex::BIBLATEX,
    &ris::WRITER,
    &csl_json::WRITER,
    &xlsx::WRITER,
];

/// What may be asked of a format; one that has no such thing passes it over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Begin with a byte order mark, which Excel needs to see that a file is UTF-8.
    pub bom: bool,
    /// What stands between two fields.
    pub delimiter: u8,
    /// Columns whose cells are one of a few words, for drop-down lists.
    pub choices: &'static [(&'static str, &'static [&'static str])],
}

impl Default for Options {
    fn default() -> Self {
        Self { bom: false, delimiter: b',', choices: &[] }
    }
}

/// A file under way: records in, bytes out, none of them held.
pub trait Records {
    /// Writes a record: its fields in the order of the columns, and the bibliographic item that it is about, if it is
    /// about one.
    fn record(&mut self, fields: &[Option<&str>], item: Option<&Item>) -> io::Result<()>;
    /// Writes whatever comes after the last record, and says what was lost on the way.
    fn end(self: Box<Self>) -> io::Result<Losses>;
}

/// The format of a name.
pub fn writer(name: &str) -> Option<&'static Writer> {
    WRITERS.iter().copied().find(|writer| writer.name == name)
}
