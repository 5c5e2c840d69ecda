//! `works`: what references refer to, once for the whole catalogue.

use super::listing::{self, Format, Options};
use super::table::{Sheet, column, prose};
use super::{Exit, Failure, Session, addresses, brief, dossiers};
use crate::catalogue::{WorkFilter, WorkRow};
use crate::model::Doi;

#[derive(clap::Args)]
#[command(after_help = "In a pipe, a line holds: work, year, claims, DOI, state of the DOI, what it is.\n\n\
    Example:\n  claimbook works --article back-pain-in-pregnancy")]
pub(super) struct Args {
    /// Only those that this article lists
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Only the one with this DOI
    #[arg(long, value_name = "DOI")]
    doi: Option<Doi>,
    /// Only those that some source says were retracted, corrected or the like
    #[arg(long)]
    noticed: bool,
    #[command(flatten)]
    options: Options,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let article = self.article.as_deref().map(|key| addresses::article(catalogue.view(), Some(key))).transpose()?;
        let filter = WorkFilter { article: article.map(|a| a.uid), doi: self.doi, noticed: self.noticed, most: self.options.limit };
        let rows = catalogue.view().work_rows(&filter)?;
        if self.options.format != Format::Table {
            let works = dossiers::works(&catalogue, rows.iter().map(|row| row.uid))?;
            listing::json(session, self.options.format, &works)?;
            return Ok(Exit::Clean);
        }
        listing::table(session, &sheet(&rows), "No work fits. `claimbook import FILE` adds those of a list.")?;
        Ok(Exit::Clean)
    }
}

fn sheet(rows: &[WorkRow]) -> Sheet {
    let mut sheet = Sheet::new(&[
        column("work"),
        column("year"),
        column("claims"),
        column("doi"),
        column("state"),
        prose("what it is"),
    ]);
    for row in rows {
        let doi = row.doi.as_ref().map_or("-".to_owned(), Doi::to_string);
        let state = row.doi.as_ref().map_or("-".to_owned(), |_| row.doi_state.to_string());
        let year = row.csl.year().map_or("-".to_owned(), |year| year.to_string());
        sheet.row([&row.key, &year, &row.cited.to_string(), &doi, &state, &brief::without_year(&row.csl)]);
    }
    sheet
}
