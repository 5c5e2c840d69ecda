//! `Further reading` beside a list of sources: links to look at next, which no marker means, and which are no entries where the
//! sources stand under a heading of their own.

use super::Entry;
use super::unheaded::is_entry;
use crate::model::BlockKind;
use crate::read::entry::Note;
use crate::read::piece::Piece;
use crate::text::lexicon::{REFERENCE_LISTS, WordSet};
use std::sync::LazyLock;

static FURTHER: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("further reading"));

/// Takes such links out of the entries, and says so.
pub(in crate::read) fn take(pieces: &mut [Piece], entries: &mut Vec<Entry>, notes: &mut Vec<Note>) {
    let leads_on = |entry: &Entry| !entry.footnote && FURTHER.contains(entry.section.trim().to_lowercase().as_str());
    if !entries.iter().any(leads_on) || !entries.iter().any(|entry| !entry.footnote && !leads_on(entry)) {
        return;
    }
    // What is printed in full there may be a source as well.
    let is_full = |entry: &Entry| pieces.get(entry.piece).is_some_and(|piece| is_entry(piece.text()));
    let further: Vec<&Entry> = entries.iter().filter(|entry| leads_on(entry)).collect();
    let full = further.iter().filter(|entry| is_full(entry)).count();
    if full * 2 >= further.len() {
        return;
    }
    let places: Vec<usize> = further.iter().map(|entry| entry.piece).collect();
    let message = format!(
        "these {} lines under “{}” stand beside a list of sources, and were not read as references",
        places.len(),
        further.first().map(|entry| entry.section.as_str()).unwrap_or_default()
    );
    notes.extend(places.first().and_then(|at| pieces.get(*at)).map(|piece| Note::new(piece.line.place(), message)));
    for at in places {
        pieces.iter_mut().skip(at).take(1).for_each(|piece| (piece.kind, piece.level) = (BlockKind::Reference, 1));
    }
    entries.retain(|entry| !leads_on(entry));
}
