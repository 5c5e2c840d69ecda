//! Markdown: headings, lists, quotes, tables, footnotes, links; front matter; hard-wrapped lines joined.

use super::cursor::Cursor;
use super::runs::{Runs, weigh};
use super::struck::Striking;
use super::{Input, ReadArticle, Reader, assemble, front_matter};
use crate::model::BlockKind;
use crate::read::entry::Source;
use crate::read::piece::{Piece, reads_like_heading};
use crate::read::unread;
use crate::text::normalise::count_chars;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

pub(super) const READER: Reader = Reader {
    name: "markdown",
    summary: "Markdown (CommonMark with tables, footnotes and front matter)",
    extensions: unread::MARKDOWN,
    input: Input::Text { sniff, read },
};

fn sniff(_: &str, text: &str) -> bool {
    let head: String = text.chars().take(20_000).collect();
    front_matter::read(text).1 > 0
        || head.starts_with("# ")
        || head.contains("\n## ")
        || (head.contains("\n# ") && head.contains("]("))
        || head.contains("](http")
}

fn read(source: &Source<'_>) -> ReadArticle {
    let (mut front, head) = front_matter::read(source.text);
    let (before, body) = source.text.split_at_checked(head).unwrap_or(("", source.text));
    let mut builder = Builder::new(body, before.matches('\n').count() as u32 + 1);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUPERSCRIPT;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        builder.take(event, range);
    }
    builder.close();
    front.notes.extend(builder.striking.note());
    assemble::article(builder.pieces, front)
}

struct Builder<'a> {
    body: &'a str,
    cursor: Cursor<'a>,
    pieces: Vec<Piece>,
    kind: BlockKind,
    level: u8,
    marked: bool,
    runs: Runs,
    /// Depth of lists, quotes; the number of the item; the label of the footnote.
    depth: u8,
    quotes: u8,
    number: Option<String>,
    footnote: Option<String>,
    gap: bool,
    /// How much of the open block is bold, and how much a picture's text.
    bold: u32,
    picture: u32,
    strong: u32,
    image: u32,
    titled: bool,
    striking: Striking,
    /// Struck words stood right before.
    struck: bool,
}

impl<'a> Builder<'a> {
    fn new(body: &'a str, line: u32) -> Self {
        Self {
            body,
            cursor: Cursor::new(body, line),
            pieces: Vec::new(),
            kind: BlockKind::Paragraph,
            level: 0,
            marked: false,
            runs: Runs::default(),
            depth: 0,
            quotes: 0,
            number: None,
            footnote: None,
            gap: true,
            bold: 0,
            picture: 0,
            strong: 0,
            image: 0,
            titled: false,
            striking: Striking::of(body),
            struck: false,
        }
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
                if self.striking.is_on() =>
            {
                let (line, _) = self.cursor.go(range.start);
                self.striking.leave_out(line);
                self.struck = true;
            }
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text, range.start)
            }
            Event::SoftBreak => self.push(" ", range.start),
            Event::HardBreak => self.hard_break(range.start),
            Event::FootnoteReference(label) => {
                let place = self.cursor.go(range.start);
                self.close_gap(&label);
                self.runs.push_footnote_mark(&label, &format!("[{label}]"), place);
            }
            Event::InlineHtml(html) => self.inline_html(&html, range.start),
            Event::Html(html) => self.html(&html, range.start),
            Event::Rule => self.close(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn push(&mut self, text: &str, byte: usize) {
        let place = self.cursor.go(byte);
        self.close_gap(text);
        self.bold += if self.strong > 0 { weigh(text) } else { 0 };
        self.picture += if self.image > 0 { weigh(text) } else { 0 };
        self.runs.push(text, place);
    }

    /// "… for adults ~~alone~~." loses the space before the stop with the words.
    fn close_gap(&mut self, next: &str) {
        if std::mem::take(&mut self.struck) && next.starts_with(['.', ',', ';', ':', '!', '?', ')']) {
            self.runs.trim_end();
        }
    }

    /// In short lines, as bylines have, a hard break parts blocks; in prose it is a space.
    fn hard_break(&mut self, byte: usize) {
        if self.runs.length() < 120
            && !self.runs.has_open_link()
            && self.strong == 0
            && self.kind == BlockKind::Paragraph
        {
            self.close();
            self.gap = false;
        } else {
            self.push(" ", byte);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph if self.kind != BlockKind::Item || !self.runs.is_empty() => {
                self.close();
                self.kind = if self.quotes > 0 { BlockKind::Quote } else { BlockKind::Paragraph };
            }
            Tag::Heading { level, .. } => {
                self.close();
                (self.kind, self.level, self.marked) = (BlockKind::Heading, level as u8, true);
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::List(_) => {
                self.close();
                self.depth = self.depth.saturating_add(1);
            }
            Tag::Item => {
                self.close();
                (self.kind, self.level) = (BlockKind::Item, self.depth);
                self.number = self.printed_number(range.start);
            }
            Tag::TableHead => {
                self.close();
                (self.kind, self.level) = (BlockKind::Row, 1);
            }
            Tag::TableRow => {
                self.close();
                self.kind = BlockKind::Row;
            }
            Tag::TableCell if !self.runs.is_empty() => self.push(" | ", range.start),
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.footnote = Some(label.to_string());
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.close(),
            Tag::Link { dest_url, .. } => self.runs.open_link(dest_url.to_string()),
            Tag::Image { .. } => self.image += 1,
            Tag::Strong => self.strong += 1,
            // One tilde lowers in many dialects: `CO~2~`.
            Tag::Strikethrough if self.body.get(range.start..).is_some_and(|b| b.starts_with("~~")) => {
                self.striking.open()
            }
            Tag::Superscript => self.runs.open_mark(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock => {
                self.close();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.footnote = None;
            }
            TagEnd::Link => self.runs.close_link(),
            TagEnd::Image => self.image = self.image.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough if self.body.get(range.start..).is_some_and(|b| b.starts_with("~~")) => {
                self.striking.close()
            }
            TagEnd::Superscript => self.runs.close_mark(),
            _ => {}
        }
    }

    fn inline_html(&mut self, html: &str, byte: usize) {
        self.striking.take_tag(html, byte);
        match html.to_ascii_lowercase().as_str() {
            tag if tag == "<sup>" || tag.starts_with("<sup ") => self.runs.open_mark(),
            "</sup>" => self.runs.close_mark(),
            "<br>" | "<br/>" | "<br />" => self.hard_break(byte),
            _ => {}
        }
    }

    /// The text of an HTML block, without tags, comments and what is struck out; its headings are headings.
    fn html(&mut self, html: &str, byte: usize) {
        let mut at = 0;
        let mut inside = false;
        for piece in html.split_inclusive(['<', '>']) {
            let words = piece.trim_end_matches(['<', '>']);
            let is_text = !inside && !words.trim().is_empty();
            if inside {
                self.striking.take_tag(words, byte + at);
            } else if is_text && self.striking.is_on() {
                self.take(Event::Text(words.into()), byte + at..byte + at + words.len());
            } else if is_text {
                self.push(words, byte + at);
            }
            if inside && piece.ends_with('>') {
                let level = heading_level(words.strip_prefix('/').unwrap_or(words));
                if level > 0 {
                    self.close();
                }
                if level > 0 && !words.starts_with('/') {
                    (self.kind, self.level, self.marked) = (BlockKind::Heading, level, true);
                }
            }
            inside = piece.ends_with('<') || (inside && !piece.ends_with('>'));
            at += piece.len();
        }
    }

    /// The number as it is printed in the file, which Markdown itself forgets.
    fn printed_number(&self, byte: usize) -> Option<String> {
        let rest = self.body.get(byte..)?.trim_start();
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (!digits.is_empty()).then_some(digits)
    }

    /// Makes a piece of the open block.
    fn close(&mut self) {
        let (kind, level, marked, gap) = (self.kind, self.level, self.marked, self.gap);
        let (bold, picture) = (self.bold, self.picture);
        (self.kind, self.level, self.marked, self.gap) = (BlockKind::Paragraph, 0, false, true);
        (self.bold, self.picture) = (0, 0);
        let Some(mut piece) = self.runs.close(kind) else {
            // An item's first paragraph opens inside it.
            (self.kind, self.level) = if kind == BlockKind::Item { (kind, level) } else { (BlockKind::Paragraph, 0) };
            return;
        };
        let length = count_chars(piece.text());
        (piece.level, piece.marked, piece.gap) = (level, marked, gap);
        piece.number = self.number.take().filter(|_| kind == BlockKind::Item);
        piece.footnote.clone_from(&self.footnote);
        if kind == BlockKind::Heading && level == 1 && !self.titled {
            piece.kind = BlockKind::Title;
            self.titled = true;
        } else if kind == BlockKind::Paragraph && picture + 2 >= length {
            piece.kind = BlockKind::Caption;
        } else if kind == BlockKind::Paragraph && bold + 2 >= length && reads_like_heading(piece.text()) {
            (piece.kind, piece.level, piece.marked) = (BlockKind::Heading, 6, true);
        }
        self.pieces.push(piece);
    }
}

/// The level of a heading by the words of its tag, `h2 class="x"`; 0 for other tags.
fn heading_level(tag: &str) -> u8 {
    let name = tag.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    name.strip_prefix('h').and_then(|n| n.parse().ok()).filter(|n| (1..=6).contains(n)).unwrap_or(0)
}
