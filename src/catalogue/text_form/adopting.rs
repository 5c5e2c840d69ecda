//! Rows that were written into the files by hand: they are logged, where a person may write them at all.

use super::TextFormError;
use super::reading::WrongRow;
use super::sheets::sheets;
use crate::catalogue::event::sight::SeenEvents;
use crate::catalogue::record::{TABLES, row_values};
use crate::catalogue::{View, Writing};
use crate::model::{Action, Uid};
use serde_json::{Map, Value as Json};

/// Tables whose rows only a person makes, and the command that records them.
const JUDGEMENTS: &[(&str, &str)] =
    &[("reading", "claimbook verify"), ("review", "claimbook review"), ("withdrawn", "claimbook undo")];
/// Tables whose rows never change once they are logged; of a version, only the place of its file may.
const APPEND_ONLY: &[&str] = &["reading", "review", "observation", "version", "withdrawn"];

/// Logs rows that the log does not know, or knows otherwise, and answers how many. What was logged and is gone, and what never
/// changes and did, is wrong.
pub(super) fn adopt(writing: &mut Writing<'_>, wrong: &mut Vec<WrongRow>) -> Result<usize, TextFormError> {
    let connection = writing.connection;
    let sight = SeenEvents::read(connection)?;
    let before = writing.changed();
    for table in TABLES {
        let mut statement =
            connection.prepare(&format!("SELECT {} FROM {} ORDER BY uid", table.column_list(), table.name))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let uid: Uid = row.get(0)?;
            let name = uid.to_string();
            let values = row_values(row, table.columns.len())?;
            let left_out = writing.view().withheld_from(table, uid)?;
            let words = writing.view().last_events_of(&name)?;
            if !words.is_empty() && table.is_as_logged(&values, left_out.as_ref(), &words, &sight) {
                continue;
            }
            let judgement = JUDGEMENTS.iter().find(|(name, _)| *name == table.name);
            let has_moved =
                table.name == "version" && has_only_moved(writing.view(), &name, &table.row_to_json(&values))?;
            let reason = if !words.is_empty() && APPEND_ONLY.contains(&table.name) && !has_moved {
                "this row was changed since it was logged, and such rows never change: put it back, and add a new one"
                    .to_owned()
            } else if let Some((judgement, command)) = judgement {
                format!(
                    "no event records this {judgement}: what a person decides is recorded with `{command}`, never written into the file"
                )
            } else {
                let action = if words.is_empty() { Action::Add } else { Action::Edit };
                let hash = table.row_sha256_with(&values, left_out.as_deref());
                writing.log_event(table.name, uid, action, None, Some(table.row_to_json(&values)), hash)?;
                continue;
            };
            wrong.push(WrongRow { uid: name, is_event: false, column: None, reason });
        }
    }
    for row in writing.view().rows_gone()? {
        wrong.push(describe_gone(writing.view(), row)?);
    }
    Ok(writing.changed() - before)
}

/// What an event says that a row has become: the table that it names, and its fields.
type SaidOfRow = (String, Map<String, Json>);

/// What events say that a row has become, each with the table that it names.
fn read_said(view: View<'_>, row: &str) -> Result<Vec<SaidOfRow>, TextFormError> {
    let said = view.rows(include_str!("said_of_row.sql"), [row], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default()))
    })?;
    Ok(said.into_iter().map(|(entity, after)| (entity, read_fields(&after))).collect())
}

fn read_fields(json: &str) -> Map<String, Json> {
    serde_json::from_str(json).unwrap_or_default()
}

/// Whether a row says what its events said of it, but for the place of its file.
fn has_only_moved(view: View<'_>, row: &str, now: &str) -> Result<bool, TextFormError> {
    let logged: Map<String, Json> = read_said(view, row)?.into_iter().flat_map(|(_, fields)| fields).collect();
    let is_said = |(name, value): (&String, &Json)| name == "source" || logged.get(name).is_none_or(|was| was == value);
    Ok(read_fields(now).iter().all(is_said))
}

/// A row that the log tells of and that is in none of the files, by name.
fn describe_gone(view: View<'_>, row: String) -> Result<WrongRow, TextFormError> {
    let (entity, fields) = read_said(view, &row)?.into_iter().next().unwrap_or_default();
    let file = sheets()
        .find(|one| one.table.name == entity)
        .map_or(if entity == "work" { "works.json" } else { "article.toml" }, |one| one.sheet.file);
    let name = ["key", "name", "statement", "printed", "exact", "verdict", "stance", "identifier", "rule", "serial"];
    let name = name.iter().find_map(|field| fields.get(*field)).map_or(String::new(), |name| {
        let name = name.as_str().map_or_else(|| name.to_string(), str::to_owned);
        format!(", “{}”", name.chars().take(60).collect::<String>())
    });
    let reason = format!(
        "the log records this {entity} ({row}{name}), but no {file} holds it: nothing is ever deleted; put the row back, or copy the whole folder"
    );
    Ok(WrongRow { uid: row, is_event: true, column: Some("row".to_owned()), reason })
}
