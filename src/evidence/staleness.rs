//! Which signed parts changed since a review, named in words.

use super::signature::{
    Recipe, find_altered_parts, find_signed_evidence, hash_notices, holds_occurrence, list_notices_behind, sign_by,
};
use crate::model::{
    Claim, NoticeKind, Occurrence, OccurrenceState, RegisteredNotice, Review, Signature, SignedWork, Snapshot, Uid,
};

use crate::text::spelling::have_same_words;

/// What sort of signed part changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignedPart {
    /// The verdict, the person or the day: what nobody changes but outside claimbook.
    Judgement,
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
    pub part: SignedPart,
    /// The occurrence, work or reference, where the part is one of several.
    pub of: Option<Uid>,
    /// The change, as a clause: `the statement changed`, `citation of salari2023 was added`.
    pub change: String,
}

/// What changed between what a review signed and what it would sign now; empty while the review holds. A new occurrence
/// is no change: it is unreviewed itself (see [`find_unreviewed_occurrences`]). Occurrences in other articles are not seen.
pub fn find_stale_parts(review: &Review, claim: &Claim, snapshot: &Snapshot) -> Vec<StalePart> {
    let recipe = Recipe::from_review(review);
    let (signed, now) = (&review.signature, sign_by(recipe, claim, snapshot));
    let were_reviewer = snapshot.persons.values().filter(|person| person.merged_into == Some(review.person));
    let were_reviewer: Vec<Uid> = were_reviewer.map(|person| person.uid).collect();
    let altered = find_altered_parts(review, &were_reviewer).into_iter().map(|part| StalePart {
        part: SignedPart::Judgement,
        of: None,
        change: format!("{part} of the review is not what was signed"),
    });
    let mut stale: Vec<StalePart> = altered.collect();
    let reworded = |o: &Occurrence| !holds_occurrence(signed, &now, o) && have_same_words(&claim.statement, &o.exact);
    // A statement that followed the text is one change with it.
    if signed.statement != now.statement && !snapshot.occurrences_of(claim.uid).any(reworded) {
        stale.push(StalePart { part: SignedPart::Statement, of: None, change: "the statement changed".to_owned() });
    }
    let several = snapshot.occurrences_of(claim.uid).nth(1).is_some();
    for (n, occurrence) in (1..).zip(snapshot.occurrences_of(claim.uid)) {
        if !holds_occurrence(signed, &now, occurrence) {
            // A statement that still says what was signed leaves only what stands over the words to have changed.
            let is_worded_alike =
                signed.statement == now.statement && have_same_words(&claim.statement, &occurrence.exact);
            let change = describe_occurrence_change(several.then_some(n), occurrence, is_worded_alike);
            stale.push(StalePart { part: SignedPart::Occurrence, of: Some(occurrence.uid), change });
        }
    }
    stale.extend(describe_works_change(claim.uid, (recipe, signed), &now, snapshot));
    stale
}

/// The occurrences in this article that a review has not seen, each with its number among the claim's occurrences here,
/// from 1.
pub fn find_unreviewed_occurrences<'a>(
    review: &'a Review,
    claim: &Claim,
    snapshot: &'a Snapshot,
) -> impl Iterator<Item = (usize, &'a Occurrence)> {
    (1..).zip(snapshot.occurrences_of(claim.uid)).filter(|(_, o)| !review.signature.occurrences.contains_key(&o.uid))
}

/// What became of a sentence; where the claim has several in the article, which of them it is.
fn describe_occurrence_change(n: Option<usize>, occurrence: &Occurrence, is_worded_alike: bool) -> String {
    let sentence = n.map_or("its sentence in the article".to_owned(), |n| format!("its sentence {n} in the article"));
    match occurrence.state {
        OccurrenceState::Orphaned => format!("{sentence} is no longer found in the text"),
        OccurrenceState::Ambiguous => format!("{sentence} could now be one of two places"),
        OccurrenceState::Confirmed if is_worded_alike && occurrence.heads.as_deref().is_some_and(|h| !h.is_empty()) => {
            format!("{sentence} has the same words, but the text beside it or a heading above it changed")
        }
        _ => format!("{sentence} was reworded"),
    }
}

fn describe_works_change(
    claim: Uid,
    (recipe, signed): (Recipe, &Signature),
    now: &Signature,
    snapshot: &Snapshot,
) -> Vec<StalePart> {
    let before: Vec<(Uid, &SignedWork)> = signed.works.iter().map(|(w, s)| (snapshot.canonical(*w), s)).collect();
    let mut stale = Vec::new();
    for (work, now) in &now.works {
        let was = before.iter().filter(|(w, _)| w == work);
        let signed: Vec<&str> = was.clone().map(|(_, was)| was.evidence.as_str()).collect();
        let now =
            &SignedWork { evidence: find_signed_evidence(recipe, claim, *work, &signed, snapshot), ..now.clone() };
        match was.clone().next() {
            None => stale.push(describe_citation_change(*work, "added", snapshot)),
            // Two signed works that were merged since: one of them being as it is now is enough.
            Some(_) if was.clone().any(|(_, was)| are_same(was, now)) => {}
            Some((_, was)) => stale.extend(list_work_changes(claim, *work, was, now, snapshot)),
        }
    }
    let mut gone: Vec<Uid> = before.iter().map(|(w, _)| *w).filter(|w| !now.works.contains_key(w)).collect();
    gone.dedup();
    stale.extend(gone.into_iter().map(|work| describe_citation_change(work, "removed", snapshot)));
    stale
}

fn are_same(was: &SignedWork, now: &SignedWork) -> bool {
    was.notices == now.notices
        && was.newer == now.newer
        && was.evidence == now.evidence
        && !did_abstract_change(was, now)
}

fn did_abstract_change(was: &SignedWork, now: &SignedWork) -> bool {
    !was.abstract_text.is_empty() && !now.abstract_text.is_empty() && was.abstract_text != now.abstract_text
}

fn describe_citation_change(work: Uid, what: &str, snapshot: &Snapshot) -> StalePart {
    let change = format!("citation of {} was {what}", name_work(work, snapshot));
    StalePart { part: SignedPart::Citation, of: Some(work), change }
}

fn list_work_changes(claim: Uid, work: Uid, was: &SignedWork, now: &SignedWork, snapshot: &Snapshot) -> Vec<StalePart> {
    let key = name_work(work, snapshot);
    let part = |part, change| StalePart { part, of: Some(work), change };
    let mut stale = Vec::new();
    if was.notices != now.notices {
        let change = describe_notices_change(&key, &was.notices, &list_notices_behind(claim, work, snapshot));
        stale.extend(change.map(|change| part(SignedPart::Notices, change)));
    }
    if was.newer != now.newer {
        let newer = snapshot.works.get(&work).and_then(|w| w.superseded_by);
        stale.push(part(
            SignedPart::Newer,
            match newer {
                Some(newer) if snapshot.works.contains_key(&newer) => {
                    format!("{} now replaces {key}", name_work(newer, snapshot))
                }
                Some(_) => format!("another work now replaces {key}"),
                None => format!("{key} is no longer said to be replaced"),
            },
        ));
    }
    if was.evidence != now.evidence {
        stale.push(part(SignedPart::Evidence, format!("the words of evidence kept from {key} changed")));
    }
    if did_abstract_change(was, now) {
        stale.push(part(SignedPart::Evidence, format!("the abstract of {key} changed")));
    }
    stale
}

/// Most notices of one work among which those that were signed are sought: a thousand hashes.
const MOST: usize = 10;

/// What became of the notices on a work; nothing where another source only tells of one that was signed. Only hashes were
/// signed, so those that were are found by trying.
fn describe_notices_change(key: &str, was: &str, now: &[RegisteredNotice]) -> Option<String> {
    if now.is_empty() {
        return Some(format!("the notices on {key} were taken back"));
    }
    match new_notices(was, now) {
        None => Some(format!("the notices on {key} changed")),
        Some(new) if new.is_empty() => None,
        Some(new) => Some(format!("{} noted on {key}", describe_former(&new))),
    }
}

/// The notices that are not among the signed ones, in words; none where those that were signed are not found again.
fn new_notices(was: &str, now: &[RegisteredNotice]) -> Option<Vec<String>> {
    let tries: u32 = if now.len() > MOST { 0 } else { 1 << now.len() };
    let found = (0..tries).filter_map(|chosen| {
        let (signed, others): (Vec<_>, Vec<_>) = (0..).zip(now).partition(|(at, _)| chosen >> at & 1 == 1);
        let signed: Vec<&RegisteredNotice> = signed.into_iter().map(|(_, notice)| notice).collect();
        if hash_notices(signed.iter().copied()) != was {
            return None;
        }
        let is_new = |notice: &&RegisteredNotice| !signed.iter().any(|s| is_same(s, notice));
        let mut new: Vec<&RegisteredNotice> = Vec::new();
        // Those with most said about them first: one that two sources tell is named once.
        let mut others: Vec<&RegisteredNotice> = others.into_iter().map(|(_, n)| n).filter(is_new).collect();
        others.sort_by_key(|n| (n.doi.is_none(), n.on.is_none()));
        for notice in others {
            if !new.iter().any(|n| is_same(n, notice)) {
                new.push(notice);
            }
        }
        new.sort_by_key(|n| (n.on.is_none(), n.on));
        Some(new.into_iter().map(describe_notice).collect::<Vec<_>>())
    });
    found.min_by_key(Vec::len)
}

/// Whether two sources tell of one notice: of one kind, under no two DOIs; from one source under no two dates.
fn is_same(one: &RegisteredNotice, other: &RegisteredNotice) -> bool {
    one.kind == other.kind
        && match (&one.doi, &other.doi) {
            (Some(one), Some(other)) => one == other,
            (None, None) => one.source != other.source || one.on == other.on,
            _ => true,
        }
}

fn describe_former(all: &[String]) -> String {
    match all {
        [one] => format!("{one} was"),
        several => format!("{} were", several.join(" and ")),
    }
}

/// A notice in words: `a retraction of 2024-05-02`.
pub(super) fn describe_notice(notice: &RegisteredNotice) -> String {
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
    match notice.on {
        Some(date) => format!("{kind} of {date}"),
        None => kind.to_owned(),
    }
}

/// A work's key, or a reference's address.
fn name_work(uid: Uid, snapshot: &Snapshot) -> String {
    let work = snapshot.works.get(&uid).map(|w| w.key.clone());
    let reference = || snapshot.reference(uid).map(|r| snapshot.reference_address(r));
    work.or_else(reference).unwrap_or_else(|| "a work that is no longer cited".to_owned())
}
