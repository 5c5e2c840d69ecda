//! A claim beside its sources: the page that a clinical reviewer works from.

use super::{citation, discussion};
use crate::catalogue::View;
use crate::cli::Session;
use crate::cli::args::decider::propose_option;
use crate::cli::show::page::{Emphasis, MarkedSpan, Page};
use crate::compare::EvidenceTexts;
use crate::evidence::{self, find_unreviewed_occurrences};
use crate::model::*;
use crate::tasks::full_texts::KeptWords;
use crate::tasks::{Failure, dossiers, persons};
use crate::text::CharIndex;
use crate::text::context::ContextFinder;
use crate::text::marks::remove_marks;
use crate::text::places::name_place;
use crate::text::spelling::have_same_words;
use std::collections::BTreeSet;

pub(super) fn show(
    page: &mut Page,
    session: &Session<'_>,
    view: View<'_>,
    home: &Article,
    claim: &Claim,
) -> Result<(), Failure> {
    let snapshot = view.snapshot(home)?;
    let texts = EvidenceTexts::default();
    let mut dossier = evidence::build_claim_dossier(claim, &snapshot, &session.settings, |claim, citation| {
        dossiers::compare_figures(&texts, &snapshot, claim, citation)
    });
    dossiers::add_discussion(view, claim, &mut dossier)?;
    let sheet = ShownClaim { claim, snapshot: &snapshot, dossier: &dossier };
    sheet.write_head(page);
    sheet.write_places(page, view)?;
    sheet.write_reasons(page);
    sheet.write_citations(page, view)?;
    sheet.write_reviews(page);
    discussion::show_withheld(page, &dossier);
    discussion::show_dispute(page, claim, &snapshot);
    sheet.write_changes(page);
    discussion::show_discussion(page, &dossier);
    let myself = session.typed_person().map(|myself| persons::find_looker(view, &myself)).transpose()?.flatten();
    page.add_next_steps(&sheet.next(myself, propose_option(session)));
    Ok(())
}

/// How many suggestions are shown; `claimbook suggest CLAIM --all` has more.
const MOST_SUGGESTED: usize = 3;

/// A claim with what is known of it.
struct ShownClaim<'a> {
    claim: &'a Claim,
    snapshot: &'a Snapshot,
    dossier: &'a ClaimDossier,
}

impl ShownClaim<'_> {
    fn write_head(&self, page: &mut Page) {
        let d = self.dossier;
        let section = if d.section.is_empty() { String::new() } else { format!(" · under “{}”", d.section) };
        let about = format!(" · {} · {}{section}", d.status, d.kind);
        page.add_spans(0, &[(Emphasis::Strong, &d.address), (Emphasis::Plain, &about)]);
        page.add_line(2, &d.statement);
    }

    /// The claim in its paragraphs, wherever it is worded.
    fn write_places(&self, page: &mut Page, view: View<'_>) -> Result<(), Failure> {
        let all = view.occurrences_of(self.claim.uid)?;
        if all.is_empty() {
            page.add_heading("In the article");
            page.add_line(2, "No occurrence in a text is recorded for it.");
        }
        for occurrence in &all {
            let here = self.snapshot.article.as_ref().is_some_and(|a| a.uid == occurrence.article);
            let version = if here { self.snapshot.version.clone() } else { view.newest_version(occurrence.article)? };
            // What was proposed and not seen again is no place of the claim.
            let is_there = version.as_ref().is_some_and(|version| occurrence.has_place(version.n));
            if occurrence.state == OccurrenceState::Proposed && !is_there {
                continue;
            }
            let article = view.get::<Article>(occurrence.article)?;
            let named = article.map(|article| (article.key, article.language)).unwrap_or_default();
            write_wording(page, &self.dossier.address, occurrence, &named, version.as_ref());
        }
        Ok(())
    }

    fn write_reasons(&self, page: &mut Page) {
        if self.dossier.because.0.is_empty() {
            return;
        }
        page.add_heading("Proposed because");
        for reason in &self.dossier.because.0 {
            page.add_line(2, reason);
        }
    }

    /// What counts first, then what is only suggested; what was rejected is named in a line.
    fn write_citations(&self, page: &mut Page, view: View<'_>) -> Result<(), Failure> {
        let of = |state: CitationState| {
            let all = self.snapshot.citations_of(self.claim.uid).zip(&self.dossier.citations);
            all.filter(move |(c, _)| c.state == state)
        };
        page.add_heading("Rests on");
        if of(CitationState::Asserted).next().is_none() {
            page.add_line(2, "nothing so far");
        }
        let kept = |citation: &Citation| KeptWords::find(view, self.snapshot.work_of(citation), self.claim);
        for (citation, dossier) in of(CitationState::Asserted) {
            citation::show(page, self.snapshot, self.claim.kind, citation, (dossier, &kept(citation)?));
        }
        let (offered, weak): (Vec<_>, Vec<_>) = of(CitationState::Suggested).partition(|(c, _)| c.is_offered());
        if !offered.is_empty() {
            page.add_heading("May rest on (suggestions by the tool, not evidence)");
        } else if !weak.is_empty() && of(CitationState::Asserted).next().is_none() {
            page.add_line(2, "nothing in the list fits");
        }
        for (citation, dossier) in offered.into_iter().take(MOST_SUGGESTED) {
            citation::show(page, self.snapshot, self.claim.kind, citation, (dossier, &kept(citation)?));
        }
        let rejected: Vec<&str> = of(CitationState::Rejected).map(|(_, d)| d.reference.as_str()).collect();
        if !rejected.is_empty() {
            page.add_heading("Does not rest on");
            page.add_line(2, &format!("{} (rejected by a person)", rejected.join(", ")));
        }
        Ok(())
    }

    fn write_reviews(&self, page: &mut Page) {
        let mut reviews = self.snapshot.reviews_of(self.claim.uid).peekable();
        if reviews.peek().is_none() {
            return;
        }
        page.add_heading(match (self.dossier.disputed, self.dossier.stale_because.is_empty()) {
            (true, _) => "Reviews (the verdicts differ)",
            (false, true) => "Reviews",
            (false, false) => "Reviews (stale: see below what changed)",
        });
        for review in reviews {
            let mark = if evidence::reads_as_negative(review.verdict) { Emphasis::Bad } else { Emphasis::Good };
            let who = self.snapshot.person_name(review.person);
            let note = review.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
            let (when, verdict) = (format!("{} ", review.reviewed_on), review.verdict.to_string());
            let settles = if review.settles.is_some() { ", who settles what differed" } else { "" };
            let signed = if review.signed.is_some() { ", signed with a key" } else { "" };
            let by = format!(" by {who}{settles}{signed}{note}");
            page.add_spans(2, &[(Emphasis::Plain, &when), (mark, &verdict), (Emphasis::Plain, &by)]);
        }
        let standing = evidence::find_standing(self.claim, self.snapshot);
        if let Some(by) = standing.current.iter().map(|review| review.person).find(|by| standing.awaits_choice_of(*by))
        {
            let who = self.snapshot.person_name(by);
            page.add_line(
                2,
                &format!(
                    "{who} recorded two of these, without knowing of the other, and has to choose: review it again"
                ),
            );
        }
        if let Some(due) = self.dossier.review_due {
            page.add_line(2, &format!("due again on {due}"));
        }
    }

    /// What of the last review no longer holds.
    fn write_changes(&self, page: &mut Page) {
        let standing = evidence::find_standing(self.claim, self.snapshot);
        let Some(last) = standing.latest() else { return };
        let unseen = find_unreviewed_occurrences(last, self.claim, self.snapshot);
        let unseen = unseen
            .map(|(n, _)| format!("since the review, the article also makes it in another sentence: place {n} above"));
        let changes: Vec<String> = self.dossier.stale_because.iter().cloned().chain(unseen).collect();
        if changes.is_empty() {
            return;
        }
        page.add_heading("Changed since the last review");
        for change in changes {
            page.add_spans(2, &[(Emphasis::Bad, &change)]);
        }
    }

    /// Whether verdicts differ and whoever looks is a third person, or not known: as many are given as are wanted, none by them.
    fn may_settle(&self, myself: Option<Uid>) -> bool {
        let open = evidence::find_standing(self.claim, self.snapshot).list_open();
        let people: BTreeSet<Uid> = open.iter().map(|review| review.person).collect();
        let enough = people.len() >= self.dossier.opinions_wanted;
        self.dossier.disputed && enough && myself.is_none_or(|myself| !people.contains(&myself))
    }

    /// The one or two commands that make sense now.
    fn next(&self, myself: Option<Uid>, by: &str) -> Vec<String> {
        let d = self.dossier;
        if matches!(d.status, Status::Dismissed | Status::Retired) {
            return Vec::new();
        }
        let verify = |c: &CitationDossier| {
            format!("claimbook verify {} {} --stance STANCE --quote \"…\"{by}", d.address, c.reference)
        };
        let review = match self.may_settle(myself) {
            true => format!("claimbook settle {} --verdict VERDICT --reason \"…\"{by}", d.address),
            false => format!("claimbook review {} --verdict VERDICT{by}", d.address),
        };
        let of_state = |state| d.citations.iter().filter(move |c| c.state == state);
        let offered = of_state(CitationState::Suggested).find(|c| c.strength != Some(Strength::Weak));
        let is_looked_for = of_state(CitationState::Suggested).next().is_some();
        let dismiss = || format!("claimbook dismiss {} # if it is not a claim", d.address);
        let link = |what: &str| format!("claimbook link {} {what}", d.address);
        let asserted = || of_state(CitationState::Asserted);
        if d.disputed && asserted().next().is_none() {
            return vec![review];
        }
        match (asserted().find(|c| !c.verified), asserted().next(), offered) {
            (None, None, _) if d.kind == Kind::Context => Vec::new(),
            (None, None, Some(c)) => vec![link(&c.reference), dismiss()],
            (None, None, None) if is_looked_for => vec![link("REFERENCE"), dismiss()],
            (None, None, None) => vec![format!("claimbook suggest {}", d.address), link("REFERENCE")],
            (Some(unread), ..) => vec![verify(unread), review],
            (None, Some(_), _) if d.verdict.is_none() || !d.stale_because.is_empty() || d.disputed => vec![review],
            (None, Some(_), _) => Vec::new(),
        }
    }
}

/// A claim's words in their paragraph, with where that is.
fn write_wording(
    page: &mut Page,
    address: &str,
    occurrence: &Occurrence,
    (article, language): &(String, String),
    version: Option<&Version>,
) {
    let lost = occurrence.state == OccurrenceState::Orphaned;
    let block = version.filter(|_| !lost).and_then(|v| Some((v, v.blocks.block_at(occurrence.start)?)));
    let Some((version, block)) = block else {
        page.add_heading(&format!("In {article} ({})", occurrence.state));
        return page.add_spans(2, &[(Emphasis::Plain, "last worded as "), (Emphasis::Sentence, &occurrence.exact)]);
    };
    let source = version.source.as_deref().unwrap_or(article.as_str());
    let place = match version.blocks.line_column(occurrence.start) {
        Some((line, column)) => name_place(source, line, column),
        None => source.to_owned(),
    };
    let state = match occurrence.state {
        OccurrenceState::Exact | OccurrenceState::Moved => String::new(),
        OccurrenceState::Proposed => format!(
            " (proposed: if it is the same claim, claimbook confirm {address} --in {article}; otherwise dismiss)"
        ),
        state => format!(" ({state})"),
    };
    page.add_heading(&format!("In {place}{state}"));
    let places = CharIndex::new(&version.text);
    let before = match places.slice(block.start, occurrence.start) {
        "" => ContextFinder::new(version, language).bracket((occurrence.start, occurrence.end)),
        before => before.to_owned(),
    };
    let words = places.slice(occurrence.start, occurrence.end);
    let bare = remove_marks(words, occurrence.start, &version.blocks.marks_within(occurrence.start, occurrence.end));
    let after = places.slice(occurrence.end, block.end.max(occurrence.end));
    let (open, close) = if page.colours() { ("", "") } else { ("«", "»") };
    let spans: [MarkedSpan<'_>; 5] = [
        (Emphasis::Plain, &before),
        (Emphasis::Plain, open),
        (Emphasis::Sentence, words),
        (Emphasis::Plain, close),
        (Emphasis::Plain, after),
    ];
    page.add_spans(2, &spans);
    if !have_same_words(&bare, &occurrence.exact) {
        page.add_spans(2, &[(Emphasis::Plain, "worded before as "), (Emphasis::Sentence, &occurrence.exact)]);
    }
}
