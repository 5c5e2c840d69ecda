//! Reading the text form: all of it or nothing, and every broken place in one go.

use super::cells::{self, Columns, LoadedRow};
use super::error::BrokenPlace;
use super::folder::{TextFormFiles, TextFormFolder};
use super::sheets::{EVENT, find_table, read_text, sheets, sheets_beside};
use super::works_file;
use super::{TextFormError, article_file, folder, heads, withhold};
use crate::catalogue::event::sight::SeenEvents;
use crate::catalogue::record::{TABLES, row_values};
use crate::catalogue::verify::{LastEvent, LoggedRows, note_event};
use crate::catalogue::{Catalogue, Deed, Writing};
use crate::model::{Action, Uid};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;
use std::path::Path;

/// Tables whose rows only a person makes, and the command that records them.
const JUDGEMENTS: &[(&str, &str)] =
    &[("reading", "claimbook verify"), ("review", "claimbook review"), ("withdrawn", "claimbook undo")];
/// Tables whose rows never change once they are logged; of a version, only the place of its file may.
const APPEND_ONLY: &[&str] = &["reading", "review", "observation", "version", "withdrawn"];

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
            let mut broken = Vec::new();
            let columns = cells::read_columns(writing.connection)?;
            let rows = read_rows(files, &columns, &mut broken);
            let events = read_events(files, &columns, &mut broken);
            heads::check(files, folder::read_format(files).unwrap_or(1), &events, &mut broken);
            let loaded = LoadReport { rows: rows.len(), events: events.len(), by_hand: 0 };
            writing.connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            let mut places = BTreeMap::new();
            for row in rows.iter().chain(&events) {
                if let Err(wrong) = insert(writing.connection, row)? {
                    broken.push(wrong);
                }
                places.insert(read_text(row.values.first()).unwrap_or_default(), (row.file.as_str(), row.line));
            }
            broken.extend(find_dangling(writing.connection, &places, broken.len())?);
            if broken.is_empty() {
                writing.find_head()?;
                let by_hand = adopt(writing, &events, &places, &mut broken)?;
                if broken.is_empty() {
                    return Ok(LoadReport { by_hand, ..loaded });
                }
            }
            broken.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            Err(TextFormError::Broken(broken))
        })
    }
}

/// Every row but the events, in an order in which most rows follow those they name.
fn read_rows(files: &dyn TextFormFiles, columns: &Columns, broken: &mut Vec<BrokenPlace>) -> Vec<LoadedRow> {
    let mut rows = Vec::new();
    let read_sheets = |home: &str, beside: bool, rows: &mut Vec<LoadedRow>, broken: &mut Vec<BrokenPlace>| {
        for one in sheets_beside(beside) {
            let name = format!("{home}{}", one.sheet.file);
            if let Some(bytes) = read_bytes(files, &name, broken) {
                rows.extend(cells::read(&name, &bytes, one.table, columns_of(columns, one.table.name), broken));
            }
        }
    };
    if let Some(bytes) = read_bytes(files, "works.json", broken) {
        rows.extend(works_file::read("works.json", &bytes, find_table("work"), columns_of(columns, "work"), broken));
    }
    read_sheets("", true, &mut rows, broken);
    for name in files.names() {
        if let Some(folder) = name.strip_suffix("/article.toml").filter(|folder| !folder.contains('/')) {
            rows.extend(article_file::read(files, folder, columns, broken));
            read_sheets(&format!("{folder}/"), false, &mut rows, broken);
        }
    }
    rows
}

fn read_events(files: &dyn TextFormFiles, columns: &Columns, broken: &mut Vec<BrokenPlace>) -> Vec<LoadedRow> {
    let mut events = Vec::new();
    for name in files.names() {
        if name.starts_with("events/")
            && name.ends_with(".csv")
            && let Some(bytes) = read_bytes(files, &name, broken)
        {
            events.extend(cells::read(&name, &bytes, EVENT, columns_of(columns, "event"), broken));
        }
    }
    events
}

fn columns_of<'c>(columns: &'c Columns, table: &str) -> &'c [cells::Column] {
    columns.get(table).map(Vec::as_slice).unwrap_or_default()
}

/// A file's bytes; none where there is no such file, which is the same as an empty one.
fn read_bytes(files: &dyn TextFormFiles, name: &str, broken: &mut Vec<BrokenPlace>) -> Option<Vec<u8>> {
    match files.read(name) {
        Ok(bytes) => Some(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => {
            broken.push(BrokenPlace::new(name, 1, None, format!("it cannot be read: {e}")));
            None
        }
    }
}

/// Checks a row by the model and inserts it; the inner error is what is wrong with the row.
fn insert(connection: &Connection, row: &LoadedRow) -> rusqlite::Result<Result<(), BrokenPlace>> {
    let wrong = |column: Option<&str>, reason: String| Ok(Err(BrokenPlace::new(&row.file, row.line, column, reason)));
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
    Ok(Ok(()))
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

/// Rows that name a record which is nowhere. Where rows are broken already, those they leave behind are not reported.
fn find_dangling(
    connection: &Connection,
    places: &BTreeMap<&str, (&str, u64)>,
    broken_already: usize,
) -> rusqlite::Result<Vec<BrokenPlace>> {
    if broken_already > 0 {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let found = statement
        .query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?, row.get::<_, i64>(3)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut broken = Vec::new();
    for (table, rowid, parent, key) in found {
        let uid: String =
            connection.query_row(&format!("SELECT uid FROM {table} WHERE rowid = ?"), [rowid], |row| row.get(0))?;
        let column: String = connection.query_row(include_str!("foreign_key.sql"), (&table, key), |row| row.get(0))?;
        let (file, line) = places.get(uid.as_str()).copied().unwrap_or(("", 0));
        broken.push(BrokenPlace::new(
            file,
            line,
            Some(&column),
            format!("it names a record ({parent}) that none of the files holds"),
        ));
    }
    Ok(broken)
}

/// What each writer last said of each row, as the loaded events tell it.
fn collect_logged(events: &[LoadedRow]) -> LoggedRows {
    let mut logged = LoggedRows::new();
    for event in events {
        let uid = |name| event_field(event, name).and_then(|uid| uid.parse::<Uid>().ok());
        let seq = match EVENT.columns.iter().position(|c| *c == "seq").and_then(|at| event.values.get(at)) {
            Some(Value::Integer(seq)) => u64::try_from(*seq).unwrap_or_default(),
            _ => 0,
        };
        if let (Some(row), Some(writer), Some(hash)) = (uid("row"), uid("writer"), event_field(event, "row_sha256")) {
            note_event(&mut logged, row, LastEvent { place: (writer, seq), row_sha256: hash.to_owned() });
        }
    }
    logged
}

fn event_field<'e>(event: &'e LoadedRow, name: &str) -> Option<&'e str> {
    read_text(event.values.get(EVENT.columns.iter().position(|column| *column == name)?))
}

/// Whether a row says what its events said of it, but for the place of its file.
fn has_only_moved(events: &[LoadedRow], row: Uid, now: &str) -> bool {
    let uid = row.to_string();
    let fields =
        |json: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(json).unwrap_or_default();
    let mut logged = serde_json::Map::new();
    for event in events.iter().filter(|event| event_field(event, "row") == Some(uid.as_str())) {
        logged.extend(fields(event_field(event, "after").unwrap_or_default()));
    }
    let said = |(name, value): (&String, &serde_json::Value)| {
        name == "source" || logged.get(name).is_none_or(|was| was == value)
    };
    fields(now).iter().all(said)
}

/// Rows that the log tells of and that are in none of the files, by name.
fn find_gone(logged: &LoggedRows, events: &[LoadedRow]) -> Vec<BrokenPlace> {
    let mut broken: BTreeMap<Uid, BrokenPlace> = BTreeMap::new();
    for event in events {
        let Some(row) = event_field(event, "row").and_then(|uid| uid.parse::<Uid>().ok()) else { continue };
        if !logged.contains_key(&row) || broken.contains_key(&row) {
            continue;
        }
        let entity = event_field(event, "entity").unwrap_or_default();
        let file = sheets()
            .find(|one| one.table.name == entity)
            .map_or(if entity == "work" { "works.json" } else { "article.toml" }, |one| one.sheet.file);
        let fields: serde_json::Value =
            event_field(event, "after").and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        let name =
            ["key", "name", "statement", "printed", "exact", "verdict", "stance", "identifier", "rule", "serial"];
        let name = name.iter().find_map(|field| fields.get(field)).map_or(String::new(), |name| {
            let name = name.as_str().map_or_else(|| name.to_string(), str::to_owned);
            format!(", “{}”", name.chars().take(60).collect::<String>())
        });
        let reason = format!(
            "the log records this {entity} ({row}{name}), but no {file} holds it: nothing is ever deleted; put the row back, or copy the whole folder"
        );
        broken.insert(row, BrokenPlace::new(&event.file, event.line, Some("row"), reason));
    }
    broken.into_values().collect()
}

/// Logs rows that the log does not know, or knows otherwise. What was logged and is gone, and what never changes and
/// did, is broken.
fn adopt(
    writing: &mut Writing<'_>,
    events: &[LoadedRow],
    places: &BTreeMap<&str, (&str, u64)>,
    broken: &mut Vec<BrokenPlace>,
) -> Result<usize, TextFormError> {
    let connection = writing.connection;
    let (mut logged, sight) = (collect_logged(events), SeenEvents::read(connection)?);
    let withheld = writing.view().withheld_abstracts()?;
    let before = writing.changed();
    for table in TABLES {
        let mut statement =
            connection.prepare(&format!("SELECT {} FROM {} ORDER BY uid", table.column_list(), table.name))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let uid: Uid = row.get(0)?;
            let values = row_values(row, table.columns.len())?;
            let left_out = withheld.get(&uid);
            let action = match logged.remove(&uid) {
                Some(words) if table.is_as_logged(&values, left_out, &words, &sight) => continue,
                Some(_) if table.name == "version" && has_only_moved(events, uid, &table.row_to_json(&values)) => {
                    Action::Edit
                }
                Some(_) if APPEND_ONLY.contains(&table.name) => {
                    let uid = uid.to_string();
                    let (file, line) = places.get(uid.as_str()).copied().unwrap_or_default();
                    let reason = "this row was changed since it was logged, and such rows never change: put it back, and add a new one";
                    broken.push(BrokenPlace::new(file, line, None, reason));
                    continue;
                }
                Some(_) => Action::Edit,
                None => Action::Add,
            };
            if let Some((judgement, command)) = JUDGEMENTS.iter().find(|(name, _)| *name == table.name) {
                let uid = uid.to_string();
                let (file, line) = places.get(uid.as_str()).copied().unwrap_or_default();
                let reason = format!(
                    "no event records this {judgement}: what a person decides is recorded with `{command}`, never written into the file"
                );
                broken.push(BrokenPlace::new(file, line, None, reason));
                continue;
            }
            let hash = table.row_sha256_with(&values, left_out.map(String::as_str));
            writing.log_event(table.name, uid, action, None, Some(table.row_to_json(&values)), hash)?;
        }
    }
    broken.extend(find_gone(&logged, events));
    Ok(writing.changed() - before)
}
