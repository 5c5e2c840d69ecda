//! `coverage`: where each article's claims stand, in numbers.

mod tables;

use self::tables::{Layout, ShownCoverage, show_articles, show_kinds};
use crate::cli::show::agreement;
use crate::cli::show::bar::explain_bar;
use crate::cli::show::listing::{self, ListFormat, ListOptions};
use crate::cli::{Exit, Session};
use crate::model::{Article, Progress};
use crate::tasks::agreement::compare_opinions;
use crate::tasks::coverage::{count_coverage, count_coverage_by_kind};
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(
    after_help = "Counts proposed and accepted claims. Verified: somebody has read a source for the claim. The last \
    line sums up the articles. On a terminal that is wide enough, a bar shows how far the claims have come; with NO_COLOR, in \
    letters.\n\
    JSON has every number, sentences too; `export coverage` writes them as a sheet.\n\n\
    In a pipe, a line holds: article, claims, accepted, cited, verified, reviewed, supported, disputed, stale, due, sentences. \
    With --by-kind: kind, claims, cited, verified, reviewed, stale, due, sentences.\n\n\
    Examples:\n  claimbook coverage\n  claimbook coverage --by-kind --format json"
)]
pub(in crate::cli) struct Args {
    /// The articles [default: all]
    #[arg(value_name = "ARTICLE")]
    articles: Vec<String>,
    /// Count by kind of claim, over all articles
    #[arg(long)]
    by_kind: bool,
    /// Show instead how far two people who judged the same claims agree
    #[arg(long, conflicts_with = "by_kind")]
    agreement: bool,
    #[command(flatten)]
    options: ListOptions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.whole_catalogue()?;
        let view = catalogue.view();
        let mut articles: Vec<Article> = match self.articles.as_slice() {
            [] => view.articles()?,
            keys => keys.iter().map(|key| addresses::find_article(view, Some(key))).collect::<Result<_, _>>()?,
        };
        if self.agreement {
            let compared = compare_opinions(view, &articles, &session.settings)?;
            agreement::print(session, &compared, self.options.format)?;
            return Ok(Exit::Clean);
        }
        let (settings, today) = (&session.settings, session.today());
        let shown = if self.by_kind {
            let mut covered = count_coverage_by_kind(view, settings, today, &articles)?;
            covered.truncate(self.options.most());
            if self.options.format != ListFormat::Table {
                listing::print_json(session, self.options.format, &covered)?;
                return Ok(Exit::Clean);
            }
            Layout::choose(session, |layout| show_kinds(&covered, layout))
        } else {
            articles.truncate(self.options.most());
            let covered = count_coverage(view, settings, today, &articles)?;
            if self.options.format != ListFormat::Table {
                listing::print_json(session, self.options.format, &covered)?;
                return Ok(Exit::Clean);
            }
            Layout::choose(session, |layout| show_articles(&covered, layout))
        };
        let ShownCoverage { sheet, layout, progress, told } = shown;
        let explain = || listing::explain_empty_list(view, self.options.limit, (false, ""), listing::EMPTY);
        let nothing = if sheet.is_empty() { explain()? } else { "" };
        listing::print_table(session, &sheet, nothing)?;
        match layout {
            Layout::Bars { plain } if progress != Progress::default() => session.report(&explain_bar(plain)),
            Layout::Narrow if !sheet.is_empty() => session.report(&told),
            _ => {}
        }
        Ok(Exit::Clean)
    }
}
