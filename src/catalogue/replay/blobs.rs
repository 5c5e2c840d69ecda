//! What events speak of by its hash alone: originals, texts and blocks of versions, and abstracts. They travel beside the events.

use crate::catalogue::record::{ABSTRACT, Table, sha256};
use crate::catalogue::withdrawn::{table_named, whole};
use crate::catalogue::{Catalogue, Error, Result, View};
use crate::model::{Event, Uid};
use rusqlite::types::Value;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

/// Before a hash in an event.
const MARK: &str = "sha256:";

/// Bytes by their SHA-256.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlobStore(BTreeMap<String, Vec<u8>>);

impl BlobStore {
    /// Keeps bytes.
    pub fn insert(&mut self, sha256: String, bytes: Vec<u8>) {
        self.0.insert(sha256, bytes);
    }

    /// The bytes of a hash.
    pub fn get(&self, sha256: &str) -> Option<&[u8]> {
        self.0.get(sha256).map(Vec::as_slice)
    }

    /// All of them, with their hashes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(sha256, bytes)| (sha256.as_str(), bytes.as_slice()))
    }

    /// Keeps what a row has that events know by its hash alone.
    pub(super) fn keep_row(&mut self, table: &Table, values: &[Value]) {
        for (_, value) in table.columns.iter().zip(values).filter(|(column, _)| table.keeps_by_hash(column)) {
            let bytes = match value {
                Value::Text(text) => text.as_bytes(),
                Value::Blob(bytes) => bytes,
                _ => continue,
            };
            self.0.insert(sha256(bytes), bytes.to_vec());
        }
    }

    /// The value of a field of an event; of an abstract that is not at hand, its hash.
    pub(super) fn read_field(&self, table: &Table, column: &str, object: &str, field: &Json) -> Result<EventField> {
        if table.keeps_by_hash(column)
            && let Some(hash) = field.as_str().and_then(|text| text.strip_prefix(MARK))
        {
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map(Value::Text);
            return match self.get(hash) {
                Some(bytes) if column == "original" => Ok(EventField::Value(Value::Blob(bytes.to_vec()))),
                Some(bytes) => text(bytes).map(EventField::Value).map_err(|e| Error::Damaged(e.to_string())),
                None if (table.name, column) == ABSTRACT => Ok(EventField::Withheld(hash.to_owned())),
                None => Err(Error::Refused(format!(
                    "the {column} of a version, {hash}, has not come with the event that speaks of it"
                ))),
            };
        }
        let value = whole::parse_value(object, column, field);
        Ok(value.map_or(EventField::Unreadable, EventField::Value))
    }
}

/// What a field of an event says.
#[derive(Debug, PartialEq)]
pub(super) enum EventField {
    /// This.
    Value(Value),
    /// An abstract of this hash.
    Withheld(String),
    /// Nothing that a row can hold.
    Unreadable,
}

/// The hashes of blobs that events speak of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WantedBlobs {
    /// Parts of versions: no event that speaks of them can be replayed without.
    pub versions: BTreeSet<String>,
    /// Abstracts, of which the hash is enough where they are not to be had.
    pub abstracts: BTreeSet<String>,
}

impl WantedBlobs {
    /// What these events speak of; one that cannot be read is damage.
    pub fn from_events<'e>(events: impl IntoIterator<Item = &'e Event>) -> Result<Self> {
        let mut wanted = Self::default();
        for event in events {
            let Some(table) = table_named(&event.entity).filter(|t| t.columns.iter().any(|c| t.keeps_by_hash(c)))
            else {
                continue;
            };
            for object in [&event.before, &event.after].into_iter().flatten() {
                let fields: Map<String, Json> = serde_json::from_str(object).map_err(|e| {
                    Error::Damaged(format!("what event {} says cannot be read: {e}", event.place_words()))
                })?;
                for (column, field) in fields {
                    let hash = field.as_str().and_then(|text| text.strip_prefix(MARK));
                    let Some(hash) = hash.filter(|_| table.keeps_by_hash(&column)) else { continue };
                    match (table.name, column.as_str()) == ABSTRACT {
                        true => wanted.abstracts.insert(hash.to_owned()),
                        false => wanted.versions.insert(hash.to_owned()),
                    };
                }
            }
        }
        Ok(wanted)
    }
}

impl Catalogue {
    /// The blobs of these events' rows, as far as they are here: abstracts that another has replaced are not.
    pub fn fetch_blobs<'e>(&self, events: impl IntoIterator<Item = &'e Event>) -> Result<BlobStore> {
        let mut blobs = BlobStore::default();
        for event in events {
            if let Some(table) = table_named(&event.entity).filter(|t| t.columns.iter().any(|c| t.keeps_by_hash(c)))
                && let Some(values) = find_stored_or_withdrawn(self.view(), table, event.row)?
            {
                blobs.keep_row(table, &values);
            }
        }
        Ok(blobs)
    }
}

/// A row, wherever it is.
pub(super) fn find_stored_or_withdrawn(view: View<'_>, table: &'static Table, row: Uid) -> Result<Option<Vec<Value>>> {
    if let Some(values) = view.read_stored(table, row)? {
        return Ok(Some(values));
    }
    let withdrawn = view.withdrawn(row)?.filter(|withdrawn| withdrawn.entity == table.name);
    Ok(withdrawn.and_then(|withdrawn| whole::read(table, &withdrawn.row)).map(|(values, _)| values))
}
