//! What a file can be, as each kind describes itself.

use super::outcome::Stored;
use crate::catalogue::Writing;
use crate::import::{KnownWorks, ReadyArticle};
use crate::model::Settings;
use crate::read::ReadError;
use crate::read::sheet::claims::ClaimField;
use crate::tasks::loading::ArticleSources;
use std::cell::Cell;

/// What a file can be.
pub(super) struct FileKind {
    /// Its name in `--as`.
    pub(super) name: &'static str,
    /// What one such file is, in a few words.
    pub(super) noun: &'static str,
    /// What it is, in a line.
    pub(super) summary: &'static str,
    /// Whether the beginning of a file shows it. It has to be sure: what no kind claims is an article.
    pub(super) sniff: fn(&FileBeginning<'_>) -> bool,
    /// The most bytes of such a file, by its name, that are read, unless `--max-bytes` says otherwise.
    pub(super) most_bytes: fn(&Settings, &str) -> u64,
    /// Stores what the file holds.
    pub(super) store: fn(&mut Writing<'_>, &GivenFile<'_>) -> Stored,
}

/// The first [`crate::read::BEGINNING`] bytes of a file, to tell what it is.
pub(super) struct FileBeginning<'f> {
    /// The file's name; `-` is standard input.
    pub(super) name: &'f str,
    /// The bytes, for files that are no text.
    pub(super) bytes: &'f [u8],
    /// The same as text.
    pub(super) text: &'f str,
}

/// A file, and what the command line says of it.
pub(super) struct GivenFile<'f> {
    /// The bytes, not more than the limit.
    pub(super) bytes: &'f [u8],
    /// The file's name; `-` is standard input.
    pub(super) name: &'f str,
    /// Its path relative to the catalogue's folder; none for standard input.
    pub(super) path: Option<&'f str>,
    /// The article named with `--article`.
    pub(super) article: Option<&'f str>,
    /// The command line says what the file is.
    pub(super) is_said: bool,
    /// It was found in a folder; the command line does not name it.
    pub(super) is_found: bool,
    /// The reader or format, where one was named.
    pub(super) reader: Option<&'f str>,
    /// Which columns of a claims sheet hold what, as the command line says.
    pub(super) columns: &'f [(ClaimField, String)],
    /// The most bytes that may be read.
    pub(super) limit: u64,
    /// The settings.
    pub(super) settings: &'f Settings,
    /// Where files are that articles name; none where the catalogue has no folder.
    pub(super) sources: Option<&'f ArticleSources>,
    /// Libraries that the command line names, with their bytes.
    pub(super) libraries: &'f [(String, Vec<u8>)],
    /// The works that there are, from one file to the next.
    pub(super) works: &'f Cell<KnownWorks>,
    /// What an article says, where it was read already.
    pub(super) read: Cell<Option<Result<ReadyArticle, ReadError>>>,
}

impl GivenFile<'_> {
    /// Whether its name ends like one of these.
    pub(super) fn is_named<const N: usize>(&self, endings: [&str; N]) -> bool {
        let name = self.name.to_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    }
}
