//! How a report's works stand, by verdict: the first thing that somebody wants to know after a check.

use super::{Report, WorkLine};
use crate::model::{DoiState, FieldState, NoticeKind};
use std::collections::BTreeMap;

/// The kinds of verdict, as the lines that tell of them begin.
pub const DOIS: &str = "DOIs";
/// Printed beside registered.
pub const COMPARED: &str = "compared";
/// What happened to the works since.
pub const NOTICES: &str = "notices";

/// A line for each of these kinds of verdict that there is one of.
pub fn list_verdicts(report: &Report, kinds: &[&str]) -> Vec<String> {
    let works = &report.works;
    [(DOIS, dois(works)), (COMPARED, compared(works)), (NOTICES, notices(works))]
        .into_iter()
        .filter(|(kind, counts)| kinds.contains(kind) && !counts.is_empty())
        .map(|(kind, counts)| {
            let counts: Vec<String> = counts.into_iter().map(|(verdict, n)| format!("{n} {verdict}")).collect();
            let since = oldest(report).filter(|_| kind == DOIS).unwrap_or_default();
            format!("{kind}: {}{since}", counts.join(", "))
        })
        .collect()
}

/// Since when the oldest answer about a DOI stands, where that is not today: an answer that could not be asked anew stands.
fn oldest(report: &Report) -> Option<String> {
    let days = report.works.iter().filter_map(|w| w.asked_at).map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
    days.min().filter(|day| *day < report.run.today).map(|day| format!("; the oldest answer is of {day}"))
}

fn dois(works: &[WorkLine]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<DoiState, usize> = BTreeMap::new();
    for state in works.iter().filter_map(|w| w.doi_state) {
        *counts.entry(state).or_default() += 1;
    }
    let verdict = |state| match state {
        DoiState::Exists => "registered",
        DoiState::Absent => "not registered",
        DoiState::Malformed => "malformed",
        DoiState::Deleted => "deleted",
        DoiState::NoTarget => "registered without target",
        DoiState::Alias => "another name of a DOI",
        DoiState::Unchecked => "unchecked",
    };
    let without = works.iter().filter(|w| w.doi_state.is_none()).count();
    let counts = counts.into_iter().map(|(state, n)| (verdict(state).to_owned(), n));
    counts.chain((without > 0).then(|| ("without DOI".to_owned(), without))).collect()
}

fn compared(works: &[WorkLine]) -> Vec<(String, usize)> {
    let differs = |work: &&WorkLine| work.compared.iter().any(|c| c.result == FieldState::Differs);
    let all = works.iter().filter(|w| !w.compared.is_empty());
    let (different, open) = (all.clone().filter(differs).count(), works.len() - all.clone().count());
    let counts = [("as printed", all.count() - different), ("with differences", different), ("not compared", open)];
    if different + counts[0].1 == 0 {
        return Vec::new();
    }
    counts.into_iter().filter(|(_, n)| *n > 0).map(|(verdict, n)| (verdict.to_owned(), n)).collect()
}

fn notices(works: &[WorkLine]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<NoticeKind, usize> = BTreeMap::new();
    for work in works {
        let mut kinds: Vec<NoticeKind> = work.notices.iter().map(|n| n.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            *counts.entry(kind).or_default() += 1;
        }
    }
    let with = |kind| match kind {
        NoticeKind::Other => "with some other notice".to_owned(),
        known => format!("with a {}", known.to_string().replace('-', " ")),
    };
    counts.into_iter().map(|(kind, n)| (with(kind), n)).collect()
}
