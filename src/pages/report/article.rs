//! The page of one article: what stands at its top, its text with each claim marked and its card beside it.

use super::ReportFrame;
use super::agreement::AgreementLines;
use super::card::{Card, link_words};
use super::methods::describe_methods;
use super::pictures::{
    Bar, BarStretch, Choice, Step, build_pyramid, describe_levels, line_up, list_ages, list_choices, list_links,
};
use super::table::{ClaimLine, SourceLine, list_claims, list_sources};
use crate::model::Serial;
use crate::pages::text_rows::{ClaimSign, Shape, TextRow, list_rows};
use crate::pages::words::*;
use crate::tasks::overview::{ArticleOverview, ClaimMark, RecentChanges, UncheckedPlaces};
use crate::text::format_count;
use crate::write::cite::ScriptPosition;
use askama::Template;
use std::collections::BTreeMap;
use std::io;

/// So many of the claims that wait are named at the top.
const FIRST: usize = 5;
/// So many of the claims to which something happened.
const NAMED: usize = 12;

/// What stands in the text in the place of its list.
const ENTRIES: &str = "The entries of the list are under “Sources”, with what is known about each.";

/// Writes the page of an article.
pub fn write_article(overview: &ArticleOverview, frame: &ReportFrame<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    ArticlePage::new(overview, &list_signs(overview), frame).write_into(out)
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage<'a> {
    frame: &'a ReportFrame<'a>,
    overview: &'a ArticleOverview,
    rows: Vec<(TextRow<'a>, Vec<Card<'a>>)>,
    unplaced: Vec<Card<'a>>,
    waiting: usize,
    first: Vec<Card<'a>>,
    reasons: Vec<(u32, &'static str)>,
    states: Vec<BarStretch>,
    choices: Vec<Choice>,
    steps_taken: Vec<Bar>,
    pyramid: Vec<Step>,
    says_levels: String,
    ages: Vec<Bar>,
    links: Vec<Bar>,
    link_stretches: Vec<BarStretch>,
    claims: Vec<ClaimLine<'a>>,
    sources: Vec<SourceLine<'a>>,
    methods: Vec<String>,
}

impl<'a> ArticlePage<'a> {
    fn new(overview: &'a ArticleOverview, signs: &'a [ClaimSign], frame: &'a ReportFrame<'a>) -> Self {
        let rows = list_rows(&overview.blocks, signs, ENTRIES).into_iter().map(|row| {
            let cards = row.claims.iter().filter_map(|at| Card::new(overview, *at)).collect();
            (row, cards)
        });
        let waiting = overview.list_waiting();
        let reasons = overview.count_reasons();
        let mut marks: BTreeMap<ClaimMark, u32> = BTreeMap::new();
        overview.claims.iter().for_each(|claim| *marks.entry(claim.mark).or_default() += 1);
        let counted = ClaimMark::ALL.map(|mark| (describe_mark(mark).name, marks.get(&mark).copied().unwrap_or(0)));
        let links = list_links(&overview.links);
        let unplaced = (0..overview.claims.len()).filter_map(|at| Card::new(overview, at));
        let first = waiting
            .iter()
            .take(FIRST)
            .filter_map(|claim| Card::new(overview, overview.claims.iter().position(|other| other.uid == claim.uid)?));
        Self {
            rows: rows.collect(),
            unplaced: unplaced.filter(|card| card.claim.places.is_empty()).collect(),
            waiting: waiting.len(),
            first: first.collect(),
            reasons: reasons.into_iter().map(|(reason, n)| (n, describe_reason(reason))).collect(),
            states: line_up(&counted),
            choices: list_choices(&marks),
            steps_taken: list_steps(overview),
            pyramid: build_pyramid(&overview.levels),
            says_levels: describe_levels(&overview.levels),
            ages: list_ages(&overview.ages),
            link_stretches: line_up(&links.iter().map(|bar| (bar.colour, bar.part)).collect::<Vec<_>>()),
            links,
            claims: list_claims(overview),
            sources: list_sources(overview),
            methods: describe_methods(overview, frame),
            overview,
            frame,
        }
    }

    /// Who publishes it, and which text this is.
    fn describe_article(&self) -> Vec<String> {
        let article = &self.overview.article;
        let mut parts: Vec<String> = article.publisher.iter().cloned().collect();
        if let Some(version) = self.overview.newest_version() {
            parts.push(format!("version {}, imported on {}", version.n, format_time(version.imported_at)));
        }
        parts.extend(article.updated_on.map(|on| format!("last updated in print: {}", format_date(on))));
        parts.extend(article.last_reviewed_on.map(|on| format!("last reviewed in print: {}", format_date(on))));
        parts.extend(article.people.iter().map(|person| {
            let credentials = person.credentials.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
            format!("{} {}{credentials}", describe_role(person.role), person.name)
        }));
        parts
    }

    fn waiting_words(&self) -> String {
        match (self.waiting, self.overview.claims.len()) {
            (0, _) => "No claim waits for a person.".to_owned(),
            (1, all) => format!("1 of {} waits for a person.", format_count(all, "claim")),
            (waiting, all) => format!("{waiting} of {} wait for a person.", format_count(all, "claim")),
        }
    }

    fn all_claims(&self) -> String {
        format_count(self.overview.claims.len(), "claim")
    }

    fn count_noun(&self, n: &u32, noun: &str) -> String {
        format_count(*n as usize, noun)
    }

    /// Since when.
    fn describe_since(&self, changes: &RecentChanges) -> String {
        self.describe(&changes.digest.since)
    }

    fn describe_since_when(&self, changes: &RecentChanges) -> String {
        capitalise(&self.describe_since(changes))
    }

    /// What changed, in sentences.
    fn list_recent(&self, changes: &RecentChanges) -> Vec<Vec<PlainPart>> {
        let digest = &changes.digest;
        let mut said: Vec<String> = Vec::new();
        if let Some((n, at)) = changes.version {
            said.push(format!("Version {n} of the text was imported on {}.", format_time(at)));
        }
        said.extend(digest.notices.iter().map(|news| {
            let date = news.on.map(|on| format!(" ({})", format_date(on))).unwrap_or_default();
            let (what, who) = (describe_notice(news.kind), name_service(&news.source));
            format!("{}: {what}{date}, says {who}.", self.name_source(&news.work))
        }));
        said.extend(digest.stale.iter().map(|news| {
            let since = news.since.map(|day| format!(" since {day}")).unwrap_or_default();
            let claim = self.name_claim(&news.claim);
            format!("The verdict on {claim} no longer holds{since}: {}.", news.stale_because.join("; "))
        }));
        said.extend(digest.pages.iter().map(|news| {
            let since = news.since.map(|day| format!(" since {day}")).unwrap_or_default();
            format!("The page {} does not answer{since}.", news.url)
        }));
        if !digest.due.is_empty() {
            let due = format_count(digest.due.len(), "verdict");
            let is = if digest.due.len() == 1 { "is" } else { "are" };
            said.push(format!("{due} {is} due to be given again by {}.", digest.due_by));
        }
        if said.is_empty() && changes.claims.is_empty() {
            said.push("Nothing.".to_owned());
        }
        said.iter().map(|sentence| link_words(self.overview, sentence)).collect()
    }

    /// A sentence in one piece.
    fn describe(&self, words: &str) -> String {
        link_words(self.overview, words).into_iter().map(|part| part.text).collect()
    }

    /// The source that a digest names by the key of its work, or by its address.
    fn name_source(&self, named: &str) -> String {
        let mut all = self.overview.references.iter();
        let found = all.find(|reference| reference.work.as_deref() == Some(named) || reference.address == named);
        found.map_or_else(|| named.to_owned(), |reference| format!("Source [{}]", reference.number))
    }

    /// A claim by the name that this page gives it.
    fn name_claim(&self, address: &str) -> String {
        let at = self.overview.claims.iter().position(|claim| claim.dossier.address == address);
        at.and_then(|at| Card::new(self.overview, at)).map_or_else(|| address.to_owned(), |card| card.name())
    }

    /// How far the opinions of two people agree; none where no claim has two.
    fn agreement(&self) -> Option<AgreementLines> {
        AgreementLines::new(&self.overview.agreement, |_| self.overview.article.title.clone())
    }

    /// The first of the claims to which something happened, for links, and how many more there are.
    fn recent_claims(&self, changes: &RecentChanges) -> (Vec<Card<'a>>, usize) {
        let named = changes.claims.iter().take(NAMED).filter_map(|at| Card::new(self.overview, *at));
        (named.collect(), changes.claims.len().saturating_sub(NAMED))
    }

    /// What could not be looked at: at how many places, and why.
    fn unchecked(&self) -> Vec<(String, Vec<PlainPart>)> {
        let of = |group: &UncheckedPlaces| {
            let sentence = make_sentence(&format!("{}: {}", group.source, group.reason));
            (format_count(group.addresses.len(), "place"), link_words(self.overview, &sentence))
        };
        self.overview.unchecked.iter().map(of).collect()
    }
}

/// How far the claims have come, step by step.
fn list_steps(overview: &ArticleOverview) -> Vec<Bar> {
    let coverage = &overview.coverage;
    let holds = coverage.reviewed.saturating_sub(coverage.stale);
    let steps = [
        (coverage.cited, "cite a source", "cited"),
        (coverage.verified, "cite a source that a person has read", "read"),
        (coverage.reviewed, "were judged by a person", "partly"),
        (holds, "were judged, and nothing changed since", "good"),
    ];
    let bar = |(part, label, colour): (u32, &str, &'static str)| {
        let says = format!("{part} of {} {label}", format_count(coverage.claims as usize, "claim"));
        Bar { label: label.to_owned(), part, whole: coverage.claims, colour, says }
    };
    steps.into_iter().map(bar).collect()
}

/// The signs of an article's claims, each of which leads to its card.
fn list_signs(overview: &ArticleOverview) -> Vec<ClaimSign> {
    let cards = (0..overview.claims.len()).filter_map(|at| Card::new(overview, at));
    let sign = |card: Card<'_>| ClaimSign {
        href: format!("#{}", card.anchor),
        mark: card.mark,
        gravity: card.claim.mark as usize,
        number: Serial(card.claim.serial),
        name: card.name(),
        anchor: card.anchor,
        is_here: false,
    };
    cards.map(sign).collect()
}
