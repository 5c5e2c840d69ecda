//! Reading the text form: all of it or nothing, and every broken place in one go. A row is stored as it is read, so that memory
//! does not grow with the catalogue.

use super::adopting::adopt;
use super::cells::LoadedRow;
use super::error::BrokenPlace;
use super::folder::{TextFormFiles, TextFormFolder, read_format};
use super::heads::{self, ChainEnds};
use super::reading::{FolderReader, WrongRow};
use super::sheets::{EVENT, read_text};
use super::{TextFormError, withhold};
use crate::catalogue::record::TABLES;
use crate::catalogue::{Catalogue, Deed};
use rusqlite::{Connection, params_from_iter};
use std::path::Path;

/// What was loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct LoadReport {
    /// Rows, events apart.
    pub rows: usize,
    /// Events.
    pub events: usize,
    /// Rows that had been added or changed by hand, and were taken over with an event of their own.
    pub by_hand: usize,
}

impl Catalogue {
    /// Loads a folder in the text form into this catalogue, which must be empty. A broken row loads nothing; the error
    /// lists every broken place. Rows that were edited by hand are logged under `deed`.
    pub fn load(&mut self, folder: &Path, deed: &Deed) -> Result<LoadReport, TextFormError> {
        self.load_files(&TextFormFolder::open(folder)?, deed)
    }

    /// The same from files wherever they are.
    pub fn load_files(&mut self, files: &dyn TextFormFiles, deed: &Deed) -> Result<LoadReport, TextFormError> {
        self.write(deed, |writing| {
            for table in TABLES.iter().chain([&EVENT]) {
                let filled = format!("SELECT EXISTS (SELECT 1 FROM {})", table.name);
                if writing.connection.query_row(&filled, [], |row| row.get(0))? {
                    return Err(TextFormError::NotEmpty);
                }
            }
            writing.connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            let reader = FolderReader::new(files, writing.connection)?;
            let (mut loaded, mut broken, mut ends) = (LoadReport::default(), Vec::new(), ChainEnds::default());
            reader.each_row(&mut |row| {
                let place = match row {
                    Err(place) => Some(place),
                    Ok(row) => {
                        if row.table.name == EVENT.name {
                            loaded.events += 1;
                            broken.extend(ends.follow(&row));
                        } else {
                            loaded.rows += 1;
                        }
                        insert(writing.connection, &row)?
                    }
                };
                broken.extend(place);
                Ok(())
            })?;
            heads::check(files, read_format(files).unwrap_or(1), &ends, &mut broken);
            // Where rows are broken already, those they leave behind are not reported.
            if broken.is_empty() {
                let mut wrong = find_dangling(writing.connection)?;
                if wrong.is_empty() {
                    writing.find_head()?;
                    loaded.by_hand = adopt(writing, &mut wrong)?;
                }
                if wrong.is_empty() {
                    return Ok(loaded);
                }
                broken = reader.find_places(wrong)?;
            }
            broken.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            Err(TextFormError::Broken(broken))
        })
    }
}

/// Checks a row by the model and inserts it; answers what is wrong with it.
fn insert(connection: &Connection, row: &LoadedRow) -> rusqlite::Result<Option<BrokenPlace>> {
    let wrong = |column: Option<&str>, reason: String| Ok(Some(BrokenPlace::new(&row.file, row.line, column, reason)));
    if let Err(e) = row.table.check_values(connection, &row.values) {
        let (column, reason) = explain_error(e);
        return wrong(column.and_then(|at| row.table.columns.get(at).copied()), reason);
    }
    match connection.prepare_cached(&row.table.insert_sql())?.execute(params_from_iter(&row.values)) {
        Err(e) => {
            let said = e.to_string();
            let column = row
                .table
                .columns
                .iter()
                .rev()
                .find(|c| said.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == **c));
            return wrong(column.copied(), said);
        }
        Ok(_) => {
            if let (Some(sha256), Some(uid)) = (&row.withheld, read_text(row.values.first())) {
                withhold(connection, uid, sha256)?;
            }
        }
    }
    Ok(None)
}

/// The place of the column that the model could not read, and why.
pub(super) fn explain_error(e: rusqlite::Error) -> (Option<usize>, String) {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType};
    match e {
        FromSqlConversionFailure(at, _, e) => (Some(at), e.to_string()),
        IntegralValueOutOfRange(at, n) => (Some(at), format!("{n} is out of range")),
        InvalidColumnType(at, _, rusqlite::types::Type::Null) => (Some(at), "it is empty, and must not be".to_owned()),
        InvalidColumnType(at, _, kind) => (Some(at), format!("{kind} does not belong here")),
        e => (None, e.to_string()),
    }
}

/// Rows that name a record which is nowhere.
fn find_dangling(connection: &Connection) -> rusqlite::Result<Vec<WrongRow>> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let found = statement
        .query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?, row.get::<_, i64>(3)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let wrong = found.into_iter().map(|(table, rowid, parent, key)| {
        let uid: String =
            connection.query_row(&format!("SELECT uid FROM {table} WHERE rowid = ?"), [rowid], |row| row.get(0))?;
        let column: String = connection.query_row(include_str!("foreign_key.sql"), (&table, key), |row| row.get(0))?;
        let reason = format!("it names a record ({parent}) that none of the files holds");
        Ok(WrongRow { uid, is_event: false, column: Some(column), reason })
    });
    wrong.collect()
}
