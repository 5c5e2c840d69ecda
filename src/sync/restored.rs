//! A hub that was restored from a backup lacks events that desks had from it. They go back in the order in which they had arrived,
//! since what arrived first stands: by the administrator, who may bring them all, or by each desk that has the next one.

use super::hub::{Hub, HubTerms};
use super::pushing::push;
use super::sync_error::SyncError;
use super::sync_report::SyncReport;
use crate::catalogue::{ArrivedRun, Catalogue};
use crate::model::{Event, Head, Uid};
use std::collections::BTreeMap;

/// Gives the hub back what it lost, as far as this desk may; an error where the rest must come from others first.
pub(super) fn give_back(
    catalogue: &Catalogue,
    hub: &mut impl Hub,
    terms: &HubTerms,
    report: &mut SyncReport,
) -> Result<(), SyncError> {
    let Some(state) = catalogue.hub_state()?.filter(|state| state.number > 0) else { return Ok(()) };
    let own = catalogue.view().own_writer()?;
    let there = hub.heads()?;
    let seq_there = |writer: Uid| there.get(&writer).map_or(0, |head: &Head| head.seq);
    let mut known: BTreeMap<Uid, u64> =
        catalogue.view().heads()?.into_iter().map(|(writer, head)| (writer, head.seq)).collect();
    known.insert(own, state.confirmed);
    let lacking: u64 = known.iter().map(|(writer, seq)| seq.saturating_sub(seq_there(*writer))).sum();
    if lacking == 0 {
        return Ok(());
    }
    report.hub_lost = true;
    let lost: Vec<ArrivedRun> =
        catalogue.view().arrivals()?.into_iter().filter_map(|run| find_missing_run(run, seq_there)).collect();
    if lost.iter().map(|run| run.events).sum::<u64>() != lacking {
        return Ok(()); // in which order they came is not known here: each desk hands in its own
    }
    let mut next = there.values().map(|head| head.seq).sum::<u64>() + 1;
    let is_next = lost.iter().all(|run| {
        let is_next = run.number == next;
        next += run.events;
        is_next
    });
    if !is_next {
        // Others have handed in something else meanwhile. Nothing that was decided here may be lost for that.
        let mine = catalogue.events_after(&BTreeMap::from([(own, seq_there(own))]))?;
        report.went += push(catalogue, hub, terms, &mine)?;
        return Err(SyncError::Reordered);
    }
    let mine = lost.iter().take_while(|run| terms.user.may_bring_history || run.writer == own).count();
    let (back, rest) = lost.split_at(mine);
    let mut events: Vec<Event> = Vec::new();
    for run in back {
        let chain = catalogue.events_after(&BTreeMap::from([(run.writer, run.seq - 1)]))?;
        events.extend(chain.into_iter().take_while(|event| event.seq < run.seq + run.events));
    }
    report.given_back = push(catalogue, hub, terms, &events)?;
    let Some(next) = rest.first() else { return Ok(()) };
    let who = catalogue.view().event_at(next.writer, next.seq)?.map(|event| event.who).unwrap_or_default();
    Err(SyncError::HubLost { events: rest.iter().map(|run| run.events).sum(), who })
}

/// What of a run is missing behind what a hub has of each writer.
fn find_missing_run(run: ArrivedRun, seq_there: impl Fn(Uid) -> u64) -> Option<ArrivedRun> {
    let there = (seq_there(run.writer) + 1).saturating_sub(run.seq).min(run.events);
    let missing = ArrivedRun { number: run.number + there, seq: run.seq + there, events: run.events - there, ..run };
    Some(missing).filter(|run| run.events > 0)
}
