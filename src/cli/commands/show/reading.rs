//! One reading: what somebody found in a source, and what became of it.

use crate::catalogue::View;
use crate::cli::show::page::{Emphasis, Page};
use crate::model::{Person, Reading, Stance};
use crate::tasks::Failure;
use serde_json::{Value, json};

pub(super) fn show(page: &mut Page, view: View<'_>, address: &str, reading: &Reading) -> Result<(), Failure> {
    let mark = match reading.stance {
        Stance::Supports => Emphasis::Good,
        Stance::Contradicts => Emphasis::Bad,
        Stance::Partly | Stance::Background => Emphasis::Plain,
    };
    page.add_spans(0, &[(Emphasis::Strong, address), (Emphasis::Plain, " · "), (mark, &reading.stance.to_string())]);
    for (label, words) in list_fields(view, reading)? {
        page.add_field(2, label, &[(Emphasis::Plain, &words)]);
    }
    Ok(())
}

fn list_fields(view: View<'_>, reading: &Reading) -> Result<Vec<(&'static str, String)>, Failure> {
    let fields = [
        ("by", view.get::<Person>(reading.person)?.map(|person| person.name)),
        ("read on", Some(reading.read_on.to_string())),
        ("read as", reading.read_as.map(|part| part.to_string())),
        ("quote", reading.quote.as_ref().map(|quote| format!("“{quote}”"))),
        ("locator", reading.locator.clone()),
        ("finding", reading.finding.clone()),
        ("retired", reading.retired_on.map(|on| format!("on {on}"))),
    ];
    Ok(fields.into_iter().filter_map(|(label, words)| Some((label, words?))).collect())
}

pub(super) fn build_dossier(view: View<'_>, address: &str, reading: &Reading) -> Result<Value, Failure> {
    Ok(json!({
        "address": address,
        "stance": reading.stance.to_string(),
        "person": view.get::<Person>(reading.person)?.map(|person| person.name),
        "read_on": reading.read_on.to_string(),
        "read_as": reading.read_as.map(|part| part.to_string()),
        "quote": reading.quote,
        "locator": reading.locator,
        "finding": reading.finding,
        "retired_on": reading.retired_on.map(|on| on.to_string()),
    }))
}
