//! `hub status`: who writes to a hub, and how much.

use crate::cli::args::hub::HubChoice;
use crate::cli::show::listing::{self, ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column};
use crate::cli::{Exit, Session};
use crate::sync::postgres::{HubStatus, WriterStatus};
use crate::tasks::Failure;
use crate::text::format_count;
use serde::Serialize;

#[derive(clap::Args)]
#[command(
    after_help = "In a pipe, a line holds: desk, login, names, events, last, writer. A writer without a login is one of a history from before \
    the hub.\n\nExample: claimbook hub status"
)]
pub(super) struct Args {
    #[command(flatten)]
    which: HubChoice,
    #[command(flatten)]
    options: ListOptions,
}

#[derive(Serialize)]
struct Row<'w> {
    desk: Option<u32>,
    login: Option<&'w str>,
    names: Vec<&'w str>,
    events: u64,
    last: Option<&'w str>,
    writer: String,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let (address, mut hub) = self.which.connect(session)?;
        let status = hub.status()?;
        session.report(&describe(&address.to_string(), &status));
        let rows: Vec<Row<'_>> =
            status.writers.iter().take(self.options.most()).map(|writer| make_row(&status, writer)).collect();
        if self.options.format != ListFormat::Table {
            listing::print_json(session, self.options.format, &rows)?;
            return Ok(Exit::Clean);
        }
        let names = ["desk", "login", "names", "events", "last", "writer"];
        let mut sheet = TextTable::new(&names.map(column));
        for row in &rows {
            let or_none = |text: Option<&str>| text.unwrap_or("-").to_owned();
            let names = if row.names.is_empty() { "-".to_owned() } else { row.names.join("; ") };
            let (login, last) = (or_none(row.login), or_none(row.last));
            let desk = row.desk.map_or_else(|| "-".to_owned(), |desk| desk.to_string());
            sheet.add_row([&desk, &login, &names, &row.events.to_string(), &last, &row.writer]);
        }
        listing::print_table(session, &sheet, "Nobody has synced with this hub yet.")?;
        Ok(Exit::Clean)
    }
}

fn make_row<'s>(status: &'s HubStatus, writer: &'s WriterStatus) -> Row<'s> {
    let names = writer.role.as_ref().and_then(|role| status.people.get(role));
    Row {
        desk: writer.desk,
        login: writer.role.as_deref(),
        names: names.into_iter().flatten().map(String::as_str).collect(),
        events: writer.events,
        last: writer.last.as_deref(),
        writer: writer.writer.to_string(),
    }
}

fn describe(address: &str, status: &HubStatus) -> String {
    let size = format!("{:.1} MB", status.bytes as f64 / 1e6);
    let mut said = format!(
        "{address}: {}, {} and {}, {size}. Its administrator is {}.",
        format_count(status.events, "event"),
        format_count(status.blobs, "blob"),
        format_count(status.people.len(), "login"),
        status.administrator
    );
    for (is_so, words) in [
        (status.takes_history, "It still accepts a history from the administrator, until the first person is invited."),
        (status.terms.takes_abstracts, "Abstracts are shared."),
        (!status.terms.takes_abstracts, "Abstracts are not shared."),
        (status.terms.checks_on_one_machine, "One machine asks the registries for everybody."),
    ] {
        if is_so {
            said.push(' ');
            said.push_str(words);
        }
    }
    said
}
