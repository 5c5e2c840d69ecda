//! Whether a claim rests on a reference.

use crate::catalogue::Writing;
use crate::model::{Article, Citation, CitationOrigin, CitationState, Claim, Reasons, Reference, Status};
use crate::tasks::Failure;

/// Says that a claim rests on references, each of an article, and with it that the article makes the claim.
pub fn assert_citations(
    writing: &mut Writing<'_>,
    home: &Article,
    claim: Claim,
    references: &[(Article, Reference)],
    note: Option<&str>,
) -> Result<Vec<String>, Failure> {
    let address = claim.address(home);
    let mut said = Vec::new();
    for (article, reference) in references {
        let cited = reference.address(article);
        let changed = assert_citation(writing, &claim, reference, note)?;
        said.push(if changed {
            format!("{address} cites {cited}.")
        } else {
            format!("{address} already cites {cited}.")
        });
    }
    if claim.status == Status::Proposed {
        writing.edit(&Claim { status: Status::Accepted, ..claim })?;
        said.push(format!("{address} is accepted as a claim of the article."));
    }
    Ok(said)
}

/// Asserts one citation; answers whether that changed anything.
fn assert_citation(
    writing: &mut Writing<'_>,
    claim: &Claim,
    reference: &Reference,
    note: Option<&str>,
) -> Result<bool, Failure> {
    let (state, note) = (CitationState::Asserted, note.map(str::to_owned));
    let Some(known) = writing.view().citation(claim.uid, reference.uid)? else {
        writing.add(&Citation {
            uid: writing.uid(),
            claim: claim.uid,
            reference: reference.uid,
            origin: CitationOrigin::Person,
            state,
            score: None,
            strength: None,
            because: Reasons::default(),
            note,
            merged_into: None,
        })?;
        return Ok(true);
    };
    // Whose marker is gone rests on the word of whoever links it now.
    let is_lost = known.has_lost_its_marker();
    let stands = known.state == state && !is_lost;
    let origin = if stands { known.origin } else { CitationOrigin::Person };
    let because = if is_lost { Reasons::default() } else { known.because.clone() };
    let note = note.or(known.note.clone());
    Ok(writing.edit(&Citation { state, origin, because, note, ..known })?)
}

/// Says that a claim does not rest on a reference. The citation stays, rejected, so that it is not suggested again.
pub fn reject_citation(
    writing: &mut Writing<'_>,
    home: &Article,
    claim: &Claim,
    (article, reference): (&Article, &Reference),
) -> Result<Vec<String>, Failure> {
    let (address, cited) = (claim.address(home), reference.address(article));
    let Some(known) = writing.view().citation(claim.uid, reference.uid)? else {
        return Err(Failure::usage(format!(
            "{address} does not cite {cited}; `claimbook show {address}` lists what it cites"
        )));
    };
    writing.edit(&Citation { state: CitationState::Rejected, ..known })?;
    Ok(vec![format!("{address} does not cite {cited}, and it will not be suggested again.")])
}
