//! The tree of a page, however its tags were closed: elements and texts in the order of the file, each with how far what is
//! in it goes. No function calls itself, so that depth costs nothing.

use std::ops::Range;

/// A page.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    /// The file's text.
    pub(super) source: &'s str,
    /// Elements and texts in the order of the file; the first holds all others.
    pub(super) nodes: Vec<Node>,
}

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node {
    /// The element that it stands in.
    pub(super) parent: usize,
    /// The first node behind it that does not stand in it.
    pub(super) end: usize,
    /// Where it begins in the file, and for a text where it ends.
    pub(super) bytes: Range<usize>,
    /// What it is.
    pub(super) element: Option<Element>,
}

/// An element: its name in lower case, and the attributes that matter.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute's value, without spaces around it.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(known, _)| known == name)
    }
}

impl<'s> Tree<'s> {
    pub(super) fn node(&self, at: usize) -> Option<&Node> {
        self.nodes.get(at)
    }

    pub(super) fn element(&self, at: usize) -> Option<&Element> {
        self.nodes.get(at)?.element.as_ref()
    }

    /// The name of an element; empty for a text.
    pub(super) fn name(&self, at: usize) -> &str {
        self.element(at).map(|e| e.name.as_str()).unwrap_or_default()
    }

    pub(super) fn end(&self, at: usize) -> usize {
        self.nodes.get(at).map_or(at + 1, |n| n.end)
    }

    /// The node and all that it holds.
    pub(super) fn range_within(&self, at: usize) -> Range<usize> {
        at..self.end(at)
    }

    /// The elements that a node stands in, the nearest first.
    pub(super) fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(at), |at| self.nodes.get(*at).map(|n| n.parent).filter(|parent| parent < at)).skip(1)
    }

    /// The nodes right in an element.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.end(at);
        std::iter::successors(Some(at + 1).filter(|first| *first < end), move |child| {
            Some(self.end(*child)).filter(|next| *next < end)
        })
    }

    /// Of each node, the element before it in the same element, if it is not the first.
    pub(super) fn find_elements_before(&self) -> Vec<Option<usize>> {
        let mut last_in: Vec<Option<usize>> = vec![None; self.nodes.len()];
        let step = |(at, node): (usize, &Node)| {
            let last = last_in.get_mut(node.parent)?;
            let before = *last;
            if node.element.is_some() && at > 0 {
                *last = Some(at);
            }
            before
        };
        self.nodes.iter().enumerate().map(step).collect()
    }

    /// What a text says in the file, with its entities as they stand there.
    pub(super) fn raw(&self, at: usize) -> &'s str {
        self.nodes
            .get(at)
            .filter(|n| n.element.is_none())
            .and_then(|n| self.source.get(n.bytes.clone()))
            .unwrap_or_default()
    }

    /// The words in an element, single spaces between them, up to a length.
    pub(super) fn collect_words(&self, at: usize, longest: usize) -> String {
        let mut out = String::new();
        for node in self.range_within(at).take(5_000) {
            if out.len() >= longest {
                break;
            }
            let raw = self.raw(node);
            let raw = raw.get(..raw.floor_char_boundary(longest)).unwrap_or(raw);
            out.push_str(&super::entities::decode(raw));
            if is_block(self.name(node)) || self.name(node) == "br" {
                out.push(' ');
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Elements that begin and end a block of text.
const BLOCKS: &[&str] = &[
    "#root",
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Whether an element of this name parts what is before it from what is behind.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// The level of a heading's element; none for others.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (name.len() == 2 && (1..=6).contains(&level)).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_in_order() {
        assert!(BLOCKS.is_sorted());
    }
}
