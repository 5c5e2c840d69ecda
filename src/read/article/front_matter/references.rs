//! References that the head of a text carries with their fields, as pandoc reads them: `references:` and a list of CSL items.

use super::Embedded;
use crate::read::references::read_records;
use serde_json::{Map, Value, json};

/// The items of the list that have a key.
pub(super) fn read(value: &Value) -> Vec<Embedded> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let read = items.iter().filter_map(|item| {
        let fields = item.as_object()?;
        let key = fields.get("id").map(super::value::to_words).filter(|key| !key.is_empty())?;
        let text = Value::Object(with_plain_dates(fields)).to_string();
        Some(Embedded { key, item: read_records("csl-json", &text).into_iter().next()? })
    });
    read.collect()
}

/// Dates as CSL-JSON has them: pandoc also reads `issued: {year: 2005, month: 3}`, a list of such, and a date in words.
fn with_plain_dates(fields: &Map<String, Value>) -> Map<String, Value> {
    let mut plain = fields.clone();
    for key in ["issued", "accessed"] {
        let Some(date) = plain.get_mut(key) else { continue };
        let first = date.as_array().and_then(|all| all.first()).unwrap_or(date).clone();
        let part = |name: &str| first.get(name).and_then(|part| super::value::to_words(part).parse::<i64>().ok());
        let parts: Vec<i64> = ["year", "month", "day"].iter().map_while(|name| part(name)).collect();
        if !parts.is_empty() {
            *date = json!({ "date-parts": [parts] });
        } else if let Value::String(_) | Value::Number(_) = &first {
            *date = json!({ "raw": super::value::to_words(&first) });
        }
    }
    plain
}
