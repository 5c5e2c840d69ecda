//! The queue: which claims wait for a person, most consequential first, for the command, the full screen and pages.

use super::{Failure, persons};
use crate::catalogue::{Catalogue, View};
use crate::evidence::{self, PlaceElsewhere};
use crate::model::{
    Article, Claim, ClaimState, Kind, Queue, QueueEntry, QueueReason, Settings, Snapshot, Uid, Waiting,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Which of the claims that wait are wanted; what is `None` does not filter.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    /// Of this home article.
    pub article: Option<Uid>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Waiting for this first of all.
    pub reason: Option<QueueReason>,
    /// Assigned to this person, or last reviewed by them.
    pub whose: Option<Uid>,
    /// At most so many.
    pub most: Option<u32>,
}

/// Lists what waits today.
pub fn list_queue(
    catalogue: &Catalogue,
    settings: &Settings,
    today: Date,
    filter: &QueueFilter,
) -> Result<Queue, Failure> {
    let view = catalogue.view();
    let mut waiting = Vec::new();
    for article in view.articles()?.iter().filter(|article| filter.article.is_none_or(|wanted| wanted == article.uid)) {
        let snapshot = view.snapshot(article)?;
        for (claim, state) in derive_states(view, article, &snapshot)? {
            let reasons = evidence::list_reasons(claim, &state, settings, today);
            waiting.extend(
                find_place(claim, &state, reasons, filter)
                    .map(|(place, reasons)| (place, list_entry(claim, &state, reasons, &snapshot))),
            );
        }
    }
    waiting.sort_by_key(|(place, _)| *place);
    let mut counts: BTreeMap<QueueReason, u64> = BTreeMap::new();
    for reason in waiting.iter().filter_map(|(_, entry)| entry.reasons.first()) {
        *counts.entry(reason.reason).or_default() += 1;
    }
    let most = filter.most.map_or(usize::MAX, |most| most as usize);
    let entries = waiting.into_iter().map(|(_, entry)| entry).take(most).collect();
    Ok(Queue { entries, counts: counts.into_iter().collect() })
}

/// Where an article's own claims stand, in order of serial.
fn derive_states<'s>(
    view: View<'_>,
    article: &Article,
    snapshot: &'s Snapshot,
) -> Result<Vec<(&'s Claim, ClaimState)>, Failure> {
    let mut elsewhere: BTreeMap<Uid, Vec<PlaceElsewhere>> = BTreeMap::new();
    for (article, occurrence) in view.occurrences_elsewhere(article.uid)? {
        elsewhere.entry(occurrence.claim).or_default().push(PlaceElsewhere { article, occurrence });
    }
    let own = snapshot.claims.iter().filter(|claim| snapshot.is_home(claim));
    let places = |claim: &Claim| elsewhere.get(&claim.uid).map(Vec::as_slice).unwrap_or_default();
    Ok(own.map(|claim| (claim, evidence::derive_claim_state(claim, snapshot, places(claim)))).collect())
}

/// The place of a claim in the queue, with its reasons; none where it does not wait, or is not asked for.
fn find_place(
    claim: &Claim,
    state: &ClaimState,
    reasons: Vec<Waiting>,
    filter: &QueueFilter,
) -> Option<((u8, Option<Date>, Uid), Vec<Waiting>)> {
    let first = reasons.first()?;
    let place = (evidence::rank_waiting(first.reason, claim), first.since, claim.uid);
    let is_wanted = filter.kind.is_none_or(|kind| kind == claim.kind)
        && filter.reason.is_none_or(|reason| reason == first.reason)
        && filter.whose.is_none_or(|person| state.reviewer == Some(person));
    is_wanted.then_some((place, reasons))
}

fn list_entry(claim: &Claim, state: &ClaimState, reasons: Vec<Waiting>, snapshot: &Snapshot) -> QueueEntry {
    QueueEntry {
        claim: claim.uid,
        address: snapshot.claim_address(claim),
        article: snapshot.key().to_owned(),
        statement: claim.statement.clone(),
        kind: claim.kind,
        status: claim.status,
        reasons,
        whose: state.reviewer.map(|person| snapshot.person_name(person).to_owned()),
        assigned: false,
        verdict: state.verdict,
        reviewed_on: state.reviewed_on,
    }
}

/// The person who uses the tool, as the settings name them: who `--mine` means.
pub fn find_me(view: View<'_>, settings: &Settings) -> Result<Uid, Failure> {
    let Some(me) = &settings.me else {
        return Err(Failure::usage(
            "nobody has said who you are: write [me] with name = \"A. Reviewer\" in claimbook/claimbook.toml of your own settings \
             folder (`claimbook review` without a name says where that is)",
        ));
    };
    let by_id = me.id.as_ref().map(|id| view.person_by_id(id.as_str())).transpose()?.flatten();
    match by_id {
        Some(person) => Ok(person.uid),
        None => Ok(persons::resolve_person(view, &me.to_string())?.uid),
    }
}
