//! The numbers of `coverage` as tables: for a pipe, for a terminal, and for one that has no room for bars.

use crate::cli::Session;
use crate::cli::show::bar::draw_bar;
use crate::cli::show::table::{TextTable, column, prose};
use crate::model::{Coverage, KindCoverage, Progress};
use crate::text::format_count;

/// What a table is made for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// A pipe: every number.
    Pipe,
    /// A terminal: a bar beside the numbers, in shades, or plain in letters.
    Bars {
        /// In letters.
        plain: bool,
    },
    /// A terminal that has no room for that: fewer numbers, the others in words below.
    Narrow,
}

/// A table, with what is said below it.
pub(super) struct ShownCoverage {
    pub(super) sheet: TextTable,
    pub(super) layout: Layout,
    /// How far all claims have come.
    pub(super) progress: Progress,
    /// What a narrow table leaves out, in words.
    pub(super) told: String,
}

impl Layout {
    /// Makes the table that there is room for.
    pub(super) fn choose(session: &Session<'_>, show: impl Fn(Self) -> ShownCoverage) -> ShownCoverage {
        let Some(width) = session.width() else { return show(Self::Pipe) };
        let with_bars = show(Self::Bars { plain: !session.colours() });
        if with_bars.sheet.fits(width) { with_bars } else { show(Self::Narrow) }
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Pipe => {
                &["claims", "accepted", "cited", "verified", "reviewed", "supported", "disputed", "stale", "due"]
            }
            Self::Bars { .. } => ON_TERMINAL,
            Self::Narrow => &["claims", "cited", "reviewed", "stale"],
        }
    }

    /// An empty table of records that are called so.
    fn begin(self, what: &'static str, names: &[&'static str]) -> TextTable {
        let first = if self == Self::Narrow { prose(what) } else { column(what) };
        let last = (self != Self::Narrow).then(|| column("how far"));
        let columns: Vec<_> = [first].into_iter().chain(names.iter().copied().map(column)).chain(last).collect();
        TextTable::new(&columns)
    }

    /// The last cell of a row: the bar, or the number of sentences where nothing is drawn.
    fn last_cell(self, progress: &Progress, sentences: u32) -> Option<String> {
        match self {
            Self::Pipe => Some(sentences.to_string()),
            Self::Bars { plain } => Some(draw_bar(progress, plain)),
            Self::Narrow => None,
        }
    }
}

/// What a terminal shows beside the bars.
const ON_TERMINAL: &[&str] = &["claims", "cited", "verified", "reviewed", "stale", "due"];

/// A line for each article, and one for all.
pub(super) fn show_articles(covered: &[Coverage], layout: Layout) -> ShownCoverage {
    let names = layout.names();
    let mut sheet = layout.begin("article", names);
    let (mut sums, mut progress, mut sentences) = (vec![0; names.len()], Progress::default(), 0);
    for one in covered {
        let counts = one.counts();
        let find = |name: &&str| counts.iter().find(|(counted, _)| counted == name).map_or(0, |(_, n)| *n);
        let numbers: Vec<u32> = names.iter().map(find).collect();
        sums.iter_mut().zip(&numbers).for_each(|(sum, n)| *sum += n);
        progress.add(&one.progress);
        sentences += one.sentences;
        sheet.add_row(build_line(&one.article, &numbers, layout.last_cell(&one.progress, one.sentences)));
    }
    if covered.len() > 1 {
        sheet.add_row(build_line(
            &format!("{} articles", covered.len()),
            &sums,
            layout.last_cell(&progress, sentences),
        ));
    }
    let told = describe_rest(covered.iter().map(|one| (one.verified, one.due)));
    ShownCoverage { sheet, layout, progress, told }
}

/// A line for each kind.
pub(super) fn show_kinds(covered: &[KindCoverage], layout: Layout) -> ShownCoverage {
    // A pipe has the same numbers of a kind as a terminal.
    let names = if layout == Layout::Pipe { ON_TERMINAL } else { layout.names() };
    let (mut sheet, mut progress) = (layout.begin("kind", names), Progress::default());
    for one in covered {
        let all = [one.claims, one.cited, one.verified, one.reviewed, one.stale, one.due];
        let shown = ON_TERMINAL.iter().zip(all).filter(|(name, _)| names.contains(name));
        let numbers: Vec<u32> = shown.map(|(_, n)| n).collect();
        progress.add(&one.progress);
        sheet.add_row(build_line(one.kind.into(), &numbers, layout.last_cell(&one.progress, one.sentences)));
    }
    let told = describe_rest(covered.iter().map(|one| (one.verified, one.due)));
    ShownCoverage { sheet, layout, progress, told }
}

fn build_line(name: &str, counts: &[u32], last: Option<String>) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(counts.iter().map(u32::to_string)).chain(last).collect()
}

/// How many claims were read for, and are due again.
fn describe_rest(counts: impl Iterator<Item = (u32, u32)>) -> String {
    let (verified, due) = counts.fold((0, 0), |(verified, due), (v, d)| (verified + v, due + d));
    let count = |n: u32| format_count(n, "claim");
    let are = if due == 1 { "is" } else { "are" };
    format!(
        "Somebody has read a source for {}; {} {are} due for review again. A wider terminal also shows how far each has come.",
        count(verified),
        count(due)
    )
}
