//! Writing the text form.

use super::article_file::{self, VersionFiles, split_blocks};
use super::cells::{self, Columns, SheetWriter};
use super::folder::{FolderWriter, HEADS, WORKS, WriteFile, cut};
use super::names::FolderNames;
use super::sheets::{EVENT, find_table, read_text, sheets_beside};
use super::works_file::{self, WorksWriter};
use super::{MARKER, MARKER_TEXT, TextFormError, heads};
use crate::catalogue::record::{Table, row_values, without_abstract};
use crate::catalogue::{Catalogue, event};
use crate::files::Output;
use rusqlite::types::Value;
use rusqlite::{Connection, Params, params_from_iter};
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
type PutFile<'p> = &'p mut dyn FnMut(&str, WriteFile<'_>) -> Result<(), TextFormError>;

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
        self.write_each_file(options, &mut |name, write| {
            files += 1;
            putting.put(name, write)
        })?;
        let (written, removed) = putting.finish()?;
        Ok(DumpReport { files, written, removed })
    }

    /// The text form in memory: each file's path and bytes.
    pub fn dump_files(&self, options: DumpOptions) -> Result<BTreeMap<String, Vec<u8>>, TextFormError> {
        let mut files = BTreeMap::new();
        self.write_each_file(options, &mut |name, write| keep_file(&mut files, name, write))?;
        Ok(files)
    }

    /// The log alone: each writer's events, and the ends of their chains, as the text form holds them.
    pub fn dump_log(&self) -> Result<BTreeMap<String, Vec<u8>>, TextFormError> {
        let reading = self.connection.unchecked_transaction()?;
        let dumping = Dumper { connection: &reading, columns: cells::read_columns(&reading)? };
        let mut files = BTreeMap::new();
        dumping.write_events(&mut |name, write| keep_file(&mut files, name, write))?;
        Ok(files)
    }

    fn write_each_file(&self, options: DumpOptions, put: PutFile<'_>) -> Result<(), TextFormError> {
        // One read transaction, so that the files agree with each other while somebody else may write.
        let reading = self.connection.unchecked_transaction()?;
        put_bytes(put, MARKER, MARKER_TEXT.as_bytes())?;
        let dumping = Dumper { connection: &reading, columns: cells::read_columns(&reading)? };
        dumping.write_catalogue(self, options, put)?;
        dumping.write_articles(put)?;
        dumping.write_events(put)
    }
}

fn keep_file(files: &mut BTreeMap<String, Vec<u8>>, name: &str, write: WriteFile<'_>) -> Result<(), TextFormError> {
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    files.insert(name.to_owned(), bytes);
    Ok(())
}

fn put_bytes(put: PutFile<'_>, name: &str, bytes: &[u8]) -> Result<(), TextFormError> {
    put(name, &|out| Ok(out.write_all(bytes).map_err(|source| cut(name, source))?))
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

impl Dumper<'_> {
    fn write_catalogue(
        &self,
        catalogue: &Catalogue,
        options: DumpOptions,
        put: PutFile<'_>,
    ) -> Result<(), TextFormError> {
        let works = build_select(find_table("work"), "ORDER BY key, uid");
        put(WORKS, &|out| {
            let failed = |source| cut(WORKS, source);
            let mut file = WorksWriter::begin(out);
            self.each_row("work", &works, [], |row| {
                let uid = read_text(row.first()).and_then(|uid| uid.parse().ok());
                let withheld = uid.map(|uid| catalogue.view().withheld_abstract(uid)).transpose()?.flatten();
                let item = works_file::build_item(self.columns("work"), &row, options.abstracts, withheld.as_deref());
                Ok(file.write_item(&item).map_err(failed)?)
            })?;
            Ok(file.end().map_err(failed)?)
        })?;
        for one in sheets_beside(true) {
            let leaves_out = one.table.name == "withdrawn" && !options.abstracts;
            self.write_sheet(one.sheet.file, one.table, &one.build_select(), None, leaves_out, put)?;
        }
        Ok(())
    }

    fn write_articles(&self, put: PutFile<'_>) -> Result<(), TextFormError> {
        let mut folders = FolderNames::new();
        self.each_row("article", &build_select(find_table("article"), "ORDER BY key, uid"), [], |article| {
            let [uid, key] = [0, 1].map(|at| read_text(article.get(at)).unwrap_or_default());
            self.write_article(&article, uid, &folders.choose(key, uid), put)
        })
    }

    fn write_article(&self, article: &[Value], uid: &str, folder: &str, put: PutFile<'_>) -> Result<(), TextFormError> {
        let people = self.read_rows("article_person", "WHERE article = ?1 ORDER BY role, position, uid", uid)?;
        let versions = self.read_rows("version", "WHERE article = ?1 ORDER BY n", uid)?;
        let name = |person: &str| -> Option<String> {
            self.connection.query_row(include_str!("person_name.sql"), [person], |row| row.get(0)).ok()
        };
        let toml = article_file::write(&self.columns, article, &people, &versions, name);
        put_bytes(put, &format!("{folder}/article.toml"), &toml)?;
        for version in versions {
            self.write_version(version, folder, put)?;
        }
        for one in sheets_beside(false) {
            let name = format!("{folder}/{}", one.sheet.file);
            self.write_sheet(&name, one.table, &one.build_select(), Some(uid), false, put)?;
        }
        Ok(())
    }

    fn write_version(&self, version: Vec<Value>, folder: &str, put: PutFile<'_>) -> Result<(), TextFormError> {
        let columns = self.columns("version");
        let files = VersionFiles::from_row(columns, &version);
        for (column, value) in columns.iter().zip(version) {
            let (file, bytes) = match (column.name.as_str(), value) {
                ("original", Value::Blob(bytes)) => (&files.original, bytes),
                ("text", Value::Text(text)) => (&files.text, text.into_bytes()),
                ("blocks", Value::Text(stored)) => (&files.blocks, split_blocks(&stored).into_bytes()),
                _ => continue,
            };
            put_bytes(put, &format!("{folder}/{file}"), &bytes)?;
        }
        Ok(())
    }

    fn write_events(&self, put: PutFile<'_>) -> Result<(), TextFormError> {
        let mut statement = self.connection.prepare(include_str!("writers.sql"))?;
        let writers = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        let select = build_select(EVENT, "WHERE writer = ?1 ORDER BY seq");
        for writer in writers {
            self.write_sheet(&format!("events/{writer}.csv"), EVENT, &select, Some(&writer), false, put)?;
        }
        let ends = event::heads(self.connection)?.into_iter().map(|(writer, (head, _))| (writer, head));
        put_bytes(put, HEADS, &heads::write(&ends.collect()))
    }

    fn columns(&self, table: &str) -> &[cells::Column] {
        self.columns.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    /// A CSV file, a row at a time: all of them, or those of one record.
    fn write_sheet(
        &self,
        name: &str,
        table: &Table,
        select: &str,
        of: Option<&str>,
        leaves_out_abstracts: bool,
        put: PutFile<'_>,
    ) -> Result<(), TextFormError> {
        put(name, &|out| {
            let failed = |source| cut(name, source);
            let mut sheet = SheetWriter::begin(self.columns(table.name), out).map_err(failed)?;
            self.each_row(table.name, select, params_from_iter(of), |mut row| {
                if leaves_out_abstracts {
                    leave_out_abstract(&mut row);
                }
                Ok(sheet.write_row(&row).map_err(failed)?)
            })?;
            Ok(sheet.end().map_err(failed)?)
        })
    }

    /// The rows of a table that belong to one record: no more than an article has.
    fn read_rows(&self, table: &str, which: &str, of: &str) -> Result<Vec<Vec<Value>>, TextFormError> {
        let mut rows = Vec::new();
        self.each_row(table, &build_select(find_table(table), which), [of], |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    fn each_row(
        &self,
        table: &str,
        sql: &str,
        params: impl Params,
        mut take: impl FnMut(Vec<Value>) -> Result<(), TextFormError>,
    ) -> Result<(), TextFormError> {
        let columns = self.columns(table).len();
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            take(row_values(row, columns)?)?;
        }
        Ok(())
    }
}

fn build_select(table: &Table, which: &str) -> String {
    format!("SELECT {} FROM {} {which}", table.column_list(), table.name)
}
