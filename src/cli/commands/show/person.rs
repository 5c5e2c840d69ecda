//! A person.

use crate::cli::show::page::{Emphasis, Page};
use crate::model::Person;
use crate::tasks::persons;

/// What is known of a person.
pub(super) fn show(page: &mut Page, person: &Person) {
    let (name, address) = (persons::format_name(person), format!(" · {}", persons::format_address(person)));
    page.add_spans(0, &[(Emphasis::Strong, &name), (Emphasis::Plain, &address)]);
    for (label, value) in [("id", &person.declared_id), ("contact", &person.contact)] {
        if let Some(value) = value {
            page.add_field(2, label, &[(Emphasis::Plain, value)]);
        }
    }
    if let Some(on) = person.retired_on {
        page.add_field(2, "retired", &[(Emphasis::Plain, &on.to_string())]);
    }
    page.add_next_steps(&[format!("claimbook history {}", persons::format_address(person))]);
}
