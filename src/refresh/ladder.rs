//! What is asked of doi.org, without the network: doiRA in lists, the handle API one by one.

use super::course::{Course, Source};
use super::heard::ExistenceReply;
use super::inquiry::{AskDoiOrg, Shared};
use super::patience::{AfterFailure, Patience, halve, spread, take_one};
use crate::http::{Failure, Pace};
use crate::model::Doi;
use crate::registry::doi_org::{self, Agency, Record};
use std::collections::VecDeque;
use std::rc::Rc;
use tokio::sync::Notify;

/// One request to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Job {
    /// Ask doiRA about a list, which is a part of one that was halved so often.
    Agencies(Vec<Doi>, u32),
    /// Ask the handle API about one; the second time past the caches.
    Record(Doi, bool),
}

/// What a job came to.
pub(super) enum Done {
    /// A list: what doiRA says of each.
    Agencies(Vec<Doi>, u32, Result<(Vec<Agency>, Source), Failure>),
    /// One record.
    Record(Doi, bool, Result<(Record, Source), Failure>),
}

/// What is asked of doi.org in an inquiry.
pub(super) struct Ladder {
    inquiry: Shared,
    /// DOIs in one list, and lists under way at once that are not full.
    list: usize,
    at_once: usize,
    under_way: usize,
    for_lists: Vec<Doi>,
    queue: VecDeque<Job>,
    patience: Patience,
    /// Heard and not yet handed out.
    replies: Vec<ExistenceReply>,
}

impl Ladder {
    /// A ladder that asks what an inquiry wants to know of doi.org, in lists of `list`.
    pub(super) fn new(inquiry: Shared, list: usize, pace: Pace) -> Self {
        let (for_lists, queue, replies) = (Vec::new(), VecDeque::new(), Vec::new());
        let (at_once, patience) = (pace.at_once, Patience::new(pace));
        Self { inquiry, list, at_once, under_way: 0, for_lists, queue, patience, replies }
    }

    fn take_in(&mut self) {
        let mut inquiry = self.inquiry.borrow_mut();
        self.replies.append(&mut inquiry.replies);
        for ask in inquiry.take_for_doi_org() {
            match ask {
                AskDoiOrg::Agency(doi) => self.for_lists.push(doi),
                AskDoiOrg::Record(doi) => self.queue.push_back(Job::Record(doi, false)),
            }
        }
    }

    /// Makes lists of what waits for them. One that is not full waits for more while others are under way.
    fn form_lists(&mut self) {
        let waiting = std::mem::take(&mut self.for_lists);
        let (apart, waiting): (Vec<Doi>, Vec<Doi>) =
            waiting.into_iter().partition(|doi| self.inquiry.borrow().is_suspect(doi));
        self.queue.extend(apart.into_iter().map(|doi| Job::Agencies(vec![doi], 0)));
        let mut lists = doi_org::split_into_lists(waiting, self.list);
        if self.under_way >= self.at_once
            && let Some(rest) = lists.pop_if(|list| list.len() < self.list)
        {
            self.for_lists = rest;
        }
        self.queue.extend(lists.into_iter().map(|list| Job::Agencies(list, 0)));
    }

    /// Leaves all that is queued unasked.
    fn ask_no_more(&mut self, failure: &Failure) {
        let mut inquiry = self.inquiry.borrow_mut();
        self.for_lists.drain(..).for_each(|doi| inquiry.note_no_agency(&doi, failure));
        for job in self.queue.drain(..) {
            match job {
                Job::Agencies(list, _) => list.iter().for_each(|doi| inquiry.note_no_agency(doi, failure)),
                Job::Record(doi, _) => inquiry.note_no_handle(&doi, failure),
            }
        }
    }

    fn list_failed(&mut self, mut list: Vec<Doi>, parts: u32, failure: &Failure) {
        match self.patience.list_failed(list.len(), parts, failure) {
            AfterFailure::Leave => {
                let mut inquiry = self.inquiry.borrow_mut();
                list.iter().for_each(|doi| inquiry.note_out_of_reach(doi, failure));
            }
            AfterFailure::Singly => self.note_no_agency(&list, failure),
            AfterFailure::Halves(probe) => {
                if probe && let Some(one) = take_one(&mut list) {
                    self.queue.push_front(Job::Agencies(vec![one], parts + 1));
                }
                // Behind the other lists, so that it shows first whether those are answered.
                let at = self.queue.iter().rposition(|job| matches!(job, Job::Agencies(..))).map_or(0, |at| at + 1);
                for half in halve(list).into_iter().rev() {
                    self.queue.insert(at, Job::Agencies(half, parts + 1));
                }
            }
        }
    }

    fn note_no_agency(&self, list: &[Doi], failure: &Failure) {
        let mut inquiry = self.inquiry.borrow_mut();
        spread(list.to_vec()).iter().for_each(|doi| inquiry.note_no_agency(doi, failure));
    }
}

impl Course for Ladder {
    type Job = Job;
    type Done = Done;
    type Reply = ExistenceReply;

    fn next(&mut self) -> Option<Job> {
        self.take_in();
        while let Some(failure) = self.patience.is_out() {
            self.ask_no_more(&failure);
            self.take_in(); // what was to be asked of doiRA is asked of the handle API instead
            if self.queue.is_empty() && self.for_lists.is_empty() {
                return None;
            }
        }
        self.form_lists();
        loop {
            let next = if self.patience.is_in_doubt() { self.queue.pop_back() } else { self.queue.pop_front() };
            match next? {
                Job::Agencies(list, _) if let Some(failure) = self.patience.is_out_for_lists() => {
                    self.note_no_agency(&list, &failure);
                    self.take_in();
                    self.form_lists();
                }
                job => {
                    self.under_way += usize::from(matches!(job, Job::Agencies(..)));
                    return Some(job);
                }
            }
        }
    }

    fn settle(&mut self, done: Done) {
        match done {
            Done::Agencies(list, parts, said) => {
                self.under_way = self.under_way.saturating_sub(1);
                match said {
                    Ok((agencies, source)) => {
                        self.patience.list_answered(list.len());
                        let mut inquiry = self.inquiry.borrow_mut();
                        list.iter().zip(agencies).for_each(|(doi, agency)| inquiry.note_agency(doi, agency, &source));
                    }
                    Err(failure) => self.list_failed(list, parts, &failure),
                }
            }
            Done::Record(doi, past_caches, Ok((record, source))) => {
                self.patience.note_single_answer();
                match record {
                    Record::Absent if !past_caches => self.queue.push_front(Job::Record(doi, true)),
                    record => self.inquiry.borrow_mut().note_record(&doi, record, &source),
                }
            }
            Done::Record(doi, _, Err(failure)) => {
                if self.patience.has_answered() {
                    self.inquiry.borrow_mut().suspect_case(&doi);
                }
                self.patience.note_single_failure(&failure);
                self.inquiry.borrow_mut().note_no_handle(&doi, &failure);
            }
        }
        self.take_in();
    }

    fn replies(&mut self) -> &mut Vec<ExistenceReply> {
        &mut self.replies
    }

    fn counts(&self) -> Option<(usize, usize)> {
        Some(self.inquiry.borrow().count_at_doi_org())
    }

    fn count_left_open(&self) -> usize {
        0
    }

    /// The inquiry itself knows what is open.
    fn leave_all(&mut self, _: &Failure) {
        self.take_in();
    }

    fn bell(&self) -> Option<Rc<Notify>> {
        self.inquiry.borrow().bell()
    }
}

#[cfg(test)]
mod tests;
