//! `works.json`: a CSL-JSON array, a work a line, that reference managers can read too. The citation key is the item's
//! `id`; columns that CSL does not know stand under `claimbook`.

use super::TextFormError;
use super::cells::{Column, LoadedRow, TakeRow};
use super::error::BrokenPlace;
use crate::catalogue::record::{ABSTRACT, Table, sha256};
use rusqlite::types::Value;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};
use std::cell::Cell;
use std::io::{self, BufReader, Read, Write};

/// The file under way, a work at a time.
pub(super) struct WorksWriter<W: Write> {
    out: W,
    is_empty: bool,
}

impl<W: Write> WorksWriter<W> {
    pub(super) fn begin(out: W) -> Self {
        Self { out, is_empty: true }
    }

    pub(super) fn write_item(&mut self, item: &Json) -> io::Result<()> {
        self.out.write_all(if std::mem::take(&mut self.is_empty) { b"[\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(&mut self.out, item)?)
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"[]\n" } else { b"\n]\n" })
    }
}

/// A work as CSL-JSON. An abstract is given by its hash, unless `abstracts`; `withheld` is the hash of an absent one.
pub(super) fn build_item(columns: &[Column], row: &[Value], abstracts: bool, withheld: Option<&str>) -> Json {
    let (mut item, mut ours) = (Map::new(), Map::new());
    let mut csl = None;
    for (column, value) in columns.iter().zip(row) {
        match (column.name.as_str(), value) {
            ("key", Value::Text(key)) => drop(item.insert("id".into(), key.clone().into())),
            ("csl", Value::Text(stored)) => csl = Some(stored),
            (name, Value::Text(words)) if name == ABSTRACT.1 && !abstracts => {
                ours.insert("abstract_sha256".into(), sha256(words.as_bytes()).into());
            }
            (name, Value::Null) => {
                if let Some(left_out) = withheld.filter(|_| name == ABSTRACT.1) {
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

/// Reads works, one at a time.
pub(super) fn read(
    file: &str,
    from: impl Read,
    table: &'static Table,
    columns: &[Column],
    take: TakeRow<'_>,
) -> Result<(), TextFormError> {
    let line = Cell::new(1);
    let from = LineCounter { from: BufReader::new(from), line: &line };
    let mut failed = None;
    let read = {
        let mut items = serde_json::Deserializer::from_reader(from);
        let each = WorksReader { file, line: &line, table, columns, take: &mut *take, failed: &mut failed };
        items.deserialize_seq(each).and_then(|()| items.end())
    };
    match (failed, read) {
        (Some(e), _) => Err(e),
        (None, Ok(())) => Ok(()),
        (None, Err(e)) => {
            let reason = format!("this is not an array of CSL-JSON items: {e}");
            take(Err(BrokenPlace::new(file, e.line() as u64, None, reason)))
        }
    }
}

/// Counts the lines of what is read. It hands on a byte at a time, so that nothing is counted that was not reached.
struct LineCounter<'l, R> {
    from: BufReader<R>,
    line: &'l Cell<u64>,
}

impl<R: Read> Read for LineCounter<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(1);
        let read = self.from.read(into.get_mut(..most).unwrap_or_default())?;
        if into.get(..read) == Some(b"\n") {
            self.line.set(self.line.get() + 1);
        }
        Ok(read)
    }
}

/// Reads the items of the array.
struct WorksReader<'r, 't> {
    file: &'r str,
    line: &'r Cell<u64>,
    table: &'static Table,
    columns: &'r [Column],
    take: TakeRow<'t>,
    /// What kept the last row from being taken.
    failed: &'r mut Option<TextFormError>,
}

impl<'de> Visitor<'de> for WorksReader<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some((line, item)) = items.next_element_seed(ItemReader(self.line))? {
            if let Err(e) = take_item((self.file, line), item, self.table, self.columns, self.take) {
                *self.failed = Some(e);
                return Err(serde::de::Error::custom("a row was not taken"));
            }
        }
        Ok(())
    }
}

/// Reads an item with the line on which it begins.
struct ItemReader<'l>(&'l Cell<u64>);

impl<'de> DeserializeSeed<'de> for ItemReader<'_> {
    type Value = (u64, Json);

    fn deserialize<D: Deserializer<'de>>(self, item: D) -> Result<Self::Value, D::Error> {
        let line = self.0.get();
        Ok((line, Json::deserialize(item)?))
    }
}

fn take_item(
    (file, line): (&str, u64),
    item: Json,
    table: &'static Table,
    columns: &[Column],
    take: TakeRow<'_>,
) -> Result<(), TextFormError> {
    let broken = |column: Option<&str>, reason: String| Err(BrokenPlace::new(file, line, column, reason));
    let Json::Object(mut csl) = item else {
        return take(broken(None, "an item of the array is not an object".to_owned()));
    };
    let key = csl.shift_remove("id");
    let ours = csl.shift_remove("claimbook").unwrap_or_default();
    let Json::Object(mut ours) = ours else {
        return take(broken(Some("claimbook"), "this member is missing or not an object".to_owned()));
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
            other => {
                take(broken(Some(&column.name), format!("{other} is neither text nor a whole number")))?;
            }
        }
    }
    for name in ours.keys() {
        take(broken(Some(name), "there is no such member under claimbook".to_owned()))?;
    }
    if values.len() < columns.len() {
        return Ok(());
    }
    take(Ok(LoadedRow { table, values, file: file.to_owned(), line, withheld }))
}

/// The line, from 1, on which some text first stands.
pub(super) fn find_line(source: &str, text: &str) -> u64 {
    source.lines().position(|line| line.contains(text)).map_or(1, |at| at as u64 + 1)
}
