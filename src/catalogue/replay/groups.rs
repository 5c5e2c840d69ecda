//! What is replayed or late together. A command is one decision, but a long one (a sheet of verdicts, an article's new version)
//! is many: those of its events that hang together by the records that they are about are late together, and no others.

use super::replaying::{Outcome, Replay, ReplayClash};
use crate::catalogue::Result;
use crate::catalogue::record::{Record, Table};
use crate::catalogue::withdrawn::table_named;
use crate::model::{Action, Conflict, Event, Uid, Version};
use rusqlite::types::Value;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EventFate {
    /// It changed its row.
    Done,
    /// Its row was so already.
    AlreadySo,
    /// It is late, with all events that hang together with the one at fault, by its place in the chain.
    Late(u64, ReplayClash),
}

impl EventFate {
    pub(super) fn is_done(&self) -> bool {
        *self == Self::Done
    }
}

/// Events cut into commands: those of one command that stand side by side.
pub(super) fn cut_groups<'g, 'e>(events: &'g [&'e Event]) -> impl Iterator<Item = &'g [&'e Event]> {
    events.chunk_by(|one, next| (one.writer, one.first()) == (next.writer, next.first()))
}

/// Columns by which rows of one decision hang together. Works and persons are shared by all, and stand for themselves.
const TOGETHER: &[&str] = &["claim", "reference", "citation", "answers", "record", "row"];

impl Replay<'_, '_> {
    /// Replays the events of a command. What is late changes nothing.
    pub(super) fn replay(&mut self, group: &[&Event]) -> Result<Vec<EventFate>> {
        self.writing.connection.execute_batch("SAVEPOINT replay")?;
        let set_aside = self.set_aside.clone();
        let mut late: BTreeMap<usize, (u64, ReplayClash)> = BTreeMap::new();
        let mut parts: Option<Vec<usize>> = None;
        let fates = loop {
            let mut fates = Vec::with_capacity(group.len());
            let mut is_news = false;
            for (at, event) in group.iter().enumerate() {
                let part = parts.as_ref().and_then(|parts| parts.get(at)).copied();
                if let Some((place, clash)) = part.and_then(|part| late.get(&part)) {
                    fates.push(EventFate::Late(*place, *clash));
                    continue;
                }
                match self.apply(event)? {
                    Outcome::Done => fates.push(EventFate::Done),
                    Outcome::AlreadySo => fates.push(EventFate::AlreadySo),
                    Outcome::Clash(clash) => {
                        is_news = true;
                        fates.push(EventFate::Late(event.seq, clash));
                        let Some(part) = part else {
                            // What hangs together is read of the rows as they were.
                            break;
                        };
                        late.insert(part, (event.seq, clash));
                    }
                }
            }
            if !is_news {
                break fates;
            }
            self.writing.connection.execute_batch("ROLLBACK TO replay")?;
            self.set_aside.clone_from(&set_aside);
            if parts.is_none() {
                let together = self.find_parts(group)?;
                if let (Some(EventFate::Late(place, clash)), Some(part)) =
                    (fates.last(), fates.len().checked_sub(1).and_then(|at| together.get(at)))
                {
                    late.insert(*part, (*place, *clash));
                }
                parts = Some(together);
            }
        };
        self.writing.connection.execute_batch("RELEASE replay")?;
        Ok(fates)
    }

    /// Which events hang together: for each, the first event that it hangs together with.
    fn find_parts(&self, group: &[&Event]) -> Result<Vec<usize>> {
        let is_version = |event: &&&Event| event.entity == Version::TABLE.name && event.action == Action::Add;
        let new_texts: BTreeSet<Uid> =
            group.iter().filter(is_version).filter_map(|event| list_named(event, "article").first().copied()).collect();
        let mut first: BTreeMap<Uid, usize> = BTreeMap::new();
        let mut leads: Vec<usize> = (0..group.len()).collect();
        for (at, event) in group.iter().enumerate() {
            for uid in self.list_related(event, &new_texts)? {
                let other = *first.entry(uid).or_insert(at);
                let (one, other) = (find_root(&leads, at), find_root(&leads, other));
                if let Some(lead) = leads.get_mut(one.max(other)) {
                    *lead = one.min(other);
                }
            }
        }
        Ok((0..group.len()).map(|at| find_root(&leads, at)).collect())
    }

    /// The records that an event is about.
    fn list_related(&self, event: &Event, new_texts: &BTreeSet<Uid>) -> Result<Vec<Uid>> {
        let mut uids = vec![event.row];
        let Some(table) = table_named(&event.entity) else { return Ok(uids) };
        if matches!(table.name, "work" | "person" | "notice" | "observation" | "person_key") {
            return Ok(uids);
        }
        // That two sides differ is to be told, whatever becomes of what its desk says beside it.
        if table.name == Conflict::TABLE.name && event.action == Action::Add {
            return Ok(uids);
        }
        let mut columns: Vec<&str> = TOGETHER.to_vec();
        if matches!(table.name, "claim" | "citation") {
            columns.push("merged_into");
        }
        let stored = self.read_row(table, event.row)?.unwrap_or_default();
        for column in &columns {
            uids.extend(list_named(event, column));
            uids.extend(read_stored_uid(table, &stored, column));
        }
        // What a new text made of its article goes with the text.
        let articles = list_named(event, "article").into_iter().chain(read_stored_uid(table, &stored, "article"));
        uids.extend(articles.filter(|article| new_texts.contains(article)));
        Ok(uids)
    }
}

fn find_root(leads: &[usize], mut at: usize) -> usize {
    while let Some(lead) = leads.get(at).copied().filter(|lead| *lead != at) {
        at = lead;
    }
    at
}

fn read_stored_uid(table: &Table, stored: &[Value], column: &str) -> Option<Uid> {
    match table.columns.iter().position(|c| *c == column).and_then(|at| stored.get(at)) {
        Some(Value::Text(uid)) => uid.parse().ok(),
        _ => None,
    }
}

/// The uids that an event has in a field.
fn list_named(event: &Event, column: &str) -> Vec<Uid> {
    let objects = [&event.before, &event.after].into_iter().flatten();
    let fields = objects.filter_map(|text| serde_json::from_str::<Map<String, Json>>(text).ok());
    fields.filter_map(|fields| fields.get(column)?.as_str()?.parse().ok()).collect()
}
