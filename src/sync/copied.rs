//! A catalogue that was copied, or restored from a backup: two files that would go on with one chain. The hub has the chain of
//! whoever was first; the other file goes on under a new writer with what it has not sent.

use super::hub::{Hub, HubError, HubTerms, Refusal};
use super::sync_error::SyncError;
use super::sync_report::SyncReport;
use crate::catalogue::{Catalogue, Deed, HubState};
use crate::model::{Head, Uid};
use std::collections::BTreeMap;

/// How far this desk's chain is that of the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SharedChain {
    /// The last place at which both have the same event; 0 is none.
    pub(super) last: u64,
    /// Whether both go on behind it, each otherwise.
    pub(super) is_forked: bool,
}

impl SharedChain {
    /// Compares the chains: by their ends, or else by as many events as it takes to halve what is left until nothing is.
    pub(super) fn find(catalogue: &Catalogue, hub: &mut impl Hub) -> Result<Self, SyncError> {
        let view = catalogue.view();
        let (own, there) = (view.own_writer()?, hub.heads()?);
        let here = view.heads()?.get(&own).map_or(0, |head| head.seq);
        let Some(end) = there.get(&own).cloned() else { return Ok(Self { last: 0, is_forked: false }) };
        let is_same = |hub: &mut _, seq: u64| -> Result<bool, SyncError> {
            let hash = if seq == end.seq { Some(end.hash.clone()) } else { hash_at(hub, &there, own, seq)? };
            Ok(view.event_hash(own, seq)? == hash)
        };
        let (mut last, mut most) = (0, here.min(end.seq));
        if most > 0 && is_same(hub, most)? {
            last = most;
        }
        while last < most {
            let middle = last + (most - last).div_ceil(2);
            match is_same(hub, middle)? {
                true => last = middle,
                false => most = middle - 1,
            }
        }
        Ok(Self { last, is_forked: last < here && last < end.seq })
    }
}

/// The hash of a writer's event at the hub.
fn hash_at(
    hub: &mut impl Hub,
    there: &BTreeMap<Uid, Head>,
    writer: Uid,
    seq: u64,
) -> Result<Option<String>, SyncError> {
    let mut before: BTreeMap<Uid, u64> = there.iter().map(|(writer, head)| (*writer, head.seq)).collect();
    before.insert(writer, seq - 1);
    let found = hub.pull(&before, 1)?;
    Ok(found
        .iter()
        .map(|(_, event)| event)
        .find(|event| (event.writer(), event.seq()) == (writer, seq))
        .map(|event| event.hash().to_owned()))
}

/// Makes the file's writer one of this login's, or takes a new one where the file was copied; answers the number of the desk.
pub(super) fn join_writer(
    catalogue: &mut Catalogue,
    hub: &mut impl Hub,
    terms: &HubTerms,
    deed: &Deed,
    report: &mut SyncReport,
) -> Result<Option<u32>, SyncError> {
    let own = catalogue.view().own_writer()?;
    let shared = SharedChain::find(catalogue, hub)?;
    let joined = if shared.is_forked { None } else { Some(hub.join(own)) };
    match joined {
        // Who brings a history need not be one of those who work with it.
        Some(Err(HubError::Refused { why: Refusal::NotInvited | Refusal::Writer, .. }))
            if terms.user.may_bring_history =>
        {
            Ok(None)
        }
        // It is another login's: this is a copy of their catalogue.
        None | Some(Err(HubError::Refused { why: Refusal::Writer, .. })) => {
            let known = catalogue.hub_state()?;
            if known.as_ref().is_some_and(|state| shared.last < state.confirmed) {
                return Err(SyncError::Copy);
            }
            let writer = Uid::new(deed.at);
            let desk = hub.join(writer)?;
            let mut state = known.unwrap_or_else(|| HubState::begin(terms.hub, None));
            state.desk = Some(desk);
            let taken = catalogue.take_new_writer(writer, shared.last, state.of_new_writer(), deed)?;
            (report.was_copied, report.renamed) = (true, taken.renamed);
            report.letters = catalogue.hub_state()?.and_then(|state| state.letters());
            Ok(Some(desk))
        }
        Some(joined) => Ok(Some(joined?)),
    }
}
