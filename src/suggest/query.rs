//! A claim as a question to a reference list.

use super::ClaimText;
use super::entry::{Entry, Term, fold_with_blanks, pairs, read_terms, terms_of};
use super::surroundings::{Surroundings, goes_on};
use super::things::find_bodies;
use crate::model::{Kind, Quantity};
use crate::text::tokens::scan;
use crate::text::wording::{NamedSource, find_named_source, find_source_kinds};
use crate::text::{CharIndex, find_quantities};
use std::collections::{BTreeMap, BTreeSet};

/// How much a word counts by where it stands: in the claim, in the sentence before it, elsewhere in its paragraph, in
/// the heading. Measured on the shared samples (see the test in `tests/suite/suggest/ranking.rs`).
const IN_CLAIM: f64 = 1.0;
const BEFORE_CLAIM: f64 = 0.4;
const IN_PARAGRAPH: f64 = 0.3;
const IN_HEADING: f64 = 0.1;
/// How much a word counts that only begins like a word of the list.
const BEGINS_ALIKE: f64 = 0.5;
/// How likely a claim cites a source: one that speaks of a study or gives a figure, and another. Counted on the shared samples.
const CITES: f64 = 0.5;
const CITES_SELDOM: f64 = 0.2;

/// A term of the list that a claim asks for.
pub(super) struct QueryTerm {
    pub(super) weight: f64,
    /// The words that bring it, as they stand in the text.
    pub(super) words: String,
    /// The same, folded.
    pub(super) folded: String,
    /// They stand in the claim itself, not only near it.
    pub(super) in_claim: bool,
}

/// A claim, read once.
pub(super) struct Query {
    /// How much each term of the list counts, with the words of the claim that bring it.
    pub(super) terms: BTreeMap<Term, QueryTerm>,
    pub(super) pairs: BTreeSet<(String, String)>,
    pub(super) years: BTreeSet<i16>,
    pub(super) source: Option<NamedSource>,
    /// The bodies that the claim names, with the words that name them.
    pub(super) bodies: BTreeMap<&'static str, String>,
    pub(super) figures: Vec<Quantity>,
    /// How likely it cites anything.
    pub(super) cites: f64,
    /// The claim's words, folded.
    pub(super) folded: String,
    pub(super) lower: String,
    pub(super) kind: Kind,
}

impl QueryTerm {
    /// Whether an entry says it in the same words, or in more or fewer of them.
    pub(super) fn is_worded_so(&self, entry: &Entry, term: &Term) -> bool {
        entry.worded.get(term).is_none_or(|(_, theirs)| {
            theirs.contains(self.folded.trim_end()) || self.folded.contains(theirs.trim_end())
        })
    }
}

impl Query {
    pub(super) fn new<'a>(
        claim: &ClaimText<'a>,
        rarity: &BTreeMap<Term, f64>,
        surroundings: &mut Surroundings<'a>,
    ) -> Self {
        let mut terms = BTreeMap::new();
        let tokens = scan(claim.statement);
        let mut add = |found: &[(Term, String)], weight: f64, in_claim: bool| {
            for (term, words) in found {
                known_terms(term, weight, rarity).into_iter().for_each(|(term, weight)| {
                    terms.entry(term).or_insert_with(|| QueryTerm {
                        weight,
                        words: words.clone(),
                        folded: fold_with_blanks(words),
                        in_claim,
                    });
                });
            }
        };
        add(&terms_of(claim.statement, &tokens), IN_CLAIM, true);
        let paragraph = surroundings.paragraph(claim.context);
        let (lead, before) = paragraph.find_before(claim.statement);
        add(&read_terms(before), if goes_on(&tokens) { IN_CLAIM } else { BEFORE_CLAIM }, false);
        add(&read_terms(lead), BEFORE_CLAIM, false);
        add(&paragraph.terms, IN_PARAGRAPH, false);
        add(surroundings.heading(claim.section), IN_HEADING, false);
        let figures = find_quantities(claim.statement);
        let places = CharIndex::new(claim.statement);
        let named = find_bodies(claim.statement, &tokens).into_iter().filter_map(|(body, (first, after))| {
            let (first, last) = (tokens.get(first)?, tokens.get(after.checked_sub(1)?)?);
            Some((body, places.slice(first.start, last.end).to_owned()))
        });
        let speaks_of_study = !figures.is_empty() || !find_source_kinds(claim.statement).is_empty();
        Self {
            bodies: named.collect(),
            cites: if speaks_of_study { CITES } else { CITES_SELDOM },
            terms,
            pairs: pairs(&tokens),
            years: figures.iter().filter(|q| q.unit == "year-date" && q.low == q.high).map(|q| q.low as i16).collect(),
            source: find_named_source(claim.statement),
            figures: figures
                .into_iter()
                .filter(|q| matches!(q.unit, "%" | "people" | "fold" | "ratio" | "week"))
                .collect(),
            folded: fold_with_blanks(claim.statement),
            lower: claim.statement.to_lowercase(),
            kind: claim.kind,
        }
    }
}

/// The terms of the list that a term of the claim stands for: itself, or words that begin alike.
fn known_terms(term: &Term, weight: f64, rarity: &BTreeMap<Term, f64>) -> Vec<(Term, f64)> {
    match term {
        _ if rarity.contains_key(term) => vec![(term.clone(), weight)],
        Term::Word(word) if word.is_ascii() && word.len() >= 5 => {
            let start = word.get(..5).unwrap_or(word);
            let alike = rarity.range(Term::Word(start.to_owned())..).map(|(t, _)| t);
            alike
                .take_while(|t| matches!(t, Term::Word(w) if w.starts_with(start)))
                .filter(|t| matches!(t, Term::Word(w) if begin_alike(word, w)))
                .map(|t| (t.clone(), weight * BEGINS_ALIKE))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Whether two words begin alike for most of their length: "depressed" and "depression", but not "provider" and "province".
fn begin_alike(one: &str, other: &str) -> bool {
    let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    common * 4 >= one.len().min(other.len()) * 3
}
