//! CSL-JSON (<https://docs.citationstyles.org/en/stable/specification.html>): one array of items, each with its `id`. It
//! is what the catalogue itself keeps, so nothing is lost; what only the catalogue knows stands where the format has it.

use super::entry::read_entry;
use super::{Array, FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer};
use crate::model::{BESIDE_ISSUED, Item, PartialDate};
use serde_json::json;
use std::io;

pub(super) const WRITER: Writer = Writer {
    name: "csl-json",
    summary: "CSL-JSON, for citation processors",
    begin,
    ..Writer::plain(RecordKind::Items)
};

struct CslJson<'w> {
    items: Array<'w>,
    columns: Vec<&'static str>,
}

/// An item with its name.
#[derive(serde::Serialize)]
struct NamedItem<'i> {
    id: &'i str,
    #[serde(flatten)]
    item: &'i Item,
}

fn begin(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(CslJson { items: Array::new(out), columns: Vec::new() }))
}

/// Puts what is the catalogue's own where the schema of CSL-JSON lets it in: the end of a range of dates beside its
/// beginning, its season and that it is only about right with them, and that a list of authors is cut short under `custom`, since readers refuse variables that they do not know.
fn admit(item: &mut Item) {
    if let Some(issued) = item.issued_in_full() {
        item.issued = None;
        let [_, season, circa] = BESIDE_ISSUED.map(|name| item.other.remove(name));
        let ends = [Some(issued.from), issued.until].map(|date| date.map(PartialDate::parts));
        let mut date = json!({ "date-parts": ends.into_iter().flatten().collect::<Vec<_>>() });
        if let Some(date) = date.as_object_mut() {
            date.extend(season.map(|season| ("season".to_owned(), season)));
            date.extend(circa.map(|circa| ("circa".to_owned(), circa)));
        }
        item.other.insert("issued".to_owned(), date);
    }
    if std::mem::take(&mut item.et_al) {
        let custom = item.other.entry("custom".to_owned()).or_insert_with(|| json!({}));
        match custom.as_object_mut() {
            Some(custom) => drop(custom.insert("et-al".to_owned(), true.into())),
            None => *custom = json!({ "et-al": true, "custom": custom.take() }),
        }
    }
}

impl RecordSink for CslJson<'_> {
    fn table(&mut self, _name: &str, columns: &[&'static str]) -> io::Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn record(&mut self, fields: &[Option<&str>], about: RecordSubject<'_>) -> io::Result<()> {
        let (id, mut item) = read_entry(&self.columns, fields, about)?;
        // The format wants a type; the widest is right where none is known.
        if item.kind.is_empty() {
            "document".clone_into(&mut item.kind);
        }
        // An id that came with the item would stand there twice.
        item.other.remove("id");
        admit(&mut item);
        self.items.push(&NamedItem { id: &id, item: &item })
    }

    fn end(self: Box<Self>) -> io::Result<FieldLosses> {
        self.items.end()?;
        Ok(FieldLosses::new())
    }
}
