//! Lists and their items, and the entries of a list of references, each of them one piece with its links.

use super::Walker;
use crate::model::BlockKind;
use crate::read::article::html::labels::{EntryLink, recognise_link};
use crate::read::article::html::open::{Closing, OpenList};
use crate::read::article::html::page::{LinkedNote, holds_blocks};
use crate::read::article::html::tree::Element;
use crate::text::citing::parse_roman;

/// The longest entry of a list, in bytes.
const ENTRY: u32 = 3_000;

/// What pandoc puts before the key of an entry in its id.
const KEYED: &str = "ref-";

impl Walker<'_, '_, '_> {
    pub(super) fn read_link(&mut self, at: usize, element: &Element) -> bool {
        let Some(href) = element.attribute("href").filter(|href| !href.is_empty()) else { return true };
        let in_list = self.whole > self.rows || self.blocks.is_in_list();
        if in_list && self.page.text_length(at) <= 60 && !self.page.notes.contains_key(&at) {
            let label = self.page.tree.collect_words(at, 80);
            match recognise_link(self.page, at, href, &label) {
                EntryLink::Words => {}
                EntryLink::Label => {
                    self.blocks.runs.open_link(href.to_owned());
                    self.blocks.runs.close_link();
                    return false;
                }
                EntryLink::Nothing => return false,
                EntryLink::Number => {
                    let number: String = label.chars().filter(char::is_ascii_digit).collect();
                    if self.blocks.runs.is_empty() {
                        self.blocks.number.get_or_insert(number);
                    }
                    return false;
                }
            }
        }
        // A numeral that leads to an entry is a marker, raised or not.
        let numeral = |note: &&LinkedNote| note.is_listed && parse_roman(&note.label).is_some();
        if self.page.find_note(href).is_some_and(|note| numeral(&note)) && self.page.text_length(at) <= 40 {
            let words = self.page.tree.collect_words(at, 60);
            let place = self.cursor.go(self.page.tree.node(at).map_or(0, |n| n.bytes.start));
            self.blocks.runs.open_mark();
            self.blocks.push(&words, place);
            self.blocks.runs.close_mark();
            return false;
        }
        if let Some(note) = self.page.find_note_of_words(at, element) {
            self.close_at(at, Closing::NotedWords(note.label.clone(), note.is_listed));
            return true;
        }
        // A note that stands in no list of references is pointed at as such, whatever its number.
        let note = self.page.find_note(href).filter(|note| !note.is_listed);
        if let Some(note) = note.filter(|_| self.page.text_length(at) <= 40) {
            let words = self.page.tree.collect_words(at, 60);
            let place = self.cursor.go(self.page.tree.node(at).map_or(0, |n| n.bytes.start));
            self.blocks.runs.push_footnote_mark(&note.label, &words, place);
            return false;
        }
        self.blocks.runs.open_link(self.page.link_target(href));
        self.close_at(at, Closing::Link);
        true
    }

    /// Words begin that cite the entries of these keys, as pandoc names them; what its list does not have is read as printed.
    pub(super) fn open_citation(&mut self, at: usize, element: &Element) {
        let keys = element.attribute("data-cites").unwrap_or_default().split_whitespace();
        let keys: Vec<String> = keys.map(str::to_owned).collect();
        if keys.iter().any(|key| self.page.find_target(&format!("#{KEYED}{key}")).is_some()) {
            self.close_at(at, Closing::Citation(self.blocks.runs.end(), keys));
        }
    }

    /// The key of the entry that begins, if its id has one.
    pub(super) fn take_key(&mut self, element: &Element) {
        if self.blocks.is_in_list()
            && let Some(key) = element.attribute("id").and_then(|id| id.strip_prefix(KEYED))
        {
            self.blocks.key = Some(key.to_owned());
        }
    }

    /// The words that a note belongs to have ended: its number stands behind them, as the page's style shows it.
    pub(super) fn close_noted_words(&mut self, label: &str, is_listed: bool) {
        let (place, words) = (self.cursor.place(), format!("[{label}]"));
        if !is_listed {
            return self.blocks.runs.push_footnote_mark(label, &words, place);
        }
        self.blocks.runs.open_mark();
        self.blocks.push(&words, place);
        self.blocks.runs.close_mark();
    }

    /// A box begins whose class says that it holds references, and that no heading stands over.
    pub(super) fn open_box(&mut self, at: usize) {
        self.end_block();
        self.blocks.open_reference_list();
        self.close_at(at, Closing::Box);
    }

    pub(super) fn close_box(&mut self) {
        self.end_block();
        self.blocks.close_told_list();
    }

    pub(super) fn list(&mut self, at: usize, element: &Element) {
        self.end_block();
        let items = || self.page.tree.children(at).filter(|child| self.page.tree.name(*child) == "li").count();
        self.lists.push(OpenList::from_element(element, items));
        self.close_at(at, Closing::List);
    }

    pub(super) fn read_item(&mut self, at: usize, element: &Element) {
        self.end_block();
        let number = self.lists.last_mut().and_then(|list| list.take_number(element));
        if self.whole > 0 {
            return self.close_at(at, Closing::Block);
        }
        let depth = u8::try_from(self.lists.len().max(1)).unwrap_or(u8::MAX).min(9);
        (self.blocks.kind, self.blocks.level, self.blocks.number) = (BlockKind::Item, depth, number);
        let is_entry = self.page.notes.contains_key(&at)
            || self.blocks.is_in_list() && self.page.text_length(at) <= ENTRY && !self.heads_items(at);
        match is_entry {
            true => self.open_entry(at),
            false => self.close_at(at, Closing::Block),
        }
    }

    /// Whether an item is only the heading of items in it.
    fn heads_items(&self, at: usize) -> bool {
        let tree = self.page.tree;
        let lists = tree.children(at).filter(|child| matches!(tree.name(*child), "ol" | "ul")).take(5);
        let inner: u32 = lists.map(|list| self.page.text_length(list)).sum();
        inner > 0 && self.page.text_length(at) - inner.min(self.page.text_length(at)) < 80
    }

    /// Everything up to the element's end is one piece.
    pub(super) fn open_entry(&mut self, at: usize) {
        self.whole += 1;
        self.blocks.is_entry = true;
        if let Some(number) = self.term.take() {
            self.blocks.number = Some(number);
        }
        if let Some(note) = self.page.notes.get(&at).filter(|note| note.is_listed && parse_roman(&note.label).is_some())
        {
            self.blocks.number.get_or_insert_with(|| note.label.clone());
        }
        if let Some(note) = self.page.notes.get(&at).filter(|note| !note.is_listed) {
            self.blocks.note = Some(note.label.clone());
            (self.blocks.kind, self.blocks.level, self.blocks.number) = (BlockKind::Paragraph, 0, None);
        }
        self.close_at(at, Closing::Whole);
    }

    /// One of several boxes of one class in a list of references, each with an entry.
    pub(super) fn is_entry_box(&self, at: usize, element: &Element) -> bool {
        let tree = self.page.tree;
        let class = |at: usize| tree.element(at).and_then(|e| e.attribute("class")).unwrap_or_default();
        let Some(parent) = tree.node(at).map(|n| n.parent) else { return false };
        let is_like =
            |sibling: usize| sibling != at && tree.name(sibling) == element.name && class(sibling) == class(at);
        let next = || std::iter::successors(Some(tree.end(at)), |next| Some(tree.end(*next)));
        let siblings = || next().take_while(|sibling| *sibling < tree.end(parent)).take(3);
        let mut first = tree.children(parent).take(5).filter(|child| *child < at);
        let is_keyed = || element.attribute("id").is_some_and(|id| id.starts_with(KEYED));
        !class(at).is_empty()
            && self.page.text_length(at) <= ENTRY
            && tree.range_within(at).take(500).all(|inside| !matches!(tree.name(inside), "li" | "tr" | "ol" | "ul"))
            && holds_blocks(tree, at)
            && (is_keyed() || siblings().any(is_like) || first.any(is_like))
    }
}
