//! The page of all articles: where each of them stands, and the same in total.

use super::ReportFrame;
use super::agreement::AgreementLines;
use super::pictures::{
    Bar, BarStretch, Choice, Step, build_pyramid, describe_levels, line_up, list_ages, list_choices, list_links,
};
use crate::model::QueueReason;
use crate::pages::words::{describe_mark, describe_reason, write_plainly};
use crate::tasks::agreement::{AgreementTable, ArticleOpinions, describe_method};
use crate::tasks::overview::{AgeCounts, ArticleOverview, ClaimMark, LevelCounts, LinkCounts};
use crate::text::format_count;
use askama::Template;
use std::collections::BTreeMap;
use std::io;

/// Where an article stands, for the page of all.
#[derive(Debug, Clone)]
pub struct ArticleSummary {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The name of its page.
    pub page: String,
    /// Its claims by their marks.
    pub marks: BTreeMap<ClaimMark, u32>,
    /// How many of them wait for a person.
    pub waiting: u32,
    /// The first of the reasons why, and for how many it is the first.
    pub reasons: BTreeMap<QueueReason, u32>,
    /// To how many of them something happened since the day that was named, and how that is called.
    pub recent: Option<(u32, String)>,
    /// The opinions of two people on them.
    pub opinions: ArticleOpinions,
    /// Evidence by level.
    pub levels: LevelCounts,
    /// Works by age.
    pub ages: AgeCounts,
    /// Sources by where they lead.
    pub links: LinkCounts,
}

impl ArticleSummary {
    /// Sums up an article whose page has this name.
    pub fn new(overview: &ArticleOverview, page: String) -> Self {
        let mut marks = BTreeMap::new();
        overview.claims.iter().for_each(|claim| *marks.entry(claim.mark).or_default() += 1);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            key: overview.article.address.clone(),
            title: overview.article.title.clone(),
            page,
            marks,
            waiting: count(overview.list_waiting().len()),
            reasons: overview.count_reasons(),
            recent: overview.recent.as_ref().map(|recent| (count(recent.claims.len()), recent.digest.since.clone())),
            opinions: overview.opinions.clone(),
            levels: overview.levels.clone(),
            ages: overview.ages.clone(),
            links: overview.links.clone(),
        }
    }

    fn count_claims(&self) -> u32 {
        self.marks.values().sum()
    }

    fn count(&self, wanted: &[ClaimMark]) -> u32 {
        wanted.iter().filter_map(|mark| self.marks.get(mark)).sum()
    }

    fn count_bad(&self) -> u32 {
        self.count(&[ClaimMark::TakenBack, ClaimMark::NotSupported, ClaimMark::Disputed])
    }

    fn count_stale(&self) -> u32 {
        self.count(&[ClaimMark::Stale])
    }

    fn count_uncited(&self) -> u32 {
        self.count(&[ClaimMark::Uncited])
    }

    fn open(&self) -> u32 {
        self.count(&[ClaimMark::Cited, ClaimMark::Read])
    }

    fn count_good(&self) -> u32 {
        self.count(&[ClaimMark::Supported, ClaimMark::Partly])
    }

    fn stretches(&self) -> Vec<BarStretch> {
        line_up(&list_counts(&self.marks))
    }

    /// What its bar says.
    fn describe(&self) -> String {
        let parts = list_choices(&self.marks).into_iter().map(|choice| format!("{}: {}", choice.words, choice.count));
        format!("{}. {}.", format_count(self.count_claims() as usize, "claim"), parts.collect::<Vec<_>>().join("; "))
    }

    /// To how many of its claims something happened.
    fn count_changed(&self) -> u32 {
        self.recent.as_ref().map_or(0, |(n, _)| *n)
    }

    fn is_open(&self) -> bool {
        self.waiting > 0
    }
}

/// Since when, with a day as people write it.
fn describe_since(words: &str) -> String {
    write_plainly(words, |_| None).into_iter().map(|part| part.text).collect()
}

fn list_counts(marks: &BTreeMap<ClaimMark, u32>) -> Vec<(&'static str, u32)> {
    ClaimMark::ALL.iter().map(|mark| (describe_mark(*mark).name, marks.get(mark).copied().unwrap_or(0))).collect()
}

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage<'a> {
    frame: &'a ReportFrame<'a>,
    articles: Vec<&'a ArticleSummary>,
    claims: u32,
    waiting: u32,
    with_waiting: usize,
    reasons: Vec<(u32, &'static str)>,
    states: Vec<BarStretch>,
    choices: Vec<Choice>,
    pyramid: Vec<Step>,
    says_levels: String,
    levels: LevelCounts,
    ages: Vec<Bar>,
    links: Vec<Bar>,
    link_stretches: Vec<BarStretch>,
    /// Since when changes are told.
    since: Option<String>,
    agreement: Option<AgreementLines>,
    method: String,
}

impl IndexPage<'_> {
    fn count_noun(&self, n: &u32, noun: &str) -> String {
        format_count(*n as usize, noun)
    }

    fn all_articles(&self) -> String {
        format_count(self.articles.len(), "article")
    }
}

/// Writes the page of all articles: those with most that waits first.
pub fn write_index(
    articles: &[ArticleSummary],
    agreement: &AgreementTable,
    frame: &ReportFrame<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut marks: BTreeMap<ClaimMark, u32> = BTreeMap::new();
    let (mut levels, mut ages, mut links) = (LevelCounts::default(), AgeCounts::default(), LinkCounts::default());
    let mut reasons: BTreeMap<QueueReason, u32> = BTreeMap::new();
    for article in articles {
        article.reasons.iter().for_each(|(reason, n)| *reasons.entry(*reason).or_default() += n);
        article.marks.iter().for_each(|(mark, n)| *marks.entry(*mark).or_default() += n);
        levels += &article.levels;
        ages += &article.ages;
        links += &article.links;
    }
    let mut sorted: Vec<&ArticleSummary> = articles.iter().collect();
    sorted.sort_by_key(|article| (std::cmp::Reverse(article.count_bad()), std::cmp::Reverse(article.waiting)));
    let links = list_links(&links);
    let page = IndexPage {
        frame,
        claims: articles.iter().map(ArticleSummary::count_claims).sum(),
        waiting: articles.iter().map(|article| article.waiting).sum(),
        with_waiting: articles.iter().filter(|article| article.is_open()).count(),
        reasons: reasons.into_iter().map(|(reason, n)| (n, describe_reason(reason))).collect(),
        states: line_up(&list_counts(&marks)),
        choices: list_choices(&marks),
        pyramid: build_pyramid(&levels),
        says_levels: describe_levels(&levels),
        levels,
        ages: list_ages(&ages),
        link_stretches: line_up(&links.iter().map(|bar| (bar.colour, bar.part)).collect::<Vec<_>>()),
        links,
        since: articles.iter().find_map(|article| Some(describe_since(&article.recent.as_ref()?.1))),
        agreement: AgreementLines::new(agreement, |key| {
            let named = articles.iter().find(|article| article.key == key);
            named.map_or_else(|| key.to_owned(), |article| article.title.clone())
        }),
        method: describe_method(agreement),
        articles: sorted,
    };
    page.write_into(out)
}
