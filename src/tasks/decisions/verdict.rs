//! A person's verdict on a claim, with what it signs.

use super::{date_judgement, refuse_set_aside};
use crate::catalogue::Writing;
use crate::evidence;
use crate::model::{
    Article, Claim, PartialDate, Person, Review, ReviewList, Settings, Signature, Status, Uid, Verdict,
};
use crate::tasks::persons::TypedPerson;
use crate::tasks::{Failure, signing};

/// What is recorded of a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictWords {
    /// What was decided.
    pub verdict: Verdict,
    /// Why, in the reviewer's words.
    pub note: Option<String>,
    /// When the claim is due again, where that is not after the interval in the settings.
    pub due: Option<PartialDate>,
}

/// A signature that was made with a key over the text of a review that was drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandSignature {
    /// The review that was drafted.
    pub review: Uid,
    /// The signature, armoured.
    pub armoured: String,
}

/// Records a verdict, and signs what it rests on. A claim that was only proposed is accepted with it.
pub fn record_review(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    claim: (&Article, Claim),
    words: VerdictWords,
    settings: &Settings,
    hand: Option<HandSignature>,
) -> Result<Vec<String>, Failure> {
    record_verdict(writing, person, claim, words, (None, hand), settings)
}

/// The review that would be recorded, for a person whose key is in the catalogue: what they sign with it.
pub(super) fn draft_review(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    claim: (&Article, Claim),
    words: VerdictWords,
    settles: Option<ReviewList>,
    settings: &Settings,
) -> Result<Review, Failure> {
    let uid = writing.uid();
    Ok(make_review(writing, person, claim, words, (settles, uid), settings)?.0)
}

pub(super) fn record_verdict(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    (home, claim): (&Article, Claim),
    words: VerdictWords,
    (settles, hand): (Option<ReviewList>, Option<HandSignature>),
    settings: &Settings,
) -> Result<Vec<String>, Failure> {
    let address = claim.address(home);
    let uid = hand.as_ref().map_or_else(|| writing.uid(), |hand| hand.review);
    let (review, mut said) = make_review(writing, person, (home, claim), words, (settles, uid), settings)?;
    let review = match hand {
        Some(hand) => {
            let Some(row) = writing.view().get::<Person>(review.person)? else {
                return Err(Failure::Incomplete(format!("{} is not stored", person.name)));
            };
            signing::require_own_key(writing.view(), &row, &hand.armoured, &signing::format_review(&review))?;
            Review { signed: Some(hand.armoured), ..review }
        }
        None => review,
    };
    writing.add(&review)?;
    let rests = match review.signature.works.len() {
        0 => "It cites nothing that could be signed with it.".to_owned(),
        1 => "It rests on 1 work, signed with it.".to_owned(),
        n => format!("It rests on {n} works, signed with it."),
    };
    let due = evidence::find_review_due(&review, settings);
    let with_key = if review.signed.is_some() { " Signed with a key." } else { "" };
    said.insert(
        0,
        format!(
            "Recorded: {} on {address}, {}: {}. {rests} Due again {due}.{with_key}",
            person.name, review.reviewed_on, review.verdict
        ),
    );
    Ok(said)
}

/// The review, signed but not stored, and who else is called like its author.
fn make_review(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    (home, mut claim): (&Article, Claim),
    words: VerdictWords,
    (settles, uid): (Option<ReviewList>, Uid),
    settings: &Settings,
) -> Result<(Review, Vec<String>), Failure> {
    let today = date_judgement(writing)?;
    if let Some(due) = words.due.filter(|due| due.last_day() < today) {
        return Err(Failure::usage(format!(
            "--due {due} is in the past; the next review is due on a day in the future"
        )));
    }
    refuse_set_aside(home, &claim)?;
    if claim.status == Status::Proposed {
        claim.status = Status::Accepted;
        writing.edit(&claim)?;
    }
    let row = person.find_or_add(writing)?;
    let snapshot = writing.view().snapshot(home)?;
    let review = Review {
        uid,
        claim: claim.uid,
        person: row.uid,
        reviewed_on: today,
        verdict: words.verdict,
        note: words.note,
        due_on: words.due,
        signature: Signature::default(),
        settles,
        signed: None,
    };
    let is_independent = evidence::is_independent(&claim, &snapshot, settings);
    Ok((evidence::sign_review(review, &claim, &snapshot, is_independent), row.namesakes))
}
