//! JSON values as they come: the elements of one array, or one a line.

use serde::Serialize;
use std::io;

/// An array, or lines, under way.
pub(super) struct Array<'w> {
    out: &'w mut dyn io::Write,
    /// What stands before the first value, between two, and after the last.
    marks: [&'static str; 3],
    empty: bool,
}

impl<'w> Array<'w> {
    /// One array, an element a line.
    pub(super) fn of(out: &'w mut dyn io::Write) -> Self {
        Self { out, marks: ["[\n", ",\n", "\n]\n"], empty: true }
    }

    /// One value a line, and no array around them.
    pub(super) fn of_lines(out: &'w mut dyn io::Write) -> Self {
        Self { out, marks: ["", "\n", "\n"], empty: true }
    }

    /// Writes a value.
    pub(super) fn push(&mut self, value: &impl Serialize) -> io::Result<()> {
        let [before, between, _] = self.marks;
        let mark = if std::mem::replace(&mut self.empty, false) { before } else { between };
        self.out.write_all(mark.as_bytes())?;
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
