//! What both sides added under one address: claims, entries and works get another one, and what can be there only once becomes one.

use super::KeyedRow;
use super::rows::{MergedRow, name_of};
use crate::catalogue::record::{Record, Table, read_values};
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::text_form::sheets::read_text;
use crate::compare::filling::fill_all;
use crate::model::{Citation, CitationState, Claim, Reference, Serial, Work};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeSet;

/// Tells apart what came from the other side, by uid, from what was here.
pub(super) fn settle(
    of: &'static Table,
    connection: &Connection,
    merged: &mut [MergedRow],
    new: &BTreeSet<String>,
    said: &mut Vec<String>,
) -> Result<(), TextFormError> {
    let is_numbered = [Claim::TABLE.name, Reference::TABLE.name].contains(&of.name);
    for at in 0..merged.len() {
        let Some(MergedRow::One(row)) = merged.get(at).filter(|row| is_one_of(row, new)).cloned() else { continue };
        let others = || merged.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, row)| row.values());
        if is_numbered {
            if let Some(moved) = renumber(of, row, others, said) {
                put(merged, at, moved);
            }
        } else if of.name == Work::TABLE.name {
            let twin = merged.iter().position(|other| {
                other.values() != row.0 && same(of, other.values(), &row.0, &["doi"]) && is_kept(of, other.values())
            });
            let moved = rename(of, row, others, said);
            let twin = twin.filter(|_| is_kept(of, &moved.0));
            match twin.and_then(|twin| Some((twin, merged.get(twin).cloned()?))) {
                Some((twin, MergedRow::One(other))) => {
                    let (kept, given_up) = join_works(connection, (&other, twin), (&moved, at), said)?;
                    put(merged, kept.1, kept.0);
                    put(merged, given_up.1, given_up.0);
                }
                _ => put(merged, at, moved),
            }
        } else if of.name == Citation::TABLE.name {
            let twin = others().find(|other| is_kept(of, other) && same(of, other, &row.0, &["claim", "reference"]));
            if let Some(twin) = twin.filter(|_| is_kept(of, &row.0)).map(<[Value]>::to_vec) {
                let read = |values: &[Value]| read_values(connection, values, Citation::from_row);
                let (kept, mut given_up) = (read(&twin)?, read(&row.0)?);
                let is_agreed = Citation::join(&kept, &given_up).is_some();
                (given_up.state, given_up.merged_into) = (CitationState::Rejected, Some(kept.uid));
                let joined = (given_up.values()?, row.1.clone());
                said.push(format!("{} is one with {}", name_of(of, &row.0), name_of(of, &twin)));
                if let Some(place) = merged.get_mut(at) {
                    *place = if is_agreed {
                        MergedRow::One(joined)
                    } else {
                        MergedRow::Clash(Some((twin, None)), Some(row))
                    };
                }
            }
        }
    }
    Ok(())
}

fn is_one_of(row: &MergedRow, new: &BTreeSet<String>) -> bool {
    read_text(row.values().first()).is_some_and(|uid| new.contains(uid))
}

fn put(merged: &mut [MergedRow], at: usize, row: KeyedRow) {
    if let Some(place) = merged.get_mut(at) {
        *place = MergedRow::One(row);
    }
}

fn field<'v>(of: &Table, values: &'v [Value], name: &str) -> Option<&'v Value> {
    of.columns.iter().position(|column| *column == name).and_then(|at| values.get(at))
}

fn set(of: &Table, values: &mut [Value], name: &str, value: Value) {
    if let Some(place) = of.columns.iter().position(|column| *column == name).and_then(|at| values.get_mut(at)) {
        *place = value;
    }
}

/// Whether two records have the same in some columns, and have something there.
fn same(of: &Table, one: &[Value], other: &[Value], columns: &[&str]) -> bool {
    columns.iter().all(|column| {
        let value = field(of, one, column).filter(|value| **value != Value::Null);
        value.is_some() && value == field(of, other, column)
    })
}

/// Whether a record did not turn out to be another one.
fn is_kept(of: &Table, values: &[Value]) -> bool {
    field(of, values, "merged_into").is_none_or(|into| *into == Value::Null)
}

/// Another number where another record has this one.
fn renumber<'v, I: Iterator<Item = &'v [Value]>>(
    of: &Table,
    (mut values, left_out): KeyedRow,
    others: impl Fn() -> I,
    said: &mut Vec<String>,
) -> Option<KeyedRow> {
    others().find(|other| same(of, other, &values, &["article", "serial"]))?;
    let numbers = others().filter_map(|other| match field(of, other, "serial") {
        Some(Value::Integer(serial)) => Some(serial % i64::from(Serial::OF_A_LETTER)),
        _ => None,
    });
    let next = numbers.max().unwrap_or_default() + 1;
    let was = name_of(of, &values);
    set(of, &mut values, "serial", Value::Integer(next));
    said.push(format!("{was} of the other side is {} from now on", name_of(of, &values)));
    Some((values, left_out))
}

/// Another key where another work has this one.
fn rename<'v, I: Iterator<Item = &'v [Value]>>(
    of: &Table,
    (mut values, left_out): KeyedRow,
    others: impl Fn() -> I,
    said: &mut Vec<String>,
) -> KeyedRow {
    let was = read_text(field(of, &values, "key")).unwrap_or_default().to_owned();
    let is_taken = |key: &str| others().any(|other| read_text(field(of, other, "key")) == Some(key));
    if let Some(key) = (2..).map(|n| format!("{was}-{n}")).find(|key| !is_taken(key)).filter(|_| is_taken(&was)) {
        said.push(format!("{was} of the other side is {key} from now on"));
        set(of, &mut values, "key", Value::Text(key));
    }
    (values, left_out)
}

/// A row, and its place among those of its side.
type PlacedRow = (KeyedRow, usize);

/// One work that both added: the older uid is kept, whichever side merges, and the other one lends it what it lacks.
fn join_works(
    connection: &Connection,
    (here, at_here): (&KeyedRow, usize),
    (there, at_there): (&KeyedRow, usize),
    said: &mut Vec<String>,
) -> Result<(PlacedRow, PlacedRow), TextFormError> {
    let read = |row: &KeyedRow| read_values(connection, &row.0, Work::from_row);
    let ((mut kept, kept_row, at_kept), (mut other, other_row, at_other)) = match (read(here)?, read(there)?) {
        (here_work, there_work) if here_work.uid <= there_work.uid => {
            ((here_work, here, at_here), (there_work, there, at_there))
        }
        (here_work, there_work) => ((there_work, there, at_there), (here_work, here, at_here)),
    };
    fill_all(&mut kept, &other);
    other.merged_into = Some(kept.uid);
    said.push(format!("the works {} and {} are one", kept.key, other.key));
    Ok((((kept.values()?, kept_row.1.clone()), at_kept), ((other.values()?, other_row.1.clone()), at_other)))
}
