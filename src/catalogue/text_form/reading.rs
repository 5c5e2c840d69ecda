//! The rows of a folder, one at a time, with the place of each.

use super::cells::{self, Column, Columns, TakeRow};
use super::error::BrokenPlace;
use super::folder::{TextFormFiles, WORKS};
use super::heads::event_field;
use super::sheets::{EVENT, find_table, read_text, sheets_beside};
use super::{TextFormError, article_file, works_file};
use crate::catalogue::record::Table;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// Files in the text form, whose rows are read.
pub(super) struct FolderReader<'f> {
    files: &'f dyn TextFormFiles,
    columns: Columns,
}

/// A row with which something is wrong that its place does not tell.
#[derive(Debug)]
pub(super) struct WrongRow {
    pub(super) uid: String,
    /// Whether only an event tells of it.
    pub(super) is_event: bool,
    pub(super) column: Option<String>,
    pub(super) reason: String,
}

impl<'f> FolderReader<'f> {
    pub(super) fn new(files: &'f dyn TextFormFiles, connection: &Connection) -> rusqlite::Result<Self> {
        Ok(Self { files, columns: cells::read_columns(connection)? })
    }

    /// Every row, in an order in which most follow those they name; the events come last, in the order of their chains.
    pub(super) fn each_row(&self, take: TakeRow<'_>) -> Result<(), TextFormError> {
        if let Some(bytes) = self.open(WORKS, take)? {
            works_file::read(WORKS, bytes, find_table("work"), self.columns("work"), take)?;
        }
        self.read_sheets("", true, take)?;
        for name in self.files.names() {
            if let Some(folder) = name.strip_suffix("/article.toml").filter(|folder| !folder.contains('/')) {
                let mut broken = Vec::new();
                for row in article_file::read(self.files, folder, &self.columns, &mut broken) {
                    take(Ok(row))?;
                }
                broken.into_iter().try_for_each(|place| take(Err(place)))?;
                self.read_sheets(&format!("{folder}/"), false, take)?;
            }
        }
        for name in self.files.names().filter(|name| name.starts_with("events/") && name.ends_with(".csv")) {
            self.read_sheet(name, EVENT, take)?;
        }
        Ok(())
    }

    fn read_sheets(&self, home: &str, beside: bool, take: TakeRow<'_>) -> Result<(), TextFormError> {
        sheets_beside(beside).try_for_each(|one| self.read_sheet(&format!("{home}{}", one.sheet.file), one.table, take))
    }

    fn read_sheet(&self, name: &str, table: &'static Table, take: TakeRow<'_>) -> Result<(), TextFormError> {
        match self.open(name, take)? {
            Some(bytes) => cells::read(name, bytes, table, self.columns(table.name), take),
            None => Ok(()),
        }
    }

    fn columns(&self, table: &str) -> &[Column] {
        self.columns.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    /// A file's bytes; none where there is no such file, which is the same as an empty one.
    fn open(&self, name: &str, take: TakeRow<'_>) -> Result<Option<Box<dyn Read + '_>>, TextFormError> {
        match self.files.open(name) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => {
                take(Err(BrokenPlace::new(name, 1, None, format!("it cannot be read: {e}"))))?;
                Ok(None)
            }
        }
    }

    /// Where these rows stand. The files are read again for it: few loads fail, and most catalogues have more rows than
    /// fit into memory.
    pub(super) fn find_places(&self, wrong: Vec<WrongRow>) -> Result<Vec<BrokenPlace>, TextFormError> {
        let mut places: BTreeMap<(bool, String), Option<(String, u64)>> =
            wrong.iter().map(|row| ((row.is_event, row.uid.clone()), None)).collect();
        self.each_row(&mut |row| {
            let Ok(row) = row else { return Ok(()) };
            let is_event = row.table.name == EVENT.name;
            let uid = read_text(if is_event { event_field(&row, "row") } else { row.values.first() });
            if let Some(place) = places.get_mut(&(is_event, uid.unwrap_or_default().to_owned())) {
                // Of several events about a row, the first is meant.
                place.get_or_insert((row.file, row.line));
            }
            Ok(())
        })?;
        let place = |row: &WrongRow| {
            let (file, line) = places.get(&(row.is_event, row.uid.clone())).cloned().flatten().unwrap_or_default();
            BrokenPlace::new(&file, line, row.column.as_deref(), row.reason.as_str())
        };
        Ok(wrong.iter().map(place).collect())
    }
}
