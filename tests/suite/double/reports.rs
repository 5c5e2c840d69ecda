//! Reports as tests look at them.

use serde_json::Value;

/// What a report could not look at, a record for each rule and address.
pub(crate) fn unchecked(report: &Value) -> &Vec<Value> {
    report["unchecked"].as_array().unwrap()
}
