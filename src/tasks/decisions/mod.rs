//! What a person decides about a claim and its sources, one function a decision: the command line, the full screen and the
//! review page share them. Each works inside a transaction that its caller opened, and answers what was done, a sentence each.

mod by_hand;
mod by_key;
mod linking;
mod reading;
mod seen;
mod settling;
mod status;
mod verdict;

pub use by_hand::{AskedPerson, ClaimEdit};
pub use by_key::{sign_decision, sign_reviews, sign_settlement};
pub use linking::{assert_citations, reject_citation};
pub use reading::{ReadingWords, record_reading};
pub use seen::SeenClaim;
pub use settling::settle;
pub use status::{accept, dismiss};
pub use verdict::{HandSignature, VerdictWords, record_review};

use super::Failure;
use super::confirm::{DifferingWords, confirm_places};
use super::persons::TypedPerson;
use crate::catalogue::Writing;
use crate::model::{Article, Claim, Reference, Settings, Status, Uid};
use jiff::ToSpan;

/// A decision about a claim that somebody looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The article makes it.
    Accept,
    /// It is no claim.
    Dismiss,
    /// The words that stand there now still make it.
    Confirm,
    /// It rests on this reference.
    Link(Uid),
    /// It does not rest on this reference.
    Reject(Uid),
    /// This was found in this reference.
    Read(Uid, ReadingWords),
    /// A verdict.
    Review(VerdictWords),
    /// A verdict between those that differ.
    Settle(VerdictWords),
    /// It says this, or is of this kind.
    Edit(ClaimEdit),
    /// Somebody is asked to review it.
    Assign(AskedPerson),
    /// Somebody is asked no longer.
    EndAssignment(AskedPerson),
    /// What one found on reading a source counts no more, and why.
    Retire(Uid, Option<String>),
    /// It is this other claim, and why.
    Merge(Uid, Option<String>),
}

impl Decision {
    /// The command that does the same, for the log.
    pub fn command(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Dismiss => "dismiss",
            Self::Confirm => "confirm",
            Self::Link(_) => "link",
            Self::Reject(_) => "unlink",
            Self::Read(..) => "verify",
            Self::Review(_) => "review",
            Self::Settle(_) => "settle",
            Self::Edit(_) => "edit",
            Self::Assign(_) | Self::EndAssignment(_) => "assign",
            Self::Retire(..) => "retire",
            Self::Merge(..) => "merge",
        }
    }

    /// Why, where the log keeps that beside the change.
    pub fn reason(&self) -> Option<String> {
        match self {
            Self::Edit(edit) => edit.reason.clone(),
            Self::Retire(_, reason) | Self::Merge(_, reason) => reason.clone(),
            _ => None,
        }
    }

    /// Whether the claim waits for nothing more from whoever decided so.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Dismiss | Self::Review(_) | Self::Settle(_) | Self::Merge(..))
    }
}

/// Who decides on what they saw.
#[derive(Debug, Clone, Copy)]
pub struct Decider<'d> {
    /// The person.
    pub person: &'d TypedPerson,
    /// The claim as they saw it.
    pub seen: &'d SeenClaim,
    /// Whether others' judgements were withheld from them.
    pub withheld: bool,
    /// When reviews are due.
    pub settings: &'d Settings,
}

/// Decides on a claim that somebody saw; refused, with both states, where another process has changed it meanwhile. `hand` is the
/// signature of a verdict that is signed with a key.
pub fn decide(
    writing: &mut Writing<'_>,
    decider: Decider<'_>,
    claim: Uid,
    decision: Decision,
    hand: Option<HandSignature>,
) -> Result<Vec<String>, Failure> {
    let (home, claim) = find_as_seen(writing, decider, claim)?;
    match decision {
        Decision::Accept => accept(writing, &home, claim),
        Decision::Dismiss => dismiss(writing, &home, claim, None),
        Decision::Confirm => confirm_places(writing, &home, claim, DifferingWords::Ask, None),
        Decision::Link(reference) => {
            let cited = find_entry(writing, reference)?;
            assert_citations(writing, &home, claim, &[cited], None)
        }
        Decision::Reject(reference) => {
            let (article, reference) = find_entry(writing, reference)?;
            reject_citation(writing, &home, &claim, (&article, &reference))
        }
        Decision::Read(reference, words) => {
            let (article, reference) = find_entry(writing, reference)?;
            record_reading(writing, decider.person, (&home, &claim), (&article, &reference), words)
        }
        Decision::Review(words) => {
            record_review(writing, decider.person, (&home, claim), words, decider.settings, hand)
        }
        Decision::Settle(words) => settle(writing, decider.person, (&home, claim), words, decider.settings, hand),
        Decision::Edit(edit) => by_hand::edit_claim(writing, home, claim, &edit),
        Decision::Assign(asked) => asked.assign(writing, decider.person, &home, &claim),
        Decision::EndAssignment(asked) => asked.end(writing, &home, &claim),
        Decision::Retire(reading, _) => by_hand::retire_reading(writing, decider.person, &claim, reading),
        Decision::Merge(kept, _) => by_hand::merge_into(writing, kept, &home, &claim),
    }
}

/// The claim with its home; refused where it is another one now than somebody saw.
fn find_as_seen(writing: &Writing<'_>, decider: Decider<'_>, claim: Uid) -> Result<(Article, Claim), Failure> {
    let found = writing.view().get::<Claim>(claim)?;
    let home = found.as_ref().map(|claim| writing.view().get::<Article>(claim.article)).transpose()?.flatten();
    let now = home.as_ref().map(|home| SeenClaim::read(writing.view(), home, claim)).transpose()?.flatten();
    decider.seen.refuse_changed(now.as_ref(), decider.withheld)?;
    home.zip(found).ok_or_else(|| Failure::usage("The claim is no longer there. Nothing was changed"))
}

fn find_entry(writing: &Writing<'_>, reference: Uid) -> Result<(Article, Reference), Failure> {
    let gone = || Failure::usage("the reference is no longer in a list. Nothing was changed");
    let reference: Reference = writing.view().get(reference)?.ok_or_else(gone)?;
    let article: Article = writing.view().get(reference.article)?.ok_or_else(gone)?;
    Ok((article, reference))
}

/// Refuses a judgement of what the article does not claim.
fn refuse_set_aside(home: &Article, claim: &Claim) -> Result<(), Failure> {
    if matches!(claim.status, Status::Dismissed | Status::Retired) {
        let address = claim.address(home);
        return Err(Failure::usage(format!("{address} is {}; first run claimbook accept {address}", claim.status)));
    }
    Ok(())
}

/// The day that a judgement bears; refused where it lies in the future. Somewhere it is tomorrow already, so that a day more is
/// none.
fn date_judgement(writing: &Writing<'_>) -> Result<jiff::civil::Date, Failure> {
    let (stated, clock) = (writing.today(), jiff::tz::TimeZone::UTC.to_datetime(writing.time()).date());
    if stated > clock.saturating_add(1.day()) {
        return Err(Failure::usage(format!(
            "{stated} is in the future: a judgement bears the day on which it is given, or an earlier one. Nothing was recorded; \
             leave --today out"
        )));
    }
    Ok(stated)
}
