//! A consistent copy while others may write: checked, complete or absent, never over something else, and as private as what
//! it is a copy of.

use super::open::{Catalogue, OpenMode};
use super::{Error, Result};
use crate::files::{Output, PartFile, ProtectedPaths, sweep};
use std::path::Path;

impl Catalogue {
    /// Copies the catalogue to `target`, which must not exist, and reads the copy back before it gets its name.
    pub fn backup(&self, target: &Path) -> Result<()> {
        self.backup_to(
            &Output::from_path(target, &self.protected_paths()).map_err(|e| file(target, std::io::Error::other(e)))?,
        )
    }

    /// Keeps a copy beside the file, if it is one, under the first name that is free: what has such a name already may be anything.
    pub(super) fn back_up_beside(&self, before: &str) -> Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        for n in 1_u32.. {
            let nth = if n == 1 { String::new() } else { format!("-{n}") };
            match self.backup(&path.with_file_name(format!("{stem}.{before}{nth}.db"))) {
                Err(Error::Exists(_) | Error::Taken(_)) => {}
                done => return done,
            }
        }
        Err(Error::Exists(path.to_owned()))
    }

    /// The same to a place that is known to be no catalogue's.
    pub fn backup_to(&self, output: &Output) -> Result<()> {
        let target = output.path();
        if target.symlink_metadata().is_ok() {
            sweep(target.parent().unwrap_or(Path::new("")));
            return Err(Error::Taken(target.to_owned()));
        }
        // Made by us first, so that SQLite follows no link and the file is nobody else's.
        let mut part =
            PartFile::create_beside(target, output.mode()).map_err(|e| match (e.kind(), target.parent()) {
                (std::io::ErrorKind::NotFound, Some(folder)) => Error::NoFolder(folder.to_owned()),
                _ => file(target, e),
            })?;
        self.connection.execute("VACUUM INTO ?", [part.path().to_string_lossy()])?;
        // Connected, not opened: a copy made before a migration has the older schema.
        Self::connect(part.path(), OpenMode::Read)?.quick_check()?;
        part.take_free_place(target).map_err(|source| match source.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Taken(target.to_owned()),
            _ => file(target, source),
        })
    }

    /// What nothing that comes out of this catalogue may take the place of.
    pub(super) fn protected_paths(&self) -> ProtectedPaths {
        let mut kept = ProtectedPaths::default();
        self.path().into_iter().for_each(|path| kept.add_database(path));
        kept
    }
}

fn file(path: &Path, source: std::io::Error) -> Error {
    Error::File { path: path.to_owned(), source }
}
