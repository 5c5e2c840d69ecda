//! The text form: the whole catalogue as a folder that git can diff and merge, and that a person can edit.
//!
//! ```text
//!   catalogue.toml                      the marker: this folder is ours
//!   works.json                          CSL-JSON, a work a line; our own columns under `claimbook`
//!   people.csv person_keys.csv observations.csv notices.csv waivers.csv withdrawn.csv
//!   events/<writer>.csv                 the log, a file for each catalogue that ever wrote
//!   heads.csv                           where each log ends: put last, so that half a dump is seen
//!   <article key>/article.toml          the article, its people, its versions
//!   <article key>/versions/             originals, normalised texts, blocks
//!   <article key>/references.csv claims.csv occurrences.csv citations.csv readings.csv reviews.csv
//!                                       notes.csv assignments.csv
//! ```
//!
//! Sorted, stable, one record a line: a dump of what was loaded is identical to the byte. The table `meta` is the file's
//! own (which writer it is, when it was made) and stays behind. Rows that were edited by hand are taken over with an
//! event of their own, so that nobody ever writes a hash.

mod adopting;
mod article_file;
mod cells;
mod comparison;
mod dump;
pub mod embedded;
mod error;
mod folder;
mod heads;
mod load;
mod merge;
mod names;
mod observations;
mod reading;
mod sheets;
mod three_way;
mod works_file;

pub use dump::{DumpOptions, DumpReport};
pub use error::{BrokenPlace, TextFormError};
pub use folder::{TextFormFiles, TextFormFolder, find_shared_mode, is_part};
pub use load::LoadReport;
pub use merge::{JoinedWork, MergeReport, RenumberedRecord};
pub use observations::{append_observations, load_observations};
pub use three_way::{FileSides, MergedFile, merge_file};

use super::record::{ABSTRACT, Table};
use super::{Catalogue, Deed, View};
use crate::model::Uid;
use std::collections::BTreeMap;
use std::path::Path;

/// The file that makes a folder ours.
pub const MARKER: &str = "catalogue.toml";

/// What the marker says.
const MARKER_TEXT: &str = "\
# A claimbook catalogue in its text form. `claimbook load DIR` reads it, `--catalogue DIR` uses it as it is;
# docs/data-model.md says what stands in which file.
format = 2
";

/// The newest format of the folder that is known here. The first one had no `heads.csv`.
const NEWEST_FORMAT: i64 = 2;

/// The section of `meta` that keeps the hashes of abstracts which were left out of the dump this file was loaded from.
const WITHHELD: &str = "withheld/";

impl Catalogue {
    /// Opens a folder in the text form, in memory. Changes stay there.
    pub fn open_folder(path: &Path, now: jiff::Timestamp) -> Result<Self, TextFormError> {
        let mut catalogue = Self::in_memory(now)?;
        catalogue.load(path, &make_deed(now))?;
        Ok(catalogue)
    }

    /// The built-in catalogue, in memory.
    pub fn open_example(now: jiff::Timestamp) -> Result<Self, TextFormError> {
        let mut catalogue = Self::in_memory(now)?;
        catalogue.load_files(&embedded::Embedded, &make_deed(now))?;
        Ok(catalogue)
    }
}

/// The deed under which rows are logged that were edited by hand in a folder opened as it is.
fn make_deed(now: jiff::Timestamp) -> Deed {
    Deed { who: "unknown".into(), command: "load".into(), at: now, reason: None }
}

/// Remembers the SHA-256 of a work's abstract that was left out.
pub(super) fn withhold(connection: &rusqlite::Connection, work: &str, sha256: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(include_str!("withhold.sql"))?.execute((format!("{WITHHELD}{work}"), sha256))?;
    Ok(())
}

/// Forgets that an abstract was left out: the work has another one now, or none.
pub(super) fn stop_withholding(connection: &rusqlite::Connection, work: &str) -> rusqlite::Result<()> {
    withhold(connection, work, "")
}

impl View<'_> {
    /// The SHA-256 of each abstract that was left out of the dump this catalogue was loaded from, by work.
    pub(super) fn withheld_abstracts(self) -> super::Result<BTreeMap<Uid, String>> {
        let rows = self.rows(include_str!("withheld.sql"), [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.into_iter().collect())
    }

    /// The same of one row, which may be a work.
    pub(super) fn withheld_from(self, table: &Table, row: Uid) -> super::Result<Option<String>> {
        if table.name == ABSTRACT.0 { self.withheld_abstract(row) } else { Ok(None) }
    }

    /// The same of one work.
    pub(super) fn withheld_abstract(self, work: Uid) -> super::Result<Option<String>> {
        self.first_row(include_str!("withheld_of.sql"), [format!("{WITHHELD}{work}")], |row| row.get(0))
    }
}
