//! Records that the review page shows by themselves: what can be set of an article, a claim, an entry, a work and a person, what
//! happened to it, and the people of the catalogue.

use super::{RecordedChange, ReviewDesk};
use crate::catalogue::{View, Writing};
use crate::model::*;
use crate::tasks::addresses::AddressedRecord;
use crate::tasks::fields::{self, FieldLine};
use crate::tasks::log_words::Names;
use crate::tasks::merge::merge_records;
use crate::tasks::{Failure, by_hand, persons, retiring};
use crate::write::brief::format_work;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// So many of the last events are told of a record.
const MOST_EVENTS: usize = 20;

/// What a record is that has a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// An article.
    Article,
    /// A claim.
    Claim,
    /// An entry of an article's list.
    Reference,
    /// A work.
    Work,
    /// Somebody who writes, reviews or approves.
    Person,
}

/// A record with a page of its own, as somebody saw it.
#[derive(Debug, Clone, Copy)]
pub struct SeenRecord<'s> {
    /// What it is.
    pub kind: RecordKind,
    /// The record.
    pub uid: Uid,
    /// The [version](RecordCard::version) that they saw.
    pub version: &'s str,
}

/// A record with what can be set of it.
#[derive(Debug, Clone)]
pub struct RecordCard {
    /// What it is.
    pub kind: RecordKind,
    /// The record.
    pub uid: Uid,
    /// How commands name it.
    pub address: String,
    /// What it is, in a line.
    pub words: String,
    /// Its fields with what they hold.
    pub fields: Vec<FieldLine>,
    /// Since when it is retired.
    pub retired_on: Option<Date>,
    /// Whether it is retired; a claim's day stands in the log alone.
    pub is_retired: bool,
    /// Its state: another one when anything of it was changed.
    pub version: String,
    /// What happened to it: who and when, and in words; newest first.
    pub history: Vec<(String, String)>,
}

/// Somebody in the list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// The person.
    pub uid: Uid,
    /// The name, with credentials.
    pub name: String,
    /// What they declared to be known by.
    pub id: Option<String>,
    /// Since when they give no more verdicts.
    pub retired_on: Option<Date>,
}

impl ReviewDesk {
    /// The record with what can be set of it; none where it is not there, or turned out to be another one.
    pub fn build_record(&self, kind: RecordKind, uid: Uid) -> Result<Option<RecordCard>, Failure> {
        let Some(record) = KnownRecord::find(self.view(), kind, uid)? else { return Ok(None) };
        let mut card = record.build_card_of(self.view(), (kind, uid))?;
        let mut names = Names::new(self.view());
        for event in self.view().events_of(&[uid])?.iter().take(MOST_EVENTS) {
            let day = jiff::tz::TimeZone::UTC.to_datetime(event.at).date();
            card.history.push((format!("{day}, {}", event.who), names.write_sentence(event)?));
        }
        Ok(Some(card))
    }

    /// Sets fields of a record; those that hold what was typed already are left as they are.
    pub fn edit_record(
        &mut self,
        seen: SeenRecord<'_>,
        typed: &[(String, String)],
        reason: Option<String>,
    ) -> Result<RecordedChange, Failure> {
        self.change(("edit", reason), |writing| {
            let (record, card) = seen.find(writing.view())?;
            let differs = |name: &str, value: &str| {
                card.fields.iter().any(|line| line.name == name && show_lines(&line.value) != value)
            };
            let differing = typed.iter().filter(|(name, value)| differs(name, value));
            let fields: Vec<(&str, &str)> = differing.map(|(name, value)| (name.as_str(), value.as_str())).collect();
            record.edit(writing, &fields).map(|said| vec![said])
        })
    }

    /// Says that a work or a person is the one that is named, which is kept.
    pub fn merge_record(
        &mut self,
        seen: SeenRecord<'_>,
        kept: &str,
        reason: Option<String>,
    ) -> Result<RecordedChange, Failure> {
        self.change(("merge", reason), |writing| {
            let (record, card) = seen.find(writing.view())?;
            let gone = match record {
                KnownRecord::Person(_) => persons::format_whole_address(seen.uid),
                KnownRecord::Addressed(_) => card.address,
            };
            merge_records(writing, [kept, &gone]).map(|said| vec![said])
        })
    }

    /// Retires a record, or brings it back.
    pub fn retire_record(
        &mut self,
        seen: SeenRecord<'_>,
        is_back: bool,
        reason: Option<String>,
    ) -> Result<RecordedChange, Failure> {
        self.change(("retire", reason), |writing| {
            let on = (!is_back).then(|| writing.today());
            let said = match seen.find(writing.view())?.0 {
                KnownRecord::Addressed(record) => retiring::retire_record(writing, record, on),
                KnownRecord::Person(person) => retiring::retire_person(writing, person, on),
            };
            said.map(|said| vec![said])
        })
    }

    /// Everybody who writes, reviews or approves.
    pub fn list_people(&self) -> Result<Vec<PersonLine>, Failure> {
        let people = self.view().persons()?.into_iter().filter(|person| person.merged_into.is_none());
        let line = |person: Person| PersonLine {
            uid: person.uid,
            name: persons::format_name(&person),
            id: person.declared_id,
            retired_on: person.retired_on,
        };
        Ok(people.map(line).collect())
    }

    /// Adds somebody by name and credentials.
    pub fn add_person(&mut self, typed: &str, contact: Option<String>) -> Result<RecordedChange, Failure> {
        self.change(("add", None), |writing| by_hand::add_person(writing, typed, contact, None).map(|said| vec![said]))
    }
}

/// What was found of a kind.
enum KnownRecord {
    Addressed(AddressedRecord),
    Person(Person),
}

impl KnownRecord {
    fn find(view: View<'_>, kind: RecordKind, uid: Uid) -> Result<Option<Self>, Failure> {
        let home = |article: Uid| view.get::<Article>(article);
        Ok(match kind {
            RecordKind::Article => view.get::<Article>(uid)?.map(AddressedRecord::Article).map(Self::Addressed),
            RecordKind::Claim => match view.get::<Claim>(uid)?.filter(|claim| claim.merged_into.is_none()) {
                Some(claim) => home(claim.article)?.map(|home| Self::Addressed(AddressedRecord::Claim(home, claim))),
                None => None,
            },
            RecordKind::Reference => match view.get::<Reference>(uid)? {
                Some(entry) => {
                    home(entry.article)?.map(|home| Self::Addressed(AddressedRecord::Reference(home, Box::new(entry))))
                }
                None => None,
            },
            RecordKind::Work => {
                let work = view.get::<Work>(uid)?.filter(|work| work.merged_into.is_none());
                work.map(|work| Self::Addressed(AddressedRecord::Work(Box::new(work))))
            }
            RecordKind::Person => {
                view.get::<Person>(uid)?.filter(|person| person.merged_into.is_none()).map(Self::Person)
            }
        })
    }

    fn build_card_of(&self, view: View<'_>, (kind, uid): (RecordKind, Uid)) -> Result<RecordCard, Failure> {
        let (address, words, retired_on) = match self {
            Self::Addressed(AddressedRecord::Article(article)) => {
                (article.key.clone(), article.title.clone(), article.retired_on)
            }
            Self::Addressed(AddressedRecord::Claim(home, claim)) => {
                (claim.address(home), claim.statement.clone(), None)
            }
            Self::Addressed(AddressedRecord::Reference(home, entry)) => {
                (entry.address(home), entry.printed.clone(), entry.retired_on)
            }
            Self::Addressed(AddressedRecord::Work(work)) => (work.key.clone(), format_work(&work.csl), None),
            Self::Person(person) => (persons::format_address(person), persons::format_name(person), person.retired_on),
        };
        let is_retired_claim = matches!(
            self,
            Self::Addressed(AddressedRecord::Claim(_, claim)) if claim.status == Status::Retired
        );
        let fields = match self {
            Self::Addressed(record) => fields::list_fields(view, record)?,
            Self::Person(person) => fields::list_person_fields(view, person)?,
        };
        let is_retired = retired_on.is_some() || is_retired_claim;
        let version = name_state(&fields, is_retired);
        Ok(RecordCard { kind, uid, address, words, fields, retired_on, is_retired, version, history: Vec::new() })
    }

    fn edit(self, writing: &mut Writing<'_>, typed: &[(&str, &str)]) -> Result<String, Failure> {
        match self {
            Self::Addressed(record) => fields::edit_record(writing, record, typed),
            Self::Person(mut person) => {
                for (field, value) in typed {
                    fields::set_person(writing.view(), &mut person, field, value)?;
                }
                let changed = writing.edit(&person)?;
                Ok(fields::describe_edit(&persons::format_address(&person), changed))
            }
        }
    }
}

impl SeenRecord<'_> {
    /// The record and what is shown of it, where that is what somebody saw.
    fn find(&self, view: View<'_>) -> Result<(KnownRecord, RecordCard), Failure> {
        let gone = || Failure::usage("It is no longer there. Nothing was changed.");
        let record = KnownRecord::find(view, self.kind, self.uid)?.ok_or_else(gone)?;
        let card = record.build_card_of(view, (self.kind, self.uid))?;
        if card.version != self.version {
            return Err(Failure::usage(format!(
                "Nothing was recorded: {} was changed since you opened this page. What it says now stands below each field; \
                 look again, then decide.",
                card.address
            )));
        }
        Ok((record, card))
    }
}

/// A value as a browser sends it back.
pub fn show_lines(value: &str) -> String {
    value.trim().replace("\r\n", "\n")
}

/// The name of a state: the first 16 hex digits of a SHA-256 over what is shown.
fn name_state(fields: &[FieldLine], is_retired: bool) -> String {
    let mut hash = Sha256::new();
    for line in fields {
        hash.update((line.value.len() as u64).to_le_bytes());
        hash.update(&line.value);
    }
    hash.update([u8::from(is_retired)]);
    let mut digits = to_hex(&hash.finalize());
    digits.truncate(16);
    digits
}
