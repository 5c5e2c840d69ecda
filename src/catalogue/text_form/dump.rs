//! Writing the text form.

use super::article_file::{self, VersionFiles, split_blocks};
use super::cells::{self, Columns};
use super::folder::FolderWriter;
use super::sheets::{EVENT, find_table, read_text, sheets_beside};
use super::{MARKER, MARKER_TEXT, TextFormError, heads, names, works_file};
use crate::catalogue::record::{Table, row_values, without_abstract};
use crate::catalogue::{Catalogue, event};
use crate::files::Output;
use rusqlite::types::Value;
use rusqlite::{Connection, Params};
use std::collections::BTreeMap;
use std::path::Path;

/// What a dump holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DumpOptions {
    /// Abstracts too, not only their hashes. They are their owners' copyright.
    pub abstracts: bool,
}

/// What a dump did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct DumpReport {
    /// Files of the text form.
    pub files: usize,
    /// Those that were written, because they were absent or different.
    pub written: usize,
    /// Files of an earlier dump that this one no longer has.
    pub removed: usize,
}

/// Where a dump's files go.
type PutFile<'p> = &'p mut dyn FnMut(&str, Vec<u8>) -> Result<(), TextFormError>;

impl Catalogue {
    /// Writes the whole catalogue to a folder that is absent, empty, or holds an earlier dump. Each file appears complete
    /// or not at all, and unchanged ones are left alone.
    pub fn dump(&self, folder: &Path, options: DumpOptions) -> Result<DumpReport, TextFormError> {
        self.dump_to(&Output::from_path(folder, &self.protected_paths())?, options)
    }

    /// The same to a place that is known to be no catalogue's.
    pub fn dump_to(&self, output: &Output, options: DumpOptions) -> Result<DumpReport, TextFormError> {
        let mut putting = FolderWriter::begin(output, self.protected_paths())?;
        let mut files = 0;
        self.write_each_file(options, &mut |name, bytes| {
            files += 1;
            putting.put(name, &bytes)
        })?;
        let (written, removed) = putting.finish()?;
        Ok(DumpReport { files, written, removed })
    }

    /// The text form in memory: each file's path and bytes.
    pub fn dump_files(&self, options: DumpOptions) -> Result<BTreeMap<String, Vec<u8>>, TextFormError> {
        let mut files = BTreeMap::new();
        self.write_each_file(options, &mut |name, bytes| {
            files.insert(name.to_owned(), bytes);
            Ok(())
        })?;
        Ok(files)
    }

    /// The log alone: each writer's events, and the ends of their chains, as the text form holds them.
    pub fn dump_log(&self) -> Result<BTreeMap<String, Vec<u8>>, TextFormError> {
        let reading = self.connection.unchecked_transaction()?;
        let dumping = Dumper { connection: &reading, columns: cells::read_columns(&reading)? };
        let mut files = BTreeMap::new();
        dumping.write_events(&mut |name, bytes| {
            files.insert(name.to_owned(), bytes);
            Ok(())
        })?;
        Ok(files)
    }

    fn write_each_file(&self, options: DumpOptions, put: PutFile<'_>) -> Result<(), TextFormError> {
        // One read transaction, so that the files agree with each other while somebody else may write.
        let reading = self.connection.unchecked_transaction()?;
        put(MARKER, MARKER_TEXT.as_bytes().to_vec())?;
        let dumping = Dumper { connection: &reading, columns: cells::read_columns(&reading)? };
        dumping.write_catalogue(self, options, put)?;
        dumping.write_articles(put)?;
        dumping.write_events(put)
    }
}

/// Of a work that was withdrawn, leaves out the abstract, as it is left out of works.
fn leave_out_abstract(withdrawn: &mut [Value]) {
    if let [_, Value::Text(entity), .., Value::Text(row)] = withdrawn {
        *row = without_abstract(entity, row);
    }
}

struct Dumper<'d> {
    connection: &'d Connection,
    columns: Columns,
}

type Rows = Vec<Vec<Value>>;

impl Dumper<'_> {
    fn write_catalogue(
        &self,
        catalogue: &Catalogue,
        options: DumpOptions,
        put: PutFile<'_>,
    ) -> Result<(), TextFormError> {
        let withheld = catalogue.view().withheld_abstracts()?;
        let works = self.read_rows(find_table("work"), "ORDER BY key, uid", [])?;
        let left_out = |uid: &str| withheld.get(&uid.parse().ok()?).cloned();
        put("works.json", works_file::write(self.columns("work"), &works, options.abstracts, left_out))?;
        for one in sheets_beside(true) {
            let mut rows = self.select(one.table, &one.build_select(), [])?;
            if one.table.name == "withdrawn" && !options.abstracts {
                rows.iter_mut().for_each(|row| leave_out_abstract(row));
            }
            put(one.sheet.file, cells::write(self.columns(one.table.name), &rows))?;
        }
        Ok(())
    }

    fn write_articles(&self, put: PutFile<'_>) -> Result<(), TextFormError> {
        let articles = self.read_rows(find_table("article"), "ORDER BY key, uid", [])?;
        let named = |row: &'_ [Value]| {
            (
                read_text(row.get(1)).unwrap_or_default().to_owned(),
                read_text(row.first()).unwrap_or_default().to_owned(),
            )
        };
        let keys: Vec<(String, String)> = articles.iter().map(|row| named(row)).collect();
        let folders = names::name_folders(keys.iter().map(|(key, uid)| (key.as_str(), uid.as_str())));
        for ((article, (_, uid)), folder) in articles.iter().zip(&keys).zip(&folders) {
            self.write_article(article, uid, folder, put)?;
        }
        Ok(())
    }

    fn write_article(&self, article: &[Value], uid: &str, folder: &str, put: PutFile<'_>) -> Result<(), TextFormError> {
        let people =
            self.read_rows(find_table("article_person"), "WHERE article = ?1 ORDER BY role, position, uid", [uid])?;
        let versions = self.read_rows(find_table("version"), "WHERE article = ?1 ORDER BY n", [uid])?;
        let name = |person: &str| -> Option<String> {
            self.connection.query_row(include_str!("person_name.sql"), [person], |row| row.get(0)).ok()
        };
        let toml = article_file::write(&self.columns, article, &people, &versions, name);
        put(&format!("{folder}/article.toml"), toml)?;
        for version in versions {
            self.write_version(version, folder, put)?;
        }
        for one in sheets_beside(false) {
            put(
                &format!("{folder}/{}", one.sheet.file),
                self.write_sheet(one.table.name, &one.build_select(), [uid])?,
            )?;
        }
        Ok(())
    }

    fn write_version(&self, version: Vec<Value>, folder: &str, put: PutFile<'_>) -> Result<(), TextFormError> {
        let columns = self.columns("version");
        let files = VersionFiles::from_row(columns, &version);
        for (column, value) in columns.iter().zip(version) {
            match (column.name.as_str(), value) {
                ("original", Value::Blob(bytes)) => put(&format!("{folder}/{}", files.original), bytes)?,
                ("text", Value::Text(text)) => put(&format!("{folder}/{}", files.text), text.into_bytes())?,
                ("blocks", Value::Text(stored)) => {
                    put(&format!("{folder}/{}", files.blocks), split_blocks(&stored).into_bytes())?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn write_events(&self, put: PutFile<'_>) -> Result<(), TextFormError> {
        let mut statement = self.connection.prepare(include_str!("writers.sql"))?;
        let writers = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        for writer in writers {
            let rows = self.read_rows(EVENT, "WHERE writer = ?1 ORDER BY seq", [&writer])?;
            put(&format!("events/{writer}.csv"), cells::write(self.columns("event"), &rows))?;
        }
        let ends = event::heads(self.connection)?.into_iter().map(|(writer, (head, _))| (writer, head));
        put(super::folder::HEADS, heads::write(&ends.collect()))
    }

    fn columns(&self, table: &str) -> &[cells::Column] {
        self.columns.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    fn write_sheet(&self, name: &str, select: &str, params: impl Params) -> Result<Vec<u8>, TextFormError> {
        let rows = self.select(find_table(name), select, params)?;
        Ok(cells::write(self.columns(name), &rows))
    }

    fn read_rows(&self, table: &Table, which: &str, params: impl Params) -> Result<Rows, TextFormError> {
        self.select(table, &format!("SELECT {} FROM {} {which}", table.column_list(), table.name), params)
    }

    fn select(&self, table: &Table, sql: &str, params: impl Params) -> Result<Rows, TextFormError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params, |row| row_values(row, table.columns.len()))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
