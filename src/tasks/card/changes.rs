//! What changed since a review signed it, old beside new. A review keeps hashes; the old words are in the log.

use crate::catalogue::View;
use crate::evidence::{self, SignedPart, StalePart, find_unreviewed_occurrences};
use crate::model::{Action, Claim, Event, Reading, Review, Snapshot, Uid};
use crate::tasks::Failure;

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardChange {
    /// What changed, as a clause.
    pub change: String,
    /// As it was when it was signed, where the log tells.
    pub was: Option<String>,
    /// As it is now.
    pub is: Option<String>,
}

pub(super) fn list_changes(
    view: View<'_>,
    snapshot: &Snapshot,
    claim: &Claim,
    review: &Review,
) -> Result<Vec<CardChange>, Failure> {
    let signed_at = find_rank(view, review.uid)?;
    let log = OlderWords { view, signed_at };
    let mut changes = Vec::new();
    for part in evidence::find_stale_parts(review, claim, snapshot) {
        changes.push(describe(&log, snapshot, claim, part)?);
    }
    for (_, occurrence) in find_unreviewed_occurrences(review, claim, snapshot) {
        let change = "since the review, the article also makes it in another sentence".to_owned();
        changes.push(CardChange { change, was: None, is: Some(occurrence.exact.clone()) });
    }
    Ok(changes)
}

fn describe(log: &OlderWords<'_>, snapshot: &Snapshot, claim: &Claim, part: StalePart) -> Result<CardChange, Failure> {
    let (mut was, mut is) = (None, None);
    match (part.part, part.of) {
        (SignedPart::Statement, _) => {
            (was, is) = (log.find(claim.uid, "statement")?, Some(claim.statement.clone()));
        }
        (SignedPart::Occurrence, Some(of)) => {
            was = log.find(of, "exact")?;
            is = snapshot.occurrences_of(claim.uid).find(|o| o.uid == of).map(|o| o.exact.clone());
        }
        (SignedPart::Evidence, Some(work)) => {
            let (before, now) = list_evidence(log, snapshot, claim, work)?;
            if before != now {
                (was, is) = (Some(join(&before)), Some(join(&now)));
            }
        }
        _ => {}
    }
    let is_news = was.is_some() && was != is;
    Ok(CardChange { change: part.change, was: was.filter(|_| is_news), is: is.filter(|_| is_news) })
}

/// The words of evidence that are kept from a work for the claim: when it was signed, and now.
fn list_evidence(
    log: &OlderWords<'_>,
    snapshot: &Snapshot,
    claim: &Claim,
    work: Uid,
) -> Result<(Vec<String>, Vec<String>), Failure> {
    let (mut before, mut now) = (Vec::new(), Vec::new());
    let leads_there = |citation: &&crate::model::Citation| {
        let known = snapshot.work_of(citation).map(|known| known.uid);
        known.unwrap_or(citation.reference) == work
    };
    for citation in snapshot.asserted_citations(claim.uid).filter(leads_there) {
        for reading in snapshot.every_reading_of(citation.uid) {
            let words = describe_reading(reading, snapshot);
            if find_rank(log.view, reading.uid)? <= log.signed_at {
                before.push(words.clone());
            }
            now.extend(reading.retired_on.is_none().then_some(words));
        }
        before.extend(log.find(citation.uid, "note")?.or_else(|| citation.note.clone()));
        now.extend(citation.note.clone());
    }
    Ok((before, now))
}

fn describe_reading(reading: &Reading, snapshot: &Snapshot) -> String {
    let words = reading.quote.as_ref().map(|quote| format!(" “{quote}”")).unwrap_or_default();
    let finding = reading.finding.as_ref().map(|finding| format!(" {finding}")).unwrap_or_default();
    format!("{} ({}){words}{finding}", reading.stance, snapshot.person_name(reading.person))
}

fn join(all: &[String]) -> String {
    if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
}

/// The rank of the event that added a row.
fn find_rank(view: View<'_>, row: Uid) -> Result<u64, Failure> {
    let events = view.events_of(&[row])?;
    Ok(events.iter().find(|event| event.action == Action::Add).and_then(|event| event.rank).unwrap_or(0))
}

/// What rows said when a review was signed.
struct OlderWords<'v> {
    view: View<'v>,
    signed_at: u64,
}

impl OlderWords<'_> {
    /// What a field said then, where it was changed since.
    fn find(&self, row: Uid, field: &str) -> Result<Option<String>, Failure> {
        let events = self.view.events_of(&[row])?;
        let later = events.iter().filter(|event| event.rank.is_some_and(|rank| rank > self.signed_at));
        let with_field = later.filter_map(|event| Some((event.rank, read_before(event, field)?)));
        Ok(with_field.min_by_key(|(rank, _)| *rank).map(|(_, words)| words))
    }
}

/// What a field said before an event.
fn read_before(event: &Event, field: &str) -> Option<String> {
    let before: serde_json::Value = serde_json::from_str(event.before.as_deref()?).ok()?;
    before.get(field)?.as_str().map(str::to_owned)
}
