//! A file under way, beside the place that it will take. It is locked while somebody writes it: one that is not, a killed
//! run has left, and the next run that writes into the folder sweeps it away.

use super::{parent_folder, sync_folder};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// How the name of every file under way begins and ends; the number of the process and a count stand between.
const BEGIN: &str = ".claimbook-";
const END: &str = ".part";
/// The next count. No name is given twice in a process: whoever sweeps a killed run's file looks at it first and removes it
/// by name after that, and by then the name must not be another file's.
static NEXT: AtomicU64 = AtomicU64::new(0);
/// What SQLite may have left beside one.
const COMPANIONS: [&str; 2] = ["", "-journal"];

/// A file under way. Dropped, it is gone.
#[derive(Debug)]
pub struct PartFile {
    path: PathBuf,
    file: File,
    named: bool,
}

impl PartFile {
    /// Makes a new file in the folder of `target`, after sweeping what killed runs have left there. It is readable by those
    /// whom `mode` names, less whom the user's own mask leaves out; none names everybody.
    pub fn create_beside(target: &Path, mode: Option<u32>) -> io::Result<Self> {
        let folder = parent_folder(target);
        sweep(folder);
        let me = std::process::id();
        loop {
            let n = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{BEGIN}{me}-{n}{END}"));
            match build_options(mode).open(&path) {
                Ok(file) if lock_file(&file) && is_at(&file, &path) => return Ok(Self { path, file, named: false }),
                // Somebody who sweeps took it for a left one: a new one, then.
                Ok(_) => {}
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(e),
            }
        }
    }

    /// The file, for whoever fills it.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Where it is until it gets its name.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it this mode exactly, where the system has such a thing.
    #[cfg(unix)]
    pub fn set_mode(&self, mode: u32) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        self.file.set_permissions(fs::Permissions::from_mode(mode))
    }

    #[cfg(not(unix))]
    pub fn set_mode(&self, _: u32) -> io::Result<()> {
        Ok(())
    }

    /// Gives it its name, over whatever has it, once it is synced. The folder is not yet synced.
    pub fn take_place(&mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.named = true;
        Ok(())
    }

    /// Makes it durable under its name, in its folder, unless the name is taken.
    pub fn take_free_place(&mut self, target: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        // A hard link fails where the name is taken; a rename would replace it.
        match fs::hard_link(&self.path, target) {
            Ok(()) => fs::remove_file(&self.path)?,
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Err(e),
            // Not every system has them.
            Err(_) if target.symlink_metadata().is_ok() => return Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(&self.path, target)?,
        }
        self.named = true;
        sync_folder(parent_folder(target))
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if !self.named {
            // Best effort: the error that made us give up matters more, and the next run sweeps.
            for companion in COMPANIONS {
                let _ = fs::remove_file(path_beside(&self.path, companion));
            }
        }
    }
}

/// An empty file in a folder that has no name any more: nobody else sees it, and it is gone once it is closed.
pub fn make_nameless_file(folder: &Path) -> io::Result<File> {
    PartFile::create_beside(&folder.join("nameless"), Some(0o600))?.file.try_clone()
}

/// Removes what killed runs have left in a folder: files named as only we name them, that nobody holds. Where files cannot be
/// held, nobody can tell, and nothing is removed.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_left = name.to_str().is_some_and(is_ours) && entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_left || !cfg!(target_os = "linux") {
            continue;
        }
        let path = entry.path();
        if let Ok(file) = File::open(&path)
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(&path);
            // The journal goes only with its file, so that nobody's who writes just now is taken.
            let _ = fs::remove_file(path_beside(&path, "-journal"));
        }
    }
}

fn is_ours(name: &str) -> bool {
    let numbers =
        name.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END)).and_then(|rest| rest.split_once('-'));
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    numbers.is_some_and(|(process, count)| number(process) && number(count))
}

fn path_beside(path: &Path, companion: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(companion);
    name.into()
}

/// Holds a file for as long as it is open. Elsewhere than on Linux, such a lock could be in the way of SQLite's own.
fn lock_file(file: &File) -> bool {
    !cfg!(target_os = "linux") || !matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock))
}

#[cfg(unix)]
fn build_options(mode: Option<u32>) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true).mode(mode.unwrap_or(0o666));
    options
}

#[cfg(not(unix))]
fn build_options(_: Option<u32>) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    options
}

/// Whether a file still has the name under which it was made.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(made), Ok(there)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    (made.dev(), made.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_nameless_file_is_written_and_read_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = make_nameless_file(folder.path()).unwrap();
        assert_eq!(names(folder.path()), Vec::<String>::new());
        file.write_all(b"found").unwrap();
        io::Seek::rewind(&mut file).unwrap();
        assert_eq!(io::read_to_string(&file).unwrap(), "found");
    }

    #[test]
    fn only_what_we_name_is_ours() {
        for (name, ours) in [
            (".claimbook-12-0.part", true),
            (".claimbook-12-0.part-journal", false),
            (".claimbook-12.part", false),
            (".claimbook-x-0.part", false),
            (".claimbook--0.part", false),
            ("claimbook-12-0.part", false),
            (".report.csv.12.part", false),
        ] {
            assert_eq!(is_ours(name), ours, "{name}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_killed_run_left_is_swept_and_what_somebody_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        for left in [".claimbook-1-0.part", ".claimbook-1-0.part-journal", ".claimbook-9999999-3.part"] {
            fs::write(folder.path().join(left), "half").unwrap();
        }
        for others in [".b.csv.1.part", ".claimbook-1-0.part.txt"] {
            fs::write(folder.path().join(others), "kept").unwrap();
        }
        let first = PartFile::create_beside(&target, None).unwrap();
        let second = PartFile::create_beside(&target, None).unwrap();
        assert_ne!(first.path(), second.path());
        assert_eq!(names(folder.path()).len(), 4, "{:?}", names(folder.path()));
        drop((first, second));
        assert_eq!(names(folder.path()), [".b.csv.1.part", ".claimbook-1-0.part.txt"]);
    }

    #[test]
    fn no_name_is_given_twice() {
        let folder = tempfile::tempdir().unwrap();
        let name = || PartFile::create_beside(&folder.path().join("a.csv"), None).unwrap().path().to_owned();
        assert_ne!(name(), name());
    }

    #[test]
    fn a_place_that_is_taken_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        let write = |words: &str| {
            let part = PartFile::create_beside(&target, None).unwrap();
            part.file().write_all(words.as_bytes()).unwrap();
            part
        };
        write("one").take_free_place(&target).unwrap();
        let taken = write("two").take_free_place(&target).unwrap_err();
        assert_eq!((taken.kind(), fs::read_to_string(&target).unwrap()), (io::ErrorKind::AlreadyExists, "one".into()));
        write("three").take_place(&target).unwrap();
        assert_eq!(
            (names(folder.path()), fs::read_to_string(&target).unwrap()),
            (vec!["a.csv".into()], "three".into())
        );
    }
}
