//! A third person decides between verdicts that differ.

use super::verdict::{VerdictWords, record_verdict};
use crate::catalogue::Writing;
use crate::evidence;
use crate::model::{Article, Claim, ReviewList, Settings};
use crate::tasks::Failure;
use crate::tasks::persons::TypedPerson;
use crate::text::visible::is_blank;

/// Records a verdict that settles those that differ: by somebody who gave none of them, where as many were given as are wanted,
/// and with a reason.
pub fn settle(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    (home, claim): (&Article, Claim),
    words: VerdictWords,
    settings: &Settings,
) -> Result<Vec<String>, Failure> {
    let address = claim.address(home);
    let reason = words.note.as_deref().unwrap_or_default();
    if is_blank(reason) {
        return Err(Failure::usage("a dispute is settled with a reason: --reason TEXT. Nothing was recorded"));
    }
    let snapshot = writing.view().snapshot(home)?;
    let standing = evidence::find_standing(&claim, &snapshot);
    let open = standing.list_open();
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
    let wanted = settings.opinions.wanted(claim.kind, &home.key);
    let mut people: Vec<_> = open.iter().map(|review| review.person).collect();
    people.sort();
    people.dedup();
    let uid = person.find_or_add(writing)?.uid;
    if people.contains(&uid) {
        return Err(Failure::usage(format!(
            "{} gave one of the verdicts that differ: a third person settles. If you have changed your mind: claimbook review {address} --verdict VERDICT",
            person.name
        )));
    }
    if people.len() < wanted {
        return Err(Failure::usage(format!(
            "{wanted} opinions are wanted on {address}, and {} are given: yours is one of them. Give it with claimbook review {address} --verdict VERDICT",
            people.len()
        )));
    }
    let settles = ReviewList(open.iter().map(|review| review.uid).collect());
    let between: Vec<String> =
        open.iter().map(|review| format!("{} ({})", review.verdict, snapshot.person_name(review.person))).collect();
    let mut said = record_verdict(writing, person, (home, claim), words, (Some(settles), None), settings)?;
    said.push(format!("It settles between {}.", between.join(" and ")));
    Ok(said)
}
