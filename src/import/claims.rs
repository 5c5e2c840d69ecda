//! Claims of a new version: occurrences that are known are found again, sentences that are new are proposed, and printed
//! markers cite.

use super::address_of;
use super::spans::Spans;
use super::{ImportReport, markers};
use crate::catalogue::older_words::{FormerText, find_blocks};
use crate::catalogue::{Error, Writing};
use crate::detect::{self, ClaimProposal};
use crate::model::{Article, Claim, Occurrence, OccurrenceState, Reasons, Status, Uid, Version};
use crate::read::article::ReferenceMarker;
use crate::text::anchor::{AnchoringText, HeadingIndex, Selector, describe_turns};

/// Brings the article's claims to `version`; answers how many citations its markers gave.
pub(super) fn store(
    writing: &mut Writing<'_>,
    article: &Article,
    before: Option<&Version>,
    version: &Version,
    printed: &[ReferenceMarker],
    references: &[Uid],
    imported: &mut ImportReport,
) -> Result<usize, Error> {
    let text = AnchoringText::from_version(version);
    carry_over(writing, article, before, version, &text, imported)?;
    propose(writing, article, version, &text, imported)?;
    markers::cite(writing, article, version, printed, references, imported)
}

/// Finds every known occurrence again; whatever is not plainly the same is marked.
fn carry_over(
    writing: &mut Writing<'_>,
    article: &Article,
    before: Option<&Version>,
    version: &Version,
    text: &AnchoringText,
    imported: &mut ImportReport,
) -> Result<(), Error> {
    let occurrences = writing.view().occurrences_in(article.uid)?;
    if occurrences.is_empty() {
        return Ok(());
    }
    let blocks = before.map(|version| find_blocks(writing.view(), version, &occurrences)).transpose()?;
    let old = before.zip(blocks.as_ref()).map(|(version, blocks)| FormerText::new(version, blocks));
    let heads = HeadingIndex::new(&version.text, &version.blocks);
    for was in occurrences {
        let was = old.as_ref().map_or(was.clone(), |old| old.complete(&was));
        let selector = old.as_ref().map_or_else(|| Selector::from_occurrence(&was), |old| old.build_selector(&was));
        let found = text.reanchor(&selector, old.as_ref().map(|old| &old.text));
        let over = heads.headings_over(found.start, found.end);
        let is_turned = was.heads.as_ref().is_some_and(|before| !describe_turns(before, &over).is_empty());
        let state = match found.state {
            OccurrenceState::Exact | OccurrenceState::Moved if is_turned => OccurrenceState::Changed,
            OccurrenceState::Exact | OccurrenceState::Moved if found.start == was.start => OccurrenceState::Exact,
            OccurrenceState::Exact | OccurrenceState::Moved => OccurrenceState::Moved,
            other => other,
        };
        let claim = writing.view().get::<Claim>(was.claim)?;
        let address = address_of(writing, claim.as_ref())?;
        if matches!(state, OccurrenceState::Exact | OccurrenceState::Moved) {
            follow_heading(writing, article, claim, (before, was.start), (version, found.start))?;
        }
        match state {
            OccurrenceState::Exact => imported.claims.kept += 1,
            OccurrenceState::Moved => imported.claims.moved += 1,
            OccurrenceState::Changed => imported.claims.changed.push(address),
            OccurrenceState::Ambiguous => imported.claims.ambiguous.push(address),
            _ => imported.claims.orphaned.push(address),
        }
        let mut now = Occurrence { version: version.n, state, ..was };
        if state != OccurrenceState::Orphaned {
            (now.start, now.end) = (found.start, found.end);
        }
        if matches!(state, OccurrenceState::Exact | OccurrenceState::Moved) {
            let captured = text.capture(now.start, now.end);
            (now.prefix, now.suffix, now.count) = (captured.prefix, captured.suffix, captured.count);
            // What was judged stays beside a line that is only worded anew, so that many small edits make no large one unseen.
            now.heads.get_or_insert(over);
        }
        writing.edit(&now)?;
    }
    Ok(())
}

/// A claim at home stands under the heading that its words stand under now, unless a person set another one.
fn follow_heading(
    writing: &mut Writing<'_>,
    article: &Article,
    claim: Option<Claim>,
    was: (Option<&Version>, u32),
    now: (&Version, u32),
) -> Result<(), Error> {
    let section = |version: &Version, at: u32| version.blocks.block_at(at).map(|block| block.section.clone());
    let Some(claim) = claim.filter(|claim| claim.article == article.uid) else { return Ok(()) };
    let before = was.0.and_then(|version| section(version, was.1));
    match section(now.0, now.1) {
        Some(now) if before.as_ref() == Some(&claim.section) && now != claim.section => {
            writing.edit(&Claim { section: now, ..claim })?;
        }
        _ => {}
    }
    Ok(())
}

/// Proposes what is not yet a claim of the article, whatever became of the claim: what a person dismissed stays so.
fn propose(
    writing: &mut Writing<'_>,
    article: &Article,
    version: &Version,
    text: &AnchoringText,
    imported: &mut ImportReport,
) -> Result<(), Error> {
    if !detect::knows_language(&article.language) {
        imported.undetected = Some(article.language.clone());
        return Ok(());
    }
    let known = Spans::from_occurrences(&writing.view().occurrences_in(article.uid)?);
    let taken = |start: u32, end: u32| known.last_reaching(end, start + 1).is_some();
    let heads = HeadingIndex::new(&version.text, &version.blocks);
    for proposal in detect::detect_claims(&version.text, &version.blocks, &article.language) {
        if taken(proposal.start, proposal.end) {
            continue;
        }
        let claim = add_claim(writing, article, &proposal)?;
        imported.claims.proposed.push(claim.address(article));
        for (start, end) in std::iter::once((proposal.start, proposal.end)).chain(proposal.also.iter().copied()) {
            if taken(start, end) {
                continue;
            }
            let occurrence = build_occurrence(writing.uid(), &claim, article, version, text, (start, end));
            writing.add(&Occurrence { heads: Some(heads.headings_over(start, end)), ..occurrence })?;
        }
    }
    Ok(())
}

fn add_claim(writing: &mut Writing<'_>, article: &Article, proposal: &ClaimProposal) -> Result<Claim, Error> {
    let claim = Claim {
        uid: writing.uid(),
        article: article.uid,
        serial: writing.view().next_claim_serial(article.uid)?,
        statement: proposal.statement.clone(),
        kind: proposal.kind,
        status: Status::Proposed,
        section: proposal.section.clone(),
        because: Reasons(proposal.because.clone()),
    };
    writing.add(&claim)?;
    Ok(claim)
}

/// A new occurrence of a claim at a place of a version's text.
pub fn build_occurrence(
    uid: Uid,
    claim: &Claim,
    article: &Article,
    version: &Version,
    text: &AnchoringText,
    (start, end): (u32, u32),
) -> Occurrence {
    let captured = text.capture(start, end);
    Occurrence {
        uid,
        claim: claim.uid,
        article: article.uid,
        version: version.n,
        exact: captured.exact,
        prefix: captured.prefix,
        suffix: captured.suffix,
        start,
        end,
        count: captured.count,
        state: OccurrenceState::Exact,
        exact_with_markers: None,
        heads: None,
    }
}
