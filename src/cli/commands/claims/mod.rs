//! `claims`: the claims of the catalogue, or those that are asked for.

mod passed_over;
mod rows;

use crate::catalogue::{ClaimFilter, View};
use crate::cli::args::claim_filter::ClaimFilterArgs;
use crate::cli::args::values::word_parser;
use crate::cli::eyes::RevealOption;
use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::{Exit, Session};
use crate::model::Status;
use crate::tasks::contexts::ClaimContexts;
use crate::tasks::states::renew_states;
use crate::tasks::{Failure, dossiers};
use crate::text::context::put_in_context;

#[derive(clap::Args)]
#[command(
    after_help = "In the column “cited”, 2 means two asserted citations, 2? means two that are only suggested, and - means none. \
    In a pipe, a line holds: claim, kind, status or verdict (“disputed” where verdicts differ; “, stale” where it no longer holds), citations, statement.\n\n\
    Example:\n  claimbook claims --unsupported --kind harm"
)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    filter: ClaimFilterArgs,
    /// Only those in this status [default: proposed and accepted]
    #[arg(long, value_parser = word_parser::<Status>(), value_name = "STATUS")]
    status: Option<Status>,
    /// List instead the sentences of this article that were looked at and not proposed, with the reason
    #[arg(long, value_name = "ARTICLE", conflicts_with_all = ["article", "kind", "confidence", "status", "verdict", "doi", "cited", "unsupported", "stale", "unreviewed"])]
    passed_over: Option<String>,
    #[command(flatten)]
    options: ListOptions,
    #[command(flatten)]
    reveal: RevealOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        if let Some(article) = &self.passed_over {
            return passed_over::list(session, article, &self.options);
        }
        let catalogue = self.reveal.catalogue(session, "claims")?;
        let mut rows = self.filter.list(catalogue.view(), self.status, self.options.limit)?;
        if self.options.format != ListFormat::Table {
            let claims = dossiers::build_claims(catalogue.view(), &session.settings, rows.iter().map(|r| r.uid))?;
            listing::print_json(session, self.options.format, &claims)?;
            return Ok(Exit::Clean);
        }
        // Asked only where it is said: it looks through a long catalogue.
        let nothing = match rows.is_empty() {
            true => {
                listing::explain_nothing(catalogue.view(), self.options.limit, self.explain_nothing(catalogue.view())?)?
            }
            false => "",
        };
        renew_states(catalogue.view())?;
        let [stale, disputed] = catalogue.view().marked_claims(rows.iter().map(|row| row.uid))?;
        let mut contexts = ClaimContexts::new(catalogue.view());
        for row in &mut rows {
            let context = contexts.find(row.uid, &row.statement)?;
            row.statement = put_in_context(context.as_deref(), &row.statement);
        }
        listing::print_table(
            session,
            &rows::tabulate(&rows, &stale, &disputed).with_home(catalogue.view().only_article()?),
            nothing,
        )?;
        if rows.iter().any(|row| row.asserted == 0 && row.suggested > 0) && session.width().is_some() {
            session
                .report("“2?” means two suggested citations, which do not count until `claimbook link` asserts them.");
        }
        Ok(Exit::Clean)
    }
}

impl Args {
    /// What is true where no claim is listed.
    fn explain_nothing(&self, view: View<'_>) -> Result<&'static str, Failure> {
        let anything = ClaimFilter { most: Some(1), ..ClaimFilter::default() };
        let (stale, unreviewed) = (self.filter.stale, self.filter.unreviewed);
        let others = ClaimFilterArgs { stale: false, unreviewed: false, ..self.filter.clone() };
        let filtered = self.status.is_some() || !others.is_empty();
        Ok(match view.claim_rows(&anything)?.is_empty() {
            false if stale && !filtered => "No verdict is stale.",
            false if unreviewed && !filtered => "Every claim is reviewed.",
            true if !filtered && !stale && !unreviewed => listing::explain_no_articles(
                view,
                "No article has a claim yet. `claimbook import ARTICLE.md` proposes some, `claimbook add claim` adds one.",
            )?,
            _ => "No claim fits these filters.",
        })
    }
}
