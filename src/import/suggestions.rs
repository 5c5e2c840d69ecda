//! Suggestions: up to five references a claim may rest on. No evidence, until a person links one.

use super::ready::find_paragraph;
use crate::catalogue::{Error, View, Writing};
use crate::model::{
    Article, Citation, CitationOrigin, CitationState, Claim, MetadataAnswer, Observations, Occurrence, Reasons,
    Reference, Strength, Subject, Uid, Work,
};
use crate::suggest::{CandidateWork, ClaimText, ReadClaim, Suggestion, SuggestionIndex, read_claims};
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
    suggest_with(view, article, claims, Vec::new())
}

/// The same, where some claims may have been read before.
fn suggest_with(
    view: View<'_>,
    article: &Article,
    claims: &[Claim],
    asking: Vec<ReadClaim>,
) -> Result<Vec<(Uid, Vec<SuggestedPair>)>, Error> {
    let references: Vec<Reference> = view.references_of(article.uid)?.into_iter().filter(|r| r.is_listed()).collect();
    if references.is_empty() {
        return Ok(Vec::new());
    }
    let works =
        references.iter().map(|r| r.work.map(|w| view.get::<Work>(w)).transpose()).collect::<Result<Vec<_>, _>>()?;
    let works: Vec<Option<Work>> = works.into_iter().map(Option::flatten).collect();
    let heard: Observations = view.observations_for(article.uid)?.into_iter().collect();
    let terms: Vec<Vec<String>> = works.iter().map(|work| find_terms(work.as_ref(), &heard)).collect();
    let candidates: Vec<CandidateWork<'_>> = references
        .iter()
        .zip(&works)
        .zip(&terms)
        .map(|((r, w), terms)| CandidateWork {
            terms,
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
        let context = text
            .as_ref()
            .zip(place)
            .map_or("", |((version, places), o)| find_paragraph(&version.blocks, places, (o.start, o.end)));
        ClaimText { statement: &claim.statement, context, section: &claim.section, kind: claim.kind }
    });
    let ranked = rank(&index, &texts.collect::<Vec<_>>(), asking);
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

/// Ranks the list for claims, of which some were read before.
fn rank(index: &SuggestionIndex, claims: &[ClaimText<'_>], read: Vec<ReadClaim>) -> Vec<Vec<Suggestion>> {
    let mut known: BTreeMap<&str, Vec<&ReadClaim>> = BTreeMap::new();
    read.iter().for_each(|claim| known.entry(claim.statement()).or_default().push(claim));
    let find = |claim: &ClaimText<'_>| {
        known.get(claim.statement).and_then(|alike| alike.iter().copied().find(|read| read.is_of(claim)))
    };
    let found: Vec<Option<&ReadClaim>> = claims.iter().map(find).collect();
    let unread = claims.iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(claim, _)| *claim);
    let others = read_claims(unread);
    let mut others = others.iter();
    let asked: Vec<&ReadClaim> = found.into_iter().filter_map(|found| found.or_else(|| others.next())).collect();
    index.rank_read(&asked)
}

/// What indexers and authors say that a work is about, by whatever service said so last.
fn find_terms(work: Option<&Work>, heard: &Observations) -> Vec<String> {
    let identifiers = work.into_iter().flat_map(Work::identifiers);
    let said =
        identifiers.flat_map(|identifier| heard.list_about(&identifier)).filter(|o| o.subject == Subject::Metadata);
    let answers = said.filter_map(|o| serde_json::from_str::<MetadataAnswer>(&o.answer).ok());
    answers.map(|answer| answer.terms).filter(|terms| !terms.is_empty()).last().unwrap_or_default()
}

/// Stores suggestions for claims that were just proposed and that no printed marker cites for; answers how many. Claims that
/// were read before are not read again.
pub(super) fn suggest_new(
    writing: &mut Writing<'_>,
    article: &Article,
    asking: Vec<ReadClaim>,
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
    let suggested = suggest_with(writing.view(), article, &claims, asking)?;
    let (mut counts, mut new) = (SuggestedCounts::default(), Vec::new());
    for (claim, pairs) in suggested {
        counts.add(&pairs);
        let offered = pairs.into_iter().filter(SuggestedPair::is_offered);
        new.extend(offered.map(|pair| new_citation(writing.uid(), claim, pair)));
    }
    writing.add_all(&new)?;
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
    for gone in known.iter().filter(|c| is_none_now(c)).cloned() {
        let (score, strength) = (Some(0.0), Some(Strength::Weak));
        changed += usize::from(writing.edit(&Citation { score, strength, because: Reasons::default(), ..gone })?);
    }
    for pair in pairs {
        match known.iter().find(|c| c.reference == pair.reference.uid) {
            Some(known) if known.state == CitationState::Suggested => {
                let Suggestion { score, strength, because, .. } = pair.suggestion;
                let (score, strength, because) = (Some(score), Some(strength), Reasons(because));
                changed += usize::from(writing.edit(&Citation { score, strength, because, ..known.clone() })?);
            }
            Some(_) => {}
            None if !pair.is_offered() => {}
            None => new.push(new_citation(writing.uid(), claim, pair)),
        }
    }
    writing.add_all(&new)?;
    Ok(changed + new.len())
}

/// What a suggestion is in the catalogue.
fn new_citation(uid: Uid, claim: Uid, SuggestedPair { reference, suggestion }: SuggestedPair) -> Citation {
    Citation {
        uid,
        claim,
        reference: reference.uid,
        origin: CitationOrigin::Tool,
        state: CitationState::Suggested,
        score: Some(suggestion.score),
        strength: Some(suggestion.strength),
        because: Reasons(suggestion.because),
        note: None,
        merged_into: None,
    }
}
