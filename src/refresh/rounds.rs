//! A run under way: every service at once, each at its own pace, so that a slow one never holds up another, and each for what it
//! knows, whatever became of another. What doi.org says decides which agency is asked; where it does not say, one agency after the
//! other is asked, for they know their own DOIs without it.

use super::course::{Halted, all_of, run};
use super::doubts::Doubts;
use super::keepers::{RecordSource, Registrar, converters, indices, registrars, reserves};
use super::outside::{Outside, Witness};
use super::stand_ins::{StandIns, find_open, find_stand_in};
use super::watch::{RunState, Watch};
use super::whole::{ByAgency, Outcomes, find_landing_pages, select_for_indices};
use super::{
    CheckOutcome, CheckPlan, ExistenceReply, Known, LANDING_PAGES, Outcome, Questions, RecordReply, Replies, Sink,
    WithoutAgency,
};
use super::{candidates, existence, pages, records};
use crate::http::Transport;
use crate::model::{Doi, DoiState, Identifier, PageUrl, Pmid, Uid};
use crate::registry::{Key, Service, crossref, doi_org, page};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

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
    let (run_state, outside) = (RunState::default(), Rc::new(Outside::from_plan(check_plan)));
    let transport = Rc::new(Witness::new(transport, outside.clone()));
    let run_under_way = Run { check_plan, transport, outside, run_state: &run_state, sink: RefCell::new(sink) };
    run(async {
        tokio::select! {
            check_outcome = run_under_way.ask_everybody(questions) => check_outcome,
            () = run_state.show_to(watch) => Ok(CheckOutcome::default()), // it never ends by itself
        }
    })
}

/// One run under way.
struct Run<'r, 's, T, E> {
    check_plan: &'r CheckPlan,
    transport: Rc<T>,
    outside: Rc<Outside>,
    run_state: &'r RunState,
    sink: RefCell<&'r mut Sink<'s, E>>,
}

/// Work that is done beside other work of the run.
type PendingOutcome<'f, E> = Pin<Box<dyn Future<Output = Result<(&'static str, Outcome), E>> + 'f>>;

/// What came of asking doi.org and the agencies.
#[derive(Default)]
struct DoiOutcomes {
    outcomes: Outcomes,
    without_agency: Vec<WithoutAgency>,
    stand_ins: StandIns,
    /// What is asked about in place of other DOIs, and was no question before.
    new: BTreeSet<Doi>,
}

impl<T: Transport + 'static, E> Run<'_, '_, T, E> {
    async fn ask_everybody(&self, questions: Questions) -> Result<CheckOutcome, E> {
        let (of_dois, literature, search, pages) = tokio::join!(
            self.ask_about_dois(&questions),
            self.ask_literature(select_for_indices(&questions), &questions.pmids),
            self.search_candidates(questions.unidentified.clone()),
            self.ask_pages(questions.pages.clone())
        );
        let DoiOutcomes { outcomes: mut services, without_agency, stand_ins, new } = of_dois?;
        services.extend(literature?);
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
        Ok(CheckOutcome { services, without_agency, stand_ins, search: search?, stopped: self.run_state.is_stopped() })
    }

    /// Asks pages. What is in doubt is given back, until the services have shown whether there is a way out.
    async fn ask_pages(&self, pages: BTreeSet<PageUrl>) -> Result<(Outcome, Doubts), E> {
        let plan = self.check_plan.plan_pages();
        let mut sink = |batch| (self.sink.borrow_mut())(Replies::Pages(batch));
        pages::ask(pages, &plan, &self.outside, self.transport.clone(), self.run_state, &mut sink).await
    }

    fn settle_doubts(&self, (mut outcome, doubts): (Outcome, Doubts)) -> Result<Outcome, E> {
        let believed = doubts.settle(&mut outcome);
        if !believed.is_empty() {
            (self.sink.borrow_mut())(Replies::Pages(believed))?;
        }
        Ok(outcome)
    }

    /// Asks doi.org; gives what it said now and before, where what it said leads on to others.
    async fn ask_existence(
        &self,
        dois: BTreeSet<Doi>,
        before: Rc<Known>,
        led_on: bool,
    ) -> Result<(Outcome, Rc<Known>), E> {
        let Some(mut plan) = self.check_plan.plan_existence() else { return Ok((Outcome::default(), before)) };
        plan.known = before;
        let mut heard = Known::new();
        let mut sink = |batch: Vec<ExistenceReply>| {
            if led_on {
                heard.extend(batch.iter().map(|h| (h.doi.clone(), (h.answer.clone(), h.asked_at))));
            }
            (self.sink.borrow_mut())(Replies::Existence(batch))
        };
        let outcome = existence::ask(dois, &plan, self.transport.clone(), self.run_state, &mut sink).await?;
        if heard.is_empty() {
            return Ok((outcome, plan.known));
        }
        let before = plan.known.iter().filter(|(doi, _)| !heard.contains_key(doi));
        let before: Vec<_> = before.map(|(doi, said)| (doi.clone(), said.clone())).collect();
        heard.extend(before);
        Ok((outcome, Rc::new(heard)))
    }

    /// Asks doi.org, then every agency about the DOIs that it registered, and the pages that they lead to.
    async fn ask_about_dois(&self, questions: &Questions) -> Result<DoiOutcomes, E> {
        if !self.check_plan.existence {
            return Ok(DoiOutcomes::default());
        }
        let short = questions.dois.iter().any(Doi::is_short);
        let led_on = self.check_plan.records || questions.landing || short || !questions.cut.is_empty();
        let (mut outcome, mut known) =
            self.ask_existence(questions.dois.clone(), self.check_plan.known.clone(), led_on).await?;
        let mut stand_ins = StandIns::default();
        let mut tried = BTreeSet::new();
        // What a DOI stands for is asked about like any other, and may itself stand for another.
        loop {
            let more = if led_on { find_open(&questions.dois, &questions.cut, &known) } else { BTreeMap::new() };
            more.iter().for_each(|(doi, other)| stand_ins.note(doi, other));
            // Without an answer, the same question again would be no better.
            let more: BTreeSet<Doi> = more.into_values().filter(|doi| tried.insert(doi.clone())).collect();
            if more.is_empty() {
                break;
            }
            let (further, now) = self.ask_existence(more, known, true).await?;
            known = now;
            outcome.add(further);
        }
        let mut asked = BTreeSet::new();
        for doi in &questions.dois {
            let other = find_stand_in(doi, questions.cut.contains(doi), &known);
            stand_ins.note(doi, &other);
            asked.insert(other);
        }
        let new: BTreeSet<Doi> = asked.difference(&questions.dois).cloned().collect();
        let landing = match questions.landing {
            true => find_landing_pages(&asked, &known),
            false => BTreeSet::new(),
        };
        let mut outcomes = vec![(doi_org::SERVICE.name, outcome)];
        let (agencies, pages) = tokio::join!(
            self.ask_agencies(asked, questions, &known, &mut outcomes, &mut stand_ins),
            self.ask_pages(landing)
        );
        let without_agency = agencies?;
        outcomes.push((LANDING_PAGES, self.settle_doubts(pages?)?));
        Ok(DoiOutcomes { outcomes, without_agency, stand_ins, new })
    }

    /// Asks the agencies about these DOIs; gives those that none could be asked about.
    async fn ask_agencies(
        &self,
        dois: BTreeSet<Doi>,
        questions: &Questions,
        known: &Rc<Known>,
        outcomes: &mut Outcomes,
        stand_ins: &mut StandIns,
    ) -> Result<Vec<WithoutAgency>, E> {
        if !self.check_plan.records {
            return Ok(Vec::new());
        }
        let (mut by_agency, mut without) = self.check_plan.group_by_agency(&dois, known);
        let mut unknown = BTreeSet::new();
        if !self.check_plan.offline {
            // A short DOI is known at doi.org alone.
            let is_open = |w: &mut WithoutAgency| {
                w.source == doi_org::SERVICE.name && !is_dead(&w.doi, known) && !w.doi.is_short()
            };
            unknown.extend(without.extract_if(.., is_open).map(|w| w.doi));
        }
        let cut: Vec<Doi> = unknown.intersection(&questions.cut).cloned().collect();
        for doi in cut {
            for part in doi.shorter() {
                stand_ins.note(&doi, &part);
                unknown.insert(part);
            }
        }
        for WithoutAgency { doi, reason, .. } in &mut without {
            // Why doi.org could not be asked says more than that it has not said.
            let open = outcomes.iter().flat_map(|(_, outcome)| &outcome.unchecked).find(|u| u.id.doi() == Some(doi));
            if let Some(open) = open {
                *reason = open.reason.clone();
            }
        }
        let open = self.share_out(unknown, &mut by_agency);
        let held: RefCell<BTreeSet<Doi>> = RefCell::default();
        let note = |batch: &[RecordReply]| {
            let known = batch.iter().filter(|h| h.record.is_some());
            held.borrow_mut().extend(known.filter_map(|h| h.id.doi().cloned()));
        };
        let asked = registrars(self.services()).filter_map(|registrar| {
            let dois = by_agency.remove(registrar.agency).filter(|dois| !dois.is_empty())?;
            Some(Box::pin(self.ask_noting(registrar.source, dois, &note)) as PendingOutcome<'_, E>)
        });
        for done in all_of(asked.collect()).await {
            let (name, outcome) = done?;
            add_outcome(outcomes, name, outcome);
        }
        let (mut rest, mut before) = (open, Vec::new());
        for Registrar { source, .. } in registrars(self.services()) {
            if !before.is_empty() {
                let known = held.take();
                rest.retain(|doi| !known.contains(doi));
                if rest.is_empty() {
                    break;
                }
                let (name, outcome) = self.ask_noting(source, rest.clone(), &note).await?;
                add_outcome(outcomes, name, outcome);
                // What this agency keeps is no question to those who were asked before.
                let earlier = outcomes.iter_mut().filter(|(name, _)| before.contains(name));
                let kept = |doi: &Doi| held.borrow().contains(doi);
                earlier.for_each(|(_, o)| o.unchecked.retain(|u| !u.id.doi().is_some_and(kept)));
            }
            before.push(source.service.name);
        }
        Ok(without)
    }

    /// The services of this run.
    fn services(&self) -> &'static [Service] {
        self.check_plan.bases.services()
    }

    /// Gives DOIs of unknown agencies to the agency that keeps a record which still holds, for the others would be asked in vain. The
    /// first agency gets the rest, which is given back.
    fn share_out(&self, mut unknown: BTreeSet<Doi>, by_agency: &mut ByAgency) -> BTreeSet<Doi> {
        for Registrar { agency, source } in registrars(self.services()).rev() {
            let plan = self.check_plan.plan_records(source.service);
            let has_record = |doi: &Doi| plan.as_ref().is_some_and(|plan| plan.has_record(&doi.clone().into()));
            by_agency.entry(agency).or_default().extend(unknown.extract_if(.., |doi| has_record(doi)));
        }
        if let Some(first) = registrars(self.services()).next() {
            by_agency.entry(first.agency).or_default().extend(unknown.iter().cloned());
        }
        unknown
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
        let outcomes: Result<Outcomes, E> = all_of(asking.collect()).await.into_iter().collect();
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

    async fn search_candidates(&self, printed: BTreeMap<Uid, String>) -> Result<Outcome, E> {
        let Some(plan) = self.check_plan.plan_records(&crossref::SERVICE) else { return Ok(Outcome::default()) };
        let mut sink = |batch| (self.sink.borrow_mut())(Replies::Candidates(batch));
        candidates::ask(printed, plan, self.transport.clone(), self.run_state, &mut sink).await
    }

    /// Asks one service for records, and lets `note` see what is heard before it is handed on.
    async fn ask_noting<K: Key>(
        &self,
        source: RecordSource<K>,
        keys: BTreeSet<K>,
        note: &dyn Fn(&[RecordReply]),
    ) -> Result<(&'static str, Outcome), E> {
        let name = source.service.name;
        let Some(plan) = self.check_plan.plan_records(source.service) else { return Ok((name, Outcome::default())) };
        let mut sink = |batch: Vec<RecordReply>| {
            note(&batch);
            (self.sink.borrow_mut())(Replies::Records(batch))
        };
        let outcome = records::ask(source, keys, plan, self.transport.clone(), self.run_state, &mut sink).await?;
        Ok((name, outcome))
    }
}

/// Whether doi.org has said that a DOI was deleted: then it is its word that there is no agency to ask.
fn is_dead(doi: &Doi, known: &Known) -> bool {
    known.get(doi).is_some_and(|(answer, _)| answer.state == DoiState::Deleted)
}

/// Adds what became of asking a service to what became of it before in this run.
fn add_outcome(outcomes: &mut Outcomes, name: &'static str, outcome: Outcome) {
    match outcomes.iter_mut().find(|(known, _)| *known == name) {
        Some((_, before)) => before.add(outcome),
        None => outcomes.push((name, outcome)),
    }
}
