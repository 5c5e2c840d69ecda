//! Replaying what reached the hub, in the order in which it arrived there.
//!
//! ```text
//!   state of every desk = what the events of all, in order of arrival, make of an empty catalogue     (1)
//!                         + what this desk has not handed in yet                                       (2)
//! ```
//!
//! What arrived first stands everywhere: an event that was made on another state of its row is *late*, and changes nothing on any
//! desk. All of a sync's replaying is one transaction a batch.
//!
//! # Why all desks come to the same
//!
//! Let S(n) be the rows that the first n events of the hub's order make, as (1) says. **Whenever a transaction of a sync ends, the
//! rows of a desk that has replayed n events are S(n), with the desk's own events behind these laid on top, one after the other,
//! by the same function that replays all others.** Where nothing of one's own is left, that is S(n), on every desk. It holds since
//!
//! 1. what an event does is a function of the event, of the rows, and of the events before it in the hub's order. The clock, the
//!    desk, and what the desk knows beyond that have no part in it. Two things are at a desk that are not in S(n): its own events
//!    in the log, which [`Replay::is_before`] leaves out until they arrive; and rows that it keeps of what it did too late,
//!    which are *set aside*, and are nowhere for whoever replays;
//! 2. before anything of others is replayed, a desk turns its own events back, so that the rows are S(n) ([`turning_back`]);
//! 3. whether an event is late is decided when it arrives, and then for good. Until then a desk has an opinion of its own events,
//!    which shows in its rows and is logged nowhere;
//! 4. what a desk says to its own late events, and to rows of its own that were joined, are events as others are, made on the
//!    rows as they stand, and only once it has replayed all that the hub has. That something is *taken back* changes no row, since
//!    what it takes back never did, but that a row which was to be added is kept;
//! 5. where nothing of others has come between, own events that arrive are S(n) already: they were made on these rows, or laid
//!    on them.
//!
//! So a sync costs what the desk has not handed in and what came, however long the log and however large the catalogue.

mod arrivals;
mod blobs;
mod groups;
mod hub_state;
mod joining;
mod late;
mod laying;
mod new_writer;
mod reconciling;
mod replaying;
mod rows;
mod serials;
mod turning_back;

pub use arrivals::ArrivedRun;
pub use blobs::{BlobStore, WantedBlobs};
pub use hub_state::HubState;
pub use new_writer::NewWriter;
pub use serials::Numbering;

use super::event::{self, FORMAT};
use super::withdrawn::table_named;
use super::{Catalogue, Deed, Error, Result, View, Writing};
use crate::model::{Conflict, Event, Uid};
use replaying::Replay;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// An event with its number in the order of arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivedEvent {
    /// The number, from 1.
    pub number: u64,
    /// The event.
    pub event: Event,
}

/// A record that is called otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NewName {
    /// Its table.
    pub table: String,
    /// What it was called.
    pub was: String,
    /// What it is called now.
    pub is: String,
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
    /// Records of this desk that turned out to be others'.
    pub joined: Vec<NewName>,
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

    /// Takes over what arrived at the hub, in that order, this desk's own events among them: all of it, or nothing; where a newer
    /// claimbook wrote some of it, all before that. Once nothing more `is_to_come`, the desk says what it has to say.
    pub fn take_in(
        &mut self,
        arrived: &[ArrivedEvent],
        blobs: BlobStore,
        is_to_come: bool,
        deed: &Deed,
    ) -> Result<TakenIn> {
        let next = if is_to_come { NextStep::Wait } else { NextStep::Answer };
        self.write_much(|catalogue| catalogue.write(deed, |writing| writing.take_in(arrived, blobs, next)))
    }

    /// What would come of taking this over, if all that is new here went there after it; nothing is kept.
    pub fn rehearse_take_in(&mut self, arrived: &[ArrivedEvent], blobs: BlobStore, deed: &Deed) -> Result<TakenIn> {
        self.rehearse(deed, |writing| writing.take_in(arrived, blobs, NextStep::AnswerAll))
    }

    /// The events behind these places, by writer; those of writers who are not named are none. What was written in sight of
    /// something else comes after it.
    pub fn events_after(&self, places: &BTreeMap<Uid, u64>) -> Result<Vec<Event>> {
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
        self.view().own_events_after(self.hub_state()?.map_or(0, |state| state.confirmed))
    }

    /// The events of this file's own writer to which this desk may still have something to say, in their order.
    pub fn list_unanswered(&self) -> Result<Vec<Event>> {
        self.view().own_events_after(self.hub_state()?.map_or(0, |state| state.answered))
    }
}

impl View<'_> {
    /// Rows of which the log does not say how they stand, since what this desk did to them came too late, and it has not said
    /// so yet.
    pub(super) fn undecided_rows(self) -> Result<BTreeSet<Uid>> {
        let Some(state) = HubState::read(self.connection)? else { return Ok(BTreeSet::new()) };
        let late =
            self.own_events_after(state.answered)?.into_iter().filter(|event| state.late.contains_key(&event.seq));
        Ok(late.map(|event| event.row).collect())
    }

    /// The events of this file's own writer behind a place of its chain.
    fn own_events_after(self, place: u64) -> Result<Vec<Event>> {
        self.rows(include_str!("own_since.sql"), (self.own_writer()?, place), event::from_row)
    }
}

/// What a desk does once it has replayed events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NextStep {
    /// Nothing: more is to come, in which it may already have said something.
    Wait,
    /// It says what there is to say to its own events that arrived.
    Answer,
    /// As if all of them had arrived.
    AnswerAll,
}

impl Writing<'_> {
    fn take_in(&mut self, arrived: &[ArrivedEvent], blobs: BlobStore, then: NextStep) -> Result<TakenIn> {
        let mut state = HubState::read(self.connection)?
            .ok_or_else(|| Error::Refused("this catalogue does not belong to a hub".to_owned()))?;
        let own = self.view().own_writer()?;
        let mut taken = TakenIn::default();
        let is_newer = |arrived: &&ArrivedEvent| {
            arrived.event.format > Some(FORMAT) || table_named(&arrived.event.entity).is_none()
        };
        taken.newer = arrived.iter().find(is_newer).map(|newer| newer.number);
        let arrived: Vec<&ArrivedEvent> =
            arrived.iter().take_while(|one| taken.newer.is_none_or(|newer| one.number < newer)).collect();
        let mut new = BTreeSet::new();
        for one in &arrived {
            if self.is_new(&one.event)? {
                new.insert(one.number);
                if one.event.writer != own {
                    taken.events += 1;
                    *taken.by.entry(one.event.who.clone()).or_default() += 1;
                }
            }
        }
        self.note_arrivals(&arrived)?;
        let mut replay = Replay::begin(self, blobs, (own, state.confirmed));
        if !new.is_empty() {
            replay.replay_all(&arrived, &new, &mut state)?;
        }
        let confirmed = arrived.iter().filter(|one| one.event.writer == own).map(|one| one.event.seq).max();
        state.confirmed = state.confirmed.max(confirmed.unwrap_or(0));
        state.number = arrived.last().map_or(state.number, |last| last.number);
        if then == NextStep::AnswerAll {
            state.confirmed = state.confirmed.max(state.moved);
        }
        if then != NextStep::Wait && taken.newer.is_none() && state.answered < state.confirmed {
            replay.answer_own(&mut state, &mut taken)?;
        }
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
    fn read_head(&self, writer: Uid) -> Result<(u64, String)> {
        let head =
            self.view().first_row(include_str!("../event/head.sql"), [writer], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(head.unwrap_or_default())
    }
}
