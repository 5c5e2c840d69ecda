//! A file that is nothing but printed references: a heading over them is understood, numbers and bullets are kept as
//! numbers, and every other block is an entry. A letter round a list, from its greeting to its signature, is passed over.

use crate::read::article::html::is_html;
use crate::read::article::{assemble, text};
use crate::read::entry::{Note, Parsed, PrintedEntry, Source};
use crate::read::list::markdown::without_marks;
use crate::read::piece::Piece;
use crate::read::references::{ReadReferences, ReferenceReader};
use std::ops::Range;

pub(super) const READER: ReferenceReader = ReferenceReader {
    name: "printed",
    summary: "references as they are printed, one entry a line or a paragraph",
    extensions: &["txt", "md"],
    sniff,
    read: |source| {
        let (mut references, mut notes) = read_list(source);
        if let Some(list) = list_in_letter(&references) {
            let after = references.split_off(list.end);
            let entries = references.split_off(list.start);
            for passed in references.iter().chain(&after) {
                let place = (passed.line, passed.column);
                notes.retain(|note| (note.line, note.column) != place);
                notes.push(Note::new(place, "this belongs to the letter around the list and was skipped"));
            }
            references = entries;
            notes.sort_by_key(|note| (note.line, note.column));
        }
        ReadReferences { references, notes, ..ReadReferences::default() }
    },
};

/// The entries of a file, and what was unsure about them.
fn read_list(source: &Source<'_>) -> (Vec<PrintedEntry>, Vec<Note>) {
    assemble::assemble_bare_list(read_pieces(source))
}

fn read_pieces(source: &Source<'_>) -> Vec<Piece> {
    let text = without_marks(source.text);
    text::list(&Source { text: &text, ..*source })
}

/// Its first two blocks are entries beyond doubt, and nine of ten of all: an article begins with a title and sentences,
/// and its list comes last. What stands round the list in a letter does not count.
fn sniff(source: &Source<'_>) -> bool {
    // In a page, one line may be the whole article.
    if is_html(source) {
        return false;
    }
    // Most files are articles, and their first lines show it: not every paragraph has to be read as an entry.
    let first = assemble::assemble_bare_list_head(read_pieces(source), 2);
    let is_letter = first.first().is_some_and(|first| is_greeting(&first.printed));
    if first.len() < 2 || !is_letter && !first.iter().all(is_sure) {
        return false;
    }
    // The end of a beginning may cut an entry in two.
    let (blocks, _) = read_list(source);
    let list = list_in_letter(&blocks).unwrap_or(0..blocks.len());
    let entries = blocks.get(list).unwrap_or_default();
    entries.len() >= 2
        && entries.iter().take(2).filter(|entry| is_sure(entry)).count() == 2
        && entries.iter().filter(|entry| is_sure(entry)).count() * 10 >= entries.len() * 9
}

/// The blocks of a letter that are its list: from the first entry beyond doubt to the last. None where the first block is
/// no greeting.
fn list_in_letter(blocks: &[PrintedEntry]) -> Option<Range<usize>> {
    blocks.first().filter(|first| is_greeting(&first.printed))?;
    let first = blocks.iter().position(is_sure)?;
    Some(first..blocks.iter().rposition(is_sure)? + 1)
}

/// Whether a line greets somebody: `Hi Anna,`.
fn is_greeting(line: &str) -> bool {
    const GREETINGS: &[&str] = &[
        "hi",
        "hello",
        "hey",
        "dear",
        "good morning",
        "good afternoon",
        "hallo",
        "liebe",
        "lieber",
        "bonjour",
        "hola",
    ];
    let words = line.to_lowercase();
    let greets = |greeting: &&str| {
        words.strip_prefix(*greeting).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', '!']))
    };
    words.chars().count() <= 60 && line.ends_with([',', '!', ':', '.', '–', '-']) && GREETINGS.iter().any(greets)
}

fn is_sure(entry: &PrintedEntry) -> bool {
    is_beyond_doubt(&entry.parsed)
}

/// Authors, title, year, and a place to find it: no sentence of an article reads so.
fn is_beyond_doubt(parsed: &Parsed) -> bool {
    let item = &parsed.item;
    let found = item.doi.is_some() || item.pmid.is_some() || item.url.is_some() || item.volume.is_some();
    parsed.confident && found && !item.author.is_empty() && item.title.is_some() && item.issued.is_some()
}
