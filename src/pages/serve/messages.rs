//! What came of what was done: told on the page that comes next, with a button that takes it back.

use crate::model::Uid;
use crate::pages::words::{PlainPart, write_plainly};
use std::collections::VecDeque;

/// So many are remembered; an older page asked for again tells nothing.
const MOST: usize = 64;

/// Something that was done, or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeskMessage {
    /// The words.
    pub(super) words: Vec<PlainPart>,
    /// Whether it was refused.
    pub(super) is_refused: bool,
    /// The event that takes it back.
    pub(super) event: Option<String>,
    /// What it is about.
    about: Option<MessageSubject>,
}

/// What something was done about: where one sees it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageSubject {
    /// A claim.
    Claim(Uid),
    /// What the rules find in an article.
    Findings(Uid),
    /// A record with a page of its own: the part of the path that tells its kind, and the record.
    Record(&'static str, Uid),
}

impl MessageSubject {
    /// The path of its page.
    pub(super) fn path(self) -> String {
        match self {
            Self::Claim(claim) => format!("/claims/{claim}"),
            Self::Findings(article) => format!("/articles/{article}/findings"),
            Self::Record(kind, uid) => format!("/records/{kind}/{uid}"),
        }
    }
}

impl DeskMessage {
    /// Something that was done.
    pub(super) fn from_done(said: &[String], event: Option<String>, about: Option<MessageSubject>) -> Self {
        Self { words: write_plainly(&said.join(" "), |_| None), is_refused: false, event, about }
    }

    /// Something that was refused.
    pub(super) fn from_refusal(why: &str) -> Self {
        Self { words: write_plainly(why, |_| None), is_refused: true, event: None, about: None }
    }
}

/// What was told, by number.
#[derive(Debug, Default)]
pub(super) struct RememberedMessages {
    first: usize,
    all: VecDeque<DeskMessage>,
}

impl RememberedMessages {
    /// Remembers a message; answers its number.
    pub(super) fn remember(&mut self, message: DeskMessage) -> usize {
        if self.all.len() == MOST {
            self.all.pop_front();
            self.first += 1;
        }
        self.all.push_back(message);
        self.first + self.all.len() - 1
    }

    /// The message of a number.
    pub(super) fn find(&self, number: &str) -> Option<&DeskMessage> {
        self.all.get(number.parse::<usize>().ok()?.checked_sub(self.first)?)
    }

    /// Takes the button from what was taken back; answers what it was about.
    pub(super) fn take_back(&mut self, event: &str) -> Option<MessageSubject> {
        let told = self.all.iter_mut().find(|told| told.event.as_deref() == Some(event))?;
        told.event = None;
        told.about
    }
}
