//! Goes through a page from front to back and makes its pieces: headings, paragraphs, items, rows, captions, with links and
//! marks.

mod entries;
mod inline_notes;
mod rows;

use super::blocks::Blocks;
use super::choose::Choice;
use super::labels::leads_back;
use super::names::is_byline;
use super::open::{Closing, OpenList};
use super::page::Page;
use super::tables::Spans;
use super::tree::{Element, heading_level, is_block};
use crate::model::BlockKind;
use crate::read::article::cursor::Cursor;
use crate::read::piece::Piece;
use inline_notes::InlineNotes;

/// A break in a longer text is a space.
const SHORT: usize = 120;

/// What was read of a page's text.
#[derive(Debug)]
pub(super) struct Walked {
    pub(super) pieces: Vec<Piece>,
    /// Lines in which words are struck out.
    pub(super) struck: Vec<u32>,
}

struct Walker<'p, 't, 's> {
    page: &'p Page<'t, 's>,
    title: Option<usize>,
    cursor: Cursor<'s>,
    blocks: Blocks,
    /// What is open: up to which node, and what to do then.
    open: Vec<(usize, Closing)>,
    lists: Vec<OpenList>,
    spans: Vec<Spans>,
    quotes: u32,
    /// How many entries and rows are open that are one piece each.
    whole: u32,
    /// How many rows.
    rows: u32,
    /// How much is open that is left out without a word.
    hidden: u32,
    struck: u32,
    struck_lines: Vec<u32>,
    /// A break stood right before.
    broken: bool,
    /// The level of the last heading.
    level: u8,
    /// The number that a term gives to the entry behind it.
    term: Option<String>,
    notes: InlineNotes,
}

/// Goes through a page.
pub(super) fn walk(page: &Page<'_, '_>, choice: &Choice) -> Walked {
    let mut walker = Walker {
        page,
        title: choice.title,
        cursor: Cursor::new(page.tree.source, 1),
        blocks: Blocks::new(),
        open: Vec::new(),
        lists: Vec::new(),
        spans: Vec::new(),
        quotes: 0,
        whole: 0,
        rows: 0,
        hidden: 0,
        struck: 0,
        struck_lines: Vec::new(),
        broken: false,
        level: 1,
        term: None,
        notes: InlineNotes::default(),
    };
    let mut at = 1;
    while at < page.tree.nodes.len() {
        walker.leave(at);
        at = match choice.skipped.get(at) {
            Some(true) => page.tree.end(at),
            _ => walker.read_node(at),
        };
    }
    walker.leave(usize::MAX);
    walker.blocks.close();
    let mut pieces = walker.blocks.pieces;
    pieces.extend(walker.notes.pieces);
    Walked { pieces, struck: walker.struck_lines }
}

impl Walker<'_, '_, '_> {
    /// Ends what does not hold a node.
    fn leave(&mut self, at: usize) {
        while let Some((_, closing)) = self.open.pop_if(|(end, _)| *end <= at) {
            match closing {
                Closing::Block => self.end_block(),
                Closing::List => {
                    self.end_block();
                    self.lists.pop();
                }
                Closing::Mark => self.blocks.runs.close_mark(),
                Closing::NotedWords(label, is_listed) => self.close_noted_words(&label, is_listed),
                Closing::Box => self.close_box(),
                Closing::Link => self.blocks.runs.close_link(),
                Closing::Citation(run, keys) => self.blocks.runs.cite(run, keys),
                Closing::Strong => self.blocks.strong = self.blocks.strong.saturating_sub(1),
                Closing::Quote => {
                    self.end_block();
                    self.quotes = self.quotes.saturating_sub(1);
                }
                Closing::Quoted => self.push_unprinted("”"),
                Closing::Whole => {
                    self.whole = self.whole.saturating_sub(1);
                    self.end_block();
                }
                Closing::Table => {
                    self.end_block();
                    self.spans.pop();
                    self.rows = self.rows.saturating_sub(1);
                }
                Closing::Struck => self.struck = self.struck.saturating_sub(1),
                Closing::Hidden => self.hidden = self.hidden.saturating_sub(1),
            }
        }
    }

    /// Takes a node in; gives the next.
    fn read_node(&mut self, at: usize) -> usize {
        let tree = self.page.tree;
        match tree.element(at) {
            None => {
                self.read_text(at);
                at + 1
            }
            Some(element) => match self.start_element(at, element) {
                true => at + 1,
                false => tree.end(at),
            },
        }
    }

    fn read_text(&mut self, at: usize) {
        let Some(node) = self.page.tree.node(at) else { return };
        let raw = self.page.tree.raw(at);
        let is_blank = raw.trim().is_empty();
        if is_blank && (self.broken || self.blocks.runs.is_empty()) {
            return;
        }
        self.broken &= is_blank;
        if self.hidden > 0 {
            return;
        }
        if self.struck > 0 {
            let (line, _) = self.cursor.go(node.bytes.start);
            if self.struck_lines.last() != Some(&line) && !is_blank {
                self.struck_lines.push(line);
            }
            return;
        }
        let is_list = self.blocks.is_in_list() && self.whole == 0 && self.page.tree.name(node.parent) == "pre";
        let (mut at, mut blank) = (node.bytes.start, false);
        for (n, line) in raw.split(|c| is_list && c == '\n').enumerate() {
            // Each line of a list that is set as it was typed may be an entry.
            if n > 0 {
                self.end_block();
                self.blocks.gap = blank;
            }
            blank = line.trim().is_empty();
            for part in super::entities::split_entities(line) {
                let place = self.cursor.go(at + part.at);
                self.blocks.push(&part.words, place);
            }
            at += line.len() + 1;
        }
    }

    /// Puts in what the page does not say in words: a space, a bar, a quotation mark.
    fn push_unprinted(&mut self, words: &str) {
        if !self.blocks.runs.is_empty() {
            let place = self.cursor.place();
            self.blocks.push(words, place);
        }
    }

    /// Ends the open block, or parts words within an entry.
    fn end_block(&mut self) {
        self.broken = false;
        if self.whole > 0 {
            return self.push_unprinted(" ");
        }
        self.blocks.close();
        if self.quotes > 0 && self.blocks.kind == BlockKind::Paragraph {
            self.blocks.kind = BlockKind::Quote;
        }
    }

    fn close_at(&mut self, at: usize, closing: Closing) {
        self.open.push((self.page.tree.end(at), closing));
    }

    /// An element begins; whether what is in it is read.
    fn start_element(&mut self, at: usize, element: &Element) -> bool {
        let name = element.name.as_str();
        if self.page.boxes.binary_search(&at).is_ok() && !self.blocks.is_in_list() {
            self.open_box(at);
        }
        if let Some(level) = (self.title == Some(at)).then_some(1).or(heading_level(name)) {
            self.start_heading(at, level);
            return true;
        }
        if !is_block(name) && self.take_note(at) {
            return false;
        }
        match name {
            "a" => return self.read_link(at, element),
            "span" if element.has("data-cites") => self.open_citation(at, element),
            "span" | "cite" | "button" if self.page.is_marker(at) => {
                self.blocks.runs.open_mark();
                self.close_at(at, Closing::Mark);
            }
            "sup" => {
                self.blocks.runs.open_mark();
                self.close_at(at, Closing::Mark);
            }
            "b" | "strong" => {
                self.blocks.strong += 1;
                self.close_at(at, Closing::Strong);
            }
            "br" => self.add_line_break(at),
            "q" => {
                self.push_unprinted("“");
                self.close_at(at, Closing::Quoted);
            }
            "s" | "del" | "strike" => self.strike(at),
            "pre" => {
                self.end_block();
                let is_most = u64::from(self.page.text_length(at)) * 100 > u64::from(self.page.text_length(0)) * 60;
                return is_most || self.blocks.is_in_list();
            }
            "ol" | "ul" | "menu" | "dir" => self.list(at, element),
            "li" => self.read_item(at, element),
            "table" => self.read_table(at),
            "tr" => self.read_row(at),
            "td" | "th" => self.read_cell(at, element),
            "dt" | "dd" => self.read_term(at, name),
            "blockquote" => {
                self.quotes += u32::from(self.whole == 0);
                self.end_block();
                self.close_at(at, if self.whole == 0 { Closing::Quote } else { Closing::Block });
            }
            "figcaption" | "caption" => {
                self.start_block(at);
                self.blocks.kind = BlockKind::Caption;
            }
            "summary" | "legend" => {
                let level = self.level.saturating_add(1).clamp(2, 6);
                self.start_heading(at, level);
            }
            "button" if self.blocks.kind == BlockKind::Heading => {}
            "button" => self.start_heading(at, self.level.max(2)),
            _ => self.start_other(at, element),
        }
        true
    }

    fn start_other(&mut self, at: usize, element: &Element) {
        let leads_back = (self.whole > 0 || self.blocks.is_in_list()) && leads_back(element);
        if leads_back || element.has("style") && element.attribute("style").is_some_and(|s| s.contains("line-through"))
        {
            // Links back are said to nobody.
            return match leads_back {
                true => self.hide(at),
                false => self.strike(at),
            };
        }
        if is_block(&element.name) {
            self.start_block(at);
            self.take_key(element);
            if self.page.notes.contains_key(&at) || self.blocks.is_in_list() && self.is_entry_box(at, element) {
                self.open_entry(at);
            }
        } else if self.is_byline_part(at) {
            self.start_block(at);
        }
    }

    /// Leaves out what is in an element without telling.
    fn hide(&mut self, at: usize) {
        self.hidden += 1;
        self.close_at(at, Closing::Hidden);
    }

    fn strike(&mut self, at: usize) {
        self.struck += 1;
        self.close_at(at, Closing::Struck);
    }

    fn start_block(&mut self, at: usize) {
        let is_open_item = self.blocks.kind == BlockKind::Item && self.blocks.runs.is_empty();
        if !is_open_item || self.whole > 0 {
            self.end_block();
        }
        self.close_at(at, Closing::Block);
    }

    fn start_heading(&mut self, at: usize, level: u8) {
        self.start_block(at);
        if self.whole > 0 {
            return;
        }
        self.level = level;
        (self.blocks.kind, self.blocks.level, self.blocks.marked) = (BlockKind::Heading, level, true);
        self.blocks.is_title = self.title == Some(at);
    }

    /// In short lines, as bylines have, a break parts blocks; in prose it is a space, and two are a paragraph's end.
    fn add_line_break(&mut self, at: usize) {
        if self.whole > 0 || self.blocks.marked {
            return self.push_unprinted(if self.blocks.ends_bold_title() { ". " } else { " " });
        }
        let twice = std::mem::replace(&mut self.broken, true);
        let is_line = self.blocks.runs.length() < SHORT
            && !self.blocks.runs.has_open_link()
            && self.blocks.strong == 0
            && self.blocks.kind == BlockKind::Paragraph;
        if twice || is_line || self.blocks.is_in_list() || self.begins_next_note(at) {
            let kind = self.blocks.kind;
            self.blocks.close();
            self.blocks.kind = if kind == BlockKind::Quote { kind } else { BlockKind::Paragraph };
            self.blocks.gap = twice;
        } else {
            self.push_unprinted(" ");
        }
    }

    /// Whether the open block is a note with a number, and the next number stands behind the break at a place.
    fn begins_next_note(&self, at: usize) -> bool {
        let read = |words: &str| {
            let words = words.trim_start().trim_start_matches(['[', '(']);
            let end = words.find(|c: char| !c.is_ascii_digit()).unwrap_or(words.len());
            words.get(..end)?.parse::<u32>().ok()
        };
        let Some(number) = self.blocks.runs.find_first_words().and_then(read) else { return false };
        let end = self.page.tree.node(at).map_or(at, |node| self.page.tree.end(node.parent));
        let mut behind =
            (at + 1..end).take(5).map(|next| self.page.tree.raw(next)).filter(|raw| !raw.trim().is_empty());
        behind.next().and_then(read) == Some(number.saturating_add(1))
    }

    /// One of several pieces of a byline that nothing but their elements parts: `<span>By A</span><span>May 2026</span>`.
    fn is_byline_part(&self, at: usize) -> bool {
        let tree = self.page.tree;
        let Some(parent) = tree.node(at).map(|n| n.parent) else { return false };
        let is_named = |at: usize| tree.element(at).is_some_and(is_byline);
        if self.whole > 0
            || self.page.text_length(parent) > 300
            || !matches!(tree.name(at), "span" | "time" | "address" | "a")
        {
            return false;
        }
        let mut children = tree.children(parent).take(12).peekable();
        let all_named = is_named(parent) || is_named(at);
        let alone = children.all(|child| tree.element(child).is_some() || tree.raw(child).trim().is_empty());
        let before = tree
            .children(parent)
            .take(12)
            .take_while(|child| *child < at)
            .filter(|child| self.page.text_length(*child) > 0);
        // "Reviewed by" goes on with the name behind it.
        let leads = before.last().is_some_and(|child| {
            let words = tree.collect_words(child, 60).to_lowercase();
            words.ends_with(" by") || words == "by" || words.ends_with(':') || words.ends_with(" on")
        });
        all_named && alone && !leads
    }
}
