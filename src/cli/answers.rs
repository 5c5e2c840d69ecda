//! What came of asking: what was heard, what was left open and for which rules, and how it is told.

use super::asking::{Cited, What};
use super::judging::Before;
use crate::model::{Doi, Observation, Unchecked};
use crate::refresh;

/// What came of asking.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) observations: Vec<Observation>,
    pub(super) unchecked: Vec<Unchecked>,
    /// What was asked of whom, a sentence each.
    pub(super) told: Vec<String>,
    asked: usize,
    /// Answered now or before.
    known: usize,
}

impl Answers {
    /// Takes note of how a service did; what it left open is unchecked for the rules about these things.
    pub(super) fn take(&mut self, cited: &Cited, of: &[What], outcome: &refresh::Outcome, service: &str) {
        self.asked += outcome.asked;
        self.known += outcome.answered + outcome.fresh;
        self.told.push(told(outcome, service));
        for unchecked in &outcome.unchecked {
            self.leave(cited, of, &unchecked.doi, service, &unchecked.reason);
        }
    }

    /// Leaves a DOI unchecked for the rules about these things.
    pub(super) fn leave(&mut self, cited: &Cited, of: &[What], doi: &Doi, source: &str, reason: &str) {
        for address in cited.get(doi).into_iter().flatten() {
            self.unchecked.extend(of.iter().flat_map(|what| what.rules()).map(|rule| Unchecked {
                rule: (*rule).to_owned(),
                address: address.clone(),
                source: source.to_owned(),
                reason: reason.to_owned(),
            }));
        }
    }

    /// What this means for the verdict.
    pub(super) fn before(self) -> Before {
        Before { incomplete: self.asked > 0 && self.known == 0, unchecked: self.unchecked }
    }
}

/// What was asked and answered, in a sentence.
fn told(outcome: &refresh::Outcome, service: &str) -> String {
    let mut parts = Vec::new();
    if outcome.asked > 0 {
        parts.push(format!("asked {service} about {}, {} answered", dois(outcome.asked), outcome.answered));
    }
    if outcome.fresh > 0 {
        parts.push(format!("{} known from before", dois(outcome.fresh)));
    }
    if !outcome.unchecked.is_empty() {
        parts.push(format!("{} unchecked", dois(outcome.unchecked.len())));
    }
    if parts.is_empty() {
        return "No DOI to ask about.".to_owned();
    }
    let told = parts.join("; ");
    format!("{}{}.", told.get(..1).unwrap_or_default().to_uppercase(), told.get(1..).unwrap_or_default())
}

fn dois(n: usize) -> String {
    format!("{n} DOI{}", if n == 1 { "" } else { "s" })
}
