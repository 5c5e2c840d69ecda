//! Keys of the text that the article's own list knows: those of works that came from a library before.

use crate::catalogue::{Error, View};
use crate::model::{Article, Reference, Work};
use crate::read::article::{Library, ReadArticle};
use crate::read::entry::{Parsed, PrintedEntry};

/// Looks up the keys that no library had, by the keys of the works that the stored list names.
pub(super) fn cite_stored(view: View<'_>, article: &Article, read: &mut ReadArticle) -> Result<(), Error> {
    if read.keys.is_empty() {
        return Ok(());
    }
    let mut library = Library::default();
    for row in view.references_of(article.uid)?.into_iter().filter(Reference::is_listed) {
        let Some(work) = row.work.map(|uid| view.get::<Work>(uid)).transpose()?.flatten() else { continue };
        let mut parsed = Parsed::from_fields(row.csl);
        parsed.doi_printed = row.doi_printed;
        parsed.item.other.insert("id".to_owned(), work.key.into());
        let (line, column) = (1, 1);
        let entry =
            PrintedEntry { number: row.number, section: row.section, printed: row.printed, line, column, parsed };
        library.entries.push(entry);
    }
    read.known_keys.extend(library.keys().map(str::to_owned));
    read.cite_from(&[library]);
    Ok(())
}
