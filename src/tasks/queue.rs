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
    /// Of this home article.
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
        let mut looking =
            Looking { view, settings, today, filter, last_due: find_last_due(settings, today), rows: Vec::new() };
        looking.add_waiting((0, evidence::first_rank(QueueReason::Due).saturating_sub(1)))?;
        looking.add_due()?;
        looking.add_waiting((evidence::first_rank(QueueReason::Due), u8::MAX))?;
        let counts = looking.count()?;
        Ok(Queue { entries: looking.rows.into_iter().map(|row| list_entry(row, settings, today)).collect(), counts })
    })
}

/// The last day of which a review is due again, for each verdict.
pub fn find_last_due(settings: &Settings, today: Date) -> BTreeMap<Verdict, Date> {
    Verdict::ALL.iter().map(|verdict| (*verdict, evidence::find_last_due(*verdict, settings, today))).collect()
}

struct Looking<'a> {
    view: View<'a>,
    settings: &'a Settings,
    today: Date,
    filter: &'a QueueFilter,
    last_due: BTreeMap<Verdict, Date>,
    rows: Vec<WaitingRow>,
}

impl Looking<'_> {
    /// What is still wanted; none where there are enough.
    fn wanted(&self) -> Option<WaitingFilter> {
        let found = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let most = self.filter.most.map(|most| most.saturating_sub(found));
        let QueueFilter { article, kind, whose, .. } = *self.filter;
        (most != Some(0)).then_some(WaitingFilter { article, kind, whose, most })
    }

    /// Adds what waits from a rank to another.
    fn add_waiting(&mut self, (from, to): (u8, u8)) -> Result<(), Failure> {
        let (first, last) = match self.filter.reason.map(evidence::first_rank) {
            Some(first) => (first, first.saturating_add(evidence::RANKS - 1)),
            None => (0, u8::MAX),
        };
        let (from, to) = (from.max(first), to.min(last));
        if let Some(wanted) = self.wanted().filter(|_| from <= to) {
            self.rows.extend(self.view.waiting(&wanted, (from, to))?);
        }
        Ok(())
    }

    /// Adds what is due again and waits for nothing else, the longest due first.
    fn add_due(&mut self) -> Result<(), Failure> {
        let is_asked = self.filter.reason.is_none_or(|reason| reason == QueueReason::Due);
        let Some(wanted) = self.wanted().filter(|_| is_asked) else { return Ok(()) };
        let mut due = self.view.due_by_date(&wanted, self.today)?;
        for (verdict, last) in &self.last_due {
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

    /// How many wait in all, by reason.
    fn count(&self) -> Result<Vec<(QueueReason, u64)>, Failure> {
        let QueueFilter { article, kind, whose, .. } = *self.filter;
        let filter = WaitingFilter { article, kind, whose, most: None };
        let ranks = self.view.count_waiting(&filter)?;
        let mut counts = Vec::new();
        for reason in
            QueueReason::ALL.iter().filter(|reason| self.filter.reason.is_none_or(|wanted| wanted == **reason))
        {
            let first = evidence::first_rank(*reason);
            let mut n: u64 = ranks.range(first..first.saturating_add(evidence::RANKS)).map(|(_, n)| n).sum();
            if *reason == QueueReason::Due {
                n += self.view.count_due(&filter, &self.last_due, self.today)?;
            }
            counts.extend((n > 0).then_some((*reason, n)));
        }
        Ok(counts)
    }
}

fn list_entry(row: WaitingRow, settings: &Settings, today: Date) -> QueueEntry {
    let WaitingRow { state, article, address, statement, whose } = row;
    QueueEntry {
        claim: state.claim,
        address,
        article,
        statement,
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
            "nobody has said who you are: write [me] with name = \"A. Reviewer\" in claimbook/claimbook.toml of your own settings \
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
