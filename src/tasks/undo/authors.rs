//! Only its author withdraws a verdict or a reading, or puts it back.

use crate::catalogue::{LoggedCommand, TakenBack, View, Writing};
use crate::model::{Action, Citation, Person, Reading, Review, Uid};
use crate::tasks::persons::TypedPerson;
use crate::tasks::{Failure, persons};

/// Refuses to withdraw what others decided.
pub(super) fn refuse_others_before(
    writing: &mut Writing<'_>,
    command: &LoggedCommand,
    by: Option<&TypedPerson>,
) -> Result<(), Failure> {
    let added = command.events.iter().filter(|event| event.action == Action::Add);
    let rows: Vec<Uid> = added.map(|event| event.row).collect();
    refuse_others(writing, rows.into_iter(), by, "withdraws")
}

/// Refuses to put back what others had withdrawn: by now they are in the catalogue, should they have gone with it.
pub(super) fn refuse_others_after(
    writing: &mut Writing<'_>,
    done: &TakenBack,
    by: Option<&TypedPerson>,
) -> Result<(), Failure> {
    refuse_others(writing, done.put_back.iter().map(|(_, row)| *row), by, "puts back")
}

fn refuse_others(
    writing: &mut Writing<'_>,
    rows: impl Iterator<Item = Uid>,
    by: Option<&TypedPerson>,
    does: &str,
) -> Result<(), Failure> {
    for row in rows {
        let Some((what, author)) = find_judgement(writing.view(), row)? else { continue };
        let Some(author) = author else { continue };
        let name = persons::format_name(&author);
        let who = match by {
            None => {
                let how = "say who you are with --by, or set your name in your own settings";
                return Err(Failure::usage(format!("only {name} {does} {what}; {how}. Nothing was changed")));
            }
            Some(by) => {
                let uid = by.find_or_add(writing)?.uid;
                writing.view().get::<Person>(uid)?
            }
        };
        let who = who.map(|who| writing.view().find_surviving_person(who)).transpose()?;
        if who.is_none_or(|who| who.uid != author.uid) {
            let you = by.map(TypedPerson::to_string).unwrap_or_default();
            return Err(Failure::usage(format!(
                "only {name} {does} {what}, and you are {you}. Nothing was changed; to differ, record your own"
            )));
        }
    }
    Ok(())
}

/// What a person decided or read, and who that is now.
fn find_judgement(view: View<'_>, row: Uid) -> Result<Option<(String, Option<Person>)>, Failure> {
    let (what, person) = match (view.get::<Review>(row)?, view.get::<Reading>(row)?) {
        (Some(review), _) if view.hides(review.claim, review.person)? => {
            (format!("the verdict of {}", review.reviewed_on), review.person)
        }
        (Some(review), _) => (format!("the verdict “{}” of {}", review.verdict, review.reviewed_on), review.person),
        (None, Some(reading)) => {
            let claim = view.get_or_withdrawn::<Citation>(reading.citation)?.map(|citation| citation.claim);
            let is_hidden = claim.map(|claim| view.hides(claim, reading.person)).transpose()?.unwrap_or_default();
            let stance = if is_hidden { String::new() } else { format!(" “{}”", reading.stance) };
            (format!("the reading{stance} of {}", reading.read_on), reading.person)
        }
        (None, None) => return Ok(None),
    };
    let author = view.get::<Person>(person)?.map(|person| view.find_surviving_person(person)).transpose()?;
    Ok(Some((what, author)))
}
