//! The log in words: what an event says, and what people call the rows that it speaks of. `asserted the citation of knee-pain/r2 for knee-pain/c1 (state: suggested → asserted)`.

mod answers;
mod plain;
mod records;

pub use plain::{HistoryLine, describe_claims};

use super::Failure;
use crate::catalogue::{Record, View};
use crate::model::*;
use crate::text::stored_fields::describe_value;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What people call the rows that events speak of.
pub struct Names<'v> {
    view: View<'v>,
    known: BTreeMap<Uid, Option<String>>,
}

impl<'v> Names<'v> {
    /// Names as a catalogue has them now.
    pub fn new(view: View<'v>) -> Self {
        Self { view, known: BTreeMap::new() }
    }

    /// What an event says.
    pub fn write_sentence(&mut self, event: &Event) -> Result<String, Failure> {
        let name = self.name_record(&event.entity, event.row)?.map(|name| format!(" {name}")).unwrap_or_default();
        let noun = event.entity.replace('_', " ");
        let what = match event.action {
            Action::Edit if event.command == "reveal" => format!("as{name}"),
            Action::Add if is_proposal(event) => format!("proposed a place{name}"),
            Action::Add if event.undoes.is_some() => format!("put {noun}{name} back"),
            Action::Add => format!("added {noun}{name}"),
            Action::Withdraw => format!("withdrew {noun}{name}"),
            Action::Edit => {
                let (before, after) = (self.name_fields(event, &event.before)?, self.name_fields(event, &event.after)?);
                format!("changed {noun}{name}: {}", describe_changes(&Event { before, after, ..event.clone() }))
            }
        };
        // What the log tells of and no list shows any more is told apart.
        let is_gone = event.action != Action::Withdraw && self.is_withdrawn(event.row)?;
        let gone = if is_gone { ", withdrawn since" } else { "" };
        Ok(match &event.reason {
            Some(reason) => format!("{what}{gone} (because {reason})"),
            None => format!("{what}{gone}"),
        })
    }

    /// What taking an event back does.
    pub fn write_inverse_sentence(&mut self, event: &Event) -> Result<String, Failure> {
        let name = self.name_record(&event.entity, event.row)?.map(|name| format!(" {name}")).unwrap_or_default();
        let noun = event.entity.replace('_', " ");
        Ok(match event.action {
            Action::Add => format!("withdrew {noun}{name}"),
            Action::Withdraw => format!("put {noun}{name} back"),
            Action::Edit if self.is_hidden(event)? => format!("changed {noun}{name}"),
            Action::Edit => {
                let (before, after) = (self.name_fields(event, &event.after)?, self.name_fields(event, &event.before)?);
                format!("changed {noun}{name}: {}", describe_changes(&Event { before, after, ..event.clone() }))
            }
        })
    }

    /// Whether a row was withdrawn, and is so still.
    pub fn is_withdrawn(&self, row: Uid) -> Result<bool, Failure> {
        Ok(self.view.withdrawn(row)?.is_some())
    }

    /// The name of a row: an address where it has one, else what it joins.
    pub fn name_record(&mut self, entity: &str, row: Uid) -> Result<Option<String>, Failure> {
        if let Some(known) = self.known.get(&row) {
            return Ok(known.clone());
        }
        let name = self.look_up(entity, row)?;
        self.known.insert(row, name.clone());
        Ok(name)
    }

    fn look_up(&mut self, entity: &str, row: Uid) -> Result<Option<String>, Failure> {
        let two = |a: Option<String>, word: &str, b: Option<String>| Some(format!("{} {word} {}", a?, b?));
        let is_hidden = records::is_hidden(self.view, entity, row)?;
        Ok(match entity {
            "article" => self.get::<Article>(row)?.map(|a| a.key),
            "person" => self.get::<Person>(row)?.map(|p| p.name),
            "work" => self.get::<Work>(row)?.map(|w| w.key),
            "claim" => match self.get::<Claim>(row)? {
                Some(claim) => self.name_record("article", claim.article)?.map(|key| claim_address(&key, claim.serial)),
                None => None,
            },
            "reference" => match self.get::<Reference>(row)? {
                Some(reference) => {
                    self.name_record("article", reference.article)?.map(|key| reference_address(&key, reference.serial))
                }
                None => None,
            },
            "citation" => match self.get::<Citation>(row)? {
                Some(c) => two(self.name_record("claim", c.claim)?, "→", self.name_record("reference", c.reference)?),
                None => None,
            },
            "reading" => match self.get::<Reading>(row)? {
                Some(r) => two(self.name_record("citation", r.citation)?, "by", self.name_record("person", r.person)?)
                    .map(|of| if is_hidden { format!("of {of}") } else { format!("of {of}: {}", r.stance) }),
                None => None,
            },
            "review" => match self.get::<Review>(row)? {
                Some(r) => two(self.name_record("claim", r.claim)?, "by", self.name_record("person", r.person)?)
                    .map(|of| if is_hidden { format!("of {of}") } else { format!("of {of}: {}", r.verdict) }),
                None => None,
            },
            "occurrence" => match self.get::<Occurrence>(row)? {
                Some(o) => two(self.name_record("claim", o.claim)?, "in", self.name_record("article", o.article)?)
                    .map(|of| format!("of {of}")),
                None => None,
            },
            "version" => match self.version(row)? {
                Some((n, article)) => self.name_record("article", article)?.map(|key| format!("{n} of {key}")),
                None => None,
            },
            "article_person" => match self.get::<ArticlePerson>(row)? {
                Some(p) => two(
                    self.name_record("person", p.person)?,
                    &format!("({}) of", p.role),
                    self.name_record("article", p.article)?,
                ),
                None => None,
            },
            "observation" => match self.get::<Observation>(row)? {
                Some(observation) => Some(answers::describe_answer(self.view, &observation)?),
                None => None,
            },
            "notice" => match self.get::<Notice>(row)? {
                Some(n) => self.name_record("work", n.work)?.map(|key| format!("on {key}: {}", n.kind)),
                None => None,
            },
            "note" => match self.get::<Note>(row)? {
                Some(n) => two(self.name_record("claim", n.claim)?, "by", self.name_record("person", n.person)?)
                    .map(|on| format!("on {on}")),
                None => None,
            },
            "assignment" => match self.get::<Assignment>(row)? {
                Some(a) => {
                    let of = a.claim.map_or(("article", a.article), |claim| ("claim", claim));
                    two(self.name_record(of.0, of.1)?, "to", self.name_record("person", a.person)?)
                        .map(|of| format!("of {of}"))
                }
                None => None,
            },
            "waiver" => self.get::<Waiver>(row)?.map(|w| format!("of {} for {}", w.rule, w.address)),
            _ => None,
        })
    }

    fn is_hidden(&self, event: &Event) -> Result<bool, Failure> {
        records::is_hidden(self.view, &event.entity, event.row)
    }

    /// An event's fields, in which other rows have the names that people call them by.
    fn name_fields(&mut self, event: &Event, fields: &Option<String>) -> Result<Option<String>, Failure> {
        let Some(text) = fields else { return Ok(None) };
        let Ok(mut named) = serde_json::from_str::<Map<String, Value>>(text) else { return Ok(fields.clone()) };
        for (field, value) in &mut named {
            let Some(entity) = records::find_entity(&event.entity, field) else { continue };
            let uid = value.as_str().and_then(|text| text.parse::<Uid>().ok());
            if let Some(name) = uid.map(|uid| self.name_record(entity, uid)).transpose()?.flatten() {
                *value = Value::String(name);
            }
        }
        Ok(Some(Value::Object(named).to_string()))
    }

    fn get<R: Record>(&self, row: Uid) -> Result<Option<R>, Failure> {
        Ok(self.view.get_or_withdrawn::<R>(row)?)
    }

    fn version(&self, row: Uid) -> Result<Option<(u32, Uid)>, Failure> {
        Ok(self.get::<Version>(row)?.map(|version| (version.n, version.article)))
    }
}

/// Whether a place was added that only seems to word its claim.
fn is_proposal(event: &Event) -> bool {
    let row: Option<Value> = event.after.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let proposed: &str = OccurrenceState::Proposed.into();
    event.entity == "occurrence" && row.is_some_and(|row| row.get("state").is_some_and(|state| state == proposed))
}

/// `state: suggested → asserted; note: nothing → “Two in five”`.
pub fn describe_changes(event: &Event) -> String {
    let fields = |json: &Option<String>| -> Map<String, Value> {
        json.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    };
    let (before, after) = (fields(&event.before), fields(&event.after));
    let change =
        |field: &String| match (field.as_str(), read_variables(before.get(field)), read_variables(after.get(field))) {
            ("csl", Some(before), Some(after)) => list_changed_variables(&before, &after),
            _ => vec![format!("{field}: {} → {}", describe_value(before.get(field)), describe_value(after.get(field)))],
        };
    after.keys().flat_map(change).collect::<Vec<_>>().join("; ")
}

/// The variables of a stored item, as people read them: dates as dates, names in a line.
fn read_variables(stored: Option<&Value>) -> Option<Map<String, Value>> {
    let item: Item = serde_json::from_str(stored?.as_str()?).ok()?;
    let listed = |names: &[Name]| Value::String(names.iter().map(format_name).collect::<Vec<_>>().join(", "));
    let dated = |date: &CslDate| Value::String(date.0.to_string());
    let Ok(Value::Object(mut all)) = serde_json::to_value(&item) else { return None };
    for field in ITEM_FIELDS {
        let shown = match field.access {
            FieldAccess::Names(access) => listed((access.get)(&item)),
            FieldAccess::Date(access) => (access.get)(&item).as_ref().map_or(Value::Null, dated),
            _ => continue,
        };
        all.entry(field.name).and_modify(|value| *value = shown);
    }
    Some(all)
}

/// Every part of a name, the family name first.
fn format_name(name: &Name) -> String {
    let particle = [&name.dropping_particle, &name.non_dropping_particle];
    let parts = particle.into_iter().chain([&name.family, &name.given, &name.suffix, &name.literal]);
    parts.flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// `title: “Knees” → “Sore knees”`, for each variable that differs.
fn list_changed_variables(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<String> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    differing
        .map(|name| format!("{name}: {} → {}", describe_value(before.get(name)), describe_value(after.get(name))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_item_is_told_variable_by_variable() {
        let stored = |json: &str| read_variables(Some(&Value::String(json.to_owned()))).unwrap();
        let before = stored(
            r#"{"type":"book","title":"Knees","author":[{"family":"Poe","given":"Ada"}],"issued":{"date-parts":[[2019,5]]}}"#,
        );
        let after = stored(
            r#"{"type":"book","title":"Sore knees","author":[{"family":"Poe","given":"Ada"},{"literal":"A Group"}],"issued":{"date-parts":[[2020]]},"volume":"4"}"#,
        );
        assert_eq!(
            list_changed_variables(&before, &after),
            [
                "author: “Poe Ada” → “Poe Ada, A Group”",
                "issued: 2019-05 → 2020",
                "title: Knees → “Sore knees”",
                "volume: nothing → 4"
            ]
        );
    }
}
