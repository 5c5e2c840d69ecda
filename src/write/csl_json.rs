//! CSL-JSON (<https://docs.citationstyles.org/en/stable/specification.html>): one array of items, each with its `id`. It
//! is what the catalogue itself keeps, so nothing is lost.

use super::entry::entry;
use super::{About, Array, Holds, Losses, Options, Records, Writer};
use crate::model::Item;
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
        self.items.push(&Named { id: &id, item: &item })
    }

    fn end(self: Box<Self>) -> io::Result<Losses> {
        self.items.end()?;
        Ok(Losses::new())
    }
}
