//! What a file's schema should hold, and what it does hold: compared as SQLite reads it, token by token, since a text can
//! be made to look like another (a `--` inside a string is no comment).

use super::{Error, Result};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The whole schema, as this program makes it.
pub(super) const SCHEMA: &str = include_str!("../../schema.sql");
/// Its version: `user_version` of `schema.sql`.
pub(super) const NEWEST: i64 = 8;
/// "CLBK", as `schema.sql` sets it.
pub(super) const APPLICATION_ID: i64 = 1_129_071_179;

/// The version of an open database's schema.
pub(super) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// The objects of a schema: tables, indexes, views, triggers, those that SQLite and FTS5 made for them included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Objects(BTreeMap<(String, String), Object>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Object {
    table: String,
    sql: Option<String>,
}

/// In what a schema differs from the one that it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    /// `table`, `index`, `view` or `trigger`.
    pub(super) kind: String,
    /// The object's name.
    pub(super) name: String,
    /// What is the matter with it.
    pub(super) what: WrongObjects,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrongObjects {
    /// claimbook makes no such object.
    Foreign,
    /// It says something else than claimbook made it say.
    Changed,
    /// It is gone.
    Missing,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, name, what } = self;
        match what {
            WrongObjects::Foreign => write!(f, "its schema holds a {kind} that claimbook does not make: {name}"),
            WrongObjects::Changed => write!(f, "the {kind} {name} in its schema is not as claimbook makes it"),
            WrongObjects::Missing => write!(f, "the {kind} {name} is missing from its schema"),
        }
    }
}

impl Difference {
    /// Whether what is stored can be read all the same: triggers and indexes serve writing and speed.
    pub(super) fn can_be_read_past(&self) -> bool {
        self.what == WrongObjects::Missing && matches!(self.kind.as_str(), "trigger" | "index")
    }
}

impl Objects {
    /// The objects of an open database. What somebody's `ANALYZE` left is SQLite's own, and harmless.
    pub(super) fn read(connection: &Connection) -> Result<Self> {
        let mut statement = connection.prepare(include_str!("schema_objects.sql"))?;
        let mut rows = statement.query([])?;
        let mut objects = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (kind, name): (String, String) = (row.get(0)?, row.get(1)?);
            if kind == "table" && STATISTICS.contains(&name.as_str()) {
                continue;
            }
            let sql = row.get::<_, Option<String>>(3)?.map(|sql| tokens(&sql).join(" "));
            objects.insert((kind, name), Object { table: row.get(2)?, sql });
        }
        Ok(Self(objects))
    }

    /// The objects that a schema makes.
    pub(super) fn from_schema(schema: &str) -> Result<Self> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(schema)?;
        Self::read(&connection)
    }

    /// The objects that this program makes.
    pub(super) fn load_newest() -> Result<&'static Self> {
        static OBJECTS: OnceLock<Objects> = OnceLock::new();
        if let Some(known) = OBJECTS.get() {
            return Ok(known);
        }
        let made = Self::from_schema(SCHEMA)?;
        Ok(OBJECTS.get_or_init(|| made))
    }

    /// In what others differ from these, what is foreign or changed first.
    pub(super) fn differences(&self, others: &Self) -> Vec<Difference> {
        let difference =
            |(kind, name): &(String, String), what| Difference { kind: kind.clone(), name: name.clone(), what };
        let strange = others.0.iter().filter_map(|(key, object)| match self.0.get(key) {
            None => Some(difference(key, WrongObjects::Foreign)),
            Some(ours) if ours != object => Some(difference(key, WrongObjects::Changed)),
            Some(_) => None,
        });
        let missing =
            self.0.keys().filter(|key| !others.0.contains_key(*key)).map(|key| difference(key, WrongObjects::Missing));
        strange.chain(missing).collect()
    }

    /// The names of the objects of one kind.
    pub(super) fn names(&self, kind: &str) -> Vec<&str> {
        self.0.keys().filter(|(k, _)| k == kind).map(|(_, name)| name.as_str()).collect()
    }
}

/// Refuses a file whose schema is not the one that is expected. What stands in it besides could run statements of
/// somebody else's; without a trigger nothing would keep what was decided. Where the file is only read, a trigger or an
/// index that is missing does no harm: `verify` names it.
pub(super) fn refuse_others(
    connection: &Connection,
    expected: &Objects,
    path: &std::path::Path,
    reads: bool,
) -> Result<()> {
    let found = Objects::read(connection)?;
    let differences = expected.differences(&found);
    match differences.iter().find(|d| !(reads && d.can_be_read_past())) {
        None => Ok(()),
        Some(d) if d.can_be_read_past() => Err(Error::Damaged(format!(
            "{d}, and nothing is written without it; `claimbook dump DIR` still reads it all, and loading that into a new catalogue mends it"
        ))),
        Some(d) => Err(Error::NotOurs { path: path.to_owned(), reason: d.to_string() }),
    }
}

/// The tables that `ANALYZE` makes.
const STATISTICS: &[&str] = &["sqlite_stat1", "sqlite_stat3", "sqlite_stat4"];

/// SQL as SQLite's own tokenizer cuts it, without comments and white space, words in lower case.
fn tokens(sql: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ' ' | '\t' | '\n' | '\u{c}' | '\r' => 1,
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => {
                rest.get(2..).and_then(|r| r.find("*/")).map_or(rest.len(), |at| at + "/**/".len())
            }
            '\'' | '"' | '`' => measure_quoted(rest, first),
            '[' => rest.find(']').map_or(rest.len(), |at| at + 1),
            c if is_of_word(c) => rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = after;
        let blank = token.starts_with(|c: char| " \t\n\u{c}\r".contains(c))
            || token.starts_with("--")
            || token.starts_with("/*");
        if !blank {
            let quoted = token.starts_with(['\'', '"', '`', '[']);
            tokens.push(if quoted { token.to_owned() } else { token.to_ascii_lowercase() });
        }
    }
    tokens
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

/// The length of a quoted token, in which the quote itself stands twice.
fn measure_quoted(rest: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(found) = rest.get(at..).and_then(|r| r.find(quote)) {
        at += found + 1;
        if !rest.get(at..).is_some_and(|r| r.starts_with(quote)) {
            return at;
        }
        at += 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_is_cut_as_sqlite_cuts_it() {
        for (sql, expected) in [
            ("SELECT  a -- b\n, c", "select a , c"),
            ("SELECT '--', x", "select '--' , x"),
            ("SELECT '/*' /* , y */ -- '*/'\n", "select '/*'"),
            ("SELECT 'it''s -- one' AS \"A\"\"--\"", "select 'it''s -- one' as \"A\"\"--\""),
            ("a.b||[C --]`d--`", "a . b | | [C --] `d--`"),
            ("x -- to the end", "x"),
            ("x /* to the end", "x"),
            ("'open -- to the end", "'open -- to the end"),
        ] {
            assert_eq!(tokens(sql).join(" "), expected, "{sql}");
        }
    }

    #[test]
    fn an_added_column_is_the_same_as_one_that_was_there() {
        let made = |sql: &str| Objects::from_schema(sql).unwrap();
        let whole = made(
            "CREATE TABLE t (\n a TEXT, -- the first\n b TEXT, -- the last\n UNIQUE (a)\n) STRICT; CREATE TABLE u (a TEXT, b TEXT -- last\n);",
        );
        let added = made(
            "CREATE TABLE t (\n a TEXT, -- the first\n UNIQUE (a)\n) STRICT; ALTER TABLE t ADD COLUMN b TEXT;
            CREATE TABLE u (a TEXT -- was the last\n); ALTER TABLE u ADD COLUMN b TEXT;",
        );
        assert_eq!(whole.differences(&added), []);
    }

    #[test]
    fn every_difference_is_seen() {
        let ours = Objects::load_newest().unwrap();
        for (change, expected) in [
            ("ANALYZE", ""),
            ("DROP TRIGGER review_no_edit", "the trigger review_no_edit is missing from its schema"),
            ("DROP INDEX work_doi", "the index work_doi is missing from its schema"),
            ("DROP VIEW claim_evidence", "the view claim_evidence is missing from its schema"),
            (
                "CREATE TABLE claim_fts_more (a)",
                "its schema holds a table that claimbook does not make: claim_fts_more",
            ),
            (
                "DROP INDEX work_doi; CREATE INDEX work_doi ON work (doi)",
                "the index work_doi in its schema is not as claimbook makes it",
            ),
            (
                "DROP VIEW claim_evidence; CREATE VIEW claim_evidence AS SELECT '-- ' AS article, 'x' AS claim FROM claim",
                "the view claim_evidence in its schema is not as claimbook makes it",
            ),
            (
                "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'coalesce(doi, '''')', 'coalesce(doi,'' '')') WHERE name = 'work'",
                "the table work in its schema is not as claimbook makes it",
            ),
        ] {
            let connection = Connection::open_in_memory().unwrap();
            connection.execute_batch(SCHEMA).unwrap();
            connection.execute_batch(change).unwrap();
            let said: Vec<String> =
                ours.differences(&Objects::read(&connection).unwrap()).iter().map(ToString::to_string).collect();
            assert_eq!(said.join("; "), expected, "{change}");
        }
    }
}
