//! Writing what people take away: records in file formats. One file a format, one line in [`WRITERS`].

pub use crate::text::cell;

mod archive;
mod array;
mod bibtex;
pub mod brief;
pub mod cite;
mod csl_json;
mod csv;
mod entry;
mod json;
mod markdown;
mod markup;
mod nbib;
mod ris;
mod schema_org;
mod web_annotation;
mod xlsx;

pub use archive::Archive;
use array::Array;
pub use entry::format_authors;

use crate::model::{ArticleDossier, ClaimDossier, Item, ReferenceDossier, Uid};
use std::collections::BTreeMap;
use std::io;

/// An address that somebody may follow from what we write: of the web, and none that runs a script, reads a file, or hides a
/// character.
pub fn find_web_address(text: &str) -> Option<&str> {
    let text = text.trim();
    let plain = !text.chars().any(|c| crate::text::visible::is_hidden(c) || c.is_whitespace());
    let url = url::Url::parse(text).ok().filter(|_| plain)?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(text)
}

/// A file format.
#[derive(Debug)]
pub struct Writer {
    /// Its name in `--to`.
    pub name: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// What can be written in it.
    pub holds: RecordKind,
    /// Whether a file of it can hold several tables.
    pub tables: bool,
    /// Whether it has a byte order mark and a delimiter to choose.
    pub separated: bool,
    /// Whether it is no text.
    pub binary: bool,
    /// Opens a file of it.
    pub begin: Begin,
}

impl Writer {
    /// A format without anything special.
    const fn plain(holds: RecordKind) -> Self {
        Self {
            name: "",
            summary: "",
            holds,
            tables: false,
            separated: false,
            binary: false,
            begin: |_, _| Err(io::Error::other("no format")),
        }
    }
}

/// What a format can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// Any record: its fields by column.
    Rows,
    /// Bibliographic items.
    Items,
    /// Claims in full.
    Claims,
    /// Articles in full.
    Articles,
}

/// What a record is about, in full, for formats that hold more than its fields.
#[derive(Debug, Clone, Copy)]
pub enum RecordSubject<'r> {
    /// Its fields are all there is.
    Fields,
    /// A bibliographic item.
    Item(&'r Item),
    /// A claim, its identity, and the addresses of the pages that word it, by their articles' keys.
    Claim(&'r ClaimDossier, Uid, &'r BTreeMap<String, String>),
    /// An article with its list.
    Article(&'r ArticleDossier, &'r [ReferenceDossier]),
}

/// What a format had no place for: a field, and in how many records it was there.
pub type FieldLosses = BTreeMap<String, u64>;

/// Opens a file.
type Begin = for<'w> fn(&'w mut dyn io::Write, WriteOptions) -> io::Result<Box<dyn RecordSink + 'w>>;

/// Every format.
pub const WRITERS: &[&Writer] = &[
    &csv::WRITER,
    &json::WRITER,
    &json::LINES,
    &markdown::WRITER,
    &xlsx::WRITER,
    &bibtex::WRITER,
    &bibtex::BIBLATEX,
    &ris::WRITER,
    &nbib::WRITER,
    &csl_json::WRITER,
    &web_annotation::WRITER,
    &schema_org::WRITER,
];

/// What may be asked of a format; one that has no such thing passes it over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteOptions {
    /// Begin with a byte order mark, which Excel needs to see that a file is UTF-8.
    pub bom: bool,
    /// What stands between two fields.
    pub delimiter: u8,
    /// Columns whose cells are one of a few words, for drop-down lists.
    pub choices: &'static [(&'static str, &'static [&'static str])],
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self { bom: false, delimiter: b',', choices: &[] }
    }
}

/// A file under way: records in, bytes out, none of them held.
pub trait RecordSink {
    /// Begins a table of this name with these columns. Every file has one; only a format with
    /// [`tables`](Writer::tables) takes more.
    fn table(&mut self, name: &str, columns: &[&'static str]) -> io::Result<()>;
    /// Writes a record: its fields in the order of the columns, and what it is about.
    fn record(&mut self, fields: &[Option<&str>], about: RecordSubject<'_>) -> io::Result<()>;
    /// Writes whatever comes after the last record, and says what was lost on the way.
    fn end(self: Box<Self>) -> io::Result<FieldLosses>;
}

/// The format of a name.
pub fn find_writer(name: &str) -> Option<&'static Writer> {
    WRITERS.iter().copied().find(|writer| writer.name == name)
}
