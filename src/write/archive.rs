//! Several files in one ZIP archive, packed as they come. All are dated alike, so that two archives of the same do not differ.

use std::io::{self, Write};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// An archive under way: begin a file, write it, begin the next.
pub struct Archive<'w>(ZipWriter<StreamWriter<Lasting<'w>>>);

impl<'w> Archive<'w> {
    /// An archive without files.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self(ZipWriter::new_stream(Lasting { out, failed: false }))
    }

    /// Begins a file; what is written from now on is its own.
    pub fn begin_file(&mut self, name: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let dated = options.last_modified_time(zip::DateTime::default());
        self.0.start_file(name, dated).map_err(io::Error::other)
    }

    /// Writes the list of its files.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish().map(|_| ()).map_err(io::Error::other)
    }
}

impl Write for Archive<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The output. After a failure it takes everything and says nothing, since whoever packs would write once more on being
/// dropped, and complain on standard error.
struct Lasting<'w> {
    out: &'w mut dyn Write,
    failed: bool,
}

impl Write for Lasting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        self.out.write(bytes).inspect_err(|e| self.failed = e.kind() != io::ErrorKind::Interrupted)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed { Ok(()) } else { self.out.flush() }
    }
}
