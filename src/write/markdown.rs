//! A Markdown table (GitHub's flavour): text in cells is text, whatever it looks like.

use super::{Holds, Losses, Options, Records, Writer};
use crate::model::Item;
use std::io;

pub(super) const WRITER: Writer =
    Writer { name: "markdown", summary: "a Markdown table, to be read", holds: Holds::Records, begin };

struct Markdown<'w>(&'w mut dyn io::Write);

fn begin<'w>(
    out: &'w mut dyn io::Write,
    columns: &'static [&'static str],
    _options: Options,
) -> io::Result<Box<dyn Records + 'w>> {
    for column in columns {
        write!(out, "| {column} ")?;
    }
    writeln!(out, "|")?;
    writeln!(out, "{}|", "|---".repeat(columns.len()))?;
    Ok(Box::new(Markdown(out)))
}

impl Records for Markdown<'_> {
    fn record(&mut self, fields: &[Option<&str>], _item: Option<&Item>) -> io::Result<()> {
        for field in fields {
            write!(self.0, "| {} ", escaped(field.unwrap_or_default()))?;
        }
        writeln!(self.0, "|")
    }

    fn end(self: Box<Self>) -> io::Result<Losses> {
        Ok(Losses::new())
    }
}

/// Text that renders as itself in one cell: marks are escaped, line ends and other controls are spaces.
fn escaped(text: &str) -> String {
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
