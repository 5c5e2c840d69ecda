//! The block that is open, and the piece that it becomes.

use crate::model::BlockKind;
use crate::read::article::runs::Runs;
use crate::read::piece::{Piece, reads_like_heading};
use crate::text::normalise::count_chars;

/// A block that is open.
#[derive(Debug)]
pub(super) struct OpenBlock {
    pub(super) kind: BlockKind,
    pub(super) level: u8,
    /// It is marked as a heading.
    pub(super) marked: bool,
    pub(super) runs: Runs,
    pub(super) number: Option<String>,
    pub(super) gap: bool,
    /// It is one line of a list of references.
    pub(super) cut: bool,
    /// How much of it is bold, and how much a picture's text.
    pub(super) bold: u32,
    pub(super) picture: u32,
}

impl OpenBlock {
    pub(super) fn new(kind: BlockKind, level: u8) -> Self {
        let (bold, picture) = (0, 0);
        Self { kind, level, marked: false, runs: Runs::default(), number: None, gap: true, cut: false, bold, picture }
    }

    /// Whether the words so far are the title of an item in bold type, without a stop.
    pub(super) fn ends_bold_title(&self) -> bool {
        self.kind == BlockKind::Item && self.runs.is_unstopped(self.bold)
    }

    /// The piece that it is; none where it has no words.
    pub(super) fn into_piece(mut self) -> Option<Piece> {
        let mut piece = self.runs.close(self.kind)?;
        let length = count_chars(piece.text());
        (piece.level, piece.marked, piece.gap, piece.cut) = (self.level, self.marked, self.gap, self.cut);
        piece.number = self.number.filter(|_| self.kind == BlockKind::Item);
        if piece.kind == BlockKind::Paragraph && self.picture + 2 >= length {
            piece.kind = BlockKind::Caption;
        } else if piece.kind == BlockKind::Paragraph && self.bold + 2 >= length && reads_like_heading(piece.text()) {
            (piece.kind, piece.level, piece.marked) = (BlockKind::Heading, 6, true);
        }
        Some(piece)
    }
}
