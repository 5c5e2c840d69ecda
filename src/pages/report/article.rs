//! The page of one article: what stands at its top, its text with each claim marked and its card beside it.

use super::ReportFrame;
use super::agreement::AgreementLines;
use super::card::{Card, anchor_of, tell};
use super::methods::describe_methods;
use super::pictures::{
    Bar, Choice, Step, Stretch, build_pyramid, line_up, list_ages, list_choices, list_links, say_levels,
};
use super::table::{ClaimLine, SourceLine, list_claims, list_sources};
use crate::model::BlockKind;
use crate::pages::words::*;
use crate::tasks::overview::{ArticleOverview, ClaimMark, RecentChanges, TextBlock, TextPiece, UncheckedPlaces};
use crate::text::format_count;
use crate::write::cite::ScriptPosition;
use askama::Template;
use std::collections::BTreeMap;

/// So many of the claims that wait are named at the top.
const FIRST: usize = 5;
/// So many of the claims to which something happened.
const NAMED: usize = 12;

#[derive(Template)]
#[template(path = "article.html")]
pub(super) struct ArticlePage<'a> {
    frame: &'a ReportFrame<'a>,
    overview: &'a ArticleOverview,
    rows: Vec<TextRow<'a>>,
    unplaced: Vec<Card<'a>>,
    waiting: usize,
    first: Vec<Card<'a>>,
    reasons: Vec<(u32, &'static str)>,
    states: Vec<Stretch>,
    choices: Vec<Choice>,
    steps_taken: Vec<Bar>,
    pyramid: Vec<Step>,
    says_levels: String,
    ages: Vec<Bar>,
    links: Vec<Bar>,
    link_stretches: Vec<Stretch>,
    claims: Vec<ClaimLine<'a>>,
    sources: Vec<SourceLine<'a>>,
    methods: Vec<String>,
}

/// A block of the text with the cards of the claims that begin in it.
struct TextRow<'a> {
    /// What it is on the page.
    shape: Shape,
    /// The level of a heading, from 3 on.
    heading: u8,
    pieces: Vec<Piece<'a>>,
    cards: Vec<Card<'a>>,
}

/// What a block of text is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Heading,
    Paragraph,
    Item,
    Quote,
    /// What belongs to the page rather than to the text: dates, navigation, notices.
    Small,
}

/// A stretch of text.
struct Piece<'a> {
    text: &'a str,
    /// Where the card of the claim is that it words, and the name of that claim's mark.
    claim: Option<(String, &'static str)>,
    /// The name by which the card leads back to it, at a claim's first words.
    begins: Option<String>,
    is_marker: bool,
    /// The claims whose words end here: where the card is, the mark, its short number, its name and its state.
    ends: Vec<Badge>,
}

/// What stands behind a claim's words and leads to its card.
struct Badge {
    anchor: String,
    mark: MarkWords,
    number: u32,
    name: String,
}

impl<'a> ArticlePage<'a> {
    pub(super) fn new(overview: &'a ArticleOverview, frame: &'a ReportFrame<'a>) -> Self {
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
            rows: list_rows(overview),
            unplaced: unplaced.filter(|card| card.claim.places.is_empty()).collect(),
            waiting: waiting.len(),
            first: first.collect(),
            reasons: reasons.into_iter().map(|(reason, n)| (n, describe_reason(reason))).collect(),
            states: line_up(&counted),
            choices: list_choices(&marks),
            steps_taken: list_steps(overview),
            pyramid: build_pyramid(&overview.levels),
            says_levels: say_levels(&overview.levels),
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
    fn about(&self) -> Vec<String> {
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

    fn counted(&self, n: &u32, noun: &str) -> String {
        format_count(*n as usize, noun)
    }

    /// Since when.
    fn since(&self, changes: &RecentChanges) -> String {
        self.told(&changes.digest.since)
    }

    fn since_when(&self, changes: &RecentChanges) -> String {
        capitalise(&self.since(changes))
    }

    /// What changed, in sentences.
    fn recent(&self, changes: &RecentChanges) -> Vec<Vec<PlainPart>> {
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
        said.iter().map(|sentence| tell(self.overview, sentence)).collect()
    }

    /// A sentence in one piece.
    fn told(&self, words: &str) -> String {
        tell(self.overview, words).into_iter().map(|part| part.text).collect()
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
            (format_count(group.addresses.len(), "place"), tell(self.overview, &sentence))
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

/// The text, block by block; entries of the list of references are in the list of sources.
fn list_rows(overview: &ArticleOverview) -> Vec<TextRow<'_>> {
    let mut rows = Vec::new();
    let mut above = 2;
    let mut begun = vec![false; overview.claims.len()];
    let mut is_list_named = false;
    for block in overview.blocks.iter().filter(|block| !block.pieces.is_empty()) {
        if block.kind == BlockKind::Reference && block.claims.is_empty() {
            if !std::mem::replace(&mut is_list_named, true) {
                let text = "The entries of the list stand under “Sources”, with what is known of each.";
                let piece = Piece { text, claim: None, begins: None, is_marker: false, ends: Vec::new() };
                rows.push(TextRow { shape: Shape::Small, heading: above, pieces: vec![piece], cards: Vec::new() });
            }
            continue;
        }
        let shape = match block.kind {
            BlockKind::Title | BlockKind::Heading => Shape::Heading,
            BlockKind::Paragraph | BlockKind::Reference => Shape::Paragraph,
            BlockKind::Item | BlockKind::Row => Shape::Item,
            BlockKind::Quote => Shape::Quote,
            BlockKind::Caption | BlockKind::About | BlockKind::Navigation | BlockKind::Notice => Shape::Small,
        };
        if shape == Shape::Heading {
            above = find_heading(block, above);
        }
        rows.push(TextRow {
            shape,
            heading: above,
            pieces: block.pieces.iter().map(|piece| describe_piece(overview, piece, &mut begun)).collect(),
            cards: block.claims.iter().filter_map(|at| Card::new(overview, *at)).collect(),
        });
    }
    rows
}

/// A heading's level on the page: below the section's own, and never more than one below the heading above it.
fn find_heading(block: &TextBlock, above: u8) -> u8 {
    let wanted = if block.kind == BlockKind::Title { 3 } else { block.level.saturating_add(2) };
    wanted.clamp(3, above.saturating_add(1).max(3)).min(6)
}

fn describe_piece<'a>(overview: &'a ArticleOverview, piece: &'a TextPiece, begun: &mut [bool]) -> Piece<'a> {
    let anchor = |at: usize| overview.claims.get(at).map(|claim| anchor_of(claim, at));
    // Of several claims in the same words, the gravest shows.
    let shown = piece.claims.iter().copied().min_by_key(|at| overview.claims.get(*at).map(|claim| claim.mark));
    let newly = piece.claims.iter().copied().find(|at| begun.get(*at) == Some(&false));
    if let Some(place) = newly.and_then(|at| begun.get_mut(at)) {
        *place = true;
    }
    let badge = |at: &usize| {
        let card = Card::new(overview, *at)?;
        Some(Badge { name: card.name(), number: card.claim.serial, anchor: card.anchor, mark: card.mark })
    };
    Piece {
        text: &piece.text,
        claim: shown.and_then(|at| Some((anchor(at)?, describe_mark(overview.claims.get(at)?.mark).name))),
        begins: newly.and_then(anchor),
        is_marker: piece.is_marker,
        ends: piece.ends.iter().filter_map(badge).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_go_down_one_level_at_a_time() {
        let block = |kind, level| TextBlock { kind, level, pieces: Vec::new(), claims: Vec::new() };
        let mut above = 2;
        let mut levels = Vec::new();
        for (kind, level) in [
            (BlockKind::Title, 1),
            (BlockKind::Heading, 4),
            (BlockKind::Heading, 2),
            (BlockKind::Heading, 9),
            (BlockKind::Heading, 0),
        ] {
            above = find_heading(&block(kind, level), above);
            levels.push(above);
        }
        assert_eq!(levels, [3, 4, 4, 5, 3]);
    }
}
