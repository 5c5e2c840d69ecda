//! A claim as a question to a reference list.

use super::claim::ReadClaim;
use super::entry::{Entry, Term, fold_with_blanks};
use std::collections::BTreeMap;

/// How much a word counts that only begins like a word of the list.
const BEGINS_ALIKE: f64 = 0.5;

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

/// A claim, and what it asks of the list.
pub(super) struct Query<'q> {
    pub(super) claim: &'q ReadClaim,
    /// How much each term of the list counts, with the words of the claim that bring it.
    pub(super) terms: BTreeMap<Term, QueryTerm>,
}

impl QueryTerm {
    /// Whether an entry says it in the same words, or in more or fewer of them.
    pub(super) fn is_worded_so(&self, entry: &Entry, term: &Term) -> bool {
        entry.worded.get(term).is_none_or(|(_, theirs)| {
            theirs.contains(self.folded.trim_end()) || self.folded.contains(theirs.trim_end())
        })
    }
}

impl<'q> Query<'q> {
    pub(super) fn new(claim: &'q ReadClaim, rarity: &BTreeMap<Term, f64>) -> Self {
        let mut terms = BTreeMap::new();
        for placed in &claim.terms {
            for (term, words) in placed.found.iter() {
                list_known_terms(term, placed.weight, rarity).into_iter().for_each(|(term, weight)| {
                    terms.entry(term).or_insert_with(|| QueryTerm {
                        weight,
                        words: words.clone(),
                        folded: fold_with_blanks(words),
                        in_claim: placed.in_claim,
                    });
                });
            }
        }
        Self { claim, terms }
    }
}

/// The terms of the list that a term of the claim stands for: itself, or words that begin alike.
fn list_known_terms(term: &Term, weight: f64, rarity: &BTreeMap<Term, f64>) -> Vec<(Term, f64)> {
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
