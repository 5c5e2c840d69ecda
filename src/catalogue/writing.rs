//! Changing the catalogue: one command, one transaction, and an event for every row it touches.

use super::event::sight::{EventPlace, SeenEvents};
use super::event::{self, FORMAT};
use super::record::{ABSTRACT, Record, Table, repeat_values, row_values, to_owned_value};
use super::text_form::stop_withholding;
use super::{Catalogue, Error, Operator, Result, View};
use crate::model::{Action, Event, Head, Seen, Uid};
use rusqlite::types::Value;
use rusqlite::{Connection, TransactionBehavior, params_from_iter};
use std::collections::BTreeSet;

/// Who changes something, with which command, when and why: what every event of a change says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// The person, as far as the tool was told; `unknown` otherwise.
    pub who: String,
    /// The command, such as `link`.
    pub command: String,
    /// When, by the clock.
    pub at: jiff::Timestamp,
    /// Why, where a person said so.
    pub reason: Option<String>,
}

/// So many rows go into one statement at most.
const ROWS_A_STATEMENT: usize = 512;

/// Batches of rows, each for one statement: of few sizes, so that the same statements are prepared once for every list.
fn split_batches<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let most = 1 << rows.len().checked_ilog2()?;
        let (batch, rest) = rows.split_at_checked(most.min(ROWS_A_STATEMENT))?;
        rows = rest;
        Some(batch)
    })
}

/// A change under way. Dropped without commit, nothing of it remains.
pub struct Writing<'c> {
    pub(super) connection: &'c Connection,
    deed: &'c Deed,
    operator: &'c Operator,
    operator_words: Option<String>,
    writer: Uid,
    seq: u64,
    previous: String,
    rank: u64,
    /// What the next event says that it has seen, where that is news.
    news: Option<String>,
    /// The first event of the command, once there is one.
    began: Option<u64>,
    /// The event that is being taken back.
    pub(super) taking_back: Option<EventPlace>,
    changed: usize,
    /// Rows that are left as they are, whatever is written to them.
    left: BTreeSet<Uid>,
    /// Whether something may be withheld from whoever looks at what the change says.
    pub(super) has_looker: bool,
}

impl Catalogue {
    /// Runs `change` inside one immediate transaction: all of it is stored, or nothing.
    pub fn write<T, E: From<Error>>(
        &mut self,
        deed: &Deed,
        change: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transact(deed, change, true)
    }

    /// Runs `change`, and takes it all back whatever it returns: for `--dry-run`, and to judge a text that is not stored.
    pub fn rehearse<T, E: From<Error>>(
        &mut self,
        deed: &Deed,
        change: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transact(deed, change, false)
    }

    /// Runs changes that are one command, however many transactions they take: the log says so, and they are taken back together.
    pub fn as_one_command<T>(&mut self, changes: impl FnOnce(&mut Self) -> T) -> T {
        (self.began, self.is_one_command) = (None, true);
        let done = changes(self);
        (self.began, self.is_one_command) = (None, false);
        done
    }

    /// Runs several changes in one transaction, each of which [`write`](Self::write) keeps or takes back by itself: those that
    /// are kept become durable together, which costs as much as one, and count as one command. An error within is that of `changes`, and one outside it
    /// that of the transaction; in either case nothing is stored, unless the error says that nobody knows.
    pub fn write_together<T, E>(&mut self, changes: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<Result<T, E>> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let before = self.began.filter(|_| self.is_one_command);
        self.began = before;
        let done = changes(self);
        let stored = match done {
            Ok(_) => self.connection.execute_batch("COMMIT").map_err(commit_failed),
            Err(_) => Ok(()),
        };
        // After some errors SQLite has rolled back already.
        let back = match self.connection.is_autocommit() {
            true => Ok(()),
            false => self.connection.execute_batch("ROLLBACK"),
        };
        if done.is_err() || stored.is_err() {
            self.began = before;
        }
        stored?;
        back?;
        Ok(done)
    }

    pub(super) fn transact_sighted<T, E: From<Error>>(
        &mut self,
        deed: &Deed,
        change: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
        keep: bool,
    ) -> Result<T, E> {
        let has_looker = self.is_blind();
        let begin = |connection| Ok(Writing { has_looker, ..Writing::begin(connection, deed, &self.operator)? });
        if !self.connection.is_autocommit() {
            let part = self.connection.savepoint().map_err(Error::from)?;
            let mut writing = begin(&part)?;
            writing.began = self.began;
            let done = change(&mut writing)?;
            let began = writing.began;
            if keep {
                part.commit().map_err(Error::from)?;
                self.began = began;
            }
            return Ok(done);
        }
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        let mut writing = begin(&transaction)?;
        writing.began = self.began.filter(|_| self.is_one_command);
        let done = change(&mut writing)?;
        let began = writing.began;
        if !keep {
            transaction.rollback().map_err(Error::from)?;
        } else if let Err(e) = transaction.commit() {
            return Err(commit_failed(e).into());
        } else {
            self.began = began.filter(|_| self.is_one_command);
        }
        Ok(done)
    }
}

/// A commit that fails for want of a lock or of space fails before its decisive moment, the removal of the journal, and
/// is rolled back: nothing was changed. Any other failure leaves the outcome open.
fn commit_failed(e: rusqlite::Error) -> Error {
    let before_the_moment = matches!(
        e.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked | rusqlite::ErrorCode::DiskFull)
    );
    if before_the_moment { Error::from(e) } else { Error::Unknown(e.to_string()) }
}

impl<'c> Writing<'c> {
    pub(super) fn begin(connection: &'c Connection, deed: &'c Deed, operator: &'c Operator) -> Result<Self> {
        let writer: Uid = connection.query_row(include_str!("event/writer.sql"), [], |row| row.get(0))?;
        let operator_words = operator.to_words();
        let (seq, previous, rank, news) = (0, String::new(), 0, None);
        let mut writing = Self {
            connection,
            deed,
            operator,
            operator_words,
            writer,
            seq,
            previous,
            rank,
            news,
            began: None,
            taking_back: None,
            changed: 0,
            left: BTreeSet::new(),
            has_looker: false,
        };
        writing.find_head()?;
        Ok(writing)
    }

    /// Leaves rows as they are from now on: what was changed outside claimbook is not logged as if somebody had decided it.
    pub(super) fn leave_unlogged(&mut self, rows: BTreeSet<Uid>) {
        self.left = rows;
    }

    /// Finds the end of this file's own chain, and of the others: at the beginning, and after events were loaded.
    pub(super) fn find_head(&mut self) -> Result<()> {
        let mut heads = event::heads(self.connection)?;
        self.rank = heads.values().map(|(_, rank)| *rank).max().unwrap_or(0);
        let own = heads.remove(&self.writer).map(|(head, _)| (head.seq, head.hash));
        (self.seq, self.previous) = own.unwrap_or_default();
        let sight = if heads.is_empty() { SeenEvents::default() } else { SeenEvents::read(self.connection)? };
        let is_news = |(other, (head, _)): &(Uid, (Head, u64))| sight.last_seen(self.writer, *other) != Some(head);
        let news: Seen = heads.into_iter().filter(is_news).map(|(other, (head, _))| (other, head)).collect();
        self.news = (!news.is_empty()).then(|| serde_json::json!(news).to_string());
        Ok(())
    }

    /// Reads what is there, this change's own rows included.
    pub fn view(&self) -> View<'_> {
        View { connection: self.connection, is_blind: false, has_looker: self.has_looker }
    }

    /// A uid for a new row.
    pub fn uid(&self) -> Uid {
        Uid::new(self.deed.at)
    }

    /// Why the change is made, where a person said so.
    pub fn reason(&self) -> Option<&str> {
        self.deed.reason.as_deref()
    }

    /// The deed's time.
    pub fn time(&self) -> jiff::Timestamp {
        self.deed.at
    }

    /// The day that judgements of this change bear: the one that the operator stated, or the clock's.
    pub fn today(&self) -> jiff::civil::Date {
        self.operator.today.unwrap_or_else(|| jiff::tz::TimeZone::UTC.to_datetime(self.deed.at).date())
    }

    /// The place of the last event of this file's own chain.
    pub(super) fn last_seq(&self) -> u64 {
        self.seq
    }

    /// How many rows this change has added or edited.
    pub fn changed(&self) -> usize {
        self.changed
    }

    /// Adds a row.
    pub fn add<R: Record>(&mut self, record: &R) -> Result<()> {
        self.add_all(std::slice::from_ref(record))
    }

    /// Adds rows of one table, many with each statement: SQLite writes its full text out at every statement that may fail,
    /// which for long lists takes longer than all else.
    pub fn add_all<'r, R: Record + 'r>(&mut self, records: impl IntoIterator<Item = &'r R>) -> Result<()> {
        let records: Vec<&R> = records.into_iter().collect();
        for batch in split_batches(&records) {
            let rows = batch.iter().map(|record| record.values()).collect::<rusqlite::Result<Vec<_>>>()?;
            let sql = repeat_values(&R::TABLE.insert_sql(), rows.len());
            self.connection.prepare_cached(&sql)?.execute(params_from_iter(rows.iter().flatten()))?;
            let added = |(record, values): (&&R, &Vec<Value>)| {
                let after = Some(R::TABLE.row_to_json(values));
                self.make_event(R::TABLE.name, record.uid(), Action::Add, None, after, R::TABLE.row_sha256(values))
            };
            let events: Vec<Event> = batch.iter().zip(&rows).map(added).collect();
            event::append(self.connection, &events)?;
        }
        Ok(())
    }

    /// Makes the stored row say what `record` says; answers whether anything differed. Only fields that differ are
    /// written and logged.
    pub fn edit<R: Record>(&mut self, record: &R) -> Result<bool> {
        self.edit_row(R::TABLE, record.uid(), &record.values()?)
    }

    /// The same of a row given in the order of its columns.
    pub(super) fn edit_row(&mut self, table: &'static Table, uid: Uid, after: &[Value]) -> Result<bool> {
        if self.left.contains(&uid) {
            return Ok(false);
        }
        let before = self
            .connection
            .prepare_cached(&table.select_sql())?
            .query_row([uid], |row| row_values(row, table.columns.len()))?;
        let differing: Vec<usize> = (0..after.len()).filter(|i| before.get(*i) != after.get(*i)).collect();
        if differing.is_empty() {
            return Ok(false);
        }
        let left_out = if table.name == ABSTRACT.0 { self.view().withheld_abstract(uid)? } else { None };
        let fields = |values: &[Value], left_out: Option<&String>| -> String {
            let named = differing.iter().filter_map(|i| {
                let (column, value) = (*table.columns.get(*i)?, values.get(*i)?);
                // Who has the abstract must find in the log what they have.
                let by_hash = left_out.filter(|_| (table.name, column) == ABSTRACT && *value == Value::Null);
                let to_json = || table.to_json(column, value);
                Some((column.to_owned(), by_hash.map_or_else(to_json, |hash| format!("sha256:{hash}").into())))
            });
            serde_json::Value::Object(named.collect()).to_string()
        };
        let set: Vec<String> =
            differing.iter().filter_map(|i| table.columns.get(*i)).map(|c| format!("\"{c}\" = ?")).collect();
        let sql = format!("UPDATE main.{} SET {} WHERE uid = ?", table.name, set.join(", "));
        let mut bound: Vec<Value> = differing.iter().filter_map(|i| after.get(*i).cloned()).collect();
        bound.push(to_owned_value(&uid)?);
        self.connection.prepare_cached(&sql)?.execute(params_from_iter(&bound))?;
        let (was, is) = (fields(&before, left_out.as_ref()), fields(after, None));
        let has_other = differing.iter().any(|i| table.columns.get(*i) == Some(&ABSTRACT.1));
        if left_out.is_some() && has_other {
            stop_withholding(self.connection, &uid.to_string())?;
        }
        let left_out = left_out.filter(|_| !has_other);
        let row_sha256 = table.row_sha256_with(after, left_out.as_deref());
        self.log_event(table.name, uid, Action::Edit, Some(was), Some(is), row_sha256)?;
        Ok(true)
    }

    /// Appends an event to this file's own chain.
    pub(super) fn log_event(
        &mut self,
        entity: &str,
        row: Uid,
        action: Action,
        before: Option<String>,
        after: Option<String>,
        row_sha256: String,
    ) -> Result<()> {
        let event = self.make_event(entity, row, action, before, after, row_sha256);
        event::append(self.connection, &[event])
    }

    /// The next event of this file's own chain.
    fn make_event(
        &mut self,
        entity: &str,
        row: Uid,
        action: Action,
        before: Option<String>,
        after: Option<String>,
        row_sha256: String,
    ) -> Event {
        self.changed += 1;
        self.seq += 1;
        self.rank += 1;
        let began = *self.began.get_or_insert(self.seq);
        let mut event = Event {
            writer: self.writer,
            seq: self.seq,
            at: self.deed.at,
            who: self.deed.who.clone(),
            command: self.deed.command.clone(),
            entity: entity.to_owned(),
            row,
            action,
            before,
            after,
            reason: self.deed.reason.clone(),
            row_sha256,
            previous: std::mem::take(&mut self.previous),
            hash: String::new(),
            format: Some(FORMAT),
            rank: Some(self.rank),
            operator: self.operator_words.clone(),
            stated_on: self.operator.today,
            seen: self.news.take(),
            undoes: self.taking_back.map(|(writer, seq)| format!("{writer}:{seq}")),
            began: (began != self.seq).then_some(began),
        };
        event.hash = event.chained_hash();
        self.previous.clone_from(&event.hash);
        event
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::OpenMode;
    use crate::model::Person;

    #[test]
    fn a_second_writer_is_told_that_the_catalogue_is_busy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        let now = jiff::Timestamp::UNIX_EPOCH;
        let deed = Deed { who: "A. Reviewer".into(), command: "test".into(), at: now, reason: None };
        let mut first = Catalogue::create(&path, now).unwrap();
        let mut second = Catalogue::open(&path, OpenMode::Write).unwrap();
        second.connection.busy_timeout(std::time::Duration::ZERO).unwrap();
        let person = Person {
            uid: Uid::new(now),
            name: "A. Reviewer".into(),
            credentials: None,
            contact: None,
            declared_id: None,
            merged_into: None,
            retired_on: None,
        };
        let both: Result<()> = first.write(&deed, |w| {
            w.add(&person)?;
            let refused: Result<()> = second.write(&deed, |w| w.add(&person));
            assert!(matches!(refused, Err(Error::Busy(_))), "{refused:?}");
            Ok(())
        });
        both.unwrap();
        assert_eq!(second.view().persons().unwrap(), [person]);
    }
}
