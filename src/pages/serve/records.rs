//! The page of one record: its fields, which can be set, the record that it turned out to be, whether it still counts, and what
//! happened to it. The list of people stands here too, since a person has no other page.

use super::answer::Answer;
use super::form::Fields;
use super::frame::Frame;
use super::messages::{DeskMessage, MessageSubject};
use super::served::{Asked, ServedDesk};
use crate::model::Uid;
use crate::pages::words::{PlainPart, make_sentence, write_plainly};
use crate::tasks::Failure;
use crate::tasks::desk::{PersonLine, RecordCard, RecordKind, RecordedChange, SeenRecord, show_lines};
use crate::tasks::fields::FieldLine;
use askama::Template;
use axum::http::StatusCode;

/// A kind of record as paths and pages name it.
struct NamedKind {
    kind: RecordKind,
    /// Its part of the path, which is that of its list too.
    path: &'static str,
    /// What one is called.
    noun: &'static str,
    /// Whether one can turn out to be another.
    can_merge: bool,
    /// Whether one can be retired.
    can_retire: bool,
}

const KINDS: &[NamedKind] = &[
    NamedKind { kind: RecordKind::Article, path: "articles", noun: "article", can_merge: false, can_retire: true },
    NamedKind { kind: RecordKind::Claim, path: "claims", noun: "claim", can_merge: false, can_retire: true },
    NamedKind { kind: RecordKind::Reference, path: "references", noun: "entry", can_merge: false, can_retire: true },
    NamedKind { kind: RecordKind::Work, path: "works", noun: "work", can_merge: true, can_retire: false },
    NamedKind { kind: RecordKind::Person, path: "people", noun: "person", can_merge: true, can_retire: true },
];

impl NamedKind {
    /// The list in the head of the page that the records of the kind stand in.
    fn list(&self) -> &'static str {
        match self.kind {
            RecordKind::Article => "/articles",
            RecordKind::Claim => "/",
            RecordKind::Reference => "/references",
            RecordKind::Work => "/works",
            RecordKind::Person => "/people",
        }
    }
}

#[derive(Template)]
#[template(path = "serve/record.html")]
struct RecordPage<'t> {
    frame: Frame,
    named: &'static NamedKind,
    card: RecordCard,
    /// Those that a person may be.
    people: Vec<PersonLine>,
    /// Which form was sent and refused.
    deed: &'t str,
    /// What was typed into it.
    typed: &'t Fields,
}

impl RecordPage<'_> {
    fn action(&self, deed: &str) -> String {
        format!("/records/{}/{}/{deed}", self.named.path, self.card.uid)
    }

    /// What a field's form holds: what was typed where it was refused, else what is stored.
    fn value(&self, line: &FieldLine) -> String {
        match self.deed {
            "edit" if self.typed.has(line.name) => self.typed.get_text(line.name).unwrap_or_default(),
            _ => line.value.clone(),
        }
    }

    /// What is stored, where something else was typed.
    fn stored_value<'l>(&self, line: &'l FieldLine) -> Option<&'l str> {
        (self.value(line) != show_lines(&line.value)).then_some(line.value.as_str())
    }

    fn is_long(&self, line: &FieldLine) -> bool {
        ["printed", "title", "statement", "author"].contains(&line.name)
    }

    fn typed_value(&self, deed: &str, field: &str) -> &str {
        if self.deed == deed { self.typed.get(field).unwrap_or_default() } else { "" }
    }

    fn is_typed(&self, deed: &str) -> bool {
        self.deed == deed
    }

    fn split_words(&self, sentence: &str) -> Vec<PlainPart> {
        write_plainly(&make_sentence(sentence), |_| None)
    }

    fn is_chosen(&self, person: &Uid) -> bool {
        self.deed == "merge" && self.typed.get_uid("person") == Some(*person)
    }
}

/// Shows a record.
pub(super) fn show(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    build_page(desk, asked, StatusCode::OK, None)
}

fn find_named(asked: &Asked) -> Option<(&'static NamedKind, Uid)> {
    let [path, uid, ..] = asked.path.as_slice() else { return None };
    let named = KINDS.iter().find(|named| named.path == path)?;
    Some((named, uid.parse().ok()?))
}

fn build_page(
    desk: &ServedDesk,
    asked: &Asked,
    status: StatusCode,
    refused: Option<DeskMessage>,
) -> Result<Answer, Failure> {
    let found = match find_named(asked) {
        Some((named, uid)) => desk.desk.build_record(named.kind, uid)?.map(|card| (named, card)),
        None => None,
    };
    let Some((named, card)) = found else { return Ok(desk.explain(StatusCode::NOT_FOUND, "There is no such record.")) };
    let mut frame = desk.frame(named.list(), &asked.query);
    frame.message = refused.or(frame.message);
    let mut people = match named.kind {
        RecordKind::Person => desk.desk.list_people()?,
        _ => Vec::new(),
    };
    people.retain(|person| person.uid != card.uid);
    let deed = asked.path.get(2).map(String::as_str).unwrap_or_default();
    Ok(Answer::from_page_with(status, &RecordPage { frame, named, card, people, deed, typed: &asked.form }))
}

/// Does what a form of a record says.
pub(super) fn decide(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let Some((named, uid)) = find_named(asked) else { return build_page(desk, asked, StatusCode::NOT_FOUND, None) };
    let about = MessageSubject::Record(named.path, uid);
    match record(desk, asked, (named.kind, uid)) {
        Ok(RecordedChange { said, event }) => {
            let number = desk.told.remember(DeskMessage::from_done(&said, event, Some(about)));
            // What turned out to be another record has no page any more.
            let has_page = desk.desk.build_record(named.kind, uid)?.is_some();
            let path = if has_page { about.path() } else { named.list().to_owned() };
            Ok(Answer::Go(asked.choice().write_address(&path, Some(number))))
        }
        Err(Failure::Usage(why)) => {
            build_page(desk, asked, StatusCode::CONFLICT, Some(DeskMessage::from_refusal(&why)))
        }
        Err(other) => Err(other),
    }
}

fn record(desk: &mut ServedDesk, asked: &Asked, (kind, uid): (RecordKind, Uid)) -> Result<RecordedChange, Failure> {
    let form = &asked.form;
    let seen = SeenRecord { kind, uid, version: form.get("seen").unwrap_or_default() };
    let reason = form.get_text("reason");
    match asked.path.get(2).map(String::as_str) {
        Some("edit") => {
            let lines = desk.desk.build_record(kind, uid)?.map(|card| card.fields).unwrap_or_default();
            let typed: Vec<(String, String)> = (lines.iter())
                .filter(|line| form.has(line.name))
                .map(|line| (line.name.to_owned(), form.get_text(line.name).unwrap_or_default()))
                .collect();
            desk.desk.edit_record(seen, &typed, reason)
        }
        Some("merge") => {
            let chosen = form.get_uid("person").map(crate::tasks::persons::format_whole_address);
            let kept = chosen.or_else(|| form.get_text("kept"));
            let kept = kept.ok_or_else(|| Failure::usage("Say first which one it is. Nothing was recorded."))?;
            desk.desk.merge_record(seen, &kept, reason)
        }
        Some("retire") => desk.desk.retire_record(seen, false, reason),
        Some("bring-back") => desk.desk.retire_record(seen, true, reason),
        _ => Err(Failure::usage("That cannot be decided here. Nothing was recorded.")),
    }
}

#[derive(Template)]
#[template(path = "serve/people.html")]
struct PeoplePage<'t> {
    frame: Frame,
    people: Vec<PersonLine>,
    /// What was typed into a form that was refused.
    typed: &'t Fields,
}

impl PeoplePage<'_> {
    fn typed_value(&self, field: &str) -> &str {
        self.typed.get(field).unwrap_or_default()
    }
}

/// Shows who writes, reviews and approves.
pub(super) fn show_people(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    build_people_page(desk, asked, StatusCode::OK, None)
}

fn build_people_page(
    desk: &ServedDesk,
    asked: &Asked,
    status: StatusCode,
    refused: Option<DeskMessage>,
) -> Result<Answer, Failure> {
    let mut frame = desk.frame("/people", &asked.query);
    frame.message = refused.or(frame.message);
    Ok(Answer::from_page_with(status, &PeoplePage { frame, people: desk.desk.list_people()?, typed: &asked.form }))
}

/// Adds somebody.
pub(super) fn add_person(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let added = match asked.form.get("name") {
        Some(name) => desk.desk.add_person(name, asked.form.get_text("contact")),
        None => Err(Failure::usage("A person needs a name. Nothing was recorded.")),
    };
    match added {
        Ok(RecordedChange { said, event }) => {
            let number = desk.told.remember(DeskMessage::from_done(&said, event, None));
            Ok(Answer::Go(asked.choice().write_address("/people", Some(number))))
        }
        Err(Failure::Usage(why)) => {
            build_people_page(desk, asked, StatusCode::CONFLICT, Some(DeskMessage::from_refusal(&why)))
        }
        Err(other) => Err(other),
    }
}
