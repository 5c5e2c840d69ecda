//! What the page does with whole files: the command line says how, so that a page stores and writes as its commands do.

use crate::model::Uid;
use crate::tasks::Failure;
use crate::tasks::desk::{RecordedChange, ReviewDesk};

/// A file that was dropped on the page.
#[derive(Debug, Clone, Default)]
pub struct HandedFile {
    /// Its name, without any folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// The key of the article that it is, or whose list it is.
    pub article: Option<String>,
}

/// Writes the records of a name, of an article or of all, as CSV.
type HandOut = fn(&ReviewDesk, &str, Option<Uid>) -> Result<Vec<u8>, Failure>;

/// What is done with whole files: as `import` and `export` do it.
#[derive(Clone, Copy)]
pub struct FileWays {
    /// Stores a file; says what was done.
    pub take_in: fn(&mut ReviewDesk, &HandedFile) -> Result<RecordedChange, Failure>,
    /// Writes the records of a name, of an article or of all, as CSV.
    pub hand_out: HandOut,
}
