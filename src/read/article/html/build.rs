//! Builds a page's tree from its tags: which of them close what is still open is told as browsers do it, without their
//! moving of what stands at a wrong place.

use super::tree::{Element, Node, Tree, heading_level, is_block};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::collections::BTreeMap;

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
    "alt",
    "aria-controls",
    "aria-expanded",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "charset",
    "class",
    "colspan",
    "content",
    "data-bs-target",
    "data-bs-toggle",
    "data-cites",
    "data-component",
    "data-hook",
    "data-target",
    "data-testid",
    "data-toggle",
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

/// Reads a page.
pub(super) fn parse(source: &str) -> Tree<'_> {
    let mut building = Building::new(source.len());
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span| {
        building.take(event, span);
        None::<std::convert::Infallible>
    });
    emitter.naively_switch_states(true);
    // Reading from memory never fails.
    _ = Tokenizer::new_with_emitter(source, emitter).finish();
    Tree { source, nodes: building.finish() }
}

/// A tree that is being built.
#[derive(Debug)]
struct Building {
    nodes: Vec<Node>,
    /// The elements that are open, the first of them the root.
    open: Vec<usize>,
    /// The element whose tag is being read.
    started: Option<(usize, Element)>,
    /// How many elements of each name are open.
    counts: BTreeMap<String, u32>,
    /// Pictures and formulas that are open: in them, `<g/>` is closed.
    foreign: Option<usize>,
    length: usize,
}

impl Building {
    fn new(length: usize) -> Self {
        let root = Element { name: "#root".to_owned(), attributes: Vec::new() };
        let root = Node { parent: 0, end: 0, bytes: 0..length, element: Some(root) };
        Self { nodes: vec![root], open: vec![0], started: None, counts: BTreeMap::new(), foreign: None, length }
    }

    /// Takes in what comes next in the file.
    fn take(&mut self, event: CallbackEvent<'_>, span: Span<usize>) {
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
    fn finish(mut self) -> Vec<Node> {
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
        let is_of_table = matches!(name, "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption");
        if is_block(name) && !is_of_table {
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
            if borders.contains(&name) || name == "template" {
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

    /// The tree in brackets.
    fn drawn(source: &str) -> String {
        let tree = parse(source);
        let mut out = String::new();
        let mut open: Vec<usize> = Vec::new();
        for at in 1..tree.nodes.len() {
            while open.last().is_some_and(|o| tree.end(*o) <= at) {
                open.pop();
                out.push(')');
            }
            match tree.element(at) {
                Some(element) => {
                    out.push_str(&element.name);
                    out.push('(');
                    open.push(at);
                }
                None => out.push_str(tree.raw(at)),
            }
        }
        out + &")".repeat(open.len())
    }

    #[test]
    fn tags_that_are_missing_are_put_in() {
        for (source, want) in [
            ("<p>a<p>b", "p(a)p(b)"),
            ("<UL><LI>a<LI>b<UL><LI>c</UL><LI>d</UL>e", "ul(li(a)li(bul(li(c)))li(d))e"),
            ("<p>a<div>b</div>c</p>d", "p(a)div(b)cd"),
            ("<table><tr><td>a<td>b<tr><th>c</table>d", "table(tr(td(a)td(b))tr(th(c)))d"),
            ("<td>a</td><table><tr><td><p>b</td></tr></table>", "td(a)table(tr(td(p(b))))"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a)dd(b)dt(c))"),
            ("<b>a<i>b</b>c</i>d", "b(ai(b))cd"),
            ("</div>a</b></p>b", "ab"),
            ("<div><b>a</div>b</b>", "div(b(a))b"),
            ("<p>a<br>b<br/>c<img src=x>d</p>", "p(abr()bbr()cimg()d)"),
            ("<a href=1>a<a href=2>b</a>", "a(a)a(b)"),
            ("<svg><path d=1 /><g/></svg>a", "svg(path()g())a"),
            ("<script>if (a<b) {}</script>c", "script(if (a<b) {})c"),
            ("a <!-- b --> c<!doctype html>", "a  c"),
            ("p < 0.05 & <b>x", "p < 0.05 & b(x)"),
            ("<h2>a<h3>b</h2>c", "h2(a)h3(b)c"),
            ("<div><td>", "div(td())"),
            ("a<", "a<"),
            ("<", "<"),
            ("<div", ""),
        ] {
            assert_eq!(drawn(source), want, "{source}");
        }
    }

    #[test]
    fn depth_costs_nothing() {
        for (open, close) in [
            ("<div>", "</div>"),
            ("<ul><li>", ""),
            ("<b>", "</i>"),
            ("<table><tr><td>", ""),
            ("<div><p>", "</section>"),
        ] {
            let source = format!("{}x{}", open.repeat(50_000), close.repeat(50_000));
            let tree = parse(&source);
            assert!(tree.nodes.len() > 50_000, "{open}");
        }
    }

    #[test]
    fn attributes_are_in_order() {
        assert!(ATTRIBUTES.is_sorted());
    }
}
