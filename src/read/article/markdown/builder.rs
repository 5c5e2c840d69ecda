//! Pieces out of what the parser of Markdown tells.

mod html;

use self::html::{HtmlBlock, OpenElements};
use super::block::OpenBlock;
use super::definitions::Definitions;
use super::lists::{OpenLists, find_entry_starts, take_number};
use super::prepare::Prepared;
use super::{inline_notes, notes_of_vaults};
use crate::model::BlockKind;
use crate::read::article::cursor::Cursor;
use crate::read::article::runs::weigh;
use crate::read::article::strikethrough::Striking;
use crate::read::entry::Note;
use crate::read::list::headings::is_heading;
use crate::read::piece::Piece;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) struct Builder<'a> {
    pub(super) body: &'a str,
    /// Columns that were cut off the front of each line.
    cut: &'a [u32],
    first_line: u32,
    cursor: Cursor<'a>,
    pieces: Vec<Piece>,
    pub(super) block: OpenBlock,
    /// The number of the definition that the open link is a marker of.
    note_number: Option<String>,
    pub(super) lists: OpenLists,
    pub(super) quotes: u8,
    footnote: Option<String>,
    strong: u32,
    image: u32,
    titled: bool,
    pub(super) striking: Striking,
    /// Struck words stood right before.
    struck: bool,
    /// Code is open, which is no prose.
    code: bool,
    elements: OpenElements,
    /// The HTML that is open, line by line.
    html: Option<HtmlBlock>,
    definitions: Definitions,
    notes_in_line: u32,
    /// The level of the heading over a list of references, where one stands over this place.
    list: Option<u8>,
    /// The lines of the open paragraph at which another entry begins.
    entry_lines: BTreeSet<u32>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, line: u32, definitions: Definitions) -> Self {
        let body = &prepared.text;
        Self {
            body,
            cut: &prepared.cut,
            first_line: line,
            cursor: Cursor::new(body, line),
            pieces: Vec::new(),
            block: OpenBlock::new(BlockKind::Paragraph, 0),
            note_number: None,
            lists: OpenLists::default(),
            quotes: 0,
            footnote: None,
            strong: 0,
            image: 0,
            titled: false,
            striking: Striking::from_body(body),
            struck: false,
            code: false,
            elements: OpenElements::default(),
            html: None,
            definitions,
            notes_in_line: 0,
            list: None,
            entry_lines: BTreeSet::new(),
        }
    }

    /// The pieces, and what was left out.
    pub(super) fn finish(mut self) -> (Vec<Piece>, Option<Note>) {
        self.close();
        self.define_before(usize::MAX);
        (self.pieces, self.striking.into_note())
    }

    pub(super) fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag, range),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push_words(&text, range.start);
            }
            Event::SoftBreak => self.add_soft_break(range.start),
            Event::HardBreak => self.add_hard_break(range.start),
            Event::FootnoteReference(label) => {
                if self.is_shown(range.start) {
                    let place = self.locate(range.start);
                    self.close_gap(&label);
                    self.block.runs.push_footnote_mark(&label, &format!("[{label}]"), place);
                }
            }
            Event::InlineHtml(html) => self.read_tag(&html, range.start),
            Event::Html(html) => {
                self.html.get_or_insert_with(HtmlBlock::default).add(&html, range.start);
            }
            Event::Rule => self.close(),
            Event::TaskListMarker(_) => {}
        }
    }

    /// The line and column in the file of a byte of the body.
    fn locate(&mut self, byte: usize) -> (u32, u32) {
        let (line, column) = self.cursor.go(byte);
        let cut = self.cut.get(line.saturating_sub(self.first_line) as usize);
        (line, column + cut.copied().unwrap_or_default())
    }

    /// Whether what stands here is shown; that words were struck out is told.
    fn is_shown(&mut self, byte: usize) -> bool {
        if self.striking.is_on() {
            let (line, _) = self.locate(byte);
            self.striking.leave_out(line);
            self.struck = true;
        }
        !self.striking.is_on() && !self.code && !self.elements.is_hidden()
    }

    /// Words of the text, if they are shown.
    pub(super) fn push_words(&mut self, text: &str, byte: usize) {
        let line = || byte + text.len() - text.trim_start().len();
        if !self.entry_lines.is_empty() && self.block.runs.ends_line() {
            self.break_before_entry(line());
        }
        if self.is_shown(byte) {
            self.push(text, byte);
        }
    }

    fn push(&mut self, text: &str, byte: usize) {
        let place = self.locate(byte);
        self.close_gap(text);
        self.block.bold += if self.strong > 0 { weigh(text) } else { 0 };
        self.block.picture += if self.image > 0 { weigh(text) } else { 0 };
        self.block.runs.push(text, place);
    }

    /// "… for adults ~~alone~~." loses the space before the stop with the words.
    fn close_gap(&mut self, next: &str) {
        if std::mem::take(&mut self.struck) && next.starts_with(['.', ',', ';', ':', '!', '?', ')']) {
            self.block.runs.trim_end();
        }
    }

    /// Puts what parts two cells, or two lines, into the open block.
    pub(super) fn part(&mut self, between: &str, byte: usize) {
        if !self.block.runs.is_empty() && !self.elements.is_hidden() && !self.striking.is_on() {
            self.push(between, byte);
        }
    }

    fn add_soft_break(&mut self, byte: usize) {
        if !self.break_before_entry(byte + 1) {
            self.part(" ", byte);
        }
    }

    /// In short lines, as bylines have, a hard break parts blocks; in prose it is a space.
    pub(super) fn add_hard_break(&mut self, byte: usize) {
        let length = self.block.runs.length();
        let is_plain = !self.block.runs.has_open_link() && self.strong == 0 && self.block.kind == BlockKind::Paragraph;
        let behind = self.body.get(byte..).and_then(|rest| rest.find('\n')).map_or(self.body.len(), |at| byte + at + 1);
        match self.break_before_entry(behind) {
            true => {}
            false if length < 120 && is_plain => {
                self.close();
                self.block.gap = false;
            }
            false if self.list.is_some() && self.block.ends_bold_title() => self.part(". ", byte),
            false => self.part(" ", byte),
        }
    }

    /// In a list of references, a line that begins an entry of its own begins a block.
    fn break_before_entry(&mut self, byte: usize) -> bool {
        if self.entry_lines.is_empty() || self.block.runs.has_open_link() {
            return false;
        }
        let (line, _) = self.cursor.go(byte.min(self.body.len()));
        let begins = self.entry_lines.contains(&line);
        if begins {
            let lines = std::mem::take(&mut self.entry_lines);
            self.close();
            (self.block.gap, self.block.cut, self.entry_lines) = (false, true, lines);
        }
        begins
    }

    /// Looks for entries on lines of their own in a paragraph of a list of references.
    fn look_for_entries(&mut self, range: &Range<usize>) {
        if self.list.is_some() && self.block.kind == BlockKind::Paragraph {
            // With its indent, the first line stands as deep as those behind it.
            let start = self.body.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let starts = find_entry_starts(self.body.get(start..range.end).unwrap_or_default());
            let (first, _) = self.cursor.go(start);
            self.entry_lines = starts.into_iter().map(|line| line + first).collect();
            self.block.cut = !self.entry_lines.is_empty();
        }
    }

    /// Definitions of links that stand before a place, and are entries.
    fn define_before(&mut self, byte: usize) {
        while let Some(definition) = self.definitions.take_next_before(byte) {
            if self.definitions.is_entry(&definition, self.list.is_some()) {
                let place = self.locate(definition.at);
                self.pieces.push(definition.into_piece(place));
            }
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.definitions.is_waiting(range.start) && self.block.runs.is_empty() {
            self.define_before(range.start);
        }
        match tag {
            Tag::Paragraph => {
                self.open_paragraph();
                self.look_for_entries(&range);
            }
            Tag::Heading { level, .. } => self.open_heading(level as u8),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::List(first) => {
                self.close();
                self.lists.open(first.is_some(), first.unwrap_or(1));
            }
            Tag::Item => {
                let printed = self.printed_number(range.start);
                self.open_item(printed);
            }
            Tag::TableHead => self.open_row(true),
            Tag::TableRow => self.open_row(false),
            Tag::TableCell => self.part(" | ", range.start),
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.footnote = Some(label.to_string());
            }
            Tag::CodeBlock(kind) => {
                self.close();
                // A list that somebody indented is no code.
                self.code = kind != CodeBlockKind::Indented || self.list.is_none();
                if !self.code {
                    self.look_for_entries(&range);
                }
            }
            Tag::HtmlBlock => self.close(),
            Tag::Link { link_type, dest_url, id, .. } => {
                let is_alone = matches!(link_type, LinkType::Shortcut | LinkType::Collapsed);
                let number = (is_alone && self.definitions.has(&id)).then(|| id.to_string());
                self.open_link(&dest_url, number);
            }
            Tag::Image { .. } => self.image += 1,
            Tag::Strong => self.strong += 1,
            // One tilde lowers in many dialects: `CO~2~`.
            Tag::Strikethrough if self.body.get(range.start..).is_some_and(|b| b.starts_with("~~")) => {
                self.striking.open()
            }
            Tag::Superscript => self.block.runs.open_mark(),
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => {
                self.close();
            }
            TagEnd::CodeBlock => {
                self.close();
                self.code = false;
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.read_html_block(&html);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.close();
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.footnote = None;
            }
            TagEnd::Link => self.close_link(),
            TagEnd::Image => self.image = self.image.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough if self.body.get(range.start..).is_some_and(|b| b.starts_with("~~")) => {
                self.striking.close()
            }
            TagEnd::Superscript => self.block.runs.close_mark(),
            _ => {}
        }
    }

    /// An item's first paragraph opens inside it.
    pub(super) fn open_paragraph(&mut self) {
        if self.block.kind != BlockKind::Item || !self.block.runs.is_empty() {
            self.close();
            self.block.kind = match self.quotes {
                // What stands under an entry is a part of it, and ends no list.
                _ if self.list.is_some() && self.lists.depth() > 0 => BlockKind::Item,
                0 => BlockKind::Paragraph,
                _ => BlockKind::Quote,
            };
            self.block.level =
                if self.block.kind == BlockKind::Item { self.lists.depth().saturating_add(1) } else { 0 };
        }
    }

    pub(super) fn open_heading(&mut self, level: u8) {
        self.close();
        (self.block.kind, self.block.level, self.block.marked) = (BlockKind::Heading, level, true);
    }

    pub(super) fn open_item(&mut self, printed: Option<u64>) {
        self.close();
        (self.block.kind, self.block.level) = (BlockKind::Item, self.lists.depth());
        self.block.number = self.lists.number_item(printed);
    }

    pub(super) fn open_row(&mut self, is_head: bool) {
        self.close();
        (self.block.kind, self.block.level) = (BlockKind::Row, u8::from(is_head));
    }

    pub(super) fn open_link(&mut self, url: &str, number: Option<String>) {
        self.block.runs.open_link(url.to_owned());
        self.note_number = number;
    }

    pub(super) fn close_link(&mut self) {
        match self.note_number.take() {
            Some(number) => self.block.runs.close_link_as_note(number),
            None => self.block.runs.close_link(),
        }
    }

    /// The number as it is printed in the file, which Markdown itself forgets.
    fn printed_number(&self, byte: usize) -> Option<u64> {
        let rest = self.body.get(byte..)?.trim_start();
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    }

    /// Makes pieces of the open block.
    pub(super) fn close(&mut self) {
        let (kind, level) = (self.block.kind, self.block.level);
        let block = std::mem::replace(&mut self.block, OpenBlock::new(BlockKind::Paragraph, 0));
        self.note_number = None;
        let number = block.number.clone();
        let Some(mut piece) = block.into_piece() else {
            // An item's first paragraph opens inside it.
            if kind == BlockKind::Item {
                (self.block.kind, self.block.level, self.block.number) = (kind, level, number);
            }
            return;
        };
        self.entry_lines.clear();
        let notes = inline_notes::take_out(&mut piece, &mut self.notes_in_line);
        notes_of_vaults::name_block(&mut piece);
        piece.footnote.clone_from(&self.footnote);
        if piece.kind == BlockKind::Heading {
            self.look_at_heading(&piece);
            if level == 1 && !self.titled && !is_heading(piece.text()) {
                piece.kind = BlockKind::Title;
                self.titled = true;
            }
        } else if self.list.is_some() && piece.kind == BlockKind::Paragraph {
            take_number(&mut piece);
        }
        self.pieces.push(piece);
        self.pieces.extend(notes);
    }

    /// Whether a list of references stands under a heading, or still does.
    fn look_at_heading(&mut self, heading: &Piece) {
        let goes_on = self.list.is_some_and(|level| heading.level > level);
        self.list = if is_heading(heading.text()) { Some(heading.level) } else { self.list.filter(|_| goes_on) };
    }
}
