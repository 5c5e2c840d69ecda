//! A claim as a question to a reference list, and what an entry gets for answering it.

use super::entry::{Entry, Term, folded, pairs, terms_of};
use super::{ClaimText, Points, SuggestionIndex};
use crate::model::{Kind, Quantity};
use crate::text::tokens::scan;
use crate::text::wording::{NamedSource, find_named_source};
use crate::text::{CharIndex, find_quantities, split_sentences};
use std::collections::{BTreeMap, BTreeSet};

/// How much a word counts by where it stands: in the claim, in the sentence before it, elsewhere in its paragraph, in
/// the heading. Measured on the shared samples (see the test in `tests/suite/suggest/ranking.rs`).
const IN_CLAIM: f64 = 1.0;
const BEFORE_CLAIM: f64 = 0.6;
const IN_PARAGRAPH: f64 = 0.3;
const IN_HEADING: f64 = 0.1;
/// How much a word counts that only begins like a word of the list.
const BEGINS_ALIKE: f64 = 0.5;
/// How much a shared thing counts beside a shared word.
const SAME_THING: f64 = 0.8;
/// The points for what a sentence names: the year of a source, its kind, an author, a figure, an identifier.
const SAME_YEAR: f64 = 3.0;
const OTHER_YEAR: f64 = -1.5;
const SAME_KIND: f64 = 1.0;
const NAMED_AUTHOR: f64 = 5.0;
const SAME_FIGURE: f64 = 3.0;
const SAME_IDENTIFIER: f64 = 20.0;
const FITTING_TITLE: f64 = 0.7;
/// How the points for a word saturate, and how much long titles are held back (BM25’s k1 and b).
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// A term of the list that a claim asks for.
pub(super) struct QueryTerm {
    weight: f64,
    /// The words that bring it, as they stand in the text.
    words: String,
    /// They stand in the claim itself, not only near it.
    in_claim: bool,
}

/// A claim, read once.
pub(super) struct Query {
    /// How much each term of the list counts, with the words of the claim that bring it.
    pub(super) terms: BTreeMap<Term, QueryTerm>,
    pairs: BTreeSet<(String, String)>,
    pub(super) years: BTreeSet<i16>,
    source: Option<NamedSource>,
    figures: Vec<Quantity>,
    /// The claim's words, folded.
    pub(super) folded: String,
    pub(super) lower: String,
    kind: Kind,
}

impl Query {
    pub(super) fn new(claim: &ClaimText, rarity: &BTreeMap<Term, f64>) -> Self {
        let mut terms = BTreeMap::new();
        let tokens = scan(claim.statement);
        let mut add = |text: &str, weight: f64, in_claim: bool| {
            for (term, words) in terms_of(text, &scan(text)) {
                known_terms(term, weight, rarity).into_iter().for_each(|(term, weight)| {
                    terms.entry(term).or_insert_with(|| QueryTerm { weight, words: words.clone(), in_claim });
                });
            }
        };
        add(claim.statement, IN_CLAIM, true);
        add(sentence_before(claim), BEFORE_CLAIM, false);
        add(claim.context, IN_PARAGRAPH, false);
        add(claim.section, IN_HEADING, false);
        let figures = find_quantities(claim.statement);
        Self {
            terms,
            pairs: pairs(&tokens),
            years: figures.iter().filter(|q| q.unit == "year-date" && q.low == q.high).map(|q| q.low as i16).collect(),
            source: find_named_source(claim.statement),
            figures: figures
                .into_iter()
                .filter(|q| matches!(q.unit, "%" | "people" | "fold" | "ratio" | "week"))
                .collect(),
            folded: folded(claim.statement),
            lower: claim.statement.to_lowercase(),
            kind: claim.kind,
        }
    }
}

/// The terms of the list that a term of the claim stands for: itself, or words that begin alike.
fn known_terms(term: Term, weight: f64, rarity: &BTreeMap<Term, f64>) -> Vec<(Term, f64)> {
    match &term {
        _ if rarity.contains_key(&term) => vec![(term, weight)],
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

/// The sentence before the claim's in its paragraph: what "this" in the claim speaks of.
fn sentence_before<'a>(claim: &ClaimText<'a>) -> &'a str {
    let places = CharIndex::new(claim.context);
    let spans = split_sentences(claim.context, "en");
    let words = folded(claim.statement);
    let at = spans.iter().position(|s| folded(places.slice(s.start, s.end)).contains(words.trim()));
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|i| spans.get(i));
    before.map_or("", |s| places.slice(s.start, s.end))
}

impl SuggestionIndex {
    /// What an entry gets for a claim.
    pub(super) fn points(&self, query: &Query, entry: &Entry) -> Points {
        let mut points = Points::default();
        for part in [score_identifier, score_source, score_author, score_figure] {
            let (got, reason) = part(query, entry);
            points.add(got, reason);
        }
        self.shared_terms(query, entry, &mut points);
        let (got, reason) = score_title(query, entry);
        // What a title of its kind is worth shows only where the subject is shared too.
        if points.total > 0.0 {
            points.add(got, reason);
        }
        points
    }

    /// The points for words and things in common, and the reasons that name the weightiest.
    fn shared_terms(&self, query: &Query, entry: &Entry, points: &mut Points) {
        let held_back = SATURATION * (1.0 - LENGTH + LENGTH * entry.length / self.mean_length);
        let mut shared: Vec<(f64, &Term)> = Vec::new();
        for (term, count) in &entry.terms {
            let (Some(asked), Some(rarity)) = (query.terms.get(term), self.rarity.get(term)) else { continue };
            let of_thing = if matches!(term, Term::Thing(_)) { SAME_THING } else { 1.0 };
            let got = of_thing * asked.weight * rarity * count * (SATURATION + 1.0) / (count + held_back);
            points.total += got;
            shared.push((got, term));
        }
        points.total += self.shared_pairs(query, entry);
        shared.sort_by(|a, b| b.0.total_cmp(&a.0));
        let weighty = shared.first().map_or(0.0, |s| s.0 * 0.3);
        shared.retain(|s| s.0 >= weighty);
        points.because.extend(words_reasons(query, entry, &shared));
        points.because.extend(shared.iter().take(4).filter_map(|(_, term)| thing_reason(query, entry, term)));
    }

    /// Two words that follow each other in both say more than the two alone.
    fn shared_pairs(&self, query: &Query, entry: &Entry) -> f64 {
        let rarity = |w: &String| self.rarity.get(&Term::Word(w.clone())).copied().unwrap_or_default();
        query.pairs.intersection(&entry.pairs).map(|(a, b)| 0.4 * (rarity(a) + rarity(b))).sum()
    }
}

/// The weightiest words in common, as the claim has them; and apart from these, those that only stand near it.
fn words_reasons(query: &Query, entry: &Entry, shared: &[(f64, &Term)]) -> Vec<String> {
    let words = || shared.iter().map(|(_, term)| *term).filter(|term| matches!(term, Term::Word(_))).take(4);
    if !words().all(|term| entry.worded.contains_key(term)) {
        return Vec::new();
    }
    let titled: Vec<&QueryTerm> = words().filter_map(|term| query.terms.get(term)).collect();
    let reason = |in_claim: bool, one: &str, several: &str| {
        let words = titled.iter().filter(|asked| asked.in_claim == in_claim);
        let words: Vec<String> = words.map(|asked| format!("“{}”", asked.words.to_lowercase())).collect();
        match words.len() {
            0 => None,
            1 => Some(format!("{one} {}", words.join(""))),
            _ => Some(format!("{several} {}", words.join(", "))),
        }
    };
    let own = reason(true, "shares the word", "shares the words");
    let near = reason(false, "the text around it shares the word", "the text around it shares the words");
    own.into_iter().chain(near).collect()
}

/// "“belly band” is “support garments” in the title": only where the wordings differ.
fn thing_reason(query: &Query, entry: &Entry, term: &Term) -> Option<String> {
    let Term::Thing(_) = term else { return None };
    let (ours, theirs) = (&query.terms.get(term)?.words, entry.worded.get(term)?);
    let differ = folded(ours) != folded(theirs)
        && !folded(theirs).contains(folded(ours).trim())
        && !folded(ours).contains(folded(theirs).trim());
    differ.then(|| format!("what the text calls “{}” the title calls “{}”", ours.to_lowercase(), theirs.to_lowercase()))
}

fn score_identifier(query: &Query, entry: &Entry) -> (f64, Option<String>) {
    match entry.identifiers.iter().find(|i| i.len() > 5 && query.lower.contains(i.as_str())) {
        Some(found) => (SAME_IDENTIFIER, Some(format!("the sentence gives its identifier: {found}"))),
        None => (0.0, None),
    }
}

/// The source that the sentence names, by year and kind.
fn score_source(query: &Query, entry: &Entry) -> (f64, Option<String>) {
    let same_kind =
        query.source.as_ref().is_some_and(|s| s.kind != "study" && entry.kinds.iter().any(|k| is_kind(s.kind, k)));
    let named_year = query.source.as_ref().and_then(|s| s.year);
    let same_year = entry.year.is_some_and(|y| query.years.contains(&y));
    let kind_points = if same_kind { SAME_KIND } else { 0.0 };
    let year_points = match (same_year, named_year) {
        (true, _) => SAME_YEAR,
        (false, Some(_)) => OTHER_YEAR,
        (false, None) => 0.0,
    };
    let named = query.source.as_ref().map(|s| s.text.as_str()).unwrap_or_default();
    let kind = entry.kinds.first().copied().unwrap_or("source");
    let reason = match (same_year, same_kind, entry.year) {
        (true, true, Some(year)) => Some(format!("the sentence names a {named}; the title says {kind}, of {year}")),
        (true, false, Some(year)) => Some(format!("the sentence names {year}, its year")),
        (false, true, _) if named_year.is_none() => {
            Some(format!("the sentence names a {named}; the title says {kind}"))
        }
        _ => None,
    };
    (kind_points + year_points, reason)
}

/// Whether an entry that says it is of one kind can be what a sentence calls another: a meta-analysis is a review.
fn is_kind(named: &str, entry: &str) -> bool {
    named == entry || matches!((named, entry), ("review", "meta-analysis") | ("meta-analysis", "review"))
}

fn score_author(query: &Query, entry: &Entry) -> (f64, Option<String>) {
    let found = entry.authors.iter().find(|(words, name)| {
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        capital && query.folded.contains(words.as_str()) && names_person(&query.lower, name)
    });
    match found {
        Some((_, name)) => (NAMED_AUTHOR, Some(format!("the sentence names {name}"))),
        None => (0.0, None),
    }
}

/// A surname such as "Long" is named only with "and colleagues", "et al." or a year after it.
fn names_person(sentence: &str, name: &str) -> bool {
    let after = sentence.find(&name.to_lowercase()).and_then(|at| sentence.get(at + name.len()..)).unwrap_or_default();
    let after = after.trim_start_matches([',', ' ', '(']);
    ["et al", "and ", "& ", "19", "20"].iter().any(|s| after.starts_with(s)) || name.contains(' ')
}

/// A figure of the claim that the abstract gives too.
fn score_figure(query: &Query, entry: &Entry) -> (f64, Option<String>) {
    let same =
        |a: &Quantity, b: &Quantity| a.unit == b.unit && (a.low - b.low).abs() <= 0.5 && (a.high - b.high).abs() <= 0.5;
    let found = query.figures.iter().find_map(|q| entry.figures.iter().find(|f| same(q, f)));
    match found {
        Some(f) => (SAME_FIGURE, Some(format!("its abstract gives the figure {}", f.text))),
        None => (0.0, None),
    }
}

/// Titles whose words fit the kind of claim: a claim on how common something is, and "prevalence".
fn score_title(query: &Query, entry: &Entry) -> (f64, Option<String>) {
    let words: &[&str] = match query.kind {
        Kind::Prevalence => &["prevalence", "incidence", "epidemiology", "survey"],
        Kind::Mechanism => &["mechanism", "mechanisms", "pathophysiology", "model", "aetiology", "etiology"],
        Kind::Benefit => &[
            "effect",
            "effects",
            "effectiveness",
            "efficacy",
            "interventions",
            "treatment",
            "trial",
            "treating",
            "preventing",
        ],
        Kind::Risk => &["risk", "risks", "association", "factors", "predictors", "cohort"],
        Kind::Harm => &["safety", "adverse", "toxicity", "harm", "harms", "risk"],
        Kind::Diagnosis => &["diagnosis", "diagnostic", "assessment", "screening"],
        Kind::Prognosis => &["prognosis", "outcome", "outcomes", "course", "recovery"],
        Kind::Recommendation => &["guideline", "guidelines", "recommendations", "consensus"],
        Kind::SourceDescription | Kind::Outcome | Kind::Context => &[],
    };
    match words.iter().find(|w| contains_word(&entry.folded, w)) {
        Some(word) => {
            (FITTING_TITLE, Some(format!("the claim is of kind {}, and the title says “{word}”", query.kind)))
        }
        None => (0.0, None),
    }
}

/// Whether a folded text, with blanks around its words, holds a word.
fn contains_word(folded: &str, word: &str) -> bool {
    folded.match_indices(word).any(|(at, _)| {
        let before = folded.get(..at).is_some_and(|s| s.ends_with(' '));
        before && folded.get(at + word.len()..).is_some_and(|s| s.starts_with(' '))
    })
}
