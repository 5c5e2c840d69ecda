//! Notes within a sentence: the number before each becomes a mark, and its words a piece behind the text.

use super::Walker;
use crate::model::BlockKind;
use crate::read::piece::{Link, Piece};
use crate::text::normalise::{FileSpan, count_chars, join_spans};

/// The longest note, in bytes.
const NOTE: usize = 3_000;

/// Notes that stood in sentences.
#[derive(Debug, Default)]
pub(super) struct InlineNotes {
    pub(super) pieces: Vec<Piece>,
    /// The label of the mark that stood last.
    label: Option<String>,
    /// How many had no number of their own.
    unnumbered: u32,
}

impl Walker<'_, '_, '_> {
    /// Takes an element that is the mark of such a note, or its words; whether it is one.
    pub(super) fn take_note(&mut self, at: usize) -> bool {
        if self.hidden > 0 || self.whole > 0 || self.blocks.is_in_list() {
            return false;
        }
        if self.page.inline_note_behind(at).is_some() {
            self.mark_note(at);
            return true;
        }
        let is_note = self.page.is_inline_note(at);
        if is_note {
            let label = self.notes.label.take();
            self.put_aside(at, label);
        }
        is_note
    }

    fn mark_note(&mut self, at: usize) {
        let place = self.cursor.go(self.page.tree.node(at).map_or(0, |n| n.bytes.start));
        let number = self.page.read_number(at);
        let words = number.is_some().then(|| self.page.tree.collect_words(at, 40));
        let label = number.unwrap_or_else(|| {
            self.notes.unnumbered += 1;
            format!("note {}", self.notes.unnumbered)
        });
        let words = words.unwrap_or_else(|| format!("[{label}]"));
        self.blocks.runs.push_footnote_mark(&label, &words, place);
        self.notes.label = Some(label);
    }

    /// Puts the words of a note behind the text, with where its links lead.
    fn put_aside(&mut self, at: usize, label: Option<String>) {
        let tree = self.page.tree;
        let words = tree.collect_words(at, NOTE);
        // An element's own place is where its tag begins; its words stand at the first text in it.
        let first = tree
            .range_within(at)
            .find(|inside| tree.element(*inside).is_none() && !tree.raw(*inside).trim().is_empty());
        let (line, column) = self.cursor.go(first.and_then(|first| tree.node(first)).map_or(0, |n| n.bytes.start));
        let mut piece = Piece::new(BlockKind::Paragraph, join_spans(&[FileSpan { text: &words, line, column }]));
        let end = count_chars(piece.text());
        let links = tree.range_within(at).filter_map(|inside| tree.element(inside)?.attribute("href"));
        piece.links = links.map(|href| Link { start: 0, end, url: self.page.link_target(href) }).collect();
        piece.footnote = label;
        self.notes.pieces.push(piece);
    }
}
