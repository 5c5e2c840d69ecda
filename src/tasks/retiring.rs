//! Saying that records are no longer claimed, listed, published, with us or evidence. Nothing is deleted, and each can be brought
//! back.

use super::addresses::{self, AddressedRecord};
use super::persons::{self, TypedPerson};
use super::{Failure, readings};
use crate::catalogue::{View, Writing};
use crate::model::{Article, CitationState, Claim, Event, Person, Reference, Status, Word, Work, claim_address};
use jiff::civil::Date;

/// Retires the record that an address names in full, or takes that back; answers what became of it.
pub fn retire_named(
    writing: &mut Writing<'_>,
    (typed, person): (&str, Option<&TypedPerson>),
    on: Option<Date>,
) -> Result<String, Failure> {
    if let Some((address, reading)) = readings::find_whole_address(writing.view(), typed)? {
        return readings::retire_own(writing, person, (&address, reading), on);
    }
    let found = addresses::find_record(writing.view(), typed);
    let is_whole = addresses::is_whole(writing.view(), typed)?;
    let found = match found {
        Ok(AddressedRecord::Work(_)) => found,
        Ok(record) if is_whole => return retire_record(writing, record, on),
        _ => found,
    };
    if let Some(person) = persons::find_person_if_any(writing.view(), typed)? {
        return retire_person(writing, person, on);
    }
    Err(explain_not_found(writing.view(), typed, found)?)
}

/// Retires a claim, a reference or an article, or takes that back; works cannot be retired.
pub fn retire_record(writing: &mut Writing<'_>, record: AddressedRecord, on: Option<Date>) -> Result<String, Failure> {
    match record {
        AddressedRecord::Claim(home, claim) => retire_claim(writing, &home, claim, on.is_none()),
        AddressedRecord::Reference(home, entry) => retire_entry(writing, &home, *entry, on),
        AddressedRecord::Article(article) => {
            let (key, was) = (article.key.clone(), article.retired_on);
            writing.edit(&Article { retired_on: readings::keep_first_day(was, on), ..article })?;
            let consequence = "it no longer appears in lists, the audit and exports. `claimbook articles --retired` \
                lists it";
            Ok(describe_outcome(&key, was, on, consequence))
        }
        AddressedRecord::Work(work) => Err(refuse_work(&work)),
    }
}

/// Says that somebody gives no more verdicts, or takes that back.
pub fn retire_person(writing: &mut Writing<'_>, person: Person, on: Option<Date>) -> Result<String, Failure> {
    let (shown, was) = (persons::format_name(&person), person.retired_on);
    writing.edit(&Person { retired_on: readings::keep_first_day(was, on), ..person })?;
    let consequence = "they can no longer give verdicts. What they decided stands";
    Ok(readings::describe_retirement(&shown, &format!("\"{shown}\""), (was, on), consequence))
}

fn refuse_work(work: &Work) -> Failure {
    Failure::usage(format!(
        "{0} is a work, which cannot be retired; retire the references to it: `claimbook where-used {0}`",
        work.key
    ))
}

/// Why nothing is retired that is not named in full, and what may be meant.
fn explain_not_found(view: View<'_>, typed: &str, found: Result<AddressedRecord, Failure>) -> Result<Failure, Failure> {
    let mut meant = persons::list_similar(view, typed)?;
    let wrong = match found {
        Ok(AddressedRecord::Work(work)) => refuse_work(&work),
        Ok(_) => {
            meant.insert(0, addresses::canonicalise(view, typed)?);
            return Ok(addresses::refuse_partial(typed, &meant));
        }
        Err(wrong) => wrong,
    };
    Ok(if meant.is_empty() { wrong } else { addresses::refuse_partial(typed, &meant) })
}

/// What became of a record that is shown by its address.
fn describe_outcome(record: &str, was: Option<Date>, on: Option<Date>, consequence: &str) -> String {
    readings::describe_retirement(record, record, (was, on), consequence)
}

/// An entry that standing claims rest on stays: the list would not show what backs them. Suggestions stay as they are, since
/// nobody has decided on them; they are out of sight for as long as the entry is.
fn retire_entry(
    writing: &mut Writing<'_>,
    home: &Article,
    entry: Reference,
    on: Option<Date>,
) -> Result<String, Failure> {
    let address = entry.address(home);
    let mut resting = Vec::new();
    let citations = writing.view().citations_of_reference(entry.uid)?;
    for citation in citations.iter().filter(|citation| citation.state == CitationState::Asserted) {
        let Some(claim) = writing.view().get::<Claim>(citation.claim)? else { continue };
        if matches!(claim.status, Status::Proposed | Status::Accepted) {
            let home = writing.view().get::<Article>(claim.article)?.map(|a| a.key).unwrap_or_default();
            resting.push(claim_address(&home, claim.serial));
        }
    }
    if on.is_some() && !resting.is_empty() {
        let first = resting.first().cloned().unwrap_or_default();
        return Err(Failure::usage(format!(
            "{address} stays: {} on it; first run `claimbook unlink {first} {address}`. Nothing was retired",
            match resting.as_slice() {
                [one] => format!("{one} rests"),
                several => format!("{} rest", several.join(", ")),
            }
        )));
    }
    let was = entry.retired_on;
    writing.edit(&Reference { retired_on: readings::keep_first_day(was, on), ..entry })?;
    Ok(describe_outcome(
        &address,
        was,
        on,
        "it no longer appears in the list. `claimbook references --retired` lists \
        it",
    ))
}

/// Retires a claim, or takes that back: it then has the status that it had before, as the log tells.
fn retire_claim(writing: &mut Writing<'_>, home: &Article, claim: Claim, back: bool) -> Result<String, Failure> {
    let address = claim.address(home);
    match (claim.status, back) {
        (Status::Retired, false) => Ok(format!("{address} was retired already.")),
        (_, false) => {
            writing.edit(&Claim { status: Status::Retired, ..claim })?;
            Ok(format!("{address} is retired. `claimbook retire --back {address}` takes that back."))
        }
        (Status::Retired, true) => {
            let events = writing.view().events_of(&[claim.uid])?;
            let status = events.iter().find_map(status_before).unwrap_or(Status::Accepted);
            writing.edit(&Claim { status, ..claim })?;
            Ok(format!("{address} is back, and {status} as before."))
        }
        (_, true) => Ok(format!("{address} was not retired.")),
    }
}

/// The status that an event took from a claim when it was retired.
fn status_before(event: &Event) -> Option<Status> {
    let status = |row: &Option<String>| {
        let row: serde_json::Value = serde_json::from_str(row.as_deref()?).ok()?;
        Status::parse(row.get("status")?.as_str()?).ok()
    };
    status(&event.before).filter(|_| status(&event.after) == Some(Status::Retired))
}
