//! What a file can be: one file a kind, one line in [`KINDS`]. Its beginning tells, unless `--as` or `--reader` says so.

use super::told::Stored;
use super::{article, references, retractions, sheets};
use crate::catalogue::Writing;
use crate::model::Settings;
use crate::read::article::READERS;
use crate::read::references::{self as formats, REFERENCE_READERS};
use crate::read::{self, ReadError};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// What a file can be.
pub(super) struct Kind {
    /// Its name in `--as`.
    pub(super) name: &'static str,
    /// What it is, in a line.
    pub(super) summary: &'static str,
    /// Whether the beginning of a file shows it. It has to be sure: what no kind claims is an article.
    pub(super) sniff: fn(&Beginning<'_>) -> bool,
    /// The most bytes of such a file that are read, unless `--max-bytes` says otherwise.
    pub(super) most_bytes: fn(&Settings) -> u64,
    /// Stores what the file holds.
    pub(super) store: fn(&mut Writing<'_>, &Given<'_>) -> Stored,
}

/// Every kind; the first that recognises a file takes it, and the last takes the rest.
pub(super) const KINDS: &[&Kind] = &[&retractions::KIND, &sheets::KIND, &references::KIND, &article::KIND];

/// The first [`read::BEGINNING`] bytes of a file, to tell what it is.
pub(super) struct Beginning<'f> {
    /// The file's name; `-` is standard input.
    pub(super) name: &'f str,
    /// The bytes, for files that are no text.
    pub(super) bytes: &'f [u8],
    /// The same as text.
    pub(super) text: &'f str,
}

/// A file, and what the command line says of it.
pub(super) struct Given<'f> {
    /// The bytes, not more than the limit.
    pub(super) bytes: &'f [u8],
    /// The file's name; `-` is standard input.
    pub(super) name: &'f str,
    /// Its path relative to the catalogue's folder; none for standard input.
    pub(super) path: Option<&'f str>,
    /// The article named with `--article`.
    pub(super) article: Option<&'f str>,
    /// The command line says what the file is.
    pub(super) is_said: bool,
    /// The reader or format, where one was named.
    pub(super) reader: Option<&'f str>,
    /// The most bytes that may be read.
    pub(super) limit: u64,
    /// The settings.
    pub(super) settings: &'f Settings,
}

/// What the command line says a file is: a kind, or the format of a reference file.
#[derive(Clone)]
pub(super) struct Said {
    kind: &'static Kind,
    /// The reader or format that was named.
    pub(super) reader: Option<&'static str>,
}

impl Said {
    /// Reads `--as`.
    pub(super) fn parser() -> impl TypedValueParser<Value = Self> {
        let kinds = KINDS.iter().map(|kind| PossibleValue::new(kind.name).help(kind.summary));
        let formats = REFERENCE_READERS.iter().map(|reader| PossibleValue::new(reader.name).help(reader.summary));
        PossibleValuesParser::new(kinds.chain(formats).collect::<Vec<_>>()).try_map(|name| {
            let kind = KINDS.iter().find(|kind| kind.name == name).map(|kind| Self { kind, reader: None });
            kind.or_else(|| Self::format(&name)).ok_or("it is nothing that can be imported")
        })
    }

    /// Reads `--reader`: a reader of articles, or a format of references.
    pub(super) fn reader(name: &str) -> Result<Self, String> {
        let article = READERS.iter().find(|reader| reader.name == name);
        let article = article.map(|reader| Self { kind: &article::KIND, reader: Some(reader.name) });
        article.or_else(|| Self::format(name)).ok_or_else(|| {
            let known = READERS.iter().map(|r| r.name).chain(REFERENCE_READERS.iter().map(|r| r.name));
            ReadError::unknown_reader(name, &known.collect::<Vec<_>>()).to_string()
        })
    }

    fn format(name: &str) -> Option<Self> {
        formats::named(name).map(|reader| Self { kind: &references::KIND, reader: Some(reader.name) })
    }
}

/// What a file is: what the command line says, else what its beginning shows. A sheet of references that was exported here
/// is a sheet that comes back, also where references were said; and a workbook is opened, also where a table was.
pub(super) fn told(said: Option<&Said>, name: &str, bytes: &[u8]) -> &'static Kind {
    let beginning = Beginning { name, bytes, text: &read::beginning(bytes) };
    match said {
        Some(Said { kind, reader: None }) if kind.name == references::KIND.name && (sheets::KIND.sniff)(&beginning) => {
            &sheets::KIND
        }
        Some(Said { reader: Some("csv"), .. }) if read::sheet::is_workbook(bytes, name) => &sheets::KIND,
        Some(said) => said.kind,
        None => KINDS.iter().copied().find(|kind| (kind.sniff)(&beginning)).unwrap_or(&article::KIND),
    }
}
