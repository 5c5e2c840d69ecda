//! The file that outcomes are kept in: records one behind another, then an index of them, then where that begins and what it
//! hashes to. A run adds records and a new index at the end. What was cut off, or is not what it was, has no index that fits, and
//! then nothing is kept there.

use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How such a file begins.
const MAGIC: &[u8] = b"claimbook keeps what audits found here; it can be deleted\n";
/// The bytes behind the index: where it begins, and its SHA-256.
const FOOT: u64 = 8 + 32;
/// As many caches are left there; the one used longest ago goes first.
const MOST_CACHES: usize = 8;
/// A file of so few bytes is not worth tidying.
const SMALL: u64 = 4 << 20;

/// Where a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordPlace {
    pub(super) at: u64,
    pub(super) length: usize,
    /// The beginning of its SHA-256.
    pub(super) sum: u64,
}

/// The file.
#[derive(Debug)]
pub(super) struct KeptFile {
    path: PathBuf,
    file: Mutex<File>,
    /// Where the next record goes; none once something could not be written.
    end: Option<u64>,
}

impl KeptFile {
    /// Opens a file, or makes it, and gives the index that it has. No other run can use it meanwhile; none where one does, or where
    /// there can be no such file.
    pub(super) fn open(path: &Path) -> Option<(Self, Option<Vec<u8>>)> {
        std::fs::create_dir_all(path.parent()?).ok()?;
        let mut file = build_options().open(path).ok()?;
        file.try_lock().ok()?;
        let index = read_index(&mut file);
        let end = match &index {
            Some(_) => file.seek(SeekFrom::End(0)).ok()?,
            None => begin_file(&mut file).ok()?,
        };
        Some((Self { path: path.to_owned(), file: Mutex::new(file), end: Some(end) }, index))
    }

    /// The same file, to read from beside.
    pub(super) fn reopen(&self) -> Option<Self> {
        let file = File::open(&self.path).ok()?;
        Some(Self { path: self.path.clone(), file: Mutex::new(file), end: None })
    }

    /// A record, if it is what was written.
    pub(super) fn read(&self, place: &RecordPlace) -> Option<Vec<u8>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.at)).ok()?;
        let mut bytes = Vec::new();
        (&mut *file).take(place.length as u64).read_to_end(&mut bytes).ok()?;
        (bytes.len() == place.length && hash(&bytes) == place.sum).then_some(bytes)
    }

    /// Adds a record at the end.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Option<RecordPlace> {
        let at = self.end.take()?;
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(at)).and_then(|_| file.write_all(bytes)).ok()?;
        self.end = Some(at + bytes.len() as u64);
        Some(RecordPlace { at, length: bytes.len(), sum: hash(bytes) })
    }

    /// Whether most of the file is records that nobody needs any more, where so many bytes are needed.
    pub(super) fn is_mostly_dead(&self, live: u64) -> bool {
        self.end.is_some_and(|end| end > SMALL && end > live.saturating_mul(3))
    }

    /// Writes the records that are needed, and them alone.
    pub(super) fn rewrite<'p>(
        &mut self,
        reading: &Self,
        places: impl Iterator<Item = &'p mut RecordPlace>,
    ) -> Option<()> {
        let part = self.path.with_extension("part");
        let mut file = build_options().open(&part).ok()?;
        file.try_lock().ok()?;
        let end = begin_file(&mut file).ok()?;
        let mut fresh = Self { path: self.path.clone(), file: Mutex::new(file), end: Some(end) };
        for place in places {
            *place = fresh.append(&reading.read(place)?)?;
        }
        std::fs::rename(&part, &self.path).ok()?;
        *self = fresh;
        Some(())
    }

    /// Ends the file with its index.
    pub(super) fn close(mut self, index: &[u8]) {
        let Some(place) = self.append(index) else { return };
        let foot = [&place.at.to_le_bytes()[..], &Sha256::digest(index)].concat();
        self.append(&foot);
        self.path.parent().into_iter().for_each(|folder| _ = sweep(folder));
    }
}

/// How these files are opened: what stands in them is for nobody else to read.
fn build_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Empties a file but for how it begins; says where records go.
fn begin_file(file: &mut File) -> io::Result<u64> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(MAGIC)?;
    Ok(MAGIC.len() as u64)
}

fn read_index(file: &mut File) -> Option<Vec<u8>> {
    let mut magic = vec![0; MAGIC.len()];
    file.seek(SeekFrom::Start(0)).ok()?;
    file.read_exact(&mut magic).ok()?;
    let foot_at = file.seek(SeekFrom::End(0)).ok()?.checked_sub(FOOT)?;
    let mut foot = [0; FOOT as usize];
    file.seek(SeekFrom::Start(foot_at)).ok()?;
    file.read_exact(&mut foot).ok()?;
    let (at, hash) = foot.split_at_checked(8)?;
    let at = u64::from_le_bytes(at.try_into().ok()?);
    let mut index = vec![0; usize::try_from(foot_at.checked_sub(at)?).ok()?];
    file.seek(SeekFrom::Start(at)).ok()?;
    file.read_exact(&mut index).ok()?;
    (magic == MAGIC && Sha256::digest(&index)[..] == *hash).then_some(index)
}

/// The beginning of a hash, as a number.
fn hash(bytes: &[u8]) -> u64 {
    Sha256::digest(bytes).iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Deletes the caches that were not used for longest.
fn sweep(folder: &Path) -> io::Result<()> {
    let mut caches = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == "audits" || extension == "part") {
            caches.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    caches.sort();
    let old = caches.len().saturating_sub(MOST_CACHES);
    caches.iter().take(old).try_for_each(|(_, path)| std::fs::remove_file(path))
}
