//! The pieces of a page as they come up, and the block that is open: what it is, its words, whether a list of references is
//! gone through.

use super::brackets;
use super::labels::find_printed;
use crate::model::BlockKind;
use crate::read::article::runs::{Runs, weigh};
use crate::read::list::headings::is_heading;
use crate::read::list::leading_number::read_leading_number;
use crate::read::piece::{Link, Mark, Piece, reads_like_heading};
use crate::text::normalise::count_chars;

/// The pieces that are made, and the one that is open.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) pieces: Vec<Piece>,
    pub(super) runs: Runs,
    pub(super) kind: BlockKind,
    pub(super) level: u8,
    pub(super) number: Option<String>,
    /// The label of the note that the open block is.
    pub(super) note: Option<String>,
    /// The key by which citations name the entry that the open block is.
    pub(super) key: Option<String>,
    pub(super) gap: bool,
    pub(super) marked: bool,
    pub(super) is_title: bool,
    /// How deep bold type is nested.
    pub(super) strong: u32,
    /// How much of the open block is bold.
    bold: u32,
    /// The level of the heading of the list of references that is gone through; the lowest where nothing marks it.
    list: Option<u8>,
    /// The page itself says that the blocks of the list are its entries.
    is_reference_list: bool,
    /// The number of the last entry.
    last: u32,
    /// The open block is an entry of a list, or a note.
    pub(super) is_entry: bool,
}

impl Blocks {
    pub(super) fn new() -> Self {
        Self {
            pieces: Vec::new(),
            runs: Runs::default(),
            kind: BlockKind::Paragraph,
            level: 0,
            number: None,
            note: None,
            key: None,
            gap: true,
            marked: false,
            is_title: false,
            strong: 0,
            bold: 0,
            list: None,
            is_reference_list: false,
            last: 0,
            is_entry: false,
        }
    }

    /// Whether a list of references is gone through.
    pub(super) fn is_in_list(&self) -> bool {
        self.list.is_some()
    }

    /// A list begins whose entries the page itself tells.
    pub(super) fn open_reference_list(&mut self) {
        (self.list, self.is_reference_list, self.last) = (Some(u8::MAX), true, 0);
    }

    pub(super) fn close_told_list(&mut self) {
        (self.list, self.is_reference_list) = (None, false);
    }

    pub(super) fn push(&mut self, words: &str, place: (u32, u32)) {
        if self.runs.is_empty() && words.trim().is_empty() {
            return;
        }
        self.bold += if self.strong > 0 { weigh(words) } else { 0 };
        self.runs.push(words, place);
    }

    /// Whether the words so far are the title of an entry in bold type, without a stop.
    pub(super) fn ends_bold_title(&self) -> bool {
        self.is_in_list() && self.is_entry && self.runs.is_unstopped(self.bold)
    }

    /// Makes a piece of the open block; an item that has no words yet stays open.
    pub(super) fn close(&mut self) {
        let (kind, level, marked, gap) = (self.kind, self.level, self.marked, self.gap);
        let (bold, is_title, is_entry) = (self.bold, self.is_title, self.is_entry);
        (self.kind, self.level, self.marked, self.gap) = (BlockKind::Paragraph, 0, false, true);
        (self.bold, self.is_title) = (0, false);
        let Some(mut piece) = self.runs.close(kind) else {
            if matches!(kind, BlockKind::Item | BlockKind::Row) {
                (self.kind, self.level) = (kind, level);
            } else {
                self.note = self.note.take().filter(|_| is_entry);
            }
            return;
        };
        self.is_entry = false;
        (piece.level, piece.marked, piece.gap) = (level, marked, gap);
        piece.number = self.number.take();
        piece.footnote = self.note.take();
        piece.key = self.key.take();
        brackets::widen(&mut piece);
        if is_title {
            piece.kind = BlockKind::Title;
        } else if self.is_in_list() && !marked || piece.footnote.is_some() {
            self.trim_entry(&mut piece);
        }
        let is_bold = bold > 0 && bold + 2 >= count_chars(piece.text()) && reads_like_heading(piece.text());
        if piece.kind == BlockKind::Paragraph && is_bold && !is_entry {
            (piece.kind, piece.level, piece.marked) = (BlockKind::Heading, 6, true);
        }
        if piece.text().is_empty() {
            return;
        }
        self.follow_list(&piece);
        if self.is_reference_list
            && piece.footnote.is_none()
            && matches!(piece.kind, BlockKind::Paragraph | BlockKind::Item)
        {
            (piece.kind, piece.level) = (BlockKind::Reference, 0);
        }
        self.pieces.push(piece);
    }

    /// Knows where a list of references begins and ends.
    fn follow_list(&mut self, piece: &Piece) {
        if piece.kind != BlockKind::Title && is_heading(piece.text()) {
            self.list = Some(if piece.marked { piece.level } else { u8::MAX });
            self.last = 0;
        } else if piece.kind == BlockKind::Heading && piece.marked {
            self.last = 0;
            self.list = self.list.filter(|level| *level < piece.level);
        } else if let Some(number) = piece.number.as_deref().and_then(|n| n.parse().ok()) {
            self.last = number;
        }
    }

    /// Takes the number and what labels left off an entry's words.
    fn trim_entry(&mut self, piece: &mut Piece) {
        let (start, end) = find_printed(piece.text());
        cut_piece(piece, start, end);
        if piece.kind == BlockKind::Row {
            // A number in a cell of its own is taken where lists are found.
            return;
        }
        let raised = piece.marks.first().filter(|m| m.start == 0 && !m.label.is_empty());
        let raised = raised.filter(|m| m.label.bytes().all(|b| b.is_ascii_digit()));
        let read = match raised {
            Some(mark) => {
                let end = piece.text().char_indices().nth(mark.end as usize).map_or(piece.text().len(), |(at, _)| at);
                Some((mark.label.clone(), end))
            }
            None => read_leading_number(piece.text(), self.last + 1),
        };
        let Some((number, words)) = read else { return };
        if piece.number.as_ref().is_none_or(|known| *known == number) && words < piece.text().len() {
            cut_piece(piece, words, piece.text().len());
            piece.number = Some(number);
        }
    }
}

/// Cuts a piece down to a part of its words, in bytes. Links without words that stood behind them stay with it.
fn cut_piece(piece: &mut Piece, start: usize, end: usize) {
    if (start, end) == (0, piece.text().len()) {
        return;
    }
    let line = piece.line.slice(start, end);
    let part = piece.text().get(start..end).unwrap_or_default();
    let before =
        count_chars(piece.text().get(..start).unwrap_or_default()) + count_chars(part) - count_chars(part.trim_start());
    let length = count_chars(&line.text);
    let shift = |at: u32| at.saturating_sub(before).min(length);
    let links = piece.links.drain(..).map(|l| Link { start: shift(l.start), end: shift(l.end), ..l });
    piece.links = links.collect();
    let marks = piece.marks.drain(..).map(|m| Mark { start: shift(m.start), end: shift(m.end), ..m });
    piece.marks = marks.filter(|m| m.start < m.end).collect();
    piece.line = line;
}
