//! A consistent copy while others may write: checked, complete or absent, never over something else.

use super::open::{Catalogue, Mode};
use super::{Error, Result};
use std::path::{Path, PathBuf};

impl Catalogue {
    /// Copies the catalogue to `target`, which must not exist, and reads the copy back before it gets its name.
    pub fn backup(&self, target: &Path) -> Result<()> {
        if target.symlink_metadata().is_ok() {
            return Err(Error::Exists(target.to_owned()));
        }
        let folder = match target.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let name = target.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let partial = folder.join(format!(".{name}.{}.partial", std::process::id()));
        let copied = self.copy_to(&partial).and_then(|()| publish(&partial, target, &folder));
        if copied.is_err() {
            let _ = std::fs::remove_file(&partial);
        }
        copied
    }

    fn copy_to(&self, partial: &Path) -> Result<()> {
        let file = |source| Error::File { path: partial.to_owned(), source };
        // Made by us first, so that SQLite follows no link and the file is nobody else's.
        std::fs::OpenOptions::new().write(true).create_new(true).open(partial).map_err(file)?;
        self.connection.execute("VACUUM INTO ?", [partial.to_string_lossy()])?;
        // Connected, not opened: a copy made before a migration has the older schema.
        Self::connect(partial, Mode::Read)?.quick_check()?;
        std::fs::File::open(partial).and_then(|f| f.sync_all()).map_err(file)
    }
}

/// Gives a finished file its name without replacing anything, and makes the name durable.
fn publish(partial: &Path, target: &Path, folder: &Path) -> Result<()> {
    let file = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::AlreadyExists => Error::Exists(target.to_owned()),
        _ => Error::File { path: target.to_owned(), source },
    };
    // A hard link fails where the name is taken; a rename would replace it.
    match std::fs::hard_link(partial, target) {
        Ok(()) => std::fs::remove_file(partial).map_err(file)?,
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => return Err(file(e)),
        Err(_) => std::fs::rename(partial, target).map_err(file)?,
    }
    std::fs::File::open(folder).and_then(|f| f.sync_all()).map_err(file)
}
