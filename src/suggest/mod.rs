//! Suggesting references for a claim: an article's list ranked by what it shares with the claim's words, the source
//! that the sentence names, and the figures it holds. A suggestion is no evidence; its reasons are there to be checked.

mod entry;
mod query;
mod shortlist;
mod synonyms;

use crate::model::{Item, Kind, Strength};
use entry::{Entry, Term};
use query::Query;
use shortlist::Shortlist;
use std::collections::{BTreeMap, BTreeSet};

/// How many suggestions a claim gets at most.
const MOST: usize = 5;

/// One entry of a reference list.
#[derive(Debug, Clone, Copy)]
pub struct CandidateWork<'a> {
    /// What is printed of it, or registered.
    pub item: &'a Item,
    /// Its abstract, where one is stored.
    pub abstract_text: Option<&'a str>,
}

/// A claim as far as suggesting goes.
#[derive(Debug, Clone, Copy)]
pub struct ClaimText<'a> {
    /// The claim's sentence.
    pub statement: &'a str,
    /// The paragraph it stands in; may be empty.
    pub context: &'a str,
    /// The heading it stands under; may be empty.
    pub section: &'a str,
    /// What kind of claim it is.
    pub kind: Kind,
}

/// A reference that may back a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Which candidate, by its place in what [`SuggestionIndex::new`] was given.
    pub candidate: usize,
    /// How well it fits, 0 to 1: comparable within an article, no probability.
    pub score: f64,
    /// The same in a word.
    pub strength: Strength,
    /// Why, each reason naming the words it rests on.
    pub because: Vec<String>,
}

/// A reference list made ready for ranking.
#[derive(Debug)]
pub struct SuggestionIndex {
    entries: Vec<Entry>,
    /// For each term, how rare it is in the list: the higher, the fewer entries hold it.
    rarity: BTreeMap<Term, f64>,
    /// The number of terms of a title, on average.
    mean_length: f64,
    shortlist: Shortlist,
}

impl SuggestionIndex {
    /// Reads a reference list. Entries with the same title, as in lists that restart by section, count once towards
    /// what is rare.
    pub fn new(candidates: &[CandidateWork]) -> Self {
        let entries: Vec<Entry> = candidates.iter().map(Entry::new).collect();
        let mut titles = BTreeSet::new();
        let mut holders: BTreeMap<Term, f64> = BTreeMap::new();
        for entry in entries.iter().filter(|e| titles.insert(e.title.clone())) {
            entry.terms.keys().for_each(|term| *holders.entry(term.clone()).or_default() += 1.0);
        }
        let all = titles.len() as f64;
        let rarity = holders.into_iter().map(|(term, n)| (term, (1.0 + (all - n + 0.5) / (n + 0.5)).ln())).collect();
        let length: f64 = entries.iter().map(|e| e.length).sum();
        let mean_length = (length / entries.len().max(1) as f64).max(1.0);
        Self { mean_length, shortlist: Shortlist::new(&entries), entries, rarity }
    }

    /// The entries that fit a claim best, at most five, best first. Entries that share nothing worth telling are left
    /// out; of entries with one title, as in lists that restart by section, the one whose neighbours fit best is shown.
    pub fn rank(&self, claim: &ClaimText) -> Vec<Suggestion> {
        let query = Query::new(claim, &self.rarity);
        let compared = self.shortlist.select(&query, &self.rarity).into_iter();
        let mut ranked: Vec<(usize, Points)> =
            compared.filter_map(|at| Some((at, self.points(&query, self.entries.get(at)?)))).collect();
        let nearby = nearby(&ranked);
        ranked.retain(|(_, p)| p.total > 0.0 && !p.because.is_empty());
        let near = |at: usize| nearby.get(&at).copied().unwrap_or_default();
        ranked
            .sort_by(|a, b| b.1.total.total_cmp(&a.1.total).then(near(b.0).total_cmp(&near(a.0))).then(a.0.cmp(&b.0)));
        let mut seen = BTreeSet::new();
        let title = |at: usize| self.entries.get(at).map(|e| e.title.as_str()).filter(|t| !t.is_empty());
        ranked.retain(|(at, _)| title(*at).is_none_or(|t| seen.insert(t)));
        ranked.truncate(MOST);
        let runner_up = |at: usize| ranked.get(at + 1).map_or(0.0, |(_, p)| p.total);
        let suggestion = |(at, (candidate, points)): (usize, &(usize, Points))| {
            let score = points.total / (points.total + HALF);
            let leads = at == 0 && points.total >= 1.25 * runner_up(at);
            Suggestion {
                candidate: *candidate,
                score,
                strength: strength(score, leads),
                because: points.because.clone(),
            }
        };
        ranked.iter().enumerate().map(suggestion).collect()
    }
}

/// How far in the list neighbours count.
const NEAR: usize = 8;

/// For each entry, the points of the entries near it in the list: a list that restarts by section has those of the
/// claim's section together.
fn nearby(points: &[(usize, Points)]) -> BTreeMap<usize, f64> {
    let sum = |at: usize| {
        let from = points.partition_point(|(other, _)| *other + NEAR < at);
        let near = points.iter().skip(from).take_while(|(other, _)| *other <= at + NEAR);
        near.map(|(_, p)| p.total).sum()
    };
    points.iter().map(|(at, _)| (*at, sum(*at))).collect()
}

/// The points that give a score of one half.
const HALF: f64 = 6.0;

/// A score in a word: strong only where it also leads the field.
fn strength(score: f64, leads: bool) -> Strength {
    match score {
        s if s >= 0.55 && leads => Strength::Strong,
        s if s >= 0.4 => Strength::Fair,
        _ => Strength::Weak,
    }
}

/// What an entry gets for a claim, and for what.
#[derive(Debug, Default)]
struct Points {
    total: f64,
    because: Vec<String>,
}

impl Points {
    fn add(&mut self, points: f64, reason: Option<String>) {
        self.total += points;
        self.because.extend(reason);
    }
}
