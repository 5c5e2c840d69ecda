//! What an export looks like on a terminal: nothing in it can steer that.

use crate::text::visible::make_visible;
use std::io::{self, Write};

/// Text on its way to a terminal, line by line; what could steer it is made visible.
pub(super) struct TerminalText<'o> {
    out: &'o mut dyn Write,
    line: Vec<u8>,
}

impl<'o> TerminalText<'o> {
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        Self { out, line: Vec::new() }
    }
}

impl Write for TerminalText<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(piece);
            if let Some(line) = self.line.strip_suffix(b"\n") {
                let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
                writeln!(self.out, "{}", make_visible(&line))?;
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
