//! What two desks added of one thing. What arrived first keeps its name and place; what came after leads to it from the beginning,
//! on every desk, by these rules and nothing else. Its own desk then logs how it stands.

use super::replaying::{Replay, ReplayClash, is_of_hash};
use crate::catalogue::Result;
use crate::catalogue::record::Table;
use crate::model::{Article, Citation, CitationState, Event, Uid, Word, Work};
use rusqlite::types::Value;

/// So much of the end of a uid tells a key from one that was given before.
const TAIL: usize = 6;

/// What is put behind a key that was given before.
fn make_suffix(row: Uid) -> String {
    let uid = row.to_string();
    format!("-{}", uid.get(uid.len().saturating_sub(TAIL)..).unwrap_or(&uid))
}

impl Replay<'_, '_> {
    /// Lets a new row give way to what stands: two works of one DOI and two citations of one pair become one, and a key that is
    /// taken gets the end of the row's uid.
    pub(super) fn join(&self, table: &'static Table, row: Uid, values: &mut [Value]) -> Result<Option<ReplayClash>> {
        let view = self.writing.view();
        let place = |name: &str| table.columns.iter().position(|column| *column == name);
        let text = |values: &[Value], name: &str| match place(name).and_then(|at| values.get(at)) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let set = |values: &mut [Value], name: &str, value: String| {
            if let Some(field) = place(name).and_then(|at| values.get_mut(at)) {
                *field = Value::Text(value);
            }
        };
        if matches!(table.name, "work" | "article")
            && let Some(key) = text(values, "key")
        {
            let taken = match table.name {
                "work" => view.work_by_key(&key)?.is_some(),
                _ => view.article_by_key(&key)?.is_some(),
            };
            if taken {
                set(values, "key", format!("{key}{}", make_suffix(row)));
            }
        }
        if text(values, "merged_into").is_some() {
            return Ok(None);
        }
        match table.name {
            "work" => {
                let Some(doi) = text(values, "doi") else { return Ok(None) };
                let standing = view.first::<Work>(include_str!("../work/by_doi.sql"), [doi])?;
                if let Some(standing) = standing.filter(|work| work.merged_into.is_none()) {
                    set(values, "merged_into", standing.uid.to_string());
                }
            }
            "citation" => {
                let uid = |name: &str| text(values, name).and_then(|uid| uid.parse::<Uid>().ok());
                let (Some(claim), Some(reference)) = (uid("claim"), uid("reference")) else { return Ok(None) };
                let Some(standing) = view.citation(claim, reference)? else { return Ok(None) };
                let mine = text(values, "state").and_then(|state| CitationState::parse(&state).ok());
                let together =
                    mine.and_then(|state| Citation::join(&standing, &Citation { state, ..standing.clone() }));
                if together.is_none() {
                    return Ok(Some(ReplayClash::Taken));
                }
                set(values, "state", CitationState::Rejected.token().to_owned());
                set(values, "merged_into", standing.uid.to_string());
            }
            _ => {}
        }
        Ok(None)
    }

    /// Whether a row stands as joining left it, and as no event before this one says.
    pub(super) fn was_joined(&self, table: &'static Table, event: &Event, stored: &[Value]) -> Result<bool> {
        let withheld = self.read_withheld(table, event.row)?;
        let said = self.writing.view().events_of(&[event.row])?;
        let mut said = said.iter().filter(|said| self.is_before(said, event));
        Ok(!said.any(|said| is_of_hash(table, stored, withheld.as_deref(), &said.row_sha256)))
    }
}

/// Whether a row is, or would be, the one of this hash, but for what joining made of it.
pub(super) fn would_be_of_hash(
    table: &Table,
    row: Uid,
    values: &[Value],
    withheld: Option<&str>,
    sha256: &str,
) -> bool {
    is_of_hash(table, values, withheld, sha256)
        || list_before_joining(table, row, values).iter().any(|values| is_of_hash(table, values, withheld, sha256))
}

/// What a row may have been before it was joined.
fn list_before_joining(table: &Table, row: Uid, values: &[Value]) -> Vec<Vec<Value>> {
    if !matches!(table.name, "work" | "article" | "citation") {
        return Vec::new();
    }
    let place = |name: &str| table.columns.iter().position(|column| *column == name);
    let mut variants = vec![values.to_vec()];
    if let Some(at) = place("key")
        && let Some(Value::Text(key)) = values.get(at)
        && let Some(bare) = key.strip_suffix(&make_suffix(row))
    {
        let mut bare_row = values.to_vec();
        if let Some(field) = bare_row.get_mut(at) {
            *field = Value::Text(bare.to_owned());
        }
        variants.push(bare_row);
    }
    if let Some(at) = place("merged_into")
        && values.get(at).is_some_and(|into| *into != Value::Null)
    {
        for mut variant in variants.clone() {
            if let Some(field) = variant.get_mut(at) {
                *field = Value::Null;
            }
            match place("state").filter(|_| table.name == "citation") {
                None => variants.push(variant),
                Some(state) => {
                    for one in CitationState::ALL {
                        let mut variant = variant.clone();
                        if let Some(field) = variant.get_mut(state) {
                            *field = Value::Text(one.token().to_owned());
                        }
                        variants.push(variant);
                    }
                }
            }
        }
    }
    variants.split_off(1)
}

/// Columns that joining changes, by table.
pub(super) const JOINED: &[(&str, &[&str])] =
    &[("work", &["key", "merged_into"]), ("article", &["key"]), ("citation", &["state", "merged_into"])];

/// What people call a record that was joined.
pub(super) fn name_of(replay: &Replay<'_, '_>, table: &Table, row: Uid) -> Result<String> {
    let view = replay.writing.view();
    Ok(match table.name {
        "work" => view.get::<Work>(row)?.map(|work| work.key),
        "article" => view.get::<Article>(row)?.map(|article| article.key),
        _ => None,
    }
    .unwrap_or_default())
}
