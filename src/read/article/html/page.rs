//! What is measured on a page before it is known what is what: how much text stands where, how much of it is links, which
//! headings head a list of references, and which notes the text's markers lead to.

use super::names::holds_references;
use super::note_number::read_note_number;
use super::tree::{Element, Tree, heading_level, is_block};
use crate::read::list::headings::is_heading;
use crate::read::list::reads_like_entry;
use crate::read::list::unheaded::is_entry;
use crate::text::citing;
use std::collections::BTreeMap;

/// Elements whose content is never text of the page.
const SILENT: &[&str] = &[
    "annotation",
    "annotation-xml",
    "audio",
    "canvas",
    "datalist",
    "embed",
    "head",
    "iframe",
    "input",
    "map",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "optgroup",
    "option",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Whether an element's content is never text.
pub(super) fn is_silent(name: &str) -> bool {
    SILENT.binary_search(&name).is_ok()
}

/// The longest heading of a list, and the longest note that a marker leads to, in bytes.
const HEADING: u32 = 80;
const NOTE: u32 = 3_000;
/// So many headings of lists are looked behind.
const HEADINGS: usize = 200;

/// An entry or a note that markers of the text lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LinkedNote {
    /// What its first marker says.
    pub(super) label: String,
    /// It stands under a heading of a list of references.
    pub(super) is_listed: bool,
}

/// A page and its measures.
#[derive(Debug)]
pub(super) struct Page<'t, 's> {
    pub(super) tree: &'t Tree<'s>,
    /// Of each node, the bytes of text in it, white space apart.
    text: Vec<u32>,
    /// And of those, the bytes in links.
    linked: Vec<u32>,
    /// Headings of lists of references, with an entry behind.
    pub(super) lists: Vec<usize>,
    /// Boxes whose class says that they hold references, and that no such heading stands in.
    pub(super) boxes: Vec<usize>,
    /// Blocks that markers lead to.
    pub(super) notes: BTreeMap<usize, LinkedNote>,
    /// Of each place that a link names, its node.
    places: BTreeMap<String, usize>,
}

impl<'t, 's> Page<'t, 's> {
    pub(super) fn measure(tree: &'t Tree<'s>) -> Self {
        let (text, linked) = weigh(tree);
        let mut page = Self {
            tree,
            text,
            linked,
            lists: Vec::new(),
            boxes: Vec::new(),
            notes: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        for (at, _) in tree.nodes.iter().enumerate() {
            let Some(element) = tree.element(at) else { continue };
            let named = element.attribute("id").or(element.attribute("name").filter(|_| element.name == "a"));
            if let Some(id) = named.filter(|id| !id.is_empty()) {
                page.places.entry(id.to_owned()).or_insert(at);
            }
        }
        page.lists = page.find_lists();
        page.boxes = page.find_boxes();
        page.notes = page.find_notes();
        page
    }

    pub(super) fn text_length(&self, at: usize) -> u32 {
        self.text.get(at).copied().unwrap_or_default()
    }

    /// Whether a text stands in an element whose content is never text.
    pub(super) fn is_silenced(&self, at: usize) -> bool {
        self.tree.ancestors(at).any(|up| is_silent(self.tree.name(up)))
    }

    /// The share of a node's text that is links, in hundredths.
    pub(super) fn linked_share(&self, at: usize) -> u32 {
        to_hundredths(self.linked.get(at).copied().unwrap_or_default(), self.text_length(at))
    }

    /// The share of several nodes' text that is links, in hundredths.
    pub(super) fn linked_share_of(&self, nodes: &[usize]) -> u32 {
        let sum = |of: &[u32]| nodes.iter().filter_map(|at| of.get(*at)).sum();
        to_hundredths(sum(&self.linked), sum(&self.text))
    }

    /// Where a link leads on its own page. A page that was saved may name itself before the `#`.
    pub(super) fn find_target(&self, href: &str) -> Option<usize> {
        let (_, id) = href.split_once('#')?;
        let read = percent_encoding::percent_decode_str(id).decode_utf8_lossy();
        self.places.get(id).or_else(|| self.places.get(&*read)).copied()
    }

    /// Where a link leads, without the page's own address before a place on it.
    pub(super) fn link_target(&self, href: &str) -> String {
        match self.find_target(href).and_then(|_| href.split_once('#')) {
            Some((_, id)) => format!("#{id}"),
            None => href.to_owned(),
        }
    }

    /// The note that a link leads to, if markers lead there.
    pub(super) fn find_note(&self, href: &str) -> Option<&LinkedNote> {
        self.notes.get(&self.note_block(self.find_target(href)?)?)
    }

    /// Headings of lists, by an element of their own, behind which something reads like an entry.
    fn find_lists(&self) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for at in 1..self.tree.nodes.len() {
            let name = self.tree.name(at);
            let is_own = heading_level(name).is_some() || matches!(name, "summary" | "button" | "legend" | "dt");
            let is_other = matches!(name, "p" | "div" | "strong" | "b");
            let nested = || found.last().is_some_and(|last| at < self.tree.end(*last));
            let is_small = self.tree.end(at) - at <= 20 && (1..=HEADING).contains(&self.text_length(at));
            if !(is_own || is_other) || !is_small || nested() {
                continue;
            }
            // Of a box around a button, the button is the heading.
            let heads = |name: &str| heading_level(name).is_some() || matches!(name, "summary" | "button" | "legend");
            let holds_heading = || self.tree.range_within(at).skip(1).any(|inside| heads(self.tree.name(inside)));
            let is_link = is_other && (self.linked_share(at) > 0 || holds_heading());
            if !is_link && is_heading(&self.tree.collect_words(at, 200)) && self.heads_entries(at) {
                found.push(at);
            }
            if found.len() >= HEADINGS {
                break;
            }
        }
        found
    }

    /// Boxes that are named after what they hold, and whose first blocks read like entries.
    fn find_boxes(&self) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for at in 1..self.tree.nodes.len() {
            let is_list = |element: &&Element| {
                holds_references(element) || self.is_called_list(element) || self.lists_terms(at, element)
            };
            let Some(element) = self.tree.element(at).filter(is_list) else { continue };
            let whole = self.tree.range_within(at);
            let nested = found.last().is_some_and(|last| at < self.tree.end(*last));
            let headings = self.lists.get(self.lists.partition_point(|heading| *heading < at)..).unwrap_or_default();
            let headed = headings.first().is_some_and(|heading| *heading < whole.end);
            let is_most = u64::from(self.text_length(at)) * 100 > u64::from(self.text_length(0)) * 80;
            if is_block(&element.name) && !nested && !headed && !is_most && self.has_entries(at..whole.end) {
                found.push(at);
            }
        }
        found
    }

    /// Whether a box is labelled as a list is headed, by words of its own or by an element that is no heading of the text: a tab.
    fn is_called_list(&self, element: &Element) -> bool {
        let is_label = |at: usize| {
            let heads = |heading: &usize| {
                self.tree.range_within(at).contains(heading) || self.tree.range_within(*heading).contains(&at)
            };
            let is_short = (1..=HEADING).contains(&self.text_length(at));
            is_short && is_heading(&self.tree.collect_words(at, 200)) && !self.lists.iter().any(heads)
        };
        let labels = element.attribute("aria-labelledby").unwrap_or_default();
        element.attribute("aria-label").is_some_and(is_heading)
            || labels.split_whitespace().take(4).filter_map(|id| self.places.get(id)).any(|at| is_label(*at))
    }

    /// Whether an element lists terms that are numbers, and entries behind them.
    fn lists_terms(&self, at: usize, element: &Element) -> bool {
        let named = |name: &'static str| {
            let inside = if element.name == "dl" { self.tree.range_within(at) } else { 0..0 };
            inside.take(100).filter(move |inside| self.tree.name(*inside) == name).take(5)
        };
        let is_number = |term: usize| {
            let words = self.tree.collect_words(term, 40);
            citing::parse_numbers(words.trim_matches(['[', ']', '(', ')', '.', ' '])).is_some()
        };
        let entries = || named("dd").filter(|entry| is_entry(&self.tree.collect_words(*entry, 1_000))).count();
        named("dt").count() >= 2 && named("dt").all(is_number) && entries() * 2 > named("dd").count()
    }

    /// Whether one of the first three blocks behind a heading reads like an entry.
    fn heads_entries(&self, heading: usize) -> bool {
        self.has_entries(self.tree.end(heading)..self.tree.nodes.len())
    }

    /// Whether one of the first three blocks among these nodes reads like an entry.
    fn has_entries(&self, nodes: std::ops::Range<usize>) -> bool {
        self.find_entry(nodes).is_some()
    }

    /// The block behind the heading of a list that reads like an entry, shown or not: what a button folds is read, too.
    pub(super) fn find_entry_behind(&self, heading: usize) -> Option<usize> {
        self.find_entry(self.tree.end(heading)..self.tree.nodes.len())
    }

    fn find_entry(&self, nodes: std::ops::Range<usize>) -> Option<usize> {
        let is_entry = |name: &str| matches!(name, "li" | "p" | "tr" | "dd" | "div");
        let mut leaves =
            nodes.take(400).filter(|at| is_entry(self.tree.name(*at)) && (15..=NOTE).contains(&self.text_length(*at)));
        leaves.by_ref().take(3).find(|at| reads_like_entry(&self.tree.collect_words(*at, 1_000)))
    }

    /// The block that a named place stands in, if it can be a note.
    fn note_block(&self, place: usize) -> Option<usize> {
        let is_note = |at: &usize| matches!(self.tree.name(*at), "li" | "p" | "tr" | "dd" | "div" | "aside");
        let around = || std::iter::once(place).chain(self.tree.ancestors(place).take(6));
        // A place inside an item or a row is the item's.
        let item =
            around().take_while(|at| !matches!(self.tree.name(*at), "ol" | "ul" | "table" | "section" | "article"));
        let item = item.into_iter().find(|at| matches!(self.tree.name(*at), "li" | "tr"));
        let block = item.or_else(|| around().find(is_note))?;
        let is_short = (1..=NOTE).contains(&self.text_length(block));
        let holds_heading =
            || self.tree.range_within(block).take(500).any(|at| heading_level(self.tree.name(at)).is_some());
        (is_short && !holds_heading()).then_some(block)
    }

    /// Whether a note that begins at a place links back to what leads to it.
    fn leads_back_to(&self, place: usize, from: usize) -> bool {
        let Some(block) = self.note_block(place) else { return false };
        let back = self.tree.range_within(block).take(200).filter_map(|at| self.tree.element(at)?.attribute("href"));
        let mut places = back.filter_map(|href| self.find_target(href));
        places.any(|back| back == from || self.tree.ancestors(from).take(3).any(|up| up == back))
    }

    /// Whether a link to a note is words of the sentence, and its number is shown by the page's style.
    fn is_noted_words(&self, at: usize, element: &Element) -> bool {
        element.attribute("role") == Some("doc-noteref")
            && self.tree.collect_words(at, 300).split_whitespace().count() > 1
            && self.tree.ancestors(at).take(3).all(|up| self.tree.name(up) != "sup")
    }

    /// The note that words of a sentence lead to.
    pub(super) fn find_note_of_words(&self, at: usize, element: &Element) -> Option<&LinkedNote> {
        self.find_note(element.attribute("href").filter(|_| self.is_noted_words(at, element))?)
    }

    fn find_notes(&self) -> BTreeMap<usize, LinkedNote> {
        let mut found: BTreeMap<usize, String> = BTreeMap::new();
        let mut noted = 0_usize;
        for at in 1..self.tree.nodes.len() {
            let Some(element) = self.tree.element(at).filter(|e| e.name == "a") else { continue };
            let Some(place) = element.attribute("href").and_then(|href| self.find_target(href)) else { continue };
            if place <= at {
                continue;
            }
            if self.is_noted_words(at, element) {
                if let Some(block) = self.note_block(place).filter(|block| *block > at) {
                    let label = (noted + 1).to_string();
                    noted += usize::from(!found.contains_key(&block));
                    found.entry(block).or_insert(label);
                }
                continue;
            }
            if self.text_length(at) > 40 {
                continue;
            }
            let words = self.tree.collect_words(at, 60);
            let label = read_note_number(&words);
            let is_raised = || self.tree.ancestors(at).take(3).any(|up| self.tree.name(up) == "sup");
            let is_marker = citing::parse_numbers(label).is_some()
                || element.attribute("role") == Some("doc-noteref")
                || label.chars().count() <= 3 && is_raised()
                || citing::parse_roman_numbers(label).is_some() && self.leads_back_to(place, at);
            // In a list of contents, numbers lead to sections.
            if is_marker && let Some(block) = self.note_block(place).filter(|block| *block > at) {
                found.entry(block).or_insert_with(|| label.to_owned());
            }
        }
        let mut listed = false;
        let mut headings = self.lists.iter().copied().peekable();
        let mut at = 0;
        let mut notes = BTreeMap::new();
        for (block, label) in found {
            for node in at..block {
                if headings.next_if(|heading| *heading == node).is_some() {
                    listed = true;
                } else if heading_level(self.tree.name(node)).is_some() && self.text_length(node) > 0 {
                    listed = false;
                }
            }
            at = block;
            notes.insert(block, LinkedNote { label, is_listed: listed });
        }
        notes
    }
}

fn to_hundredths(part: u32, whole: u32) -> u32 {
    u32::try_from(u64::from(part) * 100 / u64::from(whole.max(1))).unwrap_or(100)
}

/// Of each node, the bytes of text in it and those in links.
fn weigh(tree: &Tree<'_>) -> (Vec<u32>, Vec<u32>) {
    let count = tree.nodes.len();
    let (mut text, mut linked) = (vec![0_u32; count], vec![0_u32; count]);
    let add = |to: &mut Vec<u32>, at: usize, more: u32| {
        if let Some(sum) = to.get_mut(at) {
            *sum = sum.saturating_add(more);
        }
    };
    for at in (1..count).rev() {
        let Some(node) = tree.node(at) else { continue };
        match &node.element {
            None => {
                let length = tree.raw(at).trim().len();
                add(&mut text, at, u32::try_from(length).unwrap_or(u32::MAX));
            }
            Some(element) if is_silent(&element.name) => {
                text.get_mut(at).into_iter().for_each(|sum| *sum = 0);
                linked.get_mut(at).into_iter().for_each(|sum| *sum = 0);
            }
            Some(element) if element.name == "a" && element.has("href") => {
                let whole = text.get(at).copied().unwrap_or_default();
                linked.get_mut(at).into_iter().for_each(|sum| *sum = whole);
            }
            Some(_) => {}
        }
        let (mine, links) = (text.get(at).copied().unwrap_or_default(), linked.get(at).copied().unwrap_or_default());
        add(&mut text, node.parent, mine);
        add(&mut linked, node.parent, links);
    }
    (text, linked)
}

/// Whether a node holds blocks of text, and not words alone.
pub(super) fn holds_blocks(tree: &Tree<'_>, at: usize) -> bool {
    tree.range_within(at).skip(1).any(|inside| is_block(tree.name(inside)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silent_elements_are_in_order() {
        assert!(SILENT.is_sorted());
    }
}
