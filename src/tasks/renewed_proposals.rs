//! Proposals that nobody took up, as the text makes them now. The catalogue keeps the words that a proposal was made of, and the
//! sources that they cited; a change of the text is judged by what the text says now, whether or not there is a catalogue.

use crate::detect::{self, ClaimProposal};
use crate::model::{Claim, Occurrence, OccurrenceState, Reasons, Serial, Snapshot, SnapshotIndex, Status, Uid};
use crate::text::CharIndex;
use crate::text::marks::remove_marks;
use std::collections::BTreeSet;

/// Makes those proposals anew whose words changed, and takes from claims the citations whose markers are gone, unless somebody
/// reviewed the claim or read the source for it. Gives the claims that fewer citations back.
pub(super) fn renew_proposals(snapshot: &mut Snapshot, at: jiff::Timestamp) -> BTreeSet<Uid> {
    let changed: Vec<Uid> = list_changed(snapshot);
    if !changed.is_empty() {
        let proposals = detect_again(snapshot);
        changed.into_iter().for_each(|place| renew(snapshot, place, &proposals, at));
        snapshot.occurrences.sort_by_key(|o| (o.start, o.end));
        snapshot.index = SnapshotIndex::default();
    }
    drop_unmarked(snapshot)
}

/// The places of mere proposals whose words are others now.
fn list_changed(snapshot: &Snapshot) -> Vec<Uid> {
    let is_mere = |claim: &Claim| {
        claim.status == Status::Proposed && snapshot.is_home(claim) && snapshot.reviews_of(claim.uid).next().is_none()
    };
    let changed = snapshot.occurrences.iter().filter(|o| is_unlike(o));
    changed.filter(|o| snapshot.claim(o.claim).is_some_and(is_mere)).map(|o| o.uid).collect()
}

fn is_unlike(occurrence: &Occurrence) -> bool {
    matches!(occurrence.state, OccurrenceState::Changed | OccurrenceState::Ambiguous)
}

/// What the text proposes, each place with what it proposes.
fn detect_again(snapshot: &Snapshot) -> Vec<((u32, u32), ClaimProposal)> {
    let (Some(version), Some(article)) = (&snapshot.version, &snapshot.article) else { return Vec::new() };
    let found = detect::detect_claims(&version.text, &version.blocks, &article.language).proposals.into_iter();
    let placed = found.flat_map(|proposal| {
        let places: Vec<_> = std::iter::once((proposal.start, proposal.end)).chain(proposal.also.clone()).collect();
        places.into_iter().map(move |place| (place, proposal.clone()))
    });
    placed.collect()
}

/// Puts what the text proposes at a place in the stead of what was proposed there.
fn renew(snapshot: &mut Snapshot, place: Uid, proposals: &[((u32, u32), ClaimProposal)], at: jiff::Timestamp) {
    let Some(was) = snapshot.occurrences.iter().find(|o| o.uid == place).cloned() else { return };
    snapshot.occurrences.retain(|o| o.uid != place);
    let touches = |one: (u32, u32), (start, end): (u32, u32)| one.0 < end && start < one.1;
    let is_free = |place: (u32, u32)| {
        let mut others = snapshot.occurrences.iter().filter(|o| o.state != OccurrenceState::Orphaned && !is_unlike(o));
        !others.any(|o| touches((o.start, o.end), place))
    };
    let here = proposals.iter().filter(|(place, _)| touches(*place, (was.start, was.end)) && is_free(*place));
    let here: Vec<&((u32, u32), ClaimProposal)> = here.collect();
    let mut is_left = !snapshot.occurrences.iter().any(|o| o.claim == was.claim);
    for (place, proposal) in here {
        let claim = if std::mem::take(&mut is_left) { was.claim } else { copy_claim(snapshot, was.claim, at) };
        let claims = snapshot.claims.iter_mut().filter(|known| known.uid == claim);
        claims.for_each(|known| {
            known.statement.clone_from(&proposal.statement);
            known.section.clone_from(&proposal.section);
            known.because = Reasons(proposal.because.clone());
            (known.kind, known.confidence) = (proposal.kind, Some(proposal.confidence));
        });
        let (exact, (start, end)) = (read_words(snapshot, *place), *place);
        let state = OccurrenceState::Exact;
        snapshot.occurrences.push(Occurrence { uid: Uid::new(at), claim, exact, start, end, state, ..was.clone() });
    }
    // Where no claim is made any more, none is left.
    if is_left {
        snapshot.claims.retain(|claim| claim.uid != was.claim);
        snapshot.citations.retain(|citation| citation.claim != was.claim);
    }
}

/// A further claim of a sentence, cited as that one is.
fn copy_claim(snapshot: &mut Snapshot, of: Uid, at: jiff::Timestamp) -> Uid {
    let uid = Uid::new(at);
    let serial = snapshot.claims.iter().map(|claim| Serial(claim.serial).number()).max().unwrap_or_default() + 1;
    let copied =
        snapshot.claims.iter().find(|claim| claim.uid == of).map(|claim| Claim { uid, serial, ..claim.clone() });
    snapshot.claims.extend(copied);
    let mut citations: Vec<_> = snapshot.citations.iter().filter(|citation| citation.claim == of).cloned().collect();
    citations.iter_mut().for_each(|citation| (citation.uid, citation.claim) = (Uid::new(at), uid));
    snapshot.citations.extend(citations);
    snapshot.only_in_file.insert(uid);
    uid
}

fn read_words(snapshot: &Snapshot, (start, end): (u32, u32)) -> String {
    let Some(version) = &snapshot.version else { return String::new() };
    let marks = version.blocks.marks_within(start, end);
    remove_marks(CharIndex::new(&version.text).slice(start, end), start, &marks).trim().to_owned()
}

/// Takes from claims the citations whose markers are gone.
fn drop_unmarked(snapshot: &mut Snapshot) -> BTreeSet<Uid> {
    let is_kept = |claim: Uid, citation: Uid| {
        snapshot.reviews_of(claim).next().is_some() || snapshot.every_reading_of(citation).next().is_some()
    };
    let unmarked = snapshot.citations.iter().filter(|c| c.has_lost_its_marker() && c.note.is_none());
    let unmarked: Vec<_> = unmarked.filter(|c| !is_kept(c.claim, c.uid)).map(|c| (c.uid, c.claim)).collect();
    let (citations, claims): (BTreeSet<Uid>, BTreeSet<Uid>) = unmarked.into_iter().unzip();
    snapshot.citations.retain(|citation| !citations.contains(&citation.uid));
    snapshot.index = SnapshotIndex::default();
    claims
}
