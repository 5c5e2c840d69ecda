//! JSON values as they come: the elements of one array, or one a line.

use serde::Serialize;
use serde_json::ser::Formatter;
use std::io;

/// An array, or lines, under way.
pub(super) struct Array<'w> {
    out: &'w mut dyn io::Write,
    /// What stands before the first value, between two, and after the last.
    marks: [&'static str; 3],
    empty: bool,
    for_html: bool,
}

/// JSON in which nothing is HTML: `<`, `>` and `&` are escaped, and with them every end of a `script` element.
struct ForHtml;

impl Formatter for ForHtml {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        for piece in fragment.split_inclusive(['<', '>', '&']) {
            let text = piece.trim_end_matches(['<', '>', '&']);
            out.write_all(text.as_bytes())?;
            for mark in piece.bytes().skip(text.len()) {
                write!(out, "\\u{mark:04x}")?;
            }
        }
        Ok(())
    }
}

impl<'w> Array<'w> {
    /// One array, an element a line.
    pub(super) fn new(out: &'w mut dyn io::Write) -> Self {
        Self { out, marks: ["[\n", ",\n", "\n]\n"], empty: true, for_html: false }
    }

    /// One array that may stand in an HTML page.
    pub(super) fn new_for_html(out: &'w mut dyn io::Write) -> Self {
        Self { for_html: true, ..Self::new(out) }
    }

    /// One value a line, and no array around them.
    pub(super) fn with_lines(out: &'w mut dyn io::Write) -> Self {
        Self { out, marks: ["", "\n", "\n"], empty: true, for_html: false }
    }

    /// Writes a value.
    pub(super) fn push(&mut self, value: &impl Serialize) -> io::Result<()> {
        let [before, between, _] = self.marks;
        let mark = if std::mem::replace(&mut self.empty, false) { before } else { between };
        self.out.write_all(mark.as_bytes())?;
        if self.for_html {
            return Ok(value.serialize(&mut serde_json::Serializer::with_formatter(&mut *self.out, ForHtml))?);
        }
        Ok(serde_json::to_writer(&mut *self.out, value)?)
    }

    /// Writes what comes after the last value.
    pub(super) fn end(self) -> io::Result<()> {
        let [before, _, after] = self.marks;
        match (self.empty, before) {
            (true, "") => Ok(()),
            (true, _) => self.out.write_all(b"[]\n"),
            (false, _) => self.out.write_all(after.as_bytes()),
        }
    }
}
