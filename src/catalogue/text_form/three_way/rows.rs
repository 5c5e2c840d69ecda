//! Records of three texts, by their uids.

use super::agreeing::agree;
use super::{KeyedRow, KeyedRows};
use crate::catalogue::record::Table;
use crate::catalogue::text_form::TextFormError;
use crate::catalogue::text_form::merge::name_by_serial;
use crate::catalogue::text_form::sheets::{EVENT, read_text};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeSet;

/// A record of the merged file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum MergedRow {
    /// As it is.
    One(KeyedRow),
    /// Both sides changed it differently; none is one that was taken away.
    Clash(Option<KeyedRow>, Option<KeyedRow>),
}

impl MergedRow {
    pub(super) fn values(&self) -> &[Value] {
        match self {
            Self::One(row) | Self::Clash(Some(row), _) | Self::Clash(None, Some(row)) => &row.0,
            Self::Clash(None, None) => &[],
        }
    }

    /// Where it stands, what it is called, and in which columns the sides differ; none where they agree.
    pub(super) fn describe_clash(&self, of: &Table, path: &str) -> Option<String> {
        let Self::Clash(ours, theirs) = self else { return None };
        let name = name_of(of, self.values());
        let (Some((ours, _)), Some((theirs, _))) = (ours, theirs) else {
            return Some(format!("{path}: {name} (one side took it away, and the other changed it)"));
        };
        let columns = of.columns.iter().zip(ours.iter().zip(theirs));
        let differing: Vec<&str> = columns.filter(|(_, (a, b))| a != b).map(|(column, _)| *column).collect();
        Some(format!("{path}: {name} ({})", differing.join(", ")))
    }
}

/// What tells a record from others: its uid, or its place in the log.
pub(super) fn key_of(of: &Table, values: &[Value]) -> String {
    let first = read_text(values.first()).unwrap_or_default();
    match values.get(1) {
        Some(Value::Integer(seq)) if of.name == EVENT.name => format!("{first}:{seq:020}"),
        _ => first.to_owned(),
    }
}

/// What people call a record, as far as its own file tells.
pub(super) fn name_of(of: &Table, values: &[Value]) -> String {
    let field = |name: &str| of.columns.iter().position(|column| *column == name).and_then(|at| values.get(at));
    match (field("serial"), read_text(field("key")).or(read_text(field("name")))) {
        (Some(Value::Integer(serial)), _) if of.name != "withdrawn" => name_by_serial(of, *serial),
        (_, Some(name)) => name.to_owned(),
        _ => format!("{} {}", of.name.replace('_', " "), read_text(values.first()).unwrap_or_default()),
    }
}

/// Joins three texts: what only one side changed is taken.
pub(super) fn merge_rows(
    of: &'static Table,
    connection: &Connection,
    (base, ours, theirs): (&KeyedRows, &KeyedRows, &KeyedRows),
) -> Result<Vec<MergedRow>, TextFormError> {
    let keys: BTreeSet<&String> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let mut merged = Vec::with_capacity(keys.len());
    for key in keys {
        let (was, here, there) = (base.get(key), ours.get(key), theirs.get(key));
        let one = match (here, there) {
            _ if here == there || there == was => here,
            _ if here == was => there,
            (Some(here), Some(there)) => {
                let both = if of.name == EVENT.name { None } else { agree(of, connection, was, here, there)? };
                merged.push(match both {
                    Some(both) => MergedRow::One(both),
                    None => MergedRow::Clash(Some(here.clone()), Some(there.clone())),
                });
                continue;
            }
            _ => {
                merged.push(MergedRow::Clash(here.cloned(), there.cloned()));
                continue;
            }
        };
        merged.extend(one.cloned().map(MergedRow::One));
    }
    Ok(merged)
}

/// Puts records into the order of a dump, as far as their own columns say it.
pub(super) fn sort(of: &Table, order: &str, merged: &mut [MergedRow]) {
    let places = order.split(", ").map(|name| of.columns.iter().position(|column| *column == name.trim_matches('"')));
    let Some(places) = places.collect::<Option<Vec<usize>>>() else { return };
    merged.sort_by(|one, other| {
        let pairs = places.iter().map(|at| (one.values().get(*at), other.values().get(*at)));
        let orders = pairs.map(|pair| match pair {
            (Some(Value::Integer(a)), Some(Value::Integer(b))) => a.cmp(b),
            // Nothing stands first.
            (a, b) => read_text(a).cmp(&read_text(b)),
        });
        orders.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
}
