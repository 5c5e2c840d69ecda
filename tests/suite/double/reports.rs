//! Reports as tests look at them.

use serde_json::{Value, json};

/// What a report could not look at, a record for each rule and address: the report itself has one for each reason.
pub(crate) fn unchecked(report: &Value) -> &'static Vec<Value> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let each = |reason: &Value| {
        let records = list(&reason["rules"]).into_iter().flat_map(|rule| {
            let with = |address| json!({"rule": rule, "address": address, "source": reason["source"], "reason": reason["reason"]});
            list(&reason["addresses"]).into_iter().map(with).collect::<Vec<_>>()
        });
        records.collect::<Vec<_>>()
    };
    Box::leak(Box::new(report["unchecked"].as_array().unwrap().iter().flat_map(each).collect()))
}
