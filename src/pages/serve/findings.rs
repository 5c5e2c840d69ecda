//! What the rules find in an article, with a form beside each finding that accepts it for a time.

use super::answer::Answer;
use super::choice::QueueChoice;
use super::form::Fields;
use super::frame::Frame;
use super::messages::{DeskMessage, MessageSubject};
use super::served::{Asked, ServedDesk};
use crate::model::Severity;
use crate::pages::words::{PlainPart, describe_severity, format_day, make_sentence, write_plainly};
use crate::tasks::Failure;
use crate::tasks::desk::{ArticleFindings, FoundLine, RecordedChange, WaivedLine};
use askama::Template;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "serve/findings.html")]
struct FindingsPage<'t> {
    frame: Frame,
    found: ArticleFindings,
    /// What was typed into a form that was refused.
    typed: &'t Fields,
}

impl FindingsPage<'_> {
    /// Where what waits of the article is shown.
    fn link_queue(&self) -> String {
        QueueChoice { article: Some(self.found.article.uid), ..QueueChoice::default() }.write_address("/", None)
    }

    fn action(&self, deed: &str) -> String {
        format!("/articles/{}/{deed}", self.found.article.uid)
    }

    /// Whether anything can be accepted here, and by whom.
    fn may_waive(&self) -> bool {
        !self.frame.is_read_only && self.frame.person.is_some()
    }

    fn split_words(&self, sentence: &str) -> Vec<PlainPart> {
        write_plainly(&make_sentence(sentence), |_| None)
    }

    fn day(&self, waived: &WaivedLine) -> String {
        format_day(waived.until)
    }

    /// What was typed about a finding, also where that says something else now.
    fn typed_value<'f>(&'f self, line: &FoundLine, field: &'f str) -> &'f str {
        if self.is_typed(line) { self.typed.get(field).unwrap_or_default() } else { "" }
    }

    fn is_typed(&self, line: &FoundLine) -> bool {
        let is_it = |field: &str, value: &str| self.typed.get(field) == Some(value);
        is_it("rule", line.finding.rule) && is_it("address", &line.finding.address)
    }

    /// What was typed about a finding that is there no more.
    fn quote_draft(&self) -> Option<&str> {
        let is_shown = self.found.findings.iter().any(|line| self.is_typed(line));
        self.typed.get("reason").filter(|_| !is_shown)
    }

    fn severity(&self, line: &FoundLine) -> &'static str {
        describe_severity(line.finding.severity)
    }

    fn class(&self, line: &FoundLine) -> &'static str {
        match line.finding.severity {
            Severity::Deny => "bad",
            Severity::Warn => "stale",
            Severity::Note | Severity::Allow => "ground",
        }
    }
}

/// Shows what the rules find in an article.
pub(super) fn show(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    build_page(desk, asked, StatusCode::OK, None)
}

fn build_page(
    desk: &ServedDesk,
    asked: &Asked,
    status: StatusCode,
    refused: Option<DeskMessage>,
) -> Result<Answer, Failure> {
    let found = asked.uid().map(|article| desk.desk.find_findings(article)).transpose()?.flatten();
    let Some(found) = found else { return Ok(desk.explain(StatusCode::NOT_FOUND, "There is no such article.")) };
    let mut frame = desk.frame("/articles", &asked.query);
    frame.message = refused.or(frame.message);
    Ok(Answer::from_page_with(status, &FindingsPage { frame, found, typed: &asked.form }))
}

/// Accepts a finding until a day.
pub(super) fn waive(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let recorded = asked.uid().map(|article| {
        let until =
            asked.form.get("until").and_then(|until| until.parse::<jiff::civil::Date>().ok()).ok_or_else(|| {
                Failure::usage("Say until which day it is accepted, such as 2027-06-30. Nothing was recorded.")
            })?;
        let seen = asked.form.get("seen").unwrap_or_default();
        desk.desk.waive(article, seen, (asked.form.get_text("reason"), until))
    });
    answer_recorded(desk, asked, recorded)
}

/// Lets a finding count again.
pub(super) fn end_waiver(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let seen = asked.form.get("seen").unwrap_or_default();
    let recorded = asked.uid().map(|article| desk.desk.end_waiver(article, seen));
    answer_recorded(desk, asked, recorded)
}

/// The page again, with what was recorded or why nothing was.
fn answer_recorded(
    desk: &mut ServedDesk,
    asked: &Asked,
    recorded: Option<Result<RecordedChange, Failure>>,
) -> Result<Answer, Failure> {
    let about = asked.uid().map(MessageSubject::Findings);
    match (recorded, about) {
        (Some(Ok(RecordedChange { said, event })), Some(about)) => {
            let number = desk.told.remember(DeskMessage::from_done(&said, event, Some(about)));
            Ok(Answer::Go(asked.choice().write_address(&about.path(), Some(number))))
        }
        (Some(Err(Failure::Usage(why))), _) => {
            build_page(desk, asked, StatusCode::CONFLICT, Some(DeskMessage::from_refusal(&why)))
        }
        (Some(Err(other)), _) => Err(other),
        _ => build_page(desk, asked, StatusCode::NOT_FOUND, None),
    }
}
