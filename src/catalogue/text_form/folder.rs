//! The folder on disk: what is in it, and how a dump is put there. Every file appears complete or not at all; what is
//! not ours is never touched; no link is followed.

use super::sheets::{Home, SHEETS};
use super::{MARKER, TextFormError};
use crate::model::Uid;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Files in the text form, wherever they are: paths are relative, with `/`.
pub trait Files {
    /// The path of every file.
    fn names(&self) -> Vec<String>;
    /// The bytes of one.
    fn read(&self, name: &str) -> std::io::Result<Vec<u8>>;
}

/// A folder on disk.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    names: BTreeSet<String>,
}

impl Files for Folder {
    fn names(&self) -> Vec<String> {
        self.names.iter().cloned().collect()
    }

    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        // Only what was listed is read: nothing outside the folder, no links, no devices.
        if self.names.contains(name) {
            std::fs::read(self.path.join(name))
        } else {
            Err(std::io::ErrorKind::NotFound.into())
        }
    }
}

/// Files in memory, by their paths: for tests, and to compare two dumps.
impl Files for BTreeMap<String, Vec<u8>> {
    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        self.get(name).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}

impl Folder {
    /// Lists a folder that carries our marker.
    pub fn open(path: &Path) -> Result<Self, TextFormError> {
        let not_ours = |reason: &str| TextFormError::NotOurs { path: path.to_owned(), reason: reason.to_owned() };
        let folder = Self::list(path)?;
        let marker = folder.read(MARKER).map_err(|_| not_ours(&format!("it has no {MARKER}")))?;
        let marker: toml::Table = String::from_utf8_lossy(&marker)
            .parse()
            .map_err(|e: toml::de::Error| not_ours(&format!("{MARKER}: {}", e.message())))?;
        match marker.get("format").and_then(toml::Value::as_integer) {
            Some(1) => Ok(folder),
            Some(newer) => {
                Err(not_ours(&format!("it has format {newer}, this claimbook knows format 1; use a newer one")))
            }
            None => Err(not_ours(&format!("its {MARKER} says no format"))),
        }
    }

    /// Lists the regular files of a folder, four levels deep; hidden ones and links are left out.
    fn list(path: &Path) -> Result<Self, TextFormError> {
        let mut names = BTreeSet::new();
        let mut open = vec![(String::new(), 0)];
        while let Some((below, depth)) = open.pop() {
            let here = path.join(&below);
            let failed = |source| TextFormError::File { path: here.clone(), source };
            for entry in std::fs::read_dir(&here).map_err(failed)? {
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
                }
            }
        }
        Ok(Self { path: path.to_owned(), names })
    }
}

/// A dump on its way to a folder.
pub(super) struct Putting {
    path: PathBuf,
    before: BTreeSet<String>,
    put: BTreeSet<String>,
    /// Files that were written because they were absent or different.
    pub(super) written: usize,
}

impl Putting {
    /// Begins in a folder that is absent, empty, or ours; anything else is refused.
    pub(super) fn begin(path: &Path) -> Result<Self, TextFormError> {
        let failed = |source| TextFormError::File { path: path.to_owned(), source };
        let before = match std::fs::symlink_metadata(path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                std::fs::create_dir_all(path).map_err(failed)?;
                BTreeSet::new()
            }
            Err(e) => return Err(failed(e)),
            Ok(_) if std::fs::read_dir(path).map_err(failed)?.next().is_none() => BTreeSet::new(),
            Ok(_) => {
                Folder::open(path)
                    .map_err(|e| match e {
                        TextFormError::NotOurs { path, reason } => TextFormError::NotOurs {
                            path,
                            reason: format!("{reason}, and it holds other files; choose a new folder"),
                        },
                        e => e,
                    })?
                    .names
            }
        };
        Ok(Self { path: path.to_owned(), before, put: BTreeSet::new(), written: 0 })
    }

    /// Puts a file, unless it is there already to the byte.
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), TextFormError> {
        self.put.insert(name.to_owned());
        let target = self.path.join(name);
        if self.before.contains(name) && std::fs::read(&target).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        self.make_folders(name)?;
        self.written += 1;
        replace(&target, bytes).map_err(|source| TextFormError::File { path: target, source })
    }

    /// Makes the folders above a file. A link in their place could lead anywhere and is refused.
    fn make_folders(&self, name: &str) -> Result<(), TextFormError> {
        let mut folder = self.path.clone();
        let mut parts: Vec<&str> = name.split('/').collect();
        parts.pop();
        for part in parts {
            folder.push(part);
            let made = match std::fs::symlink_metadata(&folder) {
                Ok(about) if about.is_dir() => Ok(()),
                Ok(_) => Err(std::io::Error::other("it is in the way: a folder should be here, and no link")),
                Err(_) => std::fs::create_dir(&folder),
            };
            made.map_err(|source| TextFormError::File { path: folder.clone(), source })?;
        }
        Ok(())
    }

    /// Removes what an earlier dump put and this one did not (a renamed article's folder, say). Answers how many.
    pub(super) fn finish(self) -> Result<(usize, usize), TextFormError> {
        let articles: BTreeSet<&str> =
            self.before.iter().filter_map(|name| name.strip_suffix("/article.toml")).collect();
        let stale = self.before.difference(&self.put).filter(|name| is_ours(name, &articles));
        let mut removed = 0;
        for name in stale {
            let path = self.path.join(name);
            std::fs::remove_file(&path).map_err(|source| TextFormError::File { path, source })?;
            removed += 1;
        }
        for article in articles {
            // Fails, as it should, where anything is left in it.
            let _ = std::fs::remove_dir(self.path.join(article).join("versions"));
            let _ = std::fs::remove_dir(self.path.join(article));
        }
        Ok((self.written, removed))
    }
}

/// Whether a file's name is one that a dump gives.
fn is_ours(name: &str, articles: &BTreeSet<&str>) -> bool {
    let sheet =
        |file: &str, beside: bool| SHEETS.iter().any(|s| s.file == file && (s.home == Home::Catalogue) == beside);
    let Some((folder, file)) = name.split_once('/') else {
        return name == "works.json" || sheet(name, true);
    };
    let numbered = |file: &str| file.split_once('.').is_some_and(|(n, _)| n.parse::<u32>().is_ok());
    if folder == "events" {
        return file.strip_suffix(".csv").is_some_and(|writer| writer.parse::<Uid>().is_ok());
    }
    articles.contains(folder)
        && (file == "article.toml" || sheet(file, false) || file.strip_prefix("versions/").is_some_and(numbered))
}

/// Writes a file beside its place, makes it durable, and gives it its name.
pub(super) fn replace(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let partial = target.with_file_name(format!(".{name}.{}.partial", std::process::id()));
    let _ = std::fs::remove_file(&partial); // of an earlier process with our number
    let write = || {
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&partial)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&partial, target)?;
        match target.parent() {
            Some(folder) if folder != Path::new("") => std::fs::File::open(folder)?.sync_all(),
            _ => std::fs::File::open(".")?.sync_all(),
        }
    };
    write().inspect_err(|_| drop(std::fs::remove_file(&partial)))
}
