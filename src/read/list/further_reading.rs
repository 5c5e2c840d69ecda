//! `Further reading` beside a list of sources: links to look at next, which no marker means, and which are no entries where the
//! sources stand under a heading of their own.

use super::Entry;
use crate::model::BlockKind;
use crate::read::entry::Note;
use crate::read::piece::Piece;
use crate::read::printed;
use crate::text::lexicon::{REFERENCE_LISTS, WordSet};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static FURTHER: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("further reading"));

/// Takes such links out of the entries, and says so.
pub(in crate::read) fn take(pieces: &mut [Piece], entries: &mut Vec<Entry>, notes: &mut Vec<Note>) {
    let leads_on = |entry: &Entry| !entry.footnote && FURTHER.contains(entry.section.trim().to_lowercase().as_str());
    if !entries.iter().any(leads_on) || !entries.iter().any(|entry| !entry.footnote && !leads_on(entry)) {
        return;
    }
    // Where its numbers go on with those of the sources, or the text names its authors and years, it is cited.
    let numbers: BTreeSet<&str> = entries
        .iter()
        .filter(|entry| !leads_on(entry))
        .filter_map(|entry| pieces.get(entry.piece)?.number.as_deref())
        .collect();
    let further: Vec<&Entry> = entries.iter().filter(|entry| leads_on(entry)).collect();
    let printed = || further.iter().filter_map(|entry| pieces.get(entry.piece));
    let first = printed().next().and_then(|piece| piece.number.as_deref());
    let goes_on = first.is_some_and(|number| !numbers.is_empty() && !numbers.contains(number));
    if goes_on || printed().any(|piece| is_named(pieces, piece)) {
        return;
    }
    let places: Vec<usize> = further.iter().map(|entry| entry.piece).collect();
    let lines = match places.len() {
        1 => "this line".to_owned(),
        n => format!("these {n} lines"),
    };
    let message = format!(
        "{lines} under “{}” beside a list of sources: not read as references",
        further.first().map(|entry| entry.section.as_str()).unwrap_or_default()
    );
    notes.extend(places.first().and_then(|at| pieces.get(*at)).map(|piece| Note::new(piece.line.place(), message)));
    for at in places {
        pieces.iter_mut().skip(at).take(1).for_each(|piece| (piece.kind, piece.level) = (BlockKind::Reference, 1));
    }
    entries.retain(|entry| !leads_on(entry));
}

/// Whether the text names an entry by its first author and its year, as `(Lo 2020)` does.
fn is_named(pieces: &[Piece], entry: &Piece) -> bool {
    let item = printed::parse(entry.text()).item;
    let (Some(author), Some(year)) = (item.author.first(), item.year()) else { return false };
    let (name, year) = (author.short_name(), year.to_string());
    let is_text = |piece: &&Piece| matches!(piece.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Row);
    pieces.iter().filter(is_text).any(|piece| piece.text().contains(&name) && piece.text().contains(&year))
}
