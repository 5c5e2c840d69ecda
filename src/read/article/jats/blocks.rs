//! The blocks of an article: sections and their headings, paragraphs, lists, tables, figures, boxes and notes.

use super::inline::is_block;
use super::writing::Writing;
use crate::model::BlockKind;
use crate::read::xml::{Element, Node};

impl Writing {
    /// The title with its subtitle.
    pub(super) fn read_title(&mut self, meta: &Element) {
        let Some(group) = meta.child("title-group") else { return };
        let Some(title) = group.child("article-title") else { return };
        self.without_pointers(title);
        if let Some(subtitle) = group.child("subtitle").filter(|subtitle| !subtitle.words().is_empty()) {
            let ended = self.runs.join_words_from(0).trim_end().ends_with([':', '?', '!', '.']);
            self.runs.push(if ended { " " } else { ": " }, subtitle.place);
            self.without_pointers(subtitle);
        }
        if let Some(mut piece) = self.runs.close(BlockKind::Title) {
            (piece.level, piece.marked) = (1, true);
            self.pieces.push(piece);
        }
    }

    /// Words without the marks of notes that hang on them.
    fn without_pointers(&mut self, element: &Element) {
        for node in &element.nodes {
            match node {
                Node::Element(child) if matches!(child.name.as_str(), "xref" | "fn") => {}
                Node::Element(child) => self.read_part(child),
                Node::Text(text, place) => self.runs.push(text, *place),
            }
        }
    }

    /// The summaries, but for pictures and lists of keywords.
    pub(super) fn read_abstracts(&mut self, meta: &Element) {
        for one in meta.all("abstract") {
            if matches!(one.attribute("abstract-type"), Some("graphical" | "toc" | "web-summary" | "teaser")) {
                continue;
            }
            match one.child("title") {
                Some(title) => self.read_heading(title, 2),
                None => self.add_heading("Abstract", 2, one.place),
            }
            self.read_blocks(one, 2);
        }
    }

    /// Writes what stands in an element; sections in it are so deep.
    pub(super) fn read_blocks(&mut self, element: &Element, depth: u8) {
        element.elements().for_each(|child| self.read_block(child, depth));
    }

    pub(super) fn read_block(&mut self, element: &Element, depth: u8) {
        match element.name.as_str() {
            "sec" | "app" | "ack" | "boxed-text" | "glossary" | "notes" | "bio" | "statement" | "answer" => {
                self.read_section(element, depth)
            }
            "p" | "attrib" | "verse-line" | "disp-formula" | "code" | "preformat" | "speaker" => {
                self.read_paragraph(element, depth)
            }
            "disp-quote" => self.read_quote(element, depth),
            "list" => self.list(element, depth),
            "def-list" => self.read_definitions(element, depth),
            "fig" => self.read_caption(element),
            "table-wrap" | "table" | "array" => self.read_table(element, depth),
            "fn" => self.read_note(element, depth),
            "ref-list" => self.read_reference_list(element, depth),
            "app-group" | "fn-group" | "fig-group" | "table-wrap-group" | "table-wrap-foot" | "verse-group"
            | "speech" | "sec-group" | "disp-formula-group" | "alternatives" | "question-wrap" | "question"
            | "floats-group" => {
                if let Some(title) = element.child("title") {
                    self.read_heading(title, depth.saturating_add(1));
                }
                self.read_blocks(element, depth);
            }
            _ => {}
        }
    }

    fn read_section(&mut self, element: &Element, depth: u8) {
        let title = element.child("title").or(element.find(&["caption", "title"]));
        match title {
            Some(title) => self.read_heading(title, depth.saturating_add(1)),
            None if element.name == "ack" => {
                self.add_heading("Acknowledgements", depth.saturating_add(1), element.place)
            }
            None => {}
        }
        self.read_blocks(element, depth.saturating_add(1));
    }

    pub(super) fn read_heading(&mut self, title: &Element, level: u8) {
        self.read_inline(title);
        if let Some(mut piece) = self.runs.close(BlockKind::Heading) {
            (piece.level, piece.marked) = (level.min(9), true);
            self.pieces.push(piece);
        }
    }

    /// A heading that the page prints, and the file does not hold.
    pub(super) fn add_heading(&mut self, words: &str, level: u8, place: (u32, u32)) {
        self.runs.push(words, place);
        if let Some(mut piece) = self.runs.close(BlockKind::Heading) {
            (piece.level, piece.marked) = (level.min(9), true);
            self.pieces.push(piece);
        }
    }

    /// A paragraph; blocks in it part it.
    fn read_paragraph(&mut self, element: &Element, depth: u8) {
        for node in &element.nodes {
            match node {
                Node::Text(text, place) => self.runs.push(text, *place),
                Node::Element(child) if is_block(child) => {
                    self.close();
                    self.read_block(child, depth);
                }
                Node::Element(child) => self.read_part(child),
            }
        }
        self.close();
    }

    /// Makes a piece of what is open.
    fn close(&mut self) {
        let Some(mut piece) = self.runs.close(self.kind) else { return };
        piece.footnote.clone_from(&self.footnote);
        if self.kind == BlockKind::Item {
            (piece.level, piece.number) = (self.depth, self.number.take());
            self.kind = BlockKind::Paragraph;
        }
        self.pieces.push(piece);
    }

    fn read_quote(&mut self, element: &Element, depth: u8) {
        let before = std::mem::replace(&mut self.kind, BlockKind::Quote);
        self.read_blocks(element, depth);
        self.kind = before;
    }

    fn list(&mut self, element: &Element, depth: u8) {
        let kind = element.attribute("list-type").unwrap_or_default();
        let is_counted = matches!(kind, "order" | "ordered" | "number" | "arabic")
            || kind.starts_with("alpha")
            || kind.starts_with("roman");
        if let Some(title) = element.child("title") {
            self.read_paragraph(title, depth);
        }
        self.depth = self.depth.saturating_add(1);
        for (at, item) in element.all("list-item").enumerate() {
            let label = item.child("label").map(Element::words).unwrap_or_default();
            let bare = label.trim_matches(|c: char| !c.is_alphanumeric());
            let counted = match kind {
                kind if kind.starts_with("alpha") => char::from_u32(u32::from('a') + at as u32).map(String::from),
                _ => Some((at + 1).to_string()),
            };
            self.kind = BlockKind::Item;
            self.number = if bare.is_empty() { counted.filter(|_| is_counted) } else { Some(bare.to_owned()) };
            self.read_blocks(item, depth);
            (self.kind, self.number) = (BlockKind::Paragraph, None);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn read_definitions(&mut self, element: &Element, depth: u8) {
        for item in element.all("def-item") {
            if let Some(term) = item.child("term") {
                self.read_inline(term);
                self.runs.push(": ", term.place);
            }
            for paragraph in item.all("def").flat_map(|def| def.all("p")) {
                self.read_paragraph(paragraph, depth);
            }
            self.close();
        }
    }

    /// The label and the caption of a figure or table.
    fn read_caption(&mut self, element: &Element) {
        if let Some(label) = element.child("label") {
            self.read_inline(label);
            self.runs.push(" ", label.place);
        }
        for part in element.child("caption").into_iter().flat_map(Element::elements) {
            self.read_inline(part);
            self.runs.push(" ", part.place);
        }
        if let Some(piece) = self.runs.close(BlockKind::Caption) {
            self.pieces.push(piece);
        }
    }

    fn read_table(&mut self, element: &Element, depth: u8) {
        self.close();
        self.read_caption(element);
        let is_head = |row: &Element| row.elements().all(|cell| cell.name == "th") && row.elements().next().is_some();
        let heads: Vec<&Element> =
            element.find_descendants("thead").into_iter().flat_map(|head| head.find_descendants("tr")).collect();
        for (at, row) in element.find_descendants("tr").into_iter().enumerate() {
            let head =
                heads.iter().any(|known| std::ptr::eq(*known, row)) || heads.is_empty() && at == 0 && is_head(row);
            for cell in row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th")) {
                if !self.runs.is_empty() {
                    self.runs.push(" | ", cell.place);
                }
                self.read_cell(cell);
            }
            if let Some(mut piece) = self.runs.close(BlockKind::Row) {
                piece.level = u8::from(head);
                self.pieces.push(piece);
            }
        }
        element.child("table-wrap-foot").into_iter().for_each(|foot| self.read_blocks(foot, depth));
    }

    /// The words of a cell, its blocks in one line.
    fn read_cell(&mut self, cell: &Element) {
        for node in &cell.nodes {
            match node {
                Node::Text(text, place) => self.runs.push(text, *place),
                Node::Element(child) if is_block(child) || child.name == "list-item" => {
                    self.runs.push(" ", child.place);
                    self.read_cell(child);
                }
                Node::Element(child) => self.read_part(child),
            }
        }
    }

    /// A note at the foot or the end; only one that the text points at is a footnote.
    fn read_note(&mut self, element: &Element, depth: u8) {
        let known = element.attribute("id").and_then(|id| self.notes.get(id)).cloned();
        self.footnote = known;
        self.read_blocks(element, depth);
        self.footnote = None;
    }

    /// The notes that stand in the line.
    pub(super) fn write_notes(&mut self) {
        for (label, note) in std::mem::take(&mut self.inner_notes) {
            self.footnote = Some(label);
            self.read_blocks(&note, 1);
        }
        self.footnote = None;
    }
}
