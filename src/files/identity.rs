//! What tells one state of a file from another, without reading it where that will do.

use super::named_by_data::{FileReadError, read_regular};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::path::Path;

/// How states of files are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileMetadata {
    /// By size and times. A file that was changed at this time or later may be changed again without a trace.
    ByTime(Timestamp),
    /// By what is in it: a checkout gives every file a new time.
    ByHash,
}

/// The state of a file in words; none where it cannot be told from the next one.
pub fn identify_file(path: &Path, telling: FileMetadata, limit: u64) -> Result<Option<String>, FileReadError> {
    match telling {
        FileMetadata::ByHash => {
            let hash = Sha256::digest(read_regular(path, limit)?);
            Ok(Some(hash.iter().map(|byte| format!("{byte:02x}")).collect()))
        }
        FileMetadata::ByTime(now) => {
            let about = std::fs::metadata(path)?;
            if !about.is_file() {
                return Err(FileReadError::NotAFile);
            }
            let modified = Timestamp::try_from(about.modified()?).ok();
            let settled = modified.filter(|modified| *modified < now);
            Ok(settled.map(|modified| format!("{} {modified} {}", about.len(), describe_inode(&about))))
        }
    }
}

/// What the system says besides: the file that stands at the path, and when anything about it was changed.
#[cfg(unix)]
fn describe_inode(about: &std::fs::Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("{} {}.{}", about.ino(), about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
fn describe_inode(_: &std::fs::Metadata) -> String {
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_text_has_another_identity() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let later = "2200-01-01T00:00:00Z".parse().unwrap();
        let identify = |telling| identify_file(&file, telling, 100).unwrap();
        std::fs::write(&file, "one").unwrap();
        let (by_time, by_hash) = (identify(FileMetadata::ByTime(later)), identify(FileMetadata::ByHash));
        assert_eq!(
            (identify(FileMetadata::ByTime(later)), identify(FileMetadata::ByHash)),
            (by_time.clone(), by_hash.clone())
        );
        assert_eq!(identify(FileMetadata::ByTime(Timestamp::UNIX_EPOCH)), None, "it may be changed in the same moment");
        std::fs::write(&file, "another").unwrap();
        assert_ne!(identify(FileMetadata::ByTime(later)), by_time);
        assert_ne!(identify(FileMetadata::ByHash), by_hash);
        assert!(identify_file(&folder.path().join("b.md"), FileMetadata::ByTime(later), 100).is_err());
        assert!(identify_file(folder.path(), FileMetadata::ByTime(later), 100).is_err());
    }
}
