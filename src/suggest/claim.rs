//! A claim as its own words have it, read before any list is asked: that needs nothing of the catalogue, so that another thread
//! can do it.

use super::ClaimText;
use super::entry::{FoundTerms, find_terms, fold_with_blanks, list_pairs, read_terms};
use super::surroundings::{Surroundings, goes_on};
use super::things::find_bodies;
use crate::model::{Kind, Quantity};
use crate::text::tokens::scan;
use crate::text::wording::{NamedSource, find_named_source, find_source_kinds};
use crate::text::{CharIndex, find_quantities};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How much a word counts by where it stands: in the claim, in the sentence before it, elsewhere in its paragraph, in
/// the heading. Measured on the shared samples (see the test in `tests/suite/suggest/ranking.rs`).
const IN_CLAIM: f64 = 1.0;
/// A claim that goes on about what was spoken of ("This may help…") is about the sentence before it more than about its own words.
const GONE_ON_FROM: f64 = 1.4;
const BEFORE_CLAIM: f64 = 0.4;
const IN_PARAGRAPH: f64 = 0.3;
const IN_HEADING: f64 = 0.1;
/// How likely a claim cites a source: one that speaks of a study or gives a figure, and another. Counted on the shared samples.
const CITES: f64 = 0.5;
const CITES_SELDOM: f64 = 0.2;

/// Terms of a claim that stand in one place.
#[derive(Debug, Clone)]
pub(super) struct PlacedTerms {
    pub(super) found: FoundTerms,
    /// How much they count there.
    pub(super) weight: f64,
    /// They stand in the claim itself, not only near it.
    pub(super) in_claim: bool,
}

/// A claim whose words were read. Claims of one paragraph share what they have in common.
#[derive(Debug, Clone)]
pub struct ReadClaim {
    statement: String,
    context: Arc<str>,
    section: Arc<str>,
    pub(super) kind: Kind,
    /// Its terms, from where they count most to where they count least.
    pub(super) terms: Vec<PlacedTerms>,
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
}

/// Reads claims. Those that stand in one paragraph should follow each other: it is read once for all of them.
pub fn read_claims<'a>(claims: impl IntoIterator<Item = ClaimText<'a>>) -> Vec<ReadClaim> {
    let mut surroundings = Surroundings::default();
    claims.into_iter().map(|claim| ReadClaim::read(&claim, &mut surroundings)).collect()
}

impl ReadClaim {
    /// The claim's sentence.
    pub fn statement(&self) -> &str {
        &self.statement
    }

    /// Whether it was read of this claim, in these surroundings.
    pub fn is_of(&self, claim: &ClaimText<'_>) -> bool {
        self.kind == claim.kind
            && self.statement == claim.statement
            && *self.section == *claim.section
            && *self.context == *claim.context
    }

    fn read(claim: &ClaimText<'_>, surroundings: &mut Surroundings) -> Self {
        let tokens = scan(claim.statement);
        let mut terms = Vec::new();
        let mut add = |found: FoundTerms, weight: f64, in_claim: bool| {
            terms.push(PlacedTerms { found, weight, in_claim });
        };
        add(Arc::new(find_terms(claim.statement, &tokens)), IN_CLAIM, true);
        let paragraph = surroundings.read_paragraph(claim.context);
        let context = Arc::clone(&paragraph.text);
        let (lead, before) = paragraph.find_before(claim.statement);
        let topic = if goes_on(&tokens) { GONE_ON_FROM } else { BEFORE_CLAIM };
        add(Arc::new(read_terms(before)), topic, false);
        add(Arc::new(read_terms(lead)), topic, false);
        add(Arc::clone(&paragraph.terms), IN_PARAGRAPH, false);
        let (section, heading) = surroundings.read_heading(claim.section);
        add(heading, IN_HEADING, false);
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
            pairs: list_pairs(&tokens),
            years: figures.iter().filter(|q| q.unit == "year-date" && q.low == q.high).map(|q| q.low as i16).collect(),
            source: find_named_source(claim.statement),
            figures: figures
                .into_iter()
                .filter(|q| matches!(q.unit, "%" | "people" | "fold" | "ratio" | "week"))
                .collect(),
            folded: fold_with_blanks(claim.statement),
            lower: claim.statement.to_lowercase(),
            kind: claim.kind,
            statement: claim.statement.to_owned(),
            context,
            section,
        }
    }
}
