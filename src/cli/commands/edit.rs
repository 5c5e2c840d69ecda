//! `edit`: changes fields of one record. What was there before stays in the log.

use crate::catalogue::{Deed, Writing};
use crate::cli::{Exit, Session};
use crate::model::Person;
use crate::tasks::addresses;
use crate::tasks::addresses::AddressedRecord;
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
            let mut named = addresses::find_record(writing.view(), &self.address)?;
            self.each_field(|field, value| fields::set(writing.view(), &mut named, field, value))?;
            let (address, changed) = match named {
                AddressedRecord::Article(article) => (article.key.clone(), writing.edit(&article)?),
                AddressedRecord::Claim(home, claim) => (claim.address(&home), writing.edit(&claim)?),
                AddressedRecord::Reference(home, reference) => (reference.address(&home), writing.edit(&*reference)?),
                AddressedRecord::Work(work) => (work.key.clone(), writing.edit(&*work)?),
            };
            Ok::<_, Failure>(describe_edit(&address, changed))
        })?;
        session.say(&said);
        Ok(Exit::Clean)
    }

    /// Hands over each field that was typed, with its value.
    fn each_field(&self, mut set: impl FnMut(&str, &str) -> Result<(), Failure>) -> Result<(), Failure> {
        self.fields.iter().try_for_each(|typed| {
            let (field, value) = typed
                .split_once('=')
                .ok_or_else(|| Failure::usage(format!("“{typed}” has no value, expected FIELD=VALUE")))?;
            set(field.trim(), value.trim())
        })
    }

    /// Sets a person's fields. `key` is a file, and each adds one to those they have; an empty one ends them all.
    fn person(&self, session: &Session<'_>, writing: &mut Writing<'_>, mut person: Person) -> Result<String, Failure> {
        let address = persons::format_address(&person);
        let (mut fields_given, mut said) = (0, Vec::new());
        self.each_field(|field, value| match (field, value) {
            ("key", "") => {
                said.push(keys::retire_keys(writing, &person)?);
                Ok(())
            }
            ("key", file) => {
                let text = session.read_key(Path::new(file))?;
                said.push(keys::add_key(writing, &person, &text)?);
                Ok(())
            }
            _ => {
                fields_given += 1;
                fields::set_person(&mut person, field, value)
            }
        })?;
        let changed = writing.edit(&person)?;
        if fields_given > 0 {
            said.push(describe_edit(&address, changed));
        }
        Ok(said.join(" "))
    }
}

fn describe_edit(address: &str, changed: bool) -> String {
    match changed {
        true => format!("{address} changed. `claimbook history {address}` shows what it was."),
        false => format!("Nothing to change: {address} has these values already."),
    }
}
