//! What no command may write: the open catalogue, what SQLite keeps beside it, and the settings. Every output of every
//! command is an [`Output`], and there is one way to get one.

use super::{FileWriteError, parent_folder};
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// What SQLite keeps beside a database.
const COMPANIONS: [&str; 4] = ["", "-journal", "-wal", "-shm"];

/// Files that no output may take the place of.
#[derive(Debug, Clone, Default)]
pub struct ProtectedPaths {
    files: Vec<(PathBuf, &'static str)>,
    folders: Vec<Folder>,
    mode: Option<u32>,
}

/// A folder, and which of the files below it are kept.
#[derive(Debug, Clone)]
struct Folder {
    path: PathBuf,
    holds: fn(&str) -> bool,
    what: &'static str,
}

impl ProtectedPaths {
    /// Keeps a database with its journal, under the name that it was given and under its own. What is written of it is as
    /// private as it is.
    pub fn add_database(&mut self, path: &Path) {
        for name in [path.to_owned()].into_iter().chain(path.canonicalize()) {
            for companion in COMPANIONS {
                let mut name = name.clone().into_os_string();
                name.push(companion);
                let what = if companion.is_empty() { "the catalogue" } else { "the catalogue's journal" };
                self.files.push((name.into(), what));
            }
        }
        self.mode = read_mode(path);
    }

    /// Keeps a catalogue that is a folder of text: the folder itself, and the files below it that `holds` says are its own;
    /// `marker` shows how private it is.
    pub fn add_folder(&mut self, path: &Path, marker: &Path, holds: fn(&str) -> bool) {
        self.folders.push(Folder { path: path.to_owned(), holds, what: "the catalogue" });
        self.mode = read_mode(marker);
    }

    /// Keeps one file.
    pub fn add_file(&mut self, path: &Path, what: &'static str) {
        self.files.push((path.to_owned(), what));
    }

    /// Which of the kept things a path is.
    fn is_kept(&self, path: &Path) -> Option<&'static str> {
        let file = self.files.iter().find(|(file, _)| is_same(file, path)).map(|(_, what)| *what);
        file.or_else(|| self.folders.iter().find(|folder| folder.keeps(path)).map(|folder| folder.what))
    }
}

impl Folder {
    fn keeps(&self, path: &Path) -> bool {
        if is_same(&self.path, path) {
            return true;
        }
        let Ok(folder) = self.path.canonicalize() else { return false };
        let place = find_place(path);
        place.strip_prefix(&folder).is_ok_and(|below| {
            let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            (self.holds)(&parts.join("/").to_lowercase())
        })
    }
}

/// A place that a command may write to: it is nothing that is kept.
#[derive(Debug, Clone)]
pub struct Output {
    path: PathBuf,
    mode: Option<u32>,
}

impl Output {
    /// The output at a path, whatever way it is spelled.
    pub fn from_path(path: &Path, kept: &ProtectedPaths) -> Result<Self, FileWriteError> {
        match kept.is_kept(path) {
            Some(what) => Err(FileWriteError::Kept { path: path.to_owned(), what }),
            None => Ok(Self { path: path.to_owned(), mode: kept.mode }),
        }
    }

    /// One below it, as of a folder of files.
    pub fn join(&self, name: &str, kept: &ProtectedPaths) -> Result<Self, FileWriteError> {
        Self::from_path(&self.path.join(name), kept)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The mode of a new file there: what comes out of a private catalogue is private. None where nothing says so.
    pub fn mode(&self) -> Option<u32> {
        self.mode
    }
}

/// The mode of a file, without what is beyond reading and writing. None where it is not there or the system has none.
#[cfg(unix)]
pub fn read_mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).ok().map(|about| about.permissions().mode() & 0o666)
}

#[cfg(not(unix))]
pub fn read_mode(_: &Path) -> Option<u32> {
    None
}

/// Whether two paths lead to one file: by whatever link or spelling, or, where there is none yet, by the same name in the
/// same folder. Names that differ in case alone are the same on some systems, and so everywhere.
pub fn is_same(one: &Path, other: &Path) -> bool {
    if is_same_file(one, other) {
        return true;
    }
    let folded = |path: &Path| path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    // A dump asks this of thousands of files, whose names tell: then no folder is looked at.
    if folded(one).zip(folded(other)).is_some_and(|(one, other)| one != other) {
        return false;
    }
    let (one, other) = (find_place(one), find_place(other));
    folded(&one) == folded(&other) && parent_folder(&one) == parent_folder(&other)
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()));
    id(one).is_some_and(|one| Some(one) == id(other))
}

#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// A path with the links in its folders followed, and without detours, also where not all of it is there.
fn find_place(path: &Path) -> PathBuf {
    let mut rest: Vec<OsString> = Vec::new();
    let mut folder = path;
    while let (Some(above), Some(last)) = (folder.parent(), folder.components().next_back()) {
        rest.push(last.as_os_str().to_owned());
        folder = above;
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if let Ok(real) = here.canonicalize() {
            return rest.iter().rev().fold(real, |mut place, part| {
                match Path::new(part).components().next() {
                    Some(Component::ParentDir) => _ = place.pop(),
                    Some(Component::CurDir) => {}
                    _ => place.push(part),
                }
                place
            });
        }
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_catalogue_is_no_output_however_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("x")).unwrap();
        fs::write(at("c.db"), "catalogue").unwrap();
        fs::write(at("settings.toml"), "").unwrap();
        let mut kept = ProtectedPaths::default();
        kept.add_database(&at("c.db"));
        kept.add_file(&at("settings.toml"), "the settings");
        let refused =
            ["c.db", "x/../c.db", "./c.db", "C.DB", "c.db-journal", "x/../c.db-wal", "c.db-shm", "settings.toml"];
        for name in refused.iter().chain(&["no/../c.db", "no/../c.db-journal"]) {
            let error = Output::from_path(&at(name), &kept).unwrap_err();
            assert!(matches!(error, FileWriteError::Kept { .. }), "{name}");
        }
        for name in ["d.db", "c.db.csv", "x/c.db", "c.db-journals", "x"] {
            assert!(Output::from_path(&at(name), &kept).is_ok(), "{name}");
        }
        let other = tempfile::tempdir().unwrap();
        assert!(Output::from_path(&other.path().join("c.db"), &kept).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn nor_by_a_link_to_it_or_to_its_folder() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("real")).unwrap();
        fs::write(at("real/c.db"), "catalogue").unwrap();
        symlink(at("real"), at("linked")).unwrap();
        symlink(at("real/c.db"), at("link.db")).unwrap();
        symlink("link.db", at("link-of-link.csv")).unwrap();
        fs::hard_link(at("real/c.db"), at("hard.csv")).unwrap();
        let refused = [
            "real/c.db",
            "linked/c.db",
            "linked/../real/c.db-journal",
            "link.db",
            "link.db-journal",
            "linked/c.db-wal",
            "link-of-link.csv",
            "hard.csv",
        ];
        for named in ["real/c.db", "link.db", "linked/c.db"] {
            let mut kept = ProtectedPaths::default();
            kept.add_database(&at(named));
            for name in refused.iter().filter(|name| named == "link.db" || **name != "link.db-journal") {
                assert!(Output::from_path(&at(name), &kept).is_err(), "{named}: {name}");
            }
            assert!(Output::from_path(&at("linked/d.csv"), &kept).is_ok());
        }
    }

    #[test]
    fn of_a_folder_of_text_its_own_files_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let catalogue = folder.path().join("text");
        fs::create_dir_all(catalogue.join("knees")).unwrap();
        let mut kept = ProtectedPaths::default();
        kept.add_folder(&catalogue, &catalogue.join("catalogue.toml"), |name| {
            name == "works.json" || name.starts_with("knees/")
        });
        for name in
            ["text", "text/", "text/works.json", "text/Works.JSON", "text/knees/claims.csv", "x/../text/works.json"]
        {
            assert!(Output::from_path(&folder.path().join(name), &kept).is_err(), "{name}");
        }
        for name in ["text/baseline.json", "works.json", "text2", "text/x/works.json"] {
            assert!(Output::from_path(&folder.path().join(name), &kept).is_ok(), "{name}");
        }
    }
}
