//! Builds a page's tree from its tags: which of them close what is still open is told as browsers do it, without their
//! moving of what stands at a wrong place.

use super::tree::{Element, Node, heading_level, is_block};
use html5gum::Span;
use html5gum::emitters::callback::CallbackEvent;
use std::collections::HashMap;

/// Elements that hold nothing.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements of words, which close no block.
const INLINE: &[&str] = &[
    "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "nobr",
    "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Attributes that say something about the text; others are left out.
const ATTRIBUTES: &[&str] = &[
    "aria-controls",
    "aria-hidden",
    "charset",
    "class",
    "colspan",
    "content",
    "data-target",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "reversed",
    "role",
    "rowspan",
    "start",
    "style",
    "title",
    "type",
    "value",
    "xml:lang",
];

/// So many open elements are looked through for the one that a tag closes.
const DEEPEST: usize = 256;

/// A tree that is being built.
#[derive(Debug)]
pub(super) struct Building {
    nodes: Vec<Node>,
    /// The elements that are open, the first of them the root.
    open: Vec<usize>,
    /// The element whose tag is being read.
    started: Option<(usize, Element)>,
    /// How many elements of each name are open.
    counts: HashMap<String, u32>,
    /// Pictures and formulas that are open: in them, `<g/>` is closed.
    foreign: Option<usize>,
    length: usize,
}

impl Building {
    pub(super) fn new(length: usize) -> Self {
        let root = Element { name: "#root".to_owned(), attributes: Vec::new() };
        let root = Node { parent: 0, end: 0, bytes: 0..length, element: Some(root) };
        Self { nodes: vec![root], open: vec![0], started: None, counts: HashMap::new(), foreign: None, length }
    }

    /// Takes in what comes next in the file.
    pub(super) fn take(&mut self, event: CallbackEvent<'_>, span: Span<usize>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.started = Some((span.start, Element { name: text(name), attributes: Vec::new() }));
            }
            CallbackEvent::AttributeName { name } => {
                if let Some((_, element)) = &mut self.started {
                    // Of an attribute that is given twice, the first counts.
                    let name = text(name);
                    let is_new = !element.has(&name);
                    element.attributes.push((if is_new { name } else { String::new() }, String::new()));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, element)) = &mut self.started
                    && let Some((_, last)) = element.attributes.last_mut()
                {
                    *last = text(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some((start, mut element)) = self.started.take() {
                    element.attributes.retain(|(name, _)| ATTRIBUTES.binary_search(&name.as_str()).is_ok());
                    self.start(start, element, self_closing);
                }
            }
            CallbackEvent::EndTag { name } => self.close(&text(name), span.start),
            CallbackEvent::String { .. } => self.add(span.start..span.end, None),
            _ => {}
        }
    }

    /// The nodes, when all has been taken in.
    pub(super) fn finish(mut self) -> Vec<Node> {
        self.pop_to(0);
        let end = self.nodes.len();
        self.nodes.first_mut().into_iter().for_each(|root| root.end = end);
        self.nodes
    }

    fn add(&mut self, bytes: std::ops::Range<usize>, element: Option<Element>) {
        let parent = self.open.last().copied().unwrap_or_default();
        let end = self.nodes.len() + 1;
        let bytes = bytes.start.min(self.length)..bytes.end.min(self.length);
        self.nodes.push(Node { parent, end, bytes, element });
    }

    fn start(&mut self, start: usize, element: Element, self_closing: bool) {
        let name = element.name.clone();
        if self.foreign.is_some() && is_block(&name) {
            // A picture that nobody closed ends where text begins again.
            let depth = self.foreign.take().unwrap_or_default();
            self.pop_to(depth);
        }
        self.close_before(&name);
        let is_foreign = self.foreign.is_some();
        let at = self.nodes.len();
        self.add(start..start, Some(element));
        if VOID.contains(&name.as_str()) || is_foreign && self_closing {
            return;
        }
        if matches!(name.as_str(), "svg" | "math") && self.foreign.is_none() {
            if self_closing {
                return;
            }
            self.foreign = Some(self.open.len());
        }
        *self.counts.entry(name).or_default() += 1;
        self.open.push(at);
    }

    fn is_open(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|count| *count > 0)
    }

    /// Closes what a beginning element ends.
    fn close_before(&mut self, name: &str) {
        const TABLE: &[&str] = &["table"];
        const LIST: &[&str] = &["ol", "ul", "menu", "dir", "td", "th"];
        match name {
            "li" => self.close_nearest(&["li"], LIST),
            "dt" | "dd" => self.close_nearest(&["dt", "dd"], &["dl", "td", "th"]),
            "tr" => self.close_nearest(&["tr", "caption", "colgroup"], TABLE),
            "td" | "th" => self.close_nearest(&["td", "th"], &["tr", "table"]),
            "tbody" | "thead" | "tfoot" => {
                self.close_nearest(&["tbody", "thead", "tfoot", "caption", "colgroup"], TABLE);
            }
            "option" => self.close_nearest(&["option"], &["select", "datalist"]),
            "a" => self.close_nearest(&["a"], &["td", "th", "li", "div", "p", "section", "article"]),
            _ => {}
        }
        let is_cell = matches!(name, "li" | "dt" | "dd" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption");
        if is_block(name) && !(is_cell && !matches!(name, "li" | "dt" | "dd")) {
            self.close_nearest(&["p"], &["td", "th", "caption", "table", "button", "li", "div", "section", "body"]);
        }
        if heading_level(name).is_some()
            && let Some(last) = self.open.last()
            && heading_level(self.name(*last)).is_some()
        {
            self.pop_to(self.open.len() - 1);
        }
    }

    fn name(&self, at: usize) -> &str {
        self.nodes.get(at).and_then(|n| n.element.as_ref()).map(|e| e.name.as_str()).unwrap_or_default()
    }

    /// Closes the nearest open element of these names, unless one of the others is nearer.
    fn close_nearest(&mut self, names: &[&str], borders: &[&str]) {
        if !names.iter().any(|name| self.is_open(name)) {
            return;
        }
        let from = self.open.len().saturating_sub(DEEPEST).max(1);
        for depth in (from..self.open.len()).rev() {
            let Some(name) = self.open.get(depth).map(|at| self.name(*at)) else { return };
            if names.contains(&name) {
                return self.pop_to(depth);
            }
            if borders.contains(&name) {
                return;
            }
        }
    }

    /// Closes what an end tag closes; a stray one closes nothing.
    fn close(&mut self, name: &str, start: usize) {
        if name == "br" {
            return self.start(start, Element { name: "br".to_owned(), attributes: Vec::new() }, true);
        }
        if matches!(name, "body" | "html") || heading_level(name).is_none() && !self.is_open(name) {
            return;
        }
        let from = self.open.len().saturating_sub(DEEPEST).max(1);
        let is_inline = INLINE.contains(&name);
        let is_table = matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot");
        for depth in (from..self.open.len()).rev() {
            let Some(open) = self.open.get(depth).map(|at| self.name(*at)) else { return };
            if open == name || heading_level(name).is_some() && heading_level(open).is_some() {
                return self.pop_to(depth);
            }
            let is_border = match () {
                () if is_inline => is_block(open),
                () if is_table => open == "table",
                () if name == "li" => matches!(open, "ol" | "ul" | "td" | "th" | "table"),
                () if name == "p" => is_block(open),
                () => matches!(open, "td" | "th" | "caption" | "table"),
            };
            if is_border {
                return;
            }
        }
    }

    /// Closes open elements until so many are left, the root among them.
    fn pop_to(&mut self, depth: usize) {
        let end = self.nodes.len();
        while self.open.len() > depth.max(1) {
            let Some(at) = self.open.pop() else { return };
            let Some(node) = self.nodes.get_mut(at) else { return };
            node.end = end;
            let name = node.element.as_ref().map(|e| e.name.as_str()).unwrap_or_default();
            self.counts.get_mut(name).into_iter().for_each(|count| *count = count.saturating_sub(1));
        }
        self.foreign = self.foreign.filter(|depth| *depth < self.open.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_in_order() {
        assert!(ATTRIBUTES.is_sorted());
    }
}
