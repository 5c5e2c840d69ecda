//! `claims`: the claims of the catalogue, or those that are asked for.

mod passed_over;
mod rows;

use crate::catalogue::{ClaimFilter, ClaimRow, View};
use crate::cli::args::values::word_parser;
use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::{Exit, Session};
use crate::model::{Article, Claim, Confidence, Doi, Kind, Status, Uid, Verdict};
use crate::tasks::{Failure, addresses, dossiers};
use std::collections::BTreeSet;

#[derive(clap::Args)]
#[command(
    after_help = "In the column “cited”, 2 means two asserted citations, 2? means two that are only suggested, and - means none.\n\
    In a pipe, a line holds: claim, kind, status or verdict (“, stale” where it no longer holds), citations, statement.\n\n\
    Example:\n  claimbook claims --unsupported --kind harm"
)]
pub(in crate::cli) struct Args {
    /// Only those of this article, and those of others that it words
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Only those of this kind
    #[arg(long, value_parser = word_parser::<Kind>(), value_name = "KIND")]
    kind: Option<Kind>,
    /// Only those that were proposed with this confidence: sure or likely
    #[arg(long, value_parser = word_parser::<Confidence>(), value_name = "CONFIDENCE")]
    confidence: Option<Confidence>,
    /// Only those in this status [default: proposed and accepted]
    #[arg(long, value_parser = word_parser::<Status>(), value_name = "STATUS")]
    status: Option<Status>,
    /// Only those whose newest review gives this verdict
    #[arg(long, value_parser = word_parser::<Verdict>(), value_name = "VERDICT")]
    verdict: Option<Verdict>,
    /// Only those that rest on this DOI
    #[arg(long, value_name = "DOI")]
    doi: Option<Doi>,
    /// Only those without an asserted citation
    #[arg(long)]
    unsupported: bool,
    /// Only those whose last review no longer holds
    #[arg(long)]
    stale: bool,
    /// Only those that nobody has reviewed yet
    #[arg(long, conflicts_with_all = ["verdict", "stale"])]
    unreviewed: bool,
    /// Instead, the sentences of this article that were looked at and not proposed, with the reason
    #[arg(long, value_name = "ARTICLE", conflicts_with_all = ["article", "kind", "confidence", "status", "verdict", "doi", "unsupported", "stale", "unreviewed"])]
    passed_over: Option<String>,
    #[command(flatten)]
    options: ListOptions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        if let Some(article) = &self.passed_over {
            return passed_over::list(session, article, &self.options);
        }
        let catalogue = session.catalogue()?;
        let article = addresses::find_article_if_named(catalogue.view(), self.article.as_deref())?;
        let filter = ClaimFilter {
            article: article.map(|a| a.uid),
            worded_there: true,
            kind: self.kind,
            confidence: self.confidence,
            status: self.status,
            unsupported: self.unsupported,
            verdict: self.verdict,
            doi: self.doi.clone(),
            // Staleness is derived, not stored, so it is looked at row by row below.
            most: if self.stale || self.unreviewed { None } else { self.options.limit },
        };
        let mut rows = catalogue.view().claim_rows(&filter)?;
        if self.stale {
            let stale = stale_claims(catalogue.view(), &rows)?;
            rows.retain(|row| stale.contains(&row.uid));
            rows.truncate(self.options.limit.map_or(usize::MAX, |n| n as usize));
        }
        if self.unreviewed {
            rows.retain(|row| row.verdict.is_none());
            rows.truncate(self.options.limit.map_or(usize::MAX, |n| n as usize));
        }
        if self.options.format != ListFormat::Table {
            let claims = dossiers::build_claims(catalogue.view(), &session.settings, rows.iter().map(|r| r.uid))?;
            listing::print_json(session, self.options.format, &claims)?;
            return Ok(Exit::Clean);
        }
        let nothing = listing::explain_nothing(catalogue.view(), self.options.limit, self.nothing(catalogue.view())?)?;
        let stale = stale_claims(catalogue.view(), &rows)?;
        listing::print_table(
            session,
            &rows::tabulate(&rows, &stale).with_home(catalogue.view().only_article()?),
            nothing,
        )?;
        if rows.iter().any(|row| row.asserted == 0 && row.suggested > 0) && session.width().is_some() {
            session.say("“2?” means two suggested citations, which do not count until `claimbook link` asserts them.");
        }
        Ok(Exit::Clean)
    }
}

impl Args {
    /// What is true where no claim is listed.
    fn nothing(&self, view: View<'_>) -> Result<&'static str, Failure> {
        let anything = ClaimFilter { most: Some(1), ..ClaimFilter::default() };
        let filtered = self.article.is_some()
            || self.kind.is_some()
            || self.confidence.is_some()
            || self.status.is_some()
            || self.verdict.is_some()
            || self.doi.is_some()
            || self.unsupported;
        Ok(match view.claim_rows(&anything)?.is_empty() {
            false if self.stale && !filtered => "No verdict is stale.",
            false if self.unreviewed && !filtered => "Every claim is reviewed.",
            true if !filtered && !self.stale && !self.unreviewed => listing::explain_no_articles(
                view,
                "No article has a claim yet. `claimbook import ARTICLE.md` proposes some, `claimbook add claim` adds one.",
            )?,
            _ => "No claim fits these filters.",
        })
    }
}

/// What of the reviewed claims is stale, article by article.
fn stale_claims(view: View<'_>, rows: &[ClaimRow]) -> Result<BTreeSet<Uid>, Failure> {
    let mut stale = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for row in rows.iter().filter(|row| row.verdict.is_some()) {
        let Some(claim) = view.get::<Claim>(row.uid)? else { continue };
        if let Some(home) = view.get::<Article>(claim.article)?.filter(|home| seen.insert(home.uid)) {
            stale.extend(dossiers::find_changes(view, &home)?.into_keys());
        }
    }
    Ok(stale)
}
