//! Addresses of readings: the claim, the reference and the number among the readings of the two, such as `c3:r10:1`. `show`
//! prints them; a reading that is retired keeps its number.

use super::persons::{TypedPerson, find_looker};
use super::{Failure, addresses};
use crate::catalogue::{View, Writing};
use crate::model::{Article, Citation, Claim, Person, Reading, Reference};
use jiff::civil::Date;

/// The reading at an address that names its records in full, with its whole address; none where what was typed is no address of
/// a reading.
pub fn find_whole_address(view: View<'_>, typed: &str) -> Result<Option<(String, Reading)>, Failure> {
    let Some((claim, reference, _)) = split_address(typed) else { return Ok(None) };
    let is_whole = addresses::is_whole(view, claim)? && addresses::is_whole(view, reference)?;
    match find_reading(view, typed)? {
        Some((address, _)) if !is_whole => Err(addresses::refuse_partial(typed, &[address])),
        found => Ok(found),
    }
}

/// The same, however its records are named.
pub fn find_reading(view: View<'_>, typed: &str) -> Result<Option<(String, Reading)>, Failure> {
    let Some((claim, reference, number)) = split_address(typed) else { return Ok(None) };
    let (home, claim) = addresses::find_claim(view, claim)?;
    let (article, reference) = addresses::find_reference(view, reference, Some(&home))?;
    let pair = format!("{}:{}", claim.address(&home), reference.address(&article));
    let citation = view.citation(claim.uid, reference.uid)?;
    let there = citation.as_ref().map(|citation| view.readings_there(citation.uid)).transpose()?.unwrap_or_default();
    let readings = citation.map(|citation| view.readings_of(citation.uid)).transpose()?.unwrap_or_default();
    let known = there.len();
    match number.checked_sub(1).and_then(|at| there.get(at)) {
        Some(uid) => match readings.into_iter().find(|reading| reading.uid == *uid) {
            Some(reading) => Ok(Some((format!("{pair}:{number}"), reading))),
            None => Err(Failure::usage(format!(
                "{pair}:{number} is another person's, and is withheld until you have given your own opinion"
            ))),
        },
        None if known == 0 => Err(Failure::usage(format!("nobody has recorded a reading for {pair}"))),
        None => Err(Failure::usage(format!("{pair} has readings 1 to {known}, but no reading {number}"))),
    }
}

/// The claim, the reference and the number of an address of that form.
fn split_address(typed: &str) -> Option<(&str, &str, usize)> {
    let parts: Vec<&str> = typed.split(':').collect();
    let [claim, reference, number] = parts.as_slice() else { return None };
    let number = number.parse().ok().filter(|_| !claim.is_empty() && !reference.is_empty())?;
    Some((claim, reference, number))
}

/// The whole address of a reading; none where what it is about is no longer there.
pub fn name_reading(view: View<'_>, reading: &Reading) -> Result<Option<String>, Failure> {
    let Some(citation) = view.get::<Citation>(reading.citation)? else { return Ok(None) };
    let Some(claim) = view.get::<Claim>(citation.claim)? else { return Ok(None) };
    let Some(reference) = view.get::<Reference>(citation.reference)? else { return Ok(None) };
    let (home, list) = (view.get::<Article>(claim.article)?, view.get::<Article>(reference.article)?);
    let number = view.readings_there(citation.uid)?.iter().position(|uid| *uid == reading.uid);
    Ok(home
        .zip(list)
        .zip(number)
        .map(|((home, list), at)| format!("{}:{}:{}", claim.address(&home), reference.address(&list), at + 1)))
}

/// Retires a reading for whoever recorded it, or takes that back; says what became of it. Others are told what they can do, and
/// nothing of what it says.
pub fn retire_own(
    writing: &mut Writing<'_>,
    person: Option<&TypedPerson>,
    (address, reading): (&str, Reading),
    on: Option<Date>,
) -> Result<String, Failure> {
    let Some(person) = person else {
        return Err(Failure::usage(format!(
            "{address} is a reading, which only its reader retires or brings back: say who you are with --by \"A. Reviewer, PT\". \
             Nothing was changed"
        )));
    };
    let view = writing.view();
    let author = view.get::<Person>(reading.person)?.map(|author| view.find_surviving_person(author)).transpose()?;
    let Some(author) = author.filter(|author| find_looker(view, person).is_ok_and(|uid| uid == Some(author.uid)))
    else {
        let (claim, cited) = split_address(address).map(|(claim, cited, _)| (claim, cited)).unwrap_or_default();
        return Err(Failure::usage(format!(
            "{address} is not a reading of {person}, and only its reader retires it or brings it back. Nothing was changed; \
             to record your own: claimbook verify {claim} {cited} --stance STANCE"
        )));
    };
    let was = reading.retired_on;
    let shown = format!("{address} ({} on {}: {})", author.name, reading.read_on, reading.stance);
    writing.edit(&Reading { retired_on: keep_first_day(was, on), ..reading })?;
    let consequence = "it no longer counts as evidence. A verdict that rested on it is stale";
    Ok(describe_retirement(&shown, address, (was, on), consequence))
}

/// When a record is retired: the first day counts; none takes it back.
pub fn keep_first_day(was: Option<Date>, on: Option<Date>) -> Option<Date> {
    on.map(|on| was.unwrap_or(on))
}

/// What became of a record that was retired then, or not. `shown` is what it is called, `address` where it is found.
pub fn describe_retirement(
    shown: &str,
    address: &str,
    (was, on): (Option<Date>, Option<Date>),
    consequence: &str,
) -> String {
    match (was, on) {
        (None, Some(_)) => {
            format!("{shown} is retired: {consequence}. `claimbook retire --back {address}` takes that back.")
        }
        (Some(was), Some(_)) => format!("{shown} was retired already, on {was}."),
        (Some(_), None) => format!("{shown} is back."),
        (None, None) => format!("{shown} was not retired."),
    }
}
