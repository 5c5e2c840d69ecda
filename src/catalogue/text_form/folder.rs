//! The folder on disk: what is in it, and how a dump is put there. Every file appears complete or not at all; what is
//! not ours is never touched; no link is followed.

use super::sheets::{sheets, sheets_beside};
use super::{MARKER, NEWEST_FORMAT, TextFormError};
use crate::files::{
    self, FileWriteError, Output, ProtectedPaths, ReplacePolicy, make_folders, read_regular, sweep, sync_folder,
    write_whole,
};
use crate::model::Uid;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The file.
pub(super) const HEADS: &str = "heads.csv";

/// The most bytes of one file that are read.
const MOST_BYTES: u64 = 4 << 30;

/// Files in the text form, wherever they are: paths are relative, with `/`.
pub trait TextFormFiles {
    /// The path of every file.
    fn names(&self) -> Vec<String>;
    /// The bytes of one.
    fn read(&self, name: &str) -> std::io::Result<Vec<u8>>;
}

/// A folder on disk.
#[derive(Debug)]
pub struct TextFormFolder {
    path: PathBuf,
    names: BTreeSet<String>,
}

impl TextFormFiles for TextFormFolder {
    fn names(&self) -> Vec<String> {
        self.names.iter().cloned().collect()
    }

    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        // Only what was listed is read: nothing outside the folder, no links, no devices.
        if self.names.contains(name) {
            read_regular(&self.path.join(name), MOST_BYTES).map_err(std::io::Error::from)
        } else {
            Err(std::io::ErrorKind::NotFound.into())
        }
    }
}

/// Files in memory, by their paths: for tests, and to compare two dumps.
impl TextFormFiles for BTreeMap<String, Vec<u8>> {
    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        self.get(name).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}

impl TextFormFolder {
    /// Lists a folder that carries our marker.
    pub fn open(path: &Path) -> Result<Self, TextFormError> {
        let not_ours = |reason: &str| TextFormError::NotOurs { path: path.to_owned(), reason: reason.to_owned() };
        let folder = Self::list(path)?;
        read_format(&folder).map(|_| folder).map_err(|reason| not_ours(&reason))
    }

    /// Lists the regular files of a folder, four levels deep; hidden ones are left out, and so are links and devices, unless
    /// they stand in the place of a file or folder of ours: what is left out there would be missing without a word.
    fn list(path: &Path) -> Result<Self, TextFormError> {
        let mut names = BTreeSet::new();
        let mut open = vec![(String::new(), 0)];
        while let Some((below, depth)) = open.pop() {
            let here = path.join(&below);
            let failed = |source| TextFormError::File { path: here.clone(), source };
            let entries = std::fs::read_dir(&here).map_err(|e| match (e.kind(), depth) {
                (std::io::ErrorKind::NotFound, 0) => TextFormError::NoFolder(path.to_owned()),
                _ => failed(e),
            })?;
            for entry in entries {
                let entry = entry.map_err(failed)?;
                let Ok(name) = entry.file_name().into_string() else { continue };
                if name.starts_with('.') {
                    continue; // .git, .gitattributes, and what an interrupted dump left
                }
                let kind = entry.file_type().map_err(failed)?;
                let name = if below.is_empty() { name } else { format!("{below}/{name}") };
                if kind.is_file() {
                    names.insert(name);
                } else if kind.is_dir() && depth < 3 {
                    open.push((name, depth + 1));
                } else if !kind.is_dir() && (is_part(&name.to_lowercase()) || entry.path().is_dir()) {
                    let source = std::io::Error::other(
                        "it is in the way: a file or folder should be here, not a link or device",
                    );
                    return Err(TextFormError::File { path: entry.path(), source });
                }
            }
        }
        Ok(Self { path: path.to_owned(), names })
    }
}

/// The mode of a catalogue that is made of a folder: it is no more open than any file or folder of the dump. None where the
/// system has none, or the folder cannot be listed.
pub fn find_shared_mode(path: &Path) -> Option<u32> {
    let names = TextFormFolder::list(path).ok()?.names;
    let parts = names.iter().filter(|name| is_part(&name.to_lowercase()));
    let all: BTreeSet<PathBuf> =
        parts.flat_map(|name| Path::new(name).ancestors().map(|part| path.join(part))).collect();
    let shared = all.iter().filter_map(|part| files::read_mode(part)).reduce(|one, other| one & other)?;
    // Whoever loads it can read and change it.
    Some(shared | 0o600)
}

/// The format that the marker of some files says, or why they are not ours.
pub(super) fn read_format(files: &dyn TextFormFiles) -> Result<i64, String> {
    let marker = files.read(MARKER).map_err(|_| format!("it has no {MARKER}"))?;
    let marker = String::from_utf8_lossy(&marker)
        .parse::<toml::Table>()
        .map_err(|e: toml::de::Error| format!("{MARKER}: {}", e.message()))?;
    match marker.get("format").and_then(toml::Value::as_integer) {
        Some(known) if (1..=NEWEST_FORMAT).contains(&known) => Ok(known),
        Some(newer) => {
            Err(format!("it has format {newer}, this claimbook knows formats up to {NEWEST_FORMAT}; use a newer one"))
        }
        None => Err(format!("its {MARKER} says no format")),
    }
}

/// A dump on its way to a folder.
pub(super) struct FolderWriter {
    output: Output,
    kept: ProtectedPaths,
    before: BTreeSet<String>,
    put: BTreeSet<String>,
    /// Put when all else is in its place.
    heads: Option<Vec<u8>>,
    /// Files that were written because they were absent or different.
    pub(super) written: usize,
}

impl FolderWriter {
    /// Begins in a folder that is absent, empty, or ours; anything else is refused. `kept` is what no file may replace.
    pub(super) fn begin(output: &Output, kept: ProtectedPaths) -> Result<Self, TextFormError> {
        let path = output.path();
        let failed = |source| TextFormError::File { path: path.to_owned(), source };
        let before = match std::fs::symlink_metadata(path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                make_folders(path, output.mode()).map_err(failed)?;
                BTreeSet::new()
            }
            Err(e) => return Err(failed(e)),
            Ok(_) => {
                sweep(path);
                match std::fs::read_dir(path).map_err(failed)?.next() {
                    None => BTreeSet::new(),
                    Some(_) => {
                        let not_ours = |e| match e {
                            TextFormError::NotOurs { path, reason } => TextFormError::NotOurs {
                                path,
                                reason: format!("{reason}, and it holds other files; choose a new folder"),
                            },
                            e => e,
                        };
                        TextFormFolder::open(path).map_err(not_ours)?.names
                    }
                }
            }
        };
        Ok(Self { output: output.clone(), kept, before, put: BTreeSet::new(), heads: None, written: 0 })
    }

    /// Puts a file, unless it is there already to the byte.
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), TextFormError> {
        self.put.insert(name.to_owned());
        if name == HEADS {
            self.heads = Some(bytes.to_vec());
            return Ok(());
        }
        let target = self.output.path().join(name);
        if self.before.contains(name) && std::fs::read(&target).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        self.begin_to_change()?;
        self.make_folders(name)?;
        self.written += 1;
        self.write(name, bytes)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), TextFormError> {
        let cut = |source| FileWriteError::Cut { path: self.output.path().join(name), source };
        let output = self.output.join(name, &self.kept)?;
        write_whole(&output, ReplacePolicy::Anything, |out| Ok(out.write_all(bytes).map_err(cut)?))
    }

    /// Takes the heads away before anything else changes: until they are back, the folder is no whole dump.
    fn begin_to_change(&mut self) -> Result<(), TextFormError> {
        if !self.before.remove(HEADS) {
            return Ok(());
        }
        let path = self.output.path().join(HEADS);
        let removed = std::fs::remove_file(&path).and_then(|()| sync_folder(self.output.path()));
        removed.map_err(|source| TextFormError::File { path, source })
    }

    /// Makes the folders above a file. A link in their place could lead anywhere and is refused.
    fn make_folders(&self, name: &str) -> Result<(), TextFormError> {
        let mut folder = self.output.path().to_owned();
        let mut parts: Vec<&str> = name.split('/').collect();
        parts.pop();
        for part in parts {
            folder.push(part);
            let made = match std::fs::symlink_metadata(&folder) {
                Ok(about) if about.is_dir() => Ok(()),
                Ok(_) => Err(std::io::Error::other("it is in the way: a folder should be here, not a link")),
                Err(_) => make_folders(&folder, self.output.mode()),
            };
            made.map_err(|source| TextFormError::File { path: folder.clone(), source })?;
        }
        Ok(())
    }

    /// Removes what an earlier dump put and this one did not (a renamed article's folder, say), and puts the heads. Answers how
    /// many files were written and removed.
    pub(super) fn finish(mut self) -> Result<(usize, usize), TextFormError> {
        let articles: BTreeSet<&str> =
            self.before.iter().filter_map(|name| name.strip_suffix("/article.toml")).collect();
        let stale = self.before.difference(&self.put).filter(|name| is_ours(name, &articles));
        let stale: Vec<String> = stale.cloned().collect();
        let articles: Vec<String> = articles.into_iter().map(str::to_owned).collect();
        let mut removed = 0;
        for name in stale {
            self.begin_to_change()?;
            let path = self.output.path().join(name);
            std::fs::remove_file(&path).map_err(|source| TextFormError::File { path, source })?;
            removed += 1;
        }
        for article in articles {
            // Fails, as it should, where anything is left in it.
            let _ = std::fs::remove_dir(self.output.path().join(&article).join("versions"));
            let _ = std::fs::remove_dir(self.output.path().join(article));
        }
        if let Some(heads) = self.heads.take() {
            let target = self.output.path().join(HEADS);
            if !std::fs::read(&target).is_ok_and(|there| there == heads) {
                self.written += 1;
                self.write(HEADS, &heads)?;
            }
        }
        self.put_in_place()?;
        Ok((self.written, removed))
    }

    /// Makes durable which files each folder holds, also where this dump wrote none: an earlier one may have been killed
    /// before it came to that. What killed runs left under way is swept.
    fn put_in_place(&self) -> Result<(), TextFormError> {
        let above = |name: &String| Path::new(name).ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>();
        let folders: BTreeSet<PathBuf> = self.put.iter().chain(&self.before).flat_map(above).collect();
        for folder in folders.iter().map(|folder| self.output.path().join(folder)).filter(|folder| folder.is_dir()) {
            sweep(&folder);
            sync_folder(&folder).map_err(|source| TextFormError::File { path: folder, source })?;
        }
        // Not every system lets the one above be synced by whoever may write here.
        let _ = self.output.path().parent().map(sync_folder);
        Ok(())
    }
}

/// The files and folders that stand beside the articles' folders.
pub(super) fn list_names_beside() -> impl Iterator<Item = &'static str> {
    [MARKER, "works.json", HEADS, "events"].into_iter().chain(sheets_beside(true).map(|one| one.sheet.file))
}

/// Whether a name in small letters, relative and with `/`, is that of a file or folder of the text form, of whatever article.
pub fn is_part(name: &str) -> bool {
    let sheet = |file: &str| sheets().any(|one| one.sheet.file == file);
    match name.split_once('/') {
        None => list_names_beside().any(|known| known == name) || sheet(name),
        Some(("events", _)) => true,
        Some((_, file)) => file == "article.toml" || sheet(file) || file == "versions" || file.starts_with("versions/"),
    }
}

/// Whether a file's name is one that a dump gives.
fn is_ours(name: &str, articles: &BTreeSet<&str>) -> bool {
    let sheet = |file: &str, beside: bool| sheets_beside(beside).any(|one| one.sheet.file == file);
    let Some((folder, file)) = name.split_once('/') else {
        return name == "works.json" || name == HEADS || sheet(name, true);
    };
    let numbered = |file: &str| file.split_once('.').is_some_and(|(n, _)| n.parse::<u32>().is_ok());
    if folder == "events" {
        return file.strip_suffix(".csv").is_some_and(|writer| writer.parse::<Uid>().is_ok());
    }
    articles.contains(folder)
        && (file == "article.toml" || sheet(file, false) || file.strip_prefix("versions/").is_some_and(numbered))
}
