//! Who reviews: asked once, where nobody has said so, and written into the user's own settings. No later request says it again.

use super::answer::Answer;
use super::frame::Frame;
use super::messages::DeskMessage;
use super::served::{Asked, ServedDesk};
use crate::tasks::Failure;
use crate::tasks::desk::introduce as write_introduction;
use askama::Template;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "serve/you.html")]
struct YouPage {
    frame: Frame,
    /// Where it is written.
    file: Option<String>,
    name: String,
    credentials: String,
}

/// Asks who reviews.
pub(super) fn show(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    if !desk.lacks_person() {
        return Ok(Answer::Go("/".to_owned()));
    }
    Ok(Answer::from_page(&build_page(desk, asked)))
}

fn build_page(desk: &ServedDesk, asked: &Asked) -> YouPage {
    let typed = |field: &str| asked.form.get(field).unwrap_or_default().to_owned();
    YouPage {
        frame: desk.frame("", &asked.query),
        file: desk.own_settings.as_ref().map(|file| file.display().to_string()),
        name: typed("name"),
        credentials: typed("credentials"),
    }
}

/// Writes who reviews into the user's own settings.
pub(super) fn introduce(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    if let Some(person) = desk.desk.person() {
        let why = format!(
            "your own settings say that you are {person}, and a page does not change that. Nothing was written"
        );
        return Err(Failure::usage(why));
    }
    let written = match (&desk.own_settings, asked.form.get("name")) {
        (None, _) => Err(Failure::usage("the system does not tell where your own settings are. Nothing was written")),
        (_, None) => Err(Failure::usage("A name is needed: it stands beside everything that you decide.")),
        (Some(file), Some(name)) => write_introduction(file, name, asked.form.get("credentials")),
    };
    match written {
        Ok(me) => {
            desk.desk.seat(me)?;
            Ok(Answer::Go("/".to_owned()))
        }
        Err(Failure::Usage(why)) => {
            let mut page = build_page(desk, asked);
            page.frame.message = Some(DeskMessage::from_refusal(&why));
            Ok(Answer::from_page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other),
    }
}
