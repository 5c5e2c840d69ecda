//! Replaying what reached the hub, in the order in which it arrived there.
//!
//! ```text
//!   state of every desk = what the events of all, in order of arrival, make of an empty catalogue
//!                         + what this desk has not handed in yet
//! ```
//!
//! What arrived first stands everywhere: an event that was made on another state of its row is *late*, and changes nothing on any
//! desk. So that all come to the same, a desk goes by the same function for what others did and for what it did itself: its own
//! events that have not arrived yet are turned back, those of the others replayed, and its own replayed after them. What is late
//! of its own it takes back in its log, and keeps as the other side of a conflict. All of it is one transaction.

mod blobs;
mod groups;
mod hub_state;
mod joining;
mod late;
mod reconciling;
mod replaying;
mod rows;
mod serials;
mod turning_back;

pub use blobs::{BlobStore, WantedBlobs};
pub use hub_state::HubState;

use super::event::{self, FORMAT};
use super::withdrawn::table_named;
use super::{Catalogue, Deed, Error, Result, Writing};
use crate::model::{Conflict, Event, Uid};
use groups::{Fate, cut};
use replaying::Replay;
use std::collections::BTreeMap;
use std::path::Path;

/// An event with its number in the order of arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivedEvent {
    /// The number, from 1.
    pub number: u64,
    /// The event.
    pub event: Event,
}

/// What came of events that arrived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Events of others that are new here.
    pub events: usize,
    /// Of those, by the person whom they name.
    pub by: BTreeMap<String, usize>,
    /// What was done here and came too late.
    pub conflicts: Vec<Conflict>,
    /// Records of this desk that turned out to be others': their table, what they were called, and what they are called now.
    pub joined: Vec<(String, String, String)>,
    /// The first event that only a newer claimbook understands: nothing from it on was taken over.
    pub newer: Option<u64>,
}

impl Catalogue {
    /// What this catalogue knows of its hub; none where it never synced.
    pub fn hub_state(&self) -> Result<Option<HubState>> {
        HubState::read(&self.connection)
    }

    /// Says which hub this catalogue belongs to, and what serials made here end in.
    pub fn join_hub(&mut self, state: &HubState, deed: &Deed) -> Result<()> {
        self.write(deed, |writing| state.store(writing.connection))
    }

    /// Refuses a folder in the text form where the logs of others come through a hub alone.
    pub(in crate::catalogue) fn refuse_where_hub(&self, folder: &Path) -> Result<()> {
        match self.hub_state()? {
            None => Ok(()),
            Some(_) => Err(Error::Refused(format!(
                "it belongs to a team's hub, through which alone the logs of others come; nothing was merged. Whoever made the \
                 folder runs `claimbook sync` in their own catalogue. To look at it here, load it into a catalogue of its own: \
                 claimbook --catalogue other.db load {}",
                folder.display()
            ))),
        }
    }

    /// Takes over what arrived at the hub, in that order, this desk's own events among them. Nothing, or all of it and what the
    /// desk has to say to it; where a newer claimbook wrote some of it, all before that.
    pub fn take_in(&mut self, arrived: &[ArrivedEvent], blobs: BlobStore, deed: &Deed) -> Result<TakenIn> {
        self.write(deed, |writing| writing.take_in(arrived, blobs))
    }

    /// What [`take_in`](Self::take_in) would do; nothing is kept.
    pub fn rehearse_take_in(&mut self, arrived: &[ArrivedEvent], blobs: BlobStore, deed: &Deed) -> Result<TakenIn> {
        self.rehearse(deed, |writing| writing.take_in(arrived, blobs))
    }

    /// The events behind these places, by writer; those of writers who are not named are none. What was written in sight of
    /// something else comes after it.
    pub fn events_behind(&self, places: &BTreeMap<Uid, u64>) -> Result<Vec<Event>> {
        let mut chains: Vec<std::vec::IntoIter<Event>> = Vec::new();
        for (writer, seq) in places {
            let chain = self.view().rows(include_str!("own_since.sql"), (writer, seq), event::from_row)?;
            chains.push(chain.into_iter());
        }
        let mut events = Vec::new();
        // A rank is greater than those of all events that were there; events of the first format have none, and go by the clock.
        while let Some(next) = chains
            .iter_mut()
            .filter(|chain| !chain.as_slice().is_empty())
            .min_by_key(|chain| chain.as_slice().first().map(|event| (event.rank.unwrap_or(0), event.at, event.writer)))
            .and_then(Iterator::next)
        {
            events.push(next);
        }
        Ok(events)
    }

    /// The events of this file's own writer that the hub has not confirmed, in their order.
    pub fn unconfirmed(&self) -> Result<Vec<Event>> {
        let confirmed = self.hub_state()?.map_or(0, |state| state.confirmed);
        let view = self.view();
        view.rows(include_str!("own_since.sql"), (view.own_writer()?, confirmed), event::from_row)
    }
}

impl Writing<'_> {
    fn take_in(&mut self, arrived: &[ArrivedEvent], blobs: BlobStore) -> Result<TakenIn> {
        let mut state = HubState::read(self.connection)?
            .ok_or_else(|| Error::Refused("this catalogue belongs to no hub".to_owned()))?;
        let own = self.view().own_writer()?;
        let mut taken = TakenIn::default();
        let is_newer = |arrived: &&ArrivedEvent| {
            arrived.event.format > Some(FORMAT) || table_named(&arrived.event.entity).is_none()
        };
        taken.newer = arrived.iter().find(is_newer).map(|newer| newer.number);
        let arrived: Vec<&ArrivedEvent> =
            arrived.iter().take_while(|one| taken.newer.is_none_or(|newer| one.number < newer)).collect();
        let mut is_new = Vec::with_capacity(arrived.len());
        for one in &arrived {
            is_new.push(self.is_new(&one.event)?);
        }
        let own_here = self.view().rows(include_str!("own_since.sql"), (own, state.confirmed), event::from_row)?;
        if is_new.contains(&true) {
            let mut replay = Replay::begin(self, blobs, (own, state.confirmed));
            replay.turn_back(&own_here, &state.idle)?;
            let mut fates: BTreeMap<u64, Fate> = BTreeMap::new();
            let events: Vec<Event> = arrived.iter().map(|one| one.event.clone()).collect();
            let mut at = 0;
            for group in cut(&events) {
                for (event, new) in group.iter().zip(is_new.iter().skip(at)) {
                    if *new {
                        replay.append(event)?;
                        if event.writer != own {
                            taken.events += 1;
                            *taken.by.entry(event.who.clone()).or_default() += 1;
                        }
                    }
                }
                at += group.len();
                let group_fates = replay.replay(group)?;
                replay.pass(group);
                if group.first().is_some_and(|event| event.writer == own) {
                    fates.extend(group.iter().map(|event| event.seq).zip(group_fates));
                }
            }
            let rest: Vec<Event> = own_here.iter().filter(|event| !fates.contains_key(&event.seq)).cloned().collect();
            for group in cut(&rest) {
                let group_fates = replay.replay(group)?;
                replay.pass(group);
                fates.extend(group.iter().map(|event| event.seq).zip(group_fates));
            }
            let mine: Vec<Event> = own_here
                .into_iter()
                .chain(events.iter().filter(|event| event.writer == own).cloned())
                .map(|event| (event.seq, event))
                .collect::<BTreeMap<_, _>>()
                .into_values()
                .collect();
            state.idle = fates.iter().filter(|(_, fate)| !fate.is_done()).map(|(seq, _)| *seq).collect();
            replay.answer(&mine, &fates, &mut state, &mut taken)?;
        }
        let confirmed = arrived.iter().filter(|one| one.event.writer == own).map(|one| one.event.seq).max();
        state.confirmed = state.confirmed.max(confirmed.unwrap_or(0));
        state.number = arrived.last().map_or(state.number, |last| last.number);
        let confirmed = state.confirmed;
        state.idle.retain(|seq| *seq > confirmed);
        state.store(self.connection)?;
        Ok(taken)
    }

    /// Whether the log lacks an event; another one in its place is a fork.
    fn is_new(&self, event: &Event) -> Result<bool> {
        match self.view().event_hash(event.writer, event.seq)? {
            None => Ok(true),
            Some(hash) if hash == event.hash => Ok(false),
            Some(_) => Err(Error::Forked { writer: event.writer, seq: event.seq }),
        }
    }

    /// The end of a writer's chain.
    fn head_of(&self, writer: Uid) -> Result<(u64, String)> {
        let head =
            self.view().first_row(include_str!("../event/head.sql"), [writer], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(head.unwrap_or_default())
    }
}
