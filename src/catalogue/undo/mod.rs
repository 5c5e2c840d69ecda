//! Taking a whole command back: the inverse of each of its events as an event of its own, the last one first. Added rows are
//! withdrawn, withdrawn rows put back, edited fields get what they were. Whatever stands in the way is found before anything is
//! kept, and named.

mod deed;
mod later;
mod links;
mod obstacle;

pub use deed::LoggedCommand;
pub use obstacle::{NotTakenBack, Obstacle, RowName};

use super::record::{ABSTRACT, Record, Table};
use super::withdrawn::{table_named, whole};
use super::{Error, Result, Writing};
use crate::model::{Action, Event, Observation, Person, Uid};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// What taking a command back did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Rows that are out of their tables now, by table and uid.
    pub withdrawn: BTreeSet<(String, Uid)>,
    /// Rows that are back.
    pub put_back: BTreeSet<(String, Uid)>,
    /// Rows whose fields are what they were.
    pub edited: BTreeSet<(String, Uid)>,
    /// Persons who came with the command and stay, since others need them.
    pub staying: BTreeSet<Uid>,
    /// How many answers of services stay: they say what is so, whoever asked.
    pub answers: usize,
}

impl TakenBack {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.withdrawn.is_empty() && self.put_back.is_empty() && self.edited.is_empty()
    }
}

impl Writing<'_> {
    /// Takes the events of one command back, or says what stands in the way; whoever is told so has to drop this change.
    pub fn take_back(&mut self, events: &[Event]) -> Result<TakenBack, NotTakenBack> {
        let later = later::find(self.view(), events)?;
        if !later.obstacles.is_empty() {
            return Err(NotTakenBack::Refused(later.obstacles));
        }
        // Rows go in any order: what names what is looked at when all is done.
        self.connection.execute_batch("PRAGMA defer_foreign_keys = ON").map_err(Error::from)?;
        let done = TakenBack { staying: later.staying, ..TakenBack::default() };
        let mut turning = UndoRun { writing: self, done, obstacles: Vec::new() };
        let added = |event: &&Event| event.action == Action::Add && event.entity == Person::TABLE.name;
        let persons: BTreeSet<Uid> = events.iter().filter(added).map(|event| event.row).collect();
        let (of_persons, others): (Vec<&Event>, Vec<&Event>) =
            events.iter().rev().partition(|event| persons.contains(&event.row));
        for event in others {
            turning.invert(event)?;
        }
        // By now nothing of the command itself needs them.
        for person in &persons {
            if !turning.done.staying.contains(person)
                && links::is_named(turning.writing.view(), Person::TABLE, *person)?
            {
                turning.done.staying.insert(*person);
            }
        }
        for event in of_persons {
            if !turning.done.staying.contains(&event.row) {
                turning.invert(event)?;
            }
        }
        turning.writing.taking_back = None;
        let UndoRun { done, mut obstacles, .. } = turning;
        obstacles.extend(links::find_dangling(self.view(), &done)?);
        if obstacles.is_empty() { Ok(done) } else { Err(NotTakenBack::Refused(obstacles)) }
    }
}

/// A command that is being taken back.
struct UndoRun<'t, 'w> {
    writing: &'t mut Writing<'w>,
    done: TakenBack,
    obstacles: Vec<Obstacle>,
}

impl UndoRun<'_, '_> {
    /// Writes the inverse of an event.
    fn invert(&mut self, event: &Event) -> Result<()> {
        if event.entity == Observation::TABLE.name {
            self.done.answers += 1;
            return Ok(());
        }
        let Some(table) = table_named(&event.entity) else { return self.add_obstacle(Obstacle::Outside(event.into())) };
        self.writing.taking_back = Some(event.place());
        let turned = match event.action {
            Action::Edit => self.give_back_fields(table, event),
            Action::Add => self.withdraw(table, event),
            Action::Withdraw => self.put_back(event),
        };
        match turned {
            // The schema lets nothing stand where another row has its place by now.
            Err(Error::Refused(said)) => {
                let taken = links::find_taken(self.writing.view(), table, event, &said)?;
                self.add_obstacle(taken)
            }
            turned => turned,
        }
    }

    fn add_obstacle(&mut self, obstacle: Obstacle) -> Result<()> {
        self.obstacles.push(obstacle);
        Ok(())
    }

    fn withdraw(&mut self, table: &'static Table, event: &Event) -> Result<()> {
        let Some(values) = self.writing.view().read_stored(table, event.row)? else {
            return self.add_obstacle(Obstacle::Outside(event.into()));
        };
        let withheld = self.withheld(table, event.row)?;
        // Of a version, each desk gives the number by itself.
        if table.name != "version" && table.row_sha256_with(&values, withheld.as_deref()) != event.row_sha256 {
            return self.add_obstacle(Obstacle::Outside(event.into()));
        }
        self.writing.withdraw(table, event.row, &values)?;
        self.done.withdrawn.insert((event.entity.clone(), event.row));
        Ok(())
    }

    fn put_back(&mut self, event: &Event) -> Result<()> {
        let Some(withdrawn) = self.writing.view().withdrawn(event.row)? else {
            return self.add_obstacle(Obstacle::Outside(event.into()));
        };
        self.writing.put_back(&withdrawn)?;
        self.done.put_back.insert((event.entity.clone(), event.row));
        Ok(())
    }

    fn withheld(&self, table: &Table, row: Uid) -> Result<Option<String>> {
        if table.name == ABSTRACT.0 { self.writing.view().withheld_abstract(row) } else { Ok(None) }
    }

    /// Gives fields back what they were, where they still are what the event made of them.
    fn give_back_fields(&mut self, table: &'static Table, event: &Event) -> Result<()> {
        let (before_text, after_text) = (event.before.as_deref().unwrap_or_default(), event.after.as_deref());
        let fields = |text: &str| serde_json::from_str::<Map<String, Json>>(text).ok();
        let (Some(before), Some(after)) = (fields(before_text), after_text.and_then(fields)) else {
            return self.add_obstacle(Obstacle::Outside(event.into()));
        };
        let Some(mut values) = self.writing.view().read_stored(table, event.row)? else {
            return self.add_obstacle(Obstacle::Outside(event.into()));
        };
        let withheld = self.withheld(table, event.row)?;
        for (column, value) in table.columns.iter().zip(&mut values) {
            let (was, made) = (before.get(*column).unwrap_or(&Json::Null), after.get(*column).unwrap_or(&Json::Null));
            if !before.contains_key(*column) && !after.contains_key(*column) {
                continue;
            }
            if table.keeps_by_hash(column) && (was.is_string() || withheld.is_some()) {
                return self.add_obstacle(Obstacle::Hashed(event.into(), (*column).to_owned()));
            }
            if table.to_json(column, value) != *made {
                return self.add_obstacle(Obstacle::Outside(event.into()));
            }
            match whole::parse_value(before_text, column, was) {
                Some(was) => *value = was,
                None => return self.add_obstacle(Obstacle::Outside(event.into())),
            }
        }
        self.writing.edit_row(table, event.row, &values)?;
        self.done.edited.insert((event.entity.clone(), event.row));
        Ok(())
    }
}
