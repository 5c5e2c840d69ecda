//! Joining a folder to a catalogue that has gone its own way since the two were last the same.
//!
//! Rows are joined by uid. The event logs say what each side did since: a row that only one side changed takes that
//! side's form; one that both changed differently is refused, by name, and then nothing is merged. Addresses that both
//! sides gave to different records are renumbered, and what both added of one thing becomes one; that is said and logged.

mod citations;
mod claims;
mod following;
mod log;
mod merged;
mod naming;
mod numbering;
mod people;
mod versions;
mod withdrawn;
mod works;

pub(super) use following::follows;
pub use merged::{JoinedWork, MergeReport, RenumberedRecord};
pub(super) use numbering::name_by_serial;
pub(super) use works::reconcile as reconcile_works;

use super::sheets::{EVENT, read_text};
use super::{TextFormError, withhold};
use crate::catalogue::record::{ABSTRACT, Record, TABLES, Table, row_values, sha256};
use crate::catalogue::waiver::find_records;
use crate::catalogue::{Catalogue, Deed, Writing};
use crate::model::{Action, Citation, Head, Person, Uid, Withdrawn, Work};
use log::{Changes, rows_since};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

impl Catalogue {
    /// Joins a folder in the text form to this catalogue, or changes nothing and says why.
    pub fn load_merge(&mut self, folder: &Path, deed: &Deed) -> Result<MergeReport, TextFormError> {
        self.refuse_where_hub(folder)?;
        let mut incoming = Self::in_memory(deed.at)?.with_operator(self.operator.clone());
        incoming.load(folder, deed)?;
        // Waivers of an older form know an address alone, which means something on its own side only.
        incoming.write(deed, find_records)?;
        self.write(deed, |writing| {
            find_records(writing)?;
            writing.connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            let mut merging = Merger::begin(writing, &incoming)?;
            for table in TABLES {
                merging.join(table)?;
            }
            merging.finish()
        })
    }
}

struct Merger<'m, 'w> {
    writing: &'m mut Writing<'w>,
    incoming: &'m Catalogue,
    /// Rows with events that the other side does not have.
    changed_here: Changes,
    changed_there: Changes,
    /// Works that both sides added.
    works: works::WorkPairs,
    /// Persons whom both sides added.
    people: BTreeMap<Uid, Uid>,
    /// Persons who are new here.
    new_people: BTreeSet<Uid>,
    withheld_here: BTreeMap<Uid, String>,
    withheld_there: BTreeMap<Uid, String>,
    conflicts: Vec<String>,
    /// Articles of which both sides imported another text: what differs in their places follows from that.
    clashing: BTreeSet<Uid>,
    /// Rows that are not stored as the folder has them, with its values.
    to_log: Vec<(&'static Table, Uid, Vec<Value>)>,
    merged: MergeReport,
}

impl<'m, 'w> Merger<'m, 'w> {
    fn begin(writing: &'m mut Writing<'w>, incoming: &'m Catalogue) -> Result<Self, TextFormError> {
        let (here, there) = (writing.connection, &incoming.connection);
        let (log_here, log_there) = (writing.view(), incoming.view());
        let (heads_here, heads_there) = (log_here.heads()?, log_there.heads()?);
        let mut conflicts = Vec::new();
        for (writer, last_there) in &heads_there {
            let common = heads_here.get(writer).map_or(0, |head| head.seq).min(last_there.seq);
            if common > 0 && log_here.event_hash(*writer, common)? != log_there.event_hash(*writer, common)? {
                conflicts.push(format!(
                    "the log of the writer {writer} (a file of the catalogue was copied, and both copies went on)"
                ));
            }
        }
        let withheld_here = writing.view().withheld_abstracts()?;
        let works = works::find_pairs(writing.view(), incoming)?;
        let people = people::find_pairs(writing.view(), incoming)?;
        let merging = Self {
            changed_here: rows_since(here, &heads_there)?,
            changed_there: rows_since(there, &heads_here)?,
            withheld_here,
            withheld_there: incoming.view().withheld_abstracts()?,
            works,
            people,
            new_people: BTreeSet::new(),
            writing,
            incoming,
            conflicts,
            clashing: BTreeSet::new(),
            to_log: Vec::new(),
            merged: MergeReport::default(),
        };
        if !merging.conflicts.is_empty() {
            return Err(TextFormError::Conflicts(merging.conflicts));
        }
        merging.take_events(&heads_here)
    }

    /// Appends the events that are new here.
    fn take_events(mut self, heads_here: &BTreeMap<Uid, Head>) -> Result<Self, TextFormError> {
        let sql = format!("SELECT {} FROM event ORDER BY writer, seq", EVENT.column_list());
        let mut statement = self.incoming.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if row.get::<_, u64>(1)? > heads_here.get(&row.get(0)?).map_or(0, |head| head.seq) {
                let values = row_values(row, EVENT.columns.len())?;
                self.writing.connection.prepare_cached(&EVENT.insert_sql())?.execute(params_from_iter(values))?;
                self.merged.events += 1;
            }
        }
        drop(rows);
        drop(statement);
        self.writing.find_head()?;
        Ok(self)
    }

    /// Joins the rows of a table: first those that are here, so that what was given up is free, then new ones.
    fn join(&mut self, table: &'static Table) -> Result<(), TextFormError> {
        let incoming = self.incoming;
        let mut statement =
            incoming.connection.prepare(&format!("SELECT {} FROM {} ORDER BY uid", table.column_list(), table.name))?;
        let mut new = BTreeSet::new();
        // Rows whose address in the folder another row still has, which may give it up.
        let mut waiting = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let uid: Uid = row.get(0)?;
            match read_stored(self.writing.connection, table, uid)? {
                None => _ = new.insert(uid),
                Some(here) => {
                    let there = row_values(row, table.columns.len())?;
                    match self.waits(table, uid, &here, &there)? {
                        true => waiting.push((uid, here, there)),
                        false => self.reconcile(table, uid, here, there)?,
                    }
                }
            }
        }
        drop(rows);
        self.settle_waiting(table, waiting)?;
        if table.name == "work" {
            self.give_way()?;
        }
        for uid in new {
            if let Some(values) = read_stored(&incoming.connection, table, uid)? {
                self.add(table, uid, values)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, table: &'static Table, uid: Uid, there: Vec<Value>) -> Result<(), TextFormError> {
        if self.clashes(table, &there)? || self.is_settled_by_undo(table, uid, &there)? {
            return Ok(());
        }
        let view = self.incoming.view();
        let mut values = match table.name {
            "work" => view.get::<Work>(uid)?.map(|work| self.join_work(work)?.values().map_err(TextFormError::from)),
            "person" => {
                self.new_people.insert(uid);
                view.get::<Person>(uid)?.map(|one| self.join_person(one)?.values().map_err(TextFormError::from))
            }
            "citation" => {
                view.get::<Citation>(uid)?.map(|one| self.join_citation(one)?.values().map_err(TextFormError::from))
            }
            _ => None,
        }
        .transpose()?
        .unwrap_or_else(|| there.clone());
        self.renumber(table, uid, &mut values)?;
        let added = self.writing.connection.prepare_cached(&table.insert_sql())?.execute(params_from_iter(&values));
        if self.is_settled(table, &values, added)? {
            self.merged.added += 1;
            self.keep_withheld(uid, table)?;
            if values != there {
                self.to_log.push((table, uid, there));
            }
        }
        Ok(())
    }

    /// A row that both sides have.
    fn reconcile(
        &mut self,
        table: &'static Table,
        uid: Uid,
        here: Vec<Value>,
        mut there: Vec<Value>,
    ) -> Result<(), TextFormError> {
        if table.name == Withdrawn::TABLE.name {
            // Both sides withdrew it; each knows when it did so.
            return Ok(());
        }
        let hash_here = table.row_sha256_with(&here, self.withheld_here.get(&uid).map(String::as_str));
        let hash_there = table.row_sha256_with(&there, self.withheld_there.get(&uid).map(String::as_str));
        if hash_here == hash_there {
            return self.note_heard_again(table, uid, &here, &there);
        }
        if table.name == "version" {
            // Nothing of a version ever changes but its number, which each side gives on its own.
            return Ok(());
        }
        match (self.changed_here.get(&uid).cloned(), self.changed_there.get(&uid).cloned()) {
            (Some(_), None) => Ok(()),
            (None, Some(_)) => {
                self.keep_abstract(table, uid, &here, &mut there);
                self.take(table, uid, there.clone(), there)
            }
            (Some(ours), Some(theirs)) => match self.merge_both(table, uid, (&here, ours), (&there, theirs))? {
                Some(values) => self.take(table, uid, there, values),
                None => self.note_conflict(table, &here, &there),
            },
            (None, None) => self.note_conflict(table, &here, &there),
        }
    }

    /// Stores the values of a row that is here; `there` are those of the folder.
    fn take(
        &mut self,
        table: &'static Table,
        uid: Uid,
        there: Vec<Value>,
        mut values: Vec<Value>,
    ) -> Result<(), TextFormError> {
        self.renumber(table, uid, &mut values)?;
        // Only what differs is written: of rows that never change, only what they belong to and whether they are retired.
        let here = read_stored(self.writing.connection, table, uid)?.unwrap_or_default();
        self.note_new_address(table, &here, &values)?;
        let columns = table.columns.iter().zip(values.iter().zip(&here));
        let differing: Vec<(&str, &Value)> =
            columns.filter(|(_, (value, here))| value != here).map(|(column, (value, _))| (*column, value)).collect();
        if differing.is_empty() {
            return Ok(());
        }
        let set: Vec<String> = differing.iter().map(|(c, _)| format!("\"{c}\" = ?")).collect();
        let sql = format!("UPDATE {} SET {} WHERE uid = ?", table.name, set.join(", "));
        let id = Value::Text(uid.to_string());
        let bound = differing.iter().map(|(_, value)| *value).chain([&id]);
        let changed = self.writing.connection.prepare_cached(&sql)?.execute(params_from_iter(bound));
        if self.is_settled(table, &values, changed)? {
            self.merged.changed += 1;
            self.keep_withheld(uid, table)?;
            if values != there {
                self.to_log.push((table, uid, there));
            }
        }
        Ok(())
    }

    /// A row that both sides changed, where one of them only let it follow what it belongs to, or where they say one thing.
    fn merge_both(
        &mut self,
        table: &'static Table,
        uid: Uid,
        (here, ours): (&[Value], Option<BTreeSet<String>>),
        (there, theirs): (&[Value], Option<BTreeSet<String>>),
    ) -> Result<Option<Vec<Value>>, TextFormError> {
        if table.name == "work" {
            let (here, there) = (self.writing.view().get::<Work>(uid)?, self.incoming.view().get::<Work>(uid)?);
            let both = here.zip(there).and_then(|(here, there)| works::reconcile(&here, &there));
            return Ok(both.map(|work| work.values()).transpose()?);
        }
        if table.name == "citation" {
            let (ours, theirs) =
                (self.writing.view().get::<Citation>(uid)?, self.incoming.view().get::<Citation>(uid)?);
            if let Some((ours, theirs)) = ours.zip(theirs)
                && self.pass_on(&ours, &theirs)?
            {
                return Ok(Some(here.to_vec()));
            }
        }
        let follows = |column: &str| follows(table, column);
        let only_followed = |fields: Option<BTreeSet<String>>| fields.is_some_and(|f| f.iter().all(|f| follows(f)));
        let (ours, theirs) = (only_followed(ours), only_followed(theirs));
        let combined = table.columns.iter().zip(here.iter().zip(there)).map(|(column, (here, there))| {
            // What it belongs to is settled once all is here.
            if theirs || follows(column) { here.clone() } else { there.clone() }
        });
        Ok((ours || theirs).then(|| combined.collect()))
    }

    fn note_conflict(&mut self, table: &Table, here: &[Value], there: &[Value]) -> Result<(), TextFormError> {
        if self.follows_clash(table, here) {
            return Ok(());
        }
        let columns = table.columns.iter().zip(here.iter().zip(there));
        let differing: Vec<&str> = columns.filter(|(_, (a, b))| a != b).map(|(c, _)| *c).collect();
        let name = self.name_row(table, here)?;
        self.conflicts.push(format!("{name} ({})", differing.join(", ")));
        Ok(())
    }

    /// The same answer heard on both sides: the later time counts.
    fn note_heard_again(&self, table: &Table, uid: Uid, here: &[Value], there: &[Value]) -> Result<(), TextFormError> {
        let time = |row: &[Value]| read_text(row.last()).and_then(|at| at.parse::<jiff::Timestamp>().ok());
        if table.name == "observation" && time(there) > time(here) {
            let again = include_str!("../../observation/heard_again.sql");
            self.writing.connection.prepare_cached(again)?.execute((uid, read_text(there.last())))?;
        }
        Ok(())
    }

    /// The folder left out an abstract that is the one stored here: it stays.
    fn keep_abstract(&self, table: &Table, uid: Uid, here: &[Value], there: &mut [Value]) {
        let Some(at) = table.columns.iter().position(|c| (table.name, *c) == ABSTRACT) else { return };
        if let (Some(Value::Text(words)), Some(absent @ Value::Null)) = (here.get(at), there.get_mut(at))
            && self.withheld_there.get(&uid) == Some(&sha256(words.as_bytes()))
        {
            *absent = Value::Text(words.clone());
        }
    }

    fn keep_withheld(&self, uid: Uid, table: &Table) -> Result<(), TextFormError> {
        if let Some(sha256) = self.withheld_there.get(&uid).filter(|_| table.name == ABSTRACT.0) {
            withhold(self.writing.connection, &uid.to_string(), sha256)?;
        }
        Ok(())
    }

    /// A statement that the schema refuses is a conflict: both sides added what can be there only once.
    fn is_settled(
        &mut self,
        table: &Table,
        values: &[Value],
        done: rusqlite::Result<usize>,
    ) -> Result<bool, TextFormError> {
        match done {
            Ok(_) => Ok(true),
            Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
                let name = self.name_row(table, values)?;
                self.conflicts.push(format!("{name} (both added it: {e})"));
                Ok(false)
            }
            Err(e) => Err(e.into()),
        }
    }

    fn finish(mut self) -> Result<MergeReport, TextFormError> {
        if !self.conflicts.is_empty() {
            return Err(TextFormError::Conflicts(self.conflicts));
        }
        self.name_dangling()?;
        if !self.conflicts.is_empty() {
            return Err(TextFormError::Conflicts(self.conflicts));
        }
        self.writing.follow_works()?;
        self.settle_claims()?;
        if !self.conflicts.is_empty() {
            return Err(TextFormError::Conflicts(self.conflicts));
        }
        self.writing.follow_citations()?;
        self.writing.settle_people()?;
        self.name_alike()?;
        for (table, uid, there) in std::mem::take(&mut self.to_log) {
            if let Some(values) = read_stored(self.writing.connection, table, uid)? {
                let left_out = self.withheld_there.get(&uid).map(String::as_str);
                let hash = table.row_sha256_with(&values, left_out);
                let differing = |of: &[Value]| {
                    let columns = table.columns.iter().zip(of).zip(there.iter().zip(&values));
                    let changed = columns.filter(|(_, (before, after))| before != after);
                    changed.map(|((column, value), _)| ((*column).to_owned(), table.to_json(column, value))).collect()
                };
                let fields = |of: &[Value]| Some(serde_json::Value::Object(differing(of)).to_string());
                self.writing.log_event(table.name, uid, Action::Edit, fields(&there), fields(&values), hash)?;
            }
        }
        Ok(self.merged)
    }
}

fn read_stored(connection: &Connection, table: &Table, uid: Uid) -> rusqlite::Result<Option<Vec<Value>>> {
    let mut statement = connection.prepare_cached(&table.select_sql())?;
    let mut rows = statement.query([uid])?;
    rows.next()?.map(|row| row_values(row, table.columns.len())).transpose()
}
