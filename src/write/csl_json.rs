//! CSL-JSON (<https://docs.citationstyles.org/en/stable/specification.html>): one array of items, each with its `id`. It
//! is what the catalogue itself keeps, so nothing is lost.

use super::entry::entry;
use super::{Holds, Losses, Options, Records, Writer};
use crate::model::Item;
use std::io;

pub(super) const WRITER: Writer =
    Writer { name: "csl-json", summary: "CSL-JSON, for citation processors", holds: Holds::Items, begin };

struct CslJson<'w> {
    out: &'w mut dyn io::Write,
    columns: &'static [&'static str],
    first: bool,
}

/// An item with its name.
#[derive(serde::Serialize)]
struct Named<'i> {
    id: &'i str,
    #[serde(flatten)]
    item: &'i Item,
}

fn begin<'w>(
    out: &'w mut dyn io::Write,
    columns: &'static [&'static str],
    _options: Options,
) -> io::Result<Box<dyn Records + 'w>> {
    Ok(Box::new(CslJson { out, columns, first: true }))
}

impl Records for CslJson<'_> {
    fn record(&mut self, fields: &[Option<&str>], item: Option<&Item>) -> io::Result<()> {
        let (id, mut item) = entry(self.columns, fields, item)?;
        // The format wants a type; the widest is right where none is known.
        if item.kind.is_empty() {
            "document".clone_into(&mut item.kind);
        }
        // An id that came with the item would stand there twice.
        item.other.remove("id");
        self.out.write_all(if std::mem::replace(&mut self.first, false) { b"[\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(&mut *self.out, &Named { id: &id, item: &item })?)
    }

    fn end(self: Box<Self>) -> io::Result<Losses> {
        self.out.write_all(if self.first { b"[]\n" } else { b"\n]\n" })?;
        Ok(Losses::new())
    }
}
