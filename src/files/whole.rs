//! Files that are there whole or not at all: written beside their place, synced, then moved there.

use super::protected::read_mode;
use super::{Output, PartFile, parent_folder, sync_folder};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// A file that was not written. Whatever stood in its place stands there still.
#[derive(Debug, thiserror::Error)]
pub enum FileWriteError {
    /// The catalogue, or what belongs to it.
    #[error("{path} is {what}, which no command overwrites; name another file")]
    Kept {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// Some database, most likely a catalogue.
    #[error("{0} is an SQLite file, most likely a catalogue, and was left as it is; name another file")]
    Database(PathBuf),
    /// Something that is no earlier output of the same command.
    #[error(
        "{path} exists already and is not a {what}, so it was left as it is. Name another file, or move this one away"
    )]
    Stranger {
        /// The file.
        path: PathBuf,
        /// What would be replaced.
        what: &'static str,
    },
    /// Something is there already.
    #[error("{0} exists already and was left as it is; name another file, or replace it with --force")]
    Exists(PathBuf),
    /// A link: writing through it would change a file that nobody named.
    #[error("{0} is a link, and claimbook does not write through links; name the file itself")]
    Link(PathBuf),
    /// A folder or a device.
    #[error("{0} is not a regular file; name another one")]
    NotAFile(PathBuf),
    /// There is no folder to write it to.
    #[error("there is no folder {}; make it, or write to another one", .0.display())]
    NoFolder(PathBuf),
    /// It could not be made: no right to write there, most often.
    #[error("{path} cannot be created: {source}")]
    Unmade {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It could not be written to its end: a full disk, most often.
    #[error("{path} could not be written, and no part of it was kept: {source}")]
    Cut {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// What may stand in the place of a file that is written.
#[derive(Clone, Copy)]
pub enum ReplacePolicy {
    /// Nothing.
    Nothing,
    /// Any regular file that is no database: the user said so.
    Anything,
    /// An earlier output of the same command, known by how it begins, or an empty file.
    Earlier {
        /// Whether a file that begins so is one.
        is_one: fn(&[u8]) -> bool,
        /// What it is called.
        what: &'static str,
    },
}

/// So much of a file shows what it is.
const BEGINNING: u64 = 16 * 1024;

/// Writes a file with what `fill` puts into it.
pub fn write_whole<E: From<FileWriteError>>(
    output: &Output,
    replace: ReplacePolicy,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let mut written = WrittenFile::write(output, replace, fill)?;
    written.sync()?;
    written.take_place()?;
    sync_folder(parent_folder(&written.path)).map_err(|source| written.cut(source).into())
}

/// A file that is written, and is not in its place yet.
pub struct WrittenFile {
    part: PartFile,
    path: PathBuf,
    replace: ReplacePolicy,
}

impl WrittenFile {
    /// Writes it beside its place.
    pub fn write<E: From<FileWriteError>>(
        output: &Output,
        replace: ReplacePolicy,
        fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<Self, E> {
        let path = output.path();
        refuse_replacing(path, replace)?;
        if path.file_name().is_none() {
            return Err(FileWriteError::NotAFile(path.to_owned()).into());
        }
        let replaced = read_mode(path);
        let part = PartFile::create_beside(path, replaced.or(output.mode())).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => FileWriteError::NoFolder(parent_folder(path).to_owned()),
            _ => FileWriteError::Unmade { path: path.to_owned(), source },
        })?;
        fill_part(&part, path, fill)?;
        let written = Self { part, path: path.to_owned(), replace };
        // What takes another's place takes over its mode.
        replaced.map_or(Ok(()), |mode| written.part.set_mode(mode)).map_err(|source| written.cut(source))?;
        Ok(written)
    }

    /// Makes what it holds durable.
    pub fn sync(&self) -> Result<(), FileWriteError> {
        self.part.file().sync_all().map_err(|source| self.cut(source))
    }

    /// Puts it in its place, once it is synced. The folder is not synced.
    pub fn take_place(&mut self) -> Result<(), FileWriteError> {
        // Looked at again: filling may have taken long.
        refuse_replacing(&self.path, self.replace)?;
        let done = match self.replace {
            // Whoever was quicker than the last look keeps the name.
            ReplacePolicy::Nothing => self.part.take_free_place(&self.path),
            ReplacePolicy::Anything | ReplacePolicy::Earlier { .. } => self.part.take_place(&self.path),
        };
        done.map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => FileWriteError::Exists(self.path.clone()),
            _ => self.cut(source),
        })
    }

    fn cut(&self, source: io::Error) -> FileWriteError {
        FileWriteError::Cut { path: self.path.clone(), source }
    }
}

fn fill_part<E: From<FileWriteError>>(
    part: &PartFile,
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let cut = |source| FileWriteError::Cut { path: path.to_owned(), source };
    let mut out = Watched { out: BufWriter::with_capacity(64 * 1024, part.file()), failed: None };
    let filled = fill(&mut out);
    // Whatever `fill` makes of it, that the file could not be written is what stopped it, and which file it was.
    if let (Err(_), Some(source)) = (&filled, out.failed.take()) {
        return Err(cut(source).into());
    }
    filled?;
    out.out.into_inner().map_err(|e| cut(e.into_error()))?;
    Ok(())
}

/// A file under way that remembers the error that stopped it.
struct Watched<'f> {
    out: BufWriter<&'f File>,
    failed: Option<io::Error>,
}

impl Watched<'_> {
    fn note_result<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|e| self.failed = Some(io::Error::new(e.kind(), e.to_string())))
    }
}

impl Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.out.write(bytes);
        self.note_result(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.out.flush();
        self.note_result(done)
    }
}

fn refuse_replacing(path: &Path, replace: ReplacePolicy) -> Result<(), FileWriteError> {
    match fs::symlink_metadata(path) {
        Err(_) => return Ok(()),
        Ok(there) if there.is_symlink() => return Err(FileWriteError::Link(path.to_owned())),
        Ok(there) if !there.is_file() => return Err(FileWriteError::NotAFile(path.to_owned())),
        Ok(_) => {}
    }
    let beginning = || {
        let mut read = Vec::new();
        let begun = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut read));
        begun.map(|_| read).map_err(|source| FileWriteError::Unmade { path: path.to_owned(), source })
    };
    match replace {
        ReplacePolicy::Nothing => Err(FileWriteError::Exists(path.to_owned())),
        ReplacePolicy::Anything if beginning()?.starts_with(b"SQLite format 3\0") => {
            Err(FileWriteError::Database(path.to_owned()))
        }
        ReplacePolicy::Anything => Ok(()),
        ReplacePolicy::Earlier { is_one, what } => {
            let there = beginning()?;
            let stranger = || FileWriteError::Stranger { path: path.to_owned(), what };
            (there.trim_ascii().is_empty() || is_one(&there)).then_some(()).ok_or_else(stranger)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::ProtectedPaths;

    fn write(path: &Path, replace: ReplacePolicy, text: &str) -> Result<(), FileWriteError> {
        let output = Output::from_path(path, &ProtectedPaths::default())?;
        write_whole(&output, replace, |out| {
            out.write_all(text.as_bytes()).map_err(|source| FileWriteError::Cut { path: path.to_owned(), source })
        })
    }

    #[test]
    fn a_file_is_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write(&path, ReplacePolicy::Nothing, "one").unwrap();
        assert!(matches!(write(&path, ReplacePolicy::Nothing, "two"), Err(FileWriteError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write(&path, ReplacePolicy::Anything, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert!(matches!(write(folder.path(), ReplacePolicy::Anything, "x"), Err(FileWriteError::NotAFile(_))));
        let nowhere = folder.path().join("no/such/folder.csv");
        assert!(matches!(write(&nowhere, ReplacePolicy::Anything, "x"), Err(FileWriteError::NoFolder(_))));
    }

    #[test]
    fn of_many_who_write_one_new_file_one_succeeds() {
        for _ in 0..100 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.csv");
            let written: Vec<String> = std::thread::scope(|scope| {
                let writers: Vec<_> = ["one", "two", "three", "four"]
                    .map(|text| scope.spawn(|| write(&path, ReplacePolicy::Nothing, text).map(|()| text.to_owned())))
                    .into();
                let done = writers.into_iter().map(|writer| writer.join().unwrap());
                done.filter_map(|done| done.inspect_err(|e| assert!(matches!(e, FileWriteError::Exists(_)))).ok())
                    .collect()
            });
            assert_eq!(written, [fs::read_to_string(&path).unwrap()]);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn an_earlier_output_is_known_by_its_beginning() {
        const REPORT: ReplacePolicy =
            ReplacePolicy::Earlier { is_one: |begin| begin.starts_with(b"report"), what: "report" };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        for (there, replaced) in [("report 1", true), ("", true), ("\n", true), ("a letter", false), ("SQLite", false)]
        {
            fs::write(&path, there).unwrap();
            let written = write(&path, REPORT, "report 2");
            assert_eq!(written.is_ok(), replaced, "{there}");
            assert_eq!(fs::read_to_string(&path).unwrap(), if replaced { "report 2" } else { there });
        }
        fs::write(&path, b"SQLite format 3\0 and so on").unwrap();
        assert!(matches!(write(&path, ReplacePolicy::Anything, "x"), Err(FileWriteError::Database(_))));
    }

    #[test]
    fn what_fails_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write(&path, ReplacePolicy::Nothing, "one").unwrap();
        let output = Output::from_path(&path, &ProtectedPaths::default()).unwrap();
        let failed = write_whole(&output, ReplacePolicy::Anything, |out| {
            out.write_all(b"half").unwrap();
            Err(FileWriteError::Exists("somewhere".into()))
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
        assert!(matches!(write(&link, ReplacePolicy::Anything, "x"), Err(FileWriteError::Link(_))));
        assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_as_private_as_what_it_replaces_or_comes_from() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode() & 0o777;
        fs::write(at("c.db"), "").unwrap();
        for private in [0o600, 0o640] {
            fs::set_permissions(at("c.db"), fs::Permissions::from_mode(private)).unwrap();
            let mut kept = ProtectedPaths::default();
            kept.add_database(&at("c.db"));
            fs::write(at("old.csv"), "").unwrap();
            fs::set_permissions(at("old.csv"), fs::Permissions::from_mode(0o604)).unwrap();
            for name in ["new.csv", "old.csv"] {
                let output = Output::from_path(&at(name), &kept).unwrap();
                write_whole(&output, ReplacePolicy::Anything, |_| Ok::<_, FileWriteError>(())).unwrap();
            }
            assert_eq!((mode("new.csv"), mode("old.csv")), (private, 0o604));
            fs::remove_file(at("new.csv")).unwrap();
        }
        fs::write(at("plain"), "").unwrap();
        write(&at("new.csv"), ReplacePolicy::Nothing, "").unwrap();
        assert_eq!(mode("new.csv"), mode("plain"), "otherwise as any program makes it");
    }
}
