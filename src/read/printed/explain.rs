//! Why an entry is read as it is: every reading that a style proposes, with what speaks for it and against it.

use super::doubts::{READ, value};
use super::entry::Entry;
use super::judge::{Reading, weigh};
use super::styles::STYLES;
use super::{prepare, propose_readings};
use crate::model::Item;

/// A reading that a style proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The style.
    pub style: &'static str,
    /// What it reads.
    pub item: Item,
    /// How it is judged: the sum of the features.
    pub judged: f32,
    /// What each feature that it has adds or takes.
    pub features: Vec<(&'static str, f32)>,
}

impl Candidate {
    /// The fields that were read, by their names in CSL.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        READ.iter().filter_map(|field| Some((*field, value(&self.item, field)?))).collect()
    }
}

/// Every reading of an entry, the best first; of two that are judged alike, the earlier style's.
pub fn explain(printed: &str) -> Vec<Candidate> {
    let prepared = prepare(printed);
    let body = prepared.body.as_str();
    let entry = Entry::new(body, &prepared.known);
    let all = STYLES.iter().filter(|_| !prepared.too_long).flat_map(|style| propose_readings(style, &entry));
    let mut all: Vec<Candidate> = all
        .map(|read| Candidate {
            style: read.style.name,
            features: weigh(&Reading::new(body, &read.draft)),
            judged: read.judged,
            item: read.draft.to_item(),
        })
        .collect();
    all.sort_by(|a, b| b.judged.total_cmp(&a.judged));
    all
}

/// A style: its name, and entries that it reads, each with its fields by their names in CSL.
pub type StyleExamples = (&'static str, &'static [(&'static str, &'static [(&'static str, &'static str)])]);

/// The styles in the order in which they are asked.
pub fn styles() -> impl Iterator<Item = StyleExamples> {
    STYLES.iter().map(|style| (style.name, style.examples))
}
