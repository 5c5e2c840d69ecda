//! `works.json`: a CSL-JSON array, a work a line, that reference managers can read too. The citation key is the item's
//! `id`; columns that CSL does not know stand under `claimbook`.

use super::cells::{Column, LoadedRow};
use super::error::BrokenPlace;
use super::sheets::read_text;
use crate::catalogue::record::{ABSTRACT, Table, sha256};
use rusqlite::types::Value;
use serde_json::{Map, Value as Json};

/// Works as CSL-JSON. An abstract is given by its hash, unless `abstracts`; `withheld` knows hashes of absent ones.
pub(super) fn write(
    columns: &[Column],
    rows: &[Vec<Value>],
    abstracts: bool,
    withheld: impl Fn(&str) -> Option<String>,
) -> Vec<u8> {
    let lines: Vec<String> =
        rows.iter().map(|row| write_item(columns, row, abstracts, &withheld).to_string()).collect();
    if lines.is_empty() { b"[]\n".to_vec() } else { format!("[\n{}\n]\n", lines.join(",\n")).into_bytes() }
}

fn write_item(columns: &[Column], row: &[Value], abstracts: bool, withheld: &impl Fn(&str) -> Option<String>) -> Json {
    let (mut item, mut ours) = (Map::new(), Map::new());
    let mut csl = None;
    let uid = read_text(row.first()).unwrap_or_default();
    for (column, value) in columns.iter().zip(row) {
        match (column.name.as_str(), value) {
            ("key", Value::Text(key)) => drop(item.insert("id".into(), key.clone().into())),
            ("csl", Value::Text(stored)) => csl = Some(stored),
            (name, Value::Text(words)) if name == ABSTRACT.1 && !abstracts => {
                ours.insert("abstract_sha256".into(), sha256(words.as_bytes()).into());
            }
            (name, Value::Null) => {
                if let Some(left_out) = withheld(uid).filter(|_| name == ABSTRACT.1) {
                    ours.insert("abstract_sha256".into(), left_out.into());
                }
            }
            (name, Value::Text(words)) => drop(ours.insert(name.into(), words.clone().into())),
            (name, Value::Integer(n)) => drop(ours.insert(name.into(), (*n).into())),
            (_, Value::Real(_) | Value::Blob(_)) => {} // no work has any
        }
    }
    // An item that JSON could not give back to the byte, or that uses our own two names, is kept as it is stored.
    let stored = csl.map(String::as_str).unwrap_or_default();
    let as_csl = serde_json::from_str::<Map<String, Json>>(stored).ok().filter(|parsed| {
        !parsed.contains_key("id")
            && !parsed.contains_key("claimbook")
            && serde_json::to_string(parsed).is_ok_and(|written| written == stored)
    });
    match as_csl {
        Some(parsed) => item.extend(parsed),
        None => drop(ours.insert("csl".into(), stored.into())),
    }
    item.insert("claimbook".into(), Json::Object(ours));
    Json::Object(item)
}

/// Reads works; what cannot be read goes to `broken`.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    table: &'static Table,
    columns: &[Column],
    broken: &mut Vec<BrokenPlace>,
) -> Vec<LoadedRow> {
    let items: Vec<Json> = match serde_json::from_slice(bytes) {
        Ok(items) => items,
        Err(e) => {
            broken.push(BrokenPlace::new(
                file,
                e.line() as u64,
                None,
                format!("this is not an array of CSL-JSON items: {e}"),
            ));
            return Vec::new();
        }
    };
    let source = String::from_utf8_lossy(bytes);
    items.into_iter().filter_map(|item| read_item(file, &source, item, table, columns, broken)).collect()
}

fn read_item(
    file: &str,
    source: &str,
    item: Json,
    table: &'static Table,
    columns: &[Column],
    broken: &mut Vec<BrokenPlace>,
) -> Option<LoadedRow> {
    let Json::Object(mut csl) = item else {
        broken.push(BrokenPlace::new(file, 1, None, "an item of the array is not an object"));
        return None;
    };
    let key = csl.shift_remove("id");
    let ours = csl.shift_remove("claimbook").unwrap_or_default();
    let uid = ours.get("uid").and_then(Json::as_str).unwrap_or_default();
    let line = find_line(source, if uid.is_empty() { key.as_ref().and_then(Json::as_str).unwrap_or("{") } else { uid });
    let Json::Object(mut ours) = ours else {
        broken.push(BrokenPlace::new(file, line, Some("claimbook"), "this member is missing or not an object"));
        return None;
    };
    let withheld = ours.shift_remove("abstract_sha256").and_then(|hash| Some(hash.as_str()?.to_owned()));
    let stored = ours.shift_remove("csl").unwrap_or_else(|| Json::Object(csl).to_string().into());
    let mut values = Vec::new();
    for column in columns {
        let given = match column.name.as_str() {
            "key" => key.clone(),
            "csl" => Some(stored.clone()),
            name => ours.shift_remove(name),
        };
        match given.unwrap_or_default() {
            Json::Null => values.push(Value::Null),
            Json::String(words) => values.push(Value::Text(words)),
            Json::Number(n) if n.is_i64() => values.push(Value::Integer(n.as_i64().unwrap_or_default())),
            other => broken.push(BrokenPlace::new(
                file,
                line,
                Some(&column.name),
                format!("{other} is neither text nor a whole number"),
            )),
        }
    }
    for name in ours.keys() {
        broken.push(BrokenPlace::new(file, line, Some(name), "there is no such member under claimbook"));
    }
    (values.len() == columns.len()).then(|| LoadedRow { table, values, file: file.to_owned(), line, withheld })
}

/// The line, from 1, on which some text first stands.
pub(super) fn find_line(source: &str, text: &str) -> u64 {
    source.lines().position(|line| line.contains(text)).map_or(1, |at| at as u64 + 1)
}
