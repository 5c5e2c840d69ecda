//! The queue: which claims wait for a person, most consequential first, for the command, the full screen and pages.

use super::states::renew_states;
use super::{Failure, persons};
use crate::catalogue::{Catalogue, View, WaitingFilter, WaitingRow};
use crate::evidence;
use crate::model::{Kind, Queue, QueueEntry, QueueReason, Settings, Uid, Verdict, Word};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Which of the claims that wait are wanted; what is `None` does not filter.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    /// Of this article, whether it is their home or only words them.
    pub article: Option<Uid>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Waiting for this first of all.
    pub reason: Option<QueueReason>,
    /// Assigned to this person, or last reviewed by them.
    pub whose: Option<Uid>,
    /// At most so many.
    pub most: Option<u32>,
}

/// Lists what waits today.
pub fn list_queue(
    catalogue: &Catalogue,
    settings: &Settings,
    today: Date,
    filter: &QueueFilter,
) -> Result<Queue, Failure> {
    renew_states(catalogue.view())?;
    catalogue.view().read_at_once(|view| {
        let last_due = find_last_due(settings, today);
        let is_blind = catalogue.is_blind();
        let in_article = filter.article.map(|article| view.list_standing_in(article)).transpose()?;
        let mut looking =
            QueueSearch { view, settings, today, filter, is_blind, last_due, in_article, rows: Vec::new() };
        looking.add_waiting((0, evidence::first_rank(QueueReason::Due).saturating_sub(1)))?;
        looking.add_due()?;
        looking.add_waiting((evidence::first_rank(QueueReason::Due), u8::MAX))?;
        looking.hide_order()?;
        let counts = looking.count()?;
        Ok(Queue { entries: looking.rows.into_iter().map(|row| list_entry(row, settings, today)).collect(), counts })
    })
}

/// The last day of which a review is due again, for each verdict.
pub fn find_last_due(settings: &Settings, today: Date) -> BTreeMap<Verdict, Date> {
    Verdict::ALL.iter().map(|verdict| (*verdict, evidence::find_last_due(*verdict, settings, today))).collect()
}

struct QueueSearch<'a> {
    view: View<'a>,
    settings: &'a Settings,
    today: Date,
    filter: &'a QueueFilter,
    /// Whether something may be withheld from whoever looks.
    is_blind: bool,
    last_due: BTreeMap<Verdict, Date>,
    /// The claims of the article that is asked about: few, so that they are chosen from here.
    in_article: Option<Vec<WaitingRow>>,
    rows: Vec<WaitingRow>,
}

impl QueueSearch<'_> {
    /// What is still wanted; none where there are enough.
    fn find_filter(&self) -> Option<WaitingFilter> {
        let found = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        // Which of those whose order would tell something come first is known only when all are there.
        let most = self.filter.most.filter(|_| !self.is_blind).map(|most| most.saturating_sub(found));
        let QueueFilter { kind, whose, .. } = *self.filter;
        (most != Some(0)).then_some(WaitingFilter { kind, whose, most })
    }

    /// Of an article's claims, those of the kind and the person that are asked for.
    fn choose<'r>(&self, rows: &'r [WaitingRow]) -> impl Iterator<Item = &'r WaitingRow> {
        let QueueFilter { kind, whose, .. } = *self.filter;
        let fits = move |row: &&WaitingRow| {
            kind.is_none_or(|kind| row.state.kind == kind) && whose.is_none_or(|who| row.state.person() == Some(who))
        };
        rows.iter().filter(fits)
    }

    /// Whether a review is due again today.
    fn is_due(&self, row: &WaitingRow) -> bool {
        let state = &row.state;
        let since = state.verdict.zip(state.reviewed_on).filter(|_| state.holds);
        since.is_some_and(|(verdict, on)| evidence::compute_due(verdict, on, state.due_on, self.settings) <= self.today)
    }

    /// Adds what waits from a rank to another.
    fn add_waiting(&mut self, (from, to): (u8, u8)) -> Result<(), Failure> {
        let (first, last) = match self.filter.reason.map(evidence::first_rank) {
            Some(first) => (first, first.saturating_add(evidence::RANKS - 1)),
            None => (0, u8::MAX),
        };
        let (from, to) = (from.max(first), to.min(last));
        let Some(wanted) = self.find_filter().filter(|_| from <= to) else { return Ok(()) };
        let found = match &self.in_article {
            Some(rows) => {
                let waits = |row: &&WaitingRow| row.state.rank.is_some_and(|rank| (from..=to).contains(&rank));
                let most = wanted.most.map_or(usize::MAX, |most| most as usize);
                self.choose(rows).filter(waits).take(most).cloned().collect()
            }
            None => self.view.list_waiting(&wanted, (from, to))?,
        };
        self.rows.extend(found);
        Ok(())
    }

    /// Adds what is due again and waits for nothing else, the longest due first.
    fn add_due(&mut self) -> Result<(), Failure> {
        let is_asked = self.filter.reason.is_none_or(|reason| reason == QueueReason::Due);
        let Some(wanted) = self.find_filter().filter(|_| is_asked) else { return Ok(()) };
        let mut due = match &self.in_article {
            Some(rows) => self.choose(rows).filter(|row| self.is_due(row)).cloned().collect(),
            None => self.view.due_by_date(&wanted, self.today)?,
        };
        for (verdict, last) in self.last_due.iter().filter(|_| self.in_article.is_none()) {
            due.extend(self.view.due_by_interval(&wanted, *verdict, *last)?);
        }
        due.sort_by_key(|row| {
            let state = &row.state;
            let since = state.verdict.zip(state.reviewed_on);
            since.map(|(verdict, on)| evidence::compute_due(verdict, on, state.due_on, self.settings))
        });
        due.truncate(wanted.most.map_or(usize::MAX, |most| most as usize));
        self.rows.extend(due);
        Ok(())
    }

    /// Claims on which the opinion of whoever looks is still to come stand together, where those stand that nobody has judged, by kind
    /// and age: what others did about them decides nothing about their order.
    fn hide_order(&mut self) -> Result<(), Failure> {
        if !self.is_blind {
            return Ok(());
        }
        let withheld = self.view.withheld(self.rows.iter().map(|row| row.state.claim))?;
        let (mut open, mut rows): (Vec<WaitingRow>, Vec<WaitingRow>) =
            std::mem::take(&mut self.rows).into_iter().partition(|row| withheld.contains(&row.state.claim));
        open.sort_by(|one, other| order_by_age(one).cmp(&order_by_age(other)));
        let first = evidence::first_rank(QueueReason::Unreviewed);
        let at = rows.iter().position(|row| row.state.rank.is_none_or(|rank| rank >= first)).unwrap_or(rows.len());
        rows.splice(at..at, open);
        rows.truncate(self.filter.most.map_or(usize::MAX, |most| most as usize));
        self.rows = rows;
        Ok(())
    }

    /// How many wait in all, by reason.
    fn count(&self) -> Result<Vec<(QueueReason, u64)>, Failure> {
        let QueueFilter { kind, whose, .. } = *self.filter;
        let filter = WaitingFilter { kind, whose, most: None };
        let (mut ranks, all_due) = match &self.in_article {
            Some(rows) => {
                (BTreeMap::new(), u64::try_from(self.choose(rows).filter(|row| self.is_due(row)).count()).ok())
            }
            None => (self.view.count_waiting(&filter)?, None),
        };
        for rank in self.in_article.iter().flat_map(|rows| self.choose(rows)).filter_map(|row| row.state.rank) {
            *ranks.entry(rank).or_default() += 1;
        }
        let mut counts = Vec::new();
        for reason in
            QueueReason::ALL.iter().filter(|reason| self.filter.reason.is_none_or(|wanted| wanted == **reason))
        {
            let first = evidence::first_rank(*reason);
            let mut n: u64 = ranks.range(first..first.saturating_add(evidence::RANKS)).map(|(_, n)| n).sum();
            if *reason == QueueReason::Due {
                n += match all_due {
                    Some(all) => all,
                    None => self.view.count_due(&filter, &self.last_due, self.today)?,
                };
            }
            counts.extend((n > 0).then_some((*reason, n)));
        }
        Ok(counts)
    }
}

/// The kind, and then the age; claims that came with one import are as old as their places in it.
fn order_by_age(row: &WaitingRow) -> (Kind, u64, &str, usize, &str) {
    (row.state.kind, row.state.claim.millis(), &row.article, row.address.len(), &row.address)
}

fn list_entry(row: WaitingRow, settings: &Settings, today: Date) -> QueueEntry {
    let WaitingRow { state, article, address, statement, whose } = row;
    QueueEntry {
        claim: state.claim,
        address,
        article,
        statement,
        context: None,
        kind: state.kind,
        status: state.status,
        reasons: evidence::list_reasons(&state, settings, today),
        whose,
        assigned: state.assigned.is_some(),
        verdict: state.verdict,
        reviewed_on: state.reviewed_on,
    }
}

/// The person who uses the tool, as the settings name them: who `--mine` means. None where the catalogue does not know them.
pub fn find_me(view: View<'_>, settings: &Settings) -> Result<Option<Uid>, Failure> {
    let Some(me) = &settings.me else {
        return Err(Failure::usage(
            "claimbook does not know who you are: write [me] with name = \"A. Reviewer\" in claimbook/claimbook.toml \
                of your own settings \
             folder (`claimbook review` without a name says where that is)",
        ));
    };
    let by_id = me.id.as_ref().map(|id| view.person_by_id(id.as_str())).transpose()?.flatten();
    let found = match by_id {
        Some(person) => Some(person),
        None => persons::find_person_if_any(view, &me.to_string())?,
    };
    Ok(found.map(|person| person.uid))
}
