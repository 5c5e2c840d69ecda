//! Going through a file from front to back, line and column at hand.

use crate::text::normalise::count_chars;

/// Where a place of the body is in the file, going forward through it.
pub(super) struct Cursor<'a> {
    text: &'a str,
    byte: usize,
    line: u32,
    column: u32,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, line: u32) -> Self {
        Self { text, byte: 0, line, column: 1 }
    }

    /// The line and column that has been reached.
    pub(super) fn place(&self) -> (u32, u32) {
        (self.line, self.column)
    }

    /// The line and column of a byte.
    pub(super) fn go(&mut self, byte: usize) -> (u32, u32) {
        if byte < self.byte {
            // Back within the line at most: events overlap only inside a block.
            let behind = self.text.get(byte..self.byte).unwrap_or_default();
            match behind.matches('\n').count() as u32 {
                0 => self.column -= count_chars(behind),
                lines => {
                    self.line -= lines;
                    let line_start = self.text.get(..byte).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
                    self.column = 1 + count_chars(self.text.get(line_start..byte).unwrap_or_default());
                }
            }
        } else {
            for c in self.text.get(self.byte..byte).unwrap_or_default().chars() {
                (self.line, self.column) = if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
            }
        }
        self.byte = byte;
        (self.line, self.column)
    }
}
