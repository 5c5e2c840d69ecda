//! Whole files: one that is dropped on the page, and those that it hands out.

use super::answer::Answer;
use super::frame::Frame;
use super::messages::DeskMessage;
use super::served::{Asked, ServedDesk};
use crate::model::Uid;
use crate::pages::words::{PlainPart, write_plainly};
use crate::tasks::Failure;
use crate::tasks::desk::RecordedChange;
use askama::Template;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "serve/import.html")]
struct ImportPage {
    frame: Frame,
    articles: Vec<(Uid, String)>,
    /// What was done.
    lines: Vec<Vec<PlainPart>>,
}

/// Asks for a file.
pub(super) fn show(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    if desk.lacks_person() {
        return Ok(Answer::Go("/you".to_owned()));
    }
    let page = ImportPage {
        frame: desk.frame("/import", &asked.query),
        articles: desk.desk.list_articles()?,
        lines: Vec::new(),
    };
    Ok(Answer::from_page(&page))
}

/// Stores a file that was dropped.
pub(super) fn take_in(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let mut file = asked.file.clone().unwrap_or_default();
    let stored = match file.name.as_str() {
        "" => Err(Failure::usage("Choose a file first. Nothing was stored.")),
        _ => {
            let named = asked.form.get_uid("article").map(|article| desk.desk.find_key(article)).transpose()?;
            file.article = named.flatten();
            (desk.files.take_in)(&mut desk.desk, &file)
        }
    };
    let mut frame = desk.frame("/import", &asked.query);
    let articles = desk.desk.list_articles()?;
    let (status, lines) = match stored {
        Ok(RecordedChange { said, event }) => {
            let plain = |line: &String| write_plainly(line, |_| None);
            let lines = said.iter().filter(|line| !line.starts_with("Next:")).map(plain).collect();
            let message = DeskMessage::from_done(&[format!("{} was read.", file.name)], event, None);
            desk.told.remember(message.clone());
            frame.message = Some(message);
            (StatusCode::OK, lines)
        }
        Err(Failure::Usage(why)) => {
            frame.message = Some(DeskMessage::from_refusal(&why));
            (StatusCode::UNPROCESSABLE_ENTITY, Vec::new())
        }
        Err(other) => return Err(other),
    };
    Ok(Answer::from_page_with(status, &ImportPage { frame, articles, lines }))
}

/// Hands records out as a file.
pub(super) fn hand_out(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let what = asked.path.first().map(String::as_str).unwrap_or_default();
    let what = ["claims", "references"].into_iter().find(|known| *known == what);
    let Some(what) = what else { return Ok(desk.explain(StatusCode::NOT_FOUND, "There is nothing by that name.")) };
    let bytes = (desk.files.hand_out)(&desk.desk, what, asked.query.get_uid("article"))?;
    Ok(Answer::File(format!("{what}.csv"), "text/csv; charset=utf-8", bytes))
}
