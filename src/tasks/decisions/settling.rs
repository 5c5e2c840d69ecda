//! A third person decides between verdicts that differ.

use super::verdict::{HandSignature, VerdictWords, draft_review, record_verdict};
use crate::catalogue::Writing;
use crate::evidence;
use crate::model::{Article, Claim, Review, ReviewList, Settings, Uid};
use crate::tasks::Failure;
use crate::tasks::persons::TypedPerson;
use crate::text::visible::is_blank;
use std::collections::BTreeSet;

/// Verdicts that differ, between which somebody may decide.
struct Dispute {
    /// Their reviews.
    reviews: ReviewList,
    /// The same in words, each with whose it is.
    told: Vec<String>,
}

/// Records a verdict that settles those that differ: by somebody who gave none of them, where as many opinions were given as are
/// wanted, and with a reason.
pub fn settle(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    (home, claim): (&Article, Claim),
    words: VerdictWords,
    settings: &Settings,
    hand: Option<HandSignature>,
) -> Result<Vec<String>, Failure> {
    let dispute = find_dispute(writing, person, (home, &claim), &words, settings)?;
    let (settles, between) = (Some(dispute.reviews), dispute.told.join(" and "));
    let mut said = record_verdict(writing, person, (home, claim), words, (settles, hand), settings)?;
    said.push(format!("It settles between {between}."));
    Ok(said)
}

/// The review that would settle, for a person whose key is in the catalogue: what they sign with it.
pub(super) fn draft_settlement(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    (home, claim): (&Article, Claim),
    words: VerdictWords,
    settings: &Settings,
) -> Result<Review, Failure> {
    let dispute = find_dispute(writing, person, (home, &claim), &words, settings)?;
    draft_review(writing, person, (home, claim), words, Some(dispute.reviews), settings)
}

/// What this person may settle; refused where there is nothing to settle, or not by them.
fn find_dispute(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    (home, claim): (&Article, &Claim),
    words: &VerdictWords,
    settings: &Settings,
) -> Result<Dispute, Failure> {
    let address = claim.address(home);
    if words.note.as_deref().is_none_or(is_blank) {
        return Err(Failure::usage("a dispute is settled with a reason: --reason TEXT. Nothing was recorded"));
    }
    let snapshot = writing.view().snapshot(home)?;
    let standing = evidence::find_standing(claim, &snapshot);
    let uid = person.find_or_add(writing)?.uid;
    let wanted = settings.opinions.count_wanted(claim.kind, &home.key);
    let given = evidence::find_opinion_givers(claim, &snapshot);
    // Before anything else: whether those that are given differ is not told to whoever is still asked for theirs.
    if wanted > 1 && given.len() < wanted && !given.contains(&uid) {
        let are = if given.len() == 1 { "is" } else { "are" };
        return Err(Failure::usage(format!(
            "{wanted} opinions are required on {address}, and {} {are} complete, with a verdict and a reading of \
                each source; yours is still missing. Give it with claimbook verify and claimbook review {address} \
                --verdict VERDICT; nothing was recorded",
            given.len()
        )));
    }
    if !standing.is_disputed() {
        return Err(Failure::usage(match standing.find_settlement() {
            Some(by) => format!(
                "{address} was settled on {} by {}, and nothing has changed since; nothing was recorded",
                by.reviewed_on,
                snapshot.person_name(by.person)
            ),
            None => format!(
                "{address} is not disputed, so there is nothing to settle; to give a verdict: claimbook review {address} --verdict VERDICT"
            ),
        }));
    }
    let open = standing.list_open();
    let people: BTreeSet<Uid> = open.iter().map(|review| review.person).collect();
    if people.contains(&uid) {
        return Err(Failure::usage(format!(
            "{} gave one of the verdicts that differ, so a third person has to settle. If you have changed your \
                mind: claimbook review {address} --verdict VERDICT",
            person.name
        )));
    }
    let told = open.iter().map(|review| format!("{} ({})", review.verdict, snapshot.person_name(review.person)));
    Ok(Dispute { reviews: ReviewList(open.iter().map(|review| review.uid).collect()), told: told.collect() })
}
