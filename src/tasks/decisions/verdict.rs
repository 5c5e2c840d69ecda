//! A person's verdict on a claim, with what it signs.

use super::date_judgement;
use crate::catalogue::Writing;
use crate::evidence;
use crate::model::{Article, Claim, PartialDate, Review, Settings, Status, Verdict};
use crate::tasks::Failure;
use crate::tasks::persons::TypedPerson;

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

/// Records a verdict, and signs what it rests on. A claim that was only proposed is accepted with it.
pub fn record_review(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    (home, mut claim): (&Article, Claim),
    words: VerdictWords,
    settings: &Settings,
) -> Result<Vec<String>, Failure> {
    let today = date_judgement(writing)?;
    let address = claim.address(home);
    if let Some(due) = words.due.filter(|due| due.last_day() < today) {
        return Err(Failure::usage(format!(
            "--due {due} is in the past; the next review is due on a day in the future"
        )));
    }
    if matches!(claim.status, Status::Dismissed | Status::Retired) {
        return Err(Failure::usage(format!("{address} is {}; first run claimbook accept {address}", claim.status)));
    }
    if claim.status == Status::Proposed {
        claim.status = Status::Accepted;
        writing.edit(&claim)?;
    }
    let signature = evidence::build_signature(&claim, &writing.view().snapshot(home)?);
    let signed = signature.works.len();
    let row = person.find_or_add(writing)?;
    let review = Review {
        uid: writing.uid(),
        claim: claim.uid,
        person: row.uid,
        reviewed_on: today,
        verdict: words.verdict,
        note: words.note,
        due_on: words.due,
        signature,
        settles: None,
        signed: None,
    };
    writing.add(&review)?;
    let rests = match signed {
        0 => "It cites nothing that could be signed with it.".to_owned(),
        1 => "It rests on 1 work, signed with it.".to_owned(),
        n => format!("It rests on {n} works, signed with it."),
    };
    let due = evidence::find_review_due(&review, settings);
    let said = format!("Recorded: {} on {address}, {today}: {}. {rests} Due again {due}.", person.name, review.verdict);
    Ok([vec![said], row.namesakes].concat())
}
