//! Three texts of one file become one, as git asks of a merge driver: record by record, by the rules of `load --merge`. What only one
//! side changed is taken, what both changed differently is a conflict, by name, and what both added under one address is told apart.
//!
//! A file knows nothing of its neighbours, so that what spans files (a work that becomes one, and the entries that lead to it) is left to
//! rows that say so, which `load` follows.

mod addresses;
mod agreeing;
mod rows;

use super::cells::{self, Columns};
use super::sheets::{EVENT, sheets};
use super::{TextFormError, works_file};
use crate::catalogue::Catalogue;
use crate::catalogue::record::{Record, Table};
use crate::model::Work;
use rows::{MergedRow, merge_rows};
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A record's values, and the hash of an abstract that was left out.
type KeyedRow = (Vec<Value>, Option<String>);
/// Records by what tells them apart.
type KeyedRows = BTreeMap<String, KeyedRow>;

/// One file as git has it: as both sides had it once, and as each has it now.
#[derive(Debug, Clone, Copy)]
pub struct FileSides<'f> {
    /// What both come from; empty where both added it.
    pub base: &'f [u8],
    /// What is here.
    pub ours: &'f [u8],
    /// What comes.
    pub theirs: &'f [u8],
}

/// What became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergedFile {
    /// The file; records in conflict stand in it with git's markers.
    pub bytes: Vec<u8>,
    /// What both sides changed differently, by name.
    pub conflicts: Vec<String>,
    /// Records that got another address, or turned out to be one, each in a sentence.
    pub said: Vec<String>,
}

/// What stands in a file, by its name.
enum FileKind {
    Sheet(&'static Table, &'static str),
    Works,
    Events,
    Heads,
    /// Something that only a whole makes sense of: an original, a text, what says what an article is.
    Whole,
}

impl FileKind {
    fn of(path: &str) -> Self {
        let mut parts = path.rsplit(['/', '\\']);
        let (name, folder) = (parts.next().unwrap_or_default(), parts.next());
        match (name, sheets().find(|one| one.sheet.file == name)) {
            (_, Some(one)) => Self::Sheet(one.table, one.sheet.order),
            ("works.json", None) => Self::Works,
            ("heads.csv", None) => Self::Heads,
            (name, None) if folder == Some("events") && name.ends_with(".csv") => Self::Events,
            _ => Self::Whole,
        }
    }
}

/// Merges one file of a folder in the text form; `path` says which it is.
pub fn merge_file(path: &str, sides: FileSides<'_>) -> Result<MergedFile, TextFormError> {
    let FileSides { base, ours, theirs } = sides;
    let taken = |bytes: &[u8]| Ok(MergedFile { bytes: bytes.to_vec(), ..MergedFile::default() });
    if ours == theirs || theirs == base {
        return taken(ours);
    } else if ours == base {
        return taken(theirs);
    }
    // Only for its schema, and to read rows with.
    let catalogue = Catalogue::in_memory(jiff::Timestamp::UNIX_EPOCH)?;
    let columns = cells::read_columns(&catalogue.connection)?;
    let merging = FileMerge { path, sides, catalogue: &catalogue, columns: &columns };
    match FileKind::of(path) {
        FileKind::Sheet(table, order) => merging.sheet(table, order),
        FileKind::Works => merging.sheet(Work::TABLE, "key"),
        FileKind::Events => merging.sheet(EVENT, "writer, seq"),
        FileKind::Heads => merging.heads(),
        FileKind::Whole => Ok(merging.whole()),
    }
}

struct FileMerge<'f> {
    path: &'f str,
    sides: FileSides<'f>,
    catalogue: &'f Catalogue,
    columns: &'f Columns,
}

impl FileMerge<'_> {
    fn sheet(&self, of: &'static Table, order: &str) -> Result<MergedFile, TextFormError> {
        let read = |bytes: &[u8]| self.read(of, bytes);
        let FileSides { base, ours, theirs } = self.sides;
        let (base, ours, theirs) = (read(base)?, read(ours)?, read(theirs)?);
        let new: BTreeSet<String> =
            theirs.keys().filter(|key| !base.contains_key(*key) && !ours.contains_key(*key)).cloned().collect();
        let mut merged = merge_rows(of, &self.catalogue.connection, (&base, &ours, &theirs))?;
        let mut said = Vec::new();
        addresses::settle(of, &self.catalogue.connection, &mut merged, &new, &mut said)?;
        rows::sort(of, order, &mut merged);
        let conflicts = merged.iter().filter_map(|row| row.describe_clash(of, self.path)).collect();
        Ok(MergedFile { bytes: self.write(of, &merged), conflicts, said })
    }

    fn read(&self, of: &'static Table, bytes: &[u8]) -> Result<KeyedRows, TextFormError> {
        let columns = self.columns.get(of.name).map(Vec::as_slice).unwrap_or_default();
        let (loaded, broken) = cells::collect_rows(|take| match of.name {
            _ if bytes.is_empty() => Ok(()),
            name if name == Work::TABLE.name => works_file::read(self.path, bytes, of, columns, take),
            _ => cells::read(self.path, bytes, of, columns, take),
        })?;
        if !broken.is_empty() {
            return Err(TextFormError::Unmerged(broken));
        }
        Ok(loaded.into_iter().map(|row| (rows::key_of(of, &row.values), (row.values, row.withheld))).collect())
    }

    /// The file with its records in their order, those in conflict between git's markers.
    fn write(&self, of: &'static Table, merged: &[MergedRow]) -> Vec<u8> {
        let columns = self.columns.get(of.name).map(Vec::as_slice).unwrap_or_default();
        let is_works = of.name == Work::TABLE.name;
        let line = |(values, withheld): &KeyedRow| -> String {
            match is_works {
                true => works_file::build_item(columns, values, true, withheld.as_deref()).to_string(),
                // The line under the header.
                false => write_sheet(columns, Some(values)).lines().nth(1).unwrap_or_default().to_owned(),
            }
        };
        let last = merged.len().saturating_sub(1);
        let mut text = match is_works {
            true => "[\n".to_owned(),
            false => write_sheet(columns, None),
        };
        for (at, row) in merged.iter().enumerate() {
            let comma = if is_works && at < last { "," } else { "" };
            let end = |row: &Option<KeyedRow>| row.as_ref().map(|row| line(row) + comma + "\n").unwrap_or_default();
            match row {
                MergedRow::One(row) => text += &(line(row) + comma + "\n"),
                MergedRow::Clash(ours, theirs) => {
                    text += &format!("<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n", end(ours), end(theirs));
                }
            }
        }
        match is_works {
            true if merged.is_empty() => b"[]\n".to_vec(),
            true => (text + "]\n").into_bytes(),
            false => text.into_bytes(),
        }
    }

    /// The longer of two chains, for each writer.
    fn heads(&self) -> Result<MergedFile, TextFormError> {
        let (mut broken, mut merged) = (Vec::new(), MergedFile::default());
        let [mut heads, theirs] =
            [self.sides.ours, self.sides.theirs].map(|bytes| super::heads::read(bytes, &mut broken));
        if !broken.is_empty() {
            return Err(TextFormError::Unmerged(broken));
        }
        for (writer, (head, line)) in theirs {
            match heads.get(&writer) {
                Some((ours, _)) if ours.seq > head.seq || *ours == head => {}
                Some((ours, _)) if ours.seq == head.seq => {
                    merged.conflicts.push(format!("{}: the log of the writer {writer} goes on in two ways", self.path));
                }
                _ => drop(heads.insert(writer, (head, line))),
            }
        }
        let heads = heads.into_iter().map(|(writer, (head, _))| (writer, head)).collect();
        merged.bytes = super::heads::write(&heads);
        Ok(merged)
    }

    fn whole(&self) -> MergedFile {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
        let bytes = match (text(self.sides.ours), text(self.sides.theirs)) {
            (Some(ours), Some(theirs)) => format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n").into_bytes(),
            _ => self.sides.ours.to_vec(),
        };
        let conflicts = vec![format!("{}: both sides changed it", self.path)];
        MergedFile { bytes, conflicts, ..MergedFile::default() }
    }
}

/// A sheet of one row or none.
fn write_sheet(columns: &[cells::Column], row: Option<&Vec<Value>>) -> String {
    // Writing to memory cannot fail, and every row has as many cells as the header.
    String::from_utf8(cells::write(columns, row).unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_name() {
        let is_sheet =
            |path: &str, of: &str| matches!(FileKind::of(path), FileKind::Sheet(found, _) if found.name == of);
        assert!(is_sheet("catalogue/sore-knees/claims.csv", "claim") && is_sheet("people.csv", "person"));
        assert!(matches!(FileKind::of("works.json"), FileKind::Works));
        assert!(matches!(FileKind::of("a/events/0192.csv"), FileKind::Events));
        assert!(matches!(FileKind::of("a/heads.csv"), FileKind::Heads));
        assert!(matches!(FileKind::of("a/sore-knees/article.toml"), FileKind::Whole));
    }
}
