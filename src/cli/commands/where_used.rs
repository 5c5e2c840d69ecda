//! `where-used`: the claims that rest on a work, with the lines of the articles that word them.

use crate::catalogue::{CitationRow, View};
use crate::cli::show::evidence_words::describe_notice;
use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column, prose};
use crate::cli::{Exit, Session};
use crate::evidence::find_work_notices;
use crate::model::{CitationState, OccurrenceState, Work};
use crate::tasks::Failure;
use crate::tasks::addresses;
use crate::tasks::addresses::AddressedRecord;
use crate::tasks::texts::ArticleTexts;
use crate::text::places::name_place;
use serde::Serialize;

#[derive(clap::Args)]
#[command(
    after_help = "Suggestions do not count. In a pipe, a line holds: claim, reference, file:line:column, statement.\n\n\
    Examples:\n  claimbook where-used salari2023\n  claimbook where-used 10.1186/s12884-023-06151-w"
)]
pub(in crate::cli) struct Args {
    /// A citation key, a DOI, or a reference to the work
    #[arg(value_name = "WORK")]
    work: String,
    #[command(flatten)]
    options: ListOptions,
}

/// One place where a claim that rests on the work is worded. Field names are contracts.
#[derive(Serialize)]
struct Use {
    claim: String,
    reference: String,
    article: Option<String>,
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    statement: String,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let view = catalogue.view();
        let work = find_work(view, &self.work)?;
        let mut texts = ArticleTexts::new(view);
        let mut found = Vec::new();
        for citation in view.citations_of_work(work.uid)? {
            if citation.state == CitationState::Asserted {
                found.extend(list_uses(view, &mut texts, &citation)?);
            }
        }
        found.truncate(self.options.most());
        for notice in find_work_notices(&work, &view.snapshot_of_work(&work)?) {
            session.report(&format!("{}: {}", work.key, describe_notice(&notice)));
        }
        if self.options.format != ListFormat::Table {
            listing::print_json(session, self.options.format, &found)?;
            return Ok(Exit::Clean);
        }
        listing::print_table(session, &build_table(&found), &format!("No claim rests on {}.", work.key))?;
        Ok(Exit::Clean)
    }
}

/// The work that is meant.
fn find_work(view: View<'_>, typed: &str) -> Result<Work, Failure> {
    let of_reference = |reference: crate::model::Reference| match reference.work {
        Some(uid) => view.get::<Work>(uid).map_err(Failure::from),
        None => Ok(None),
    };
    let found = match addresses::find_record(view, typed)? {
        AddressedRecord::Work(work) => Some(*work),
        AddressedRecord::Reference(_, reference) => of_reference(*reference)?,
        AddressedRecord::Article(_) | AddressedRecord::Claim(..) => None,
    };
    found.ok_or_else(|| {
        Failure::usage(format!("“{typed}” is not a work in the catalogue; `claimbook works` lists them by key and DOI"))
    })
}

/// The places where a cited claim is worded; one without a place where there is none.
fn list_uses(view: View<'_>, texts: &mut ArticleTexts<'_>, citation: &CitationRow) -> Result<Vec<Use>, Failure> {
    let bare = || Use {
        claim: citation.claim.clone(),
        reference: citation.reference.clone(),
        article: None,
        file: None,
        line: None,
        column: None,
        statement: citation.statement.clone(),
    };
    let mut uses = Vec::new();
    let places = view.occurrences_of(citation.claim_uid)?.into_iter();
    for occurrence in places.filter(|o| o.state != OccurrenceState::Proposed) {
        let text = texts.load(occurrence.article)?;
        let (line, column) = text.place(&occurrence).unzip();
        uses.push(Use { article: Some(text.key.clone()), file: text.file(), line, column, ..bare() });
    }
    if uses.is_empty() {
        uses.push(bare());
    }
    Ok(uses)
}

fn build_table(uses: &[Use]) -> TextTable {
    let mut sheet = TextTable::new(&[column("claim"), column("reference"), column("place"), prose("statement")]);
    for r#use in uses {
        let file = r#use.file.as_ref().or(r#use.article.as_ref()).map_or("-", String::as_str);
        let place = match (r#use.line, r#use.column) {
            (Some(line), Some(column)) => name_place(file, line, column),
            _ => file.to_owned(),
        };
        sheet.add_row([&r#use.claim, &r#use.reference, &place, &r#use.statement]);
    }
    sheet
}
