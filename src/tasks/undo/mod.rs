//! Taking a whole command back, as a change of its own; or saying what stands in the way, and what to take back first.

mod authors;
mod counts;
mod refusal;

use super::Failure;
use super::log_words::Names;
use super::persons::TypedPerson;
use crate::catalogue::{Catalogue, Deed, LoggedCommand, NotTakenBack, TakenBack, View, Writing};
use crate::model::{Event, parse_event_address};

/// What is to be taken back, and how.
#[derive(Debug, Clone, Default)]
pub struct UndoRequest<'r> {
    /// An event of the command, as `history` names it; none for the last command of this catalogue that still holds.
    pub event: Option<&'r str>,
    /// Who takes it back: only its author withdraws a verdict or a reading.
    pub by: Option<&'r TypedPerson>,
    /// Whether it is only told what would be done.
    pub dry_run: bool,
}

/// A command that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoneCommand {
    /// Its first event, as `history` names it.
    pub event: String,
    /// What it was: the command, by whom and when.
    pub command: String,
    /// What became of each row, and what stays.
    pub done: Vec<String>,
    /// What taking the undo back would do, with the command that does it. None where it was only told.
    pub next: Option<String>,
}

/// Commands that are not taken back, and why.
const NOT_UNDONE: &[(&str, &str)] = &[
    ("check", "the registries' answers are facts, whoever asked; the next `claimbook check` asks again"),
    ("load", "it takes over the log of another catalogue, which stays as it is; go back to a backup instead"),
    ("sync", "it takes over the logs of others, which stay as they are"),
    ("seal", "it says what the log held at that time, which stays true"),
    ("reveal", "that somebody looked stays so"),
    ("init", "it made the catalogue; remove the file instead"),
    ("migrate", "older claimbooks could not read the rows that it brought up to date"),
];

/// Takes a command back.
pub fn undo_command(
    catalogue: &mut Catalogue,
    deed: &Deed,
    request: &UndoRequest<'_>,
) -> Result<UndoneCommand, Failure> {
    let deed = request.by.map_or_else(|| deed.clone(), |by| by.sign_deed(deed.clone()));
    let change = |writing: &mut Writing<'_>| take_back(writing, request);
    if request.dry_run { catalogue.rehearse(&deed, change) } else { catalogue.write(&deed, change) }
}

fn take_back(writing: &mut Writing<'_>, request: &UndoRequest<'_>) -> Result<UndoneCommand, Failure> {
    let command = find_command(writing.view(), request.event)?;
    let Some(first) = command.events.first().cloned() else {
        return Err(Failure::Incomplete("the log holds a command without events".to_owned()));
    };
    let mut about = describe(&command);
    if let Some(event) = request.event.map(|typed| find_event(writing.view(), typed)).transpose()?
        && event.place() != first.place()
    {
        about.push_str(&format!(" (to which {} belongs)", event.address()));
    }
    refuse_what_is_not_undone(&command, &about)?;
    authors::refuse_others_before(writing, &command, request.by)?;
    // Names as they are before: an address may go with its row.
    let lines = plan(writing.view(), &command)?;
    let done = match writing.take_back(&command.events) {
        Ok(done) => done,
        Err(NotTakenBack::Catalogue(wrong)) => return Err(wrong.into()),
        Err(NotTakenBack::Refused(obstacles)) => return Err(refusal::explain(writing.view(), &about, &obstacles)?),
    };
    authors::refuse_others_after(writing, &done, request.by)?;
    if done.is_empty() {
        let why = match (done.answers, done.staying.len()) {
            (1.., _) => "it stored the answers of services, which are facts, whoever asked",
            (_, 1..) => "others need the person whom it added",
            _ => "it changed nothing",
        };
        return Err(Failure::usage(format!("{about} cannot be undone: {why}. Nothing was changed")));
    }
    let undone_by = if request.dry_run { None } else { last_event(writing.view())? };
    let does = if is_done_again(writing.view(), &command)? { "takes it back again" } else { "does it again" };
    let next = undone_by.map(|event| format!("`claimbook undo {event}` {does}."));
    let done = report(writing.view(), lines, &done, &command)?;
    Ok(UndoneCommand { event: first.address(), command: about, done, next })
}

/// Whether taking a command back did again what people had meant by the first one: it had been undone, or its undo was undone
/// and that undone in turn.
fn is_done_again(view: View<'_>, command: &LoggedCommand) -> Result<bool, Failure> {
    let (mut is_undo, mut command) = (false, command.clone());
    // An undo comes after what it takes back, whatever a log that was forged says.
    while let Some((writer, seq)) = command.events.iter().find_map(Event::undoes_place) {
        is_undo = !is_undo;
        let rank = command.events.first().and_then(|event| event.rank);
        match view.event_at(writer, seq)? {
            Some(undone) if undone.rank < rank => command = view.read_command(&undone)?,
            _ => break,
        }
    }
    Ok(is_undo)
}

/// The address of this catalogue's last event.
pub fn last_event(view: View<'_>) -> Result<Option<String>, Failure> {
    let last = view.last_command(view.own_writer()?, None)?;
    Ok(last.and_then(|command| command.events.last().map(Event::address)))
}

/// The event that was typed, or that of the last command that still holds, with the whole command.
fn find_command(view: View<'_>, typed: Option<&str>) -> Result<LoggedCommand, Failure> {
    match typed {
        Some(typed) => Ok(view.read_command(&find_event(view, typed)?)?),
        None => find_last_command(view),
    }
}

/// The event that is meant.
pub fn find_event(view: View<'_>, typed: &str) -> Result<Event, Failure> {
    let Some((tail, seq)) = parse_event_address(typed) else {
        return Err(Failure::usage(format!(
            "“{typed}” is not an event; events look like 3f1a20/128: `claimbook history` lists them"
        )));
    };
    let writers = match &tail {
        Some(tail) => view.writers_ending(tail)?,
        None => vec![view.own_writer()?],
    };
    let mut found = Vec::new();
    for writer in &writers {
        found.extend(view.event_at(*writer, seq)?);
    }
    match found.len() {
        1 => Ok(found.swap_remove(0)),
        0 => Err(Failure::usage(format!("the log holds no event {typed}; `claimbook history` lists them"))),
        _ => {
            let whole: Vec<String> = found.iter().map(|event| format!("{}/{seq}", event.writer)).collect();
            Err(Failure::usage(format!("{typed} could be any of {}; give one of these", whole.join(", "))))
        }
    }
}

/// The last command of this file's own writer that is no undo and was not taken back.
fn find_last_command(view: View<'_>) -> Result<LoggedCommand, Failure> {
    let writer = view.own_writer()?;
    let (mut before, mut last_undo) = (None, None);
    while let Some(command) = view.last_command(writer, before)? {
        let is_undone = view.is_undone(&command)?;
        if !command.is_undo() && !command.is_look() && !is_undone {
            return Ok(command);
        }
        if command.is_undo() && !is_undone && last_undo.is_none() {
            last_undo = command.events.first().cloned();
        }
        before = command.start_of_run(before);
    }
    let back = last_undo.map_or_else(String::new, |undo| {
        format!(
            "; the last undo was {}, and `claimbook undo {}` takes that back",
            describe_event(&undo),
            undo.address()
        )
    });
    Err(Failure::usage(format!(
        "this catalogue's own log holds nothing to undo{back}; `claimbook history` lists what others did: name one of these events"
    )))
}

/// `3f1a20/128 (accept of 2026-11-23 10:00 by A. Reviewer)`.
fn describe(command: &LoggedCommand) -> String {
    command.events.first().map_or_else(String::new, describe_event)
}

/// The same of one event.
pub(super) fn describe_event(event: &Event) -> String {
    let at = jiff::tz::TimeZone::UTC.to_datetime(event.at).strftime("%Y-%m-%d %H:%M").to_string();
    format!("{} ({} of {at} by {})", event.address(), event.command, event.who)
}

fn refuse_what_is_not_undone(command: &LoggedCommand, about: &str) -> Result<(), Failure> {
    let called = command.events.first().map(|event| event.command.as_str()).unwrap_or_default();
    match NOT_UNDONE.iter().find(|(name, _)| *name == called) {
        None => Ok(()),
        Some((_, why)) => Err(Failure::usage(format!(
            "{about} cannot be undone: {why}. Nothing was changed; `claimbook history` lists the commands before it, \
                and \
             `claimbook undo EVENT` takes one of these back"
        ))),
    }
}

/// So many events are looked at for what will be told: what a large import added is not named row by row.
const MOST_PLANNED: usize = 100;

/// What taking back will do to each row, in words.
fn plan(view: View<'_>, command: &LoggedCommand) -> Result<Vec<(Event, String)>, Failure> {
    let mut names = Names::new(view);
    let mut lines = Vec::new();
    for event in command.events.iter().rev().take(MOST_PLANNED) {
        lines.push((event.clone(), names.write_inverse_sentence(event)?));
    }
    Ok(lines)
}

/// So many rows are told of one by one.
const MOST_TOLD: usize = 10;

fn report(
    view: View<'_>,
    lines: Vec<(Event, String)>,
    done: &TakenBack,
    command: &LoggedCommand,
) -> Result<Vec<String>, Failure> {
    let is_done = |event: &Event| {
        let row = (event.entity.clone(), event.row);
        [&done.withdrawn, &done.put_back, &done.edited].into_iter().any(|rows| rows.contains(&row))
    };
    let mut told: Vec<String> =
        lines.into_iter().filter(|(event, _)| is_done(event)).map(|(_, line)| format!("{line}.")).collect();
    let rows = done.withdrawn.len() + done.put_back.len() + done.edited.len();
    // Of a text that was read, nobody knows each place by where it stood.
    let is_import = command.events.first().is_some_and(|event| event.command == "import");
    if rows > MOST_TOLD || is_import {
        told = counts::summarise(done);
    }
    let mut names = Names::new(view);
    for person in &done.staying {
        let name = names.name_record("person", *person)?.unwrap_or_default();
        told.push(format!("{name} stays in the catalogue: other records name that person."));
    }
    match done.answers {
        0 => {}
        1 => told.push("The answer of a service stays: it is a fact, whoever asked.".to_owned()),
        n => told.push(format!("{n} answers of services stay: they are facts, whoever asked.")),
    }
    if command.is_guessed {
        told.push(
            "The log of that time does not say where a command ends: what one person did with this command in that second was \
             undone together."
                .to_owned(),
        );
    }
    Ok(told)
}
