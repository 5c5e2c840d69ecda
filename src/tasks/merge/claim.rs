//! Two claims that are one: places, citations, readings, notes and waivers go to the one that is kept, and reviews of both count
//! for it. A review of the other signed other words, so that it is stale where these differ.

use super::{AddressedRecord, Failure, MergeKind, find_whole};
use crate::catalogue::{View, Writing};
use crate::model::{Citation, Claim, Status, Uid};
use crate::tasks::log_words::Names;

/// Claims.
pub(super) const KIND: MergeKind = MergeKind { merge };

fn merge(writing: &mut Writing<'_>, [first, second]: [&str; 2]) -> Result<Option<String>, Failure> {
    let named = (find_whole(writing.view(), first)?, find_whole(writing.view(), second)?);
    let (Some(AddressedRecord::Claim(home, first)), Some(AddressedRecord::Claim(other_home, second))) = named else {
        return Ok(None);
    };
    let (kept, gone) = (first.address(&home), second.address(&other_home));
    if first.uid == second.uid {
        return Err(Failure::usage(format!("both are already {kept}; nothing was changed")));
    }
    if matches!(first.status, Status::Dismissed | Status::Retired) {
        return Err(Failure::usage(format!(
            "{kept} is {}, so {gone} would be lost in it; first run claimbook accept {kept}, or name {gone} first. \
             Nothing was changed",
            first.status
        )));
    }
    let followed = writing.follow_claim(second.uid, first.uid)?;
    if let Some((citation, _)) = followed.disagreements.first() {
        return Err(Failure::usage(describe_disagreement(writing.view(), (&kept, &gone), *citation)?));
    }
    // Somebody said that the proposition is the article's.
    if first.status == Status::Proposed && second.status == Status::Accepted {
        writing.edit(&Claim { status: Status::Accepted, ..first.clone() })?;
    }
    for merged in writing.view().claims_merged_into(second.uid)? {
        writing.edit(&Claim { merged_into: Some(first.uid), ..merged })?;
    }
    let reviews = writing.view().reviews_of(second.uid)?.len();
    writing.edit(&Claim { merged_into: Some(first.uid), ..second })?;
    let count = |n: usize, one: &str, several: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {several}")),
    };
    let follow = [
        count(followed.occurrences, "place", "places"),
        count(followed.citations, "citation", "citations"),
        count(reviews, "review", "reviews"),
        count(followed.notes, "note", "notes"),
        count(followed.assignments, "assignment", "assignments"),
        count(followed.waivers, "waiver", "waivers"),
    ];
    let follow: Vec<String> = follow.into_iter().flatten().collect();
    let follow = if follow.is_empty() { String::new() } else { format!(" With it came: {}.", follow.join(", ")) };
    Ok(Some(format!("{gone} is now {kept}, and its old address leads there.{follow}")))
}

/// Two people, or one on two days, said different things of the source of a citation.
fn describe_disagreement(view: View<'_>, (kept, gone): (&str, &str), citation: Uid) -> Result<String, Failure> {
    let mut names = Names::new(view);
    let citation = view.get::<Citation>(citation)?;
    let reference = citation.map(|c| names.name_record("reference", c.reference)).transpose()?.flatten();
    let reference = reference.unwrap_or_default();
    Ok(format!(
        "{kept} and {gone} differ about {reference}: one cites it, and somebody said that the other does not. First \
            say which holds, \
         with `claimbook link` or `claimbook unlink`. Nothing was changed"
    ))
}
