//! What is still to ask of one keeper of records, without the network: in lists, then singly what a list leaves out.

use super::Unchecked;
use super::course::{Course, Source};
use super::heard::make_unchecked;
use super::keepers::RecordSource;
use super::patience::{AfterFailure, Patience, halve, spread, take_one};
use crate::http::{Failure, Fault, Pace};
use crate::model::{Identifier, WorkRecord};
use crate::registry::{Key, Records, Role, Service};
use jiff::Timestamp;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;
use tokio::sync::Notify;

/// One record heard about one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordReply {
    /// What was asked about.
    pub id: Identifier,
    /// The record; none where the service keeps none.
    pub record: Option<WorkRecord>,
    /// Who said so.
    pub service: &'static Service,
    /// When.
    pub asked_at: Timestamp,
    /// SHA-256 of the body that it was read from, lower-case hex.
    pub body_sha256: String,
}

/// One request to make.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Job<K> {
    /// A list, which is a part of one that was halved so often.
    List(Vec<K>, u32),
    /// One alone, which may be what made its list fail.
    Single(K, bool),
}

/// What a job came to.
pub(super) enum Done<K> {
    List(Vec<K>, u32, Result<(Records, Source), Failure>),
    Single(K, Result<Box<(Option<WorkRecord>, Source)>, Failure>),
}

/// Where more questions come from while a run goes on, and who is told what became of each.
pub(super) trait QuestionFeed<K> {
    /// What is to be asked now: in lists, and alone.
    fn take(&self) -> (Vec<K>, Vec<K>);
    /// A record was given.
    fn take_record(&self, key: &K, record: &WorkRecord, source: &Source);
    /// A list left one out.
    fn note_left_out(&self, key: &K);
    /// Asked about it alone, the service keeps no record.
    fn note_no_record(&self, key: &K);
    /// The service could not be asked.
    fn note_failure(&self, key: &K);
    /// The service, which answers about others, could not be asked about this one alone.
    fn note_own_failure(&self, key: &K);
    /// Whether another service could not be asked about it alone either.
    fn is_suspect(&self, key: &K) -> bool;
    /// The service let a list of these time out.
    fn note_late(&self, keys: &[K]);
    /// Whether one that could not be asked in a list is asked alone.
    fn asks_alone(&self) -> bool;
    /// What rings when there may be more; none where nothing comes any more.
    fn bell(&self) -> Option<Rc<Notify>>;
}

/// What is still to ask of one keeper, and what it said.
pub(super) struct RecordShelf<K: 'static> {
    pub(super) asked: RecordSource<K>,
    feed: Option<Box<dyn QuestionFeed<K>>>,
    /// What waits for a list.
    pub(super) waiting: Vec<K>,
    queue: VecDeque<Job<K>>,
    /// Lists under way, and the most of them at once that are not full.
    lists: usize,
    at_once: usize,
    /// Everything that it was asked about.
    all: BTreeSet<K>,
    /// Not settled yet.
    open: BTreeSet<K>,
    patience: Patience,
    replies: Vec<RecordReply>,
    pub(super) unchecked: Vec<Unchecked>,
}

impl<K: Key> RecordShelf<K> {
    /// One that is asked about what is waiting there.
    pub(super) fn new(asked: RecordSource<K>, pace: Pace) -> Self {
        Self {
            asked,
            feed: None,
            waiting: Vec::new(),
            queue: VecDeque::new(),
            lists: 0,
            at_once: pace.at_once,
            all: BTreeSet::new(),
            open: BTreeSet::new(),
            patience: Patience::new(pace),
            replies: Vec::new(),
            unchecked: Vec::new(),
        }
    }

    /// One that gets its questions while the run goes on.
    pub(super) fn with_feed(asked: RecordSource<K>, pace: Pace, feed: Box<dyn QuestionFeed<K>>) -> Self {
        Self { feed: Some(feed), ..Self::new(asked, pace) }
    }

    /// How many things it was asked about.
    pub(super) fn count_asked(&self) -> usize {
        self.all.len()
    }

    fn take_in(&mut self) {
        let (listed, alone) = self.feed.as_ref().map(|feed| feed.take()).unwrap_or_default();
        self.all.extend(listed.iter().chain(&alone).chain(&self.waiting).cloned());
        self.open.extend(listed.iter().chain(&alone).chain(&self.waiting).cloned());
        // What fails at one service by itself probably does at another: it is kept out of lists.
        let asks_alone = self.feed.as_ref().is_some_and(|feed| feed.asks_alone());
        let is_suspect = |key: &K| self.feed.as_ref().is_some_and(|feed| feed.is_suspect(key));
        let (apart, listed): (Vec<K>, Vec<K>) = listed.into_iter().partition(|key| asks_alone && is_suspect(key));
        let alone: Vec<Job<K>> = apart
            .into_iter()
            .chain(alone)
            .map(|key| {
                let suspect = is_suspect(&key);
                Job::Single(key, suspect)
            })
            .collect();
        self.waiting.extend(listed);
        self.queue.extend(alone);
        if self.waiting.is_empty() {
            return;
        }
        let (mut lists, alone) = (self.asked.keeper.batches)(std::mem::take(&mut self.waiting));
        // A list that is not full waits for more while others are under way.
        if self.feed.is_some()
            && self.lists >= self.at_once
            && let Some(rest) = lists.pop()
        {
            self.waiting = rest;
        }
        self.queue.extend(lists.into_iter().map(|list| Job::List(list, 0)));
        self.queue.extend(alone.into_iter().map(|key| Job::Single(key, false)));
    }

    fn take_answer(&mut self, key: K, record: Option<WorkRecord>, source: Source) {
        self.open.remove(&key);
        match (&self.feed, &record) {
            (None, _) => {}
            (Some(feed), Some(record)) => feed.take_record(&key, record, &source),
            (Some(feed), None) => feed.note_no_record(&key),
        }
        let Source { asked_at, body_sha256 } = source;
        let service = self.asked.service;
        self.replies.push(RecordReply { id: key.into(), record, service, asked_at, body_sha256 });
    }

    fn give_up(&mut self, keys: impl IntoIterator<Item = K>, failure: &Failure) {
        for key in keys {
            self.open.remove(&key);
            if let Some(feed) = &self.feed {
                feed.note_failure(&key);
            }
            self.unchecked.push(make_unchecked(key, failure));
        }
    }

    /// What a list leaves out is asked alone where that may say more, by whoever feeds this shelf or at once.
    fn leave_out(&mut self, key: K, source: Source) {
        match (&self.feed, self.asked.keeper.alone.is_some()) {
            (Some(feed), true) => {
                self.open.remove(&key);
                feed.note_left_out(&key);
            }
            (None, true) => self.queue.push_back(Job::Single(key, false)),
            (_, false) => self.take_answer(key, None, source),
        }
    }

    fn ask_singly(&mut self, list: Vec<K>, failure: &Failure) {
        let list = spread(list);
        // What only knows other identifiers is not worth a request for each.
        let is_converter = matches!(self.asked.service.role, Role::Converter(_));
        if is_converter || self.feed.as_ref().is_some_and(|feed| !feed.asks_alone()) {
            return self.give_up(list, failure);
        }
        list.into_iter().rev().for_each(|key| self.queue.push_front(Job::Single(key, true)));
    }

    fn list_failed(&mut self, mut list: Vec<K>, parts: u32, failure: &Failure) {
        if let Some(feed) = self.feed.as_ref().filter(|_| failure.fault == Fault::Timeout) {
            feed.note_late(&list);
        }
        match self.patience.list_failed(list.len(), parts, failure) {
            AfterFailure::Leave => self.give_up(list, failure),
            AfterFailure::Halves(probe) => {
                if probe && let Some(one) = take_one(&mut list) {
                    self.queue.push_front(Job::List(vec![one], parts + 1));
                }
                // Behind the other lists, so that it shows first whether those are answered.
                let at = self.queue.iter().rposition(|job| matches!(job, Job::List(..))).map_or(0, |at| at + 1);
                for half in halve(list).into_iter().rev() {
                    self.queue.insert(at, Job::List(half, parts + 1));
                }
            }
            AfterFailure::Singly => self.ask_singly(list, failure),
        }
    }
}

impl<K: Key> Course for RecordShelf<K> {
    type Job = Job<K>;
    type Done = Done<K>;
    type Reply = RecordReply;

    fn next(&mut self) -> Option<Job<K>> {
        self.take_in();
        if let Some(failure) = self.patience.is_out() {
            let waiting = std::mem::take(&mut self.waiting);
            self.give_up(waiting, &failure);
            for job in std::mem::take(&mut self.queue) {
                match job {
                    Job::List(list, _) => self.give_up(list, &failure),
                    Job::Single(key, _) => self.give_up([key], &failure),
                }
            }
        }
        loop {
            let next = if self.patience.is_in_doubt() { self.queue.pop_back() } else { self.queue.pop_front() };
            match next? {
                Job::List(list, _) if let Some(failure) = self.patience.is_out_for_lists() => {
                    self.ask_singly(list, &failure);
                }
                job => {
                    self.lists += usize::from(matches!(job, Job::List(..)));
                    return Some(job);
                }
            }
        }
    }

    fn settle(&mut self, done: Done<K>) {
        self.lists = self.lists.saturating_sub(usize::from(matches!(done, Done::List(..))));
        match done {
            Done::List(list, _, Ok((records, source))) => {
                self.patience.list_answered(list.len());
                for (key, record) in list.into_iter().zip(records) {
                    match record {
                        None => self.leave_out(key, source.clone()),
                        record => self.take_answer(key, record, source.clone()),
                    }
                }
            }
            Done::List(list, parts, Err(failure)) => self.list_failed(list, parts, &failure),
            Done::Single(key, Ok(answer)) => {
                self.patience.note_single_answer();
                let (record, source) = *answer;
                self.take_answer(key, record, source);
            }
            Done::Single(key, Err(failure)) => {
                if self.patience.has_answered()
                    && let Some(feed) = &self.feed
                {
                    feed.note_own_failure(&key);
                }
                self.patience.note_single_failure(&failure);
                self.give_up([key], &failure);
            }
        }
    }

    fn replies(&mut self) -> &mut Vec<RecordReply> {
        &mut self.replies
    }

    fn count_left_open(&self) -> usize {
        self.unchecked.len()
    }

    fn counts(&self) -> Option<(usize, usize)> {
        self.feed.as_ref().map(|_| (self.all.len(), self.all.len() - self.open.len()))
    }

    fn leave_all(&mut self, failure: &Failure) {
        self.queue.clear();
        let open = std::mem::take(&mut self.open);
        // Whoever feeds it knows what is open.
        if self.feed.is_none() {
            self.give_up(open, failure);
        }
    }

    fn bell(&self) -> Option<Rc<Notify>> {
        self.feed.as_ref()?.bell()
    }
}

#[cfg(test)]
mod tests;
