//! Bringing an older catalogue up to date: an append-only list of steps, each leaving the schema one version higher, run
//! in one transaction after a checked copy.

use super::open::{Catalogue, Mode};
use super::{Error, Result};

/// One step: from the version of its place in [`STEPS`] (counted from 1) to the next.
pub(super) struct Step {
    /// What it does, for the person who waits.
    pub(super) summary: &'static str,
    /// The statements.
    pub(super) sql: &'static str,
}

/// Every step there ever was. Append only; `schema.sql` always shows the result.
pub(super) const STEPS: &[Step] = &[Step {
    summary: "what a service last said is found without reading every answer",
    sql: "CREATE INDEX observation_heard ON observation (service, subject, scheme, identifier, asked_at);",
}];

/// The schema version that this program writes: `user_version` of `schema.sql`.
pub(super) const NEWEST: i64 = 1 + STEPS.len() as i64;

impl Catalogue {
    pub(super) fn migrate(mut self, mode: Mode) -> Result<Self> {
        let path = self.path.clone().unwrap_or_default();
        if mode != Mode::Write {
            return Err(Error::ReadOnly(format!(
                "{} has an older schema and must be migrated first: run any command that writes, such as `claimbook backup`",
                path.display()
            )));
        }
        let from = self.schema_version()?;
        self.run_steps(from, STEPS)?;
        Ok(self)
    }

    /// Runs the steps that follow version `from`, all of them or none, after a copy that `verify` has read.
    pub(super) fn run_steps(&mut self, from: i64, steps: &[Step]) -> Result<()> {
        if let Some(path) = self.path.clone() {
            let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            let copy = path.with_file_name(format!("{stem}.before-schema-{}.db", from + 1));
            if !copy.exists() {
                self.backup(&copy)?;
            }
        }
        let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let done = usize::try_from(from - 1).unwrap_or(0);
        for (at, step) in steps.iter().enumerate().skip(done) {
            transaction
                .execute_batch(step.sql)
                .map_err(|e| Error::Refused(format!("migrating ({}): {e}", step.summary)))?;
            transaction.pragma_update(None, "user_version", at as i64 + 2)?;
        }
        transaction.commit().map_err(|e| Error::Unknown(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(catalogue: &Catalogue) -> Vec<String> {
        let mut statement =
            catalogue.connection.prepare("SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn newest_is_what_schema_sql_says() {
        let catalogue = Catalogue::in_memory(jiff::Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(catalogue.schema_version().unwrap(), NEWEST);
    }

    #[test]
    fn steps_run_in_order_and_keep_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        let mut catalogue = Catalogue::create(&path, jiff::Timestamp::UNIX_EPOCH).unwrap();
        let before = objects(&catalogue);
        let steps = [
            Step { summary: "one", sql: "CREATE TABLE one (a TEXT) STRICT;" },
            Step { summary: "two", sql: "ALTER TABLE one ADD COLUMN b TEXT;" },
        ];
        catalogue.run_steps(1, &steps).unwrap();
        assert_eq!(catalogue.schema_version().unwrap(), 3);
        assert_eq!(objects(&catalogue).len(), before.len() + 1);
        let copy = Catalogue::open(&folder.path().join("c.before-schema-2.db"), Mode::Read).unwrap();
        assert_eq!(objects(&copy), before);
    }

    #[test]
    fn an_older_catalogue_becomes_what_schema_sql_says() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        let catalogue = Catalogue::create(&path, jiff::Timestamp::UNIX_EPOCH).unwrap();
        let newest = objects(&catalogue);
        catalogue.connection.execute_batch("DROP INDEX observation_heard; PRAGMA user_version = 1;").unwrap();
        drop(catalogue);
        assert!(matches!(Catalogue::open(&path, Mode::Read), Err(Error::ReadOnly(_))));
        assert_eq!(objects(&Catalogue::open(&path, Mode::Write).unwrap()), newest);
    }

    #[test]
    fn a_step_that_fails_leaves_everything_as_it_was() {
        let mut catalogue = Catalogue::in_memory(jiff::Timestamp::UNIX_EPOCH).unwrap();
        let before = objects(&catalogue);
        let steps = [
            Step { summary: "one", sql: "CREATE TABLE one (a TEXT) STRICT;" },
            Step { summary: "two", sql: "CREATE TABLE" },
        ];
        assert!(catalogue.run_steps(1, &steps).unwrap_err().to_string().contains("two"));
        assert_eq!((objects(&catalogue), catalogue.schema_version().unwrap()), (before, NEWEST));
    }
}
