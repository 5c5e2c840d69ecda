//! Verdicts that are signed with a key: drafted first, so that nothing is locked while a program asks for a passphrase.

use super::settling::draft_settlement;
use super::verdict::{HandSignature, VerdictWords, draft_review};
use super::{Decider, Decision, find_as_seen};
use crate::catalogue::{Catalogue, Deed, Writing};
use crate::model::{Review, Settings, Uid};
use crate::tasks::persons::{self, TypedPerson};
use crate::tasks::{Failure, addresses, signing};
use std::path::Path;

/// Has the user's program sign the reviews that would be recorded of these claims. What changes meanwhile makes the signature fail
/// when the review is recorded, and then nothing is.
pub fn sign_reviews(
    catalogue: &mut Catalogue,
    deed: &Deed,
    (person, claims): (&TypedPerson, &[String]),
    words: &VerdictWords,
    settings: &Settings,
    tools: (&Path, &Path),
) -> Result<Vec<HandSignature>, Failure> {
    sign_drafts(catalogue, deed, person, tools, |writing| {
        let drafted = claims.iter().map(|typed| {
            let (home, claim) = addresses::find_claim(writing.view(), typed)?;
            draft_review(writing, person, (&home, claim), words.clone(), None, settings)
        });
        drafted.collect()
    })
}

/// The same of the review that would settle between verdicts that differ.
pub fn sign_settlement(
    catalogue: &mut Catalogue,
    deed: &Deed,
    (person, claim): (&TypedPerson, &str),
    words: &VerdictWords,
    settings: &Settings,
    tools: (&Path, &Path),
) -> Result<Option<HandSignature>, Failure> {
    let signed = sign_drafts(catalogue, deed, person, tools, |writing| {
        let (home, claim) = addresses::find_claim(writing.view(), claim)?;
        Ok(vec![draft_settlement(writing, person, (&home, claim), words.clone(), settings)?])
    })?;
    Ok(signed.into_iter().next())
}

/// The same of the verdict that somebody decides on; refused, before any program asks for a passphrase, where the claim is another
/// one now than they saw.
pub fn sign_decision(
    catalogue: &mut Catalogue,
    deed: &Deed,
    decider: Decider<'_>,
    claim: Uid,
    decision: &Decision,
    tools: (&Path, &Path),
) -> Result<Option<HandSignature>, Failure> {
    let (person, settings) = (decider.person, decider.settings);
    let signed = sign_drafts(catalogue, deed, person, tools, |writing| {
        let (home, claim) = find_as_seen(writing, decider, claim)?;
        let draft = match decision {
            Decision::Review(words) => draft_review(writing, person, (&home, claim), words.clone(), None, settings)?,
            Decision::Settle(words) => draft_settlement(writing, person, (&home, claim), words.clone(), settings)?,
            _ => return Err(Failure::usage("Only a verdict is signed. Nothing was recorded")),
        };
        Ok(vec![draft])
    })?;
    Ok(signed.into_iter().next())
}

/// Drafts in a rehearsal, and has each draft signed after it.
fn sign_drafts(
    catalogue: &mut Catalogue,
    deed: &Deed,
    person: &TypedPerson,
    (program, key): (&Path, &Path),
    draft: impl FnOnce(&mut Writing<'_>) -> Result<Vec<Review>, Failure>,
) -> Result<Vec<HandSignature>, Failure> {
    let known = persons::find_looker(catalogue.view(), person)?;
    let keys = known.map(|uid| catalogue.view().keys_of(uid)).transpose()?.unwrap_or_default();
    if keys.iter().all(|key| key.retired_on.is_some()) {
        return Err(Failure::usage(format!(
            "{} has no key in the catalogue, with which the signature could be checked. Nothing was recorded. To add \
                it: claimbook add person \"{person}\" --key FILE.pub",
            person.name
        )));
    }
    let drafts = catalogue.rehearse(deed, draft)?;
    let sign = |review: Review| {
        let armoured = signing::sign_text(program, key, &signing::format_review(&review))?;
        Ok(HandSignature { review: review.uid, armoured })
    };
    drafts.into_iter().map(sign).collect()
}
