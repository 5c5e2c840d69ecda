//! `diff`: claim by claim what a new version of an article changed, with the words side by side.

use crate::cli::show::page::{Emphasis, MarkedSpan, Page};
use crate::cli::{Exit, Session};
use crate::tasks::changes::{ArticleChanges, ClaimChange, PlacedWording, WordingFate, compare_versions};
use crate::tasks::{Failure, addresses};
use crate::text::{differences, format_count};

#[derive(clap::Args)]
#[command(after_help = "Without --from and --to, the newest version is compared with the one before it.\n\n\
    Examples:\n  claimbook diff back-pain-in-pregnancy\n  claimbook diff back-pain-in-pregnancy --from 1 --format json")]
pub(in crate::cli) struct Args {
    /// The article [default: the only one]
    #[arg(value_name = "ARTICLE")]
    article: Option<String>,
    /// The older version
    #[arg(long, value_name = "N")]
    from: Option<u32>,
    /// The newer version
    #[arg(long, value_name = "N")]
    to: Option<u32>,
    /// Show unchanged claims too
    #[arg(long)]
    all: bool,
    /// How to show the changes
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: DiffFormat,
}

/// How changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum DiffFormat {
    /// In words
    #[default]
    Human,
    /// One JSON object, with every claim
    Json,
}

/// What became of claims, as a heading and as a count.
const FATES: [(WordingFate, &str, &str); 6] = [
    (WordingFate::Changed, "Changed", "changed"),
    (WordingFate::Ambiguous, "Could be in two places", "could be in two places"),
    (WordingFate::Gone, "Gone from the text", "gone"),
    (WordingFate::New, "New", "new"),
    (WordingFate::Moved, "Moved", "moved"),
    (WordingFate::Unchanged, "Unchanged", "unchanged"),
];

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let catalogue = session.catalogue()?;
        let view = catalogue.view();
        let article = addresses::find_article(view, self.article.as_deref())?;
        let changes = compare_versions(view, &article, self.from, self.to)?;
        if self.format == DiffFormat::Json {
            session.print(&format!("{:#}\n", serde_json::json!(changes)))?;
            return Ok(Exit::Clean);
        }
        let mut page = Page::new(session);
        page.add_line(0, &summarize(&changes));
        for (fate, heading, _) in FATES.iter().filter(|(fate, ..)| self.all || *fate != WordingFate::Unchanged) {
            let of_fate: Vec<&ClaimChange> = changes.claims.iter().filter(|c| c.change == *fate).collect();
            if !of_fate.is_empty() {
                page.add_heading(heading);
            }
            of_fate.into_iter().for_each(|change| add_change(&mut page, change));
        }
        page.add_next_steps(&suggest_steps(&changes));
        session.print(&page.finish())?;
        Ok(Exit::Clean)
    }
}

/// `sore-knees, version 1 to 2: 12 claims unchanged, 1 changed, 2 new.`
fn summarize(changes: &ArticleChanges) -> String {
    let counts = FATES.iter().rev().filter_map(|(fate, _, words)| {
        let n = changes.claims.iter().filter(|change| change.change == *fate).count();
        (n > 0).then_some((n, words))
    });
    let counts: Vec<String> = counts
        .enumerate()
        .map(|(at, (n, words))| match at {
            0 => format!("{} {words}", format_count(n, "claim")),
            _ => format!("{n} {words}"),
        })
        .collect();
    let counts = if counts.is_empty() { "no claims in either".to_owned() } else { counts.join(", ") };
    format!("{}, version {} to {}: {counts}.", changes.article, changes.from, changes.to)
}

fn add_change(page: &mut Page, change: &ClaimChange) {
    let place = |wording: &Option<PlacedWording>| wording.as_ref().and_then(|wording| wording.place.clone());
    let place = match (place(&change.was), place(&change.now)) {
        (Some(was), Some(now)) if was != now => format!(" · {was}, now {now}"),
        (was, now) => now.or(was).map(|place| format!(" · {place}")).unwrap_or_default(),
    };
    page.add_spans(2, &[(Emphasis::Strong, &change.address), (Emphasis::Plain, &place)]);
    match (&change.was, &change.now) {
        (Some(was), Some(now)) if was.words != now.words => {
            let (old, new) = mark_differences(&was.words, &now.words);
            page.add_field(4, "was", &old);
            page.add_field(4, "now", &new);
        }
        (Some(wording), _) | (None, Some(wording)) => {
            page.add_field(4, "words", &[(Emphasis::Plain, &wording.words)]);
        }
        (None, None) => {}
    }
    if let (Some(was), Some(now)) = (&change.was, &change.now)
        && was.section != now.section
    {
        let named =
            |section: &str| if section.is_empty() { "the beginning".to_owned() } else { format!("“{section}”") };
        let sections = format!("from {} to {}", named(&was.section), named(&now.section));
        page.add_field(4, "section", &[(Emphasis::Plain, &sections)]);
    }
    if !change.because.is_empty() {
        page.add_field(4, "why", &[(Emphasis::Plain, &change.because.join("; "))]);
    }
}

/// Both wordings, each with the words that the other lacks marked.
fn mark_differences<'w>(was: &'w str, now: &'w str) -> (Vec<MarkedSpan<'w>>, Vec<MarkedSpan<'w>>) {
    let (old, new) = differences::mark_differences(was, now);
    let marked = |words: Vec<(bool, &'w str)>, emphasis: Emphasis| {
        words.into_iter().map(|(differs, word)| (if differs { emphasis } else { Emphasis::Plain }, word)).collect()
    };
    (marked(old, Emphasis::Bad), marked(new, Emphasis::Good))
}

/// What a person may do about the first of what needs one.
fn suggest_steps(changes: &ArticleChanges) -> Vec<String> {
    let first =
        |fate: WordingFate| changes.claims.iter().find(|change| change.change == fate).map(|change| &change.address);
    let steps = [
        first(WordingFate::Changed)
            .or(first(WordingFate::Ambiguous))
            .map(|address| format!("claimbook show {address}")),
        first(WordingFate::Gone).map(|address| format!("claimbook retire {address}")),
        first(WordingFate::New).map(|address| format!("claimbook show {address}")),
    ];
    steps.into_iter().flatten().collect()
}
