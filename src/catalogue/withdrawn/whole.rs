//! A row as one JSON object from which it can be made again to the byte: bytes in base64, and a work's abstract, which a dump
//! may leave out, by its hash where it did.

use crate::catalogue::record::{ABSTRACT, ABSTRACT_HASH, Table};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::types::Value;
use serde_json::{Map, Value as Json};

/// Under this name stand bytes.
const BYTES: &str = "base64";

/// The object of a row, with the hash of its abstract where that is not at hand.
pub(in crate::catalogue) fn write(table: &Table, values: &[Value], withheld: Option<&str>) -> String {
    let fields = table.columns.iter().zip(values).filter_map(|(column, value)| {
        let left_out = withheld.filter(|_| (table.name, *column) == ABSTRACT && *value == Value::Null);
        let field = match (left_out, value) {
            (Some(sha256), _) => serde_json::json!({ ABSTRACT_HASH: sha256 }),
            (None, Value::Null) => return None,
            (None, value) => to_json(value),
        };
        Some(((*column).to_owned(), field))
    });
    Json::Object(fields.collect()).to_string()
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(n) => (*n).into(),
        Value::Real(n) => (*n).into(),
        Value::Text(text) => text.clone().into(),
        Value::Blob(bytes) => serde_json::json!({ BYTES: STANDARD.encode(bytes) }),
    }
}

/// The row of an object, and the hash of its abstract where that was left out; none where the object is not one of ours.
pub(in crate::catalogue) fn read(table: &Table, object: &str) -> Option<(Vec<Value>, Option<String>)> {
    let fields: Map<String, Json> = serde_json::from_str(object).ok()?;
    if fields.keys().any(|name| !table.columns.contains(&name.as_str())) {
        return None;
    }
    let mut withheld = None;
    let mut values = Vec::with_capacity(table.columns.len());
    for column in table.columns {
        let field = fields.get(*column);
        if let Some(hash) = field.and_then(|field| hash_of(table, column, field)) {
            withheld = Some(hash.to_owned());
            values.push(Value::Null);
            continue;
        }
        values.push(field.map_or(Some(Value::Null), |field| parse_value(object, column, field))?);
    }
    Some((values, withheld))
}

/// The hash that stands for an abstract.
fn hash_of<'f>(table: &Table, column: &str, field: &'f Json) -> Option<&'f str> {
    field.get(ABSTRACT_HASH).filter(|_| (table.name, column) == ABSTRACT)?.as_str()
}

/// The value of a field of an object that we wrote.
pub(in crate::catalogue) fn parse_value(object: &str, name: &str, field: &Json) -> Option<Value> {
    Some(match field {
        Json::Null => Value::Null,
        Json::String(text) => Value::Text(text.clone()),
        Json::Number(n) => match n.as_i64() {
            Some(n) => Value::Integer(n),
            None => Value::Real(parse_real(object, name)?),
        },
        Json::Object(_) => Value::Blob(STANDARD.decode(field.get(BYTES)?.as_str()?).ok()?),
        _ => return None,
    })
}

/// A number with a fraction, out of the text itself: what reads JSON may be off by the last digit. A name in quotes with a
/// colon after it is a field's: within a text, quotes stand behind a backslash.
fn parse_real(object: &str, name: &str) -> Option<f64> {
    let (_, rest) = object.split_once(&format!("\"{name}\":"))?;
    rest.split([',', '}']).next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::record::{TABLES, sha256, without_abstract};
    use proptest::prelude::*;

    fn table(name: &str) -> &'static Table {
        TABLES.iter().find(|table| table.name == name).unwrap()
    }

    proptest! {
        #[test]
        fn a_row_is_made_again_to_the_byte(text in ".{0,8}", bytes: Vec<u8>, score in 0.0..1.0_f64, n: i64) {
            let mut version = vec![Value::Null; table("version").columns.len()];
            (version[0], version[2], version[9]) = (Value::Text(text.clone()), Value::Integer(n), Value::Blob(bytes));
            let object = write(table("version"), &version, None);
            prop_assert_eq!(read(table("version"), &object).unwrap(), (version, None));
            let mut citation = vec![Value::Null; table("citation").columns.len()];
            (citation[1], citation[5]) = (Value::Text(format!("\"score\":{text}")), Value::Real(score));
            let object = write(table("citation"), &citation, None);
            prop_assert_eq!(read(table("citation"), &object).unwrap(), (citation, None));
        }
    }

    #[test]
    fn an_abstract_that_is_left_out_stands_there_by_its_hash() {
        let (table, hash) = (table("work"), sha256(b"Words."));
        let at = table.columns.iter().position(|column| *column == ABSTRACT.1).unwrap();
        let mut work = vec![Value::Null; table.columns.len()];
        work[at] = Value::Text("Words.".into());
        let object = write(table, &work, None);
        let without = without_abstract("work", &object);
        assert!(object.contains("Words.") && !without.contains("Words.") && without.contains(&hash));
        assert_eq!(without_abstract("work", &without), without);
        work[at] = Value::Null;
        assert_eq!(write(table, &work, Some(&hash)), without);
        assert_eq!(read(table, &without).unwrap(), (work, Some(hash)));
        assert_eq!(read(table, "{\"unknown\":1}"), None);
    }
}
