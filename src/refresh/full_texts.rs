//! Which works' full texts are open, and what do they say? Asked one by one: each is long.

use super::course::{Clock, Course, Source, drive};
use super::heard::make_unchecked;
use super::patience::Patience;
use super::records::RecordPlan;
use super::watch::RunState;
use super::{FULL_TEXTS, ServiceOutcome, Unchecked};
use crate::http::{Failure, Fault, Transport};
use crate::model::{Identifier, Pmcid};
use crate::registry::europe_pmc::full_text::{FullTextXml, build_request, read_full_text};
use jiff::Timestamp;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

/// What was heard about one full text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullTextReply {
    /// The article in PubMed Central.
    pub pmcid: Pmcid,
    /// Its text; none where it is not open.
    pub full_text: Option<FullTextXml>,
    /// When.
    pub asked_at: Timestamp,
    /// SHA-256 of the body, lower-case hex.
    pub body_sha256: String,
}

/// How many are asked for at once.
const AT_ONCE: usize = 2;

/// Asks for full texts, and hands each to `sink` as it comes.
pub(super) async fn ask<T, E>(
    due: BTreeSet<Pmcid>,
    plan: RecordPlan,
    transport: Rc<T>,
    run_state: &RunState,
    sink: &mut dyn FnMut(Vec<FullTextReply>) -> Result<(), E>,
) -> Result<ServiceOutcome, E>
where
    T: Transport + 'static,
{
    if plan.offline {
        let failure = Failure::new(Fault::Offline, FULL_TEXTS, "was not asked: this run is offline");
        return Ok(ServiceOutcome::open(due.into_iter().map(Identifier::Pmcid).collect(), 0, &failure));
    }
    let mut outcome = ServiceOutcome { asked: due.len(), ..ServiceOutcome::default() };
    if due.is_empty() {
        return Ok(outcome);
    }
    let progress = run_state.add_service(FULL_TEXTS, due.len());
    let mut shelf = TextShelf { queue: due.into_iter().collect(), ..TextShelf::default() };
    let (clock, plan) = (Clock::from(plan.now), Rc::new(plan));
    let carry_out = |pmcid| carry_out(transport.clone(), plan.clone(), clock, pmcid);
    outcome.answered = drive(&mut shelf, AT_ONCE, carry_out, &progress, sink).await?;
    outcome.unchecked = shelf.unchecked;
    Ok(outcome)
}

type FullTextAnswerSent = Result<(Option<FullTextXml>, Source), Failure>;

async fn carry_out<T: Transport>(
    transport: Rc<T>,
    plan: Rc<RecordPlan>,
    clock: Clock,
    pmcid: Pmcid,
) -> (Pmcid, FullTextAnswerSent) {
    let sent = transport.send(build_request(&plan.base, &pmcid)).await;
    (pmcid, sent.and_then(|r| Ok((read_full_text(&r)?, Source::from_response(&r, clock)))))
}

/// What is still to ask for, and what came.
#[derive(Default)]
struct TextShelf {
    queue: VecDeque<Pmcid>,
    under_way: Vec<Pmcid>,
    patience: Patience,
    replies: Vec<FullTextReply>,
    unchecked: Vec<Unchecked>,
}

impl TextShelf {
    fn leave_open(&mut self, left: impl IntoIterator<Item = Pmcid>, failure: &Failure) {
        self.unchecked.extend(left.into_iter().map(|pmcid| make_unchecked(Identifier::Pmcid(pmcid), failure)));
    }
}

impl Course for TextShelf {
    type Job = Pmcid;
    type Done = (Pmcid, FullTextAnswerSent);
    type Reply = FullTextReply;

    fn next(&mut self) -> Option<Pmcid> {
        if let Some(failure) = self.patience.is_out() {
            let left = std::mem::take(&mut self.queue);
            self.leave_open(left, &failure);
        }
        let pmcid = self.queue.pop_front()?;
        self.under_way.push(pmcid.clone());
        Some(pmcid)
    }

    fn settle(&mut self, (pmcid, sent): Self::Done) {
        self.under_way.retain(|asked| *asked != pmcid);
        match sent {
            Ok((full_text, Source { asked_at, body_sha256 })) => {
                self.patience.note_single_answer();
                self.replies.push(FullTextReply { pmcid, full_text, asked_at, body_sha256 });
            }
            Err(failure) => {
                self.patience.note_single_failure(&failure);
                self.leave_open([pmcid], &failure);
            }
        }
    }

    fn replies(&mut self) -> &mut Vec<FullTextReply> {
        &mut self.replies
    }

    fn count_left_open(&self) -> usize {
        self.unchecked.len()
    }

    fn leave_all(&mut self, failure: &Failure) {
        let left: Vec<Pmcid> =
            std::mem::take(&mut self.queue).into_iter().chain(std::mem::take(&mut self.under_way)).collect();
        self.leave_open(left, failure);
    }
}
