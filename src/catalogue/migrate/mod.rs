//! Bringing an older catalogue up to date: an append-only list of steps, each leaving the schema one version higher, run
//! in one transaction after a checked copy.
//!
//! A step says what becomes of the tables, indexes and rows that are there. What is new in `schema.sql` is none of its affair:
//! tables and indexes that the file lacks are made behind the last statement, as `schema.sql` has them. Nor are views and
//! triggers: all of them are taken away before the first step, so that none stands in its way, and made anew after the last.

mod steps;

use super::open::{Catalogue, OpenMode};
use super::schema::{self, NEWEST, Objects, SCHEMA, refuse_others};
use super::verify::changed_outside;
use super::{Deed, Error, Operator, Result, Writing};
use crate::model::Uid;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::collections::BTreeSet;
use std::path::Path;
use steps::STEPS;

/// One step: from the version of its place in [`STEPS`] (counted from 1) to the next.
struct Step {
    /// The whole schema that it begins with: anything else in a file of that version is not ours.
    from: &'static str,
    /// What changes, in this order.
    changes: &'static [Change],
}

/// A part of a step: statements, then rows.
struct Change {
    /// What it does, for the person who waits.
    summary: &'static str,
    /// The statements; columns that they add are nullable and the last of their table.
    sql: &'static str,
    /// What becomes of rows, each change of one logged.
    rows: Option<fn(&mut Writing<'_>) -> Result<()>>,
}

impl Catalogue {
    /// Opens a catalogue file to be changed by somebody; an older schema is first brought up to date, which is logged under
    /// `deed`.
    pub fn open_to_change(path: &Path, deed: &Deed, operator: Operator) -> Result<Self> {
        match Self::open(path, OpenMode::Write) {
            Err(Error::Older { .. }) => {}
            opened => return opened.map(|catalogue| catalogue.with_operator(operator)),
        }
        let mut catalogue = Self::open_older(path)?.with_operator(operator);
        catalogue.migrate(deed)?;
        Ok(catalogue)
    }

    /// Runs the steps that are due, all of them or none, after a copy that was read back.
    fn migrate(&mut self, deed: &Deed) -> Result<()> {
        let from = self.schema_version()?;
        refuse_foreign(&self.connection, from, self.path().unwrap_or(Path::new("")))?;
        self.back_up_beside(&format!("before-schema-{NEWEST}"))?;
        // A switch that has no effect inside a transaction: a table that is made anew would take the rows that name it along.
        self.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
        let done = self.migrate_at_once(from, deed);
        self.connection.execute_batch("PRAGMA foreign_keys = ON")?;
        done
    }

    fn migrate_at_once(&mut self, from: i64, deed: &Deed) -> Result<()> {
        let path = self.path.clone().unwrap_or_default();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if schema::version(&transaction)? != from {
            return Ok(()); // another process was quicker
        }
        refuse_foreign(&transaction, from, &path)?;
        remove_views_and_triggers(&transaction)?;
        run_steps(&transaction, from, (STEPS, SCHEMA), (deed, &self.operator), changed_outside)?;
        make_views_and_triggers(&transaction)?;
        if let Some(wrong) = Objects::load_newest()?.differences(&Objects::read(&transaction)?).first() {
            return Err(Error::Refused(format!("migrating did not give the schema that it should: {wrong}")));
        }
        let dangling = transaction.prepare("PRAGMA foreign_key_check")?.exists([])?;
        if dangling {
            return Err(Error::Damaged("a row names a record that is not there; nothing was migrated".to_owned()));
        }
        transaction.commit().map_err(|e| Error::Unknown(e.to_string()))
    }
}

/// Refuses a file of an older version that holds anything else than that version did.
pub(super) fn refuse_foreign(connection: &Connection, version: i64, path: &Path) -> Result<()> {
    let step = usize::try_from(version - 1).ok().and_then(|at| STEPS.get(at));
    let step = step.ok_or_else(|| Error::Refused(format!("no step leads on from schema {version}")))?;
    refuse_others(connection, &Objects::from_schema(step.from)?, path, false)
}

fn remove_views_and_triggers(transaction: &Transaction<'_>) -> Result<()> {
    let found = Objects::read(transaction)?;
    for kind in ["trigger", "view"] {
        for name in found.names(kind) {
            transaction.execute_batch(&format!("DROP {kind} \"{name}\""))?;
        }
    }
    Ok(())
}

/// Makes views and triggers as `schema.sql` says, and indexes every word anew, since nothing kept that up meanwhile.
fn make_views_and_triggers(transaction: &Transaction<'_>) -> Result<()> {
    let newest = Connection::open_in_memory()?;
    newest.execute_batch(SCHEMA)?;
    let mut statement = newest.prepare(include_str!("views_and_triggers.sql"))?;
    let made = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    for sql in made {
        transaction.execute_batch(&sql)?;
    }
    transaction.execute_batch(include_str!("index_words.sql"))?;
    transaction.execute_batch(include_str!("derive_states.sql"))?;
    Ok(())
}

/// Makes the tables that a schema has and the file lacks, and then the indexes.
fn make_what_is_new(transaction: &Transaction<'_>, schema: &str) -> Result<()> {
    let newest = Connection::open_in_memory()?;
    newest.execute_batch(schema)?;
    let mut statement = newest.prepare(include_str!("tables_and_indexes.sql"))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (name, sql) in rows.collect::<rusqlite::Result<Vec<(String, String)>>>()? {
        // Asked for each anew: a table for full text makes others.
        if !transaction.prepare(include_str!("is_there.sql"))?.exists([&name])? {
            transaction.execute_batch(&sql)?;
        }
    }
    Ok(())
}

/// Runs the steps that follow version `from` and lead to a schema; what becomes of rows is logged as somebody's deed.
fn run_steps(
    transaction: &Transaction<'_>,
    from: i64,
    (steps, schema): (&[Step], &str),
    (deed, operator): (&Deed, &Operator),
    find_rows_to_leave: fn(&Writing<'_>) -> Result<BTreeSet<Uid>>,
) -> Result<()> {
    let done = usize::try_from(from - 1).unwrap_or(0);
    let changes = || steps.iter().skip(done).flat_map(|step| step.changes);
    let failed = |change: &Change, e: Error| Error::Refused(format!("migrating ({}): {e}", change.summary));
    // Every statement before any row: rows are written as the newest schema has them.
    for change in changes() {
        transaction.execute_batch(change.sql).map_err(|e| failed(change, e.into()))?;
    }
    make_what_is_new(transaction, schema)?;
    transaction.pragma_update(None, "user_version", steps.len() as i64 + 1)?;
    let mut writing = Writing::begin(transaction, deed, operator)?;
    // What is not as the log says is not made so by an event of ours: it stays, and `verify-catalogue` names it.
    writing.leave_unlogged(find_rows_to_leave(&writing)?);
    for change in changes() {
        if let Some(convert) = change.rows {
            convert(&mut writing).map_err(|e| failed(change, e))?;
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::path::PathBuf;

    pub(in crate::catalogue) fn make_deed() -> Deed {
        Deed { who: "A. Reviewer".into(), command: "test".into(), at: jiff::Timestamp::UNIX_EPOCH, reason: None }
    }

    /// A catalogue as an older claimbook left it, with an article, claims, a verdict and a log.
    pub(in crate::catalogue) fn older_copy_path(folder: &Path, version: usize) -> PathBuf {
        let path = folder.join(format!("{version}.db"));
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(STEPS[version - 1].from).unwrap();
        connection.execute_batch(include_str!("../../../tests/fixtures/older/rows.sql")).unwrap();
        path
    }

    fn objects(path: &Path) -> Objects {
        Objects::read(&Connection::open(path).unwrap()).unwrap()
    }

    #[test]
    fn newest_is_what_schema_sql_says_and_the_last_step_leads_to() {
        let catalogue = Catalogue::in_memory(jiff::Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(catalogue.schema_version().unwrap(), NEWEST);
        assert_eq!(STEPS.len() as i64 + 1, NEWEST);
        for (at, step) in STEPS.iter().enumerate() {
            let connection = Connection::open_in_memory().unwrap();
            connection.execute_batch(step.from).unwrap();
            assert_eq!(schema::version(&connection).unwrap(), at as i64 + 1);
        }
    }

    #[test]
    fn an_older_catalogue_becomes_what_schema_sql_says_and_a_copy_is_kept() {
        for version in 1..=STEPS.len() {
            let folder = tempfile::tempdir().unwrap();
            let path = older_copy_path(folder.path(), version);
            let before = objects(&path);
            let refused = Catalogue::open(&path, OpenMode::Read).err().unwrap();
            assert!(matches!(refused, Error::Older { .. }), "{refused}");
            let catalogue = Catalogue::open_to_change(&path, &make_deed(), Operator::default()).unwrap();
            assert_eq!(Objects::load_newest().unwrap().differences(&objects(&path)), []);
            let verified = catalogue.verify().unwrap();
            assert_eq!(verified.damage, []);
            assert_eq!(verified.rows, 19, "{verified:?}");
            assert_eq!(catalogue.view().search_claims("adults", 9).unwrap().len(), 2);
            assert_eq!(objects(&folder.path().join(format!("{version}.before-schema-{NEWEST}.db"))), before);
        }
    }

    #[test]
    fn the_copy_is_made_anew_whatever_has_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = older_copy_path(folder.path(), 2);
        let before = objects(&path);
        let copy = |n: &str| folder.path().join(format!("2.before-schema-{NEWEST}{n}.db"));
        std::fs::write(copy(""), "a note").unwrap();
        std::fs::create_dir(copy("-2")).unwrap();
        Catalogue::open_to_change(&path, &make_deed(), Operator::default()).unwrap();
        assert_eq!(std::fs::read_to_string(copy("")).unwrap(), "a note");
        assert!(objects(&copy("-3")) == before);
    }

    #[test]
    fn an_older_catalogue_with_something_foreign_in_it_is_refused_and_left_alone() {
        for change in [
            "CREATE TRIGGER evil AFTER INSERT ON review BEGIN UPDATE claim SET statement = 'EVIL'; END",
            "CREATE TABLE sqlitestat1 (a)",
            "DROP TRIGGER review_no_edit",
            "DROP INDEX work_doi",
            "DROP VIEW claim_evidence; CREATE VIEW claim_evidence AS SELECT 1 AS article",
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = older_copy_path(folder.path(), 2);
            Connection::open(&path).unwrap().execute_batch(change).unwrap();
            let before = std::fs::read(&path).unwrap();
            Catalogue::open_to_change(&path, &make_deed(), Operator::default()).err().unwrap();
            assert!(std::fs::read(&path).unwrap() == before, "{change}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{change}");
        }
    }

    fn refuse_with_a_count(writing: &mut Writing<'_>) -> Result<()> {
        let two: i64 = writing.connection.query_row("SELECT count(*) FROM two", [], |row| row.get(0))?;
        Err(Error::Refused(format!("{two} rows")))
    }

    #[test]
    fn every_statement_runs_before_any_row_is_written_and_nothing_of_a_failed_step_remains() {
        let folder = tempfile::tempdir().unwrap();
        let path = older_copy_path(folder.path(), 2);
        let before = std::fs::read(&path).unwrap();
        let mut catalogue = Catalogue::open_older(&path).unwrap();
        const CHANGES: &[Change] = &[
            Change { summary: "events", sql: include_str!("event.sql"), rows: None },
            Change { summary: "one", sql: "CREATE TABLE one (a TEXT) STRICT;", rows: Some(refuse_with_a_count) },
            Change { summary: "two", sql: "CREATE TABLE two (a TEXT) STRICT;", rows: None },
        ];
        let steps = [Step { from: STEPS[0].from, changes: &[] }, Step { from: STEPS[1].from, changes: CHANGES }];
        let transaction = catalogue.connection.transaction().unwrap();
        let said =
            run_steps(&transaction, 2, (&steps, ""), (&make_deed(), &Operator::default()), |_| Ok(BTreeSet::new()))
                .unwrap_err()
                .to_string();
        assert!(said.contains("migrating (one)") && said.contains("0 rows"), "{said}");
        drop(transaction);
        assert!(std::fs::read(&path).unwrap() == before);
    }

    #[test]
    fn what_is_new_in_the_schema_needs_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::open_older(&older_copy_path(folder.path(), 2)).unwrap();
        let schema = "CREATE TABLE event (a TEXT); CREATE TABLE two (a TEXT) STRICT; CREATE INDEX two_a ON two (a);
            CREATE VIRTUAL TABLE two_fts USING fts5 (a);";
        let transaction = catalogue.connection.transaction().unwrap();
        let before = Objects::read(&transaction).unwrap();
        make_what_is_new(&transaction, schema).unwrap();
        let objects = Objects::read(&transaction).unwrap();
        assert!(["two", "two_fts", "two_fts_content"].into_iter().all(|name| objects.names("table").contains(&name)));
        assert!(objects.names("index").contains(&"two_a"));
        assert!(before.differences(&objects).iter().all(|made| made.name.starts_with("two")), "what is there stays");
        make_what_is_new(&transaction, schema).unwrap();
    }
}
