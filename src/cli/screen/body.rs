//! The card of a claim as lines: the claim in its paragraph, what changed, who judged it, and its sources.

use super::lines::Lines;
use super::source_lines::{add_source, name_source};
use crate::cli::show::page::{Emphasis, MarkedWord, width_of};
use crate::evidence::reads_as_negative;
use crate::model::{OccurrenceState, Status};
use crate::tasks::card::{CardPlace, ClaimCard};
use crate::text::spelling::have_same_words;

/// Columns from which on the claim stands beside its sources.
pub(super) const WIDE: usize = 110;
/// Columns between the two.
const GAP: usize = 3;

/// The whole card in so many columns: the sources beside the claim where there is room, else below it.
pub(super) fn write_body(card: &ClaimCard, width: usize) -> Vec<MarkedWord> {
    if width < WIDE {
        let mut lines = Lines::new(width);
        add_claim(&mut lines, card);
        add_sources(&mut lines, card);
        return lines.lines;
    }
    let left_width = (width - GAP) * 45 / 100;
    let (mut left, mut right) = (Lines::new(left_width), Lines::new(width - GAP - left_width));
    add_claim(&mut left, card);
    add_sources(&mut right, card);
    let count = left.lines.len().max(right.lines.len());
    let mut right = right.lines.into_iter();
    let mut left = left.lines.into_iter();
    (0..count)
        .map(|_| {
            let line = left.next().unwrap_or_default();
            let used = width_of(&line);
            let gap = format!("{}│ ", " ".repeat(left_width + GAP - 2 - used.min(left_width)));
            [line, vec![(Emphasis::Plain, gap)], right.next().unwrap_or_default()].concat()
        })
        .collect()
}

fn add_claim(lines: &mut Lines, card: &ClaimCard) {
    let is_worded_so = card.places.iter().any(|place| have_same_words(&place.bare, &card.claim.statement));
    if !is_worded_so {
        lines.heading("Claim");
        lines.spans(3, &[(Emphasis::Sentence, card.claim.statement.clone())]);
    }
    for place in &card.places {
        add_place(lines, place);
    }
    if card.places.is_empty() {
        lines.text(3, "No occurrence in a text is recorded for it.");
    }
    if card.claim.status == Status::Proposed && !card.claim.because.0.is_empty() {
        lines.heading("Proposed because");
        lines.text(3, &card.claim.because.0.join("; "));
    }
    add_changes(lines, card);
    add_reviews(lines, card);
}

fn add_place(lines: &mut Lines, place: &CardPlace) {
    let section = if place.section.is_empty() { String::new() } else { format!(", under “{}”", place.section) };
    let state = match place.state {
        OccurrenceState::Exact | OccurrenceState::Moved => String::new(),
        OccurrenceState::Proposed => " (proposed, to be confirmed)".to_owned(),
        state => format!(" ({state})"),
    };
    lines.heading(&format!("In {}{section}{state}", place.place));
    // The marks stand there with colours, too: a screen that is photographed or printed keeps them.
    let spans = [
        (Emphasis::Plain, format!("{}«", place.before)),
        (Emphasis::Sentence, place.words.clone()),
        (Emphasis::Plain, format!("»{}", place.after)),
    ];
    lines.spans(3, &spans);
    if let Some(was) = &place.was {
        lines.spans(3, &[(Emphasis::Plain, "worded before as ".to_owned()), (Emphasis::Sentence, was.clone())]);
    }
}

/// What changed since the signature, old beside new.
fn add_changes(lines: &mut Lines, card: &ClaimCard) {
    if card.changes.is_empty() {
        return;
    }
    let signed =
        card.reviews.last().map(|review| format!(" {} signed on {}", review.by, review.on)).unwrap_or_default();
    lines.heading(&format!("Changed since{signed}"));
    for change in &card.changes {
        lines.spans(3, &[(Emphasis::Bad, change.change.clone())]);
        for (label, words) in [("was", &change.was), ("is", &change.is)] {
            if let Some(words) = words {
                lines.field(5, label, &[(Emphasis::Plain, words.clone())]);
            }
        }
    }
}

fn add_reviews(lines: &mut Lines, card: &ClaimCard) {
    if card.reviews.is_empty() {
        return;
    }
    lines.heading(match (card.disputed, card.changes.is_empty()) {
        (true, _) => "Verdicts (they differ)",
        (false, true) => "Verdicts",
        (false, false) => "Verdicts (what they rest on has changed)",
    });
    for review in &card.reviews {
        let mark = if reads_as_negative(review.verdict) { Emphasis::Bad } else { Emphasis::Good };
        let note = review.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
        let by = format!(" by {}{note}", review.by);
        let spans =
            [(Emphasis::Plain, format!("{} ", review.on)), (mark, review.verdict.to_string()), (Emphasis::Plain, by)];
        lines.spans(3, &spans);
    }
    if let Some(due) = card.due {
        lines.text(3, &format!("due again on {due}"));
    }
}

fn add_sources(lines: &mut Lines, card: &ClaimCard) {
    lines.heading("Rests on");
    if card.sources.is_empty() {
        lines.text(3, "nothing so far");
    }
    for (n, source) in (1..).zip(&card.sources) {
        add_source(lines, Some(n), source, card.withheld);
    }
    if !card.suggested.is_empty() {
        lines.heading("May rest on (suggestions by the tool, not evidence)");
    }
    for source in &card.suggested {
        add_source(lines, None, source, card.withheld);
    }
    if !card.rejected.is_empty() {
        lines.heading("Does not rest on");
        lines.text(3, &format!("{} (rejected by a person)", card.rejected.join(", ")));
    }
    if card.sources.is_empty() && card.suggested.is_empty() && !card.others.is_empty() {
        lines.heading("The article's list");
        for source in &card.others {
            lines.text(3, &name_source(source));
        }
    }
}
