//! JSON: one array of objects, or one object a line. The fields are those of the CSV; one without a value is null. A
//! bibliographic item comes last, as `csl`.

use super::{Holds, Losses, Options, Records, Writer};
use crate::model::Item;
use std::io;

pub(super) const WRITER: Writer =
    Writer { name: "json", summary: "one JSON array of objects", holds: Holds::Records, begin: array };
pub(super) const LINES: Writer =
    Writer { name: "jsonl", summary: "one JSON object a line", holds: Holds::Records, begin: lines };

struct Json<'w> {
    out: &'w mut dyn io::Write,
    columns: &'static [&'static str],
    array: bool,
    first: bool,
}

fn array<'w>(
    out: &'w mut dyn io::Write,
    columns: &'static [&'static str],
    _options: Options,
) -> io::Result<Box<dyn Records + 'w>> {
    Ok(Box::new(Json { out, columns, array: true, first: true }))
}

fn lines<'w>(
    out: &'w mut dyn io::Write,
    columns: &'static [&'static str],
    _options: Options,
) -> io::Result<Box<dyn Records + 'w>> {
    Ok(Box::new(Json { out, columns, array: false, first: true }))
}

impl Records for Json<'_> {
    fn record(&mut self, fields: &[Option<&str>], item: Option<&Item>) -> io::Result<()> {
        match (self.array, std::mem::replace(&mut self.first, false)) {
            (true, true) => self.out.write_all(b"[\n{")?,
            (true, false) => self.out.write_all(b",\n{")?,
            (false, _) => self.out.write_all(b"{")?,
        }
        for (at, (column, field)) in self.columns.iter().zip(fields).enumerate() {
            write!(self.out, "{}\"{column}\":", if at == 0 { "" } else { "," })?;
            serde_json::to_writer(&mut *self.out, field)?;
        }
        if let Some(item) = item {
            self.out.write_all(b",\"csl\":")?;
            serde_json::to_writer(&mut *self.out, item)?;
        }
        self.out.write_all(if self.array { b"}" } else { b"}\n" })
    }

    fn end(self: Box<Self>) -> io::Result<Losses> {
        match (self.array, self.first) {
            (true, true) => self.out.write_all(b"[]\n")?,
            (true, false) => self.out.write_all(b"\n]\n")?,
            (false, _) => {}
        }
        Ok(Losses::new())
    }
}
