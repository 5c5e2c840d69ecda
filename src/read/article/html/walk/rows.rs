//! Tables row by row, and terms with what is said of them.

use super::Walker;
use crate::model::BlockKind;
use crate::read::article::html::open::Closing;
use crate::read::article::html::tables::{self, Spans};
use crate::read::article::html::tree::Element;

impl Walker<'_, '_, '_> {
    pub(super) fn read_table(&mut self, at: usize) {
        self.end_block();
        if tables::is_layout(self.page, at) {
            return self.close_at(at, Closing::Block);
        }
        self.rows += 1;
        self.spans.push(Spans::default());
        self.close_at(at, Closing::Table);
    }

    pub(super) fn read_row(&mut self, at: usize) {
        if self.spans.is_empty() || self.whole > 0 {
            return self.start_block(at);
        }
        self.end_block();
        (self.blocks.kind, self.blocks.level) = (BlockKind::Row, u8::from(tables::is_head(self.page, at)));
        self.spans.last_mut().into_iter().for_each(Spans::begin_row);
        self.open_entry(at);
    }

    pub(super) fn read_cell(&mut self, at: usize, element: &Element) {
        if self.spans.is_empty() || self.whole == 0 {
            return self.start_block(at);
        }
        let number = |name: &str| element.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(1);
        let bar = " | ";
        while let Some((words, place)) = self.spans.last_mut().and_then(Spans::next) {
            self.push_unprinted(bar);
            self.blocks.push(&words, place);
        }
        self.push_unprinted(bar);
        let place = self.cursor.go(self.page.tree.node(at).map_or(0, |n| n.bytes.start));
        let rows = number("rowspan");
        let words = if rows > 1 { self.page.tree.collect_words(at, 300) } else { String::new() };
        self.spans.last_mut().into_iter().for_each(|spans| spans.add(number("colspan"), rows, words.clone(), place));
    }

    /// A term is a line of its own, and what is said of it an item. In a list of references it is the entry's number.
    pub(super) fn read_term(&mut self, at: usize, name: &str) {
        self.start_block(at);
        if self.whole > 0 {
            return;
        }
        let in_list = self.blocks.is_in_list();
        if name == "dt" {
            let words = self.page.tree.collect_words(at, 40);
            if let Some(label) = read_entry_label(&words).filter(|_| in_list) {
                self.term = Some(label.to_owned());
                self.hide(at);
            }
        } else {
            (self.blocks.kind, self.blocks.level) = (BlockKind::Item, 1);
            if in_list || self.page.notes.contains_key(&at) {
                self.open_entry(at);
            }
        }
    }
}

/// What a term calls the entry behind it: `[1]`, `1.`, `Ref. 1`, `[Poe01]`.
fn read_entry_label(term: &str) -> Option<&str> {
    const WORDS: [&str; 4] = ["ref", "reference", "source", "no"];
    let digits = term.trim_matches(|c: char| !c.is_ascii_digit());
    let lead = term.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_led = WORDS.iter().any(|word| lead.eq_ignore_ascii_case(word));
    let beside = term.len().saturating_sub(digits.len() + if is_led { lead.len() + 1 } else { 0 });
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && beside <= 2;
    let key = || term.strip_prefix('[')?.strip_suffix(']').filter(|key| !key.is_empty() && !key.contains(['[', ' ']));
    if is_number { Some(digits) } else { key() }
}
