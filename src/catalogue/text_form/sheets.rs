//! Which table stands in which CSV file, and in what order: one line a table. The article, its people and its versions
//! stand in `article.toml`, works in `works.json`.

use crate::catalogue::record::{TABLES, Table};
use rusqlite::Row;
use rusqlite::types::Value;

/// Where a sheet stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// Beside `catalogue.toml`.
    Catalogue,
    /// In an article's folder; the SQL condition that picks the article's rows, its uid being `?1`.
    Article(&'static str),
}

/// A table that is one CSV file, or one an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableSheet {
    /// The table.
    pub(super) table: &'static str,
    /// The file's name.
    pub(super) file: &'static str,
    /// Where it stands.
    pub(super) home: Home,
    /// The order of its rows, as SQL; the uid comes last everywhere, so that no order is left to chance.
    pub(super) order: &'static str,
}

use Home::{Article, Catalogue};

/// Every table that stands in CSV, the event log apart.
#[rustfmt::skip]
pub(super) const SHEETS: &[TableSheet] = &[
    TableSheet { table: "person", file: "people.csv", home: Catalogue, order: "name, uid" },
    TableSheet { table: "observation", file: "observations.csv", home: Catalogue, order: "scheme, identifier, subject, service, first_asked_at, uid" },
    TableSheet { table: "notice", file: "notices.csv", home: Catalogue, order: "work, noticed_on, uid" },
    TableSheet { table: "waiver", file: "waivers.csv", home: Catalogue, order: "address, rule, waived_on, uid" },
    TableSheet { table: "reference", file: "references.csv", home: Article("article = ?1"), order: "serial, uid" },
    TableSheet { table: "claim", file: "claims.csv", home: Article("article = ?1"), order: "serial, uid" },
    TableSheet { table: "occurrence", file: "occurrences.csv", home: Article("article = ?1"), order: "\"start\", \"end\", uid" },
    TableSheet { table: "citation", file: "citations.csv", home: Article("claim IN (SELECT uid FROM claim WHERE article = ?1)"),
        order: "(SELECT serial FROM claim WHERE uid = citation.claim), (SELECT serial FROM reference WHERE uid = citation.reference), uid" },
    TableSheet { table: "reading", file: "readings.csv",
        home: Article("citation IN (SELECT citation.uid FROM citation JOIN claim ON claim.uid = citation.claim WHERE claim.article = ?1)"),
        order: "read_on, uid" },
    TableSheet { table: "review", file: "reviews.csv", home: Article("claim IN (SELECT uid FROM claim WHERE article = ?1)"), order: "reviewed_on, uid" },
];

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
    ],
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
    /// The table's columns.
    pub(super) fn table(&self) -> &'static Table {
        TABLES.iter().find(|t| t.name == self.table).unwrap_or(&EVENT)
    }

    /// Reads the rows of the file, in order.
    pub(super) fn select(&self) -> String {
        let of = match self.home {
            Catalogue => String::new(),
            Article(condition) => format!(" WHERE {condition}"),
        };
        format!("SELECT {} FROM {}{of} ORDER BY {}", self.table().column_list(), self.table, self.order)
    }
}

/// The record table of a name.
pub(super) fn table(name: &str) -> &'static Table {
    TABLES.iter().find(|t| t.name == name).unwrap_or(&EVENT)
}

/// A text value, or nothing.
pub(super) fn text(value: Option<&Value>) -> Option<&str> {
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
        let mut here: Vec<&str> = SHEETS.iter().map(|s| s.table).chain(ELSEWHERE.iter().copied()).collect();
        here.push("event"); // events/<writer>.csv
        here.push("meta"); // stays behind: what belongs to the file and not to its contents
        here.sort_unstable();
        assert_eq!(in_schema, here);
    }

    #[test]
    fn every_sheet_can_be_selected() {
        let sql = rusqlite::Connection::open_in_memory().unwrap();
        sql.execute_batch(include_str!("../../../schema.sql")).unwrap();
        for sheet in SHEETS {
            sql.prepare(&sheet.select()).unwrap_or_else(|e| panic!("{}: {e}", sheet.table));
        }
    }
}
