//! `history`: who changed what, newest first, in words.

mod answers;
mod words;

use self::words::Names;
use crate::catalogue::{EventFilter, View};
use crate::cli::eyes::RevealOption;
use crate::cli::session::NOBODY;
use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column, prose};
use crate::cli::{Exit, Session};
use crate::model::{Claim, Event, Identifier, PageUrl, Reference, Uid};
use crate::tasks::addresses;
use crate::tasks::addresses::AddressedRecord;
use crate::tasks::{Failure, persons};
use serde::Serialize;
use serde_json::Value;

#[derive(clap::Args)]
#[command(after_help = "In a pipe, a line holds: when, who, command, what happened.\n\n\
    Examples:\n  claimbook history\n  claimbook history back-pain-in-pregnancy/c2 --format json")]
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
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let looked_at = format!("history {}", self.address.as_deref().unwrap_or_default());
        let catalogue = self.reveal.catalogue(session, looked_at.trim_end())?;
        let view = catalogue.view();
        let rows = self.address.as_deref().map(|typed| rows_of(view, typed)).transpose()?;
        let events = view.events(&EventFilter { rows, most: self.options.limit })?;
        let mut names = Names::new(view);
        if self.options.format != ListFormat::Table {
            let rows = events.iter().map(|event| row(event, &mut names)).collect::<Result<Vec<_>, _>>()?;
            listing::print_json(session, self.options.format, &rows)?;
            return Ok(Exit::Clean);
        }
        let mut sheet = TextTable::new(&[column("when"), column("who"), column("command"), prose("what happened")]);
        for event in &events {
            // Minutes are enough for people; JSON has the seconds.
            let at = jiff::tz::TimeZone::UTC.to_datetime(event.at).strftime("%Y-%m-%d %H:%M").to_string();
            let who = if event.who == NOBODY { "no name set" } else { &event.who };
            sheet.add_row([at.as_str(), who, &event.command, &names.sentence(event)?]);
        }
        listing::print_table(session, &sheet, "Nothing has happened yet.")?;
        Ok(Exit::Clean)
    }
}

fn row<'e>(event: &'e Event, names: &mut Names<'_>) -> Result<Row<'e>, Failure> {
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
    })
}

/// The rows whose events tell a record's history: its own, and those of what belongs to it.
fn rows_of(view: View<'_>, typed: &str) -> Result<Vec<Uid>, Failure> {
    if let Some(person) = persons::find_only_person(view, typed)? {
        return Ok(vec![person.uid]);
    }
    Ok(match addresses::find_record(view, typed)? {
        AddressedRecord::Claim(_, claim) => of_claim(view, &claim)?,
        AddressedRecord::Reference(_, reference) => of_reference(view, &reference)?,
        AddressedRecord::Article(article) => {
            let mut rows = vec![article.uid];
            rows.extend(view.version_heads(article.uid)?.iter().map(|version| version.uid));
            rows.extend(view.people_of(article.uid)?.iter().map(|(part, _)| part.uid));
            for claim in view.claims_of(article.uid)?.iter().filter(|claim| claim.article == article.uid) {
                rows.extend(of_claim(view, claim)?);
            }
            rows.extend(view.references_of(article.uid)?.iter().map(|reference| reference.uid));
            rows
        }
        AddressedRecord::Work(work) => {
            let mut rows = vec![work.uid];
            rows.extend(view.notices(work.uid)?.iter().map(|notice| notice.uid));
            let page = work.url.as_deref().and_then(|url| url.parse::<PageUrl>().ok());
            for known_as in work.identifiers().chain(page.map(Identifier::Url)) {
                let heard = view.observations_of(known_as.scheme(), &known_as.value())?;
                rows.extend(heard.iter().map(|heard| heard.uid));
            }
            rows
        }
    })
}

fn of_claim(view: View<'_>, claim: &Claim) -> Result<Vec<Uid>, Failure> {
    let mut rows = vec![claim.uid];
    rows.extend(view.occurrences_of(claim.uid)?.iter().map(|occurrence| occurrence.uid));
    rows.extend(view.reviews_of(claim.uid)?.iter().map(|review| review.uid));
    for citation in view.citations_of(claim.uid)? {
        rows.push(citation.uid);
        rows.extend(view.readings_of(citation.uid)?.iter().map(|reading| reading.uid));
    }
    Ok(rows)
}

fn of_reference(view: View<'_>, reference: &Reference) -> Result<Vec<Uid>, Failure> {
    let mut rows = vec![reference.uid];
    rows.extend(view.citations_of_reference(reference.uid)?.iter().map(|citation| citation.uid));
    Ok(rows)
}
