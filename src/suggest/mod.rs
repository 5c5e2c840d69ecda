//! Suggesting references for the claims of an article: its list ranked by what each entry shares with the claim's words, by the
//! source that the sentence names, and by the order of list and text. A suggestion is no evidence; its reasons are there to be
//! checked.

mod claim;
mod entry;
mod everywhere;
mod fitting;
mod order;
mod passages;
mod points;
mod query;
mod reasons;
mod shortlist;
mod strength;
mod surroundings;
mod things;

use crate::model::{Item, Kind, Strength};
use crate::parallel;
pub use claim::{ReadClaim, read_claims};
use entry::{Entry, Term};
use everywhere::{Commonness, hold_back};
pub use passages::find_nearest_passage;
use points::find_cues;
use query::Query;
use shortlist::{Holders, Shortlist};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use strength::{DISTINCTION, ORDERLY, choose_strength};

/// How many suggestions a claim gets at most.
const MOST: usize = 5;

/// How rare a term is that one entry holds.
const RAREST: f64 = 4.5;

/// One entry of a reference list.
#[derive(Debug, Clone, Copy)]
pub struct CandidateWork<'a> {
    /// What is printed of it, or registered.
    pub item: &'a Item,
    /// Its abstract, where one is stored.
    pub abstract_text: Option<&'a str>,
    /// What an index says that it is: "Systematic Review; Meta-Analysis".
    pub publication_types: Option<&'a str>,
    /// What an index and its authors say that it is about: MeSH headings, keywords.
    pub terms: &'a [String],
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
    /// How likely it is the source, 0 to 1, as far as words and order tell.
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
    holders: Holders,
    shortlist: Shortlist,
    /// Its order says nothing of the text: it is one of the alphabet.
    is_alphabetical: bool,
}

impl SuggestionIndex {
    /// Reads a reference list. Entries with the same title, as in lists that restart by section, count once towards
    /// what is rare.
    pub fn new(candidates: &[CandidateWork]) -> Self {
        let entries: Vec<Entry> = candidates.iter().map(Entry::new).collect();
        let mut titles = BTreeSet::new();
        let mut counts: BTreeMap<Term, f64> = BTreeMap::new();
        for entry in entries.iter().filter(|e| titles.insert(e.title.clone())) {
            entry.terms.keys().for_each(|term| *counts.entry(term.clone()).or_default() += 1.0);
        }
        let all = titles.len() as f64;
        // A term that one entry holds is as rare in a short list as in a long one.
        let rare = |n: f64| (1.0 + (all - n + 0.5) / (n + 0.5)).ln();
        let rarity = counts.into_iter().map(|(term, n)| (term, RAREST * rare(n) / rare(1.0))).collect();
        let length: f64 = entries.iter().map(|e| e.length).sum();
        let mean_length = (length / entries.len().max(1) as f64).max(1.0);
        let is_alphabetical = is_alphabetical(&entries);
        let (holders, shortlist) = (Holders::new(&entries), Shortlist::new(&entries));
        Self { mean_length, holders, shortlist, entries, rarity, is_alphabetical }
    }

    /// For each claim of an article, in the order of its text, the entries that fit it best: at most five, best first. Of
    /// entries with one title, as in lists that restart by section, one is shown.
    pub fn rank(&self, claims: &[ClaimText<'_>]) -> Vec<Vec<Suggestion>> {
        self.rank_read(&read_claims(claims.iter().copied()).iter().collect::<Vec<_>>())
    }

    /// The same for claims that were read before.
    pub fn rank_read<'c>(&self, claims: &[&'c ReadClaim]) -> Vec<Vec<Suggestion>> {
        let commonness = Commonness::new(claims);
        let ask = |claim: &&'c ReadClaim| {
            let mut query = Query::new(claim, &self.rarity);
            commonness.weigh(&mut query);
            query
        };
        // Of a long article the questions would take more room than anything else: each is put twice, and kept no longer.
        let mut points = parallel::map(claims.to_vec(), |claim| self.list_points(&ask(&claim)));
        hold_back(&mut points, self.entries.len());
        if self.is_alphabetical || !order::is_feasible(claims.len(), self.entries.len()) {
            let alone: Vec<_> = claims.iter().zip(points).collect();
            let choose = |(claim, points): (_, Vec<_>)| self.choose(&ask(claim), strength::to_shares(&points), false);
            return parallel::map(alone, choose);
        }
        let fits: Vec<Vec<f64>> = points.iter().map(|points| self.measure_fits(points)).collect();
        let cites: Vec<f64> = claims.iter().map(|claim| claim.cites).collect();
        let course = order::follow(&fits, &cites);
        let trust = course.as_ref().map_or(0.0, |course| 1.0 / (1.0 + (-course.evidence).exp() / ORDERLY));
        let ranked = claims.iter().zip(&points).enumerate().map(|(at, (claim, points))| {
            let in_order = course.as_ref().and_then(|course| course.shares.get(at));
            let shares = strength::to_shares(points).into_iter().map(|(entry, alone)| {
                let in_order = in_order.and_then(|shares| shares.get(entry)).copied().unwrap_or_default();
                (entry, trust * in_order + (1.0 - trust) * alone)
            });
            self.choose(&ask(claim), shares.collect(), trust > 0.5)
        });
        ranked.collect()
    }

    /// How much better each entry fits a claim than entries do on average.
    fn measure_fits(&self, points: &[(usize, f64)]) -> Vec<f64> {
        let mut fits = vec![0.0; self.entries.len()];
        for (at, total) in points {
            fits.iter_mut().skip(*at).take(1).for_each(|fit| *fit = *total);
        }
        let best = fits.iter().copied().fold(f64::MIN, f64::max);
        fits.iter_mut().for_each(|fit| *fit = (DISTINCTION * (*fit - best)).exp());
        let mean = fits.iter().sum::<f64>() / fits.len().max(1) as f64;
        fits.iter_mut().for_each(|fit| *fit /= mean);
        fits
    }

    /// The best of the entries, with what speaks for them.
    fn choose(&self, query: &Query<'_>, mut shares: Vec<(usize, f64)>, orderly: bool) -> Vec<Suggestion> {
        shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut titles = BTreeSet::new();
        let mut chosen = Vec::new();
        for (candidate, score) in shares {
            let Some(entry) = self.entries.get(candidate) else { continue };
            if chosen.len() == MOST {
                break;
            }
            if !entry.title.is_empty() && titles.contains(entry.title.as_str()) {
                continue;
            }
            let mut because = find_cues(query, entry, true).named;
            because.extend(self.list_reasons(query, entry));
            if orderly && score > IN_PLACE {
                because.push("the list is in the order of the text, and it stands about there".to_owned());
            }
            if !because.is_empty() {
                titles.insert(entry.title.as_str());
                chosen.push(Suggestion { candidate, score, strength: choose_strength(score), because });
            }
        }
        chosen
    }
}

/// An entry is not said to stand in its place that is less likely than this.
const IN_PLACE: f64 = 0.15;

/// Whether a list goes by the alphabet, by authors or, where there are none, titles.
fn is_alphabetical(entries: &[Entry]) -> bool {
    let names: Vec<&str> =
        entries.iter().map(|e| e.authors.first().map_or(e.folded.as_str(), |(folded, _)| folded).trim()).collect();
    let rising = names.windows(2).filter(|two| matches!(two, [a, b] if a.cmp(b) != Ordering::Greater)).count();
    rising * 10 >= names.len().saturating_sub(1) * 9
}
