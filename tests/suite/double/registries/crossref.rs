//! The routes of Crossref: `/works?filter=doi:…,doi:…` and `/works/{doi}`.

use super::{Answer, Asked, Script};
use percent_encoding::percent_decode_str;
use serde_json::json;
use url::form_urlencoded;

/// The answer to a request: a list leaves out what is not there, a single one is "not found" in plain text.
pub fn answer(script: &Script, asked: &Asked) -> Answer {
    if let Some(doi) = asked.path.strip_prefix("/works/") {
        let doi = percent_decode_str(doi).decode_utf8_lossy().to_ascii_lowercase();
        return match script.works.get(&doi) {
            Some(work) => found("work", work),
            None => Answer::Whole(404, Vec::new(), b"Resource not found.".to_vec()),
        };
    }
    let pairs = || form_urlencoded::parse(asked.query.as_bytes());
    if pairs().any(|(name, _)| name == "query.bibliographic") {
        let items: Vec<_> = script.works.values().collect();
        return found("work-list", &json!({"total-results": items.len(), "items": items}));
    }
    let mut pairs = pairs();
    let filter = pairs.find(|(name, _)| name == "filter").map(|(_, value)| value.into_owned()).unwrap_or_default();
    let asked = filter.split(',').filter_map(|one| one.strip_prefix("doi:"));
    let items: Vec<_> = asked.filter_map(|doi| script.works.get(&doi.to_ascii_lowercase())).collect();
    found("work-list", &json!({"total-results": items.len(), "items": items}))
}

fn found(kind: &str, message: &serde_json::Value) -> Answer {
    Answer::json(200, json!({"status": "ok", "message-type": kind, "message": message}).to_string())
}
