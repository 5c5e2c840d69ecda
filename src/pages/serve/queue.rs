//! The first page: what waits for a person, most consequential first.

use super::answer::Answer;
use super::choice::QueueChoice;
use super::frame::Frame;
use super::served::{Asked, ServedDesk};
use crate::model::{Kind, QueueEntry, QueueReason, QueueTask, Uid, Word};
use crate::pages::words::{PlainPart, describe_kind, describe_reason, describe_task, make_sentence, write_plainly};
use crate::tasks::Failure;
use crate::tasks::contexts::ClaimContexts;
use crate::tasks::queue::QueueFilter;
use crate::text::context::put_in_context;
use crate::text::format_count;
use askama::Template;

/// So many are shown at once.
const SHOWN: u32 = 50;

#[derive(Template)]
#[template(path = "serve/queue.html")]
struct QueuePage {
    frame: Frame,
    choice: QueueChoice,
    lines: Vec<QueueLine>,
    /// How many wait within the choice.
    waiting: u64,
    /// How many were finished in this session.
    finished: usize,
    /// Where reviewing begins.
    first: Option<String>,
    /// What they wait for.
    reasons: Vec<(u64, &'static str)>,
    articles: Vec<(Uid, String)>,
}

/// A claim that waits.
struct QueueLine {
    address: String,
    statement: String,
    article: String,
    kind: &'static str,
    /// What is asked.
    task: &'static str,
    /// Why, in a sentence.
    words: Vec<PlainPart>,
    whose: Option<String>,
    is_proposed: bool,
}

/// Shows what waits.
pub(super) fn show(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    if desk.lacks_person() {
        return Ok(Answer::Go("/you".to_owned()));
    }
    let choice = asked.choice();
    let mut queue = match desk.filter(&choice)? {
        Some(filter) => Some(desk.desk.list_queue(&QueueFilter { most: Some(SHOWN), ..filter })?),
        None => None,
    };
    if let Some(queue) = &mut queue {
        ClaimContexts::new(desk.desk.view()).add_to(&mut queue.entries)?;
    }
    let entries = queue.as_ref().map(|queue| queue.entries.as_slice()).unwrap_or_default();
    let is_asked = |entry: &&QueueEntry| entry.reasons.first().is_some_and(|first| first.task != QueueTask::Mend);
    let first = entries.iter().find(is_asked);
    let counts = queue.iter().flat_map(|queue| &queue.counts);
    let page = QueuePage {
        first: first.map(|entry| choice.write_address(&format!("/claims/{}", entry.claim), None)),
        lines: entries.iter().map(|entry| describe(entry, &choice)).collect(),
        waiting: queue.as_ref().map_or(0, crate::model::Queue::count_waiting),
        finished: desk.finished.len(),
        reasons: counts.map(|(reason, n)| (*n, describe_reason(*reason))).collect(),
        articles: desk.desk.list_articles()?,
        choice,
        frame: desk.frame("/", &asked.query),
    };
    Ok(Answer::from_page(&page))
}

fn describe(entry: &QueueEntry, choice: &QueueChoice) -> QueueLine {
    let first = entry.reasons.first();
    QueueLine {
        address: choice.write_address(&format!("/claims/{}", entry.claim), None),
        statement: put_in_context(entry.context.as_deref(), &entry.statement),
        article: entry.article.clone(),
        kind: describe_kind(entry.kind),
        task: first.map(|first| describe_task(first.task)).unwrap_or_default(),
        words: first.map(|first| write_plainly(&make_sentence(&first.why), |_| None)).unwrap_or_default(),
        whose: entry.whose.clone(),
        is_proposed: entry.status == crate::model::Status::Proposed,
    }
}

impl QueuePage {
    fn heading(&self) -> String {
        match self.waiting {
            0 => "Nothing waits for you here".to_owned(),
            1 => "1 claim waits for a person".to_owned(),
            n => format!("{} wait for a person", format_count(n, "claim")),
        }
    }

    fn rest(&self) -> Option<u64> {
        let shown = u64::try_from(self.lines.len()).unwrap_or(u64::MAX);
        self.waiting.checked_sub(shown).filter(|rest| *rest > 0)
    }

    fn kinds(&self) -> Vec<(&'static str, &'static str, bool)> {
        let kind = |kind: &Kind| (kind.token(), describe_kind(*kind), self.choice.kind == Some(*kind));
        Kind::ALL.iter().map(kind).collect()
    }

    fn all_reasons(&self) -> Vec<(&'static str, &'static str, bool)> {
        let reason = |r: &QueueReason| (r.token(), describe_reason(*r), self.choice.reason == Some(*r));
        QueueReason::ALL.iter().map(reason).collect()
    }

    fn is_article(&self, article: &Uid) -> bool {
        self.choice.article == Some(*article)
    }

    fn is_filtered(&self) -> bool {
        self.choice != QueueChoice::default()
    }
}
