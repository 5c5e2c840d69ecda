//! An entry of a reference list as ranking sees it.

use super::CandidateWork;
use super::fitting::find_fitting_words;
use super::things::{find_bodies, find_things};
use crate::model::{Item, Kind, Name, Quantity};
use crate::text::tokens::{Token, scan};
use crate::text::wording::find_source_kinds;
use crate::text::{find_quantities, is_stop_word, stem};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What an entry is found by: a stemmed word, or a thing that has several names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Term {
    Word(String),
    Thing(&'static str),
}

/// Terms, each with the words that bring it.
pub(super) type FoundTerms = Arc<Vec<(Term, String)>>;

/// How often a term counts, by where it stands.
const IN_KEYWORDS: f64 = 0.6;
const IN_ABSTRACT: f64 = 0.3;

/// An entry, read once.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) title: String,
    /// The title's words, folded, with blanks around each.
    pub(super) folded: String,
    /// For each kind of claim that the title fits, the word that says so.
    pub(super) fitting: BTreeMap<Kind, &'static str>,
    /// How often each term stands in it, the title counting most.
    pub(super) terms: BTreeMap<Term, f64>,
    /// The words that brought each term of the title, as printed and folded.
    pub(super) worded: BTreeMap<Term, (String, String)>,
    /// The pairs of words that follow each other in the title, stemmed.
    pub(super) pairs: BTreeSet<(String, String)>,
    /// The number of terms in the title.
    pub(super) length: f64,
    pub(super) year: Option<i16>,
    /// Family or group names, folded to words.
    pub(super) authors: Vec<(String, String)>,
    /// What kinds of source the title, the genre or the publication types say that it is.
    pub(super) kinds: Vec<&'static str>,
    /// The bodies that stand behind it.
    pub(super) bodies: BTreeSet<&'static str>,
    /// The figures of the abstract.
    pub(super) figures: Vec<Quantity>,
    /// DOI, PMID, PMCID, in lower case.
    pub(super) identifiers: Vec<String>,
}

impl Entry {
    pub(super) fn new(candidate: &CandidateWork) -> Self {
        let item = candidate.item;
        let text = |field: &Option<String>| field.as_deref().unwrap_or_default().to_owned();
        let title = text(&item.title);
        let tokens = scan(&title);
        let mut terms = BTreeMap::new();
        let mut worded = BTreeMap::new();
        for (term, words) in find_terms(&title, &tokens) {
            *terms.entry(term.clone()).or_default() += 1.0;
            worded.entry(term).or_insert_with(|| (words.clone(), fold_with_blanks(&words)));
        }
        let length = tokens.iter().filter(|t| is_content(t)).count() as f64;
        let keywords = format!("{}; {}", list_keywords(item), candidate.terms.join("; "));
        let others = [(keywords.as_str(), IN_KEYWORDS), (candidate.abstract_text.unwrap_or_default(), IN_ABSTRACT)];
        for (other, weight) in others {
            for (term, _) in find_terms(other, &scan(other)) {
                let count: &mut f64 = terms.entry(term).or_default();
                *count = (*count + weight).max(count.min(2.0));
            }
        }
        let types = candidate.publication_types.unwrap_or_default();
        let behind = item.author.iter().chain(&item.editor).map(Name::short_name);
        let behind = behind.chain([&item.title, &item.container_title, &item.publisher, &item.url].map(text));
        let bodies = behind.flat_map(|name| find_bodies(&name, &scan(&name)).into_keys()).collect();
        let folded = fold_with_blanks(&title);
        Self {
            fitting: find_fitting_words(&folded),
            terms,
            worded,
            pairs: list_pairs(&tokens),
            length,
            year: item.year(),
            authors: item
                .author
                .iter()
                .map(|a| a.short_name())
                .map(|name| (fold_with_blanks(&name), name))
                .filter(|(f, _)| f.len() > 2)
                .collect(),
            kinds: find_source_kinds(&format!("{title}. {}. {types}", text(&item.genre))),
            bodies,
            figures: candidate.abstract_text.map(find_quantities).unwrap_or_default(),
            identifiers: [&item.doi, &item.pmid, &item.pmcid].into_iter().flatten().map(|i| i.to_lowercase()).collect(),
            folded,
            title,
        }
    }
}

/// The keywords of an item, as CSL has them; indexers' terms stand among them.
fn list_keywords(item: &Item) -> String {
    match item.other.get("keyword") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
        _ => String::new(),
    }
}

/// Folded words with blanks around them, so that a whole name can be found in a folded sentence.
pub(super) fn fold_with_blanks(text: &str) -> String {
    format!(" {} ", scan(text).into_iter().map(|t| t.word).collect::<Vec<_>>().join(" "))
}

/// Whether a word says what a text is about.
fn is_content(token: &Token) -> bool {
    token.word.chars().count() > 1 && !is_stop_word(&token.word)
}

/// The terms of a text with the words that bring them.
pub(super) fn read_terms(text: &str) -> Vec<(Term, String)> {
    if text.is_empty() { Vec::new() } else { find_terms(text, &scan(text)) }
}

/// The same, of a text whose words are known.
pub(super) fn find_terms(text: &str, tokens: &[Token]) -> Vec<(Term, String)> {
    let chars: Vec<char> = text.chars().collect();
    let words = |start: u32, end: u32| {
        chars.get(start as usize..end as usize).map(|c| c.iter().collect::<String>()).unwrap_or_default()
    };
    let single = tokens.iter().filter(|t| is_content(t)).map(|t| (Term::Word(stem(&t.word)), words(t.start, t.end)));
    let named = find_things(tokens).into_iter().filter_map(|(thing, (first, after))| {
        let (first, last) = (tokens.get(first)?, tokens.get(after.checked_sub(1)?)?);
        Some((Term::Thing(thing), words(first.start, last.end)))
    });
    single.chain(named).collect()
}

/// The pairs of content words that follow each other, stemmed.
pub(super) fn list_pairs(tokens: &[Token]) -> BTreeSet<(String, String)> {
    let content: Vec<String> = tokens.iter().filter(|t| is_content(t)).map(|t| stem(&t.word)).collect();
    content.iter().zip(content.iter().skip(1)).map(|(a, b)| (a.clone(), b.clone())).collect()
}
