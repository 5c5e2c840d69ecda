//! Which signed parts changed since a review, named in words.

use super::signature::{signature, signed_notices};
use crate::model::{
    Claim, Notice, NoticeKind, Occurrence, OccurrenceState, Review, Signature, SignedWork, Snapshot, Uid,
};

/// What sort of signed part changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The claim's statement.
    Statement,
    /// The words of a reviewed occurrence, or its place.
    Occurrence,
    /// The set of asserted works.
    Citation,
    /// A work's notices.
    Notices,
    /// The newer version that replaces a work.
    Newer,
    /// The words of a work's evidence.
    Evidence,
}

/// A part that changed since it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StalePart {
    /// What sort of part.
    pub part: Part,
    /// The occurrence, work or reference, where the part is one of several.
    pub of: Option<Uid>,
    /// The change, as a clause: `the statement changed`, `citation of salari2023 was added`.
    pub change: String,
}

/// What changed between what a review signed and what it would sign now; empty while the review holds. A new occurrence
/// is no change: it is unreviewed itself (see [`unreviewed_occurrences`]). Occurrences in other articles are not seen.
pub fn staleness(review: &Review, claim: &Claim, snapshot: &Snapshot) -> Vec<StalePart> {
    let (signed, now) = (&review.signature, signature(claim, snapshot));
    let mut stale = Vec::new();
    if signed.statement != now.statement {
        stale.push(StalePart { part: Part::Statement, of: None, change: "the statement changed".to_owned() });
    }
    for (n, occurrence) in (1..).zip(snapshot.occurrences_of(claim.uid)) {
        let was = signed.occurrences.get(&occurrence.uid);
        if was.is_some_and(|was| now.occurrences.get(&occurrence.uid) != Some(was)) {
            let change = occurrence_change(n, occurrence);
            stale.push(StalePart { part: Part::Occurrence, of: Some(occurrence.uid), change });
        }
    }
    stale.extend(works_change(signed, &now, snapshot));
    stale
}

/// The occurrences in this article that a review has not seen, each with its number among the claim's occurrences here,
/// from 1.
pub fn unreviewed_occurrences<'a>(
    review: &'a Review,
    claim: &Claim,
    snapshot: &'a Snapshot,
) -> impl Iterator<Item = (usize, &'a Occurrence)> {
    (1..).zip(snapshot.occurrences_of(claim.uid)).filter(|(_, o)| !review.signature.occurrences.contains_key(&o.uid))
}

fn occurrence_change(n: usize, occurrence: &Occurrence) -> String {
    match occurrence.state {
        OccurrenceState::Orphaned => format!("occurrence {n} is no longer found in the text"),
        OccurrenceState::Ambiguous => format!("occurrence {n} could now be one of two places"),
        _ => format!("occurrence {n} was reworded"),
    }
}

fn works_change(signed: &Signature, now: &Signature, snapshot: &Snapshot) -> Vec<StalePart> {
    let before: Vec<(Uid, &SignedWork)> = signed.works.iter().map(|(w, s)| (snapshot.canonical(*w), s)).collect();
    let mut stale = Vec::new();
    for (work, now) in &now.works {
        let was = before.iter().filter(|(w, _)| w == work);
        match was.clone().next() {
            None => stale.push(citation_change(*work, "added", snapshot)),
            // Two signed works that were merged since: one of them being as it is now is enough.
            Some(_) if was.clone().any(|(_, was)| same(was, now)) => {}
            Some((_, was)) => stale.extend(work_change(*work, was, now, snapshot)),
        }
    }
    let mut gone: Vec<Uid> = before.iter().map(|(w, _)| *w).filter(|w| !now.works.contains_key(w)).collect();
    gone.dedup();
    stale.extend(gone.into_iter().map(|work| citation_change(work, "removed", snapshot)));
    stale
}

fn same(was: &SignedWork, now: &SignedWork) -> bool {
    was.notices == now.notices && was.newer == now.newer && was.evidence == now.evidence && !abstract_changed(was, now)
}

fn abstract_changed(was: &SignedWork, now: &SignedWork) -> bool {
    !was.abstract_text.is_empty() && !now.abstract_text.is_empty() && was.abstract_text != now.abstract_text
}

fn citation_change(work: Uid, what: &str, snapshot: &Snapshot) -> StalePart {
    let change = format!("citation of {} was {what}", name(work, snapshot));
    StalePart { part: Part::Citation, of: Some(work), change }
}

fn work_change(work: Uid, was: &SignedWork, now: &SignedWork, snapshot: &Snapshot) -> Vec<StalePart> {
    let key = name(work, snapshot);
    let part = |part, change| StalePart { part, of: Some(work), change };
    let mut stale = Vec::new();
    if was.notices != now.notices {
        stale.push(part(Part::Notices, notices_change(&key, work, &was.notices, snapshot)));
    }
    if was.newer != now.newer {
        let newer = snapshot.works.get(&work).and_then(|w| w.superseded_by);
        stale.push(part(
            Part::Newer,
            match newer {
                Some(newer) => format!("{} now replaces {key}", name(newer, snapshot)),
                None => format!("{key} is no longer said to be replaced"),
            },
        ));
    }
    if was.evidence != now.evidence {
        stale.push(part(Part::Evidence, format!("the words of evidence kept from {key} changed")));
    }
    if abstract_changed(was, now) {
        stale.push(part(Part::Evidence, format!("the abstract of {key} changed")));
    }
    stale
}

/// Only hashes were signed, so the notice that is new is found by trying: without it, the hash is the signed one.
fn notices_change(key: &str, work: Uid, was: &str, snapshot: &Snapshot) -> String {
    let now: Vec<&Notice> = snapshot.notices_of(work).collect();
    let without = |left_out: usize| now.iter().enumerate().filter(move |(at, _)| *at != left_out).map(|(_, n)| *n);
    if now.is_empty() {
        return format!("the notices on {key} were taken back");
    }
    if signed_notices(std::iter::empty()) == was {
        let all: Vec<String> = now.iter().map(|n| notice_words(n)).collect();
        return format!("{} noted on {key}", were(&all));
    }
    match now.iter().enumerate().find(|(at, _)| signed_notices(without(*at)) == was) {
        Some((_, notice)) => format!("{} was noted on {key}", notice_words(notice)),
        None => format!("the notices on {key} changed"),
    }
}

fn were(all: &[String]) -> String {
    match all {
        [one] => format!("{one} was"),
        several => format!("{} were", several.join(" and ")),
    }
}

fn notice_words(notice: &Notice) -> String {
    let kind = match notice.kind {
        NoticeKind::Retraction => "a retraction",
        NoticeKind::PartialRetraction => "a partial retraction",
        NoticeKind::Withdrawal => "a withdrawal",
        NoticeKind::Removal => "a removal",
        NoticeKind::Concern => "an expression of concern",
        NoticeKind::Correction => "a correction",
        NoticeKind::Reinstatement => "a reinstatement",
        NoticeKind::NewVersion => "a new version",
        NoticeKind::Other => "a notice",
    };
    match notice.noticed_on {
        Some(date) => format!("{kind} of {date}"),
        None => kind.to_owned(),
    }
}

/// A work's key, or a reference's address.
fn name(uid: Uid, snapshot: &Snapshot) -> String {
    let work = snapshot.works.get(&uid).map(|w| w.key.clone());
    let reference = || snapshot.reference(uid).map(|r| snapshot.reference_address(r));
    work.or_else(reference).unwrap_or_else(|| "a work that nothing cites any more".to_owned())
}
