//! Taking back what was recorded on the page, by the button beside what was told.

use super::answer::Answer;
use super::messages::{DeskMessage, MessageSubject};
use super::served::{Asked, ServedDesk};
use crate::tasks::Failure;

/// Takes back what was recorded on this page.
pub(super) fn take_back(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let Some(event) = asked.form.get("event").map(str::to_owned) else {
        return Err(Failure::usage("no event was named that could be undone"));
    };
    let undone = desk.desk.take_back(&event)?;
    let about = desk.told.take_back(&event);
    let said = [vec![format!("Undid {}.", undone.command)], undone.done].concat();
    let number = desk.told.remember(DeskMessage::from_done(&said, None, about));
    if let Some(MessageSubject::Claim(claim)) = about {
        desk.finished.remove(&claim);
    }
    let place = about.map_or_else(|| "/".to_owned(), MessageSubject::path);
    Ok(Answer::Go(asked.choice().write_address(&place, Some(number))))
}
