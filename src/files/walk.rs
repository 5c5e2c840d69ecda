//! The files of a folder as git sees them: what it ignores, hidden files and whatever links lead to are passed over.

use ignore::WalkBuilder;
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

/// Lists the files below a folder. `is_wanted` is given each file's extension in lower case; a file or folder of which
/// `is_passed_over` holds is neither entered nor counted.
pub fn list_folder(
    folder: &Path,
    is_wanted: impl Fn(&str) -> bool,
    is_passed_over: impl Fn(&Path) -> bool + Send + Sync + 'static,
) -> FolderListing {
    let mut listing = FolderListing::default();
    let is_entered = move |entry: &ignore::DirEntry| entry.depth() == 0 || !is_passed_over(entry.path());
    for entry in WalkBuilder::new(folder).filter_entry(is_entered).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let extension =
                    entry.path().extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
                if is_wanted(&extension) {
                    listing.wanted.push(entry.into_path());
                } else {
                    *listing.others.entry(extension).or_default() += 1;
                }
            }
            Ok(_) => {}
            Err(error) => listing.unread.push(error.to_string()),
        }
    }
    listing.wanted.sort();
    listing
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let listing = list_folder(folder.path(), |e| e == "md", |path| path.ends_with("dump"));
        let names: Vec<_> =
            listing.wanted.iter().map(|p| p.strip_prefix(folder.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a/c.MD", "b.md"]);
        assert_eq!(listing.others, BTreeMap::from([(String::new(), 1), ("png".to_owned(), 1)]));
        assert!(listing.unread.is_empty());
    }
}
