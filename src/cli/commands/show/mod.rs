//! `show`: records in full. A claim stands beside its sources, with what people found and what changed since; an
//! article, a reference or a work with what belongs to it.

mod article;
mod citation;
mod claim;
mod discussion;
mod merged;
mod person;
mod reading;
mod reference;
mod withdrawn;
mod work;

use crate::catalogue::{ArticleRow, Catalogue, View};
use crate::cli::eyes::RevealOption;
use crate::cli::show::page::Page;
use crate::cli::{Exit, Session};
use crate::model::{Person, Reading};
use crate::tasks::addresses;
use crate::tasks::addresses::AddressedRecord;
use crate::tasks::withdrawn::{WithdrawnRecord, find_withdrawn};
use crate::tasks::{Failure, dossiers, persons, readings};
use serde_json::Value;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  claimbook show back-pain-in-pregnancy/c2\n  claimbook show salari2023 10.5555/12345678 --format json"
)]
pub(in crate::cli) struct Args {
    /// A claim (back-pain/c3, or c3 in the only article), a reference (back-pain/r10), a reading (c3:r10:1), an article, a citation key, a family name, a DOI, a person
    #[arg(required = true, value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// How to show the records
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    reveal: RevealOption,
}

/// How records are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// A page for people
    #[default]
    Text,
    /// One JSON object; an array where several addresses were given
    Json,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = self.reveal.catalogue(session, &format!("show {}", self.addresses.join(" ")))?;
        let named = self.addresses.iter().map(|typed| find(catalogue.view(), typed));
        let named = named.collect::<Result<Vec<_>, Failure>>()?;
        match self.format {
            Format::Text => print_text(session, &catalogue, &self.addresses, &named),
            Format::Json => print_json(session, &catalogue, &named),
        }
    }
}

/// A record that is shown: people and readings have no address of the other kinds.
enum Record {
    Named(AddressedRecord),
    Person(Person),
    Reading(String, Box<Reading>),
    Withdrawn(Box<WithdrawnRecord>),
}

fn find(view: View<'_>, typed: &str) -> Result<Record, Failure> {
    if let Some((address, reading)) = readings::find_reading(view, typed)? {
        return Ok(Record::Reading(address, Box::new(reading)));
    }
    match persons::find_only_person(view, typed)? {
        Some(person) => Ok(Record::Person(person)),
        None => match addresses::find_record(view, typed) {
            Ok(named) => Ok(Record::Named(named)),
            Err(wrong) => find_withdrawn(view, typed)?.map(|found| Record::Withdrawn(Box::new(found))).ok_or(wrong),
        },
    }
}

fn print_text(
    session: &mut Session<'_>,
    catalogue: &Catalogue,
    typed: &[String],
    named: &[Record],
) -> Result<Exit, Failure> {
    for (at, (typed, record)) in typed.iter().zip(named).enumerate() {
        let mut page = Page::new(session);
        if at > 0 {
            page.add_blank();
        }
        merged::write_merged(&mut page, catalogue.view(), typed, record)?;
        match record {
            Record::Person(p) => person::show(&mut page, catalogue.view(), p)?,
            Record::Withdrawn(w) => withdrawn::show(&mut page, w),
            Record::Reading(address, r) => reading::show(&mut page, catalogue.view(), address, r)?,
            Record::Named(AddressedRecord::Article(a)) => {
                article::show(&mut page, catalogue.view(), &load_row(catalogue, a)?)?
            }
            Record::Named(AddressedRecord::Claim(home, c)) => {
                claim::show(&mut page, session, catalogue.view(), home, c)?
            }
            Record::Named(AddressedRecord::Reference(home, r)) => {
                reference::show(&mut page, catalogue.view(), home, r)?
            }
            Record::Named(AddressedRecord::Work(w)) => work::show(&mut page, catalogue.view(), w)?,
        }
        session.print(&page.finish())?;
    }
    Ok(Exit::Clean)
}

fn print_json(session: &mut Session<'_>, catalogue: &Catalogue, named: &[Record]) -> Result<Exit, Failure> {
    let mut records =
        named.iter().map(|record| build_dossier(session, catalogue, record)).collect::<Result<Vec<_>, _>>()?;
    let shown = if records.len() == 1 { records.swap_remove(0) } else { Value::Array(records) };
    let shown = serde_json::to_string_pretty(&shown).map_err(|e| Failure::Incomplete(e.to_string()))?;
    session.print(&format!("{shown}\n"))?;
    Ok(Exit::Clean)
}

fn build_dossier(session: &Session<'_>, catalogue: &Catalogue, record: &Record) -> Result<Value, Failure> {
    let view = catalogue.view();
    let value = match record {
        Record::Person(person) => return person::build_dossier(view, person),
        Record::Reading(address, r) => return reading::build_dossier(view, address, r),
        Record::Withdrawn(w) => return Ok(withdrawn::build_dossier(w)),
        Record::Named(AddressedRecord::Article(a)) => {
            serde_json::to_value(dossiers::build_article(view, &load_row(catalogue, a)?)?)
        }
        Record::Named(AddressedRecord::Claim(_, c)) => {
            let claims = dossiers::build_claims(catalogue.view(), &session.settings, [c.uid])?;
            serde_json::to_value(claims.first())
        }
        Record::Named(AddressedRecord::Reference(home, r)) => reference::build_dossier(r, &view.snapshot(home)?),
        Record::Named(AddressedRecord::Work(w)) => {
            serde_json::to_value(dossiers::build_work(w, &view.citations_of_work(w.uid)?, &view.snapshot_of_work(w)?))
        }
    };
    value.map_err(|e| Failure::Incomplete(e.to_string()))
}

fn load_row(catalogue: &Catalogue, article: &crate::model::Article) -> Result<ArticleRow, Failure> {
    let row = catalogue.view().article_row(article.uid)?;
    row.ok_or_else(|| Failure::Incomplete(format!("{} went away while it was read", article.key)))
}
