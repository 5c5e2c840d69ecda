//! How well an entry of a list fits a claim: BM25 over what both say, and what the claim says of its source.

use super::SuggestionIndex;
use super::entry::{Entry, Term};
use super::fitting::list_fitting_words;
use super::query::{Query, QueryTerm};
use crate::model::{Kind, Quantity};
use std::collections::BTreeSet;

/// How much a shared thing counts that the claim and the entry word differently, beside a shared word.
const SAME_THING: f64 = 0.8;
/// The same where they word it alike, on top of what the words count.
const SAME_NAME: f64 = 0.3;
/// How much two words that follow each other in both count, beside the words alone.
const SAME_PAIR: f64 = 0.2;
/// The points for what a sentence names: the year of a source, its kind, an author, a body, a figure, an identifier.
const SAME_YEAR: f64 = 3.0;
const OTHER_YEAR: f64 = -1.5;
const SAME_KIND: f64 = 1.0;
const NAMED_AUTHOR: f64 = 5.0;
const NAMED_BODY: f64 = 8.0;
const SAME_FIGURE: f64 = 3.0;
const SAME_IDENTIFIER: f64 = 20.0;
const FITTING_TITLE: f64 = 2.0;
const OTHER_TITLE: f64 = -1.5;
/// How the points for a word saturate, and how much long titles are held back (BM25’s k1 and b).
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// What an entry gets for a claim.
#[derive(Debug, Default)]
pub(super) struct Points {
    pub(super) total: f64,
    /// What the claim names of the source, in words.
    pub(super) named: Vec<String>,
}

impl SuggestionIndex {
    /// What the entries worth comparing get for a claim, in their order. What both say is gathered by term, so that an entry costs
    /// only what it shares.
    pub(super) fn list_points(&self, query: &Query<'_>) -> Vec<(usize, f64)> {
        let mut shared = vec![0.0; self.entries.len()];
        for (term, asked) in &query.terms {
            let Some((rarity, holders)) = self.rarity.get(term).zip(self.holders.terms.get(term)) else { continue };
            for (at, count) in holders {
                if let (Some(entry), Some(sum)) = (self.entries.get(*at), shared.get_mut(*at)) {
                    *sum += self.weigh_term((term, *rarity, *count), asked, entry);
                }
            }
        }
        let mut pairs = vec![0.0; self.entries.len()];
        for pair in &query.claim.pairs {
            let worth = self.weigh_pair(pair);
            for at in self.holders.pairs.get(pair).into_iter().flatten() {
                pairs.iter_mut().skip(*at).take(1).for_each(|sum| *sum += worth);
            }
        }
        let words = query.claim.folded.split_whitespace();
        let by_authors: BTreeSet<usize> =
            words.filter_map(|word| self.holders.authors.get(word)).flatten().copied().collect();
        let compared = self.shortlist.select(query, &self.holders, &self.rarity).into_iter();
        let points = compared.filter_map(|at| {
            let entry = self.entries.get(at)?;
            let mut total = find_cues(query, entry, by_authors.contains(&at)).total;
            total += shared.get(at)?;
            total += pairs.get(at)?;
            // What a title of its kind is worth shows only where the subject is shared too.
            if total > 0.0 {
                total += weigh_title(query, entry);
            }
            Some((at, total))
        });
        points.collect()
    }

    /// The terms in common with the points for each.
    pub(super) fn list_shared_terms<'e>(
        &'e self,
        query: &'e Query<'_>,
        entry: &'e Entry,
    ) -> impl Iterator<Item = (f64, &'e Term)> {
        entry.terms.iter().filter_map(|(term, count)| {
            let (asked, rarity) = (query.terms.get(term)?, self.rarity.get(term)?);
            Some((self.weigh_term((term, *rarity, *count), asked, entry), term))
        })
    }

    /// The points for a term that both say, which is so rare in the list and counts so much in the entry.
    fn weigh_term(&self, (term, rarity, count): (&Term, f64, f64), asked: &QueryTerm, entry: &Entry) -> f64 {
        let held_back = SATURATION * (1.0 - LENGTH + LENGTH * entry.length / self.mean_length);
        let of_thing = match term {
            Term::Word(_) => 1.0,
            Term::Thing(_) if asked.is_worded_so(entry, term) => SAME_NAME,
            Term::Thing(_) => SAME_THING,
        };
        of_thing * asked.weight * rarity * count * (SATURATION + 1.0) / (count + held_back)
    }

    /// Two words that follow each other in both say more than the two alone.
    fn weigh_pair(&self, (a, b): &(String, String)) -> f64 {
        let rarity = |w: &String| self.rarity.get(&Term::Word(w.clone())).copied().unwrap_or_default();
        SAME_PAIR * (rarity(a) + rarity(b))
    }
}

/// What the claim says of its source that is so of the entry; whether it may name an author of it is known before.
pub(super) fn find_cues(query: &Query<'_>, entry: &Entry, may_name_author: bool) -> Points {
    let mut points = Points::default();
    let author = if may_name_author { find_author(query, entry) } else { (0.0, None) };
    let others = [find_body, find_same_figure].map(|cue| cue(query, entry));
    for (got, reason) in [find_identifier(query, entry), find_source(query, entry), author].into_iter().chain(others) {
        points.total += got;
        points.named.extend(reason);
    }
    points
}

fn find_identifier(query: &Query<'_>, entry: &Entry) -> (f64, Option<String>) {
    match entry.identifiers.iter().find(|i| i.len() > 5 && query.claim.lower.contains(i.as_str())) {
        Some(found) => (SAME_IDENTIFIER, Some(format!("names its identifier {found}"))),
        None => (0.0, None),
    }
}

/// The source that the sentence names, by year and kind.
fn find_source(query: &Query<'_>, entry: &Entry) -> (f64, Option<String>) {
    let source = query.claim.source.as_ref();
    let same_kind = source.filter(|s| s.kind != "study" && entry.kinds.iter().any(|kind| is_kind(s.kind, kind)));
    let same_year = entry.year.filter(|year| query.claim.years.contains(year));
    let other_year = same_year.is_none() && source.is_some_and(|s| s.year.is_some());
    let year_points = if other_year { OTHER_YEAR } else { same_year.map_or(0.0, |_| SAME_YEAR) };
    let kind_points = same_kind.map_or(0.0, |_| SAME_KIND);
    let reason = match (same_year, same_kind) {
        (Some(year), Some(source)) => Some(format!("names the year {year} and a {}, as this is", source.kind)),
        (Some(year), None) => Some(format!("names the year {year}")),
        (None, Some(source)) if !other_year => Some(format!("names a {}, as this is", source.kind)),
        _ => None,
    };
    (year_points + kind_points, reason)
}

/// Whether an entry that says it is of one kind can be what a sentence calls another: a meta-analysis is a review.
fn is_kind(named: &str, entry: &str) -> bool {
    named == entry || matches!((named, entry), ("review", "meta-analysis") | ("meta-analysis", "review"))
}

fn find_author(query: &Query<'_>, entry: &Entry) -> (f64, Option<String>) {
    let found = entry.authors.iter().find(|(words, name)| {
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        capital && query.claim.folded.contains(words.as_str()) && names_person(&query.claim.lower, name)
    });
    match found {
        Some((_, name)) => (NAMED_AUTHOR, Some(format!("names its author {name}"))),
        None => (0.0, None),
    }
}

/// A surname such as "Long" is named only with "and colleagues", "et al." or a year after it.
fn names_person(sentence: &str, name: &str) -> bool {
    let after = sentence.find(&name.to_lowercase()).and_then(|at| sentence.get(at + name.len()..)).unwrap_or_default();
    let after = after.trim_start_matches([',', ' ', '(']);
    ["et al", "and ", "& ", "19", "20"].iter().any(|s| after.starts_with(s)) || name.contains(' ')
}

/// The body that the sentence names, and that stands behind the entry: "the NHS says".
fn find_body(query: &Query<'_>, entry: &Entry) -> (f64, Option<String>) {
    match query.claim.bodies.iter().find(|(body, _)| entry.bodies.contains(*body)) {
        Some((_, words)) => (NAMED_BODY, Some(format!("names “{words}”, whose source this is"))),
        None => (0.0, None),
    }
}

/// A figure of the claim that the abstract gives too.
fn find_same_figure(query: &Query<'_>, entry: &Entry) -> (f64, Option<String>) {
    let same =
        |a: &Quantity, b: &Quantity| a.unit == b.unit && (a.low - b.low).abs() <= 0.5 && (a.high - b.high).abs() <= 0.5;
    let found = query.claim.figures.iter().find_map(|q| entry.figures.iter().find(|f| same(q, f)));
    match found {
        Some(f) => (SAME_FIGURE, Some(format!("its abstract gives the figure {}", f.text))),
        None => (0.0, None),
    }
}

/// What a title is worth whose words fit the kind of claim, or another kind alone: how well a treatment works says little of how
/// common the illness is.
fn weigh_title(query: &Query<'_>, entry: &Entry) -> f64 {
    /// Kinds that titles tell apart.
    const TOLD: [Kind; 3] = [Kind::Prevalence, Kind::Mechanism, Kind::Benefit];
    if list_fitting_words(query.claim.kind).is_empty() {
        return 0.0;
    }
    match entry.fitting.get(&query.claim.kind) {
        Some(_) => FITTING_TITLE,
        None if TOLD.iter().any(|kind| entry.fitting.contains_key(kind)) => OTHER_TITLE,
        None => 0.0,
    }
}
