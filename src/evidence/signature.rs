//! What a review signs: one SHA-256 a part, so that a part that changed can be named. Positions, renumbering and an
//! unchanged answer asked again are not signed. A signature names its recipe and is checked by it: what was signed is never
//! rewritten.
//!
//! Recipe 1 takes words letter for letter, with the markers that stood in them. Recipe 2 takes them without markers, however
//! they are printed ([`split_words_and_marks`]), with the words of what stands over them ([`unify_headings`]). An occurrence keeps the line that it was
//! judged under while that is only worded anew. Recipe 3 also takes the verdict itself, the person and the day; and where others'
//! readings were withheld from the reviewer, of the evidence only the reviewer's own words.

use super::metadata::list_notices;
use crate::model::{
    Claim, NoticeKind, Occurrence, OccurrenceState, Reading, RegisteredNotice, Review, Signature, SignedJudgement,
    SignedWork, Snapshot, Uid, to_hex,
};
use crate::text::anchor::unify_headings;
use crate::text::words::split_words_and_marks;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The recipe of new signatures.
const NEWEST: u8 = 3;
/// The first recipe that takes words however they are printed.
const FOLDED: u8 = 2;

/// How what a review signs is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recipe {
    number: u8,
    /// Whose words of evidence count; everybody's where nobody is named.
    whose: Option<Uid>,
}

impl Recipe {
    /// That of a review's signature: what is to be checked is made anew in the same way.
    pub(super) fn from_review(review: &Review) -> Self {
        Self { number: review.signature.recipe, whose: review.signature.own_evidence.then_some(review.person) }
    }

    fn takes(self, reading: &Reading) -> bool {
        self.whose.is_none_or(|person| person == reading.person)
    }
}

/// What a review of this claim would sign now of what it rests on, with everybody's words of evidence. Occurrences are those in
/// the snapshot's article; works are those of every asserted citation.
pub fn build_signature(claim: &Claim, snapshot: &Snapshot) -> Signature {
    sign_by(Recipe { number: NEWEST, whose: None }, claim, snapshot)
}

/// The review, signed: what it rests on, the verdict, the person and the day. `is_independent` says that others' readings were
/// withheld from its author, so that they are no part of what is signed.
pub fn sign_review(review: Review, claim: &Claim, snapshot: &Snapshot, is_independent: bool) -> Review {
    let whose = is_independent.then_some(review.person);
    let rests_on = sign_by(Recipe { number: NEWEST, whose }, claim, snapshot);
    let judgement = Some(hash_judgement(&review, review.person));
    Review { signature: Signature { judgement, own_evidence: is_independent, ..rests_on }, ..review }
}

/// The hashes of what a review says, given by this person.
fn hash_judgement(review: &Review, person: Uid) -> SignedJudgement {
    SignedJudgement {
        verdict: hash_parts(["verdict", review.verdict.into()]),
        person: hash_parts(["person", person.to_string().as_str()]),
        reviewed_on: hash_parts(["day", review.reviewed_on.to_string().as_str()]),
    }
}

/// Which parts of what a review says are not those that it signed, in words. `persons` are those that its person turned out to
/// be, or was before.
pub fn find_altered_parts(review: &Review, persons: &[Uid]) -> Vec<&'static str> {
    let Some(signed) = &review.signature.judgement else { return Vec::new() };
    let now = hash_judgement(review, review.person);
    let is_theirs =
        signed.person == now.person || persons.iter().any(|p| hash_judgement(review, *p).person == signed.person);
    [
        (signed.verdict != now.verdict, "the verdict"),
        (!is_theirs, "the person"),
        (signed.reviewed_on != now.reviewed_on, "the day"),
    ]
    .into_iter()
    .filter_map(|(is_altered, part)| is_altered.then_some(part))
    .collect()
}

/// The same as [`build_signature`] by the recipe of a signature that is to be checked.
pub(super) fn sign_by(recipe: Recipe, claim: &Claim, snapshot: &Snapshot) -> Signature {
    let article = snapshot.article.as_ref().zip(snapshot.version.as_ref());
    let number = recipe.number;
    Signature {
        recipe: number,
        statement: if number < FOLDED {
            hash_parts([claim.statement.as_str()])
        } else {
            hash_folded([], &claim.statement)
        },
        occurrences: snapshot.occurrences_of(claim.uid).map(|o| (o.uid, hash_occurrence(number, o))).collect(),
        works: list_cited_works(claim.uid, snapshot)
            .into_iter()
            .map(|(work, citations)| (work, sign_work(recipe, work, &citations, snapshot)))
            .collect(),
        texts: article.map(|(article, version)| (article.uid, version.text_sha256.clone())).into_iter().collect(),
        judgement: None,
        own_evidence: recipe.whose.is_some(),
    }
}

/// The asserted citations of a claim by what they lead to: the work, or the reference where no work is known.
fn list_cited_works(claim: Uid, snapshot: &Snapshot) -> BTreeMap<Uid, Vec<Uid>> {
    let mut works: BTreeMap<Uid, Vec<Uid>> = BTreeMap::new();
    for citation in snapshot.asserted_citations(claim) {
        let work = snapshot.reference(citation.reference).and_then(|r| r.work).map(|w| snapshot.canonical(w));
        works.entry(work.unwrap_or(citation.reference)).or_default().push(citation.uid);
    }
    works
}

/// Words that a machine carried over or a person confirmed sign alike; a place that was lost signs as lost.
fn hash_occurrence(recipe: u8, occurrence: &Occurrence) -> String {
    use OccurrenceState::{Ambiguous, Changed, Confirmed, Exact, Moved, Orphaned, Proposed};
    let lost = match occurrence.state {
        Exact | Moved | Confirmed => None,
        state @ (Changed | Ambiguous | Orphaned | Proposed) => Some(state.into()),
    };
    if recipe < FOLDED {
        let exact = occurrence.exact_with_markers.as_ref().unwrap_or(&occurrence.exact);
        return hash_parts(lost.into_iter().chain([exact.as_str()]));
    }
    let heads = unify_headings(occurrence.heads.as_deref().unwrap_or_default());
    hash_folded(lost.into_iter().chain(heads.iter().map(String::as_str)), &occurrence.exact)
}

/// Whether a review still signs an occurrence: its words, or those with markers that an earlier claimbook took for words.
pub(super) fn holds_occurrence(signed: &Signature, now: &Signature, occurrence: &Occurrence) -> bool {
    let Some(was) = signed.occurrences.get(&occurrence.uid) else { return true };
    let with_markers = || {
        let exact = occurrence.exact_with_markers.clone()?;
        Some(hash_occurrence(signed.recipe, &Occurrence { exact, ..occurrence.clone() }))
    };
    now.occurrences.get(&occurrence.uid) == Some(was) || with_markers().as_ref() == Some(was)
}

/// The hash of words however they are printed, behind what is said of them: their state, and what turns them from above.
fn hash_folded<'a>(before: impl IntoIterator<Item = &'a str>, text: &str) -> String {
    let words = split_words_and_marks(text);
    let mut parts: Vec<&str> = before.into_iter().collect();
    parts.extend(words.iter().map(String::as_str));
    hash_parts(parts)
}

fn sign_work(recipe: Recipe, work: Uid, citations: &[Uid], snapshot: &Snapshot) -> SignedWork {
    let known = snapshot.works.get(&work);
    SignedWork {
        notices: hash_notices(&list_cited_notices(work, citations, snapshot)),
        newer: hash_parts([known.and_then(|w| w.superseded_by).map(|w| w.to_string()).unwrap_or_default().as_str()]),
        evidence: hash_parts(list_evidence(recipe, citations, snapshot).iter().map(String::as_str)),
        abstract_text: known.and_then(|w| w.abstract_text.as_deref()).map(|a| hash_parts([a])).unwrap_or_default(),
    }
}

/// The words of evidence that are kept for citations, each with its stance, hashed.
fn list_evidence(recipe: Recipe, citations: &[Uid], snapshot: &Snapshot) -> BTreeSet<String> {
    let readings = citations.iter().flat_map(|citation| snapshot.readings_of(*citation));
    let readings = readings.filter(|reading| recipe.takes(reading)).map(hash_reading);
    let notes = citations.iter().flat_map(|c| snapshot.citation(*c)).filter_map(|c| c.note.as_deref());
    readings.chain(notes.map(|note| hash_parts(["note", note]))).collect()
}

fn hash_reading(reading: &Reading) -> String {
    let said = [reading.quote.as_deref(), reading.finding.as_deref()].map(Option::unwrap_or_default);
    hash_parts([reading.stance.into(), said[0], said[1]])
}

/// The hash of the evidence for a claim's work: one of those that were signed, where it differs from it by nothing but
/// readings that were retired, held no words, and had been followed by another of the same person.
pub(super) fn find_signed_evidence(
    recipe: Recipe,
    claim: Uid,
    work: Uid,
    signed: &[&str],
    snapshot: &Snapshot,
) -> String {
    let works = list_cited_works(claim, snapshot);
    let citations = works.get(&work).map(Vec::as_slice).unwrap_or_default();
    let now = list_evidence(recipe, citations, snapshot);
    let hash = |words: &BTreeSet<String>| hash_parts(words.iter().map(String::as_str));
    // Without words a reading signs as its stance alone, so there are but a few to try.
    let retired: BTreeSet<String> =
        citations.iter().flat_map(|citation| list_wordless_retired(recipe, *citation, snapshot)).collect();
    let mut tries = vec![now.clone()];
    for stance in retired {
        let with = tries.iter().map(|words| words.iter().chain([&stance]).cloned().collect()).collect::<Vec<_>>();
        tries.extend(with);
    }
    tries.iter().map(hash).find(|tried| signed.contains(&tried.as_str())).unwrap_or_else(|| hash(&now))
}

/// What readings of a citation signed that are retired, held no words, and were followed by another of the same person.
fn list_wordless_retired(recipe: Recipe, citation: Uid, snapshot: &Snapshot) -> impl Iterator<Item = String> {
    let all: Vec<&Reading> = snapshot.every_reading_of(citation).filter(|reading| recipe.takes(reading)).collect();
    let wordless = |reading: &Reading| reading.quote.is_none() && reading.finding.is_none();
    (0..all.len()).filter_map(move |at| {
        let (reading, later) = all.get(at..)?.split_first()?;
        let followed = later.iter().any(|later| later.person == reading.person && later.retired_on.is_none());
        (reading.retired_on.is_some() && wordless(reading) && followed).then(|| hash_reading(reading))
    })
}

/// The notices on what citations lead to, from every source, as often as they are told.
fn list_cited_notices(work: Uid, citations: &[Uid], snapshot: &Snapshot) -> Vec<RegisteredNotice> {
    let references = citations.iter().filter_map(|c| snapshot.reference(snapshot.citation(*c)?.reference));
    list_notices(snapshot.works.get(&work), references, snapshot)
}

/// The notices on a claim's work, or on a reference where no work is known: those that its signature speaks of.
pub(super) fn list_notices_behind(claim: Uid, work: Uid, snapshot: &Snapshot) -> Vec<RegisteredNotice> {
    let works = list_cited_works(claim, snapshot);
    list_cited_notices(work, works.get(&work).map(Vec::as_slice).unwrap_or_default(), snapshot)
}

/// The hash of what the notices say: per kind the notices' DOIs, or their dates where no source gives a DOI; so that a
/// second source for the same notice changes nothing.
pub(super) fn hash_notices<'a>(notices: impl IntoIterator<Item = &'a RegisteredNotice>) -> String {
    let mut kinds: BTreeMap<NoticeKind, (BTreeSet<&str>, BTreeSet<String>)> = BTreeMap::new();
    for notice in notices {
        let (dois, dates) = kinds.entry(notice.kind).or_default();
        match &notice.doi {
            Some(doi) => _ = dois.insert(doi.key()),
            None => _ = dates.insert(notice.on.map(|d| d.to_string()).unwrap_or_default()),
        }
    }
    let mut parts: Vec<&str> = Vec::new();
    for (kind, (dois, dates)) in &kinds {
        parts.push((*kind).into());
        match dois.is_empty() {
            true => parts.extend(dates.iter().map(String::as_str)),
            false => parts.extend(dois),
        }
    }
    hash_parts(parts)
}

/// SHA-256 over length-prefixed parts, in lower-case hex: `["ab", "c"]` and `["a", "bc"]` differ.
fn hash_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    to_hex(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(hash_parts(["ab", "c"]), hash_parts(["a", "bc"]));
        assert_ne!(hash_parts([]), hash_parts([""]));
        assert_eq!(hash_parts(["a"]).len(), 64);
    }
}
