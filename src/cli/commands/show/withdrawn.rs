//! A record that was withdrawn: what it was, and who withdrew it.

use crate::cli::show::page::{Emphasis, Page};
use crate::tasks::withdrawn::WithdrawnRecord;
use serde_json::{Map, Value};

/// Fields that say nothing to people.
const HIDDEN: &[&str] =
    &["uid", "article", "claim", "reference", "citation", "work", "person", "text", "blocks", "original"];

fn list_fields(record: &WithdrawnRecord) -> Map<String, Value> {
    serde_json::from_str(&record.withdrawn.row).unwrap_or_default()
}

pub(super) fn show(page: &mut Page, record: &WithdrawnRecord) {
    let on = jiff::tz::TimeZone::UTC.to_datetime(record.withdrawn.withdrawn_at).date().to_string();
    let by = record.event.as_ref().map(|event| format!(" by {}", event.who)).unwrap_or_default();
    let why = record.event.as_ref().and_then(|event| event.reason.as_ref()).map(|why| format!(": {why}"));
    let about =
        format!(" · {} · withdrawn on {on}{by}{}", record.withdrawn.entity.replace('_', " "), why.unwrap_or_default());
    page.add_spans(0, &[(Emphasis::Strong, &record.address), (Emphasis::Bad, &about)]);
    for (name, value) in list_fields(record).iter().filter(|(name, _)| !HIDDEN.contains(&name.as_str())) {
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        page.add_field(2, &name.replace('_', " "), &[(Emphasis::Plain, &shown)]);
    }
    let mut next = vec![format!("claimbook history {}", record.address)];
    next.extend(record.event.as_ref().map(|event| format!("claimbook undo {} # to put it back", event.address())));
    page.add_next_steps(&next);
}

pub(super) fn build_dossier(record: &WithdrawnRecord) -> Value {
    serde_json::json!({
        "address": record.address,
        "withdrawn": {
            "entity": record.withdrawn.entity,
            "at": record.withdrawn.withdrawn_at,
            "who": record.event.as_ref().map(|event| &event.who),
            "reason": record.event.as_ref().and_then(|event| event.reason.as_ref()),
            "event": record.event.as_ref().map(|event| event.address()),
            "row": list_fields(record),
        },
    })
}
