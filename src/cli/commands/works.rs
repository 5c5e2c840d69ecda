//! `works`: what references refer to, once for the whole catalogue.

use crate::catalogue::{View, WorkFilter, WorkRow};
use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column, prose};
use crate::cli::{Exit, Session};
use crate::evidence::find_work_notices;
use crate::model::{Doi, Uid, Work};
use crate::registry::{SERVICES, list_notice_sources};
use crate::tasks::{Failure, addresses, dossiers};
use crate::write::brief;

#[derive(clap::Args)]
#[command(after_help = "In a pipe, a line holds: work, year, claims, DOI, state of the DOI, notices, what it is.\n\n\
    Example:\n  claimbook works --article back-pain-in-pregnancy")]
pub(in crate::cli) struct Args {
    /// Only those that this article lists
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Only the one with this DOI
    #[arg(long, value_name = "DOI")]
    doi: Option<Doi>,
    /// Only those that a source reports as retracted, corrected or the like
    #[arg(long)]
    noticed: bool,
    #[command(flatten)]
    options: ListOptions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let article = addresses::find_article_if_named(catalogue.view(), self.article.as_deref())?;
        let filter = WorkFilter {
            article: article.map(|a| a.uid),
            doi: self.doi,
            noticed_by: self.noticed.then(|| list_notice_sources(SERVICES).collect()),
            most: self.options.limit,
        };
        let rows = catalogue.view().work_rows(&filter)?;
        if self.options.format != ListFormat::Table {
            let works = dossiers::build_works(&catalogue, rows.iter().map(|row| row.uid))?;
            listing::print_json(session, self.options.format, &works)?;
            return Ok(Exit::Clean);
        }
        let sheet = build_table(catalogue.view(), &rows)?;
        let none = match filter.article.is_some() || filter.doi.is_some() || filter.noticed_by.is_some() {
            true => "No work fits these filters.",
            false => "There is no work yet. `claimbook import FILE` adds those of a list.",
        };
        let nothing = listing::explain_nothing(catalogue.view(), filter.most, none)?;
        listing::print_table(session, &sheet, nothing)?;
        Ok(Exit::Clean)
    }
}

fn build_table(view: View<'_>, rows: &[WorkRow]) -> Result<TextTable, Failure> {
    let mut sheet = TextTable::new(&[
        column("work"),
        column("year"),
        column("claims"),
        column("doi"),
        column("state"),
        column("notices"),
        prose("what it is"),
    ]);
    for row in rows {
        let doi = row.doi.as_ref().map_or("-".to_owned(), Doi::to_string);
        let state = row.doi.as_ref().map_or("-".to_owned(), |_| row.doi_state.to_string());
        let year = row.csl.year().map_or("-".to_owned(), |year| year.to_string());
        let notices = if row.noticed { list_notices(view, row.uid)? } else { String::new() };
        sheet.add_row([
            &row.key,
            &year,
            &row.cited.to_string(),
            &doi,
            &state,
            &notices,
            &brief::format_without_year(&row.csl),
        ]);
    }
    Ok(sheet)
}

/// The kinds of notice on a work, each once, oldest first. Most works have none, and then nothing is shown.
fn list_notices(view: View<'_>, work: Uid) -> Result<String, Failure> {
    let Some(work) = view.get::<Work>(work)? else { return Ok(String::new()) };
    let mut kinds: Vec<String> = Vec::new();
    for notice in find_work_notices(&work, &view.snapshot_of_work(&work)?) {
        let kind = notice.kind.to_string();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    Ok(kinds.join(", "))
}
