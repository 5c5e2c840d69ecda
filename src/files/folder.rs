//! Folders that are there after a power cut: a folder is named in the one above it, and that has to reach the disk as well.

use super::parent_folder;
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Makes a folder and those above it that are not there, each durable. `mode` is that of private files, where theirs is one.
pub fn make_folders(path: &Path, mode: Option<u32>) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Ok(()),
        Ok(_) => return Err(io::Error::other("a file of that name is there")),
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => return Err(e),
    }
    let above = parent_folder(path);
    make_folders(above, mode)?;
    match make(path, mode) {
        // Somebody else was quicker.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
        made => made?,
    }
    sync_folder(above)
}

/// Who may read files may list the folder that holds them, and nobody else.
#[cfg(unix)]
fn make(path: &Path, mode: Option<u32>) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let searched = |mode: u32| mode | (mode & 0o444) >> 2 | 0o700;
    fs::DirBuilder::new().mode(mode.map_or(0o777, searched)).create(path)
}

#[cfg(not(unix))]
fn make(path: &Path, _: Option<u32>) -> io::Result<()> {
    fs::create_dir(path)
}

/// Makes durable which names a folder holds. Some systems cannot, and some folders may not be opened for it: what is in
/// them is whole either way.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    match File::open(path).and_then(|folder| folder.sync_all()) {
        Err(e) if !cfg!(unix) || [InvalidInput, PermissionDenied, Unsupported].contains(&e.kind()) => Ok(()),
        synced => synced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_down_to_the_last() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b/c");
        make_folders(&deep, None).unwrap();
        make_folders(&deep, None).unwrap();
        assert!(deep.is_dir());
        fs::write(folder.path().join("file"), "").unwrap();
        assert!(make_folders(&folder.path().join("file/below"), None).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn folders_of_private_files_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        for (mode, expected) in [(0o600, 0o700), (0o640, 0o750)] {
            let made = folder.path().join(format!("{mode:o}/below"));
            make_folders(&made, Some(mode)).unwrap();
            for one in [made.parent().unwrap(), &made] {
                assert_eq!(fs::metadata(one).unwrap().permissions().mode() & 0o777, expected, "{mode:o}");
            }
        }
    }
}
