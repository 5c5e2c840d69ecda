//! The libraries that an article's text cites by keys: opened here, since a reader opens no file.

use crate::files::AllowedFolder;
use crate::read::article::{Library, ReadArticle};
use crate::read::entry::Note;
use crate::read::references::{holds_records, read_references};
use std::path::Path;

/// More libraries than this are not opened for one article.
const MOST: usize = 16;

/// Looks up the keys of an article: in the libraries that it names, regular files below the work tree seen from the folder of
/// its own file, and in those that were given with their names. `path` is the article's own, seen from where all are.
pub fn cite_from_libraries(
    read: &mut ReadArticle,
    path: Option<&str>,
    (base, within): (&Path, Option<&AllowedFolder>),
    given: &[(String, Vec<u8>)],
    limit: u64,
) {
    if read.keys.is_empty() {
        return;
    }
    let mut libraries = Vec::new();
    for (name, bytes) in given {
        open(read, &mut libraries, name, Ok(bytes.clone()), limit);
    }
    for name in read.bibliography.clone().into_iter().take(MOST) {
        let folder = path.and_then(|path| Path::new(path).parent());
        let bytes = match within.zip(folder) {
            Some((within, folder)) => within.read(&base.join(folder), &name, limit).map_err(|e| e.to_string()),
            None => {
                Err("the text did not come from a file, so claimbook cannot know where the library is; name it with \
                    --bibliography"
                    .to_owned())
            }
        };
        open(read, &mut libraries, &name, bytes, limit);
    }
    read.cite_from(&libraries);
    read.known_keys.extend(libraries.iter().flat_map(Library::keys).map(str::to_owned));
}

fn open(read: &mut ReadArticle, libraries: &mut Vec<Library>, name: &str, bytes: Result<Vec<u8>, String>, limit: u64) {
    let opened = bytes.and_then(|bytes| read_references(&bytes, name, None, limit).map_err(|e| e.to_string()));
    match opened {
        Ok(opened) if holds_records(opened.reader) => libraries.push(Library { entries: opened.references }),
        Ok(_) => note(read, name, "it is not a library with keys, such as BibTeX or CSL-JSON"),
        Err(reason) => note(read, name, &reason),
    }
}

fn note(read: &mut ReadArticle, name: &str, reason: &str) {
    read.notes.push(Note::new((1, 1), format!("the library “{name}” was not read: {reason}")));
}
