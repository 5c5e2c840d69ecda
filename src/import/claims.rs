//! Claims of a new version: occurrences that are known are found again, sentences that are new are proposed, and printed
//! markers cite.

use super::find_address;
use super::known_claims::KnownClaims;
use super::ready::FoundClaims;
use super::spans::OccurrenceSpans;
use super::{ImportReport, markers};
use crate::catalogue::older_words::{FormerText, find_blocks};
use crate::catalogue::{Error, Writing};
use crate::detect::{self, ClaimProposal};
use crate::model::{Article, Claim, Confidence, Occurrence, OccurrenceState, Reasons, Status, Uid, Version};
use crate::read::article::ReferenceMarker;
use crate::text::anchor::{AnchoringText, HeadingIndex, Selector, describe_turns};

/// A text that is imported.
#[derive(Clone, Copy)]
pub(super) struct ImportedText<'a> {
    /// Whose text it is.
    pub(super) article: &'a Article,
    /// The version before it.
    pub(super) before: Option<&'a Version>,
    /// The version that it becomes.
    pub(super) version: &'a Version,
}

/// Brings the article's claims to a new version; answers how many citations its markers gave.
pub(super) fn store(
    writing: &mut Writing<'_>,
    imported_text: &ImportedText<'_>,
    (known, found): (&KnownClaims, Option<FoundClaims>),
    printed: &[ReferenceMarker],
    references: &[Uid],
    imported: &mut ImportReport,
) -> Result<usize, Error> {
    let text = AnchoringText::from_version(imported_text.version);
    carry_over(writing, imported_text, &text, known, imported)?;
    propose(writing, imported_text, &text, (known, found), imported)?;
    markers::cite(writing, imported_text.article, imported_text.version, printed, references, imported)
}

/// Finds every known occurrence again; whatever is not plainly the same is marked.
fn carry_over(
    writing: &mut Writing<'_>,
    &ImportedText { article, before, version }: &ImportedText<'_>,
    text: &AnchoringText,
    known: &KnownClaims,
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
        let is_proposed = was.state == OccurrenceState::Proposed;
        // What was proposed once and not seen since is proposed anew where it comes back.
        if is_proposed && !(before.is_some_and(|before| was.has_place(before.n)) && known.holds(was.claim)) {
            continue;
        }
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
        let address = find_address(writing, claim.as_ref())?;
        if is_proposed {
            if matches!(state, OccurrenceState::Exact | OccurrenceState::Moved) {
                let captured = text.capture(found.start, found.end);
                let (start, end, version) = (found.start, found.end, version.n);
                let (prefix, suffix, count) = (captured.prefix, captured.suffix, captured.count);
                writing.edit(&Occurrence { version, start, end, prefix, suffix, count, ..was })?;
                imported.claims.add_known(address);
            }
            continue;
        }
        let headings = (before.and_then(|before| find_section(before, was.start)), find_section(version, found.start));
        let is_under_another = headings.0.is_some() && headings.0 != headings.1;
        if matches!(state, OccurrenceState::Exact | OccurrenceState::Moved) {
            follow_heading(writing, article, claim, headings)?;
        }
        match state {
            OccurrenceState::Moved if is_under_another => imported.claims.moved += 1,
            // A longer text before it moves no claim that anybody would look for.
            OccurrenceState::Exact | OccurrenceState::Moved => imported.claims.kept += 1,
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
    (was, now): (Option<&str>, Option<&str>),
) -> Result<(), Error> {
    let Some(claim) = claim.filter(|claim| claim.article == article.uid) else { return Ok(()) };
    if let Some(now) = now.filter(|now| was == Some(claim.section.as_str()) && *now != claim.section) {
        writing.edit(&Claim { section: now.to_owned(), ..claim })?;
    }
    Ok(())
}

/// The heading under which a place of a version stands.
fn find_section(version: &Version, at: u32) -> Option<&str> {
    version.blocks.block_at(at).map(|block| block.section.as_str())
}

/// Proposes what is not yet a claim of the article, whatever became of the claim: what a person dismissed stays so. A sentence
/// that words a known claim of another article becomes a place of that, proposed as well.
fn propose(
    writing: &mut Writing<'_>,
    &ImportedText { article, version, .. }: &ImportedText<'_>,
    text: &AnchoringText,
    (known, found): (&KnownClaims, Option<FoundClaims>),
    imported: &mut ImportReport,
) -> Result<(), Error> {
    if !detect::knows_language(&article.language) {
        imported.undetected = Some(article.language.clone());
        return Ok(());
    }
    let spans = OccurrenceSpans::from_occurrences(&writing.view().occurrences_in(article.uid)?, version);
    let taken = |start: u32, end: u32| spans.find_reaching(end, start + 1).next().is_some();
    let heads = HeadingIndex::new(&version.text, &version.blocks);
    let (mut claims, mut occurrences) = (Vec::new(), Vec::new());
    let mut numbering = writing.view().number_claims(article.uid)?;
    let found = found.and_then(|found| found.take_for(&article.language));
    let detected = found.unwrap_or_else(|| detect::detect_claims(&version.text, &version.blocks, &article.language));
    imported.claims.count_sentences(&detected);
    for proposal in detected.proposals {
        if taken(proposal.start, proposal.end) {
            continue;
        }
        let places = std::iter::once((proposal.start, proposal.end)).chain(proposal.also.iter().copied());
        let places: Vec<(u32, u32)> = places.filter(|(start, end)| !taken(*start, *end)).collect();
        let (claim, state) = match known.find(&proposal.statement, article) {
            Some(claim) => {
                known.complete(writing, claim)?;
                imported.claims.add_known(known.address(claim));
                (claim.clone(), OccurrenceState::Proposed)
            }
            None => {
                imported.claims.sure += usize::from(proposal.confidence == Confidence::Sure);
                let claim = new_claim(writing.uid(), article, numbering.give()?, proposal);
                imported.claims.proposed.push(claim.address(article));
                claims.push(claim.clone());
                (claim, OccurrenceState::Exact)
            }
        };
        for (start, end) in places {
            let occurrence = build_occurrence(writing.uid(), &claim, article, version, text, (start, end));
            occurrences.push(Occurrence { heads: Some(heads.headings_over(start, end)), state, ..occurrence });
        }
    }
    writing.add_all(&claims)?;
    writing.add_all(&occurrences)
}

fn new_claim(uid: Uid, article: &Article, serial: u32, proposal: ClaimProposal) -> Claim {
    Claim {
        uid,
        article: article.uid,
        serial,
        statement: proposal.statement,
        kind: proposal.kind,
        status: Status::Proposed,
        section: proposal.section,
        because: Reasons(proposal.because),
        confidence: Some(proposal.confidence),
        merged_into: None,
    }
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
