//! `edit`: changes fields of one record. What was there before stays in the log.

use crate::catalogue::{Deed, Writing};
use crate::cli::{Exit, Session};
use crate::model::Person;
use crate::tasks::addresses;
use crate::tasks::{Failure, fields, keys, persons};
use std::path::Path;

#[derive(clap::Args)]
#[command(after_help = "Example: claimbook edit back-pain publisher=\"Example Health\" last_reviewed_on=2026-01-15")]
pub(in crate::cli) struct Args {
    /// The record
    address: String,
    /// The new values; an empty one clears the field
    #[arg(required = true, value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("edit") };
        let said = catalogue.write(&deed, |writing| {
            if let Some(person) = persons::find_only_person(writing.view(), &self.address)? {
                return self.person(session, writing, person);
            }
            let named = addresses::find_record(writing.view(), &self.address)?;
            fields::edit_record(writing, named, &self.split_fields()?)
        })?;
        session.report(&said);
        Ok(Exit::Clean)
    }

    /// Each field that was typed, with its value.
    fn split_fields(&self) -> Result<Vec<(&str, &str)>, Failure> {
        let split = self.fields.iter().map(|typed| {
            let parts = typed.split_once('=').map(|(field, value)| (field.trim(), value.trim()));
            parts.ok_or_else(|| Failure::usage(format!("“{typed}” has no value, expected FIELD=VALUE")))
        });
        split.collect()
    }

    /// Sets a person's fields. `key` is a file, and each adds one to those they have; an empty one ends them all.
    fn person(&self, session: &Session<'_>, writing: &mut Writing<'_>, mut person: Person) -> Result<String, Failure> {
        let address = persons::format_address(&person);
        let (mut fields_given, mut said) = (0, Vec::new());
        for (field, value) in self.split_fields()? {
            match (field, value) {
                ("key", "") => said.push(keys::retire_keys(writing, &person)?),
                ("key", file) => {
                    let text = session.read_key(Path::new(file))?;
                    said.push(keys::add_key(writing, &person, &text)?);
                }
                _ => {
                    fields_given += 1;
                    fields::set_person(writing.view(), &mut person, field, value)?;
                }
            }
        }
        let changed = writing.edit(&person)?;
        if fields_given > 0 {
            said.push(fields::describe_edit(&address, changed));
        }
        Ok(said.join(" "))
    }
}
