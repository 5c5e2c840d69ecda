//! Pairs of a claim and its evidence, and how many of their figures are compared right.

use claimbook::compare::compare_figures;
use claimbook::model::{FigureMatch, FigureResult};
use std::collections::{BTreeMap, BTreeSet};

/// A row of the table.
pub(crate) struct Pair {
    pub(crate) id: &'static str,
    pub(crate) claim: &'static str,
    pub(crate) evidence: &'static str,
    /// The figure of the claim that is compared.
    pub(crate) figure: &'static str,
    pub(crate) expected: &'static str,
    pub(crate) why: &'static str,
}

/// Every pair of `tests/fixtures/compare/figures.tsv`.
pub(crate) fn pairs() -> Vec<Pair> {
    let table = include_str!("../../fixtures/compare/figures.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let cells = rows.map(|line| line.split('\t').collect::<Vec<_>>());
    let read = cells.map(|row| {
        let [id, claim, evidence, figure, expected, why] = *row.as_slice() else { panic!("{row:?} has not six cells") };
        Pair { id, claim, evidence, figure, expected, why }
    });
    read.collect()
}

impl Pair {
    /// The kind of its figure.
    pub(crate) fn kind(&self) -> &'static str {
        self.id.split_once('-').map_or(self.id, |(kind, _)| kind)
    }

    /// Whether reviewers may judge it otherwise.
    pub(crate) fn is_hard(&self) -> bool {
        self.why.starts_with("hard:")
    }

    /// What comparing its figure gives; none where that figure of the claim is not compared.
    pub(crate) fn compare(&self) -> Option<FigureMatch> {
        let wanted = words(self.figure);
        let shared = |found: &FigureMatch| words(&found.claim).intersection(&wanted).count();
        let mut found = compare_figures(self.claim, &[self.evidence]);
        let holds = |found: &FigureMatch| found.claim.contains(self.figure) || self.figure.contains(&found.claim);
        found.sort_by_key(|found| (found.claim == self.figure, holds(found), shared(found)));
        found.pop().filter(|found| shared(found) > 0)
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.to_lowercase();
    let words = words.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ',')));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How many rows of a kind are right.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Score {
    pub(crate) rows: usize,
    pub(crate) right: usize,
    /// Of those that reviewers may judge otherwise.
    pub(crate) hard: usize,
    pub(crate) hard_right: usize,
    /// Said to agree where they do not, in all rows.
    pub(crate) wrong_agrees: usize,
}

impl Score {
    /// The share of rows that are right, without the hard ones.
    pub(crate) fn rate(&self) -> f64 {
        self.right as f64 / (self.rows as f64).max(1.0)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.right += other.right;
        self.hard += other.hard;
        self.hard_right += other.hard_right;
        self.wrong_agrees += other.wrong_agrees;
    }
}

/// The score of each kind, and every row that is wrong, in words.
pub(crate) fn score() -> (BTreeMap<&'static str, Score>, Vec<String>) {
    let (mut scores, mut missed): (BTreeMap<_, Score>, _) = (BTreeMap::new(), Vec::new());
    for pair in pairs() {
        let found = pair.compare();
        let result = found.as_ref().map_or("not compared".to_owned(), |found| found.result.to_string());
        let (right, hard) = (result == pair.expected, pair.is_hard());
        let agrees = found.as_ref().is_some_and(|found| found.result == FigureResult::Agrees);
        scores.entry(pair.kind()).or_default().add(&Score {
            rows: usize::from(!hard),
            right: usize::from(!hard && right),
            hard: usize::from(hard),
            hard_right: usize::from(hard && right),
            wrong_agrees: usize::from(agrees && !right),
        });
        if !right {
            let source = found.and_then(|found| found.source).map(|s| format!(" ({s})")).unwrap_or_default();
            missed.push(format!(
                "{}: {result}{source}, expected {}\n    {}\n    {}\n    {}",
                pair.id, pair.expected, pair.claim, pair.evidence, pair.why
            ));
        }
    }
    (scores, missed)
}
