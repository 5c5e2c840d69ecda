//! The text form of a catalogue: a folder that git can diff and merge.

use super::{Catalogue, Error, Result};
use std::path::Path;

impl Catalogue {
    /// The built-in catalogue, in memory.
    pub fn example(now: jiff::Timestamp) -> Result<Self> {
        Self::in_memory(now)
    }

    /// Puts the built-in catalogue into this empty one.
    pub fn load_example(&mut self) -> Result<()> {
        Ok(())
    }

    /// A folder in the text form, in memory.
    pub fn open_folder(path: &Path, _now: jiff::Timestamp) -> Result<Self> {
        Err(Error::NoCatalogue(path.to_owned()))
    }
}
