//! A file that holds nothing but references: every block is an entry, but for headings and the numbers of pages.

use super::headings::is_heading;
use super::rest::{begins_entry, is_page_number, is_rest, is_unfinished, locates};
use super::{Entry, List, reads_like_entry};
use crate::model::BlockKind;
use crate::read::entry::Note;
use crate::read::piece::{Piece, reads_like_heading};

/// Makes entries of a file that holds nothing but references, of which so many are wanted.
pub(in crate::read) fn cut_bare_list(pieces: &mut Vec<Piece>, wanted: usize) -> (Vec<Entry>, Vec<Note>) {
    let (mut notes, mut out, mut entries) = (Vec::new(), Vec::<Piece>::new(), Vec::new());
    let mut section = String::new();
    let numbered = pieces.iter().filter(|p| p.number.is_some()).count() * 2 > pieces.len();
    let mut list: Option<List> = None;
    let taken = std::mem::take(pieces);
    let mut rest = taken.into_iter();
    // What goes on with the last of them is a part of it.
    while let Some(mut piece) = rest.next().filter(|_| entries.len() <= wanted) {
        let next = rest.as_slice().first();
        let list = list.get_or_insert_with(|| List::new(piece.text(), &piece));
        let follows = out.last().is_some_and(|b| b.kind == BlockKind::Reference);
        let unmarked = piece.kind != BlockKind::Item;
        if unmarked && is_page_number(piece.text()) && next.is_some_and(|n| n.number.is_some()) {
            notes.push(Note::new(piece.line.place(), "a page number was skipped"));
        } else if unmarked && (is_heading(piece.text()) || heads_part(&piece, next)) {
            list.last = None;
            section = piece.text().trim_end_matches(':').to_owned();
            piece.kind = BlockKind::Heading;
            out.push(piece);
        } else if unmarked
            && follows
            && (locates(&piece, out.last())
                || !(piece.gap || piece.cut)
                    && (numbered
                        || (is_unfinished(out.last()) || is_rest(piece.text())) && !begins_entry(piece.text())))
        {
            out.iter_mut().rev().take(1).for_each(|last| last.append(piece.clone()));
        } else {
            list.note_number(&piece, &mut notes);
            piece.kind = BlockKind::Reference;
            entries.push(Entry { piece: out.len(), section: section.clone(), footnote: false, row: false });
            out.push(piece);
        }
    }
    *pieces = out;
    (entries, notes)
}

/// Whether a line heads a part of a list: few words that are no entry, and an entry behind them.
fn heads_part(piece: &Piece, next: Option<&Piece>) -> bool {
    let text = piece.text();
    let few = text.split_whitespace().count() <= 4 && !text.contains(|c: char| c.is_ascii_digit());
    let restarts = || next.is_some_and(|n| n.number.as_deref() == Some("1"));
    let apart = || piece.gap && next.is_some_and(|n| n.gap && n.number.is_none() && reads_like_entry(n.text()));
    let entry = || next.is_some_and(|n| n.number.is_some() || reads_like_entry(n.text()));
    few && reads_like_heading(text)
        && !reads_like_entry(text)
        && (restarts() || (text.ends_with(':') && entry()) || apart())
}
