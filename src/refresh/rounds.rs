//! A run under way: every service at once, each at its own pace, so that a slow one never holds up another, and each for what it
//! knows, whatever became of another. What doi.org says decides which agency is asked; where it does not say, one agency after the
//! other is asked, for they know their own DOIs without it.

use super::course::{Halted, run, run_all};
use super::doubts::Doubts;
use super::keepers::{RecordSource, converters, indices, reserves};
use super::outside::{OutsideWorld, WatchedTransport};
use super::watch::{RunState, Stop, Watch};
use super::whole::{DoiOutcomes, Outcomes, find_landing_pages, select_for_indices};
use super::{
    CheckOutcome, CheckPlan, FULL_TEXTS, LANDING_PAGES, Questions, RecordReply, Replies, ServiceOutcome, Sink,
};
use super::{candidates, full_texts, pages, records};
use crate::http::Transport;
use crate::model::{Doi, Identifier, PageUrl, Pmcid, Pmid, Uid};
use crate::registry::{Key, Service, crossref, europe_pmc, page};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;
use tokio::time::Instant;

/// Asks everybody about what is due, and hands what is heard to `sink` as it arrives, none held back longer than a second.
///
/// # Errors
/// When the sink fails, or no runtime can be made. That the network fails is no error: it is in the outcome.
pub fn ask<T, E>(
    questions: Questions,
    check_plan: &CheckPlan,
    transport: T,
    watch: &mut dyn Watch,
    sink: &mut Sink<'_, E>,
) -> Result<CheckOutcome, Halted<E>>
where
    T: Transport + 'static,
{
    let (run_state, outside) = (RunState::default(), Rc::new(OutsideWorld::from_plan(check_plan)));
    let transport = Rc::new(WatchedTransport::new(transport, outside.clone()));
    let mut ending = |replies: Replies| {
        if check_plan.ends_at.is_some_and(|ends_at| ends_at.is_among(&replies)) {
            run_state.end(Stop::Failed);
        }
        sink(replies)
    };
    let run_under_way =
        CheckRun { check_plan, transport, outside, run_state: &run_state, sink: RefCell::new(&mut ending) };
    run(async {
        let started = Instant::now();
        tokio::select! {
            check_outcome = run_under_way.ask_everybody(questions) => {
                check_outcome.map(|outcome| CheckOutcome { took: started.elapsed(), ..outcome })
            }
            () = run_state.show_to(watch, check_plan.deadline) => Ok(CheckOutcome::default()), // it never ends by itself
        }
    })
}

/// One run under way.
pub(super) struct CheckRun<'r, 's, T, E> {
    pub(super) check_plan: &'r CheckPlan,
    pub(super) transport: Rc<T>,
    outside: Rc<OutsideWorld>,
    pub(super) run_state: &'r RunState,
    pub(super) sink: RefCell<&'r mut Sink<'s, E>>,
}

/// Work that is done beside other work of the run.
pub(super) type PendingOutcome<'f, E> = Pin<Box<dyn Future<Output = Result<(&'static str, ServiceOutcome), E>> + 'f>>;

impl<T: Transport + 'static, E> CheckRun<'_, '_, T, E> {
    async fn ask_everybody(&self, questions: Questions) -> Result<CheckOutcome, E> {
        let (of_dois, literature, search, pages, full_texts) = tokio::join!(
            self.ask_dois_and_landing(&questions),
            self.ask_literature(select_for_indices(&questions), &questions.pmids),
            self.search_candidates(questions.unidentified.clone()),
            self.ask_pages(questions.pages.clone()),
            self.ask_full_texts(questions.full_texts.clone())
        );
        let DoiOutcomes { outcomes: mut services, without_agency, stand_ins, asked, .. } = of_dois?;
        services.extend(literature?);
        let new: BTreeSet<Doi> = asked.difference(&questions.dois).cloned().collect();
        if !new.is_empty() {
            let pmids = new.iter().filter_map(|doi| {
                let pmid = stand_ins.originals_of(doi).find_map(|short| questions.pmids.get(short))?;
                Some((doi.clone(), pmid.clone()))
            });
            let pmids = pmids.collect();
            let more = self.ask_literature(new.into_iter().map(Identifier::Doi).collect(), &pmids).await?;
            more.into_iter().for_each(|(name, outcome)| add_outcome(&mut services, name, outcome));
        }
        services.push((page::NAME, self.settle_doubts(pages?)?));
        services.push((FULL_TEXTS, full_texts?));
        Ok(CheckOutcome {
            services,
            without_agency,
            stand_ins,
            search: search?,
            stopped: self.run_state.stop(),
            took: Duration::ZERO,
        })
    }

    /// Asks pages. What is in doubt is given back, until the services have shown whether there is a way out.
    async fn ask_pages(&self, pages: BTreeSet<PageUrl>) -> Result<(ServiceOutcome, Doubts), E> {
        let plan = self.check_plan.plan_pages();
        let mut sink = |batch| (self.sink.borrow_mut())(Replies::Pages(batch));
        pages::ask(pages, &plan, &self.outside, self.transport.clone(), self.run_state, &mut sink).await
    }

    /// Asks for full texts.
    async fn ask_full_texts(&self, due: BTreeSet<Pmcid>) -> Result<ServiceOutcome, E> {
        let Some(plan) = self.check_plan.plan_records(&europe_pmc::SERVICE) else {
            return Ok(ServiceOutcome::default());
        };
        let mut sink = |batch| (self.sink.borrow_mut())(Replies::FullTexts(batch));
        full_texts::ask(due, plan, self.transport.clone(), self.run_state, &mut sink).await
    }

    fn settle_doubts(&self, (mut outcome, doubts): (ServiceOutcome, Doubts)) -> Result<ServiceOutcome, E> {
        let believed = doubts.settle(&mut outcome);
        if !believed.is_empty() {
            (self.sink.borrow_mut())(Replies::Pages(believed))?;
        }
        Ok(outcome)
    }

    /// Asks about DOIs, then about the pages that they lead to.
    async fn ask_dois_and_landing(&self, questions: &Questions) -> Result<DoiOutcomes, E> {
        let mut found = self.ask_about_dois(questions).await?;
        if self.check_plan.existence {
            let landing = match questions.landing {
                true => find_landing_pages(&found.asked, &found.known),
                false => BTreeSet::new(),
            };
            let pages = self.settle_doubts(self.ask_pages(landing).await?)?;
            found.outcomes.push((LANDING_PAGES, pages));
        }
        Ok(found)
    }

    /// The services of this run.
    pub(super) fn services(&self) -> &'static [Service] {
        self.check_plan.bases.services()
    }

    /// Asks every index; then the reserve about what none of them has, and the converters about what they could not be asked.
    async fn ask_literature(&self, asked: BTreeSet<Identifier>, pmids: &BTreeMap<Doi, Pmid>) -> Result<Outcomes, E> {
        if !self.check_plan.records {
            return Ok(Outcomes::new());
        }
        let (absent, found) = (RefCell::<BTreeSet<Identifier>>::default(), RefCell::<BTreeSet<Identifier>>::default());
        let note = |batch: &[RecordReply]| {
            for heard in batch {
                let list = if heard.record.is_some() { &found } else { &absent };
                list.borrow_mut().insert(heard.id.clone());
            }
        };
        let asking = indices(self.services())
            .map(|index| Box::pin(self.ask_noting(index, asked.clone(), &note)) as PendingOutcome<'_, E>);
        let outcomes: Result<Outcomes, E> = run_all(asking.collect()).await.into_iter().collect();
        let mut outcomes = outcomes?;
        let (mut untold, found) = (absent.take(), found.take());
        let open: BTreeSet<Identifier> =
            outcomes.iter().flat_map(|(_, o)| &o.unchecked).map(|u| u.id.clone()).collect();
        untold.extend(open.iter().cloned());
        let pmid_of = |id: &Identifier| match id {
            Identifier::Pmid(pmid) => Some(pmid.clone()),
            Identifier::Doi(doi) => pmids.get(doi).cloned(),
            _ => None,
        };
        let missing = RefCell::new(untold.difference(&found).filter_map(pmid_of).collect::<BTreeSet<Pmid>>());
        let unasked = open.difference(&found).filter_map(Identifier::doi).filter(|doi| !pmids.contains_key(doi));
        let unasked: BTreeSet<Doi> = unasked.cloned().collect();
        // What the converters know of them is what the reserve is asked by.
        let converted = |batch: &[RecordReply]| {
            let items = batch.iter().filter_map(|h| Some(&h.record.as_ref()?.metadata.item));
            missing.borrow_mut().extend(items.filter_map(|item| item.pmid.as_deref()?.parse::<Pmid>().ok()));
        };
        let mut of_converters = Outcomes::new();
        for converter in converters(self.services()) {
            of_converters.push(self.ask_noting(converter, unasked.clone(), &converted).await?);
        }
        let missing = missing.take();
        for reserve in reserves(self.services()) {
            outcomes.push(self.ask_noting(reserve, missing.clone(), &|_| ()).await?);
        }
        outcomes.extend(of_converters);
        Ok(outcomes)
    }

    async fn search_candidates(&self, printed: BTreeMap<Uid, String>) -> Result<ServiceOutcome, E> {
        let Some(plan) = self.check_plan.plan_records(&crossref::SERVICE) else { return Ok(ServiceOutcome::default()) };
        let mut sink = |batch| (self.sink.borrow_mut())(Replies::Candidates(batch));
        candidates::ask(printed, plan, self.transport.clone(), self.run_state, &mut sink).await
    }

    /// Asks one service for records, and lets `note` see what is heard before it is handed on.
    pub(super) async fn ask_noting<K: Key>(
        &self,
        source: RecordSource<K>,
        keys: BTreeSet<K>,
        note: &dyn Fn(&[RecordReply]),
    ) -> Result<(&'static str, ServiceOutcome), E> {
        let name = source.service.name;
        let Some(plan) = self.check_plan.plan_records(source.service) else {
            return Ok((name, ServiceOutcome::default()));
        };
        let mut sink = |batch: Vec<RecordReply>| {
            note(&batch);
            (self.sink.borrow_mut())(Replies::Records(batch))
        };
        let outcome = records::ask(source, keys, plan, self.transport.clone(), self.run_state, &mut sink).await?;
        Ok((name, outcome))
    }
}

/// Adds what became of asking a service to what became of it before in this run.
pub(super) fn add_outcome(outcomes: &mut Outcomes, name: &'static str, outcome: ServiceOutcome) {
    match outcomes.iter_mut().find(|(known, _)| *known == name) {
        Some((_, before)) => before.add(outcome),
        None => outcomes.push((name, outcome)),
    }
}
