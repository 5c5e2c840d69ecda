//! The CSV files of the text form: one for each table that has a sheet in [`TABLES`], and the event log. The article, its people
//! and its versions stand in `article.toml`, works in `works.json`.

use crate::catalogue::record::{Reach, TABLES, Table, TableFile};
use rusqlite::Row;
use rusqlite::types::Value;

/// A table that is one CSV file, or one an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableSheet {
    /// The table.
    pub(super) table: &'static Table,
    /// Its file.
    pub(super) sheet: TableFile,
}

/// Every table that stands in CSV, the event log apart.
pub(super) fn sheets() -> impl Iterator<Item = TableSheet> {
    TABLES.iter().filter_map(|table| Some(TableSheet { table, sheet: table.sheet? }))
}

/// Those that stand beside `catalogue.toml`, or those in an article's folder.
pub(super) fn sheets_beside(beside: bool) -> impl Iterator<Item = TableSheet> {
    sheets().filter(move |one| one.sheet.of_article.is_none() == beside)
}

/// The event log, as the text form sees it.
pub(super) const EVENT: &Table = &Table {
    name: "event",
    columns: &[
        "writer",
        "seq",
        "at",
        "who",
        "command",
        "entity",
        "row",
        "action",
        "before",
        "after",
        "reason",
        "row_sha256",
        "previous",
        "hash",
        "format",
        "rank",
        "operator",
        "stated_on",
        "seen",
        "undoes",
        "began",
    ],
    sheet: None,
    reach: Reach::Everything,
    check: check_event,
};

fn check_event(row: &Row<'_>) -> rusqlite::Result<()> {
    let event = crate::catalogue::event::from_row(row)?;
    if event.chained_hash() == event.hash {
        return Ok(());
    }
    let wrong = "the event's fields do not give its hash: it was changed after it was logged";
    Err(rusqlite::Error::FromSqlConversionFailure(13, rusqlite::types::Type::Text, wrong.into()))
}

impl TableSheet {
    /// Reads the rows of the file, in order.
    pub(super) fn build_select(&self) -> String {
        let of = self.sheet.of_article.map_or(String::new(), |condition| format!(" WHERE {condition}"));
        format!("SELECT {} FROM {}{of} ORDER BY {}", self.table.column_list(), self.table.name, self.sheet.order)
    }
}

/// The record table of a name.
pub(super) fn find_table(name: &str) -> &'static Table {
    TABLES.iter().find(|t| t.name == name).unwrap_or(&EVENT)
}

/// A text value, or nothing.
pub(super) fn read_text(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables that stand in files of another kind.
    const ELSEWHERE: &[&str] = &["article", "article_person", "version", "work"]; // article.toml, works.json

    #[test]
    fn every_table_of_the_schema_has_one_file() {
        let sql = rusqlite::Connection::open_in_memory().unwrap();
        sql.execute_batch(include_str!("../../../schema.sql")).unwrap();
        let mut names = sql
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_fts%' ORDER BY name")
            .unwrap();
        let in_schema: Vec<String> = names.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
        let mut here: Vec<&str> = sheets().map(|one| one.table.name).chain(ELSEWHERE.iter().copied()).collect();
        here.push("event"); // events/<writer>.csv
        here.extend(["claim_state", "state_change"]); // derived from the rest, and made anew
        here.push("passage"); // others' words, of which the observation has the hash
        here.extend(["arrival", "meta"]); // stays behind: what belongs to the file and not to its contents
        here.sort_unstable();
        assert_eq!(in_schema, here);
    }

    #[test]
    fn every_sheet_can_be_selected() {
        let sql = rusqlite::Connection::open_in_memory().unwrap();
        sql.execute_batch(include_str!("../../../schema.sql")).unwrap();
        for sheet in sheets() {
            sql.prepare(&sheet.build_select()).unwrap_or_else(|e| panic!("{}: {e}", sheet.table.name));
        }
    }
}
