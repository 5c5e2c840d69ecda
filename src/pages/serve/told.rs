//! What came of what was done: told on the page that comes next, with a button that takes it back.

use super::answer::Answer;
use super::served::{Asked, ServedDesk};
use crate::model::Uid;
use crate::pages::words::{PlainPart, write_plainly};
use crate::tasks::Failure;
use std::collections::VecDeque;

/// So many are remembered; an older page asked for again tells nothing.
const MOST: usize = 64;

/// Something that was done, or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TellMessage {
    /// The words.
    pub(super) words: Vec<PlainPart>,
    /// Whether it was refused.
    pub(super) is_refused: bool,
    /// The event that takes it back.
    pub(super) event: Option<String>,
    /// The claim that it is about.
    claim: Option<Uid>,
}

impl TellMessage {
    /// Something that was done about a claim.
    pub(super) fn done(said: &[String], event: Option<String>, claim: Option<Uid>) -> Self {
        Self { words: write_plainly(&said.join(" "), |_| None), is_refused: false, event, claim }
    }

    /// Something that was refused.
    pub(super) fn refused(why: &str) -> Self {
        Self { words: write_plainly(why, |_| None), is_refused: true, event: None, claim: None }
    }
}

/// What was told, by number.
#[derive(Debug, Default)]
pub(super) struct ToldMessages {
    first: usize,
    all: VecDeque<TellMessage>,
}

impl ToldMessages {
    /// Remembers a message; answers its number.
    pub(super) fn remember(&mut self, message: TellMessage) -> usize {
        if self.all.len() == MOST {
            self.all.pop_front();
            self.first += 1;
        }
        self.all.push_back(message);
        self.first + self.all.len() - 1
    }

    /// The message of a number.
    pub(super) fn find(&self, number: &str) -> Option<&TellMessage> {
        self.all.get(number.parse::<usize>().ok()?.checked_sub(self.first)?)
    }

    /// Takes the button from what was taken back; answers the claim that it was about.
    fn take_back(&mut self, event: &str) -> Option<Uid> {
        let told = self.all.iter_mut().find(|told| told.event.as_deref() == Some(event))?;
        told.event = None;
        told.claim
    }
}

/// Takes back what was recorded on this page.
pub(super) fn take_back(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let Some(event) = asked.form.get("event").map(str::to_owned) else {
        return Err(Failure::usage("nothing is named that could be undone"));
    };
    let undone = desk.desk.take_back(&event)?;
    let claim = desk.told.take_back(&event);
    let said = [vec![format!("Undid {}.", undone.command)], undone.done].concat();
    let number = desk.told.remember(TellMessage::done(&said, None, claim));
    if let Some(claim) = claim {
        desk.finished.remove(&claim);
    }
    let place = claim.map_or_else(|| "/".to_owned(), |claim| format!("/claims/{claim}"));
    Ok(Answer::Go(asked.choice().address(&place, Some(number))))
}
