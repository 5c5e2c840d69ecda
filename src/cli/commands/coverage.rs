//! `coverage`: where each article's claims stand, in numbers.

use crate::cli::show::listing;
use crate::cli::show::listing::{ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column};
use crate::cli::{Exit, Session};
use crate::evidence;
use crate::model::Coverage;
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(
    after_help = "Claims that are proposed or accepted are counted. Verified: somebody has read a source for the claim. The last\n\
    line sums up the articles. `export coverage` writes every number, by kind, status and verdict, as a sheet.\n\n\
    In a pipe, a line holds: article, claims, accepted, cited, verified, reviewed, supported, disputed, stale, due.\n\n\
    Example:\n  claimbook coverage --format json"
)]
pub(in crate::cli) struct Args {
    /// The articles [default: all]
    #[arg(value_name = "ARTICLE")]
    articles: Vec<String>,
    #[command(flatten)]
    options: ListOptions,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let view = catalogue.view();
        let articles = match self.articles.as_slice() {
            [] => view.articles()?,
            keys => keys.iter().map(|key| addresses::find_article(view, Some(key))).collect::<Result<_, _>>()?,
        };
        let (settings, today) = (&session.settings, session.today());
        let covered = articles
            .iter()
            .take(self.options.most())
            .map(|article| Ok::<_, Failure>(evidence::count_coverage(&view.snapshot(article)?, settings, today)));
        let covered = covered.collect::<Result<Vec<_>, _>>()?;
        if self.options.format != ListFormat::Table {
            listing::print_json(session, self.options.format, &covered)?;
            return Ok(Exit::Clean);
        }
        let nothing = listing::explain_empty_list(catalogue.view(), self.options.limit, (false, ""), listing::EMPTY)?;
        listing::print_table(session, &sheet(&covered), nothing)?;
        Ok(Exit::Clean)
    }
}

/// What the table shows of the numbers.
const SHOWN: [&str; 9] =
    ["claims", "accepted", "cited", "verified", "reviewed", "supported", "disputed", "stale", "due"];

fn sheet(covered: &[Coverage]) -> TextTable {
    let columns: Vec<_> = std::iter::once("article").chain(SHOWN).map(column).collect();
    let mut sheet = TextTable::new(&columns);
    let mut sums = [0; SHOWN.len()];
    for one in covered {
        let counts = one.counts();
        let shown = SHOWN.map(|name| counts.iter().find(|(counted, _)| *counted == name).map_or(0, |(_, n)| *n));
        sums.iter_mut().zip(shown).for_each(|(sum, n)| *sum += n);
        sheet.add_row(line(&one.article, shown));
    }
    if covered.len() > 1 {
        sheet.add_row(line(&format!("{} articles", covered.len()), sums));
    }
    sheet
}

fn line(name: &str, counts: [u32; SHOWN.len()]) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(counts.map(|n| n.to_string())).collect()
}
