//! A person.

use crate::catalogue::View;
use crate::cli::commands::people;
use crate::cli::show::page::{Emphasis, Page};
use crate::model::Person;
use crate::tasks::keys::{ShownKey, list_keys};
use crate::tasks::{Failure, persons};
use serde::Serialize;
use serde_json::Value;

/// What is known of a person.
pub(super) fn show(page: &mut Page, view: View<'_>, person: &Person) -> Result<(), Failure> {
    let (name, address) = (persons::format_name(person), format!(" · {}", persons::format_address(person)));
    page.add_spans(0, &[(Emphasis::Strong, &name), (Emphasis::Plain, &address)]);
    for (label, value) in [("id", &person.declared_id), ("contact", &person.contact)] {
        if let Some(value) = value {
            page.add_field(2, label, &[(Emphasis::Plain, value)]);
        }
    }
    for key in list_keys(view, person)? {
        let until = key.retired_on.map(|on| format!(", no longer theirs since {on}")).unwrap_or_default();
        let shown = format!("{}, added on {}{until}", key.fingerprint, key.added_on);
        page.add_field(2, "key", &[(Emphasis::Plain, &shown)]);
    }
    if let Some(on) = person.retired_on {
        page.add_field(2, "retired", &[(Emphasis::Plain, &on.to_string())]);
    }
    page.add_next_steps(&[format!("claimbook history {}", persons::format_address(person))]);
    Ok(())
}

#[derive(Serialize)]
struct Dossier<'p> {
    #[serde(flatten)]
    row: people::Row<'p>,
    keys: Vec<ShownKey>,
}

/// The same as JSON.
pub(super) fn build_dossier(view: View<'_>, person: &Person) -> Result<Value, Failure> {
    let dossier = Dossier { row: people::make_row(person), keys: list_keys(view, person)? };
    serde_json::to_value(dossier).map_err(|e| Failure::Incomplete(e.to_string()))
}
