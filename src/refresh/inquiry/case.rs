//! What is known of one DOI in a run, and what is to be asked next about it.

use super::super::heard::ExistenceReply;
use crate::http::Failure;
use crate::model::{Doi, DoiState, ExistsAnswer};

/// Whether it is known that the DOI exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::refresh) enum Existence {
    /// To be asked.
    Open,
    /// Known, from before or from this run.
    Known(ExistsAnswer),
    /// Nobody could be asked, or it is no question of this run.
    Left,
}

/// What became of asking doi.org one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Question {
    #[default]
    Unasked,
    UnderWay,
    Answered,
    Failed(Failure),
}

/// What a registrar said of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum RegistrarAnswer {
    #[default]
    Unasked,
    UnderWay,
    /// A list left it out: an alias, another registrar's, or nobody's.
    LeftOut,
    /// Asked alone, it keeps no record.
    KeepsNone,
    /// A record.
    Record,
    Failed,
}

/// What is known of a DOI when its case is opened.
#[derive(Debug, Clone)]
pub(in crate::refresh) struct DoiOpening {
    pub(in crate::refresh) existence: Existence,
    /// The registrar that probably keeps it; none where doi.org has to say first whose it is.
    pub(in crate::refresh) likely: Option<usize>,
    /// Those registrars whose answer about its record still holds.
    pub(in crate::refresh) fresh: Vec<bool>,
    /// Whether one of these holds a record.
    pub(in crate::refresh) has_record: bool,
}

/// What a run wants to know of every DOI.
#[derive(Debug, Clone, Copy)]
pub(in crate::refresh) struct Wishes {
    /// Records of works.
    pub(in crate::refresh) records: bool,
    /// Where those lead whose agency keeps no record that we read: a request for each.
    pub(in crate::refresh) targets: bool,
}

/// What is to be done next about a DOI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NextQuestion {
    Wait,
    /// Ask a registrar, in a list or alone.
    List(usize),
    Alone(usize),
    /// Ask doiRA whose it is.
    Agency,
    /// Ask the handle API for its record.
    Record,
    /// What is known by now holds.
    Settle(Box<ExistenceReply>),
    /// Nobody could say whether it exists.
    Leave(Failure),
    Done,
}

/// One DOI.
#[derive(Debug, Clone)]
pub(super) struct DoiCase {
    pub(super) opening: DoiOpening,
    pub(super) existence: Existence,
    /// The agency that registered it, as doi.org or itself has said in this run.
    pub(super) agency: Option<String>,
    pub(super) said: Vec<RegistrarAnswer>,
    pub(super) named: Question,
    pub(super) record: Question,
    /// doiRA says that there is no such DOI, which is to be asked again before it is believed.
    pub(super) said_absent: bool,
    /// What holds if the handle API gives no answer.
    pub(super) fallback: Option<Box<ExistenceReply>>,
    /// What its registrar keeps shows no target, another DOI, or a page for deleted ones: the handle API decides.
    pub(super) doubtful: bool,
    /// Its registrar takes long: whether it exists is asked of doi.org meanwhile.
    pub(super) late: bool,
    /// A request about it alone failed at a service that answers about others.
    pub(super) suspect: bool,
    pub(super) closed: bool,
}

impl DoiCase {
    pub(super) fn new(opening: DoiOpening) -> Self {
        Self {
            existence: opening.existence.clone(),
            agency: match &opening.existence {
                Existence::Known(answer) => answer.agency.clone(),
                _ => None,
            },
            said: vec![RegistrarAnswer::default(); opening.fresh.len()],
            opening,
            named: Question::default(),
            record: Question::default(),
            said_absent: false,
            fallback: None,
            doubtful: false,
            late: false,
            suspect: false,
            closed: false,
        }
    }

    /// What is to be done next; `names` are the registrars' agencies.
    pub(super) fn next(&self, doi: &Doi, wishes: Wishes, names: &[&str]) -> NextQuestion {
        let at_doi_org = [&self.named, &self.record].contains(&&Question::UnderWay);
        let at_registrars = self.said.contains(&RegistrarAnswer::UnderWay);
        match &self.existence {
            Existence::Open if at_doi_org || at_registrars && !self.late => NextQuestion::Wait,
            Existence::Open => self.next_about_existence(doi, wishes, names),
            _ if at_doi_org || at_registrars => NextQuestion::Wait,
            Existence::Known(answer) if !may_be_kept(doi, answer) => NextQuestion::Done,
            _ if doi.is_short() || !wishes.records || self.said.contains(&RegistrarAnswer::Record) => {
                NextQuestion::Done
            }
            _ => self.next_about_record(names),
        }
    }

    fn next_about_existence(&self, doi: &Doi, wishes: Wishes, names: &[&str]) -> NextQuestion {
        if !doi.is_short() {
            if let Some(at) = self.find_registrar(names).filter(|_| !self.doubtful) {
                return NextQuestion::List(at);
            }
            if self.named == Question::Unasked && self.agency.is_none() {
                return NextQuestion::Agency;
            }
        }
        let left_out = || self.agency_at(names).is_some_and(|at| self.said.get(at) == Some(&RegistrarAnswer::LeftOut));
        match (&self.record, &self.fallback) {
            (Question::Unasked, Some(settled)) if !wishes.targets && !self.doubtful && !left_out() => {
                NextQuestion::Settle(settled.clone())
            }
            (Question::Failed(_), Some(settled)) => NextQuestion::Settle(settled.clone()),
            (Question::Failed(failure), None) => NextQuestion::Leave(failure.clone()),
            _ => NextQuestion::Record,
        }
    }

    /// The registrar whose list may settle whether it exists: the one that registered it, else the one that probably did. Where
    /// doi.org did not say whose it is, one after the other, for they know their own without it.
    fn find_registrar(&self, names: &[&str]) -> Option<usize> {
        let unasked = |at: &usize| self.said.get(*at) == Some(&RegistrarAnswer::Unasked);
        if self.agency.is_some() {
            return self.agency_at(names).filter(unasked);
        }
        if let Some(likely) = self.opening.likely.filter(unasked) {
            return Some(likely);
        }
        let in_the_dark = !matches!(self.named, Question::Unasked | Question::UnderWay) && !self.said_absent;
        (0..names.len()).find(unasked).filter(|_| in_the_dark)
    }

    fn next_about_record(&self, names: &[&str]) -> NextQuestion {
        let said = |at: usize| self.said.get(at).copied().unwrap_or(RegistrarAnswer::KeepsNone);
        let is_due = |at: usize| self.opening.fresh.get(at) != Some(&true);
        if self.agency.is_some() {
            return match self.agency_at(names) {
                Some(at) if said(at) == RegistrarAnswer::Unasked && is_due(at) => NextQuestion::List(at),
                Some(at) if said(at) == RegistrarAnswer::LeftOut => NextQuestion::Alone(at),
                _ => NextQuestion::Done,
            };
        }
        if self.opening.has_record {
            return NextQuestion::Done;
        }
        let all = || 0..names.len();
        let unasked = all().find(|at| said(*at) == RegistrarAnswer::Unasked && is_due(*at)).map(NextQuestion::List);
        unasked
            .or_else(|| all().find(|at| said(*at) == RegistrarAnswer::LeftOut).map(NextQuestion::Alone))
            .unwrap_or(NextQuestion::Done)
    }

    /// The registrar that is the agency.
    pub(super) fn agency_at(&self, names: &[&str]) -> Option<usize> {
        let agency = self.agency.as_deref()?;
        names.iter().position(|name| name.eq_ignore_ascii_case(agency))
    }
}

/// Whether a registrar may keep a record of such a DOI: another DOI stands in for an alias.
pub(in crate::refresh) fn may_be_kept(doi: &Doi, answer: &ExistsAnswer) -> bool {
    match answer.state {
        DoiState::Absent | DoiState::Malformed | DoiState::Deleted => false,
        DoiState::Alias => answer.alias_of.as_deref().is_none_or(|of| of.parse::<Doi>().is_ok_and(|of| of == *doi)),
        _ => true,
    }
}
