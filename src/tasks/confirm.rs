//! A person says that words which changed still make the claim, or that they make another.

use super::{Failure, proposals};
use crate::catalogue::Writing;
use crate::detect;
use crate::import;
use crate::model::{Article, Claim, Occurrence, OccurrenceState, Reasons, Status};
use crate::text::anchor::{AnchoringText, HeadingIndex, describe_turns};
use crate::text::spelling::have_same_words;

/// What becomes of a place whose words differ from the claim's other places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferingWords {
    /// It is refused: the person has to say which it is.
    Ask,
    /// It still makes the same claim.
    OneClaim,
    /// It is a claim of its own.
    TwoClaims,
}

/// Confirms the places of a claim that changed, are ambiguous or are proposed, in one article or in all; answers what was done,
/// a sentence each.
pub fn confirm_places(
    writing: &mut Writing<'_>,
    home: &Article,
    claim: Claim,
    differing: DifferingWords,
    within: Option<&Article>,
) -> Result<Vec<String>, Failure> {
    let address = claim.address(home);
    let all = writing.view().occurrences_of(claim.uid)?;
    let (proposed, all): (Vec<Occurrence>, Vec<Occurrence>) =
        all.into_iter().partition(|o| o.state == OccurrenceState::Proposed);
    let proposed = proposals::retain_standing(writing.view(), proposed, within)?;
    let from_text = all.iter().any(|o| is_taken_from(&claim.statement, o));
    let bullet = all.iter().map(|o| o.exact.clone()).find(|words| is_bullet_of(&claim.statement, words));
    let is_meant = |o: &Occurrence| within.is_none_or(|article| article.uid == o.article);
    let (open, mut standing): (Vec<Occurrence>, Vec<Occurrence>) = all
        .into_iter()
        .partition(|o| matches!(o.state, OccurrenceState::Changed | OccurrenceState::Ambiguous) && is_meant(o));
    standing.retain(|o| o.state != OccurrenceState::Orphaned);
    if open.is_empty() && proposed.is_empty() {
        let place = within.map(|article| format!(" in {}", article.key)).unwrap_or_default();
        return Ok(vec![format!("There is nothing to confirm for {address}{place}.")]);
    }
    let mut said = Vec::new();
    for was in proposed {
        let Some(now) = capture_again(writing, was)? else { continue };
        said.push(proposals::confirm(writing, &address, &now)?);
    }
    if open.is_empty() {
        return Ok(said);
    }
    for was in open {
        let Some(now) = capture_again(writing, was)? else { continue };
        let differs = standing
            .iter()
            .find(|o| !have_same_words(&o.exact, &now.exact) && !detect::is_same_claim(&o.exact, &now.exact))
            .filter(|_| differing != DifferingWords::OneClaim);
        if let Some(other) = differs {
            if differing != DifferingWords::TwoClaims {
                return Err(Failure::usage(describe_two_wordings(&address, other, &now)));
            }
            said.push(make_own_claim(writing, home, &claim, now)?);
            continue;
        }
        said.push(format!("{address} is worded: {}", now.exact));
        writing.edit(&now)?;
        standing.push(now);
    }
    // Its home first, each article from its beginning.
    standing.sort_by_key(|o| (o.article != claim.article, o.article, o.start));
    if let Some(first) = standing.first() {
        said.extend(describe_state(writing, claim, &address, (from_text, bullet.as_deref()), first)?);
    }
    Ok(said)
}

/// The occurrence with the words at its place now.
fn capture_again(writing: &Writing<'_>, was: Occurrence) -> Result<Option<Occurrence>, Failure> {
    let Some(version) = writing.view().newest_version(was.article)? else { return Ok(None) };
    let captured = AnchoringText::from_version(&version).capture(was.start, was.end);
    let over = HeadingIndex::new(&version.text, &version.blocks).headings_over(was.start, was.end);
    Ok(Some(Occurrence {
        exact_with_markers: was.exact_with_markers.filter(|_| have_same_words(&captured.exact, &was.exact)),
        exact: captured.exact,
        prefix: captured.prefix,
        suffix: captured.suffix,
        count: captured.count,
        version: version.n,
        state: OccurrenceState::Confirmed,
        heads: was.heads.filter(|before| describe_turns(before, &over).is_empty()).or(Some(over)),
        ..was
    }))
}

/// Whether a statement is what the words of an occurrence give, and not a person's own.
fn is_taken_from(statement: &str, occurrence: &Occurrence) -> bool {
    let worded = occurrence.exact_with_markers.iter().chain([&occurrence.exact]);
    worded
        .into_iter()
        .any(|words| have_same_words(statement, &detect::restate_claim(words)) || is_bullet_of(statement, words))
}

/// Whether a statement is a bullet's words behind what leads to them.
fn is_bullet_of(statement: &str, words: &str) -> bool {
    detect::restate_joined(statement, words, words).is_some()
}

fn describe_two_wordings(address: &str, other: &Occurrence, now: &Occurrence) -> String {
    format!(
        "{address} would be worded in two ways: “{}” and “{}”. Nothing was changed.\n\
         If both make the same claim: claimbook confirm {address} --one-claim\n\
         If they are two claims: claimbook confirm {address} --two-claims",
        other.exact, now.exact
    )
}

/// Makes a claim of its own of a place that no longer makes the claim it was an occurrence of.
fn make_own_claim(writing: &mut Writing<'_>, home: &Article, from: &Claim, now: Occurrence) -> Result<String, Failure> {
    let address = from.address(home);
    let claim = Claim {
        uid: writing.uid(),
        serial: writing.view().number_claims(from.article)?.give()?,
        statement: detect::restate_claim(&now.exact),
        status: Status::Proposed,
        because: Reasons(vec![format!("its words were an occurrence of {address} until they changed")]),
        ..from.clone()
    };
    writing.add(&claim)?;
    let place = writing.view().get::<Article>(now.article)?;
    writing.edit(&Occurrence { claim: claim.uid, state: OccurrenceState::Exact, ..now })?;
    let cited = place.map(|article| import::cite_as_printed(writing, &article, claim.uid)).transpose()?.unwrap_or(0);
    let own = claim.address(home);
    let next = match cited {
        0 => format!("Next: claimbook link {own} REFERENCE"),
        _ => format!("It cites what its markers name ({cited}).\nNext: claimbook show {own}"),
    };
    Ok(format!("{own} is now a separate claim: {}\n{next}", claim.statement))
}

/// Lets a statement that was taken from the text follow it; says what one that a person worded differs from.
fn describe_state(
    writing: &mut Writing<'_>,
    claim: Claim,
    address: &str,
    (from_text, bullet): (bool, Option<&str>),
    first: &Occurrence,
) -> Result<Vec<String>, Failure> {
    let joined = bullet.and_then(|before| detect::restate_joined(&claim.statement, before, &first.exact));
    let statement = joined.unwrap_or_else(|| detect::restate_claim(&first.exact));
    if have_same_words(&claim.statement, &statement) {
        return Ok(Vec::new());
    }
    if from_text {
        let because = Reasons(detect::renew_reasons(&claim.because.0, &statement, claim.kind));
        writing.edit(&Claim { statement: statement.clone(), because, ..claim })?;
        return Ok(vec![format!("Its statement follows: {statement}")]);
    }
    Ok(vec![
        format!("A person worded its statement, so it stays: {}", claim.statement),
        format!("If the claim changed with the words: claimbook edit {address} statement=\"…\""),
    ])
}
