//! What two desks of a team decided differently: naming it, and settling it.

use super::log_words::Names;
use super::persons::{self, TypedPerson};
use super::{Failure, addresses};
use crate::catalogue::{View, Writing};
use crate::model::{Conflict, ConflictSide};
use crate::text::stored_fields::describe_fields;

/// A conflict that waits to be settled, with what people call its record and its late event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedConflict {
    /// The conflict.
    pub conflict: Conflict,
    /// The record, such as `knee-pain/c2`.
    pub record: String,
    /// The event that came too late, such as `3f1a20/128`.
    pub event: String,
}

impl NamedConflict {
    /// The two sides, in a sentence.
    pub fn describe(&self) -> String {
        let Self { conflict, record, event } = self;
        let side = |fields: &Option<String>| fields.as_deref().map_or_else(|| "gone".to_owned(), describe_fields);
        let first = conflict.standing_by.as_deref().unwrap_or("somebody");
        format!(
            "{record}: {first} decided first, and {} stands; {} decided too late: {} ({event})",
            side(&conflict.standing),
            conflict.late_by,
            side(&conflict.late)
        )
    }

    /// What a person kept of it, in a sentence.
    fn describe_settled(&self, side: ConflictSide) -> String {
        let (record, conflict) = (&self.record, &self.conflict);
        match (side, &conflict.standing_by) {
            (ConflictSide::Late, _) => format!("Settled {record}: what {} decided is kept.", conflict.late_by),
            (ConflictSide::Standing, Some(first)) => format!("Settled {record}: what {first} decided is kept."),
            (ConflictSide::Standing, None) => format!("Settled {record}: what stands is kept."),
        }
    }
}

/// How to settle the first of these conflicts: by its record, or by its event where that names more than one or is no address.
pub fn next_step(open: &[NamedConflict]) -> Option<String> {
    let first = open.first()?;
    let is_one = open.iter().filter(|one| one.record == first.record).count() == 1;
    let named = if is_one && !first.record.contains(' ') { &first.record } else { &first.event };
    Some(format!("Next: keep one of the two: claimbook settle {named} --keep SIDE --reason TEXT"))
}

/// What waits between desks for a person, each in a sentence: conflicts, how to settle one, and persons of one name.
pub fn describe_between_desks(view: View<'_>) -> Result<Vec<String>, Failure> {
    let open = list_open(view)?;
    let mut lines: Vec<String> = open.iter().map(NamedConflict::describe).collect();
    lines.extend(next_step(&open));
    lines.extend(persons::list_namesakes(view)?.iter().map(|(one, other)| persons::describe_namesakes(one, other)));
    Ok(lines)
}

/// Conflicts that nobody has settled.
pub fn list_open(view: View<'_>) -> Result<Vec<NamedConflict>, Failure> {
    name_all(view, view.open_conflicts()?)
}

/// Conflicts, named.
pub fn name_all(view: View<'_>, conflicts: Vec<Conflict>) -> Result<Vec<NamedConflict>, Failure> {
    let mut names = Names::new(view);
    let mut named = Vec::new();
    for conflict in conflicts {
        let known = names.name_record(&conflict.entity, conflict.row)?;
        let record = known.unwrap_or_else(|| format!("a {} that is gone", conflict.entity.replace('_', " ")));
        let late = conflict.late_place().map(|(writer, seq)| view.event_at(writer, seq)).transpose()?.flatten();
        let event = late.map_or_else(|| conflict.late_event.clone(), |event| event.address());
        named.push(NamedConflict { conflict, record, event });
    }
    Ok(named)
}

/// Settles the conflict about a record, or the one with this late event; answers what was done.
pub fn settle(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    typed: &str,
    side: ConflictSide,
) -> Result<String, Failure> {
    let open = list_open(writing.view())?;
    let whole = addresses::canonicalise(writing.view(), typed).unwrap_or_else(|_| typed.to_owned());
    let is_meant = |one: &&NamedConflict| one.record == whole || one.record == typed || one.event == typed;
    let meant: Vec<&NamedConflict> = open.iter().filter(is_meant).collect();
    let one = match meant.as_slice() {
        [one] => *one,
        [] => {
            let known: Vec<&str> = open.iter().map(|one| one.record.as_str()).collect();
            let known =
                if known.is_empty() { "none is open".to_owned() } else { format!("open: {}", known.join(", ")) };
            return Err(Failure::usage(format!("no conflict between desks is about “{typed}” ({known})")));
        }
        several => {
            let events: Vec<&str> = several.iter().map(|one| one.event.as_str()).collect();
            let events = events.join(", ");
            return Err(Failure::usage(format!(
                "{} conflicts are about {typed}: name one by its event: {events}",
                several.len()
            )));
        }
    };
    let settled_by = person.find_or_add(writing)?.uid;
    writing.settle_conflict(&one.conflict, side, settled_by)?;
    Ok(one.describe_settled(side))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_is_nobodys_who_came_too_late() {
        let conflict = Conflict {
            uid: "0192f0a0-0000-7000-8000-000000000001".parse().unwrap(),
            entity: "claim".into(),
            row: "0192f0a0-0000-7000-8000-000000000002".parse().unwrap(),
            late: None,
            standing: Some("{}".into()),
            late_event: "w:1".into(),
            standing_event: None,
            late_by: "B. Second".into(),
            standing_by: None,
            found_at: jiff::Timestamp::UNIX_EPOCH,
            kept: None,
            settled_by: None,
            settled_on: None,
        };
        let named = NamedConflict { conflict, record: "sore-knees/c1".into(), event: "w/1".into() };
        assert_eq!(named.describe_settled(ConflictSide::Standing), "Settled sore-knees/c1: what stands is kept.");
        let late = named.describe_settled(ConflictSide::Late);
        assert_eq!(late, "Settled sore-knees/c1: what B. Second decided is kept.");
    }
}
