//! Asking about DOIs: whether they exist, and what those who registered them keep; all services side by side.

use super::course::{Source, run_all};
use super::heard::make_unchecked;
use super::inquiry::{AskRegistrar, DoiOpening, Existence, Inquiry, Shared, Wishes, may_be_kept};
use super::keepers::{Registrar, registrars};
use super::records::RecordPlan;
use super::rounds::{CheckRun, PendingOutcome, add_outcome};
use super::shelf::{QuestionFeed, RecordShelf};
use super::stand_ins::{find_open, find_stand_in};
use super::whole::{DoiOutcomes, WithoutAgency};
use super::{Plan, Questions, RecordReply, Replies, ServiceOutcome, existence, records};
use crate::http::Transport;
use crate::model::{Doi, DoiState, WorkRecord};
use crate::registry::doi_org;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use tokio::sync::Notify;

/// A registrar's part of an inquiry.
struct RegistrarPart {
    inquiry: Shared,
    at: usize,
    /// Whether its records are wanted, not only that it keeps them.
    records: bool,
}

impl QuestionFeed<Doi> for RegistrarPart {
    fn take(&self) -> (Vec<Doi>, Vec<Doi>) {
        let (mut listed, mut alone) = (Vec::new(), Vec::new());
        for ask in self.inquiry.borrow_mut().take_for_registrar(self.at) {
            match ask {
                AskRegistrar::Listed(doi) => listed.push(doi),
                AskRegistrar::Alone(doi) => alone.push(doi),
            }
        }
        (listed, alone)
    }

    fn take_record(&self, doi: &Doi, record: &WorkRecord, source: &Source) {
        self.inquiry.borrow_mut().take_record(self.at, doi, record, source);
    }

    fn note_left_out(&self, doi: &Doi) {
        self.inquiry.borrow_mut().note_left_out(self.at, doi);
    }

    fn note_no_record(&self, doi: &Doi) {
        self.inquiry.borrow_mut().note_no_record(self.at, doi);
    }

    fn note_failure(&self, doi: &Doi) {
        self.inquiry.borrow_mut().note_failure(self.at, doi);
    }

    fn note_own_failure(&self, doi: &Doi) {
        self.inquiry.borrow_mut().suspect_case(doi);
    }

    fn is_suspect(&self, doi: &Doi) -> bool {
        self.inquiry.borrow().is_suspect(doi)
    }

    fn note_late(&self, dois: &[Doi]) {
        dois.iter().for_each(|doi| self.inquiry.borrow_mut().note_late(doi));
    }

    fn asks_alone(&self) -> bool {
        self.records
    }

    fn bell(&self) -> Option<Rc<Notify>> {
        self.inquiry.borrow().bell()
    }
}

impl<T: Transport + 'static, E> CheckRun<'_, '_, T, E> {
    /// Asks about DOIs, then about those that others turn out to stand for.
    pub(super) async fn ask_about_dois(&self, questions: &Questions) -> Result<DoiOutcomes, E> {
        let mut found = DoiOutcomes { known: self.check_plan.known.clone(), ..DoiOutcomes::default() };
        if !self.check_plan.existence {
            return Ok(found);
        }
        let cut = |doi: &Doi| questions.cut.contains(doi);
        let mut tried = BTreeSet::new();
        let mut round: BTreeMap<Doi, bool> = questions.dois.iter().map(|doi| (doi.clone(), true)).collect();
        // What a DOI stands for is asked about like any other, and may itself stand for another.
        while !round.is_empty() {
            for doi in &questions.dois {
                let other = find_stand_in(doi, cut(doi), &found.known);
                found.stand_ins.add(doi, &other);
                round.entry(other).or_insert(true);
            }
            round.retain(|doi, _| tried.insert(doi.clone()));
            self.inquire(std::mem::take(&mut round), &mut found).await?;
            let more = find_open(&questions.dois, &questions.cut, &found.known).into_values();
            let stand_ins = questions.dois.iter().map(|doi| find_stand_in(doi, cut(doi), &found.known));
            round.extend(more.chain(stand_ins).filter(|doi| !tried.contains(doi)).map(|doi| (doi, true)));
            // Of a cut one that doi.org says nothing about, whoever keeps records may know a part.
            for doi in questions.cut.iter().filter(|doi| !found.known.contains_key(doi) && self.check_plan.records) {
                for part in doi.list_shorter() {
                    found.stand_ins.add(doi, &part);
                    if !tried.contains(&part) {
                        round.entry(part).or_insert(false);
                    }
                }
            }
        }
        for doi in &questions.dois {
            let other = find_stand_in(doi, cut(doi), &found.known);
            found.stand_ins.add(doi, &other);
            found.asked.insert(other);
        }
        self.explain_without_agency(&mut found);
        Ok(found)
    }

    /// Asks about these DOIs; about some of them only for records.
    async fn inquire(&self, round: BTreeMap<Doi, bool>, found: &mut DoiOutcomes) -> Result<(), E> {
        let Some(mut plan) = self.check_plan.plan_existence() else { return Ok(()) };
        plan.known = found.known.clone();
        let all: Vec<Registrar> = registrars(self.services()).collect();
        let plans: Vec<RecordPlan> =
            all.iter().filter_map(|r| self.check_plan.plan_records(r.source.service)).collect();
        if plan.offline || plans.len() < all.len() {
            return self.leave_unasked(round.into_keys().collect(), &plan, found).await;
        }
        let likely = self.check_plan.learn_registrars(&found.known);
        let mut due = 0;
        let mut openings = Vec::new();
        for (doi, is_asked) in round {
            let known = found.known.get(&doi).filter(|_| plan.is_fresh(&doi));
            let existence = match known {
                Some((answer, _)) => Existence::Known(answer.clone()),
                None if is_asked => Existence::Open,
                None => Existence::Left,
            };
            due += usize::from(existence == Existence::Open);
            let id = doi.clone().into();
            let has_record = plans.iter().any(|plan| plan.has_record(&id));
            let fresh = plans.iter().map(|plan| !plan.stored.is_empty() && plan.is_fresh(&id)).collect();
            openings
                .push((doi.clone(), DoiOpening { existence, likely: likely.guess_registrar(&doi), fresh, has_record }));
        }
        let fresh = openings.iter().filter(|(_, opening)| matches!(opening.existence, Existence::Known(_))).count();
        let wishes = Wishes { records: self.check_plan.records, targets: due <= plan.targets_up_to };
        let inquiry: Shared = Rc::new(RefCell::new(Inquiry::new(openings, all.clone(), wishes)));
        let mut sink = |batch| (self.sink.borrow_mut())(Replies::Existence(batch));
        let at_doi_org = existence::ask_inquiry(&inquiry, &plan, self.transport.clone(), self.run_state, &mut sink);
        let at_registrars = all.iter().zip(plans).enumerate().map(|(at, (registrar, plan))| {
            Box::pin(self.ask_registrar(at, *registrar, plan, inquiry.clone())) as PendingOutcome<'_, E>
        });
        let (at_doi_org, at_registrars) = tokio::join!(at_doi_org, run_all(at_registrars.collect::<Vec<_>>()));
        at_doi_org?;
        let stopped = self.run_state.explain_stop(doi_org::SERVICE.name);
        let (asked, unchecked, heard) = inquiry.borrow_mut().close(stopped.as_ref());
        let rest = std::mem::take(&mut inquiry.borrow_mut().replies);
        if !rest.is_empty() {
            (self.sink.borrow_mut())(Replies::Existence(rest))?;
        }
        let answered = asked - unchecked.len().min(asked);
        add_outcome(&mut found.outcomes, doi_org::SERVICE.name, ServiceOutcome { asked, fresh, answered, unchecked });
        for done in at_registrars {
            let (name, mut outcome) = done?;
            let at = all.iter().position(|r| r.source.service.name == name).unwrap_or_default();
            let inquiry = inquiry.borrow();
            outcome.unchecked.retain(|open| open.id.doi().is_some_and(|doi| inquiry.wants_record_of(doi, at)));
            if let Some(failure) = self.run_state.explain_stop(name) {
                let unasked = inquiry.list_unasked().filter(|(asked, _)| *asked == at);
                outcome.unchecked.extend(unasked.map(|(_, doi)| make_unchecked(doi.clone(), &failure)));
            }
            outcome.fresh = inquiry.count_fresh(at);
            outcome.unchecked.sort_by(|a, b| a.id.cmp(&b.id));
            add_outcome(&mut found.outcomes, name, outcome);
        }
        found.kept.extend(inquiry.borrow().list_kept().cloned());
        if !heard.is_empty() {
            let mut known = (*found.known).clone();
            known.extend(heard);
            found.known = Rc::new(known);
        }
        Ok(())
    }

    /// Asks one registrar what the inquiry wants to know of it.
    async fn ask_registrar(
        &self,
        at: usize,
        registrar: Registrar,
        plan: RecordPlan,
        inquiry: Shared,
    ) -> Result<(&'static str, ServiceOutcome), E> {
        let (name, records) = (registrar.source.service.name, self.check_plan.records);
        let feed = RegistrarPart { inquiry, at, records };
        let mut shelf = RecordShelf::with_feed(registrar.source, plan.base.pace, Box::new(feed));
        let mut sink = |batch: Vec<RecordReply>| match records {
            true => (self.sink.borrow_mut())(Replies::Records(batch)),
            false => Ok(()),
        };
        let request = if records { registrar.source.keeper.list_request } else { registrar.brief };
        let transport = self.transport.clone();
        records::ask_shelf(&mut shelf, plan, request, transport, self.run_state, &mut sink).await?;
        let (asked, unchecked) = (shelf.count_asked(), shelf.unchecked);
        Ok((name, ServiceOutcome { asked, fresh: 0, answered: asked - unchecked.len().min(asked), unchecked }))
    }

    /// What becomes of DOIs in a run that asks nobody.
    async fn leave_unasked(&self, dois: BTreeSet<Doi>, plan: &Plan, found: &mut DoiOutcomes) -> Result<(), E> {
        let (held, due): (Vec<Doi>, Vec<Doi>) = dois.iter().cloned().partition(|doi| plan.is_fresh(doi));
        let outcome = ServiceOutcome::open(due, held.len(), &existence::explain_offline());
        add_outcome(&mut found.outcomes, doi_org::SERVICE.name, outcome);
        if self.check_plan.records {
            let (mut by_agency, _) = self.check_plan.group_by_agency(&dois, &found.known);
            for registrar in registrars(self.services()) {
                let dois = by_agency.remove(registrar.agency).unwrap_or_default();
                let (name, outcome) = self.ask_noting(registrar.source, dois, &|_| ()).await?;
                add_outcome(&mut found.outcomes, name, outcome);
            }
        }
        Ok(())
    }

    /// Says of which DOIs no registrar could be asked, and why.
    fn explain_without_agency(&self, found: &mut DoiOutcomes) {
        if !self.check_plan.records {
            return;
        }
        let (_, mut without) = self.check_plan.group_by_agency(&found.asked, &found.known);
        let at_doi_org = found.outcomes.iter().filter(|(name, _)| *name == doi_org::SERVICE.name);
        let open: Vec<_> = at_doi_org.flat_map(|(_, outcome)| &outcome.unchecked).collect();
        // What a registrar was asked about is its own to tell, whatever doi.org says.
        let is_dead = |doi: &Doi| {
            let known = found.known.get(doi).map(|(answer, _)| answer);
            known.is_some_and(|answer| answer.state == DoiState::Deleted || !may_be_kept(doi, answer))
        };
        without.retain(|w| {
            let is_told = is_dead(&w.doi) && !found.kept.contains(&w.doi);
            w.source != doi_org::SERVICE.name || is_told || w.doi.is_short() || self.check_plan.offline
        });
        for WithoutAgency { doi, source, reason } in &mut without {
            // Why doi.org could not be asked says more than that it has not said.
            let asked = open.iter().find(|open| *source == doi_org::SERVICE.name && open.id.doi() == Some(doi));
            if let Some(open) = asked {
                *reason = open.reason.clone();
            }
        }
        found.without_agency = without;
    }
}
