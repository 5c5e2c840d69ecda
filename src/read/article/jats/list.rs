//! The list of references: what is printed of each entry, and what the elements of its citation tell in fields.

use super::writing::Writing;
use crate::model::BlockKind;
use crate::read::piece::{Fields, Piece};
use crate::read::references::{build_entry, read_citation};
use crate::read::xml::{Element, Node};

const CITATIONS: &[&str] = &["mixed-citation", "element-citation", "nlm-citation", "citation", "product"];

impl Writing {
    /// A list, and the lists that are its parts.
    pub(super) fn read_reference_list(&mut self, list: &Element, depth: u8) {
        let level = depth.saturating_add(1);
        match list.child("title").filter(|title| !title.words().is_empty()) {
            Some(title) => self.read_heading(title, level),
            None if depth <= 1 => self.add_heading("References", level, list.place),
            None => {}
        }
        for part in list.elements() {
            match part.name.as_str() {
                "ref" => self.read_entry(part),
                "ref-list" => self.read_reference_list(part, level),
                "title" | "label" => {}
                _ => self.read_block(part, level),
            }
        }
    }

    fn read_entry(&mut self, entry: &Element) {
        let number = entry.child("label").map(Element::words).unwrap_or_default();
        let number = number.trim_matches(|c: char| !c.is_alphanumeric());
        let mut citations: Vec<(&Element, &Element)> = Vec::new();
        for child in entry.elements() {
            if child.name == "citation-alternatives" {
                let find = |name: &str| child.child(name);
                let mixed = find("mixed-citation").or(child.elements().next());
                let fields = find("element-citation").or(find("nlm-citation")).or(mixed);
                citations.extend(mixed.zip(fields));
            } else if CITATIONS.contains(&child.name.as_str()) {
                citations.push((child, child));
            }
        }
        // SciELO prints each entry, and tells its fields beside.
        if let [(one, _), (other, _)] = *citations.as_slice()
            && let Some((printed, fields)) = pair_citations(one, other).or_else(|| pair_citations(other, one))
        {
            citations = vec![(printed, fields)];
        }
        if citations.is_empty() {
            // A note among the entries, or an entry in no more than words.
            citations.extend(entry.all("note").chain(entry.all("p")).map(|note| (note, note)));
        }
        for (n, (printed, fields)) in citations.iter().enumerate() {
            let Some(mut piece) = self.read_citation(entry, printed, fields) else { continue };
            piece.kind = BlockKind::Reference;
            piece.number = Some(number.to_owned()).filter(|number| !number.is_empty());
            piece.key = entry.attribute("id").map(str::to_owned).filter(|_| n == 0);
            self.pieces.push(piece);
        }
    }

    /// The piece of a citation: its words as they are printed, or composed of its fields where it has no words between them.
    fn read_citation(&mut self, entry: &Element, printed: &Element, fields: &Element) -> Option<Piece> {
        let item = read_citation(fields);
        let record = build_entry(item, entry.place);
        if is_printed(printed) {
            self.read_printed(printed);
            let mut piece = self.runs.close(BlockKind::Reference)?;
            piece.fields = Fields::Some(Box::new(record.parsed.item));
            return Some(piece);
        }
        let words = if record.printed.is_empty() { printed.words() } else { record.printed.clone() };
        self.runs.push(&words, entry.place);
        let mut piece = self.runs.close(BlockKind::Reference)?;
        piece.fields = Fields::All(Box::new(record.parsed.item));
        Some(piece)
    }

    /// Writes what is printed. Identifiers that nothing parts, as archives add them, are parted by a space.
    fn read_printed(&mut self, printed: &Element) {
        const IDENTIFIERS: &[&str] = &["pub-id", "ext-link", "uri", "object-id"];
        let mut was_identifier = false;
        for node in &printed.nodes {
            let is_identifier = matches!(node, Node::Element(part) if IDENTIFIERS.contains(&part.name.as_str()));
            match node {
                Node::Text(text, place) => self.runs.push(text, *place),
                Node::Element(part) => {
                    if is_identifier && was_identifier {
                        self.runs.push(" ", part.place);
                    }
                    self.read_part(part);
                }
            }
            was_identifier = is_identifier;
        }
    }
}

/// What is printed of an entry and what its elements tell, where two citations are these.
fn pair_citations<'e>(printed: &'e Element, fields: &'e Element) -> Option<(&'e Element, &'e Element)> {
    let is_told = matches!(fields.name.as_str(), "element-citation" | "nlm-citation");
    (printed.name == "mixed-citation" && is_told).then_some((printed, fields))
}

/// Whether a citation holds what is printed, and not fields alone: words or stops stand between its elements.
fn is_printed(citation: &Element) -> bool {
    let stands_between = |node: &Node| matches!(node, Node::Text(text, _) if !text.trim().is_empty());
    !matches!(citation.name.as_str(), "element-citation") && citation.nodes.iter().any(stands_between)
        || citation.elements().next().is_none()
        || matches!(citation.name.as_str(), "p" | "note")
}
