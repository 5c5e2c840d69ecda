//! What can go wrong with a folder in the text form, with the place in it.

use crate::catalogue::Error;
use crate::files::FileWriteError;
use std::path::PathBuf;

/// How many broken places are listed; the rest is counted.
const LISTED: usize = 20;

/// A failure of the text form.
#[derive(Debug, thiserror::Error)]
pub enum TextFormError {
    /// Rows that cannot be read.
    #[error("nothing was loaded: {}", list_broken(.0))]
    Broken(Vec<BrokenPlace>),
    /// A folder of something else.
    #[error("{path} is not a catalogue in its text form: {reason}; nothing in it was changed")]
    NotOurs {
        /// The folder.
        path: PathBuf,
        /// What is the matter.
        reason: String,
    },
    /// Nothing there.
    #[error("there is no folder {0}; `claimbook dump DIR` makes one out of a catalogue")]
    NoFolder(PathBuf),
    /// Loading wants an empty catalogue.
    #[error(
        "the catalogue holds records already and nothing was loaded; load into a new one, or join the two with `load --merge`"
    )]
    NotEmpty,
    /// Rows changed on both sides since they were last the same.
    #[error("nothing was merged: both sides changed {}; make both sides agree, then merge again", .0.join("; "))]
    Conflicts(Vec<String>),
    /// Records of a file that is to be merged, and that cannot be read.
    #[error("nothing was merged: {}", list_broken(.0))]
    Unmerged(Vec<BrokenPlace>),
    /// Reading or writing a file of the folder.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file that could not be written, or must not be.
    #[error(transparent)]
    NotWritten(#[from] FileWriteError),
    /// The catalogue itself.
    #[error(transparent)]
    Catalogue(#[from] Error),
}

impl From<rusqlite::Error> for TextFormError {
    fn from(e: rusqlite::Error) -> Self {
        Self::Catalogue(e.into())
    }
}

/// A place in the text form that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {}{reason}", column.as_ref().map(|c| format!("{c}: ")).unwrap_or_default())]
pub struct BrokenPlace {
    /// The file, relative to the folder.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The column's name, where one is to blame.
    pub column: Option<String>,
    /// What is wrong, and what was expected.
    pub reason: String,
}

impl BrokenPlace {
    /// Something wrong on a line.
    pub(super) fn new(file: &str, line: u64, column: Option<&str>, reason: impl Into<String>) -> Self {
        Self { file: list_places(file), line, column: column.map(list_places), reason: list_places(&reason.into()) }
    }
}

/// Words from a file without characters that break lines, steer a terminal or hide text.
fn list_places(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        let plain = matches!(c, '\'' | '"' | '\\') || !c.escape_debug().any(|e| e == '\\');
        if plain { out.push(c) } else { out.extend(c.escape_debug()) }
    }
    out
}

fn list_broken(broken: &[BrokenPlace]) -> String {
    let mut text: String = broken.iter().take(LISTED).map(|b| format!("\n  {b}")).collect();
    if broken.len() > LISTED {
        text.push_str(&format!("\n  and {} more", broken.len() - LISTED));
    }
    text
}
