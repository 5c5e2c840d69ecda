//! What a desk says to what arrived: what it did too late it takes back in its log, and keeps as the other side of a conflict;
//! what it added of something that was there already is told to be that.

use super::groups::EventFate;
use super::joining::{JOINED, name_of};
use super::replaying::{COMMAND, Replay, ReplayClash, parse_fields};
use super::{HubState, NewName, TakenIn};
use crate::catalogue::Result;
use crate::catalogue::record::{Record, Table};
use crate::catalogue::withdrawn::table_named;
use crate::model::{Action, Conflict, Event, Uid, Withdrawn};
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

/// Commands that decide nothing: what they did too late is no conflict.
const UNDECIDING: &[&str] = &[COMMAND, "check"];

impl Replay<'_, '_> {
    /// Says what there is to say to this desk's own events that arrived behind others that they had not seen.
    pub(super) fn answer_own(&mut self, state: &mut HubState, taken: &mut TakenIn) -> Result<()> {
        let last = state.confirmed.min(state.moved);
        let mut mine = self.writing.view().own_events_after(state.answered)?;
        mine.retain(|event| event.seq <= last);
        let fates: BTreeMap<u64, EventFate> =
            mine.iter().map(|event| (event.seq, state.read_fate(event.seq))).collect();
        if !mine.is_empty() {
            self.writing.find_head()?;
            self.answer_late(&mine, &fates, state, taken)?;
            for event in mine.iter().filter(|event| event.action == Action::Add) {
                if fates.get(&event.seq).is_some_and(EventFate::is_done) && self.log_joining(event, taken)? {
                    state.idle.insert(self.writing.last_seq());
                }
            }
            self.reconcile(&mine, &fates, taken)?;
        }
        state.settle();
        Ok(())
    }

    /// Takes back what is late, and keeps it as the other side of a conflict, unless nobody decided it.
    fn answer_late(
        &mut self,
        mine: &[Event],
        fates: &BTreeMap<u64, EventFate>,
        state: &mut HubState,
        taken: &mut TakenIn,
    ) -> Result<()> {
        let mut late: BTreeMap<u64, Vec<(&Event, ReplayClash)>> = BTreeMap::new();
        for event in mine {
            if let Some(EventFate::Late(fault, clash)) = fates.get(&event.seq)
                && self.find_taking_back(event)?.is_none()
            {
                late.entry(*fault).or_default().push((event, *clash));
            }
        }
        let places: BTreeSet<String> = late.values().flatten().map(|(event, _)| event.place_words()).collect();
        // What somebody did and took back themselves, too, before anybody saw it is nobody's decision.
        let taken_back: BTreeSet<&String> = mine.iter().filter_map(|event| event.undoes.as_ref()).collect();
        let is_nothing = |event: &Event| {
            taken_back.contains(&event.place_words())
                || event.undoes.as_ref().is_some_and(|undone| places.contains(undone))
        };
        let (mut standing, mut lent): (BTreeMap<Uid, Event>, Vec<&Event>) = Default::default();
        for (fault, part) in &late {
            let Some((event, clash)) = part.iter().find(|(event, _)| event.seq == *fault).or(part.first()) else {
                continue;
            };
            let first = self.find_standing(event, *clash, &places, &standing)?;
            if let Some(first) = &first {
                standing.extend(part.iter().map(|(event, _)| (event.row, first.clone())));
            }
            let is_lent = self.is_lent(part)?;
            let is_decided = !is_lent && !UNDECIDING.contains(&event.command.as_str()) && !is_nothing(event);
            let conflict = match !is_decided || self.is_known(event)? {
                true => None,
                false => Some(self.make_conflict(event, first.as_ref())?),
            };
            for (event, _) in part.iter().rev() {
                if self.log_taking_back(event)? {
                    state.idle.insert(self.writing.last_seq());
                }
            }
            // Whoever settles it finds what was taken back right before it.
            if let Some(conflict) = conflict {
                self.writing.add(&conflict)?;
                taken.conflicts.push(conflict);
            }
            if is_lent {
                lent.extend(part.iter().map(|(event, _)| *event));
            }
        }
        for event in lent {
            if let Some(work) = self.complete_work(event)? {
                self.writing.edit(&work)?;
            }
        }
        Ok(())
    }

    /// Whether all that is late is what works lack.
    fn is_lent(&self, part: &[(&Event, ReplayClash)]) -> Result<bool> {
        for (event, _) in part {
            if self.complete_work(event)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether an event is one side of a conflict already.
    fn is_known(&self, event: &Event) -> Result<bool> {
        let mut statement = self.writing.connection.prepare_cached(include_str!("is_late.sql"))?;
        Ok(statement.exists([event.place_words()])?)
    }

    /// Logs that an event is taken back, as its row stands now; answers whether there was anything to log.
    fn log_taking_back(&mut self, event: &Event) -> Result<bool> {
        let Some(table) = table_named(&event.entity) else { return Ok(false) };
        let stored = self.writing.view().read_stored(table, event.row)?;
        self.writing.taking_back = Some(event.place());
        let logged = match (event.action, stored) {
            (Action::Edit, Some(stored)) => {
                let said = parse_fields(event.after.as_deref()).unwrap_or_default();
                let stands = self.describe_fields(table, &stored, said.keys());
                let hash = self.hash(table, event.row, &stored)?;
                self.writing.log_event(table.name, event.row, Action::Edit, event.after.clone(), Some(stands), hash)?;
                true
            }
            (Action::Withdraw, Some(stored)) => {
                let hash = self.hash(table, event.row, &stored)?;
                let row = Some(table.row_to_json(&stored));
                self.writing.log_event(table.name, event.row, Action::Add, None, row, hash)?;
                true
            }
            (Action::Add, None) => self.log_withdrawal(table, event)?,
            _ => false,
        };
        self.writing.taking_back = None;
        Ok(logged)
    }

    /// Logs that a row which came too late is withdrawn; where it is not kept yet, it is kept now.
    fn log_withdrawal(&mut self, table: &'static Table, event: &Event) -> Result<bool> {
        let kept = match self.writing.view().withdrawn(event.row)? {
            Some(kept) => kept,
            None => {
                let Some((values, withheld)) = self.parse_values(table, event.after.as_deref())? else {
                    return Ok(false);
                };
                let at = self.withdrawn_at(event)?;
                let kept = self.writing.as_withdrawn(table, event.row, (&values, withheld.as_deref()), at);
                self.run(&Withdrawn::TABLE.insert_sql(), params_from_iter(kept.values()?))?;
                kept
            }
        };
        let Some(values) = self.parse_kept(table, &kept) else { return Ok(false) };
        let hash = Withdrawn::TABLE.row_sha256(&kept.values()?);
        let row = Some(table.row_to_json(&values));
        self.writing.log_event(table.name, event.row, Action::Withdraw, row, None, hash)?;
        Ok(true)
    }

    fn hash(&self, table: &'static Table, row: Uid, values: &[Value]) -> Result<String> {
        Ok(table.row_sha256_with(values, self.read_withheld(table, row)?.as_deref()))
    }

    fn describe_fields<'f>(&self, table: &Table, values: &[Value], names: impl Iterator<Item = &'f String>) -> String {
        let field = |name: &String| {
            let at = table.columns.iter().position(|column| column == name)?;
            Some((name.clone(), table.to_json(name, values.get(at)?)))
        };
        Json::Object(names.filter_map(field).collect()).to_string()
    }

    /// The event that stands in the way of one that is late.
    fn find_standing(
        &self,
        late: &Event,
        clash: ReplayClash,
        late_places: &BTreeSet<String>,
        of_late_rows: &BTreeMap<Uid, Event>,
    ) -> Result<Option<Event>> {
        let named: Vec<Uid> = parse_fields(late.after.as_deref())
            .unwrap_or_default()
            .values()
            .filter_map(|field| field.as_str()?.parse().ok())
            .filter(|uid| *uid != late.row)
            .collect();
        let mut rows = vec![late.row];
        if clash == ReplayClash::Taken {
            rows.extend(self.find_holder(late)?);
        }
        if clash == ReplayClash::Gone {
            rows.extend(&named);
        }
        for row in &rows {
            if let Some(standing) = of_late_rows.get(row) {
                return Ok(Some(standing.clone()));
            }
            let is_standing = |event: &Event| {
                event.place() != late.place()
                    && !late_places.contains(&event.place_words())
                    && event.command != COMMAND
                    && !event.is_look()
            };
            let gone = clash == ReplayClash::Gone && *row != late.row;
            let events = self.writing.view().events_of(&[*row])?;
            let found = events.into_iter().filter(is_standing).find(|event| !gone || event.action == Action::Withdraw);
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The row that has the place which a late one was to have.
    fn find_holder(&self, late: &Event) -> Result<Option<Uid>> {
        let Some(table) = table_named(&late.entity) else { return Ok(None) };
        let given: Map<String, Json> = parse_fields(late.after.as_deref()).unwrap_or_default();
        for columns in PLACES.iter().filter(|(name, _)| *name == table.name).map(|(_, columns)| columns) {
            let values: Vec<Value> = columns
                .iter()
                .filter_map(|column| match given.get(*column)? {
                    Json::String(text) => Some(Value::Text(text.clone())),
                    Json::Number(n) => n.as_i64().map(Value::Integer),
                    _ => None,
                })
                .collect();
            if values.len() == columns.len() {
                let same: Vec<String> = columns.iter().map(|column| format!("\"{column}\" = ?")).collect();
                let sql = format!("SELECT uid FROM {} WHERE {}", table.name, same.join(" AND "));
                let found =
                    self.writing.view().first_row(&sql, params_from_iter(values), |row| row.get::<_, Uid>(0))?;
                if let Some(found) = found.filter(|uid| *uid != late.row) {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    fn make_conflict(&self, late: &Event, standing: Option<&Event>) -> Result<Conflict> {
        let mut stands = None;
        if let Some(table) = table_named(&late.entity)
            && let Some(stored) = self.writing.view().read_stored(table, late.row)?
        {
            let said = parse_fields(late.after.as_deref());
            stands = Some(match said {
                Some(said) => self.describe_fields(table, &stored, said.keys()),
                None => table.row_to_json(&stored),
            });
        }
        Ok(Conflict {
            uid: self.writing.uid(),
            entity: late.entity.clone(),
            row: late.row,
            late: late.after.clone(),
            standing: stands,
            late_event: late.place_words(),
            standing_event: standing.map(Event::place_words),
            late_by: late.who.clone(),
            standing_by: standing.map(|event| event.who.clone()),
            found_at: self.writing.time(),
            kept: None,
            settled_by: None,
            settled_on: None,
        })
    }

    /// Logs how a row stands that was joined with another one.
    fn log_joining(&mut self, event: &Event, taken: &mut TakenIn) -> Result<bool> {
        let Some((table, columns)) = JOINED.iter().find(|(name, _)| *name == event.entity) else { return Ok(false) };
        let Some(table) = table_named(table) else { return Ok(false) };
        let Some(stored) = self.writing.view().read_stored(table, event.row)? else { return Ok(false) };
        let hash = self.hash(table, event.row, &stored)?;
        let own = self.writing.view().events_of(&[event.row])?.into_iter().find(|last| last.writer == event.writer);
        if own.is_some_and(|last| last.row_sha256 == hash) {
            return Ok(false);
        }
        let said = parse_fields(event.after.as_deref()).unwrap_or_default();
        let stands = parse_fields(Some(&table.row_to_json(&stored))).unwrap_or_default();
        let differing: Vec<&&str> =
            columns.iter().filter(|column| said.get(**column) != stands.get(**column)).collect();
        if differing.is_empty() {
            return Ok(false);
        }
        let pick = |of: &Map<String, Json>| {
            let picked = differing.iter().map(|c| ((**c).to_owned(), of.get(**c).cloned().unwrap_or(Json::Null)));
            Some(Json::Object(picked.collect()).to_string())
        };
        self.writing.log_event(table.name, event.row, Action::Edit, pick(&said), pick(&stands), hash)?;
        if let Some(was) = said.get("key").and_then(Json::as_str) {
            let is = name_of(self, table, event.row)?;
            taken.joined.push(NewName { table: table.name.to_owned(), was: was.to_owned(), is });
        }
        Ok(true)
    }
}

/// Columns that no two rows of a table share.
const PLACES: &[(&str, &[&str])] = &[
    ("claim", &["article", "serial"]),
    ("reference", &["article", "serial"]),
    ("version", &["article", "n"]),
    ("citation", &["claim", "reference"]),
    ("article_person", &["article", "person", "role"]),
    ("work", &["doi"]),
    ("work", &["key"]),
    ("article", &["key"]),
];
