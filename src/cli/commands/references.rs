//! `references`: the entries of the articles' lists, as printed.

use crate::catalogue::{ReferenceFilter, ReferenceRow};
use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, address_column, column, prose};
use crate::cli::{Exit, Session};
use crate::model::Doi;
use crate::tasks::{Failure, addresses, dossiers};

#[derive(clap::Args)]
#[command(after_help = "In a pipe, a line holds: reference, number, cited, work, printed.\n\n\
    Example:\n  claimbook references --uncited")]
pub(in crate::cli) struct Args {
    /// Only those of this article
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Only those that refer to the work with this DOI
    #[arg(long, value_name = "DOI")]
    doi: Option<Doi>,
    /// Only those that no claim cites
    #[arg(long)]
    uncited: bool,
    /// List the retired ones instead
    #[arg(long)]
    retired: bool,
    #[command(flatten)]
    options: ListOptions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let article = addresses::find_article_if_named(catalogue.view(), self.article.as_deref())?;
        let filter = ReferenceFilter {
            article: article.map(|a| a.uid),
            doi: self.doi,
            uncited: self.uncited,
            retired: self.retired,
            most: self.options.limit,
        };
        let rows = catalogue.view().reference_rows(&filter)?;
        if self.options.format != ListFormat::Table {
            let references: Vec<_> = rows.iter().map(dossiers::build_reference).collect();
            listing::print_json(session, self.options.format, &references)?;
            return Ok(Exit::Clean);
        }
        let is_filtered = filter.article.is_some() || filter.doi.is_some() || filter.uncited || filter.retired;
        let nothing = listing::explain_empty_list(
            catalogue.view(),
            filter.most,
            (is_filtered, "No reference fits these filters."),
            "No article lists a reference yet. `claimbook import FILE` adds an article with its list.",
        )?;
        listing::print_table(session, &build_table(&rows).with_home(catalogue.view().only_article()?), nothing)?;
        Ok(Exit::Clean)
    }
}

fn build_table(rows: &[ReferenceRow]) -> TextTable {
    let mut sheet =
        TextTable::new(&[address_column("reference"), column("no"), column("cited"), column("work"), prose("printed")]);
    for row in rows {
        let cited = if row.cited == 0 { "-".to_owned() } else { row.cited.to_string() };
        let number = row.number.as_deref().unwrap_or("-");
        sheet.add_row([&row.address, number, &cited, row.work.as_deref().unwrap_or("-"), &row.printed]);
    }
    sheet
}
