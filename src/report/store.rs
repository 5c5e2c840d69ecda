//! Where a report keeps what it holds, as bytes: in memory while it is little, beyond that in a file that nobody else sees, so that
//! memory does not grow with what is found.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many bytes wait in memory for the file.
const WAITING: usize = 4 << 20;

/// Bytes that are added at the end and read anywhere; clones share them.
#[derive(Debug, Clone, Default)]
pub(super) struct Store {
    inside: Arc<Mutex<StoreBytes>>,
}

/// Where something is in a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    at: u64,
    length: u32,
}

#[derive(Debug, Default)]
struct StoreBytes {
    file: Option<File>,
    /// How many bytes are in the file.
    written: u64,
    /// What comes after them.
    waiting: Vec<u8>,
    /// The file takes no more: what comes stays in memory.
    is_full: bool,
}

impl Store {
    /// A store whose bytes go into an empty file once they are many.
    pub(super) fn with_file(file: File) -> Self {
        Self { inside: Arc::new(Mutex::new(StoreBytes { file: Some(file), ..StoreBytes::default() })) }
    }

    /// Adds bytes.
    pub(super) fn append(&self, bytes: &[u8]) -> io::Result<Span> {
        let mut inside = self.lock();
        let length = bytes.len().try_into().map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        let span = Span { at: inside.written + inside.waiting.len() as u64, length };
        inside.waiting.extend_from_slice(bytes);
        if inside.waiting.len() >= WAITING {
            inside.spill();
        }
        Ok(span)
    }

    /// Reads bytes back.
    pub(super) fn read(&self, span: Span) -> io::Result<Vec<u8>> {
        let mut inside = self.lock();
        let length = span.length as usize;
        if let Some(at) = span.at.checked_sub(inside.written) {
            let found = usize::try_from(at).ok().and_then(|at| inside.waiting.get(at..)?.get(..length));
            return found.map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into());
        }
        let mut bytes = vec![0; length];
        let file = inside.file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        file.seek(SeekFrom::Start(span.at))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn lock(&self) -> MutexGuard<'_, StoreBytes> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StoreBytes {
    /// Moves what waits into the file. Where that takes no more, as on a full disk, memory has to do.
    fn spill(&mut self) {
        let Some(file) = self.file.as_mut().filter(|_| !self.is_full) else { return };
        let done = file.seek(SeekFrom::Start(self.written)).and_then(|_| file.write_all(&self.waiting));
        match done {
            Ok(()) => {
                self.written += self.waiting.len() as u64;
                self.waiting.clear();
            }
            Err(_) => self.is_full = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(store: &Store) {
        let pieces: Vec<Vec<u8>> = (0..64_u8).map(|n| vec![n; 3 * WAITING / 64 + usize::from(n)]).collect();
        let spans: Vec<Span> = pieces.iter().map(|piece| store.append(piece).unwrap()).collect();
        for (piece, span) in pieces.iter().zip(spans) {
            assert!(store.read(span).unwrap() == *piece);
        }
    }

    #[test]
    fn what_was_added_is_read_back_from_memory_and_from_the_file() {
        check(&Store::default());
        let store = Store::with_file(tempfile::tempfile().unwrap());
        check(&store);
        assert!(store.lock().written > 0 && store.lock().waiting.len() < WAITING);
    }

    #[test]
    fn a_file_that_takes_no_more_is_done_without() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("only-read");
        std::fs::write(&path, "").unwrap();
        let store = Store::with_file(File::open(path).unwrap());
        check(&store);
        assert_eq!(store.lock().written, 0);
    }
}
