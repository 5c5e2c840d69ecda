//! Which entries of a long list are worth comparing with a claim, so that a claim does not go through all of them.

use super::entry::{Entry, Term};
use super::query::Query;
use std::collections::{BTreeMap, BTreeSet};

/// A list of no more entries than this is compared as a whole.
const MOST: usize = 300;
/// So many more may come in by the year that the sentence names.
const MOST_OF_A_YEAR: usize = 100;

/// Where terms, pairs of words and authors stand in a list.
#[derive(Debug, Default)]
pub(super) struct Holders {
    /// With how much each counts there.
    pub(super) terms: BTreeMap<Term, Vec<(usize, f64)>>,
    pub(super) pairs: BTreeMap<(String, String), Vec<usize>>,
    /// By the first word of a name, folded.
    pub(super) authors: BTreeMap<String, Vec<usize>>,
}

impl Holders {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut made = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            for (term, count) in &entry.terms {
                made.terms.entry(term.clone()).or_default().push((at, *count));
            }
            entry.pairs.iter().for_each(|pair| made.pairs.entry(pair.clone()).or_default().push(at));
            for (folded, _) in &entry.authors {
                let word = folded.split_whitespace().next().unwrap_or_default();
                made.authors.entry(word.to_owned()).or_default().push(at);
            }
        }
        made
    }
}

/// What a long list is shortened by, beside its words and authors.
#[derive(Debug, Default)]
pub(super) struct Shortlist {
    size: usize,
    by_year: BTreeMap<i16, Vec<usize>>,
    identified: Vec<usize>,
}

impl Shortlist {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut made = Self { size: entries.len(), ..Self::default() };
        if entries.len() <= MOST {
            return made;
        }
        for (at, entry) in entries.iter().enumerate() {
            if let Some(year) = entry.year {
                made.by_year.entry(year).or_default().push(at);
            }
            made.identified.extend((!entry.identifiers.is_empty()).then_some(at));
        }
        made
    }

    /// The entries to compare, in their order: those that share the rarest words with the claim, and those that it names.
    pub(super) fn select(&self, query: &Query<'_>, holders: &Holders, rarity: &BTreeMap<Term, f64>) -> Vec<usize> {
        if self.size <= MOST {
            return (0..self.size).collect();
        }
        let mut chosen: BTreeSet<usize> = BTreeSet::new();
        let mut terms: Vec<&Term> = query.terms.keys().collect();
        let rare = |term: &Term| rarity.get(term).copied().unwrap_or_default();
        terms.sort_by(|a, b| rare(b).total_cmp(&rare(a)).then(a.cmp(b)));
        for (at, _) in terms.into_iter().filter_map(|term| holders.terms.get(term)).flatten() {
            if chosen.len() >= MOST {
                break;
            }
            chosen.insert(*at);
        }
        let named = query.claim.folded.split_whitespace().filter_map(|word| holders.authors.get(word)).flatten();
        chosen.extend(named.copied().take(MOST));
        let years = query.claim.years.iter().filter_map(|year| self.by_year.get(year)).flatten();
        chosen.extend(years.copied().take(MOST_OF_A_YEAR));
        // A DOI or another identifier in the sentence itself: rare enough to look at each.
        if query.claim.lower.contains("10.") || query.claim.lower.contains("pmc") || query.claim.lower.contains("pmid")
        {
            chosen.extend(&self.identified);
        }
        chosen.into_iter().collect()
    }
}
