//! Suggestions: up to five references a claim may rest on. No evidence, until a person links one.

use crate::catalogue::{Error, View, Writing};
use crate::model::{
    Article, Citation, CitationOrigin, CitationState, Claim, Occurrence, Reasons, Reference, Uid, Version, Work,
};
use crate::suggest::{CandidateWork, ClaimText, Suggestion, SuggestionIndex};
use crate::text::CharIndex;
use std::collections::{BTreeMap, BTreeSet};

/// A suggestion for a claim, with the reference it names.
#[derive(Debug, Clone, PartialEq)]
pub struct SuggestedPair {
    /// The reference.
    pub reference: Reference,
    /// How well it fits, and why.
    pub suggestion: Suggestion,
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
        })
        .collect();
    let index = SuggestionIndex::new(&candidates);
    let version = view.newest_version(article.uid)?;
    let text = version.as_ref().map(|version| (version, CharIndex::new(&version.text)));
    let mut first: BTreeMap<Uid, &Occurrence> = BTreeMap::new();
    let occurrences = view.occurrences_in(article.uid)?;
    occurrences.iter().for_each(|o| _ = first.entry(o.claim).or_insert(o));
    let mut suggested = Vec::with_capacity(claims.len());
    for claim in claims {
        let place = first.get(&claim.uid);
        let context = text.as_ref().zip(place).map_or("", |((version, places), o)| paragraph(version, places, o));
        let text = ClaimText { statement: &claim.statement, context, section: &claim.section, kind: claim.kind };
        let pairs = index.rank(&text).into_iter().filter_map(|suggestion| {
            Some(SuggestedPair { reference: references.get(suggestion.candidate)?.clone(), suggestion })
        });
        suggested.push((claim.uid, pairs.collect()));
    }
    Ok(suggested)
}

/// Stores suggestions for claims that were just proposed and that no printed marker cites for; answers how many.
pub(super) fn suggest_new(
    writing: &mut Writing<'_>,
    article: &Article,
    _version: &Version,
    proposed: &[String],
) -> Result<usize, Error> {
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
        return Ok(0);
    }
    let suggested = suggest_for(writing.view(), article, &claims)?;
    let mut stored = 0;
    for (claim, pairs) in suggested {
        stored += store_pairs(writing, claim, pairs)?;
    }
    Ok(stored)
}

/// Stores a claim's suggestions: new pairs are added, and an older suggestion gets the new score. What a person decided
/// stays.
pub fn store_pairs(writing: &mut Writing<'_>, claim: Uid, pairs: Vec<SuggestedPair>) -> Result<usize, Error> {
    let (mut changed, mut new) = (0, Vec::new());
    for SuggestedPair { reference, suggestion } in pairs {
        let (score, strength, because) =
            (Some(suggestion.score), Some(suggestion.strength), Reasons(suggestion.because));
        match writing.view().citation(claim, reference.uid)? {
            Some(known) if known.state == CitationState::Suggested => {
                changed += usize::from(writing.edit(&Citation { score, strength, because, ..known })?);
            }
            Some(_) => {}
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
