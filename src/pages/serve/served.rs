//! The desk that pages are asked of: the catalogue, what was seen and told, and the words round every page.

use super::answer::Answer;
use super::choice::QueueChoice;
use super::file_ways::{FileWays, HandedFile};
use super::form::Fields;
use super::frame::Frame;
use super::messages::{DeskMessage, RememberedMessages};
use crate::model::{QueueEntry, Uid};
use crate::tasks::Failure;
use crate::tasks::decisions::SeenClaim;
use crate::tasks::desk::ReviewDesk;
use crate::tasks::queue::QueueFilter;
use askama::Template;
use axum::http::StatusCode;
use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;

/// What makes a page, or does what a form says.
pub(super) type PageFn = fn(&mut ServedDesk, &Asked) -> Result<Answer, Failure>;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    /// What the path names.
    pub(super) path: Vec<String>,
    pub(super) query: Fields,
    pub(super) form: Fields,
    /// A file that came with the form.
    pub(super) file: Option<HandedFile>,
}

impl Asked {
    pub(super) fn new(path: Vec<String>, query: &Option<String>, form: Fields) -> Self {
        Self { path, query: Fields::read(query.as_deref().unwrap_or_default().as_bytes()), form, file: None }
    }

    /// The record that the path names.
    pub(super) fn uid(&self) -> Option<Uid> {
        self.path.first()?.parse().ok()
    }

    pub(super) fn choice(&self) -> QueueChoice {
        QueueChoice::read(&self.query)
    }
}

/// So many cards are remembered as they were seen: whoever decides on an older one is told less of what changed.
const MOST_SEEN: usize = 128;

/// So many of those that wait are looked through for what comes next.
const WINDOW: u32 = 250;

/// The desk that pages are asked of.
pub struct ServedDesk {
    pub(super) desk: ReviewDesk,
    clock: fn() -> jiff::Timestamp,
    catalogue: String,
    is_read_only: bool,
    token: String,
    /// The user's own settings file, where the system tells where that is.
    pub(super) own_settings: Option<PathBuf>,
    /// What is done with whole files.
    pub(super) files: FileWays,
    pub(super) told: RememberedMessages,
    /// The claims that were finished in this session.
    pub(super) finished: BTreeSet<Uid>,
    seen: VecDeque<(String, SeenClaim)>,
}

impl ServedDesk {
    /// A desk for the page. `clock` tells the time of each request; `catalogue` is what the pages call the catalogue.
    pub fn new(
        desk: ReviewDesk,
        clock: fn() -> jiff::Timestamp,
        (catalogue, is_read_only): (String, bool),
        files: FileWays,
    ) -> Self {
        Self {
            desk,
            clock,
            catalogue,
            is_read_only,
            token: String::new(),
            own_settings: None,
            files,
            told: RememberedMessages::default(),
            finished: BTreeSet::new(),
            seen: VecDeque::new(),
        }
    }

    /// Lets the first page write into this file who the user is, where nobody has said so.
    #[must_use]
    pub fn with_own_settings(self, file: Option<PathBuf>) -> Self {
        Self { own_settings: file, ..self }
    }

    pub(super) fn set_token(&mut self, token: String) {
        self.token = token;
    }

    /// Makes a page, or says what went wrong.
    pub(super) fn answer(&mut self, act: PageFn, asked: &Asked) -> Answer {
        self.desk.set_time((self.clock)());
        self.desk.look_again().and_then(|()| act(self, asked)).unwrap_or_else(|failure| {
            let (status, why) = match failure {
                Failure::Usage(why) => (StatusCode::UNPROCESSABLE_ENTITY, why),
                Failure::Incomplete(why) => (StatusCode::SERVICE_UNAVAILABLE, why),
                Failure::ReaderGone => (StatusCode::SERVICE_UNAVAILABLE, "Nobody reads this any more".to_owned()),
            };
            self.explain(status, &why)
        })
    }

    /// A page that says why something is not there or was not done.
    pub(super) fn explain(&self, status: StatusCode, why: &str) -> Answer {
        let mut frame = self.frame("", &Fields::default());
        frame.message = Some(DeskMessage::from_refusal(why));
        Answer::from_page_with(status, &RefusedPage { frame })
    }

    /// The words round a page.
    pub(super) fn frame(&self, here: &'static str, query: &Fields) -> Frame {
        Frame {
            claimbook: env!("CARGO_PKG_VERSION"),
            catalogue: self.catalogue.clone(),
            person: self.desk.person().map(ToString::to_string),
            token: self.token.clone(),
            is_read_only: self.is_read_only,
            here,
            message: query.get("told").and_then(|number| self.told.find(number)).cloned(),
        }
    }

    /// Whether the page has to ask first who reviews.
    pub(super) fn lacks_person(&self) -> bool {
        self.desk.person().is_none() && !self.is_read_only
    }

    /// The claims that wait within a choice: the first of them, where they are many.
    pub(super) fn list_asked(&self, choice: &QueueChoice) -> Result<Vec<QueueEntry>, Failure> {
        match self.filter(choice)? {
            Some(filter) => self.desk.list_asked(&QueueFilter { most: Some(WINDOW), ..filter }),
            None => Ok(Vec::new()),
        }
    }

    /// The filter of a choice; none where it can fit nothing, since the catalogue does not know the user.
    pub(super) fn filter(&self, choice: &QueueChoice) -> Result<Option<QueueFilter>, Failure> {
        let whose = if choice.is_mine { self.desk.find_me()? } else { None };
        if choice.is_mine && whose.is_none() {
            return Ok(None);
        }
        let QueueChoice { article, kind, reason, .. } = *choice;
        Ok(Some(QueueFilter { article, kind, reason, whose, most: None }))
    }

    /// Remembers a card as it was seen; answers what its state is called.
    pub(super) fn remember_seen(&mut self, seen: &SeenClaim) -> String {
        let version = seen.version();
        if !self.seen.iter().any(|(known, _)| *known == version) {
            if self.seen.len() == MOST_SEEN {
                self.seen.pop_front();
            }
            self.seen.push_back((version.clone(), seen.clone()));
        }
        version
    }

    /// The card as it was seen, where it is remembered.
    pub(super) fn find_seen(&self, version: &str) -> Option<SeenClaim> {
        self.seen.iter().find(|(known, _)| known == version).map(|(_, seen)| seen.clone())
    }
}

#[derive(Template)]
#[template(path = "serve/refused.html")]
struct RefusedPage {
    frame: Frame,
}
