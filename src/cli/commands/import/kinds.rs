//! The kinds of files: one file a kind, one line in [`KINDS`]. A file's beginning tells, unless `--as` or `--reader` says so.

use super::guessing::{MAIL, describe_file};
use super::kind::{FileBeginning, FileKind};
use super::{article, references, retractions, sheets};
use crate::pages;
use crate::read::article::READERS;
use crate::read::references::{self as formats, REFERENCE_READERS};
use crate::read::{self, ReadError};
use crate::report;
use crate::tasks::new_files::OtherKind;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Every kind; the first that recognises a file takes it, and the last takes the rest.
pub(super) const KINDS: &[&FileKind] = &[&retractions::KIND, &sheets::KIND, &references::KIND, &article::KIND];

/// Sheets of claims, and those that come back.
pub(super) const SHEETS: &FileKind = &sheets::KIND;

/// What the command line says a file is: a kind, or the format of a reference file.
#[derive(Clone)]
pub(super) struct NamedKind {
    kind: &'static FileKind,
    /// The reader or format that was named.
    pub(super) reader: Option<&'static str>,
}

impl NamedKind {
    /// Reads `--as`.
    pub(super) fn parser() -> impl TypedValueParser<Value = Self> {
        let kinds = KINDS.iter().map(|kind| PossibleValue::new(kind.name).help(kind.summary));
        let formats = REFERENCE_READERS.iter().map(|reader| PossibleValue::new(reader.name).help(reader.summary));
        PossibleValuesParser::new(kinds.chain(formats).collect::<Vec<_>>()).try_map(|name| {
            let kind = KINDS.iter().find(|kind| kind.name == name).map(|kind| Self { kind, reader: None });
            kind.or_else(|| Self::format(&name)).ok_or("it cannot be imported")
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

    /// Whether it is an article.
    pub(super) fn is_article(&self) -> bool {
        self.kind.name == article::KIND.name
    }

    fn format(name: &str) -> Option<Self> {
        formats::find_reader(name).map(|reader| Self { kind: &references::KIND, reader: Some(reader.name) })
    }
}

/// What a file is: what the command line says, else what its beginning shows. A sheet of references that was exported here
/// is a sheet that comes back, also where references were said; and a workbook is opened, also where a table was.
pub(super) fn detect_kind(said: Option<&NamedKind>, name: &str, bytes: &[u8]) -> &'static FileKind {
    let beginning = FileBeginning { name, bytes, text: &read::decode_beginning(bytes) };
    match said {
        Some(NamedKind { kind, reader: None })
            if kind.name == references::KIND.name && (sheets::KIND.sniff)(&beginning) =>
        {
            &sheets::KIND
        }
        Some(NamedKind { reader: Some("csv"), .. }) if read::sheet::is_workbook(bytes, name) => &sheets::KIND,
        Some(said) => said.kind,
        None => KINDS.iter().copied().find(|kind| (kind.sniff)(&beginning)).unwrap_or(&article::KIND),
    }
}

/// What a file of this name and beginning is where it is no article: a table, a list of references, a mail.
pub(in crate::cli::commands) fn detect_other_kind(name: &str, bytes: &[u8]) -> Option<OtherKind> {
    let beginning = bytes.get(..read::BEGINNING).unwrap_or(bytes);
    // What we wrote ourselves is no article of anybody.
    if report::is_report(beginning) || pages::report::is_report(beginning) {
        return Some(OtherKind { what: "a report that claimbook wrote", is_imported: false });
    }
    let kind = detect_kind(None, name, beginning);
    if kind.name != article::KIND.name {
        return Some(OtherKind { what: kind.noun, is_imported: true });
    }
    if [".csv", ".tsv"].iter().any(|ending| name.to_lowercase().ends_with(ending)) {
        return Some(OtherKind { what: "a table", is_imported: true });
    }
    let is_mail = describe_file(name, bytes) == Some(MAIL);
    is_mail.then_some(OtherKind { what: "a mail, which may be about a patient", is_imported: false })
}
