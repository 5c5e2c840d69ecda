//! JSON: one array of objects, or one object a line. The fields are those of the CSV; one without a value is null. A
//! bibliographic item comes last, as `csl`.

use super::{Array, FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io;

pub(super) const WRITER: Writer = Writer {
    name: "json",
    summary: "one JSON array of objects",
    begin: begin_array,
    ..Writer::plain(RecordKind::Rows)
};
pub(super) const LINES: Writer =
    Writer { name: "jsonl", summary: "one JSON object a line", begin: begin_lines, ..Writer::plain(RecordKind::Rows) };

struct Json<'w> {
    objects: Array<'w>,
    columns: Vec<&'static str>,
}

/// A record as an object.
struct Object<'r> {
    columns: &'r [&'static str],
    fields: &'r [Option<&'r str>],
    about: RecordSubject<'r>,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (column, field) in self.columns.iter().zip(self.fields) {
            object.serialize_entry(column, field)?;
        }
        if let RecordSubject::Item(item) = self.about {
            object.serialize_entry("csl", item)?;
        }
        object.end()
    }
}

fn begin_array(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(Json { objects: Array::new(out), columns: Vec::new() }))
}

fn begin_lines(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(Json { objects: Array::with_lines(out), columns: Vec::new() }))
}

impl RecordSink for Json<'_> {
    fn table(&mut self, _name: &str, columns: &[&'static str]) -> io::Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn record(&mut self, fields: &[Option<&str>], about: RecordSubject<'_>) -> io::Result<()> {
        self.objects.push(&Object { columns: &self.columns, fields, about })
    }

    fn end(self: Box<Self>) -> io::Result<FieldLosses> {
        self.objects.end()?;
        Ok(FieldLosses::new())
    }
}
