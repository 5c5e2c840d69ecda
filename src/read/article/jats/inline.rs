//! What stands in a line: words, links, raised markers, citations and marks of notes.

use super::writing::Writing;
use crate::read::xml::{Element, Node};

/// Elements that are no words of the text.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "tex-math", "inline-graphic", "graphic", "media", "object-id", "index-term", "annotation", "label", "title", "private-char", "processing-meta", "x-metadata", "alt-text",
    "long-desc", "permissions", "inline-media",
];
/// Elements that stand in a paragraph and are blocks.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "p", "list", "table-wrap", "table-wrap-group", "fig", "fig-group", "disp-quote", "boxed-text", "def-list", "disp-formula", "disp-formula-group", "verse-group",
    "speech", "statement", "supplementary-material", "table", "ref-list", "sec", "chem-struct-wrap", "array", "code", "preformat", "fn-group", "question-wrap", "answer",
];

/// Whether an element is a block.
pub(super) fn is_block(element: &Element) -> bool {
    BLOCKS.contains(&element.name.as_str())
}

impl Writing {
    /// Writes the words of an element.
    pub(super) fn read_inline(&mut self, element: &Element) {
        for node in &element.nodes {
            match node {
                Node::Text(text, place) => self.runs.push(text, *place),
                Node::Element(child) => self.read_part(child),
            }
        }
    }

    /// Writes an element of a line.
    pub(super) fn read_part(&mut self, child: &Element) {
        match child.name.as_str() {
            "xref" => self.read_cross_reference(child),
            // What points at a note is no number of an entry, raised or not.
            "sup" if child.find_descendants("xref").iter().any(|xref| is_note_pointer(xref)) => self.read_inline(child),
            "sup" => {
                self.runs.open_mark();
                self.read_inline(child);
                self.runs.close_mark();
            }
            "ext-link" | "uri" | "self-uri" => {
                let words = child.words();
                let target = child.attribute("href").map_or(words, str::to_owned);
                self.runs.open_link(complete_target(child, target));
                self.read_inline(child);
                self.runs.close_link();
            }
            "strike" => self.struck.push(child.place.0),
            "break" => self.runs.push(" ", child.place),
            "fn" => self.inline_note(child),
            "alternatives" => self.read_alternative(child),
            "name" => self.read_name(child),
            silent if SILENT.contains(&silent) => {}
            _ => self.read_inline(child),
        }
    }

    /// A pointer to another part: an entry of the list, a note, or a figure, whose words stay words.
    fn read_cross_reference(&mut self, xref: &Element) {
        let ids: Vec<&str> = xref.attribute("rid").unwrap_or_default().split_whitespace().collect();
        let from = self.runs.end();
        let is_entry = ids.iter().any(|id| self.labels.contains_key(*id));
        self.read_inline(xref);
        let is_empty = self.runs.join_words_from(from).trim().is_empty();
        match xref.attribute("ref-type") {
            kind if is_entry || kind == Some("bibr") => {
                let printed: Vec<&str> = ids.iter().filter_map(|id| self.labels.get(*id).map(String::as_str)).collect();
                if is_empty && !printed.is_empty() {
                    let label = format!("[{}]", printed.join(","));
                    self.runs.push(&label, xref.place);
                }
                self.runs.cite(from, ids.into_iter().map(str::to_owned).collect());
            }
            Some(_) if is_note_pointer(xref) => {
                let words = self.runs.join_words_from(from);
                for id in ids {
                    let label = self.note_label(id, words.trim());
                    if is_empty {
                        let mark = format!("[{label}]");
                        self.runs.push(&mark, xref.place);
                    }
                    self.runs.mark_footnote(from, &label);
                }
            }
            _ => {}
        }
    }

    /// A note that stands in the line is written behind the text; a mark stands for it.
    fn inline_note(&mut self, note: &Element) {
        let own = note.attribute("id").map_or_else(|| format!("at {}:{}", note.place.0, note.place.1), str::to_owned);
        let printed = note.child("label").map(Element::words).unwrap_or_default();
        let label = self.note_label(&own, &printed);
        self.runs.push_footnote_mark(&label, &format!("[{label}]"), note.place);
        self.inner_notes.push((label, note.clone()));
    }

    /// Of several ways to say the same, the first with words.
    fn read_alternative(&mut self, element: &Element) {
        let with_words = |one: &&Element| !SILENT.contains(&one.name.as_str()) && !one.words().is_empty();
        if let Some(chosen) = element.elements().find(with_words) {
            self.read_part(chosen);
        }
    }

    /// A name in its parts, which prints nothing between them.
    fn read_name(&mut self, name: &Element) {
        let given_first = name.attribute("name-style") == Some("given-only");
        let parts = if given_first { ["given-names", "surname"] } else { ["surname", "given-names"] };
        for (at, part) in parts.iter().filter_map(|part| name.child(part)).enumerate() {
            if at > 0 {
                self.runs.push(" ", part.place);
            }
            self.read_inline(part);
        }
        if let Some(suffix) = name.child("suffix") {
            self.runs.push(" ", suffix.place);
            self.read_inline(suffix);
        }
    }
}

/// Whether a pointer leads to a note.
fn is_note_pointer(xref: &Element) -> bool {
    matches!(xref.attribute("ref-type"), Some("fn" | "table-fn"))
}

/// Where a link leads, whose address may be an identifier alone.
fn complete_target(link: &Element, target: String) -> String {
    match link.attribute("ext-link-type") {
        Some("doi") if target.starts_with("10.") => format!("https://doi.org/{target}"),
        Some("pmid") if target.bytes().all(|b| b.is_ascii_digit()) => {
            format!("https://pubmed.ncbi.nlm.nih.gov/{target}/")
        }
        _ => target,
    }
}
