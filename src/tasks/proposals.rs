//! Places that seem to word a claim of another article: a person says that they do, or that they do not.

use super::Failure;
use crate::catalogue::{View, Writing};
use crate::detect;
use crate::import;
use crate::model::{Article, Claim, Occurrence, OccurrenceState, Reasons, Status};
use crate::text::format_count;

/// Of proposed places those that the newest texts hold, in one article or in all.
pub(super) fn retain_standing(
    view: View<'_>,
    mut places: Vec<Occurrence>,
    within: Option<&Article>,
) -> Result<Vec<Occurrence>, Failure> {
    places.retain(|o| within.is_none_or(|article| article.uid == o.article));
    let mut standing = Vec::new();
    for place in places {
        let newest = view.newest_version(place.article)?;
        standing.extend(newest.filter(|version| place.has_place(version.n)).map(|_| place));
    }
    Ok(standing)
}

/// Stores a place that a person confirmed, and cites what its markers name.
pub(super) fn confirm(writing: &mut Writing<'_>, address: &str, now: &Occurrence) -> Result<String, Failure> {
    writing.edit(now)?;
    let Some(article) = writing.view().get::<Article>(now.article)? else { return Ok(String::new()) };
    let cited = match import::cite_as_printed(writing, &article, now.claim)? {
        0 => String::new(),
        n => format!(" It cites what its markers name ({}).", format_count(n, "citation")),
    };
    Ok(format!("{} also makes {address}: {}{cited}", article.key, now.exact))
}

/// Makes claims of their own of the places where a claim was proposed; answers what was done, a sentence each. Empty where
/// there are none.
pub fn dismiss_places(
    writing: &mut Writing<'_>,
    home: &Article,
    claim: &Claim,
    within: Option<&Article>,
) -> Result<Vec<String>, Failure> {
    let mut places = writing.view().occurrences_of(claim.uid)?;
    places.retain(|o| o.state == OccurrenceState::Proposed);
    let places = retain_standing(writing.view(), places, within)?;
    let mut said = Vec::new();
    for place in places {
        said.push(make_own_claim(writing, &claim.address(home), claim, place)?);
    }
    Ok(said)
}

fn make_own_claim(
    writing: &mut Writing<'_>,
    address: &str,
    from: &Claim,
    place: Occurrence,
) -> Result<String, Failure> {
    let Some(article) = writing.view().get::<Article>(place.article)? else { return Ok(String::new()) };
    let newest = writing.view().newest_version(article.uid)?;
    let block = newest.as_ref().and_then(|version| version.blocks.block_at(place.start));
    let noted = vec![format!("a person says that it does not make the claim {address}")];
    let own = Claim {
        uid: writing.uid(),
        article: article.uid,
        serial: writing.view().number_claims(article.uid)?.give()?,
        statement: detect::restate_claim(&place.exact),
        kind: from.kind,
        status: Status::Proposed,
        section: block.map(|block| block.section.clone()).unwrap_or_default(),
        because: Reasons(detect::renew_reasons(&noted, &place.exact, from.kind)),
        confidence: None,
        merged_into: None,
    };
    writing.add(&own)?;
    writing.edit(&Occurrence { claim: own.uid, state: OccurrenceState::Exact, ..place })?;
    let cited = import::cite_as_printed(writing, &article, own.uid)?;
    let own_address = own.address(&article);
    let next = match cited {
        0 => format!("claimbook suggest {own_address}"),
        _ => format!("claimbook show {own_address}"),
    };
    Ok(format!("{own_address} is now a separate claim: {}\n{address} stays as it is. Next: {next}", own.statement))
}
