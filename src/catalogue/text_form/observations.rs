//! What `check` hears about a folder: appended to its `observations.csv`, or to a file of its own that CI keeps.

use super::TextFormError;
use super::cells;
use super::error::BrokenPlace;
use super::load::explain_error;
use crate::catalogue::Catalogue;
use crate::catalogue::record::Record;
use crate::files::{FileWriteError, Output, ReplacePolicy, read_regular, write_whole};
use crate::model::Observation;
use rusqlite::params_from_iter;
use std::collections::BTreeMap;
use std::path::Path;

/// The most bytes of such a file that are read.
const MOST_BYTES: u64 = 1 << 30;

/// Adds observations to a file in the form of `observations.csv`, which is made if it is not there. An answer that is
/// the service's newest already only moves that row's time. The file is replaced as a whole; the next dump puts its rows
/// in order.
pub fn append_observations(output: &Output, heard: &[Observation]) -> Result<(), TextFormError> {
    let path = output.path();
    let mut kept = match load_observations(path) {
        Err(TextFormError::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        kept => kept?, // so that nothing is ever added to a file of something else
    };
    let owned = |o: &Observation| (o.service.clone(), o.subject, o.scheme.clone(), o.identifier.clone());
    let mut newest: BTreeMap<_, usize> = kept.iter().enumerate().map(|(at, o)| (owned(o), at)).collect();
    for new in heard {
        let last = newest.get(&owned(new)).and_then(|at| kept.get_mut(*at));
        match last {
            Some(old) if old.answer == new.answer => old.asked_at = old.asked_at.max(new.asked_at),
            _ => {
                newest.insert(owned(new), kept.len());
                kept.push(new.clone());
            }
        }
    }
    let columns = cells::read_columns(&open_blank()?.connection)?;
    let columns = columns.get(Observation::TABLE.name).map(Vec::as_slice).unwrap_or_default();
    let rows = kept.iter().map(Record::values).collect::<rusqlite::Result<Vec<_>>>()?;
    let cut = |source| FileWriteError::Cut { path: path.to_owned(), source };
    write_whole(output, ReplacePolicy::Anything, |out| {
        Ok(cells::write(columns, &rows).and_then(|bytes| out.write_all(&bytes)).map_err(cut)?)
    })
}

/// Reads a file in the form of `observations.csv`. An empty one, which a job may have made before its first run, holds none
/// yet.
pub fn load_observations(path: &Path) -> Result<Vec<Observation>, TextFormError> {
    let failed = |source| TextFormError::File { path: path.to_owned(), source };
    // A link in its place could show what is in any file of this machine.
    if path.is_symlink() {
        return Err(failed(std::io::Error::other("it is a link, which is not followed")));
    }
    let bytes = read_regular(path, MOST_BYTES).map_err(|e| failed(e.into()))?;
    if bytes.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    let connection = open_blank()?.connection;
    let columns = cells::read_columns(&connection)?;
    let table = Observation::TABLE;
    let file = path.to_string_lossy();
    let columns = columns.get(table.name).map(Vec::as_slice).unwrap_or_default();
    let (rows, mut broken) = cells::collect_rows(|take| cells::read(&file, &bytes[..], table, columns, take))?;
    let marks = vec!["?"; table.columns.len()].join(", ");
    let mut statement = connection.prepare(&format!("SELECT {marks}"))?;
    let mut heard = Vec::with_capacity(rows.len());
    for row in rows {
        match table.check_values(&connection, &row.values) {
            Ok(()) => heard.push(statement.query_row(params_from_iter(&row.values), Observation::from_row)?),
            Err(e) => {
                let (column, reason) = explain_error(e);
                let column = column.and_then(|at| table.columns.get(at).copied());
                broken.push(BrokenPlace::new(&row.file, row.line, column, reason));
            }
        }
    }
    if broken.is_empty() { Ok(heard) } else { Err(TextFormError::Broken(broken)) }
}

/// A catalogue for its schema alone.
fn open_blank() -> Result<Catalogue, TextFormError> {
    Ok(Catalogue::in_memory(jiff::Timestamp::UNIX_EPOCH)?)
}
