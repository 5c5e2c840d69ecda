//! The files of a folder as git sees them: what it ignores, hidden files and whatever links lead to are passed over.

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderListing {
    /// The files that are wanted, in the order of their paths.
    pub wanted: Vec<PathBuf>,
    /// How many other files there are, by extension, in lower case; empty where they have none.
    pub others: BTreeMap<String, usize>,
    /// Folders and files that could not be looked at, and why.
    pub unread: Vec<String>,
}

/// Which files of folders are wanted, as globs in the manner of git.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderGlobs {
    /// The folder that they are seen from.
    pub root: PathBuf,
    /// Only these, where there are any.
    pub include: Vec<String>,
    /// None of these.
    pub exclude: Vec<String>,
}

impl FolderGlobs {
    /// As the walk takes them; none where there are none. One that is no glob was refused when the settings were read.
    fn build(&self) -> Option<Override> {
        if self.include.is_empty() && self.exclude.is_empty() {
            return None;
        }
        let mut globs = OverrideBuilder::new(self.root.canonicalize().unwrap_or_else(|_| self.root.clone()));
        let without = self.exclude.iter().map(|glob| format!("!{glob}"));
        for glob in self.include.iter().cloned().chain(without) {
            let _ = globs.add(&glob);
        }
        globs.build().ok()
    }
}

/// Lists the files below a folder that the globs want. `is_wanted` is given each file's extension in lower case; a file or folder of which
/// `is_passed_over` holds is neither entered nor counted.
pub fn list_folder(
    folder: &Path,
    globs: &FolderGlobs,
    is_wanted: impl Fn(&str) -> bool,
    is_passed_over: impl Fn(&Path) -> bool + Send + Sync + 'static,
) -> FolderListing {
    let mut listing = FolderListing::default();
    let is_entered = move |entry: &ignore::DirEntry| entry.depth() == 0 || !is_passed_over(entry.path());
    let (mut walk, globs) = (WalkBuilder::new(folder), globs.build());
    // Globs are seen from a folder without links in its path, and so are the files then.
    let real = folder.canonicalize().ok().filter(|_| globs.is_some());
    if let Some((globs, real)) = globs.zip(real.as_ref()) {
        walk = WalkBuilder::new(real);
        walk.overrides(globs);
    }
    let named = |path: PathBuf| match real.as_ref().and_then(|real| path.strip_prefix(real).ok()) {
        Some(below) => folder.join(below),
        None => path,
    };
    // What git leaves out for this user alone is the user's affair, and to find out means to ask the system who that is.
    walk.git_global(false);
    for entry in walk.filter_entry(is_entered).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let extension =
                    entry.path().extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
                if is_wanted(&extension) {
                    listing.wanted.push(named(entry.into_path()));
                } else {
                    *listing.others.entry(extension).or_default() += 1;
                }
            }
            Ok(_) => {}
            Err(error) => listing.unread.push(describe_failure(folder, &error)),
        }
    }
    listing.wanted.sort();
    listing
}

/// What could not be looked at, seen from the folder, and why; once, and without the folders of this machine above it.
fn describe_failure(folder: &Path, error: &ignore::Error) -> String {
    let (mut path, mut inner) = (None, error);
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => (path, inner) = (Some(at), &**err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = &**err,
            _ => break,
        }
    }
    let reason = match inner.io_error() {
        // The message of a walk names the path once more.
        Some(io) => {
            find_os_code(io).map_or_else(|| io.to_string(), |code| std::io::Error::from_raw_os_error(code).to_string())
        }
        None => inner.to_string(),
    };
    match path.map(|path| path.strip_prefix(folder).unwrap_or(path)) {
        Some(path) if !path.as_os_str().is_empty() => format!("{}: {reason}", path.display()),
        _ => reason,
    }
}

/// What the system said, below whatever a walk said around it.
fn find_os_code(io: &std::io::Error) -> Option<i32> {
    let mut below = io.get_ref().and_then(|around| around.source());
    let mut code = io.raw_os_error();
    while let Some(error) = below.filter(|_| code.is_none()) {
        code = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::raw_os_error);
        below = error.source();
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_its_place_once_and_no_folder_above() {
        let io = || std::io::Error::from_raw_os_error(13);
        let at = |path: &str, err| ignore::Error::WithPath { path: path.into(), err: Box::new(err) };
        let deep = ignore::Error::WithDepth { depth: 1, err: Box::new(at("/top/docs/./sub", ignore::Error::Io(io()))) };
        let told = describe_failure(Path::new("/top/docs/."), &deep);
        assert_eq!(told, format!("sub: {}", io()));
        assert_eq!(describe_failure(Path::new("/top"), &at("/top", ignore::Error::Io(io()))), io().to_string());
    }

    #[test]
    fn a_folder_is_listed_as_git_sees_it() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        put(".gitignore", "drafts/\n*.tmp.md\n");
        for name in ["b.md", "a/c.MD", "a/x.tmp.md", "drafts/d.md", ".hidden.md", "pic.png", "LICENSE", "dump/e.md"] {
            put(name, "words");
        }
        let listing = list_folder(folder.path(), &FolderGlobs::default(), |e| e == "md", |path| path.ends_with("dump"));
        let names: Vec<_> =
            listing.wanted.iter().map(|p| p.strip_prefix(folder.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a/c.MD", "b.md"]);
        assert_eq!(listing.others, BTreeMap::from([(String::new(), 1), ("png".to_owned(), 1)]));
        assert!(listing.unread.is_empty());
    }

    #[test]
    fn globs_say_which_files_are_wanted() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.md", "content/b.md", "content/old/c.md", "content/d.txt", "notes/e.md"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "words").unwrap();
        }
        let list = |below: &str, include: &[&str], exclude: &[&str]| {
            let owned = |globs: &[&str]| globs.iter().map(|glob| (*glob).to_owned()).collect();
            let globs =
                FolderGlobs { root: folder.path().to_owned(), include: owned(include), exclude: owned(exclude) };
            let listing = list_folder(&folder.path().join(below), &globs, |e| e == "md", |_| false);
            let names =
                listing.wanted.iter().map(|p| p.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned());
            names.collect::<Vec<_>>()
        };
        assert_eq!(list("", &["content/**"], &[]), ["content/b.md", "content/old/c.md"]);
        assert_eq!(list("", &["content/**"], &["content/old"]), ["content/b.md"]);
        assert_eq!(list("", &[], &["old/", "a.md"]), ["content/b.md", "notes/e.md"]);
        assert_eq!(list("content", &["/content/*.md"], &[]), ["content/b.md"]);
        assert_eq!(list("", &["*.md"], &["notes"]).len(), 3);
    }
}
