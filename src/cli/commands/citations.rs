//! `citations`: which claim rests, or may rest, on which reference.

use crate::catalogue::{CitationFilter, CitationRow};
use crate::cli::args::values::word_parser;
use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, address_column, column, prose};
use crate::cli::{Exit, Session};
use crate::model::{CitationState, Doi, Strength};
use crate::tasks::{Failure, addresses, dossiers};

#[derive(clap::Args)]
#[command(after_help = "In a pipe, a line holds: claim, reference, work, state, stance or strength, statement.\n\n\
    Example:\n  claimbook citations --state suggested")]
pub(in crate::cli) struct Args {
    /// Only those of this article's claims
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Only those in this state [default: asserted]
    #[arg(long, value_parser = word_parser::<CitationState>(), value_name = "STATE")]
    state: Option<CitationState>,
    /// Only those of the work with this DOI
    #[arg(long, value_name = "DOI")]
    doi: Option<Doi>,
    #[command(flatten)]
    options: ListOptions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let article = addresses::find_article_if_named(catalogue.view(), self.article.as_deref())?;
        let filter = CitationFilter {
            article: article.map(|a| a.uid),
            state: self.state,
            doi: self.doi,
            most: self.options.limit,
        };
        let rows = catalogue.view().citation_rows(&filter)?;
        if self.options.format != ListFormat::Table {
            let citations = dossiers::build_citations(&catalogue, &session.settings, &rows)?;
            listing::print_json(session, self.options.format, &citations)?;
            return Ok(Exit::Clean);
        }
        let is_filtered = filter.article.is_some() || filter.state.is_some() || filter.doi.is_some();
        let nothing = listing::explain_empty_list(
            catalogue.view(),
            filter.most,
            (is_filtered, "No citation fits these filters."),
            "No claim cites a reference yet. `claimbook link CLAIM REFERENCE` adds a citation.",
        )?;
        listing::print_table(session, &build_table(&rows).with_home(catalogue.view().only_article()?), nothing)?;
        if rows.iter().any(|row| row.strength.is_some()) {
            let of = |strength| rows.iter().filter(|row| row.strength == Some(strength)).count();
            let [strong, fair, weak] = [Strength::Strong, Strength::Fair, Strength::Weak].map(of);
            session.report(&format!("Suggestions shown: {strong} strong, {fair} fair, {weak} weak."));
        }
        Ok(Exit::Clean)
    }
}

fn build_table(rows: &[CitationRow]) -> TextTable {
    let mut sheet = TextTable::new(&[
        address_column("claim"),
        address_column("reference"),
        column("work"),
        column("state"),
        column("says"),
        prose("statement"),
    ]);
    for row in rows {
        let stance = row.stance.map(|stance| stance.to_string());
        let says = stance.or_else(|| row.strength.map(|strength| format!("{strength}?"))).unwrap_or("-".to_owned());
        let work = row.work.as_deref().unwrap_or("-");
        sheet.add_row([&row.claim, &row.reference, work, &row.state.to_string(), &says, &row.statement]);
    }
    sheet
}
