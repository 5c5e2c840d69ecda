//! How a report's works stand, by verdict: the first thing that somebody wants to know after a check.

use super::{Report, WorkLine};
use crate::model::{DoiState, FieldState, NoticeKind};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// The kinds of verdict, as the lines that tell of them begin.
pub const DOIS: &str = "DOIs";
/// Printed beside registered.
pub const COMPARED: &str = "compared";
/// What happened to the works since.
pub const NOTICES: &str = "notices";

/// How many works stand how.
#[derive(Default)]
struct Tally {
    dois: BTreeMap<Option<DoiState>, usize>,
    as_printed: usize,
    different: usize,
    not_compared: usize,
    notices: BTreeMap<NoticeKind, usize>,
    oldest: Option<Date>,
}

/// A line for each of these kinds of verdict that there is one of.
pub fn list_verdicts(report: &Report, kinds: &[&str]) -> io::Result<Vec<String>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let mut tally = Tally::default();
    for work in report.works.iter() {
        tally.add_work(&work?);
    }
    let lines =
        [(DOIS, tally.list_dois()), (COMPARED, tally.list_compared()), (NOTICES, tally.list_notices())].into_iter();
    let lines = lines.filter(|(kind, counts)| kinds.contains(kind) && !counts.is_empty()).map(|(kind, counts)| {
        let counts: Vec<String> = counts.into_iter().map(|(verdict, n)| format!("{n} {verdict}")).collect();
        let since = tally.oldest.filter(|day| kind == DOIS && *day < report.run.today);
        // An answer that could not be asked anew stands.
        let since = since.map(|day| format!("; the oldest answer is of {day}")).unwrap_or_default();
        format!("{kind}: {}{since}", counts.join(", "))
    });
    Ok(lines.collect())
}

impl Tally {
    fn add_work(&mut self, work: &WorkLine) {
        *self.dois.entry(work.doi_state).or_default() += 1;
        *match work.compared.as_slice() {
            [] => &mut self.not_compared,
            fields if fields.iter().any(|field| field.result == FieldState::Differs) => &mut self.different,
            _ => &mut self.as_printed,
        } += 1;
        let kinds: BTreeSet<NoticeKind> = work.notices.iter().map(|notice| notice.kind).collect();
        kinds.into_iter().for_each(|kind| *self.notices.entry(kind).or_default() += 1);
        let day = work.asked_at.map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
        self.oldest = self.oldest.into_iter().chain(day).min();
    }

    fn list_dois(&self) -> Vec<(String, usize)> {
        let verdict = |state| match state {
            DoiState::Exists => "registered",
            DoiState::Absent => "not registered",
            DoiState::Malformed => "malformed",
            DoiState::Deleted => "deleted",
            DoiState::NoTarget => "registered without target",
            DoiState::Alias => "another name of a DOI",
            DoiState::Unchecked => "unchecked",
        };
        let counts = self.dois.iter().filter_map(|(state, n)| Some((verdict((*state)?).to_owned(), *n)));
        counts.chain(self.dois.get(&None).map(|without| ("without DOI".to_owned(), *without))).collect()
    }

    fn list_compared(&self) -> Vec<(String, usize)> {
        let Self { as_printed, different, not_compared, .. } = *self;
        if different + as_printed == 0 {
            return Vec::new();
        }
        let counts = [("as printed", as_printed), ("with differences", different), ("not compared", not_compared)];
        counts.into_iter().filter(|(_, n)| *n > 0).map(|(verdict, n)| (verdict.to_owned(), n)).collect()
    }

    fn list_notices(&self) -> Vec<(String, usize)> {
        let with = |kind| match kind {
            NoticeKind::Other => "with some other notice".to_owned(),
            known => format!("with a {}", known.to_string().replace('-', " ")),
        };
        self.notices.iter().map(|(kind, n)| (with(*kind), *n)).collect()
    }
}
