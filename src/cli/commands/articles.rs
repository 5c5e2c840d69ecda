//! `articles`: the articles of the catalogue, with what they hold.

use crate::catalogue::ArticleRow;
use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column, prose};
use crate::cli::{Exit, Session};
use crate::tasks::{Failure, dossiers};

#[derive(clap::Args)]
#[command(after_help = "In a pipe, a line holds: article, claims, uncited, reviewed, references, updated, title.\n\n\
    Example:\n  claimbook articles --format json")]
pub(in crate::cli) struct Args {
    /// List the retired ones instead
    #[arg(long)]
    retired: bool,
    #[command(flatten)]
    options: ListOptions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let rows = catalogue.view().article_rows(self.options.limit, self.retired)?;
        if self.options.format != ListFormat::Table {
            let articles = dossiers::build_articles(&catalogue, &rows)?;
            listing::print_json(session, self.options.format, &articles)?;
            return Ok(Exit::Clean);
        }
        let retired = (self.retired, "No article is retired.");
        let nothing = listing::explain_empty_list(catalogue.view(), self.options.limit, retired, listing::EMPTY)?;
        listing::print_table(session, &build_table(&rows), nothing)?;
        Ok(Exit::Clean)
    }
}

fn build_table(rows: &[ArticleRow]) -> TextTable {
    let mut sheet = TextTable::new(&[
        column("article"),
        column("claims"),
        column("uncited"),
        column("reviewed"),
        column("references"),
        column("updated"),
        prose("title"),
    ]);
    for ArticleRow { article, counts } in rows {
        sheet.add_row([
            &article.key,
            &counts.claims.to_string(),
            &counts.uncited.to_string(),
            &counts.reviewed.to_string(),
            &counts.references.to_string(),
            &article.updated_on.map_or_else(|| "-".to_owned(), |date| date.to_string()),
            &article.title,
        ]);
    }
    sheet
}
