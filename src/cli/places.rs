//! Where a command may write, and what it may read. The catalogue, its settings and its articles may be a stranger's, in a
//! merge request: nothing that they name leads out of the work tree.

use super::Session;
use super::session::CataloguePlace;
use crate::catalogue::text_form::{MARKER, is_part};
use crate::catalogue::{self, View};
use crate::files::{AllowedFolder, FileReadError, Output, ProtectedPaths, read_named};
use crate::tasks::Failure;
use crate::tasks::loading::ArticleSources;
use std::path::{Path, PathBuf};

impl Session<'_> {
    /// The place that the command line names for an output. Every output of every command is one of these: it is not the
    /// catalogue, nor what belongs to it, by whatever path, link or spelling.
    pub(super) fn output(&self, named: &Path) -> Result<Output, Failure> {
        Ok(Output::from_path(&self.ambient.folder.join(named), &self.protected_paths())?)
    }

    /// The file in which answers about a catalogue in its text form are kept: its own one.
    pub(super) fn own_observations(&self, folder: &Path) -> Result<Output, Failure> {
        let mut kept = ProtectedPaths::default();
        kept.add_folder(folder, &folder.join(MARKER), |name| is_part(name) && name != OBSERVATIONS);
        Ok(Output::from_path(&folder.join(OBSERVATIONS), &kept)?)
    }

    fn protected_paths(&self) -> ProtectedPaths {
        let mut kept = ProtectedPaths::default();
        match &self.place {
            CataloguePlace::Example => {}
            CataloguePlace::At(path) if path.is_dir() => kept.add_folder(path, &path.join(MARKER), is_part),
            CataloguePlace::At(path) => kept.add_database(path),
        }
        self.settings_files().iter().for_each(|file| kept.add_file(file, "the settings"));
        kept
    }

    /// The folder that nothing leads out of which the catalogue names: the work tree of git that it is in. Where there is
    /// none, the catalogue's own folder; of a catalogue in its text form the working folder, if it is in that, or else the
    /// folder that it stands in.
    pub(super) fn work_tree(&self) -> Option<PathBuf> {
        let CataloguePlace::At(path) = &self.place else { return None };
        let folder = self.catalogue_folder()?;
        let real = folder.canonicalize().unwrap_or(folder);
        if let Some(top) = real.ancestors().find(|above| above.join(".git").exists()) {
            return Some(top.to_owned());
        }
        if !path.is_dir() {
            return Some(real);
        }
        let here = self.ambient.folder.canonicalize().ok();
        // The root of everything is nobody's work tree.
        let here = here.filter(|here| here.parent().is_some() && real.starts_with(here));
        here.or_else(|| real.parent().map(Path::to_owned))
    }

    /// Where the files of articles are.
    pub(super) fn sources(&self, view: View<'_>) -> Result<Option<ArticleSources>, catalogue::Error> {
        let (Some(folder), Some(top)) = (self.catalogue_folder(), self.work_tree()) else { return Ok(None) };
        let within = AllowedFolder::new(&top);
        let CataloguePlace::At(path) = &self.place else { return Ok(None) };
        let real = folder.canonicalize().unwrap_or(folder);
        if !path.is_dir() {
            return Ok(Some(ArticleSources { base: real, within }));
        }
        // A text form does not say from where it was written: the folder, from its own upward, below which most are found.
        let named = view.sources()?;
        let bases = real.ancestors().take_while(|above| above.starts_with(&top));
        let found = |base: &&Path| {
            named.iter().filter(|source| within.find(base, source).is_ok_and(|file| file.is_file())).count()
        };
        let counted: Vec<(usize, &Path)> = bases.map(|base| (found(&base), base)).collect();
        let most = counted.iter().map(|(count, _)| *count).max().filter(|most| *most > 0);
        let best = counted.iter().find(|(count, _)| Some(*count) == most).map(|(_, base)| (*base).to_owned());
        let base = best.or_else(|| real.parent().map(Path::to_owned)).unwrap_or(real);
        Ok(Some(ArticleSources { base, within }))
    }

    /// Reads a file that the command line names, or that is looked for beside the catalogue. One in the work tree may be a
    /// stranger's, and then it is no link that leads out of it.
    pub(super) fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, FileReadError> {
        read_named(&self.ambient.folder.join(path), self.find_top().as_deref(), limit)
    }

    /// Below which files may be a stranger's.
    pub(super) fn find_top(&self) -> Option<PathBuf> {
        self.work_tree().or_else(|| self.ambient.folder.canonicalize().ok())
    }

    /// The same of a style file; a folder is told from a file that is not there.
    pub(super) fn read_style(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        if self.ambient.folder.join(path).is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        Ok(self.read(path, MOST_STYLE_BYTES)?)
    }
}

/// The most bytes of a style file that are read.
const MOST_STYLE_BYTES: u64 = 16 << 20;

/// The file of answers in a text form.
const OBSERVATIONS: &str = "observations.csv";
