//! Files on disk. What is written goes through here: never over the catalogue, whole or not at all, there after a power cut.
//! What is read because data names it goes through here, too: a regular file below a folder of ours, up to a limit.

mod folder;
mod identity;
mod named_by_data;
mod part;
mod protected;
mod upward;
mod walk;
mod whole;

pub use folder::{make_folders, sync_folder};
pub use identity::{FileMetadata, identify_file};
pub use named_by_data::{AllowedFolder, FileReadError, open_regular, read_named, read_regular};
pub use part::{PartFile, make_nameless_file, sweep};
pub use protected::{Output, ProtectedPaths, is_same, read_mode};
pub use upward::find_upward;
pub use walk::{FolderGlobs, FolderListing, list_folder};
pub use whole::{FileWriteError, ReplacePolicy, WrittenFile, write_whole};

use std::path::Path;

/// The folder that a path is in; the current one for a bare name.
fn parent_folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
