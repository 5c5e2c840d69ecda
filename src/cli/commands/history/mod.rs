//! `history`: who changed what, newest first, in words.

pub(super) mod rows;

use crate::cli::eyes::RevealOption;
use crate::cli::session::NOBODY;
use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column, prose};
use crate::cli::{Exit, Session};
use crate::model::{Event, Uid};
use crate::tasks::Failure;
use crate::tasks::log_words::Names;
use serde::Serialize;
use serde_json::Value;

#[derive(clap::Args)]
#[command(
    after_help = "In a pipe, a line holds: the event, when, who, command, what happened. `claimbook undo EVENT` \
        takes the event's whole command back; withdrawn records are marked.\n\n\
    Examples:\n  claimbook history\n  claimbook history back-pain-in-pregnancy/c2 --format json"
)]
pub(in crate::cli) struct Args {
    /// Only what happened to this article, claim, reference, work or person
    #[arg(value_name = "ADDRESS")]
    address: Option<String>,
    #[command(flatten)]
    options: ListOptions,
    #[command(flatten)]
    reveal: RevealOption,
}

/// An event as JSON. Field names are contracts.
#[derive(Serialize)]
struct Row<'e> {
    at: jiff::Timestamp,
    who: &'e str,
    command: &'e str,
    action: crate::model::Action,
    entity: &'e str,
    row: Uid,
    address: Option<String>,
    before: Option<Value>,
    after: Option<Value>,
    reason: Option<&'e str>,
    writer: Uid,
    seq: u64,
    hash: &'e str,
    operator: Option<&'e str>,
    stated_on: Option<jiff::civil::Date>,
    event: String,
    undoes: Option<&'e str>,
    withdrawn: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let looked_at = format!("history {}", self.address.as_deref().unwrap_or_default());
        let catalogue = self.reveal.catalogue(session, looked_at.trim_end())?;
        let view = catalogue.view();
        let rows = self.address.as_deref().map(|typed| rows::find_rows(view, typed)).transpose()?;
        let mut events = match rows {
            Some(rows) => view.events_of(&rows)?,
            None => view.newest_events(self.options.limit)?,
        };
        events.truncate(self.options.limit.map_or(usize::MAX, |most| most as usize));
        let mut names = Names::new(view);
        if self.options.format != ListFormat::Table {
            let rows = events.iter().map(|event| make_row(event, &mut names)).collect::<Result<Vec<_>, _>>()?;
            listing::print_json(session, self.options.format, &rows)?;
            return Ok(Exit::Clean);
        }
        let mut sheet = TextTable::new(&[
            column("event"),
            column("when"),
            column("who"),
            column("command"),
            prose("what happened"),
        ]);
        for event in &events {
            // Minutes are enough for people; JSON has the seconds.
            let at = jiff::tz::TimeZone::UTC.to_datetime(event.at).strftime("%Y-%m-%d %H:%M").to_string();
            let who = if event.who == NOBODY { "no name set" } else { &event.who };
            sheet.add_row([event.address().as_str(), at.as_str(), who, &event.command, &names.write_sentence(event)?]);
        }
        listing::print_table(session, &sheet, "Nothing has happened yet.")?;
        Ok(Exit::Clean)
    }
}

fn make_row<'e>(event: &'e Event, names: &mut Names<'_>) -> Result<Row<'e>, Failure> {
    let fields = |json: &Option<String>| json.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Ok(Row {
        at: event.at,
        who: &event.who,
        command: &event.command,
        action: event.action,
        entity: &event.entity,
        row: event.row,
        address: names.name_record(&event.entity, event.row)?,
        before: fields(&event.before),
        after: fields(&event.after),
        reason: event.reason.as_deref(),
        writer: event.writer,
        seq: event.seq,
        hash: &event.hash,
        operator: event.operator.as_deref(),
        stated_on: event.stated_on,
        event: event.address(),
        undoes: event.undoes.as_deref(),
        withdrawn: names.is_withdrawn(event.row)?,
    })
}
