//! A file that is nothing but printed references: a heading over them is understood, numbers and bullets are kept as
//! numbers, and every other block is an entry.

use super::Parsed;
use crate::read::article::{PrintedEntry, Source, assemble, text};
use crate::read::references::{ReadReferences, ReferenceReader};

pub(in crate::read::references) const READER: ReferenceReader = ReferenceReader {
    name: "printed",
    summary: "references as they are printed, one entry a line or a paragraph",
    extensions: &["txt", "md"],
    sniff,
    read: |source| {
        let (references, notes) = assemble::bare_list(text::pieces(source));
        ReadReferences { references, notes, ..ReadReferences::default() }
    },
};

/// Its first two blocks are entries beyond doubt, and nine of ten of all: an article begins with a title and sentences,
/// and its list comes last.
fn sniff(source: &Source<'_>) -> bool {
    // The end of a beginning may cut an entry in two.
    let (entries, _) = assemble::bare_list(text::pieces(source));
    let sure = |entry: &&PrintedEntry| beyond_doubt(&entry.parsed);
    entries.len() >= 2
        && entries.iter().take(2).filter(sure).count() == 2
        && entries.iter().filter(sure).count() * 10 >= entries.len() * 9
}

/// Authors, title, year, and a place to find it: no sentence of an article reads so.
fn beyond_doubt(parsed: &Parsed) -> bool {
    let item = &parsed.item;
    let found = item.doi.is_some() || item.pmid.is_some() || item.url.is_some() || item.volume.is_some();
    parsed.confident && found && !item.author.is_empty() && item.title.is_some() && item.issued.is_some()
}
