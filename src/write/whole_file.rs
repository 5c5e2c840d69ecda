//! Files that are there whole or not at all: written beside their place, synced, then moved there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file that was not written. Whatever stood in its place stands there still.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// Something is there already.
    #[error("{0} exists already and was left as it is; name another file, or replace it with --force")]
    Exists(PathBuf),
    /// A link: writing through it would change a file that nobody named.
    #[error("{0} is a link, and links are not written through; name the file itself")]
    Link(PathBuf),
    /// A folder or a device.
    #[error("{0} is no regular file; name another one")]
    NotAFile(PathBuf),
    /// There is no folder to write it to.
    #[error("there is no folder {}; make it, or write to another one", .0.display())]
    NoFolder(PathBuf),
    /// It could not be made: no right to write there, most often.
    #[error("{path} cannot be made: {source}")]
    Unmade {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It could not be written to its end: a full disk, most often.
    #[error("{path} could not be written, and nothing of it was kept: {source}")]
    Cut {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes a file with what `fill` puts into it; with `replace`, over a regular file that is there.
pub fn write_whole<E: From<NotWritten>>(
    path: &Path,
    replace: bool,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    refuse(path, replace)?;
    let (beside, file) = make_beside(path)?;
    let done = fill_and_move(path, &beside, file, replace, fill);
    if done.is_err() {
        // The error that made us give up matters more than what is left beside the place.
        let _ = fs::remove_file(&beside);
    }
    done
}

fn fill_and_move<E: From<NotWritten>>(
    path: &Path,
    beside: &Path,
    file: File,
    replace: bool,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let cut = |source| NotWritten::Cut { path: path.to_owned(), source };
    let mut out = Watched { out: BufWriter::with_capacity(64 * 1024, file), failed: None };
    let filled = fill(&mut out);
    // Whatever `fill` makes of it, that the file could not be written is what stopped it, and which file it was.
    if let (Err(_), Some(source)) = (&filled, out.failed.take()) {
        return Err(cut(source).into());
    }
    filled?;
    let file = out.out.into_inner().map_err(|e| cut(e.into_error()))?;
    file.sync_all().map_err(cut)?;
    drop(file);
    // Looked at again: filling may have taken long.
    refuse(path, replace)?;
    fs::rename(beside, path).map_err(cut)?;
    // Not every system can sync a folder, and the file is whole either way.
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A file under way that remembers the error that stopped it.
struct Watched {
    out: BufWriter<File>,
    failed: Option<io::Error>,
}

impl Watched {
    fn noted<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|e| self.failed = Some(io::Error::new(e.kind(), e.to_string())))
    }
}

impl Write for Watched {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.out.write(bytes);
        self.noted(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.out.flush();
        self.noted(done)
    }
}

fn refuse(path: &Path, replace: bool) -> Result<(), NotWritten> {
    match fs::symlink_metadata(path) {
        Err(_) => Ok(()),
        Ok(there) if there.is_symlink() => Err(NotWritten::Link(path.to_owned())),
        Ok(there) if !there.is_file() => Err(NotWritten::NotAFile(path.to_owned())),
        Ok(_) if !replace => Err(NotWritten::Exists(path.to_owned())),
        Ok(_) => Ok(()),
    }
}

/// A new file in the same folder, so that moving it is one step.
fn make_beside(path: &Path) -> Result<(PathBuf, File), NotWritten> {
    let name = path.file_name().ok_or_else(|| NotWritten::NotAFile(path.to_owned()))?.to_string_lossy();
    let beside = folder_of(path).join(format!(".{name}.{}.part", std::process::id()));
    let made = OpenOptions::new().write(true).create_new(true).open(&beside);
    made.map(|file| (beside, file)).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => NotWritten::NoFolder(folder_of(path).to_owned()),
        _ => NotWritten::Unmade { path: path.to_owned(), source },
    })
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, replace: bool, text: &str) -> Result<(), NotWritten> {
        write_whole(path, replace, |out| {
            out.write_all(text.as_bytes()).map_err(|source| NotWritten::Cut { path: path.to_owned(), source })
        })
    }

    #[test]
    fn a_file_is_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write(&path, false, "one").unwrap();
        assert!(matches!(write(&path, false, "two"), Err(NotWritten::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write(&path, true, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert!(matches!(write(folder.path(), true, "x"), Err(NotWritten::NotAFile(_))));
        let nowhere = folder.path().join("no/such/folder.csv");
        assert!(matches!(write(&nowhere, true, "x"), Err(NotWritten::NoFolder(_))));
    }

    #[test]
    fn what_fails_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write(&path, false, "one").unwrap();
        let failed = write_whole(&path, true, |out| {
            out.write_all(b"half").unwrap();
            Err(NotWritten::Exists("somewhere".into()))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("kept.txt"), folder.path().join("link.csv"));
        fs::write(&file, "kept").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(matches!(write(&link, true, "x"), Err(NotWritten::Link(_))));
        assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
    }
}
