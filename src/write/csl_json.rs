//! CSL-JSON (<https://docs.citationstyles.org/en/stable/specification.html>): one array of items, each with its `id`. It
//! is what the catalogue itself keeps, so nothing is lost; what only the catalogue knows stands where the format has it.

use super::entry::entry;
use super::{About, Array, Holds, Losses, Options, Records, Writer};
use crate::model::Item;
use serde_json::json;
use std::io;

pub(super) const WRITER: Writer =
    Writer { name: "csl-json", summary: "CSL-JSON, for citation processors", begin, ..Writer::of(Holds::Items) };

struct CslJson<'w> {
    items: Array<'w>,
    columns: Vec<&'static str>,
}

/// An item with its name.
#[derive(serde::Serialize)]
struct Named<'i> {
    id: &'i str,
    #[serde(flatten)]
    item: &'i Item,
}

fn begin(out: &mut dyn io::Write, _options: Options) -> io::Result<Box<dyn Records + '_>> {
    Ok(Box::new(CslJson { items: Array::of(out), columns: Vec::new() }))
}

/// Puts what is the catalogue's own where the schema of CSL-JSON lets it in: the end of a range of dates beside its
/// beginning, and that a list of authors is cut short under `custom`, since readers refuse variables that they do not know.
fn let_in(item: &mut Item) {
    if let (Some(from), Some(until)) = (item.issued, item.issued_until()) {
        item.issued = None;
        item.other.remove("issued-until");
        item.other.insert("issued".to_owned(), json!({ "date-parts": [from.0.parts(), until.parts()] }));
    }
    if std::mem::take(&mut item.et_al) {
        let custom = item.other.entry("custom".to_owned()).or_insert_with(|| json!({}));
        match custom.as_object_mut() {
            Some(custom) => drop(custom.insert("et-al".to_owned(), true.into())),
            None => *custom = json!({ "et-al": true, "custom": custom.take() }),
        }
    }
}

impl Records for CslJson<'_> {
    fn table(&mut self, _name: &str, columns: &[&'static str]) -> io::Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn record(&mut self, fields: &[Option<&str>], about: About<'_>) -> io::Result<()> {
        let (id, mut item) = entry(&self.columns, fields, about)?;
        // The format wants a type; the widest is right where none is known.
        if item.kind.is_empty() {
            "document".clone_into(&mut item.kind);
        }
        // An id that came with the item would stand there twice.
        item.other.remove("id");
        let_in(&mut item);
        self.items.push(&Named { id: &id, item: &item })
    }

    fn end(self: Box<Self>) -> io::Result<Losses> {
        self.items.end()?;
        Ok(Losses::new())
    }
}
