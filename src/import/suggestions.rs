//! Suggestions: up to five references a claim may rest on. No evidence, until a person links one.

use crate::catalogue::{Error, View, Writing};
use crate::model::{
    Article, Citation, CitationOrigin, CitationState, Claim, Occurrence, Reasons, Reference, Strength, Uid, Version,
    Work,
};
use crate::suggest::{CandidateWork, ClaimText, Suggestion, SuggestionIndex};
use crate::text::{CharIndex, format_count};
use std::collections::{BTreeMap, BTreeSet};

/// A suggestion for a claim, with the reference it names.
#[derive(Debug, Clone, PartialEq)]
pub struct SuggestedPair {
    /// The reference.
    pub reference: Reference,
    /// How well it fits, and why.
    pub suggestion: Suggestion,
}

impl SuggestedPair {
    /// Whether it is worth a person's look, unasked.
    pub fn is_offered(&self) -> bool {
        self.suggestion.strength != Strength::Weak
    }
}

/// What was suggested for claims, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct SuggestedCounts {
    /// Claims that suggestions were looked for.
    pub claims: usize,
    /// Those of them for which nothing in the list fits.
    pub without: usize,
    /// Strong suggestions.
    pub strong: usize,
    /// Fair ones.
    pub fair: usize,
    /// Weak ones, which are not offered.
    pub weak: usize,
}

impl SuggestedCounts {
    /// Counts what was suggested for one claim.
    pub fn add(&mut self, pairs: &[SuggestedPair]) {
        let of = |strength| pairs.iter().filter(|pair| pair.suggestion.strength == strength).count();
        self.claims += 1;
        self.without += usize::from(!pairs.iter().any(SuggestedPair::is_offered));
        self.strong += of(Strength::Strong);
        self.fair += of(Strength::Fair);
        self.weak += of(Strength::Weak);
    }

    /// "Suggestions for 3 of 9 claims: 1 strong, 3 fair. For 6 claims nothing in the list fits."
    pub fn describe(&self) -> String {
        let found = self.claims - self.without;
        let fits = format!(
            "Suggestions for {found} of {}: {} strong, {} fair.",
            format_count(self.claims, "claim"),
            self.strong,
            self.fair
        );
        let none = format!("For {} nothing in the list fits.", format_count(self.without, "claim"));
        match (found, self.without) {
            (0, _) => none,
            (_, 0) => fits,
            _ => format!("{fits} {none}"),
        }
    }
}

/// The references of an article's newest list that fit a claim best, at most five.
pub fn suggest_for(
    view: View<'_>,
    article: &Article,
    claims: &[Claim],
) -> Result<Vec<(Uid, Vec<SuggestedPair>)>, Error> {
    let references: Vec<Reference> = view.references_of(article.uid)?.into_iter().filter(|r| r.is_listed()).collect();
    if references.is_empty() {
        return Ok(Vec::new());
    }
    let works =
        references.iter().map(|r| r.work.map(|w| view.get::<Work>(w)).transpose()).collect::<Result<Vec<_>, _>>()?;
    let works: Vec<Option<Work>> = works.into_iter().map(Option::flatten).collect();
    let candidates: Vec<CandidateWork<'_>> = references
        .iter()
        .zip(&works)
        .map(|(r, w)| CandidateWork {
            item: w.as_ref().map_or(&r.csl, |w| &w.csl),
            abstract_text: w.as_ref().and_then(|w| w.abstract_text.as_deref()),
            publication_types: w.as_ref().and_then(|w| w.publication_types.as_deref()),
        })
        .collect();
    let index = SuggestionIndex::new(&candidates);
    // The order of all its claims tells where in the list each belongs, whichever are asked for.
    let mut all = view.claims_of(article.uid)?;
    let known: BTreeSet<Uid> = all.iter().map(|claim| claim.uid).collect();
    all.extend(claims.iter().filter(|claim| !known.contains(&claim.uid)).cloned());
    let version = view.newest_version(article.uid)?;
    let text = version.as_ref().map(|version| (version, CharIndex::new(&version.text)));
    let mut first: BTreeMap<Uid, &Occurrence> = BTreeMap::new();
    let occurrences = view.occurrences_in(article.uid)?;
    occurrences.iter().for_each(|o| _ = first.entry(o.claim).or_insert(o));
    all.sort_by_key(|claim| first.get(&claim.uid).map_or(u32::MAX, |o| o.start));
    let texts = all.iter().map(|claim| {
        let place = first.get(&claim.uid);
        let context = text.as_ref().zip(place).map_or("", |((version, places), o)| paragraph(version, places, o));
        ClaimText { statement: &claim.statement, context, section: &claim.section, kind: claim.kind }
    });
    let ranked = index.rank(&texts.collect::<Vec<_>>());
    let mut found: BTreeMap<Uid, Vec<Suggestion>> = all.iter().map(|claim| claim.uid).zip(ranked).collect();
    let pairs = |suggestion: Suggestion| {
        Some(SuggestedPair { reference: references.get(suggestion.candidate)?.clone(), suggestion })
    };
    let suggested = claims.iter().map(|claim| {
        let found = found.remove(&claim.uid).unwrap_or_default();
        (claim.uid, found.into_iter().filter_map(pairs).collect())
    });
    Ok(suggested.collect())
}

/// Stores suggestions for claims that were just proposed and that no printed marker cites for; answers how many.
pub(super) fn suggest_new(
    writing: &mut Writing<'_>,
    article: &Article,
    _version: &Version,
    proposed: &[String],
) -> Result<SuggestedCounts, Error> {
    let proposed: BTreeSet<&str> = proposed.iter().map(String::as_str).collect();
    let mut claims = Vec::new();
    for claim in writing.view().claims_of(article.uid)? {
        let new = proposed.contains(claim.address(article).as_str());
        if new && claim.article == article.uid && writing.view().citations_of(claim.uid)?.is_empty() {
            claims.push(claim);
        }
    }
    // An index of the list takes longer than what is asked of it.
    if claims.is_empty() {
        return Ok(SuggestedCounts::default());
    }
    let suggested = suggest_for(writing.view(), article, &claims)?;
    let mut counts = SuggestedCounts::default();
    for (claim, pairs) in suggested {
        counts.add(&pairs);
        store_pairs(writing, claim, pairs)?;
    }
    Ok(counts)
}

/// Stores a claim's suggestions that are worth a look: new pairs are added, an older suggestion gets the new score, and one that is
/// none any more is weak from now on. What a person decided stays.
pub fn store_pairs(writing: &mut Writing<'_>, claim: Uid, pairs: Vec<SuggestedPair>) -> Result<usize, Error> {
    let (mut changed, mut new) = (0, Vec::new());
    let is_none_now = |c: &Citation| {
        let suggested = c.is_offered() && c.origin == CitationOrigin::Tool;
        suggested && !pairs.iter().any(|pair| pair.reference.uid == c.reference)
    };
    let known = writing.view().citations_of(claim)?;
    for gone in known.into_iter().filter(is_none_now) {
        let (score, strength) = (Some(0.0), Some(Strength::Weak));
        changed += usize::from(writing.edit(&Citation { score, strength, because: Reasons::default(), ..gone })?);
    }
    for pair in pairs {
        let is_offered = pair.is_offered();
        let SuggestedPair { reference, suggestion } = pair;
        let (score, strength, because) =
            (Some(suggestion.score), Some(suggestion.strength), Reasons(suggestion.because));
        match writing.view().citation(claim, reference.uid)? {
            Some(known) if known.state == CitationState::Suggested => {
                changed += usize::from(writing.edit(&Citation { score, strength, because, ..known })?);
            }
            Some(_) => {}
            None if !is_offered => {}
            None => new.push(Citation {
                uid: writing.uid(),
                claim,
                reference: reference.uid,
                origin: CitationOrigin::Tool,
                state: CitationState::Suggested,
                score,
                strength,
                because,
                note: None,
                merged_into: None,
            }),
        }
    }
    writing.add_all(&new)?;
    Ok(changed + new.len())
}

/// The paragraph that an occurrence stands in; of a very long one, what stands near.
fn paragraph<'t>(version: &Version, text: &CharIndex<'t>, at: &Occurrence) -> &'t str {
    /// Nobody's paragraph is longer; what is further away than this says nothing about a claim.
    const NEAR: u32 = 1_000;
    let Some(block) = version.blocks.block_at(at.start) else { return "" };
    text.slice(block.start.max(at.start.saturating_sub(NEAR)), block.end.min(at.end.saturating_add(NEAR)))
}
