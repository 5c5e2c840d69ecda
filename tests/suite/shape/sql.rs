//! SQL: in `.sql` files that fit the schema, and known to the catalogue alone.

use super::source::{Source, read, sources};
use super::{against_exceptions, nothing_wrong, text_of, texts_under};
use rusqlite::config::DbConfig;
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Batch, Connection};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Functions that the catalogue registers on its connections, and how many arguments they take.
const FUNCTIONS: &[(&str, i32)] = &[];

/// Folders whose statements are for something else than `schema.sql`: they ran against older schemas, and the migration test
/// runs them; or they are the hub's, and `tests/suite/sync/server.rs` prepares them on a real server.
const OTHERS: &[&str] = &["src/catalogue/migrate/", "src/catalogue/migrations/", "src/sync/postgres/"];

/// Files of the catalogue that make statements out of a table's columns, with what they make.
const MADE: &[(&str, &str)] = &[
    ("src/catalogue/record.rs", "adds and reads a row of any table from the one list of its columns"),
    ("src/catalogue/replay/late.rs", "looks for a row by what no two rows of its table share"),
    (
        "src/catalogue/replay/rows.rs",
        "writes only those columns of a row that an event changed, and takes rows out of any table",
    ),
    ("src/catalogue/text_form/adopting.rs", "compares every row of every table with the log"),
    ("src/catalogue/text_form/dump.rs", "writes every row of a table from the one list of its columns"),
    ("src/catalogue/text_form/load.rs", "checks and counts rows of any table"),
    ("src/catalogue/text_form/merge/mod.rs", "compares rows of any table with those of another catalogue"),
    ("src/catalogue/text_form/merge/numbering.rs", "looks for an address in any table that has some"),
    ("src/catalogue/text_form/merge/withdrawn.rs", "takes rows out of any table that the other side withdrew"),
    ("src/catalogue/text_form/observations.rs", "checks cells as the model would read them, without any table"),
    ("src/catalogue/text_form/sheets.rs", "reads each table in the order of its file"),
    ("src/catalogue/undo/links.rs", "looks for what names a row in any column that the schema declares to name one"),
    ("src/catalogue/verify.rs", "reads every row of every table to compare it with the log"),
    ("src/catalogue/withdrawn/mod.rs", "takes a row out of any table, and reads it back as the model would"),
    ("src/catalogue/writing.rs", "writes only those columns of a row that changed"),
];

/// How a statement begins.
const STATEMENTS: &[&str] =
    &["SELECT ", "INSERT INTO ", "INSERT OR ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA "];

#[test]
fn every_statement_fits_the_schema() {
    let connection = schema();
    // As a reviewer reads it, whose own opinion is still to come: what is withheld stands before the tables.
    for views in ["looker", "wanted", "open_claim", "lower"] {
        connection.execute_batch(&text_of(&format!("src/catalogue/blinding/{views}.sql"))).expect("blinding begins");
    }
    let wrong = files_for_schema().flat_map(|(path, sql)| unfit(&connection, &path, &sql));
    nothing_wrong("each .sql file under src prepares against schema.sql", wrong.collect());
}

#[test]
fn a_statement_that_does_not_fit_is_seen() {
    let connection = schema();
    let unfit = |sql: &str| unfit(&connection, "x.sql", sql).len();
    assert_eq!(unfit("SELECT colour FROM article"), 1, "unknown column");
    assert_eq!(unfit("SELECT \"colour\" FROM article"), 1, "a name in quotes is a name");
    assert_eq!(unfit("-- a comment alone"), 1, "no statement");
    assert_eq!(unfit("SELECT key FROM article; SELECT n FROM version"), 0);
}

#[test]
fn only_the_catalogue_knows_sql() {
    let wrong = sources("src").filter(|s| !s.path.starts_with("src/catalogue/")).flat_map(statements).collect();
    nothing_wrong("SQL stands in src/catalogue alone", wrong);
}

#[test]
fn the_catalogue_keeps_its_statements_in_files() {
    let inside = sources("src/catalogue/").map(|source| (source.path.clone(), statements(source)));
    let written = inside.filter(|(_, places)| !places.is_empty()).map(|(path, places)| (path, places.join(", ")));
    nothing_wrong("statements are .sql files (or in MADE)", against_exceptions(written.collect(), MADE));
}

#[test]
fn every_statement_is_used() {
    let used: BTreeSet<PathBuf> = sources("src").flat_map(included).collect();
    let files = texts_under("src").into_keys().filter(|path| path.ends_with(".sql"));
    nothing_wrong(
        "each .sql file is included somewhere",
        files.filter(|path| !used.contains(Path::new(path))).collect(),
    );
}

#[test]
fn a_statement_elsewhere_is_seen() {
    let code = "\nfn f() { run(\"SELECT key FROM article\") } // SELECT \n";
    assert_eq!(statements(&read("src/cli/list.rs", code)), ["src/cli/list.rs:2"]);
}

/// Opens an empty catalogue as strictly as the real one.
pub(super) fn schema() -> Connection {
    let connection = Connection::open_in_memory().expect("memory is there");
    for config in [DbConfig::SQLITE_DBCONFIG_DQS_DML, DbConfig::SQLITE_DBCONFIG_DQS_DDL] {
        connection.set_db_config(config, false).expect("a switch that SQLite knows");
    }
    for (name, arguments) in FUNCTIONS {
        let nothing = |_: &rusqlite::functions::Context<'_>| Ok(rusqlite::types::Null);
        connection.create_scalar_function(*name, *arguments, FunctionFlags::SQLITE_UTF8, nothing).expect("a function");
    }
    connection.execute_batch(&text_of("schema.sql")).expect("schema.sql runs on an empty file");
    connection
}

/// The files whose statements are for the catalogue's schema, with their paths.
pub(super) fn files_for_schema() -> impl Iterator<Item = (String, String)> {
    let files = texts_under("src").into_iter().filter(|(path, _)| path.ends_with(".sql"));
    let files = files.filter(|(path, _)| !OTHERS.iter().any(|folder| path.starts_with(folder)));
    files.filter(|(_, sql)| !sql.contains("CREATE TEMP "))
}

/// What does not prepare in a file of statements.
fn unfit(connection: &Connection, path: &str, sql: &str) -> Vec<String> {
    let mut batch = Batch::new(connection, sql);
    let mut statements = 0;
    loop {
        match batch.next() {
            Ok(Some(_)) => statements += 1,
            Ok(None) if statements == 0 => return vec![format!("{path}: holds no statement")],
            Ok(None) => return Vec::new(),
            Err(error) => return vec![format!("{path}: statement {}: {error}", statements + 1)],
        }
    }
}

/// The `.sql` files that a file includes, tests aside.
fn included(source: &Source) -> Vec<PathBuf> {
    let folder = Path::new(&source.path).parent().unwrap_or(Path::new(""));
    let names = source.literals.iter().map(|(_, literal)| literal).filter(|literal| literal.ends_with(".sql"));
    names.map(|name| folder.join(name)).collect()
}

/// Where literals of a file hold SQL; pragmas are the catalogue's own switches.
fn statements(source: &Source) -> Vec<String> {
    let pragma = |literal: &str| literal.starts_with("PRAGMA ") && source.path.starts_with("src/catalogue/");
    let holds = |literal: &str| STATEMENTS.iter().any(|statement| literal.contains(statement)) && !pragma(literal);
    source.literals.iter().filter(|(_, literal)| holds(literal)).map(|(at, _)| source.line(*at)).collect()
}
