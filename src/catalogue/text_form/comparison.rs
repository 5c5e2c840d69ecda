//! A file that is compared with what would be written to it, while that is being made.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

/// Compares what is written with what is there.
pub(super) struct Comparison {
    there: BufReader<File>,
    differs: bool,
}

impl Comparison {
    pub(super) fn begin(there: File) -> Self {
        Self { there: BufReader::new(there), differs: false }
    }

    pub(super) fn differs(&self) -> bool {
        self.differs
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.there.fill_buf().is_ok_and(<[u8]>::is_empty)
    }
}

impl Write for Comparison {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let there = self.there.fill_buf().unwrap_or_default();
            let most = there.len().min(rest.len());
            if most == 0 || there.get(..most) != rest.get(..most) {
                self.differs = true;
                return Err(io::Error::other("the file that is there differs"));
            }
            self.there.consume(most);
            rest = rest.get(most..).unwrap_or_default();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
