//! One desk and its hub: what is missing here comes and is replayed, what is new here goes, until neither has more to say.
//!
//! Nothing is asked of the hub while the catalogue is being written, and each step leaves both as if it were the last: whoever is
//! cut off goes on with the next `sync`. What the hub stored and nobody heard of comes back with what is missing.

use super::copied::{SharedChain, join_writer};
use super::hub::{Hub, HubError, HubTerms, HubUser};
use super::pushing::push;
use super::restored::give_back;
use super::sync_error::SyncError;
use super::sync_report::SyncReport;
use crate::catalogue::{ArrivedEvent, BlobStore, BodyError, Catalogue, Deed, Error, HubState, WantedBlobs};
use crate::model::{Event, Head, Uid};
use std::collections::{BTreeMap, BTreeSet};

/// So many events are asked for at once.
const EVENTS_AT_ONCE: u32 = 5_000;
/// Of more that is missing, `--dry-run` says only how many they are.
const MOST_REHEARSED: u64 = 50_000;

/// Brings a desk and its hub together.
pub fn sync(catalogue: &mut Catalogue, hub: &mut impl Hub, deed: &Deed) -> Result<SyncReport, SyncError> {
    let terms = hub.terms()?;
    refuse_other_name(&terms, deed)?;
    let mut report = SyncReport::default();
    join(catalogue, hub, &terms, deed, &mut report)?;
    give_back(catalogue, hub, &terms, &mut report)?;
    let own = catalogue.view().own_writer()?;
    let mut there = bring_history(catalogue, hub, &terms, own, &mut report)?;
    // What goes first comes back in its place among the others, so that what becomes of it is decided once.
    loop {
        let new: Vec<Event> = catalogue.unconfirmed()?.into_iter().filter(|event| event.seq > there).collect();
        there = new.last().map_or(there, |event| event.seq);
        let pushed = push(catalogue, hub, &terms, &new);
        // They come back with what others did.
        drop(new);
        match pushed {
            Ok(went) => report.went += went,
            Err(refused @ SyncError::Hub(HubError::Refused { .. })) => {
                // Others' work is no worse for it.
                pull(catalogue, hub, own, deed, &mut report)?;
                return Err(refused);
            }
            Err(error) => return Err(error),
        }
        pull(catalogue, hub, own, deed, &mut report)?;
        // Behind what only a newer claimbook can replay, nothing is confirmed: what went is stored there all the same.
        if report.newer || catalogue.unconfirmed()?.is_empty() {
            return Ok(report);
        }
    }
}

/// Says what a sync would do, and changes nothing at either side.
pub fn rehearse_sync(catalogue: &mut Catalogue, hub: &mut impl Hub, deed: &Deed) -> Result<SyncReport, SyncError> {
    let terms = hub.terms()?;
    refuse_other_name(&terms, deed)?;
    let mut report = SyncReport { went: catalogue.unconfirmed()?.len(), ..SyncReport::default() };
    let own = catalogue.view().own_writer()?;
    let Some(state) = catalogue.hub_state()? else {
        report.came = hub.heads()?.values().map(|head| usize::try_from(head.seq).unwrap_or(usize::MAX)).sum();
        return Ok(report);
    };
    refuse_other_hub(&state, &terms)?;
    let shared = SharedChain::find(catalogue, hub)?;
    if shared.is_forked {
        // What would come of it is seen only once it is done.
        let (here, there) = (catalogue.view().heads()?, hub.heads()?);
        let missing = there.iter().map(|(writer, head)| match *writer == own {
            true => head.seq.saturating_sub(shared.last),
            false => head.seq.saturating_sub(here.get(writer).map_or(0, |head| head.seq)),
        });
        report.came = usize::try_from(missing.sum::<u64>()).unwrap_or(usize::MAX);
        report.went = catalogue.events_after(&BTreeMap::from([(own, shared.last)]))?.len();
        report.was_copied = true;
        return Ok(report);
    }
    let mut missing = MissingEvents::find_missing(catalogue, own)?;
    let waiting = missing.count(hub)?;
    if waiting > MOST_REHEARSED {
        // So many are not kept in memory only to say what would become of them.
        report.came = usize::try_from(waiting).unwrap_or(usize::MAX);
        return Ok(report);
    }
    let mut events = Vec::new();
    while let Some(more) = missing.pull_page(hub, &mut report)? {
        events.extend(more);
    }
    let blobs = fetch_blobs(hub, &events, &catalogue.list_unanswered()?)?;
    let taken = catalogue.rehearse_take_in(&events, blobs, deed)?;
    report.add(taken);
    let confirmed: BTreeSet<u64> =
        events.iter().filter(|one| one.event.writer == own).map(|one| one.event.seq).collect();
    report.went -= confirmed.len().min(report.went);
    Ok(report)
}

/// Makes this desk one of the hub's, if it is not yet.
fn join(
    catalogue: &mut Catalogue,
    hub: &mut impl Hub,
    terms: &HubTerms,
    deed: &Deed,
    report: &mut SyncReport,
) -> Result<(), SyncError> {
    let known = catalogue.hub_state()?;
    if let Some(state) = &known {
        refuse_other_hub(state, terms)?;
    }
    let desk = join_writer(catalogue, hub, terms, deed, report)?;
    let known = catalogue.hub_state()?;
    let is_new = known.as_ref().is_none_or(|state| state.desk.is_none() && desk.is_some());
    let before = known.unwrap_or_else(|| HubState::begin(terms.hub, desk));
    let mut state = before.clone();
    // A hub that was restored from a backup may count otherwise; what was given here keeps its letter.
    (state.desk, state.checks_on_one_machine) = (state.desk.or(desk), terms.checks_on_one_machine);
    if is_new || state != before {
        catalogue.join_hub(&state, deed)?;
    }
    if is_new {
        report.letters = state.letters();
    }
    Ok(())
}

/// What this desk logs bears the name that its settings have, and the hub takes those alone to which the login was invited.
fn refuse_other_name(terms: &HubTerms, deed: &Deed) -> Result<(), SyncError> {
    let HubUser { role, names, may_bring_history } = &terms.user;
    if *may_bring_history || names.is_empty() || names.contains(&deed.who) {
        return Ok(());
    }
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    Err(SyncError::OtherName { who: deed.who.clone(), role: role.clone(), names: names.join(" or ") })
}

fn refuse_other_hub(state: &HubState, terms: &HubTerms) -> Result<(), SyncError> {
    if state.hub == terms.hub { Ok(()) } else { Err(SyncError::OtherHub(state.hub)) }
}

/// What other files logged before there was a hub goes there once, in the order in which it was seen. Where the hub has less
/// than this desk got from it, it was restored from a backup: whoever wrote that hands it in again. Answers the last event of this
/// desk that is there now.
fn bring_history(
    catalogue: &Catalogue,
    hub: &mut impl Hub,
    terms: &HubTerms,
    own: Uid,
    report: &mut SyncReport,
) -> Result<u64, SyncError> {
    let (here, there) = (catalogue.view().heads()?, hub.heads()?);
    let seq_there = |writer: &Uid| there.get(writer).map_or(0, |head: &Head| head.seq);
    let lacking: BTreeMap<Uid, u64> = here
        .iter()
        .filter(|(writer, head)| **writer != own && head.seq > seq_there(writer))
        .map(|(writer, _)| (*writer, seq_there(writer)))
        .collect();
    let state = catalogue.hub_state()?;
    let confirmed = state.as_ref().map_or(0, |state| state.confirmed);
    let is_lost = state.is_some_and(|state| state.number > 0) && (!lacking.is_empty() || seq_there(&own) < confirmed);
    report.hub_lost |= is_lost;
    if is_lost && seq_there(&own) < confirmed {
        let lost = catalogue.events_after(&BTreeMap::from([(own, seq_there(&own))]))?;
        let lost: Vec<Event> = lost.into_iter().filter(|event| event.seq <= confirmed).collect();
        push(catalogue, hub, terms, &lost)?;
    }
    if lacking.is_empty() || is_lost {
        return Ok(seq_there(&own).max(confirmed));
    }
    if !terms.user.may_bring_history {
        let files =
            if lacking.len() == 1 { "another file".to_owned() } else { format!("{} other files", lacking.len()) };
        return Err(SyncError::History(files));
    }
    let mut behind = lacking;
    behind.insert(own, seq_there(&own));
    let events = catalogue.events_after(&behind)?;
    report.went += push(catalogue, hub, terms, &events)?;
    Ok(here.get(&own).map_or(0, |head| head.seq))
}

/// Events that are missing here, asked for until none are.
struct MissingEvents {
    behind: BTreeMap<Uid, u64>,
    is_newer: bool,
}

impl MissingEvents {
    /// Behind the ends of all chains; of the own one, behind what the hub confirmed, so that the order of arrival is known.
    fn find_missing(catalogue: &Catalogue, own: Uid) -> Result<Self, Error> {
        let mut behind: BTreeMap<Uid, u64> =
            catalogue.view().heads()?.into_iter().map(|(writer, head)| (writer, head.seq)).collect();
        behind.insert(own, catalogue.hub_state()?.map_or(0, |state| state.confirmed));
        Ok(Self { behind, is_newer: false })
    }

    /// How many there are.
    fn count(&self, hub: &mut impl Hub) -> Result<u64, HubError> {
        let there = hub.heads()?;
        let missing =
            |(writer, head): (&Uid, &Head)| head.seq.saturating_sub(self.behind.get(writer).copied().unwrap_or(0));
        Ok(there.iter().map(missing).sum())
    }

    /// The next ones; none where there are no more, or where a newer claimbook wrote them.
    fn pull_page(
        &mut self,
        hub: &mut impl Hub,
        report: &mut SyncReport,
    ) -> Result<Option<Vec<ArrivedEvent>>, SyncError> {
        if self.is_newer {
            return Ok(None);
        }
        let mut events = Vec::new();
        for (number, body) in hub.pull(&self.behind, EVENTS_AT_ONCE)? {
            let event = match body.event() {
                Ok(event) => event,
                Err(BodyError::Newer(_)) => {
                    (self.is_newer, report.newer) = (true, true);
                    break;
                }
                Err(wrong) => return Err(HubError::Damaged(wrong.to_string()).into()),
            };
            self.behind.insert(event.writer, event.seq);
            events.push(ArrivedEvent { number, event });
        }
        Ok(if events.is_empty() { None } else { Some(events) })
    }
}

/// Replays what is missing here. The last command of what came is kept back until more has come: its end may be to come.
fn pull(
    catalogue: &mut Catalogue,
    hub: &mut impl Hub,
    own: Uid,
    deed: &Deed,
    report: &mut SyncReport,
) -> Result<(), SyncError> {
    let mut missing = MissingEvents::find_missing(catalogue, own)?;
    let mut waiting: Vec<ArrivedEvent> = Vec::new();
    loop {
        let more = missing.pull_page(hub, report)?;
        let is_end = more.is_none();
        waiting.extend(more.into_iter().flatten());
        let last = waiting.last().map(|one| (one.event.writer, one.event.first()));
        let is_last = |one: &ArrivedEvent| Some((one.event.writer, one.event.first())) == last;
        let whole = match is_end {
            true => waiting.len(),
            false => waiting.iter().rposition(|one| !is_last(one)).map_or(0, |at| at + 1),
        };
        let rest = waiting.split_off(whole);
        // What is the same for every page is not looked for until there is something to do.
        let unanswered = if is_end || !waiting.is_empty() { catalogue.list_unanswered()? } else { Vec::new() };
        if !waiting.is_empty() || is_end && !unanswered.is_empty() {
            let blobs = fetch_blobs(hub, &waiting, &unanswered)?;
            let taken = catalogue.take_in(&waiting, blobs, !is_end || report.newer, deed)?;
            report.add(taken);
        }
        waiting = rest;
        if is_end || report.newer && waiting.is_empty() {
            return Ok(());
        }
    }
}

/// What these events speak of by its hash, and abstracts that were replaced here, in case they stand again.
fn fetch_blobs(hub: &mut impl Hub, events: &[ArrivedEvent], own: &[Event]) -> Result<BlobStore, SyncError> {
    let mut wanted = WantedBlobs::from_events(events.iter().map(|one| &one.event))?;
    wanted.abstracts.extend(WantedBlobs::from_events(own)?.abstracts);
    let mut wanted: BTreeSet<String> = wanted.versions.into_iter().chain(wanted.abstracts).collect();
    let mut blobs = BlobStore::default();
    while !wanted.is_empty() {
        let got = hub.get(&wanted)?;
        if got.is_empty() {
            break; // abstracts that the hub does not take
        }
        for blob in got {
            if wanted.remove(&blob.sha256) {
                blobs.insert(blob.sha256, blob.bytes);
            }
        }
    }
    Ok(blobs)
}
