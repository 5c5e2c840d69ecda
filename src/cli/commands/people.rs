//! `people`: who writes, reviews and approves, and what tells them apart.

use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column, prose};
use crate::cli::{Exit, Session};
use crate::model::Person;
use crate::tasks::{Failure, persons};
use serde::Serialize;

#[derive(clap::Args)]
#[command(after_help = "In a pipe, a line holds: person, name, credentials, id.\n\nExample:\n  claimbook people")]
pub(in crate::cli) struct Args {
    /// List the retired ones instead
    #[arg(long)]
    retired: bool,
    #[command(flatten)]
    options: ListOptions,
}

#[derive(Serialize)]
pub(super) struct Row<'p> {
    address: String,
    name: &'p str,
    credentials: Option<&'p str>,
    id: Option<&'p str>,
    contact: Option<&'p str>,
    retired_on: Option<jiff::civil::Date>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let wanted = |person: &Person| person.merged_into.is_none() && person.retired_on.is_some() == self.retired;
        let people: Vec<Person> =
            catalogue.view().persons()?.into_iter().filter(wanted).take(self.options.most()).collect();
        if self.options.format != ListFormat::Table {
            let rows: Vec<Row<'_>> = people.iter().map(make_row).collect();
            listing::print_json(session, self.options.format, &rows)?;
            return Ok(Exit::Clean);
        }
        let mut sheet = TextTable::new(&[column("person"), column("name"), prose("credentials"), column("id")]);
        for person in &people {
            let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
            sheet.add_row([
                &persons::format_address(person),
                &person.name,
                &or_none(&person.credentials),
                &or_none(&person.declared_id),
            ]);
        }
        listing::print_table(
            session,
            &sheet,
            "There are no people yet. Articles' bylines name them, and so does --by with a judgement.",
        )?;
        Ok(Exit::Clean)
    }
}

pub(super) fn make_row(person: &Person) -> Row<'_> {
    Row {
        address: persons::format_address(person),
        name: &person.name,
        credentials: person.credentials.as_deref(),
        id: person.declared_id.as_deref(),
        contact: person.contact.as_deref(),
        retired_on: person.retired_on,
    }
}
