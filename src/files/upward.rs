//! Looking for a file in the folders above.

use std::path::{Path, PathBuf};

/// A file here or in the nearest parent that has it, up to the top of the work tree: what stands above that is not this
/// repository's. Where no folder has `.git`, there is no such top.
pub fn find_upward(folder: &Path, name: &str) -> Option<PathBuf> {
    let top = folder.ancestors().find(|above| above.join(".git").exists());
    let within = folder.ancestors().take_while(|above| top.is_none_or(|top| above.starts_with(top)));
    within.map(|above| above.join(name)).find(|path| path.exists())
}
