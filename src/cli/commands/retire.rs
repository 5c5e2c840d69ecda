//! `retire`: says that these are no longer claimed, listed, published, with us or evidence. Nothing is deleted, and
//! `--back` takes it back.

use super::status;
use crate::catalogue::{Deed, View, Writing};
use crate::cli::args::decider::ReviewerOption;
use crate::cli::{Exit, Session};
use crate::model::{Article, CitationState, Claim, Person, Reference, Status, claim_address};
use crate::tasks::addresses;
use crate::tasks::addresses::AddressedRecord;
use crate::tasks::persons::TypedPerson;
use crate::tasks::{Failure, persons, readings};
use jiff::civil::Date;

#[derive(clap::Args)]
#[command(
    after_help = "RECORD is a claim, an article, a reference, a person, or a reading, as `claimbook show` names it: \
    c3, back-pain, r10, \"A. Reviewer, PT\", c3:r10:1. Give each name in full: the beginning of a key is not enough here. \
    A reading is retired only by whoever recorded it.\n\n\
    Example: claimbook retire c4 r7 --reason \"agreed with the editor\""
)]
pub(in crate::cli) struct Args {
    /// The records to retire
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<String>,
    /// Bring the records back
    #[arg(long)]
    back: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    by: ReviewerOption,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let mut catalogue = session.catalogue_to_change()?;
        let person = self.by.person_if_named(session)?;
        let deed = Deed { reason: self.reason.clone(), ..session.deed("retire") };
        let named = person.as_ref().filter(|_| self.by.is_given());
        let deed = named.map_or(deed.clone(), |person| person.sign_deed(deed));
        let on = (!self.back).then(|| session.today());
        let said = catalogue.write(&deed, |writing| {
            self.records
                .iter()
                .map(|typed| retire(writing, (typed, person.as_ref()), on))
                .collect::<Result<Vec<_>, Failure>>()
        })?;
        session.say(&said.join("\n"));
        Ok(Exit::Clean)
    }
}

/// Retires what is meant, or takes that back; answers what became of it.
fn retire(
    writing: &mut Writing<'_>,
    (typed, person): (&str, Option<&TypedPerson>),
    on: Option<Date>,
) -> Result<String, Failure> {
    if let Some((address, reading)) = readings::find_whole_address(writing.view(), typed)? {
        return readings::retire_own(writing, person, (&address, reading), on);
    }
    let found = addresses::find_record(writing.view(), typed);
    let is_whole = addresses::is_whole(writing.view(), typed)?;
    match found {
        Ok(AddressedRecord::Claim(home, claim)) if is_whole => {
            return status::retire(writing, &home, claim, on.is_none());
        }
        Ok(AddressedRecord::Reference(home, entry)) if is_whole => return entry_of(writing, &home, *entry, on),
        Ok(AddressedRecord::Article(article)) if is_whole => {
            let (key, was) = (article.key.clone(), article.retired_on);
            writing.edit(&Article { retired_on: readings::keep_first_day(was, on), ..article })?;
            let consequence = "it is out of the lists, the audit and exports. `claimbook articles --retired` lists it";
            return Ok(outcome(&key, was, on, consequence));
        }
        _ => {}
    }
    if let Some(person) = persons::find_person_if_any(writing.view(), typed)? {
        let (shown, was) = (persons::format_name(&person), person.retired_on);
        writing.edit(&Person { retired_on: readings::keep_first_day(was, on), ..person })?;
        let consequence = "they can no longer give verdicts. What they decided stands";
        return Ok(readings::describe_retirement(&shown, &format!("\"{shown}\""), (was, on), consequence));
    }
    Err(explain_not_found(writing.view(), typed, found)?)
}

/// Why nothing is retired that is not named in full, and what may be meant.
fn explain_not_found(view: View<'_>, typed: &str, found: Result<AddressedRecord, Failure>) -> Result<Failure, Failure> {
    let mut meant = persons::list_similar(view, typed)?;
    let wrong = match found {
        Ok(AddressedRecord::Work(work)) => Failure::usage(format!(
            "{0} is a work, which cannot be retired; retire the references to it: `claimbook where-used {0}`",
            work.key
        )),
        Ok(_) => {
            meant.insert(0, addresses::canonicalise(view, typed)?);
            return Ok(addresses::refuse_partial(typed, &meant));
        }
        Err(wrong) => wrong,
    };
    Ok(if meant.is_empty() { wrong } else { addresses::refuse_partial(typed, &meant) })
}

/// What became of a record that is shown by its address.
fn outcome(record: &str, was: Option<Date>, on: Option<Date>, consequence: &str) -> String {
    readings::describe_retirement(record, record, (was, on), consequence)
}

/// An entry that standing claims rest on stays: the list would not show what backs them. Suggestions stay as they are, since
/// nobody has decided on them; they are out of sight for as long as the entry is.
fn entry_of(writing: &mut Writing<'_>, home: &Article, entry: Reference, on: Option<Date>) -> Result<String, Failure> {
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
    Ok(outcome(&address, was, on, "it is out of the list. `claimbook references --retired` lists it"))
}
