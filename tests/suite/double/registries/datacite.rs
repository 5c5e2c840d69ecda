//! The routes of DataCite: `/dois?ids=…` and `/dois/{doi}`.

use super::{Answer, Asked, Script};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use url::form_urlencoded;

/// The answer to a request: a list leaves out what is not there.
pub fn answer(script: &Script, asked: &Asked) -> Answer {
    let entry = |doi: &str| -> Option<Value> {
        let found = script.datasets.iter().find(|a| a["doi"].as_str().is_some_and(|d| d.eq_ignore_ascii_case(doi)))?;
        Some(json!({"id": found["doi"], "type": "dois", "attributes": found}))
    };
    if let Some(doi) = asked.path.strip_prefix("/dois/") {
        return match entry(&percent_decode_str(doi).decode_utf8_lossy()) {
            Some(data) => Answer::json(200, json!({"data": data}).to_string()),
            None => Answer::json(404, r#"{"errors":[{"status":"404","title":"The resource is not there."}]}"#),
        };
    }
    let mut pairs = form_urlencoded::parse(asked.query.as_bytes());
    let ids = pairs.find(|(name, _)| name == "ids").map(|(_, value)| value.into_owned()).unwrap_or_default();
    let data: Vec<Value> = ids.split(',').filter_map(entry).collect();
    Answer::json(200, json!({"data": data, "meta": {"total": data.len()}}).to_string())
}
