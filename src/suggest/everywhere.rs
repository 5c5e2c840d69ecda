//! What fits everywhere says little of any one place: a word that most claims of the article have, and an entry whose title fits
//! most of them.

use super::claim::ReadClaim;
use super::entry::Term;
use super::query::Query;
use std::collections::{BTreeMap, BTreeSet};

/// An article of fewer claims has nothing that stands everywhere.
const FEWEST: usize = 20;
/// How much less a term counts that many claims have: a power of how rare it is among them.
const RARE_IN_TEXT: f64 = 0.7;
/// A term of so many claims counts as it would by the list alone.
const USUAL: f64 = 5.0;
/// How much of what an entry gets where it fits best is taken off everywhere.
const HELD_BACK: f64 = 0.4;
/// The places where an entry fits best are so many.
const BEST_PLACES: usize = 10;

/// In how many claims of an article each term stands.
pub(super) struct Commonness {
    claims: usize,
    holders: BTreeMap<Term, f64>,
}

impl Commonness {
    pub(super) fn new(claims: &[&ReadClaim]) -> Self {
        let mut holders: BTreeMap<Term, f64> = BTreeMap::new();
        let told = if claims.len() < FEWEST { &[] } else { claims };
        for claim in told {
            let own = claim.terms.iter().filter(|placed| placed.in_claim).flat_map(|placed| placed.found.iter());
            let terms: BTreeSet<&Term> = own.map(|(term, _)| term).collect();
            terms.into_iter().for_each(|term| *holders.entry(term.clone()).or_default() += 1.0);
        }
        Self { claims: told.len(), holders }
    }

    /// Weighs the terms of a claim by how few claims have them.
    pub(super) fn weigh(&self, query: &mut Query<'_>) {
        if self.claims == 0 {
            return;
        }
        let rarity = |holders: f64| (1.0 + self.claims as f64 / (holders + 1.0)).ln();
        for (term, asked) in &mut query.terms {
            let holders = self.holders.get(term).copied().unwrap_or(1.0);
            asked.weight *= (rarity(holders) / rarity(USUAL)).powf(RARE_IN_TEXT);
        }
    }
}

/// Takes from each entry's points, claim by claim, a part of what it gets where it fits best: one that fits much else as well is
/// less likely meant here.
pub(super) fn hold_back(points: &mut [Vec<(usize, f64)>], entries: usize) {
    if points.len() < FEWEST {
        return;
    }
    let mut got: Vec<Vec<f64>> = vec![Vec::new(); entries];
    for (entry, total) in points.iter().flatten() {
        got.iter_mut().skip(*entry).take(1).for_each(|got| got.push(*total));
    }
    let best: Vec<f64> = got
        .into_iter()
        .map(|mut got| {
            got.sort_by(|a, b| b.total_cmp(a));
            got.truncate(BEST_PLACES);
            got.iter().sum::<f64>() / got.len().max(1) as f64
        })
        .collect();
    let usual = best.iter().sum::<f64>() / entries.max(1) as f64;
    for (entry, total) in points.iter_mut().flatten() {
        *total -= HELD_BACK * (best.get(*entry).copied().unwrap_or(usual) - usual);
    }
}

#[cfg(test)]
mod tests {
    use super::hold_back;

    #[test]
    fn an_entry_that_fits_everywhere_gives_way() {
        // Two entries: one gets 5 points everywhere, the other 4 at one place and 0 elsewhere.
        let mut points: Vec<Vec<(usize, f64)>> =
            (0..20).map(|at| vec![(0, 5.0), (1, if at == 7 { 4.5 } else { 0.0 })]).collect();
        hold_back(&mut points, 2);
        let first = |at: usize| points[at].iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(entry, _)| *entry);
        assert_eq!((first(7), first(3)), (Some(1), Some(0)));
        let mut few = vec![vec![(0, 5.0), (1, 4.5)]];
        hold_back(&mut few, 2);
        assert_eq!(few, [[(0, 5.0), (1, 4.5)]], "one claim says nothing of the rest");
    }
}
