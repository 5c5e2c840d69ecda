//! What people hold of a claim: verdicts that differ side by side, who is asked, and what was said.

use crate::cli::show::page::{Emphasis, Page};
use crate::evidence::{self, find_current_readings};
use crate::model::{Claim, ClaimDossier, NoteKind, Review, Snapshot, reference_name};

/// That others' opinions are withheld, where they are.
pub(super) fn show_withheld(page: &mut Page, d: &ClaimDossier) {
    if d.withheld {
        page.add_heading("Others' opinions");
        let wanted = d.opinions_wanted;
        page.add_line(
            2,
            &format!(
                "{wanted} people should judge this claim independently: what others decided, and whether figures \
                    agree, is withheld until you have given your verdict and a reading of each source. --reveal \
                    shows it, and is logged."
            ),
        );
    }
}

/// Verdicts that differ, with what each reviewer read, side by side.
pub(super) fn show_dispute(page: &mut Page, claim: &Claim, snapshot: &Snapshot) {
    let standing = evidence::find_standing(claim, snapshot);
    let open = standing.list_open();
    let Some((first, others)) = open.split_first().filter(|_| standing.is_disputed()) else { return };
    for other in others.iter().filter(|other| other.verdict != first.verdict) {
        page.add_heading("Two opinions that differ");
        page.add_side_by_side(2, &describe(first, claim, snapshot), &describe(other, claim, snapshot));
    }
}

fn describe(review: &Review, claim: &Claim, snapshot: &Snapshot) -> Vec<String> {
    let mut lines = vec![format!("{}, {}", snapshot.person_name(review.person), review.reviewed_on)];
    lines.push(format!("verdict: {}", review.verdict));
    lines.extend(review.note.as_deref().map(|note| format!("because: {note}")));
    for citation in snapshot.asserted_citations(claim.uid) {
        let reference = snapshot.reference(citation.reference).map(|r| reference_name(r.serial)).unwrap_or_default();
        let readings = find_current_readings(citation, snapshot).into_iter();
        for reading in readings.filter(|reading| reading.person == review.person) {
            lines.push(format!("read {reference}: {}", reading.stance));
            lines.extend(reading.quote.as_deref().map(|quote| format!("“{quote}”")));
            lines.extend(reading.locator.as_deref().map(|place| format!("at {place}")));
            lines.extend(reading.finding.as_deref().map(|finding| format!("found: {finding}")));
        }
    }
    lines
}

/// Who is asked to review a claim, and what people said about it.
pub(super) fn show_discussion(page: &mut Page, d: &ClaimDossier) {
    if !d.assigned.is_empty() {
        page.add_heading("Assigned to");
        page.add_line(2, &d.assigned.join(", "));
    }
    if !d.notes.is_empty() {
        page.add_heading("Notes");
    }
    for note in &d.notes {
        let kind = match (note.kind, note.answers) {
            (NoteKind::Note, _) => String::new(),
            (NoteKind::Question, _) => " asks".to_owned(),
            (NoteKind::Answer, question) => format!(" answers {}", question.map_or("?".to_owned(), |n| n.to_string())),
        };
        let head = format!("{}. {}{kind}, {}: ", note.number, note.person, note.noted_on);
        page.add_spans(2, &[(Emphasis::Strong, &head), (Emphasis::Plain, &note.text)]);
    }
}
