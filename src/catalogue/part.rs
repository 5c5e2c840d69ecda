//! A part of a catalogue in memory, to try a change on: what it does not hold is read from the catalogue's file, which is
//! neither changed nor locked, and may be on read-only media.

use super::{Catalogue, Result};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::path::Path;

/// What stands in the path of a URI as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

impl Catalogue {
    /// An empty catalogue in memory whose answers, notices, readings and reviews are those of this one. None where this one
    /// is in memory itself, and where its path is no text.
    pub fn copy_part(&self, now: jiff::Timestamp) -> Result<Option<Self>> {
        let Some(uri) = self.path().and_then(read_only) else { return Ok(None) };
        let part = Self::in_memory(now)?;
        // It holds what an article rests on, and not what that rests on in turn.
        part.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
        // A table that is not in the first database is looked for in the second.
        part.connection.execute_batch(include_str!("part.sql"))?;
        part.connection.execute(include_str!("attach.sql"), [uri])?;
        Ok(Some(part))
    }
}

/// The URI under which SQLite opens a file for reading alone.
fn read_only(path: &Path) -> Option<String> {
    let text = path.to_str()?.replace('\\', "/");
    let drive = text.as_bytes().get(1) == Some(&b':');
    Some(format!("file:{}{}?mode=ro", if drive { "/" } else { "" }, utf8_percent_encode(&text, PATH)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::OpenMode;

    #[test]
    fn a_part_reads_the_file_and_never_writes_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("odd ?name #%20é.db");
        let whole = Catalogue::create(&path, jiff::Timestamp::UNIX_EPOCH).unwrap();
        whole.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let reader = Catalogue::open(&path, OpenMode::Read).unwrap();
        let part = reader.copy_part(jiff::Timestamp::UNIX_EPOCH).unwrap().unwrap();
        let count = |table: &str| {
            part.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))
        };
        for table in ["observation", "whole.observation", "review", "claim", "whole.meta"] {
            assert!(count(table).is_ok(), "{table}");
        }
        part.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let refused = part.connection.execute("DELETE FROM whole.meta", []).unwrap_err();
        assert!(refused.to_string().contains("readonly"), "{refused}");
        assert!(
            Catalogue::in_memory(jiff::Timestamp::UNIX_EPOCH)
                .unwrap()
                .copy_part(jiff::Timestamp::UNIX_EPOCH)
                .unwrap()
                .is_none()
        );
    }
}
