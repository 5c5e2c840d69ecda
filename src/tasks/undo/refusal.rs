//! Why a command was not taken back, by name.

use super::describe_event;
use crate::catalogue::{Obstacle, RowName, View};
use crate::model::Event;
use crate::tasks::Failure;
use crate::tasks::log_words::Names;
use std::collections::BTreeSet;

/// So many obstacles are told of.
const MOST_TOLD: usize = 5;

/// What stands in the way, and what to take back first.
pub(super) fn explain(view: View<'_>, about: &str, obstacles: &[Obstacle]) -> Result<Failure, Failure> {
    if let Some(Obstacle::AlreadyUndone(by)) = obstacles.first() {
        return Ok(Failure::usage(format!(
            "{about} was undone already, with {}; `claimbook undo {}` does it again",
            describe_event(by),
            by.address()
        )));
    }
    let mut names = Names::new(view);
    let (mut told, mut first) = (BTreeSet::new(), None::<&Event>);
    for obstacle in obstacles {
        told.insert(describe_obstacle(&mut names, obstacle)?);
        // The last of them goes first.
        let event = find_since(obstacle);
        first = match (first, event) {
            (Some(known), Some(other)) if known.rank < other.rank => Some(other),
            (None, other) => other,
            (known, _) => known,
        };
    }
    let more = told.len().saturating_sub(MOST_TOLD);
    let mut lines: Vec<String> = told.into_iter().take(MOST_TOLD).collect();
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    let next = match first {
        Some(event) => format!("Nothing was changed. First run claimbook undo {}", event.address()),
        None => "Nothing was changed".to_owned(),
    };
    Ok(Failure::usage(format!("{about} cannot be undone: {}. {next}", lines.join("; "))))
}

fn find_since(obstacle: &Obstacle) -> Option<&Event> {
    match obstacle {
        Obstacle::AlreadyUndone(event) | Obstacle::Later(_, event) => Some(event),
        Obstacle::Rests { since, .. } | Obstacle::Gone { since, .. } | Obstacle::Taken { since, .. } => {
            since.as_deref()
        }
        Obstacle::Hashed(..) | Obstacle::Outside(_) => None,
    }
}

fn describe_obstacle(names: &mut Names<'_>, obstacle: &Obstacle) -> Result<String, Failure> {
    let mut name = |row: &RowName| -> Result<String, Failure> {
        let noun = row.entity.replace('_', " ");
        Ok(names.name_record(&row.entity, row.uid)?.map_or(format!("a {noun}"), |name| format!("{noun} {name}")))
    };
    let by =
        |event: &Option<Box<Event>>| event.as_ref().map(|e| format!(", by {}", describe_event(e))).unwrap_or_default();
    Ok(match obstacle {
        Obstacle::AlreadyUndone(event) => format!("it was undone with {}", describe_event(event)),
        Obstacle::Later(row, event) => format!("{} was changed since, by {}", name(row)?, describe_event(event)),
        Obstacle::Rests { row, on, since } => format!("{} rests on {}{}", name(row)?, name(on)?, by(since)),
        Obstacle::Gone { row, names: on, since } => {
            format!("{} would name {}, which is gone{}", name(row)?, name(on)?, by(since))
        }
        Obstacle::Taken { row, what, by: Some(other), since } => {
            format!("{} has the {what} now that {} had{}", name(other)?, name(row)?, by(since))
        }
        Obstacle::Taken { row, what, .. } => format!("another record has the {what} now that {} had", name(row)?),
        Obstacle::Hashed(row, field) => format!(
            "the log has only the hash of what the {} of {} was; add it again with `claimbook add {0}`",
            field.trim_end_matches("_text"),
            name(row)?
        ),
        Obstacle::Outside(row) => format!(
            "{} differs from the log: it was changed outside claimbook; `claimbook verify-catalogue` says more",
            name(row)?
        ),
    })
}
