//! Markdown: headings, lists, quotes, tables, footnotes, links; front matter; hard-wrapped lines joined.

use super::cursor::Cursor;
use super::markers::is_note;
use super::struck::Striking;
use super::{Input, ReadArticle, Reader, assemble, front_matter};
use crate::model::BlockKind;
use crate::read::entry::Source;
use crate::read::piece::{Link, Mark, Piece, reads_like_heading};
use crate::read::unread;
use crate::text::citing;
use crate::text::normalise::{self, FileSpan, count_chars};
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

/// Text of the open block and where it stands in the file.
struct Run {
    text: String,
    line: u32,
    column: u32,
}

/// A link or mark that is open: the run it began at, and its target.
struct Opened {
    run: usize,
    url: String,
}

struct Builder<'a> {
    body: &'a str,
    cursor: Cursor<'a>,
    pieces: Vec<Piece>,
    kind: BlockKind,
    level: u8,
    marked: bool,
    runs: Vec<Run>,
    links: Vec<(Range<usize>, String)>,
    marks: Vec<(Range<usize>, String, bool)>,
    open_link: Option<Opened>,
    open_mark: Option<usize>,
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
            runs: Vec::new(),
            links: Vec::new(),
            marks: Vec::new(),
            open_link: None,
            open_mark: None,
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
                self.marks.push((self.runs.len()..self.runs.len() + 1, label.to_string(), true));
                self.push(&format!("[{label}]"), range.start);
            }
            Event::InlineHtml(html) => self.inline_html(&html, range.start),
            Event::Html(html) => self.html(&html, range.start),
            Event::Rule => self.close(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn push(&mut self, text: &str, byte: usize) {
        let (line, column) = self.cursor.go(byte);
        // "… for adults ~~alone~~." loses the space before the stop with the words.
        if std::mem::take(&mut self.struck)
            && text.starts_with(['.', ',', ';', ':', '!', '?', ')'])
            && let Some(before) = self.runs.last_mut()
        {
            before.text.truncate(before.text.trim_end().len());
        }
        let length = count_chars(text.trim());
        self.bold += if self.strong > 0 { length } else { 0 };
        self.picture += if self.image > 0 { length } else { 0 };
        self.runs.push(Run { text: text.to_owned(), line, column });
    }

    /// In short lines, as bylines have, a hard break parts blocks; in prose it is a space.
    fn hard_break(&mut self, byte: usize) {
        let length: usize = self.runs.iter().map(|r| r.text.len()).sum();
        if length < 120 && self.open_link.is_none() && self.strong == 0 && self.kind == BlockKind::Paragraph {
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
            Tag::Link { dest_url, .. } => {
                self.open_link = Some(Opened { run: self.runs.len(), url: dest_url.to_string() })
            }
            Tag::Image { .. } => self.image += 1,
            Tag::Strong => self.strong += 1,
            // One tilde lowers in many dialects: `CO~2~`.
            Tag::Strikethrough if self.body.get(range.start..).is_some_and(|b| b.starts_with("~~")) => {
                self.striking.open()
            }
            Tag::Superscript => self.open_mark = Some(self.runs.len()),
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
            TagEnd::Link => {
                if let Some(open) = self.open_link.take() {
                    self.leads_to_the_list(&open);
                    self.links.push((open.run..self.runs.len(), open.url));
                }
            }
            TagEnd::Image => self.image = self.image.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough if self.body.get(range.start..).is_some_and(|b| b.starts_with("~~")) => {
                self.striking.close()
            }
            TagEnd::Superscript => self.close_mark(),
            _ => {}
        }
    }

    fn inline_html(&mut self, html: &str, byte: usize) {
        self.striking.take_tag(html, byte);
        match html.to_ascii_lowercase().as_str() {
            tag if tag == "<sup>" || tag.starts_with("<sup ") => self.open_mark = Some(self.runs.len()),
            "</sup>" => self.close_mark(),
            "<br>" | "<br/>" | "<br />" => self.hard_break(byte),
            _ => {}
        }
    }

    /// Superscript digits point at something unless they stand behind a figure or a unit.
    fn close_mark(&mut self) {
        let Some(run) = self.open_mark.take() else { return };
        let label: String = self.runs.iter().skip(run).map(|r| r.text.as_str()).collect();
        let before = || self.runs.iter().take(run).rev().flat_map(|r| r.text.chars().rev());
        let word = before().take(3).take_while(|c| c.is_alphanumeric()).count();
        let last = before().next();
        let unit = last.is_some_and(|c| c.is_ascii_digit() || c.is_alphabetic() && word <= 2);
        let label = label.trim();
        // A raised letter or star leads to a note of the text's own.
        let note = is_note(label);
        if !unit && (note || citing::parse_numbers(label).is_some()) {
            let label = label.trim_matches(['[', ']', '(', ')']).to_owned();
            self.marks.push((run..self.runs.len(), label, note));
        }
    }

    /// A number that leads to a numbered place on the same page, `[1](#ref-1)`, points at an entry; `[10](#sets)` does not.
    fn leads_to_the_list(&mut self, link: &Opened) {
        let label: String = self.runs.iter().skip(link.run).map(|r| r.text.as_str()).collect();
        let is_number = (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
        if link.url.starts_with('#')
            && link.url.contains(|c: char| c.is_ascii_digit())
            && is_number
            && self.open_mark.is_none()
        {
            self.marks.push((link.run..self.runs.len(), label, false));
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
        let runs = std::mem::take(&mut self.runs);
        let (links, marks) = (std::mem::take(&mut self.links), std::mem::take(&mut self.marks));
        let spans: Vec<FileSpan<'_>> =
            runs.iter().map(|r| FileSpan { text: &r.text, line: r.line, column: r.column }).collect();
        let (line, ends) = normalise::join_spans_with_ends(&spans);
        let (kind, level, marked, gap) = (self.kind, self.level, self.marked, self.gap);
        let (bold, picture) = (self.bold, self.picture);
        (self.kind, self.level, self.marked, self.gap) = (BlockKind::Paragraph, 0, false, true);
        (self.bold, self.picture, self.open_link, self.open_mark) = (0, 0, None, None);
        if line.text.is_empty() {
            // An item's first paragraph opens inside it.
            (self.kind, self.level) = if kind == BlockKind::Item { (kind, level) } else { (BlockKind::Paragraph, 0) };
            return;
        }
        let text = line.text.clone();
        let length = count_chars(&text);
        let mut piece = Piece::new(kind, line);
        (piece.level, piece.marked, piece.gap) = (level, marked, gap);
        piece.number = self.number.take().filter(|_| kind == BlockKind::Item);
        piece.footnote.clone_from(&self.footnote);
        let letters: Vec<char> = text.chars().collect();
        let place = |run: &Range<usize>| placed(&ends, run, &letters);
        piece.links = links
            .iter()
            .map(|(r, url)| (place(r), url))
            .map(|((start, end), url)| Link { start, end, url: url.clone() })
            .collect();
        piece.marks = marks
            .iter()
            .map(|(r, label, footnote)| (place(r), label, *footnote))
            .map(|((start, end), label, footnote)| Mark { start, end, label: label.clone(), footnote })
            .collect();
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

/// Where runs lie in the normalised text of their block, in code points; `ends` says where each run ends.
fn placed(ends: &[u32], runs: &Range<usize>, letters: &[char]) -> (u32, u32) {
    let upto = |n: usize| n.checked_sub(1).and_then(|i| ends.get(i)).copied().unwrap_or_default();
    let start = upto(runs.start);
    let space = letters.get(start as usize) == Some(&' ');
    (start + u32::from(space), upto(runs.end))
}
