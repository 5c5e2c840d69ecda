//! `coverage`: where each article's claims stand, in numbers.

use crate::cli::show::agreement;
use crate::cli::show::bar::{draw_bar, explain_bar};
use crate::cli::show::listing::{self, ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column};
use crate::cli::{Exit, Session};
use crate::model::{Article, Coverage, KindCoverage, Progress};
use crate::tasks::agreement::compare_opinions;
use crate::tasks::coverage::{count_coverage, count_coverage_by_kind};
use crate::tasks::{Failure, addresses};

#[derive(clap::Args)]
#[command(
    after_help = "Claims that are proposed or accepted are counted. Verified: somebody has read a source for the claim. The last\n\
    line sums up the articles. On a terminal, a bar shows how far the claims have come; with NO_COLOR, in letters.\n\
    JSON has every number, sentences too; `export coverage` writes them as a sheet.\n\n\
    In a pipe, a line holds: article, claims, accepted, cited, verified, reviewed, supported, disputed, stale, due, sentences.\n\
    With --by-kind: kind, claims, cited, verified, reviewed, stale, due, sentences.\n\n\
    Examples:\n  claimbook coverage\n  claimbook coverage --by-kind --format json"
)]
pub(in crate::cli) struct Args {
    /// The articles [default: all]
    #[arg(value_name = "ARTICLE")]
    articles: Vec<String>,
    /// Count by what the claims assert, over the articles
    #[arg(long)]
    by_kind: bool,
    /// Instead, how far two people who judged the same claims agree
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
        let (sheet, progress) = if self.by_kind {
            let mut covered = count_coverage_by_kind(view, settings, today, &articles)?;
            covered.truncate(self.options.most());
            if self.options.format != ListFormat::Table {
                listing::print_json(session, self.options.format, &covered)?;
                return Ok(Exit::Clean);
            }
            tabulate_kinds(&covered, Drawing::of(session))
        } else {
            articles.truncate(self.options.most());
            let covered = count_coverage(view, settings, today, &articles)?;
            if self.options.format != ListFormat::Table {
                listing::print_json(session, self.options.format, &covered)?;
                return Ok(Exit::Clean);
            }
            tabulate(&covered, Drawing::of(session))
        };
        let explain = || listing::explain_empty_list(view, self.options.limit, (false, ""), listing::EMPTY);
        let nothing = if sheet.is_empty() { explain()? } else { "" };
        listing::print_table(session, &sheet, nothing)?;
        if progress != Progress::default() && session.width().is_some() {
            session.say(&explain_bar(!session.colours()));
        }
        Ok(Exit::Clean)
    }
}

/// How bars are drawn: in shades, in letters, or, in a pipe, not at all.
#[derive(Clone, Copy)]
struct Drawing(Option<bool>);

impl Drawing {
    fn of(session: &Session<'_>) -> Self {
        Self(session.width().map(|_| !session.colours()))
    }

    /// The last cell of a row: the bar, or the number of sentences where nothing is drawn.
    fn last(self, progress: &Progress, sentences: u32) -> String {
        self.0.map_or_else(|| sentences.to_string(), |plain| draw_bar(progress, plain))
    }
}

/// What the table shows of an article's numbers.
const SHOWN: [&str; 9] =
    ["claims", "accepted", "cited", "verified", "reviewed", "supported", "disputed", "stale", "due"];
/// The same on a terminal, where a bar stands beside them.
const ON_TERMINAL: [&str; 6] = ["claims", "cited", "verified", "reviewed", "stale", "due"];

fn tabulate(covered: &[Coverage], drawing: Drawing) -> (TextTable, Progress) {
    let shown: &[&'static str] = if drawing.0.is_some() { &ON_TERMINAL } else { &SHOWN };
    let columns: Vec<_> =
        std::iter::once("article").chain(shown.iter().copied()).chain(["how far"]).map(column).collect();
    let mut sheet = TextTable::new(&columns);
    let (mut sums, mut whole, mut sentences) = (vec![0; shown.len()], Progress::default(), 0);
    for one in covered {
        let counts = one.counts();
        let find = |name: &&str| counts.iter().find(|(counted, _)| counted == name).map_or(0, |(_, n)| *n);
        let numbers: Vec<u32> = shown.iter().map(find).collect();
        sums.iter_mut().zip(&numbers).for_each(|(sum, n)| *sum += n);
        whole.add(&one.progress);
        sentences += one.sentences;
        sheet.add_row(line(&one.article, &numbers, drawing.last(&one.progress, one.sentences)));
    }
    if covered.len() > 1 {
        sheet.add_row(line(&format!("{} articles", covered.len()), &sums, drawing.last(&whole, sentences)));
    }
    (sheet, whole)
}

fn tabulate_kinds(covered: &[KindCoverage], drawing: Drawing) -> (TextTable, Progress) {
    let columns: Vec<_> = std::iter::once("kind").chain(ON_TERMINAL).chain(["how far"]).map(column).collect();
    let (mut sheet, mut whole) = (TextTable::new(&columns), Progress::default());
    for one in covered {
        let numbers = [one.claims, one.cited, one.verified, one.reviewed, one.stale, one.due];
        whole.add(&one.progress);
        sheet.add_row(line(one.kind.into(), &numbers, drawing.last(&one.progress, one.sentences)));
    }
    (sheet, whole)
}

fn line(name: &str, counts: &[u32], last: String) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(counts.iter().map(u32::to_string)).chain([last]).collect()
}
