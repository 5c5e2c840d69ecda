//! What articles were at a revision of git that a change is compared with: their files, and, where the catalogue is a folder in the
//! text form, what it kept of them.

use super::Failure;
use super::revision::{ChangedFile, Revision};
use crate::catalogue::text_form::is_part;
use crate::catalogue::{Catalogue, Deed};
use crate::model::Article;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Parts of the text form that change with every record, and say nothing of an article by themselves.
const OF_THE_LOG: &[&str] = &["catalogue.toml", "heads.csv", "events"];

/// What files, and the catalogue, said at a revision.
pub struct EarlierTexts {
    revision: Revision,
    /// Each file that differs, by how a catalogue names it now, and where it was; none where it is new.
    changed: BTreeMap<String, Option<String>>,
    catalogue: Option<Mutex<Catalogue>>,
}

impl EarlierTexts {
    /// Those of the files that differ from the revision, and the catalogue as it was there, where it differs.
    pub fn new(revision: Revision, changed: BTreeMap<String, Option<String>>, catalogue: Option<Catalogue>) -> Self {
        Self { revision, changed, catalogue: catalogue.map(Mutex::new) }
    }

    /// The revision.
    pub fn revision(&self) -> &Revision {
        &self.revision
    }

    /// What a file said; none where it was not there, or differs in nothing.
    pub fn read(&self, source: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.changed.get(source).and_then(Option::as_ref).map_or(Ok(None), |before| self.revision.read(before))
    }

    /// Whether a file was not there.
    pub fn is_new(&self, source: &str) -> bool {
        self.changed.get(source) == Some(&None)
    }

    /// The catalogue as it was, where it differs.
    pub(super) fn catalogue(&self) -> Option<MutexGuard<'_, Catalogue>> {
        self.catalogue.as_ref().map(|then| then.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a revision has of a catalogue in the text form.
pub struct EarlierCatalogue {
    /// The catalogue as it was; empty where it was not there.
    pub catalogue: Catalogue,
    /// The folders of the articles whose records differ; none where something differs that all articles share.
    pub folders: Option<BTreeSet<String>>,
}

impl EarlierCatalogue {
    /// The catalogue in this folder as it was at the revision; none where it differs in nothing but its log.
    pub fn find(
        revision: &Revision,
        folder: &Path,
        changed: &BTreeMap<PathBuf, Option<String>>,
        deed: &Deed,
    ) -> Result<Option<Self>, Failure> {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let below = |path: &PathBuf| path.strip_prefix(&folder).ok()?.to_str().map(|part| part.replace('\\', "/"));
        let is_told = |part: &String| {
            is_part(&part.to_lowercase()) && !OF_THE_LOG.contains(&part.split('/').next().unwrap_or_default())
        };
        let parts: Vec<String> = changed.keys().filter_map(below).filter(is_told).collect();
        if parts.is_empty() {
            return Ok(None);
        }
        // A folder that could not be called as its article is says nothing of which one it is.
        let of_article =
            |part: &String| part.split_once('/').map(|(name, _)| name.to_owned()).filter(|n| !n.contains('%'));
        let folders = parts.iter().map(of_article).collect();
        let files = revision.read_folder(&folder)?;
        let mut catalogue = Catalogue::in_memory(deed.at)?;
        if !files.is_empty() {
            catalogue.load_files(&files, deed)?;
        }
        Ok(Some(Self { catalogue, folders }))
    }

    /// Whether records of an article may differ.
    pub fn touches(&self, article: &Article) -> bool {
        self.folders.as_ref().is_none_or(|folders| folders.contains(&article.key))
    }
}

/// The files of the work tree that differ, by where they are, each with where it was.
pub fn index_by_path(files: Vec<ChangedFile>) -> BTreeMap<PathBuf, Option<String>> {
    let real = |path: PathBuf| path.canonicalize().unwrap_or(path);
    files.into_iter().map(|file| (real(file.path), file.before)).collect()
}
