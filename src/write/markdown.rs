//! A Markdown table (GitHub's flavour): text in cells is text, whatever it looks like.

use super::{FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer};
use std::io;

pub(super) const WRITER: Writer =
    Writer { name: "markdown", summary: "a Markdown table, to be read", begin, ..Writer::plain(RecordKind::Rows) };

struct Markdown<'w>(&'w mut dyn io::Write);

fn begin(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(Markdown(out)))
}

impl RecordSink for Markdown<'_> {
    fn table(&mut self, _name: &str, columns: &[&'static str]) -> io::Result<()> {
        for column in columns {
            write!(self.0, "| {column} ")?;
        }
        writeln!(self.0, "|")?;
        writeln!(self.0, "{}|", "|---".repeat(columns.len()))
    }

    fn record(&mut self, fields: &[Option<&str>], _about: RecordSubject<'_>) -> io::Result<()> {
        for field in fields {
            write!(self.0, "| {} ", escape(field.unwrap_or_default()))?;
        }
        writeln!(self.0, "|")
    }

    fn end(self: Box<Self>) -> io::Result<FieldLosses> {
        Ok(FieldLosses::new())
    }
}

/// Text that renders as itself in one cell: marks are escaped, line ends and other controls are spaces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => escaped.push(' '),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}
