//! Reading what data names: a catalogue, settings or a style from a stranger's merge request could name anything that this
//! machine can read. Only regular files below one folder are read, never what git keeps there, and no more than a limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum FileReadError {
    /// Its path is no relative one, or leads out of the folder.
    #[error("it leads out of the working tree, and files outside it are not read")]
    Outside,
    /// It is what git keeps for itself, which may hold secrets of the machine.
    #[error("it belongs to git, whose own files are not read")]
    Git,
    /// A folder, a device or a pipe.
    #[error("it is not a regular file")]
    NotAFile,
    /// Over the limit.
    #[error("it is larger than {0} bytes")]
    TooLarge(u64),
    /// The system cannot open or read it.
    #[error("{}", if .0.kind() == io::ErrorKind::NotFound { "there is no such file".to_owned() } else { .0.to_string() })]
    System(#[from] io::Error),
}

impl FileReadError {
    /// Whether there is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::System(e) if e.kind() == io::ErrorKind::NotFound)
    }
}

impl From<FileReadError> for io::Error {
    fn from(error: FileReadError) -> Self {
        match error {
            FileReadError::System(e) => e,
            other => Self::other(other.to_string()),
        }
    }
}

/// A folder, out of which no path leads.
#[derive(Debug, Clone)]
pub struct AllowedFolder {
    folder: PathBuf,
}

impl AllowedFolder {
    /// This folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Where a path that data names leads, seen from `base`, links followed. Nothing is opened yet.
    pub fn find(&self, base: &Path, named: &str) -> Result<PathBuf, FileReadError> {
        let relative = Path::new(named)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::ParentDir | Component::CurDir));
        // A backslash is a separator on some systems, and so leads nowhere on any.
        if !relative || named.is_empty() || named.contains(['\0', '\\']) {
            return Err(FileReadError::Outside);
        }
        self.check(&base.join(named))
    }

    /// Where a path leads that the user or a rule of ours names, links followed: data may have put a link in its place.
    pub fn check(&self, path: &Path) -> Result<PathBuf, FileReadError> {
        let folder = self.folder.canonicalize()?;
        // Looked at before the file system is: whether something outside is there is nobody's business.
        let lexical = without_detours(path);
        let is_below = |path: &Path| path.starts_with(&folder) || path.starts_with(&self.folder);
        if lexical.is_absolute() && !is_below(&lexical) {
            return Err(FileReadError::Outside);
        }
        let real = path.canonicalize()?;
        let Ok(below) = real.strip_prefix(&folder) else {
            return Err(FileReadError::Outside);
        };
        let is_git = |part: Component<'_>| part.as_os_str().eq_ignore_ascii_case(".git");
        if below.components().any(is_git) {
            return Err(FileReadError::Git);
        }
        Ok(real)
    }

    /// Reads a file that data names, seen from `base`.
    pub fn read(&self, base: &Path, named: &str, limit: u64) -> Result<Vec<u8>, FileReadError> {
        read_regular(&self.find(base, named)?, limit)
    }
}

/// Reads a file that the command line names, or that was found where it names a folder. One below `top` may be a stranger's,
/// and then it is no link that leads out of that; of one elsewhere, where its folder is was meant.
pub fn read_named(path: &Path, top: Option<&Path>, limit: u64) -> Result<Vec<u8>, FileReadError> {
    // Where its folder is, is what was meant; what is in its place may not be.
    let meant = path.parent().and_then(|folder| folder.canonicalize().ok()).zip(path.file_name());
    match top.zip(meant.map(|(folder, name)| folder.join(name))) {
        Some((top, meant)) if meant.starts_with(top) => read_regular(&AllowedFolder::new(top).check(&meant)?, limit),
        _ => read_regular(path, limit),
    }
}

/// Reads a regular file up to a limit.
pub fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>, FileReadError> {
    let file = open_regular(path, limit)?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.metadata()?.len()).unwrap_or_default());
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(FileReadError::TooLarge(limit)) } else { Ok(bytes) }
}

/// Opens a regular file that is no larger than a limit. One that is a pipe or a device is not even opened: that alone could
/// wait for ever.
pub fn open_regular(path: &Path, limit: u64) -> Result<File, FileReadError> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(FileReadError::NotAFile);
    }
    let file = File::open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(FileReadError::NotAFile);
    }
    if about.len() > limit { Err(FileReadError::TooLarge(limit)) } else { Ok(file) }
}

/// A path without `.` and `..`, as it is spelled.
fn without_detours(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => _ = plain.pop(),
            Component::CurDir => {}
            part => plain.push(part),
        }
        plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_regular_files_below_the_folder_are_read() {
        let all = tempfile::tempdir().unwrap();
        let folder = all.path().join("tree");
        fs::create_dir_all(folder.join("content")).unwrap();
        fs::create_dir_all(folder.join(".git")).unwrap();
        for (name, text) in
            [("tree/a.md", "a"), ("tree/content/b.md", "b"), ("tree/.git/config", "token"), ("secret", "s")]
        {
            fs::write(all.path().join(name), text).unwrap();
        }
        let within = AllowedFolder::new(&folder);
        for (base, named, expected) in [
            ("", "a.md", "a"),
            ("content", "../a.md", "a"),
            ("", "content/../a.md", "a"),
            ("", "./content/b.md", "b"),
            ("", "../secret", "leads out"),
            ("content", "../../secret", "leads out"),
            ("", "../tree/a.md", "a"),
            ("", "/etc/hostname", "leads out"),
            ("", "../no-such-file", "leads out"),
            ("", "c:\\windows", "leads out"),
            ("", "", "leads out"),
            ("", "a.md\0", "leads out"),
            ("", ".git/config", "belongs to git"),
            ("content", "../.GIT/config", "there is no such file"),
            ("", "content", "not a regular file"),
            ("", "no.md", "there is no such file"),
        ] {
            let read = within.read(&folder.join(base), named, 10);
            let said = read.map(|bytes| String::from_utf8(bytes).unwrap()).unwrap_or_else(|e| e.to_string());
            assert!(said.contains(expected), "{base} {named}: {said}");
        }
        assert!(matches!(within.read(&folder, "a.md", 0), Err(FileReadError::TooLarge(0))));
        assert_eq!(within.read(&folder, "a.md", 1).unwrap(), b"a");
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_and_no_pipe_is_waited_for() {
        use std::os::unix::fs::symlink;
        let all = tempfile::tempdir().unwrap();
        let folder = all.path().join("tree");
        fs::create_dir_all(folder.join(".git")).unwrap();
        fs::write(folder.join("a.md"), "a").unwrap();
        fs::write(folder.join(".git/config"), "token").unwrap();
        fs::write(all.path().join("secret"), "s").unwrap();
        symlink(all.path().join("secret"), folder.join("out.md")).unwrap();
        symlink(all.path(), folder.join("up")).unwrap();
        symlink(".git/config", folder.join("config.md")).unwrap();
        symlink("a.md", folder.join("same.md")).unwrap();
        symlink("/dev/zero", folder.join("zero.md")).unwrap();
        symlink("ring.md", folder.join("ring.md")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(folder.join("pipe.md")).status();
        let within = AllowedFolder::new(&folder);
        let read = |named: &str| within.read(&folder, named, 100);
        for named in ["out.md", "up/secret", "zero.md"] {
            assert!(matches!(read(named), Err(FileReadError::Outside)), "{named}");
        }
        assert!(matches!(read("config.md"), Err(FileReadError::Git)));
        assert!(read("ring.md").is_err());
        assert_eq!(read("same.md").unwrap(), b"a");
        if made.is_ok_and(|status| status.success()) {
            assert!(matches!(read("pipe.md"), Err(FileReadError::NotAFile)));
        }
        assert!(matches!(read_regular(Path::new("/dev/null"), 10), Err(FileReadError::NotAFile)));
    }
}
