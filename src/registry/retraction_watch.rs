//! The Retraction Watch file (<https://gitlab.com/crossref/retraction-watch-data>, `retraction_watch.csv`): every row one
//! notice on one paper. Read as a stream, by the names of its columns, whatever their order.

use super::notices::{parse_kind, read_for};
use crate::model::{Doi, PartialDate, Pmid, RegisteredNotice};
use csv::{ByteRecord, ReaderBuilder};
use std::io::Read;

/// The name of the source in notices and observations.
pub const SOURCE: &str = "retraction-watch";

/// One row: a paper and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The file's own number of the record.
    pub record: String,
    /// The paper's DOI.
    pub doi: Option<Doi>,
    /// The paper's PubMed identifier.
    pub pmid: Option<String>,
    /// The notice.
    pub notice: RegisteredNotice,
}

/// Why the file, or a row of it, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadFile {
    /// It is no Retraction Watch file.
    #[error("this is not a Retraction Watch file: its first line has no column {0}")]
    NoColumn(&'static str),
    /// A row is broken.
    #[error("line {line}: {reason}")]
    Row {
        /// The line in the file, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
}

const COLUMNS: [&str; 8] = [
    "Record ID",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "Reason",
];

/// The rows of a file that name a paper by DOI or PubMed identifier; the others can match nothing and are passed over.
pub struct Rows<R> {
    reader: csv::Reader<R>,
    columns: [usize; 8],
    row: ByteRecord,
    /// Rows that name no paper.
    pub unnamed: usize,
}

/// Reads the file's first line.
///
/// # Errors
/// [`BadFile`] when a column is missing.
pub fn read_rows<R: Read>(file: R) -> Result<Rows<R>, BadFile> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(file);
    let row = |e: csv::Error| BadFile::Row { line: 1, reason: e.to_string() };
    let header: Vec<String> = reader.byte_headers().map_err(row)?.iter().map(read_name).collect();
    let mut columns = [0; 8];
    for (at, column) in COLUMNS.iter().enumerate() {
        let found = header.iter().position(|h| h == &column.to_lowercase()).ok_or(BadFile::NoColumn(column))?;
        if let Some(place) = columns.get_mut(at) {
            *place = found;
        }
    }
    Ok(Rows { reader, columns, row: ByteRecord::new(), unnamed: 0 })
}

/// A column's name, without the byte-order mark that may stand before the first.
fn read_name(header: &[u8]) -> String {
    decode_lossy(header).trim_start_matches('\u{feff}').trim().to_lowercase()
}

/// Text that should be UTF-8; what is not is Latin-1.
fn decode_lossy(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Row, BadFile>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = self.reader.position().line();
            match self.reader.read_byte_record(&mut self.row) {
                Ok(false) => return None,
                Err(e) => return Some(Err(BadFile::Row { line, reason: e.to_string() })),
                Ok(true) => match self.read() {
                    Some(row) => return Some(Ok(row)),
                    None => self.unnamed += 1,
                },
            }
        }
    }
}

impl<R> Rows<R> {
    fn read(&self) -> Option<Row> {
        let [record, doi, pmid, nature, date, notice_doi, notice_pmid, reason] =
            self.columns.map(|at| self.row.get(at).unwrap_or_default());
        let (doi, pmid) = (as_doi(doi), as_pmid(pmid));
        if doi.is_none() && pmid.is_none() {
            return None;
        }
        let nature = decode_lossy(nature);
        let notice = RegisteredNotice {
            on: as_date(&decode_lossy(date)),
            doi: as_doi(notice_doi),
            pmid: as_pmid(notice_pmid),
            reasons: split_reasons(&decode_lossy(reason)),
            ..RegisteredNotice::new(parse_kind(&nature), SOURCE)
        };
        let notice = read_for(doi.as_ref(), notice, &nature);
        Some(Row { record: decode_lossy(record).trim().to_owned(), doi, pmid, notice })
    }
}

/// A DOI; `Unavailable`, `unavailable`, `0` and nothing are none, and never match one another.
fn as_doi(bytes: &[u8]) -> Option<Doi> {
    decode_lossy(bytes).trim().parse().ok()
}

/// A PubMed identifier; `0` is none.
fn as_pmid(bytes: &[u8]) -> Option<String> {
    decode_lossy(bytes).trim().parse::<Pmid>().ok().map(|p| p.as_str().to_owned())
}

/// `M/D/YYYY 0:00`: this file writes the month first.
fn as_date(text: &str) -> Option<PartialDate> {
    let mut parts = text.split_whitespace().next()?.split('/').map(|p| p.parse::<i64>().ok());
    let (month, day, year) = (parts.next()?, parts.next().flatten(), parts.next().flatten());
    PartialDate::from_parts(year, month, day).ok().or_else(|| PartialDate::parse_loose(text))
}

/// Reasons between semicolons, in older files with a plus before each.
fn split_reasons(text: &str) -> Vec<String> {
    let reasons = text.split(';').map(|r| r.trim().trim_start_matches('+').trim());
    reasons.filter(|r| !r.is_empty()).map(str::to_owned).collect()
}
