//! The folder on disk: what is in it, and how a dump is put there. Every file appears complete or not at all; what is
//! not ours is never touched; no link is followed.

use super::comparison::Comparison;
use super::sheets::{sheets, sheets_beside};
use super::{MARKER, NEWEST_FORMAT, TextFormError};
use crate::files::{
    self, FileWriteError, Output, ProtectedPaths, ReplacePolicy, WrittenFile, make_folders, open_regular, sweep,
    sync_folder,
};
use crate::model::Uid;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The file of all writers' heads.
pub(super) const HEADS: &str = "heads.csv";
/// The file of all works.
pub(super) const WORKS: &str = "works.json";

/// So many files are put in their places at once.
const FILES_AT_ONCE: usize = 100;
/// So many threads wait for the disk.
const SYNCING_AT_ONCE: usize = 16;
/// The most bytes of one file that are read.
const MOST_BYTES: u64 = 4 << 30;

/// Files in the text form, wherever they are: paths are relative, with `/`.
pub trait TextFormFiles {
    /// The path of every file.
    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_>;
    /// Opens one.
    fn open(&self, name: &str) -> io::Result<Box<dyn Read + '_>>;
    /// The bytes of one.
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(name)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// A folder on disk.
#[derive(Debug)]
pub struct TextFormFolder {
    path: PathBuf,
    names: BTreeSet<String>,
}

impl TextFormFiles for TextFormFolder {
    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.names.iter().map(String::as_str))
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + '_>> {
        // Only what was listed is read: nothing outside the folder, no links, no devices.
        if self.names.contains(name) {
            Ok(Box::new(open_regular(&self.path.join(name), MOST_BYTES)?.take(MOST_BYTES)))
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }
}

/// Files in memory, by their paths: for tests, and to compare two dumps.
impl TextFormFiles for BTreeMap<String, Vec<u8>> {
    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.keys().map(String::as_str))
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + '_>> {
        let bytes = self.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
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
                (io::ErrorKind::NotFound, 0) => TextFormError::NoFolder(path.to_owned()),
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
                    let source =
                        io::Error::other("it is in the way: a file or folder should be here, not a link or device");
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
    let listed = TextFormFolder::list(path).ok()?;
    let parts = listed.names.iter().filter(|name| is_part(&name.to_lowercase()));
    let mut last = None;
    let places = parts.flat_map(|name| {
        let name = Path::new(name);
        // A folder is looked at once for all that lie in it one after the other.
        let is_known = last.replace(name.parent()) == Some(name.parent());
        name.ancestors().take(if is_known { 1 } else { usize::MAX })
    });
    let shared = places.filter_map(|place| files::read_mode(&path.join(place))).reduce(|one, other| one & other)?;
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

/// Writes a file of the dump, as often as it is asked to.
pub(super) type WriteFile<'w> = &'w dyn Fn(&mut dyn Write) -> Result<(), TextFormError>;

/// A dump on its way to a folder.
pub(super) struct FolderWriter {
    output: Output,
    kept: ProtectedPaths,
    /// Files of an earlier dump that this one has not put yet.
    before: BTreeSet<String>,
    /// Whether the heads of the earlier dump are still there.
    has_heads: bool,
    /// Folders of articles that the earlier dump had.
    articles: BTreeSet<String>,
    /// Every folder of either dump.
    folders: BTreeSet<String>,
    /// Files that are written, and not in their places yet.
    waiting: Vec<WrittenFile>,
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
        let mut before = match std::fs::symlink_metadata(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
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
        let articles = before.iter().filter_map(|name| name.strip_suffix("/article.toml")).map(str::to_owned).collect();
        let has_heads = before.remove(HEADS);
        let mut begun = Self {
            output: output.clone(),
            kept,
            before: BTreeSet::new(),
            has_heads,
            articles,
            folders: BTreeSet::from([String::new()]),
            waiting: Vec::new(),
            heads: None,
            written: 0,
        };
        before.iter().for_each(|name| begun.note_folders(name));
        Ok(Self { before, ..begun })
    }

    /// Takes note of the folders above a file.
    fn note_folders(&mut self, name: &str) {
        let mut below = name;
        while let Some((folder, _)) = below.rsplit_once('/').filter(|(folder, _)| !self.folders.contains(*folder)) {
            self.folders.insert(folder.to_owned());
            below = folder;
        }
    }

    /// Puts a file, unless it is there already to the byte.
    pub(super) fn put(&mut self, name: &str, write: WriteFile<'_>) -> Result<(), TextFormError> {
        if name == HEADS {
            let mut bytes = Vec::new();
            write(&mut bytes)?;
            self.heads = Some(bytes);
            return Ok(());
        }
        self.note_folders(name);
        if self.before.remove(name) && self.is_there(name, write)? {
            return Ok(());
        }
        self.begin_to_change()?;
        self.make_folders(name)?;
        self.write(name, write)
    }

    /// Whether a file holds what would be written.
    fn is_there(&self, name: &str, write: WriteFile<'_>) -> Result<bool, TextFormError> {
        let Ok(there) = File::open(self.output.path().join(name)) else { return Ok(false) };
        let mut comparing = Comparison::begin(there);
        match write(&mut comparing) {
            _ if comparing.differs() => Ok(false),
            Ok(()) => Ok(comparing.is_at_end()),
            Err(e) => Err(e),
        }
    }

    fn write(&mut self, name: &str, write: WriteFile<'_>) -> Result<(), TextFormError> {
        let output = self.output.join(name, &self.kept)?;
        self.waiting.push(WrittenFile::write(&output, ReplacePolicy::Anything, |out| write(out))?);
        self.written += 1;
        match name {
            // It comes first: by it, whatever a killed run leaves is known to be ours.
            MARKER => self.place_waiting().and_then(|()| self.sync(self.output.path())),
            _ if self.waiting.len() < FILES_AT_ONCE => Ok(()),
            _ => self.place_waiting(),
        }
    }

    /// Puts what was written in its place. A disk makes many files durable almost as quickly as one, if it is asked for all of
    /// them at once.
    fn place_waiting(&mut self) -> Result<(), TextFormError> {
        let mut waiting = std::mem::take(&mut self.waiting);
        std::thread::scope(|scope| {
            let parts = waiting.chunks(waiting.len().div_ceil(SYNCING_AT_ONCE).max(1));
            let syncing: Vec<_> =
                parts.map(|part| scope.spawn(|| part.iter().try_for_each(WrittenFile::sync))).collect();
            syncing.into_iter().try_for_each(|part| part.join().unwrap_or_else(|e| std::panic::resume_unwind(e)))
        })?;
        Ok(waiting.iter_mut().try_for_each(WrittenFile::take_place)?)
    }

    /// Takes the heads away before anything else changes: until they are back, the folder is no whole dump.
    fn begin_to_change(&mut self) -> Result<(), TextFormError> {
        if !std::mem::take(&mut self.has_heads) {
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
                Ok(_) => Err(io::Error::other("it is in the way: a folder should be here, not a link")),
                Err(_) => make_folders(&folder, self.output.mode()),
            };
            made.map_err(|source| TextFormError::File { path: folder.clone(), source })?;
        }
        Ok(())
    }

    /// Removes what an earlier dump put and this one did not (a renamed article's folder, say), and puts the heads. Answers how
    /// many files were written and removed.
    pub(super) fn finish(mut self) -> Result<(usize, usize), TextFormError> {
        let articles = std::mem::take(&mut self.articles);
        let mut removed = 0;
        for name in std::mem::take(&mut self.before).into_iter().filter(|name| is_ours(name, &articles)) {
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
        self.place_waiting()?;
        self.sync_folders()?;
        if let Some(heads) = self.heads.take() {
            let write: WriteFile<'_> = &|out| Ok(out.write_all(&heads).map_err(|source| cut(HEADS, source))?);
            if !self.is_there(HEADS, write)? {
                self.write(HEADS, write)?;
                self.place_waiting()?;
                self.sync(self.output.path())?;
            }
        }
        // Not every system lets the one above be synced by whoever may write here.
        let _ = self.output.path().parent().map(sync_folder);
        Ok((self.written, removed))
    }

    /// Makes durable which files each folder holds, also where this dump wrote none: an earlier one may have been killed
    /// before it came to that. What killed runs left under way is swept.
    fn sync_folders(&self) -> Result<(), TextFormError> {
        for folder in self.folders.iter().map(|folder| self.output.path().join(folder)).filter(|folder| folder.is_dir())
        {
            sweep(&folder);
            self.sync(&folder)?;
        }
        Ok(())
    }

    fn sync(&self, folder: &Path) -> Result<(), TextFormError> {
        sync_folder(folder).map_err(|source| TextFormError::File { path: folder.to_owned(), source })
    }
}

/// A file of the dump that could not be written to its end.
pub(super) fn cut(name: &str, source: io::Error) -> FileWriteError {
    FileWriteError::Cut { path: name.into(), source }
}

/// The files and folders that stand beside the articles' folders.
pub(super) fn list_names_beside() -> impl Iterator<Item = &'static str> {
    [MARKER, WORKS, HEADS, "events"].into_iter().chain(sheets_beside(true).map(|one| one.sheet.file))
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
fn is_ours(name: &str, articles: &BTreeSet<String>) -> bool {
    let sheet = |file: &str, beside: bool| sheets_beside(beside).any(|one| one.sheet.file == file);
    let Some((folder, file)) = name.split_once('/') else {
        return name == WORKS || name == HEADS || sheet(name, true);
    };
    let numbered = |file: &str| file.split_once('.').is_some_and(|(n, _)| n.parse::<u32>().is_ok());
    if folder == "events" {
        return file.strip_suffix(".csv").is_some_and(|writer| writer.parse::<Uid>().is_ok());
    }
    articles.contains(folder)
        && (file == "article.toml" || sheet(file, false) || file.strip_prefix("versions/").is_some_and(numbered))
}
